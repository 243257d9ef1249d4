/**
 * What this machine permits now: its file, a grant that lasts, its command line. Looked at again whenever a file changes and
 * before each call; a file that can no longer be read or trusted permits reading only, until it can.
 */
import { realpathSync, statSync } from "node:fs";
import { isatty } from "node:tty";
import { basename, dirname, join } from "node:path";
import { AppError } from "../domain/error.ts";
import { levelNow, machineRefusal, pathsIn, type MachineDoing, type MachinePolicy } from "../domain/machinePolicy.ts";
import type { Level } from "../domain/risk.ts";
import { ToolError } from "../tools/define.ts";
import { grantPath, readGrant, type Grant } from "./grant.ts";
import { ownMaxLevel, policyPath, readPolicy, type WrittenPolicy } from "./policy.ts";

/** How soon a change is noticed while nothing is called: two `stat`s a time. */
const lookEveryMs = 2_000;

type Parts = {
  stateDir: string;
  isRoot: boolean;
  flag: Level | undefined;
  nowMs: () => number;
  /** What is the agent's own, so that no call changes it. */
  ownFiles: () => readonly string[];
  /** Told whenever what is permitted is otherwise than it was. */
  onChange: (now: PermittedNow) => void;
  /** For tests; absent: where the policy of such an agent lies. */
  path?: string;
};
export type PermittedNow = { maxLevel: Level; policy: MachinePolicy };

export type OwnPolicy = {
  maxLevel: () => Level;
  /** As the hub is told it. */
  told: () => MachinePolicy;
  /** Throws `refused_by_policy`, with the rule, file and line, what the machine's own rules are against. */
  permit: (doing: MachineDoing) => void;
  /** Looks at the files now. */
  look: () => void;
  stop: () => void;
};

/** Throws `refused_by_policy` where the file cannot be read at the start: then there is no agent at all. */
export function makeOwnPolicy({ stateDir, isRoot, flag, nowMs, ownFiles, onChange, path }: Parts): OwnPolicy {
  const file = path ?? policyPath({ stateDir, isRoot });
  const grants = grantPath(file);
  let written: WrittenPolicy | undefined;
  let broken: string | undefined;
  let grant: Grant | undefined;
  let seen = "";
  let last = "";

  const stamp = (): string => `${stampOf(file)} ${stampOf(dirname(file))} ${stampOf(grants)}`;
  const now = (): PermittedNow => {
    const own = broken === undefined ? ownMaxLevel({ policy: written?.policy, flag }) : 1;
    const lasting = grant && grant.untilMs > nowMs() ? grant : undefined;
    const policy: MachinePolicy = {
      file: written?.told.file ?? file,
      rules: written?.told.rules ?? [],
      ...(written?.told.level ? { level: written.told.level } : {}),
      ...(lasting ? { grant: lasting } : {}),
      ...(broken === undefined ? {} : { broken }),
    };
    return { maxLevel: broken === undefined ? levelNow(own, lasting, nowMs()) : 1, policy };
  };
  const read = (): void => {
    seen = stamp();
    written = readPolicy(file);
    grant = readGrant(grants, nowMs());
    broken = undefined;
  };
  const look = (): void => {
    if (stamp() !== seen) {
      try {
        read();
      } catch (error) {
        // The rules that were read last go on: what they forbid stays forbidden.
        broken = (error instanceof AppError ? error.detail : String(error)).replace(/[.\s]+$/, "");
        grant = undefined;
      }
    }
    const is = now();
    const text = JSON.stringify(is);
    if (text === last) return;
    last = text;
    onChange(is);
  };

  read();
  last = JSON.stringify(now());
  const timer = setInterval(look, lookEveryMs);
  timer.unref();
  // In a terminal it means that the terminal is gone, and with it whoever started the agent there.
  const hears = !isatty(0);
  if (hears) process.on("SIGHUP", look);

  return {
    maxLevel: () => {
      look();
      return now().maxLevel;
    },
    told: () => now().policy,
    permit: (doing) => {
      look();
      const own = ownFiles().map((each) => ({ id: "ownFiles", line: 0, value: each }));
      const { policy } = now();
      const refusal = machineRefusal({ ...policy, rules: [...own, ...policy.rules] }, doing, {
        nowMs: nowMs(),
        resolved: pathsIn(doing).map(realPath),
      });
      if (!refusal) return;
      const where = refusal.where.replace(/:0$/, "");
      throw new ToolError(
        "refused_by_policy",
        `This machine refuses it by ${refusal.rule} in ${where}: ${refusal.why}.`,
        refusal.rule === "ownFiles"
          ? "Do it on the machine itself."
          : `Only root on that machine can change that, in ${file}.`,
      );
    },
    look,
    stop: () => {
      clearInterval(timer);
      if (hears) process.off("SIGHUP", look);
    },
  };
}

function stampOf(path: string): string {
  try {
    const { mtimeMs, ctimeMs, size, ino } = statSync(path);
    return `${mtimeMs}/${ctimeMs}/${size}/${ino}`;
  } catch {
    return "none";
  }
}

/** Where a path leads, symlinks followed as far as it exists. */
function realPath(path: string): string {
  let rest = "";
  for (let at = path; ; at = dirname(at)) {
    try {
      return join(realpathSync(at), rest);
    } catch {
      if (at === dirname(at)) return path;
      rest = join(basename(at), rest);
    }
  }
}

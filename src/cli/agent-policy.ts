/** `ailx agent policy` and `ailx agent grant`: what this machine permits, and a higher level for a while. Both on the machine itself. */
import { resolve } from "node:path";
import { AppError } from "../domain/error.ts";
import { windowText } from "../domain/timeWindow.ts";
import { durationText } from "../lib/duration.ts";
import { exit, usageError } from "./exit.ts";
import type { Io } from "./io.ts";
import type { Args, Verb } from "./mode.ts";
import { policyPath } from "./service.ts";
import { printJson, shown } from "./shown.ts";
import { durationOf, levelOf } from "./values.ts";

/** Root's agent has its policy where only root writes; any other beside its state. */
function fileOf({ args, io }: { args: Args; io: Io }): string {
  const given = args.text("file");
  if (given !== undefined) return resolve(io.cwd, given);
  const state = args.text("state");
  if (io.uid === 0 && state === undefined) return policyPath;
  if (state === undefined)
    throw new AppError("permission_denied", `What this machine permits is ${policyPath}, and that is root's.`, {
      hint: "Use sudo; for an agent of your own give --state DIR.",
    });
  return resolve(io.cwd, state, "policy.yaml");
}

export const policy: Verb = async ({ args, io }) => {
  const { policyHere } = await import("../agent/main.ts");
  const now = Date.now();
  const found = policyHere(fileOf({ args, io }), now);
  if (args.has("json")) {
    printJson(io, found);
    return exit.ok;
  }
  const { rules, grant, level } = found.policy;
  const lines = [
    found.isThere
      ? `${found.file} permits level ${level?.is ?? 1} at most.`
      : `There is no ${found.file}: level 1, reading, unless the agent was started with --max-level.`,
    ...rules.map(
      ({ id, line, value, during }) =>
        `  line ${String(line).padStart(3)}  ${id.padEnd(14)} ${during ? windowText(during) : (value ?? "")}`,
    ),
    ...(grant
      ? [
          `Level ${grant.level} is granted for another ${durationText(grant.untilMs - now)}, by ${grant.by}${grant.reason === undefined ? "" : ` (${grant.reason})`}.`,
        ]
      : []),
  ];
  io.out(shown(lines.map((line) => `${line}\n`).join("")));
  return exit.ok;
};

export const grant: Verb = async ({ args, io }) => {
  const { endGrantHere, grantHere } = await import("../agent/main.ts");
  const file = fileOf({ args, io });
  const now = Date.now();
  if (args.has("end")) {
    const was = endGrantHere(file, now);
    io.out(was ? "The grant has ended.\n" : "Nothing was granted.\n");
    return exit.ok;
  }
  const level = levelOf(args, "level");
  const forMs = durationOf(args, "for");
  if (level === undefined || forMs === undefined)
    throw usageError("A grant needs --level and --for.", "For example: ailx agent grant --level 4 --for 2h");
  const reason = args.text("reason");
  const by = (io.env["SUDO_USER"] ?? io.env["USER"] ?? `uid ${io.uid}`).slice(0, 128);
  const given = { level, untilMs: now + forMs, by, ...(reason === undefined ? {} : { reason: reason.slice(0, 500) }) };
  grantHere(file, given, now);
  if (args.has("json")) printJson(io, given);
  else
    io.out(
      `Level ${level} is granted for ${durationText(forMs)}. The agent takes it up within seconds and tells its hub; it ends by itself.\n  Sooner: ailx agent grant --end\n`,
    );
  return exit.ok;
};

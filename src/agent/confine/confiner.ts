/** Holds programs to what was promised of them: finds out once how this machine can, and then puts that around a command. */
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { HeldBy, Holding } from "../../domain/confinement.ts";
import type { Confinement } from "../../domain/risk.ts";
import { filterText } from "./filter.ts";
import { helperWord, waitsWord, type Confining, type Probed } from "./confining.ts";
import {
  asUser,
  bubblewrapped,
  networkGap,
  readsAllGap,
  setupsOf,
  type Found,
  type Setup,
  type User,
} from "./setups.ts";

/** Put around one program. */
export type Hold = {
  heldBy: HeldBy;
  /** Where it is at home; the agent's own home is not for it. */
  home: string;
  /** Added to its environment. */
  env: Record<string, string>;
  argv: (program: readonly string[], given: Given) => string[];
  /** Where a helper may be started ahead of need: how, and what it is then told. */
  ahead?: { helper: readonly string[]; confining: (given: Given) => Confining } | undefined;
};

type Given = { doors: readonly string[]; addressBytes?: number | undefined };

export type Confiner = {
  /** What is told to the hub. */
  holding: Holding;
  /** All ways that work here, the strongest first; the first is used. */
  setups: readonly Setup[];
  /**
   * Undefined where that cannot be held. `readsAll`: it may read what only root may. `alone`: under a user that nobody else has, since
   * whoever runs as the same one reads its environment.
   */
  confined: (profile: Confinement, options: { readsAll: boolean; alone?: boolean; setup?: Setup }) => Hold | undefined;
  /** Only another user; undefined where the agent is no root, so that nothing has to be given up, or cannot become one. */
  ordinary: (options?: { alone?: boolean }) => Hold | undefined;
};

/** The agent turns the compiler off for itself, and without it the runtime refuses what the helper needs: so nothing is passed on. */
const bare = { PATH: "/usr/bin:/bin" };
const probeMs = 5_000;
const bubblewrapPath = "/usr/bin/bwrap";

export async function makeConfiner({
  hide,
  runDir,
  log = () => {},
  bubblewrap = bubblewrapPath,
  ailx = self,
}: {
  /** What agent and hub keep on this machine. */
  hide: readonly string[];
  /** A folder that may be covered by a place for temporary files. */
  runDir: string;
  log?: (why: string) => void;
  bubblewrap?: string;
  /** How ailx is started, where it is not this very program. */
  ailx?: readonly string[];
}): Promise<Confiner> {
  const helper = [...ailx, helperWord];
  const isRoot = process.geteuid?.() === 0;
  const user = ordinaryUser();
  const scratch = isRoot && made(runDir) ? runDir : "";
  const probed = await probe(helper, { scratch, log });
  const found: Found = {
    probed,
    isRoot,
    user,
    scratch,
    // Root has mounts of its own, and in bubblewrap's it would have no other user.
    bubblewrap: probed.seccomp && !isRoot && (await works(bubblewrap)) ? bubblewrap : undefined,
  };
  const setups = setupsOf(found);
  const [best] = setups;
  const plain = isRoot ? asUser(found) : undefined;
  const home = probed.user ? user.home : "/";
  const launcher = (
    { confining: around, before = [] }: Pick<Setup, "confining"> & Partial<Setup>,
    extra: Pick<Confining, "profile" | "readsAll">,
  ): Pick<Hold, "argv" | "ahead"> => {
    const confining = ({ doors, addressBytes }: Given): Confining => ({
      ...around,
      ...extra,
      filter: filterText(extra.profile, around.landlock),
      hide: [...hide],
      doors: [...doors],
      ...(addressBytes === undefined ? {} : { addressBytes }),
    });
    // In a namespace of users, the agent's own process is nobody's to look into.
    const start = before.length > 0 ? [ailx === self ? process.execPath : (ailx[0] ?? ""), ...helper.slice(1)] : helper;
    return {
      argv: (program, given) => [...before, ...start, JSON.stringify(confining(given)), "--", ...program],
      ...(before.length > 0 ? {} : { ahead: { helper: [...helper, waitsWord], confining } }),
    };
  };
  return {
    holding: { profiles: best?.profiles ?? [], by: best?.by ?? [], gaps: best?.gaps ?? [] },
    setups,
    confined: (profile, { readsAll, alone = false, setup = best }) => {
      if (!setup?.profiles.includes(profile)) return undefined;
      const reads = readsAll && probed.readsAll;
      return {
        heldBy: {
          profile,
          by: [...setup.by],
          gaps: [...setup.gaps, ...(profile === "network-read" ? [networkGap] : []), ...(reads ? [readsAllGap] : [])],
        },
        home,
        env: scratchOf(setup),
        ...launcher(alone || setup.kind === "mounts" ? { ...setup, confining: apart(setup.confining) } : setup, {
          profile,
          readsAll: reads,
        }),
      };
    },
    ordinary: ({ alone = false } = {}) =>
      plain && {
        heldBy: { by: [alone ? "a user of its own" : `user ${user.name}`], gaps: [] },
        home,
        env: {},
        ...launcher({ confining: alone ? apart(plain) : plain }, { readsAll: false }),
      },
  };
}

/**
 * Without Landlock a process reaches the files of another one's view by /proc/PID/root, where both have one user. So it gets
 * a user that nobody else has, of those that systemd keeps for such (DynamicUser).
 */
function apart<T extends Setup["confining"]>(confining: T): T {
  if (!confining.user) return confining;
  const uid = 61_184 + Math.floor(Math.random() * 4_336);
  return { ...confining, user: { uid, gid: uid, groups: confining.user.groups ?? [] } };
}

const scratchOf = ({ confining: { scratch } }: Setup): Record<string, string> =>
  scratch === undefined ? {} : { TMPDIR: scratch };

/** This very program, also after its file was replaced by a newer one. */
const self: readonly string[] = [
  process.platform === "linux" ? `/proc/${process.pid}/exe` : process.execPath,
  ...(import.meta.dir.startsWith("/$bunfs") ? [] : [join(import.meta.dir, "../../main.ts")]),
];

const nothing: Probed = { landlock: 0, seccomp: false, mounts: "none", user: false, readsAll: false };

async function probe(
  helper: readonly string[],
  { scratch, log }: { scratch: string; log: (why: string) => void },
): Promise<Probed> {
  if (process.platform !== "linux") return nothing;
  const { status, out, err } = await run([...helper, `--probe${scratch === "" ? "" : `=${scratch}`}`]);
  try {
    return JSON.parse(out) as Probed;
  } catch {
    log(`status ${status}: ${err.slice(0, 500)}`);
    return nothing;
  }
}

async function works(program: string): Promise<boolean> {
  if (process.platform !== "linux" || !existsSync(program)) return false;
  return (await run([...bubblewrapped(program), "/bin/true"])).status === 0;
}

async function run(argv: string[]): Promise<{ status: number; out: string; err: string }> {
  try {
    const child = Bun.spawn(argv, { env: bare, stdin: "ignore", stdout: "pipe", stderr: "pipe", timeout: probeMs });
    const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
    return { status: await child.exited, out, err };
  } catch (error) {
    return { status: -1, out: "", err: String(error) };
  }
}

/** Groups whose whole purpose is to read logs: without them `journalctl` and `tail /var/log/syslog` show an ordinary user nothing. */
const logGroups = new Set(["adm", "systemd-journal"]);

function groupsOfLogs(): number[] {
  try {
    return readFileSync("/etc/group", "utf8")
      .split("\n")
      .map((line) => line.split(":"))
      .filter(([name = "", , gid = ""]) => logGroups.has(name) && Number(gid) > 0)
      .map(([, , gid]) => Number(gid));
  } catch {
    return [];
  }
}

/** The user `ailx` where somebody made one, else nobody. */
function ordinaryUser(): User {
  const groups = groupsOfLogs();
  const nobody = { name: "nobody", uid: 65_534, gid: 65_534, home: "/", groups };
  try {
    const lines = readFileSync("/etc/passwd", "utf8").split("\n");
    for (const name of ["ailx", "nobody"]) {
      const [, , uid = "", gid = "", , home = ""] = lines.find((each) => each.startsWith(`${name}:`))?.split(":") ?? [];
      if (Number(uid) > 0 && Number(gid) > 0)
        return {
          name,
          uid: Number(uid),
          gid: Number(gid),
          home: name === "ailx" && existsSync(home) ? home : "/",
          groups,
        };
    }
    return nobody;
  } catch {
    return nobody;
  }
}

function made(path: string): boolean {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    return true;
  } catch {
    return false;
  }
}

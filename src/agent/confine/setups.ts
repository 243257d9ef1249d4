/** From what was found on this machine to the ways in which it can hold a program, the strongest first. Pure. */
import type { Holding } from "../../domain/confinement.ts";
import type { Confinement } from "../../domain/risk.ts";
import type { Confining, Probed } from "./confining.ts";
import { signalsSince } from "./filter.ts";

export type Kind = "landlock" | "mounts" | "bubblewrap";
/** `groups`: those that may read logs. */
export type User = { name: string; uid: number; gid: number; home: string; groups: number[] };

/** One way to hold a program, and what is said of it. */
export type Setup = Holding & {
  kind: Kind;
  confining: Pick<Confining, "landlock" | "mounts" | "user" | "scratch">;
  /** What stands before the helper. */
  before: readonly string[];
};

export type Found = {
  probed: Probed;
  isRoot: boolean;
  /** Whom steps that need no root run as. */
  user: User;
  /** Where temporary files may lie in a view of its own. */
  scratch: string;
  /** The path of bubblewrap, where it works. */
  bubblewrap?: string | undefined;
};

/** Landlock 1 and 2 let a file be cut to nothing. */
const keepsLength = 3;

const both: Confinement[] = ["local", "network-read"];

export function setupsOf({ probed, isRoot, user, scratch, bubblewrap }: Found): Setup[] {
  // Without it a daemon's socket can be reached, and nothing else here stops that.
  if (!probed.seccomp) return [];
  const { landlock } = probed;
  const isReadOnly = probed.mounts === "read-only" || probed.mounts === "read-only-each";
  const as = probed.user ? { user: { uid: user.uid, gid: user.gid, groups: user.groups } } : {};
  const around = { mounts: probed.mounts, ...as, ...(probed.mounts === "none" ? {} : { scratch }) };
  const views = isReadOnly ? ["read-only mounts"] : probed.mounts === "hide" ? ["hidden sockets"] : [];
  const who = probed.user ? [`user ${user.name}`] : [];
  const whoGaps = probed.user
    ? []
    : [
        isRoot
          ? "it runs as root without its rights, so it reads root's files"
          : "it reads what the agent's own user reads",
      ];
  const roomGap = probed.mounts === "none" ? ["there is no room for temporary files"] : [];
  const setups: Setup[] = [];
  if (landlock >= keepsLength || (landlock > 0 && isReadOnly))
    setups.push({
      kind: "landlock",
      profiles: both,
      confining: { landlock, ...around },
      before: [],
      by: [`Landlock ${landlock}`, "seccomp", ...views, ...who],
      gaps: [...whoGaps, ...roomGap],
    });
  if (isReadOnly)
    setups.push({
      kind: "mounts",
      profiles: both,
      confining: { landlock: 0, ...around },
      before: [],
      by: ["seccomp", ...views, ...(probed.user ? ["a user of its own"] : [])],
      gaps: [...whoGaps, "a named pipe or device that this user may write takes what is written"],
    });
  if (bubblewrap !== undefined)
    setups.push({
      kind: "bubblewrap",
      profiles: both,
      confining: { landlock: 0, mounts: "none", ...as },
      before: bubblewrapped(bubblewrap),
      by: ["bubblewrap", "seccomp", ...who],
      gaps: [...whoGaps, ...roomGap, "a named pipe that this user may write takes what is written"],
    });
  return setups.map((setup) => ({
    ...setup,
    gaps: [
      ...setup.gaps,
      ...(setup.confining.landlock >= signalsSince ? [] : ["`kill` and `timeout` do not work in it"]),
    ],
  }));
}

/** Where steps are only to be no root, which any root can arrange. */
export const asUser = ({ probed, user }: Found): Setup["confining"] | undefined =>
  probed.user
    ? { landlock: 0, mounts: "none", user: { uid: user.uid, gid: user.gid, groups: user.groups } }
    : undefined;

export const networkGap = "services that answer on TCP or UDP can be reached, also this machine's own";
export const readsAllGap = "it reads the files of every user";

/** All is seen and nothing written; the devices are its own few. */
export const bubblewrapped = (program: string): string[] => [
  program,
  "--ro-bind",
  "/",
  "/",
  "--dev",
  "/dev",
  "--die-with-parent",
  "--",
];

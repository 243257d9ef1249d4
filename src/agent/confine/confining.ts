/** What the agent tells its helper: which layers to put around a program before it becomes it. */
import type { Confinement } from "../../domain/risk.ts";

/** `groups`: those that may read the logs of the system, where it has them. */
export type AsUser = { uid: number; gid: number; groups?: number[] };

export type Confining = {
  /** Absent: the program is only given another user. */
  profile?: Confinement;
  /** With a profile: the system calls that it leaves, as the kernel takes them, in base64. The agent makes it once. */
  filter: string;
  /** The version of Landlock to ask for; 0 leaves it out. */
  landlock: number;
  /** A mount namespace of its own: `hide` puts nothing in the place of daemon sockets, `read-only` also makes all of it that (`-each`: one mount after the other, before Linux 5.12). */
  mounts: "none" | "hide" | "read-only" | "read-only-each";
  /** Folders and files that are hidden besides the known ones: what agent and hub keep. */
  hide: string[];
  /** Whom the program runs as; absent: as the agent. */
  user?: AsUser;
  /** It may read what only root may, although it is not root. */
  readsAll: boolean;
  /** An existing folder over which a place for temporary files is mounted; absent: there is none. */
  scratch?: string;
  /** Control groups to join, by their doors. */
  doors: string[];
  /** Most of memory that each process may address. */
  addressBytes?: number;
};

/** What a helper that was started ahead of need is told, by a pipe that only it and the agent have. */
export type Job = { confining: Confining; argv: readonly string[]; env: Record<string, string>; cwd: string };
/** Behind the helper's word: it waits on this descriptor for its job, and ends where that is closed without one. */
export const waitsWord = "--wait";
export const jobFd = 3;

/** The helper could not do all of it, and so did not start the program. */
export const notConfined = 125;
export const helperWord = "__exec";

/** How well the helper could do each; what `__exec --probe` prints. */
export type Probed = {
  landlock: number;
  seccomp: boolean;
  mounts: Confining["mounts"];
  /** It can become another user. */
  user: boolean;
  readsAll: boolean;
};

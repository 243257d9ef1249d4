/** What was seen of the processes of a silent call: plain data, from which alone it is said what they wait for. */

export type File = { fd: number; link: string };

export type Socket = {
  protocol: "tcp" | "udp" | "unix";
  state: "listening" | "connecting" | "connected" | "other";
  /** `127.0.0.1:8000`, or the path of a unix socket; empty where it has none. */
  local: string;
  remote: string;
};

/** How a terminal is set: `echo` shows what is typed, `lines` hands it on by the line. */
export type Modes = { echo: boolean; lines: boolean };

/** A lock that a process waits for, and who has it. */
export type Lock = {
  path: string;
  owner?: { pid: number; name: string; forMs?: number; inCall: boolean };
};

export type Seen = {
  pid: number;
  parent: number;
  name: string;
  argv: readonly string[];
  /** R running, S sleeping, D in the kernel, T stopped, t traced, Z ended and not collected. In all looks the same, else the last. */
  state: string;
  /** Where in the kernel it sleeps; empty where that may not be read. */
  wchan: string;
  /** The system call it is in, by name; empty where it is in none, or that may not be read. */
  call: string;
  /** What this call waits on, where it is one that reads. */
  waitsOn: readonly File[];
  /** What it would write to, where it waits to be rid of its output. */
  writesTo?: string;
  files: readonly File[];
  sockets: readonly Socket[];
  /** Its terminal, where one of its files is one. */
  terminal?: { path: string; modes?: Modes; foreground: boolean };
  lock?: Lock;
  /** Processes, by number, that a file of it stands for. */
  waitsForPids: readonly { pid: number; name: string }[];
  /** Of one processor, 0..; and bytes moved, in a second. */
  cpu: number;
  bytesPerSecond: number;
  ageMs: number;
};

/** All processes of the call at the last look, and what they wrote last. */
export type Scene = {
  processes: readonly Seen[];
  tail: string;
  quietMs: number;
  /** It has a terminal that somebody can type into. */
  canType: boolean;
};

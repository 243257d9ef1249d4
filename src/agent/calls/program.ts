/** A program of a call while it runs, as those see it who look at it, answer it or end it. */
import type { HeldBy } from "../../domain/confinement.ts";
import type { Stall } from "../../domain/stall.ts";
import type { Containment, Survivor, Usage } from "../../domain/usage.ts";
import type { CallResult } from "../../protocol/call.ts";

export type Program = {
  /** The process that was started; its session and group have the same number. */
  pid: number;
  /** Every process of the call that is there now, also what left the group. */
  pids: () => number[];
  /** When it last wrote anything, epoch ms; when it started, where it has not. */
  lastOutputMs: () => number;
  /** The last bytes it wrote, at most 1 KiB, as text. */
  tail: () => string;
  /** Types into its terminal, `hidden` without its being shown there. Absent where its input is closed. */
  type?: (text: string, hidden?: boolean) => void;
  /** To its whole tree. */
  signal: (name: "SIGINT" | "SIGTERM" | "SIGKILL") => void;
};

/** What is known once a program has ended. */
export type Report = {
  usage: Usage;
  survivors: Survivor[];
  containedBy: Containment;
  /** What it was held to besides. */
  heldBy?: HeldBy;
  /** Limits that it met, or that could not be held here. */
  warnings?: Warning[];
};
export type Warning = NonNullable<CallResult["warnings"]>[number];

/** Called by `launch`; whoever runs a call watches its programs through these. */
export type Observer = { begun: (program: Program) => void; ended: (program: Program, report: Report) => void };

/** Looks at a call's programs again and again; `tell` hears what they wait for, and `undefined` once they go on. */
export type WatchStalls = (watched: {
  programs: () => Program[];
  idleMs: () => number;
  tell: (stall: Stall | undefined) => void;
}) => { stop: () => void };

/** A call that this agent holds: from its acceptance until the hub has stored its result. */
import type { Stall } from "../../domain/stall.ts";
import type { CallResult } from "../../protocol/call.ts";
import type { Masking } from "../../domain/redact/masking.ts";
import type { Output } from "./output.ts";
import type { Program, Report } from "./program.ts";

export type Held = {
  id: string;
  state: "queued" | "running" | "ended";
  output: Output;
  /** Absent for a call of an earlier life: what is told of it was masked then. */
  masking?: Masking;
  abort: AbortController;
  cancelled: boolean;
  /** It has noted how it goes on after the agent's end: such a one is not lost. */
  goesOn: boolean;
  /** What runs of it now. */
  programs: Set<Program>;
  reports: Report[];
  stall?: Stall;
  /** Nobody wants to hear of it until it has been silent for three times as long. */
  waits: boolean;
  /** Nonces of what was done to it: each is done once. */
  acts: Set<string>;
  result?: CallResult;
};

export const fresh = (id: string, output: Output): Held => ({
  id,
  state: "queued",
  output,
  abort: new AbortController(),
  cancelled: false,
  goesOn: false,
  programs: new Set(),
  reports: [],
  waits: false,
  acts: new Set(),
});

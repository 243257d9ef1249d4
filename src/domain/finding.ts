/** A diagnosis: a cause that what was looked at speaks for, the evidence for it, and what would put it right. */
import type { MachineId } from "./machine.ts";
import type { Untrusted } from "./untrusted.ts";

/** certain: what was observed cannot be otherwise · likely: it fits and nothing speaks against it · possible: worth a look. */
export const certainties = ["certain", "likely", "possible"] as const;
export type Certainty = (typeof certainties)[number];

/**
 * Where a claim can be checked. `line`: of what the run printed, or of its result where that is shown as text (a log, a file);
 * `row`: of its result's table; both from 1. Neither where the whole result says it.
 */
export type Evidence = {
  runId: string;
  stepId: string;
  machine: string;
  atMs: number;
  text: Untrusted;
  line?: number;
  row?: number;
};

export type Finding = {
  /** Stable name of the rule that found it: `disk-full`, `unit-crash-loop`. */
  id: string;
  machineId: MachineId;
  machine: string;
  certainty: Certainty;
  /** One sentence: what is wrong. May hold text of a machine, so it is shown through `forHtml`. */
  cause: Untrusted;
  evidence: Evidence[];
  /** Requests that would put it right, the best first; each is planned, judged and approved like any other. */
  fixes: { say: string; why: string }[];
};

/** What every planner is: a request and the fleet in, one outcome out. It proposes; it changes nothing. */
import type { Doubt } from "../../domain/doubt.ts";
import type { ErrorBody } from "../../domain/error.ts";
import type { Machine, MachineId } from "../../domain/machine.ts";
import type { Memory } from "../../domain/memory.ts";
import type { Looked, Outcome, Plan } from "../../domain/plan.ts";
import type { Level } from "../../domain/risk.ts";
import type { RunState, TaskState } from "../../domain/task.ts";
import type { TurnPart } from "../../domain/turn.ts";
import type { JsonObject } from "../../lib/json.ts";
import type { Runbook } from "./embedded/runbook.ts";

export type PlanRequest = {
  /** The task that is planned; absent where none is, as in an evaluation. */
  task?: string;
  /** The person's words, at most 2,000 characters. */
  text: string;
  /** A target expression that limits where anything may happen. */
  on?: string;
  fleet: readonly Machine[];
  nowMs: number;
  maxLevel?: Level;
  /** Machines that are away are waited for, so that they may be in the plan. */
  awaits?: boolean;
  /** What the person answered to an earlier question about the same text, oldest first. */
  answers?: { question: string; answer: string }[];
  /** What was said and done before in the same conversation, oldest first; at most 10. */
  before?: readonly Before[];
  /** What people have confirmed that ailx may remember. */
  known?: readonly Memory[];
  /** People’s own runbooks that are in use; they are tried before everything else. */
  runbooks?: readonly Runbook[];
  /** An IANA name; what “at 2” means. Absent: UTC. */
  timeZone?: string;
  /** Which planner was asked for by name. Absent: the usual one. */
  by?: "embedded" | "model";
  /** What a planner that looks before it proposes needs. Absent: it can only answer from what is above. */
  desk?: Desk;
  /** The plan before this one did not come to its end: why, so that another way is found. */
  failed?: readonly FailedStep[];
  /** Plans of this task that the person turned down and asked for another way, oldest first. */
  rejected?: readonly { reason: string; plan: Plan }[];
  /** How often a plan of this task was carried out before. */
  tries?: number;
  /** Planning had come so far when its budget was used up, and a person lets it go on. */
  soFar?: SoFar;
};

export type SoFar = { spent: string; text: string; looked: Looked[]; unseen: Doubt[] };

/** An earlier request of the same conversation and what became of it. */
export type Before = {
  task: string;
  request: string;
  state: TaskState;
  /** Its result, question or refusal in one line. */
  told: string;
  plan?: Plan;
  /** Machines that its plan or answer was about. */
  machineIds: readonly MachineId[];
};

export type FailedStep = {
  title: string;
  tool: string;
  input: JsonObject;
  machine: string;
  line: string;
  error?: ErrorBody;
};

export type Desk = {
  /** Aborted when the task is cancelled or the hub stops. */
  signal: AbortSignal;
  /**
   * Reads on machines, now, through the same door as everything: policy, scope, audit. One answer a call, in order; a call
   * that is refused says why and was not made. Only tools that read; never throws for a single call.
   */
  look: (calls: readonly LookCall[]) => Promise<LookAnswer[]>;
  /** Stores parts so that people see them. A part given with the `seq` of an earlier answer replaces that one. */
  tell: (parts: readonly { part: TurnPart; seq?: number }[]) => Promise<number[]>;
  /** What the person has said since it was last asked; each is given once. */
  steered: () => string[];
  /** Told each time the person says something, once it can be asked for. Absent: it is heard with the next answer. */
  onSteered?: (heard: () => void) => void;
  /** Lines of a run's output that have a text in them; [] where there are none. */
  search: (runId: string, text: string, limit: number) => Promise<{ line: number; text: string }[]>;
};

export type LookCall = { tool: string; input: JsonObject; machineIds: readonly MachineId[] };
export type LookAnswer = {
  /** Why nothing was looked at. */
  refused?: ErrorBody;
  runs: readonly LookRun[];
};
export type LookRun = {
  id: string;
  machineId: MachineId;
  machine: string;
  state: RunState;
  line: string;
  output?: JsonObject;
  error?: ErrorBody;
};

export type Planner = (request: PlanRequest) => Promise<Outcome>;

/** A plan: ordered, typed steps, each with its machines, its condition, how it is checked and how to go back. */
import { createHash } from "node:crypto";
import { canonical, type JsonObject } from "../lib/json.ts";
import type { Condition } from "./condition.ts";
import type { Doubt } from "./doubt.ts";
import type { MachineId } from "./machine.ts";
import type { Assessment, Risk } from "./risk.ts";

export type StepId = string & { readonly of: "step" };
export const stepId = (text: string): StepId => text as StepId;

/**
 * parallel: all at once · rolling: the first `canary` machines alone (absent: none; one that fails ends it), then `batch` at
 * a time; it stops after `stopAfterFailures` failed machines, or once their share of all passes `stopAfterShare` (0..1).
 */
export type Rollout =
  | { mode: "parallel" }
  | { mode: "rolling"; canary?: number; batch: number; stopAfterFailures: number; stopAfterShare?: number };

/**
 * The way back. `nothing`: a read, so there is nothing to undo. `kept`: a copy is kept before the change, and the tool
 * that puts it back is known after the run.
 */
export type Undo =
  | { kind: "nothing" }
  | { kind: "tool"; tool: string; input: JsonObject; text: string }
  | { kind: "kept"; text: string }
  | { kind: "impossible"; why: string };

/** The way back as it is known after a run. `untilMs`: until then what it needs is kept; absent: for as long as one likes. */
export type WayBack = Exclude<Undo, { kind: "kept" }> & { untilMs?: number };

export type StepLimits = {
  /** The whole call, from start to exit. */
  timeoutMs: number;
  /** How much of stdout and stderr together is kept; what is beyond is counted, not kept. */
  outputBytes: number;
  /** Of all its processes together. Absent: what the machine's agent allows. */
  memoryBytes?: number;
  /** Processes and threads at once. Absent: what the machine's agent allows. */
  processes?: number;
  /** Silent for this long, it is looked at for what it waits for. Absent: 20 s. */
  idleMs?: number;
};

export type Step = {
  id: StepId;
  /** For people: a verb and its object, "Restart nginx". */
  title: string;
  tool: string;
  toolVersion: number;
  input: JsonObject;
  access: "read" | "change";
  /** Resolved and frozen when the plan was made; sorted. */
  machineIds: MachineId[];
  /** Absent: always. Present: on each machine only where it holds. */
  condition?: Condition;
  rollout: Rollout;
  /** In words, what is checked afterwards; the tool's contract does the judging. */
  verify: string[];
  undo: Undo;
  limits: StepLimits;
  /** Secrets by name and version, resolved at dispatch. */
  secrets: { name: string; version: number }[];
  /** What a failed machine does to the following steps of the plan. */
  onFailure: "stop" | "continue";
  /**
   * Values of the input that come from what machines said and from nowhere else: neither the person nor the fleet named
   * them. Shown with where they come from; they raise the step's risk.
   */
  learnt?: { value: string; from: string }[];
};

/** When a plan is carried out: again and again (cron of five fields in a time zone of the IANA list), or once. */
export type PlanSchedule =
  /** `members`: a target expression; at each time it is for the machines that fit it then. Absent: for the plan's own. */
  | { kind: "cron"; cron: string; timeZone: string; text: string; members?: string }
  | { kind: "at"; atMs: number; text: string };

/** What a person complained of: it decides how the answer is worded, not what is found. */
export const symptoms = ["trouble", "slow", "down", "full", "memory", "network", "changes"] as const;
export type Symptom = (typeof symptoms)[number];
/** `services`, `containers`: those that were asked about by name. */
export type Diagnosis = { about: Symptom; services: string[]; containers: string[]; port?: number };

/** A machine that the request meant but the plan leaves out. */
export type Excluded = { machineId: MachineId; name: string; why: string };

export type Plan = {
  /** Version of this form. */
  v: 1;
  by: "embedded" | "person" | "runbook" | "llm";
  /** One sentence: what will be done where. */
  understood: string;
  /** The target expression, where one was given or found. */
  on: string;
  steps: Step[];
  excluded: Excluded[];
  /** Things taken for granted, for people: "“web servers” are the machines tagged web". */
  assumptions: string[];
  /** The planner's own opinion of the risk; can raise, never lower. */
  plannerRisk?: Risk;
  /** Facts of the fleet that the plan rests on, by name; part of the digest. */
  factsUsed: Record<string, string>;
  /** The task of reads that looked what the changes would do; its findings are shown, and bind nothing. */
  looked?: string;
  /** It is not carried out now, but then; approving it makes the schedule. */
  schedule?: PlanSchedule;
  /** The steps from this one on are carried out at another time: approving it makes two schedules. */
  later?: { from: StepId; schedule: PlanSchedule };
  /** What is to be explained: the plan only looks, and code concludes from what it saw. Decides nothing that happens. */
  diagnosis?: Diagnosis;
  /** Text of a machine spoke to the planner: why nothing that was allowed beforehand counts for this plan. */
  warned?: string;
  /** Of a schedule's time: what is no longer as it was approved, so that somebody is asked. */
  otherwise?: string;
  /** An undo: the task that it takes back, and which of its runs each step takes back on each machine. */
  undoes?: { task: string; runs: Record<string, Record<string, string>> };
};

/**
 * What an approval binds: SHA-256 over the canonical JSON of everything that decides what will happen. Titles, times
 * and prose are not in it, so wording may change and meaning may not.
 */
export function digestOf(plan: Plan, assessment: Pick<Assessment, "risk" | "level">): string {
  const bound = {
    v: plan.v,
    steps: plan.steps.map((step) => ({
      id: step.id,
      tool: step.tool,
      toolVersion: step.toolVersion,
      input: step.input,
      machineIds: step.machineIds.toSorted(),
      condition: step.condition,
      rollout: step.rollout,
      verify: step.verify,
      undo: step.undo,
      limits: step.limits,
      secrets: step.secrets,
      onFailure: step.onFailure,
    })),
    risk: assessment.risk,
    level: assessment.level,
    factsUsed: plan.factsUsed,
    ...(plan.schedule ? { schedule: { ...plan.schedule, text: undefined } } : {}),
    ...(plan.later ? { later: { from: plan.later.from, schedule: { ...plan.later.schedule, text: undefined } } } : {}),
  };
  return createHash("sha256").update(canonical(bound)).digest("hex");
}

/** A reading that a planner offers instead of guessing. */
export type AnswerOption = { label: string; value: string };

/** What planning a request leads to. The planner proposes; nothing of this has happened yet. */
export type Outcome =
  | { kind: "plan"; plan: Plan }
  /**
   * `unseen`: sentences in it that hold what a model read nowhere; they are marked in the text. `spent`: it is what was found until
   * a budget was used up, in words which; a person says whether it goes on. `looked`: what it rests on.
   */
  | { kind: "answer"; text: string; table?: AnswerTable; unseen?: Doubt[]; spent?: string; looked?: Looked[] }
  | { kind: "clarify"; question: string; about: "target" | "argument" | "intent"; options: AnswerOption[] }
  | { kind: "decline"; reason: string; nearest: string[] };

/** A run that was looked at, what it looked at and what it said in a line. */
export type Looked = { run: string; what: string; found: string };

/** A table of the hub's own data: fleet questions are answered without asking a machine. */
export type AnswerTable = { columns: string[]; rows: string[][]; machineIds?: MachineId[] };

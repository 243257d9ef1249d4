/** Rows of the task engine as domain values: JSON columns parsed once, here. */
import type { InferSelectModel } from "drizzle-orm";
import type { JsonObject } from "../../lib/json.ts";
import type { ErrorBody } from "../../domain/error.ts";
import type { Doubt } from "../../domain/doubt.ts";
import { machineId, type MachineId } from "../../domain/machine.ts";
import type { Finding } from "../../domain/finding.ts";
import type { AnswerOption, AnswerTable, Looked, Plan } from "../../domain/plan.ts";
import type { Assessment, Level, Risk } from "../../domain/risk.ts";
import type { Stall } from "../../domain/stall.ts";
import {
  runId,
  taskId,
  type RunId,
  type RunState,
  type TaskId,
  type TaskKind,
  type TaskState,
} from "../../domain/task.ts";
import type { Judgement } from "../planning/llm/judge.ts";
import type { SoFar } from "../planning/planner.ts";
import type { Verdict } from "../../domain/verdict.ts";
import type { plan, run, task } from "./table.ts";

/** What was asked for beside the words. */
export type Ask = {
  on?: string;
  planOnly?: boolean;
  approveUpTo?: Exclude<Risk, "critical">;
  confirm?: "always";
  maxLevel?: Level;
  timeoutMs?: number;
  /** exec: the command; tool: its name and input. */
  command?: string;
  /** exec: on a terminal of its own. */
  terminal?: boolean;
  /** exec: as root, although its level asks for less. */
  root?: boolean;
  /** exec: secrets of the hub, and the variables that the command finds them in. */
  secrets?: { name: string; env: string }[];
  /** exec: what is typed where it asks. */
  typed?: { prompt: string; answer: string }[];
  tool?: string;
  input?: JsonObject;
  answers?: { question: string; answer: string }[];
  /** How changes go over several machines, where the person said so; it may only be more careful than the plan's own. */
  rollout?: { canary?: number; batch?: number; stopAfterFailures?: number; stopAfterShare?: number };
  /** Machines that are away are waited for, this long after the task was made. Absent: not at all. */
  queueForMs?: number;
  /** Limits of each step's call, where the person gave them. */
  outputBytes?: number;
  memoryBytes?: number;
  processes?: number;
  idleMs?: number;
  /** The task whose machines that did not make it are tried again, and which of them. */
  retryOf?: string;
  only?: MachineId[];
  /** The task that this one takes back, one step of it where that is named, and whether over what others changed since. */
  undoOf?: string;
  undoStep?: string;
  force?: boolean;
  /** The task that this one goes on from, and the first one of the conversation. */
  follows?: string;
  thread?: string;
  /** Which planner was asked for by name. */
  planner?: "embedded" | "model";
  /** The schedule that made it. */
  schedule?: string;
  /** Plans of it that the person turned down, asking for another way. */
  rejected?: { revision: number; reason: string }[];
  /** What was found before a budget was used up; a person has said that it goes on. */
  soFar?: SoFar;
  origin: string;
  channel: "page" | "api" | "cli" | "schedule";
  role: "viewer" | "operator" | "admin";
  /** The machines that existed for who asked; absent: all. */
  scope?: string;
};

export type Summary = {
  kind: "summary";
  headline: string;
  lines: string[];
  /** The schedule that its approval made, and the one for the steps that have a time of their own. */
  schedule?: string;
  second?: string;
  table?: AnswerTable;
  /** What a diagnosis looked at, and what each look said in a line. */
  looked?: Looked[];
  /** What a diagnosis found, the surest first. */
  findings?: Finding[];
  /** Sentences of a model in it that hold what it read nowhere, each with its mark behind it. */
  unseen?: Doubt[];
  /** What a model said of whether the goal is reached, and the lines that it cites for it. */
  judged?: Pick<Judgement, "verdict" | "evidence">;
  /** Its planning is not through: which budget was used up, in words. */
  spent?: string;
};
export type TaskOutcome =
  | Summary
  | { kind: "question"; question: string; about: string; options: AnswerOption[] }
  | { kind: "declined"; reason: string; nearest: string[] }
  | { kind: "error"; error: ErrorBody }
  | { kind: "rejected"; reason: string };

export type Task = {
  id: TaskId;
  kind: TaskKind;
  request: string;
  ask: Ask;
  state: TaskState;
  actor: { id: string; name: string };
  revision: number;
  outcome: TaskOutcome | undefined;
  headline: string | undefined;
  risk: Risk | undefined;
  machines: number;
  createdAtMs: number;
  endedAtMs: number | undefined;
};

/** What was found before the budget of its planning was used up, while a person has not said how it goes on. */
export const planningPaused = ({ state, outcome }: Pick<Task, "state" | "outcome">): Summary | undefined =>
  state === "paused" && outcome?.kind === "summary" && outcome.spent !== undefined ? outcome : undefined;

export type StoredPlan = { revision: number; digest: string; plan: Plan; assessment: Assessment };

export type Run = {
  id: RunId;
  taskId: TaskId;
  revision: number;
  stepId: string;
  stepIndex: number;
  machineId: MachineId;
  machineName: string;
  state: RunState;
  line: string;
  error: ErrorBody | undefined;
  output: JsonObject | undefined;
  verdict: Verdict | undefined;
  /** What it waits for, while it runs and is silent. */
  stall: Stall | undefined;
  startedAtMs: number | undefined;
  endedAtMs: number | undefined;
};

const json = <T>(text: string | null): T | undefined => (text === null ? undefined : (JSON.parse(text) as T));

export const taskOf = (row: InferSelectModel<typeof task>): Task => ({
  id: taskId(row.id),
  kind: row.kind as TaskKind,
  request: row.request,
  ask: JSON.parse(row.askJson) as Ask,
  state: row.state as TaskState,
  actor: { id: row.actorId, name: row.actorName },
  revision: row.revision,
  outcome: json<TaskOutcome>(row.outcomeJson),
  headline: row.headline ?? undefined,
  risk: (row.risk ?? undefined) as Risk | undefined,
  machines: row.machines,
  createdAtMs: row.createdAtMs,
  endedAtMs: row.endedAtMs ?? undefined,
});

export const planOf = (row: InferSelectModel<typeof plan>): StoredPlan => ({
  revision: row.revision,
  digest: row.digest,
  plan: JSON.parse(row.planJson) as Plan,
  assessment: JSON.parse(row.assessmentJson) as Assessment,
});

export const runOf = (row: InferSelectModel<typeof run>): Run => ({
  id: runId(row.id),
  taskId: taskId(row.taskId),
  revision: row.revision,
  stepId: row.stepId,
  stepIndex: row.stepIndex,
  machineId: machineId(row.machineId),
  machineName: row.machineName,
  state: row.state as RunState,
  line: row.line,
  error: json<ErrorBody>(row.errorJson),
  output: json<JsonObject>(row.outputJson),
  verdict: json<Verdict>(row.verdictJson),
  stall: json<Stall>(row.stallJson),
  startedAtMs: row.startedAtMs ?? undefined,
  endedAtMs: row.endedAtMs ?? undefined,
});

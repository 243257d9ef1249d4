/** Before a task that a model planned ends, the model may say whether its goal is reached. Its word lowers an end and raises none. */
import type { TaskId, TaskState } from "../../domain/task.ts";
import type { Judgement, Judging } from "../planning/llm/judge.ts";
import { lately } from "./lately.ts";
import type { Ports } from "./ports.ts";
import type { Run, StoredPlan, Summary, Task } from "./rows.ts";
import { summarise } from "./summarise.ts";

/** Undefined where no model can be asked now, or what it said cannot be used. */
export type JudgePort = (task: TaskId, about: Judging, signal: AbortSignal) => Promise<Judgement | undefined>;

export type End = Extract<TaskState, "succeeded" | "partly_failed" | "failed">;
export type Ended = { state: End; summary: Summary };

/** Nobody waits for a model's word for longer. */
const patienceMs = 20_000;

/** Nothing of it is stored: after a restart of the hub the model is asked again. */
export function makeJudging({ ports, advance }: { ports: Ports; advance: (id: TaskId) => Promise<void> }) {
  const asked = new Map<TaskId, Judgement | "waits" | "none">();

  return ({
    task,
    stored,
    runs,
    state,
  }: {
    task: Task;
    stored: StoredPlan;
    runs: readonly Run[];
    state: End;
  }): Ended | "waits" => {
    const earlier = lately(ports, { taskId: task.id, plan: stored.plan, nowMs: ports.clock() });
    const summary = summarise({ plan: stored.plan, runs, state, earlier });
    const { judge } = ports;
    if (!judge || task.kind !== "ask" || stored.plan.by !== "llm") return { state, summary };
    const known = asked.get(task.id);
    if (known === "waits") return known;
    if (known !== undefined) {
      asked.delete(task.id);
      return known === "none" ? { state, summary } : withWords({ state, summary }, known);
    }
    asked.set(task.id, "waits");
    const about: Judging = {
      request: task.request,
      state,
      headline: summary.headline,
      runs: runs.map((run) => ({
        id: run.id,
        ...stepOf(stored, run),
        machine: run.machineName,
        state: run.state,
        line: run.line,
        ...(run.output ? { output: run.output } : {}),
      })),
      fleet: ports.fleet.list().map(({ name }) => name),
      nowMs: ports.clock(),
      ...(ports.timeZone === undefined ? {} : { timeZone: ports.timeZone() }),
    };
    void judge(task.id, about, AbortSignal.timeout(patienceMs))
      .catch((error: unknown) => {
        ports.log.warn("judge.failed", { taskId: task.id, error: String(error) });
        return undefined;
      })
      .then((judgement) => {
        asked.set(task.id, judgement ?? "none");
        return advance(task.id);
      });
    return "waits";
  };
}

function stepOf({ plan }: StoredPlan, { stepId }: Run): { title: string; tool: string } {
  const step = plan.steps.find(({ id }) => id === stepId);
  return { title: step?.title ?? stepId, tool: step?.tool ?? "" };
}

/** Its words stand beside what was computed; only that the goal is not reached, with a line that shows it, changes the end. */
export function withWords({ state, summary: computed }: Ended, judgement: Judgement): Ended {
  const { verdict, words, unseen, evidence } = judgement;
  const [first] = evidence;
  const summary = {
    ...computed,
    ...(words === undefined ? {} : { lines: [...computed.lines, `In the model's words: ${words}`] }),
    ...(unseen ? { unseen } : {}),
    judged: { verdict, evidence },
  };
  if (verdict !== "not_met" || !first) return { state, summary };
  const why = `The model sees the goal as not reached: ${first.machine} says “${first.text}”.`;
  return {
    state: state === "succeeded" ? "partly_failed" : state,
    summary: { ...summary, headline: `${summary.headline} ${why}` },
  };
}

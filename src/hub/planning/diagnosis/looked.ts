/** What a diagnosis concludes from: the outputs of a plan's reads, a machine at a time. */
import type { Evidence } from "../../../domain/finding.ts";
import type { MachineId } from "../../../domain/machine.ts";
import type { Diagnosis, Plan } from "../../../domain/plan.ts";
import type { RunState } from "../../../domain/task.ts";
import { untrusted } from "../../../domain/untrusted.ts";
import type { ErrorBody } from "../../../domain/error.ts";
import type { JsonObject } from "../../../lib/json.ts";
import { placeOf, type Place } from "./places.ts";

/** What of a run counts here. */
export type LookedRun = {
  id: string;
  stepId: string;
  machineId: MachineId;
  machineName: string;
  state: RunState;
  line: string;
  output: JsonObject | undefined;
  error: ErrorBody | undefined;
  endedAtMs: number | undefined;
};

/** One tool's output, with where it is from. */
export type Seen<O> = { run: LookedRun; tool: string; title: string; input: JsonObject; output: O };

/** A change that an earlier task made on a machine. */
export type Earlier = Pick<LookedRun, "id" | "stepId" | "machineId" | "machineName" | "state"> & {
  atMs: number;
  /** Of the step, in ailx's own words. */
  title: string;
  tool: string;
  input: JsonObject;
  /** Who asked for it. */
  by: string;
};

export type Looked = {
  machineId: MachineId;
  machine: string;
  asked: Diagnosis;
  /** When the newest of it was seen. */
  atMs: number;
  seen: readonly Seen<JsonObject>[];
  /** What ailx itself changed here lately. */
  earlier: readonly Earlier[];
  /** Runs that told nothing, with the titles of their steps. */
  missed: readonly { run: LookedRun; tool: string; title: string; input: JsonObject }[];
};

/** A machine that cannot do a look, or has not what is looked at, tells nothing by that; in a diagnosis it is no failure. */
export const cannotBeSeen = (plan: Pick<Plan, "diagnosis">, run: Pick<LookedRun, "state" | "error">): boolean =>
  plan.diagnosis !== undefined &&
  run.state === "failed" &&
  (run.error?.code === "not_supported" || run.error?.code === "no_such_file");

/** The machines of a plan in its order, with what was seen on each. */
export function lookedAt(
  plan: Plan,
  asked: Diagnosis,
  { runs, earlier = [] }: { runs: readonly LookedRun[]; earlier?: readonly Earlier[] },
): Looked[] {
  const steps = new Map(plan.steps.map((step) => [String(step.id), step]));
  return [...Map.groupBy(runs, ({ machineId }) => machineId)].map(([machineId, own]) => {
    const all = own.flatMap((run) => {
      const step = steps.get(run.stepId);
      return step ? [{ run, tool: step.tool, title: step.title, input: step.input }] : [];
    });
    return {
      machineId,
      machine: own[0]?.machineName ?? "",
      asked,
      earlier: earlier.filter((each) => each.machineId === machineId),
      atMs: Math.max(0, ...own.map(({ endedAtMs = 0 }) => endedAtMs)),
      seen: all.flatMap((each) =>
        each.run.output && each.run.state === "ok" ? [{ ...each, output: each.run.output }] : [],
      ),
      missed: all.filter(({ run }) => run.state === "failed" || run.state === "unreachable" || run.state === "unknown"),
    };
  });
}

/**
 * The outputs of one tool. They passed the tool's own schema when they arrived (`tasks/verify.ts`), so they are of its type.
 */
export const seenOf = <O>({ seen }: Pick<Looked, "seen">, tool: string): Seen<O>[] =>
  seen.filter((each) => each.tool === tool).map((each) => ({ ...each, output: typed<O>(each.output) }));

const typed = <O>(output: unknown): O => output as O;

/**
 * `atMs`: when the machine says it was; absent: when it was looked at. `of`: the item of the output that shows it, from which
 * follows where a link opens the result; `line` and `row` say that where there is none.
 */
type About = { atMs?: number | undefined; of?: unknown } & Place;

/** What was seen, as evidence. */
export const evidence = (
  { run, tool }: Pick<Seen<unknown>, "run" | "tool">,
  text: string,
  { atMs, of, line, row }: About = {},
): Evidence => ({
  runId: run.id,
  stepId: run.stepId,
  machine: run.machineName,
  atMs: atMs ?? run.endedAtMs ?? 0,
  text: untrusted(text.slice(0, 400)),
  ...placeOf(tool, run.output, of),
  ...(line === undefined ? {} : { line }),
  ...(row === undefined || row < 1 ? {} : { row }),
});

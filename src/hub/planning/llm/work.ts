/** What one planning of one request holds: shared by the coordinator and its specialists, gone when it ends. */
import type { Machine, MachineId } from "../../../domain/machine.ts";
import type { TurnNote, TurnPart } from "../../../domain/turn.ts";
import type { Desk, PlanRequest } from "../planner.ts";
import { Budget, type Limits } from "./budget.ts";
import { boundary, fenced } from "./cutting.ts";
import { speaksToPlanner } from "./injection.ts";
import type { Heard } from "./learnt.ts";
import type { Model } from "./model.ts";
import { Repeats } from "./repeats.ts";

export type Work = {
  request: PlanRequest;
  desk: Desk;
  model: Model;
  /** The cheaper one, for specialists that are content with it; absent where there is no other. */
  small: Model | undefined;
  /** Machines in reach: who asked may see them, and the request is not limited to others. */
  fleet: readonly Machine[];
  budget: Budget;
  repeats: Repeats;
  /** What stands around text of machines; nobody but ailx knows it. */
  mark: string;
  /** What people said, in the order they said it. */
  said: string[];
  /** What machines said. */
  heard: Heard[];
  looked: Set<MachineId>;
  /** Looks that were refused once, on which machine: not tried again. */
  refused: Set<string>;
  /** Text of a machine that spoke to the planner, and where it stood. */
  suspicious: { from: string; words: string } | undefined;
  /** Why no tool is called any more; the next answer is the last. */
  stopping: string | undefined;
  /** Which budget is used up. */
  spent: string | undefined;
  /** Looks that are being made, by what they look at; each ends when its result is known. */
  underway: Map<string, Promise<void>>;
  /** The answers that are being given; several where specialists work at the same time. */
  talking: Set<AbortController>;
  /** The person said something that the coordinator has not heard yet. */
  steered: boolean;
  /** How often people are told that nothing comes. */
  silenceMs: number;
};

const usualSilenceMs = 30_000;

export function newWork({
  request,
  desk,
  model,
  small,
  fleet,
  limits,
  now = () => performance.now(),
  silenceMs = usualSilenceMs,
}: {
  request: PlanRequest;
  desk: Desk;
  model: Model;
  small?: Model | undefined;
  fleet: readonly Machine[];
  limits?: Partial<Limits>;
  now?: () => number;
  silenceMs?: number;
}): Work {
  const work: Work = {
    request,
    desk,
    model,
    small: small?.name === model.name || small?.can().tools === false ? undefined : small,
    fleet,
    budget: new Budget(limits, now),
    repeats: new Repeats(),
    mark: boundary(),
    said: [request.text, ...(request.answers ?? []).map(({ answer }) => answer), ...before(request)],
    heard: [],
    looked: new Set(),
    refused: new Set(),
    suspicious: undefined,
    stopping: undefined,
    spent: undefined,
    underway: new Map(),
    talking: new Set(),
    steered: false,
    silenceMs,
  };
  desk.onSteered?.(() => {
    work.steered = true;
    for (const each of work.talking) each.abort();
  });
  return work;
}

const before = ({ before: turns = [], known = [], rejected = [] }: PlanRequest): string[] => [
  ...rejected.map(({ reason }) => reason),
  ...turns.map(({ request }) => request),
  ...known.map(({ text }) => text),
];

export const tell = (work: Work, part: TurnPart): Promise<number[]> => work.desk.tell([{ part }]);
export const note = (work: Work, code: TurnNote, text: string): Promise<number[]> =>
  tell(work, { kind: "note", code, text });

/** Text of a machine on its way to the model: remembered as such, looked at for words to planners, fenced. */
export async function hear(work: Work, heard: Heard, most?: number): Promise<string> {
  work.heard.push(heard);
  await suspect(work, heard.from, heard.text);
  return fenced(heard.text, work.mark, most);
}

export async function suspect(work: Work, from: string, text: string): Promise<void> {
  if (work.suspicious) return;
  const words = speaksToPlanner(text);
  if (words === undefined) return;
  work.suspicious = { from, words };
  await note(
    work,
    "injection",
    `Text from ${from} speaks to planners (“${words}”). It is taken as data; what was allowed beforehand does not count for this task.`,
  );
}

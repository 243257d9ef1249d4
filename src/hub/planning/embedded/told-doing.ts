/** What is told of a clause that became steps: a runbook's own title, a diagnosis as one thing, else each step. */
import type { Step } from "../../../domain/plan.ts";
import type { Task } from "./clause.ts";
import { onlyText } from "./guards.ts";
import { runbookNamed } from "./runbooks.ts";
import { diagnosisSentence, sentenceOf } from "./understood.ts";

export function toldOf({
  intent,
  steps,
  talk,
  given,
}: Pick<Task, "intent" | "talk" | "given"> & { steps: Step[] }): string {
  if (intent.kind === "runbook" && intent.own)
    return `${intent.own.book.title}: ${lowerFirst(sentenceOf(steps, talk.words.fleet, given && onlyText(given)))}`;
  const book = intent.kind === "runbook" && !given ? runbookNamed(intent.id) : undefined;
  const { diagnosis } = talk.scope.sketch;
  return book?.diagnosis && diagnosis && steps.every(({ access }) => access === "read")
    ? diagnosisSentence({ ...diagnosis, title: book.title, steps }, talk.words.fleet)
    : sentenceOf(steps, talk.words.fleet, given && onlyText(given));
}

const lowerFirst = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);

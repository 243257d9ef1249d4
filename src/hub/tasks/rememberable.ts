/** What an answer tells beyond its task: the words that a request has for machines, and the machines that were meant. */
import type { TaskView } from "../../api/task.ts";
import type { Plan } from "../../domain/plan.ts";
import { showHidden } from "../../domain/untrusted.ts";
import type { NameOf } from "./planView.ts";
import type { MemoryPort } from "./ports.ts";
import type { Task } from "./rows.ts";

/** More machines than these are a group, and a tag says that better. */
const machinesAtMost = 5;

/** “the download server”, “our build box”: an article, what it is for, and a word for a machine. */
const described =
  /\b(?:the|my|our)\s+((?:[\p{L}\d-]+\s+){1,3}?(?:server|machine|box|host|vm|node|nas|computer|container)s?)\b/iu;

/** Nothing where the request names its machines by their own names, or where the answer does not name those of the plan. */
export function rememberable({
  task: { ask, request },
  plan,
  nameOf,
  isKept = () => false,
}: {
  task: Pick<Task, "ask" | "request">;
  plan: Plan | undefined;
  nameOf: NameOf;
  isKept?: MemoryPort["has"];
}): Pick<TaskView, "rememberable"> {
  const said = ask.answers?.at(-1);
  if (!said || !plan) return {};
  const named = [...new Set(plan.steps.flatMap((step) => step.machineIds))]
    .map((id) => ({ id, name: nameOf(id) }))
    .filter(({ name }) => wordsOf(said.answer).includes(name.toLowerCase()));
  const text = wordsFor({ request, question: said.question });
  if (text === undefined || named.length === 0 || named.length > machinesAtMost) return {};
  const kept = isKept(
    text,
    named.map(({ id }) => id),
  );
  return { rememberable: { text: showHidden(text), machines: named, kept } };
}

/** What the question quotes of the request, else the words that describe a machine in it. */
function wordsFor({ request, question }: { request: string; question: string }): string | undefined {
  const quoted = /“([^”]{2,60})”/.exec(question)?.[1];
  if (quoted !== undefined && request.toLowerCase().includes(quoted.toLowerCase())) return quoted;
  const found = described.exec(request)?.[1];
  return found === undefined ? undefined : `the ${found.toLowerCase()}`;
}

const wordsOf = (text: string): string[] => text.toLowerCase().split(/[^\p{L}\d._-]+/u);

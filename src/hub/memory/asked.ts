/** Requests about memory: what would be remembered is shown word by word first, and kept only if the person says yes to that. */
import type { Viewer } from "../../domain/account.ts";
import type { Machine } from "../../domain/machine.ts";
import type { AnswerOption, Outcome } from "../../domain/plan.ts";
import { showHidden } from "../../domain/untrusted.ts";
import type { MemoryView } from "../../api/memory.ts";
import type { MemoryVerbs } from "./memory.ts";
import { type Wish, wishOf } from "./wish.ts";

export type MemoryAsked = {
  text: string;
  fleet: readonly Machine[];
  answers: readonly { question: string; answer: string }[];
  actor: { id: string; name: string } & Pick<Viewer, "scope">;
  origin: string;
  task: string;
};

const options: AnswerOption[] = [
  { label: "Yes", value: "yes" },
  { label: "No", value: "no" },
];
const yes = /^(?:y|yes|yes please|yes, please|ok|okay|sure|do|remember it|forget it|ja|sí|si|是)[.!]*$/i;

/** Undefined where the request is about something else. Throws what `add` throws. */
export async function memoryAsked(memory: MemoryVerbs, asked: MemoryAsked): Promise<Outcome | undefined> {
  const wish = wishOf(asked.text, asked.fleet);
  if (!wish) return undefined;
  if (wish.do === "show") return shown(memory, wish, asked);
  return wish.do === "forget" ? forgotten(memory, wish, asked) : remembered(memory, wish, asked);
}

const answerTo = (question: string, { answers }: MemoryAsked): "yes" | "no" | undefined => {
  const said = answers.findLast((one) => one.question === question)?.answer;
  return said === undefined ? undefined : yes.test(said.trim()) ? "yes" : "no";
};
const ask = (question: string): Outcome => ({ kind: "clarify", question, about: "intent", options });
const answer = (text: string): Outcome => ({ kind: "answer", text });

async function remembered(
  memory: MemoryVerbs,
  { kind, text, machines }: Extract<Wish, { do: "remember" }>,
  asked: MemoryAsked,
): Promise<Outcome> {
  const { actor, origin, task } = asked;
  const request = { kind, text, machines: machines.map(({ id }) => String(id)), task };
  const held = memory.find(kind, text, actor.scope);
  if (held && sameMachines(held, machines)) return answer(`That is remembered: ${said(held)}.`);
  const made = memory.preview({ actor, origin }, request);
  const masked = made.note === undefined ? "" : ` ${made.note}`;
  const question = `Shall I remember this? ${capital(kindWords[kind])}: ${said(made)}.${masked}`;
  const given = answerTo(question, asked);
  if (given === undefined) return ask(question);
  if (given === "no") return answer("Nothing was remembered.");
  return answer(
    `Remembered: ${said(await memory.add({ actor, origin }, request))}. The page Memory shows it, and can forget it.`,
  );
}

const sameMachines = ({ machines }: MemoryView, given: readonly Machine[]): boolean =>
  machines.length === given.length && machines.every(({ id }) => given.some((machine) => machine.id === id));

async function forgotten(memory: MemoryVerbs, { text }: Extract<Wish, { do: "forget" }>, asked: MemoryAsked) {
  const { actor, origin } = asked;
  const left = /^(.+?)\s+(?:is|are|means?)\s+/is.exec(text)?.[1];
  const found =
    memory.find(undefined, text, actor.scope) ??
    (left === undefined ? undefined : memory.find("alias", left, actor.scope));
  const question = `Shall I forget this? ${found ? said(found) : ""}.`;
  if (!found)
    return answer(
      asked.answers.some((one) => one.question.startsWith("Shall I forget this?") && yes.test(one.answer.trim()))
        ? "It is forgotten."
        : `I remember nothing called “${showHidden(text)}”.`,
    );
  const given = answerTo(question, asked);
  if (given === undefined) return ask(question);
  if (given === "no") return answer("Nothing was forgotten.");
  await memory.remove({ actor, origin }, found.id);
  return answer(`Forgotten: ${said(found)}.`);
}

function shown(memory: MemoryVerbs, { about }: Extract<Wish, { do: "show" }>, { actor }: MemoryAsked): Outcome {
  const wanted = about?.toLowerCase();
  const items = memory.list(actor).filter(
    (one) =>
      wanted === undefined ||
      said(one)
        .toLowerCase()
        .includes(wanted.replace(/^(?:the|my|our) /, "")),
  );
  if (items.length === 0)
    return answer(about === undefined ? "I remember nothing yet." : `I remember nothing about “${showHidden(about)}”.`);
  return {
    kind: "answer",
    text: items.length === 1 ? "I remember one thing." : `I remember ${items.length} things.`,
    table: {
      columns: ["What", "Text", "Machines", "By"],
      rows: items.map((one) => [
        kindWords[one.kind],
        one.text,
        one.machines.map(({ name }) => name).join(", "),
        one.by,
      ]),
    },
  };
}

const kindWords = { alias: "name", preference: "preference", fact: "fact" } as const;
const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** “the download server” is sab-1 · “never restart databases in the day” */
const said = ({ kind, text, machines }: Pick<MemoryView, "kind" | "text" | "machines">): string => {
  const names = machines.map(({ name }) => name).join(" and ");
  return kind === "alias"
    ? `“${text}” ${machines.length > 1 ? "are" : "is"} ${names}`
    : `“${text}”${names === "" ? "" : ` (${names})`}`;
};

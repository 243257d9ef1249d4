/** A clause that a runbook of people's own answers: what it is done with, where, and under which condition. */
import { inSketch } from "../runbooks/own.ts";
import type { Said, Talk, Task } from "./clause.ts";
import type { Clause } from "./clauses.ts";
import { checkOf, stillOf } from "./guards.ts";
import { learnFrom } from "./spoken.ts";

const mark =
  /^(?:(?:please|then|also|first|now|next|finally|and|just) )*@own(\d+)(?: (?:please|then|now|as well|too))*$/;

export const isOwn = (text: string): boolean => mark.test(text.trim());

/** “…, then unstick web-2”. Undefined where the clause is none. */
export function ownOf(clause: Clause, talk: Talk): { task: Task } | Said | undefined {
  const said = talk.own?.[Number(mark.exec(clause.text)?.[1])];
  if (!said || !talk.ownRequest) return undefined;
  if (typeof clause.given === "object") learnFrom(clause.given.words, talk);
  const { sketch } = talk.scope;
  const found = inSketch(said, { sketch, request: talk.ownRequest, before: talk.before.machines });
  if ("kind" in found) return { kind: "outcome", outcome: found };
  const { book, inputs, numbers, machines } = found;
  const given =
    clause.given === undefined
      ? clause.along
        ? stillOf(talk)
        : undefined
      : checkOf(clause.given, talk, { things: undefined, about: { tool: book.id } });
  if (given === "unread")
    return { kind: "unreadCondition", words: typeof clause.given === "object" ? clause.given.words : "otherwise" };
  sketch.assumptions.push(`The runbook “${book.title}” says what is done`);
  return {
    task: {
      intent: { kind: "runbook", id: book.id, inputs, own: { book, numbers } },
      machines,
      given,
      talk,
      things: undefined,
    },
  };
}

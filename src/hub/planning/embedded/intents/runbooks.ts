/** The sentences of the runbooks, as meanings. */
import { runbooks } from "../runbooks.ts";
import { literals, number, type Match, type Meanings, things, means } from "./match.ts";

export const runbookMeanings = (): Meanings =>
  runbooks().flatMap(({ id, sentences }) =>
    means(sentences, (match) => ({ kind: "runbook", id, inputs: inputsOf(match) })),
  );

/** What the sentence names: services and containers by their exact names, a path, a number. */
function inputsOf(match: Match): Record<string, string> {
  const named = (kind: "svc" | "ctr"): string[] => {
    const own = { ...match, slots: match.slots.filter((slot) => slot.kind === kind) };
    return things(own).flatMap(({ owners, said }) => (owners.length > 0 ? owners.map(({ name }) => name) : [said]));
  };
  const told = {
    svc: [...new Set(named("svc"))].join(","),
    ctr: [...new Set(named("ctr"))].join(","),
    path: literals(match, "path")[0] ?? "",
    quote: literals(match, "quote")[0] ?? "",
    number: number(match)?.toString() ?? "",
  };
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== ""));
}

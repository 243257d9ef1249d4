/** The sentences of the runbooks, as meanings. */
import { runbooks } from "../runbooks.ts";
import { type Meanings, things, means } from "./match.ts";

export const runbookMeanings = (): Meanings =>
  runbooks().flatMap(({ id, sentences }) =>
    means(sentences, (match) => {
      const names = new Set(
        things(match).flatMap(({ owners, said }) => (owners.length > 0 ? owners.map(({ name }) => name) : [said])),
      );
      const inputs: Record<string, string> = names.size > 0 ? { svc: [...names].join(",") } : {};
      return { kind: "runbook", id, inputs };
    }),
  );

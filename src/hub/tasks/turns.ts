/** The parts of a planner's work as they are stored, and as pages and programs see them. */
import { and, asc, eq, gte } from "drizzle-orm";
import type { TaskView } from "../../api/task.ts";
import type { TurnPartView, TurnView } from "../../api/turn.ts";
import type { StoredTurn, TurnPart } from "../../domain/turn.ts";
import type { TaskId } from "../../domain/task.ts";
import { forHtml, showHidden } from "../../domain/untrusted.ts";
import { iso } from "../../lib/clock.ts";
import type { JsonObject } from "../../lib/json.ts";
import type { Db } from "../db/database.ts";
import { turn } from "./table.ts";

/** In order; from `from` on. */
export const turnsOf = ({ read }: Pick<Db, "read">, taskId: TaskId, from = 0): StoredTurn[] =>
  read
    .select()
    .from(turn)
    .where(and(eq(turn.taskId, taskId), gte(turn.seq, from)))
    .orderBy(asc(turn.seq))
    .all()
    .map(({ seq, revision, partJson, atMs }) => ({ seq, revision, atMs, part: JSON.parse(partJson) as TurnPart }));

export const turnViewOf = ({ seq, revision, atMs, part }: StoredTurn): TurnView => ({
  seq,
  revision,
  at: iso(atMs),
  part: shown(part),
});

/** What the models of a task used together; nothing where none was asked. */
export function usedOf(turns: readonly StoredTurn[]): Pick<TaskView, "model"> {
  const used = turns.flatMap(({ part }) => (part.kind === "usage" ? [part] : []));
  if (used.length === 0) return {};
  const sum = (of: (part: (typeof used)[number]) => number): number => used.reduce((all, part) => all + of(part), 0);
  return {
    model: {
      names: [...new Set(used.map(({ model }) => showHidden(model)))],
      inputTokens: sum(({ inputTokens }) => inputTokens),
      outputTokens: sum(({ outputTokens }) => outputTokens),
      estimated: used.some(({ estimated }) => estimated),
      // A sum of which a part is not known would be too low.
      ...(used.every(({ costMicroUsd }) => costMicroUsd !== undefined)
        ? { costMicroUsd: sum(({ costMicroUsd = 0 }) => costMicroUsd) }
        : {}),
    },
  };
}

function shown(part: TurnPart): TurnPartView {
  switch (part.kind) {
    case "thinking":
    case "said":
      return { ...part, text: forHtml(part.text) };
    case "delegated":
      return { ...part, goal: forHtml(part.goal) };
    case "found":
      return { ...part, line: forHtml(part.line) };
    case "call":
      return { ...part, tool: showHidden(part.tool), input: shownValues(part.input), on: part.on.map(showHidden) };
    case "steered":
    case "note":
      return { ...part, text: showHidden(part.text) };
    case "usage":
      return { ...part, model: showHidden(part.model) };
  }
}

/** A call's input is a model's; its texts may hold what nobody sees. */
const shownValues = (input: JsonObject): JsonObject =>
  JSON.parse(JSON.stringify(input), (_key, value: unknown) =>
    typeof value === "string" ? showHidden(value) : value,
  ) as JsonObject;

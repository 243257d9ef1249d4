/** `ailx tasks`: the newest tasks as a table. */
import type { TaskLine } from "../api/task.ts";
import { taskStates } from "../domain/task.ts";
import { nearest } from "../lib/nearest.ts";
import { ageText } from "./ages.ts";
import { openHub } from "./client.ts";
import { exit, usageError } from "./exit.ts";
import type { Args, Verb } from "./mode.ts";
import { paintFor } from "./paint.ts";
import { printJson } from "./shown.ts";
import { table } from "./table.ts";
import { stateOf } from "./task-text.ts";
import { countOf } from "./values.ts";

export const run: Verb = async ({ args, io }) => {
  const query = queryFrom(args);
  const list = await openHub({ args, io }).get<{ items: TaskLine[]; next?: string }>(`/api/tasks?${query}`);
  if (args.has("json")) printJson(io, list);
  else if (list.items.length === 0) io.out("There are no such tasks.\n");
  else {
    const paint = paintFor(io);
    io.out(
      table({
        columns: ["id", "when", "state", "by", "request", "outcome"],
        rows: list.items.map((task) => [
          task.shortId,
          ageText(task.createdAt, Date.now()),
          task.refused ? "refused" : task.state.replaceAll("_", " "),
          task.by,
          short(task.request),
          task.headline ?? "",
        ]),
        dress: (text, column, row) => (row < 0 ? paint.dim(text) : column === 2 ? stateOf(text, paint) : text),
      }),
    );
  }
  return exit.ok;
};

function queryFrom(args: Args): string {
  const query = new URLSearchParams({ limit: String(countOf(args, "limit") ?? 20) });
  const state = args.text("state");
  const machine = args.text("machine");
  if (state !== undefined) {
    for (const each of state.split(",")) checkState(each);
    query.set("state", state);
  }
  if (machine !== undefined) query.set("machine", machine);
  return query.toString();
}

function checkState(text: string): void {
  if (taskStates.some((state) => state === text)) return;
  const close = nearest(text, taskStates);
  throw usageError(
    `There is no state \`${text}\`.`,
    close === undefined ? `States: ${taskStates.join(", ")}.` : `Did you mean ${close}?`,
  );
}

const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);

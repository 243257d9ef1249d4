/** The place in a tool's own view that a piece of evidence names, marked, so that a link opens the result there, with or without script. */
import type { Child } from "hono/jsx";
import { raw } from "hono/html";
import type { TaskView } from "../../api/task.ts";
import type { Place } from "../planning/diagnosis/places.ts";

/** What the link ends in; the browser scrolls to it by itself. */
export const markId = "evidence";

type Outcomes = Record<string, Child>;

/** The outcomes with that place marked in the one of the run; as they are where nothing is at that place. */
export async function withMark(
  outcomes: Outcomes,
  { runs }: Pick<TaskView, "runs">,
  at: ({ run: string } & Place) | undefined,
): Promise<Outcomes> {
  const run = runs.find(({ id }) => id === at?.run);
  const held = run && outcomes[run.id];
  if (!at || !run || held === undefined || held === null) return outcomes;
  // A line is of what the run printed, where it did; that pane opens it itself.
  const line = run.stdoutBytes + run.stderrBytes > 0 ? undefined : at.line;
  const drawn = await (held as { toString: () => string | Promise<string> }).toString();
  return {
    ...outcomes,
    [run.id]: raw(
      marked(drawn, { ...(at.row === undefined ? {} : { row: at.row }), ...(line === undefined ? {} : { line }) }),
    ),
  };
}

/** In HTML that our own parts made: the row of its tables and lists of facts, or the line of its text. */
export function marked(drawn: string, { line, row }: Place): string {
  if (row !== undefined) {
    const [found] = [...drawn.matchAll(/<tr(?=><th scope="row")|<div(?=><dt>)/g)].slice(row - 1);
    if (found) return insert(drawn, found.index + found[0].length, ` id="${markId}" class="row-hit"`);
  }
  if (line === undefined) return drawn;
  const [, before = "", text] = /^([^]*?<pre[^>]*><code>)([^]*?)<\/code>/.exec(drawn) ?? [];
  const lines = text?.split("\n") ?? [];
  const said = lines[line - 1];
  if (said === undefined) return drawn;
  const start = before.length + lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  return insert(insert(drawn, start + said.length, "</mark>"), start, `<mark id="${markId}" class="out-hit">`);
}

const insert = (text: string, at: number, what: string): string => text.slice(0, at) + what + text.slice(at);

/** Applies edits to a text, one after the other; where one does not fit as often as it says, none is. */
import { linePattern } from "../../lib/linePattern.ts";
import { ToolError } from "../define.ts";
import type { Edit } from "./edits.ts";

/** Throws `conflict` where an edit applies another number of times than it must, `bad_input` for a pattern that is none. */
export async function edited(before: string, edits: readonly Edit[]): Promise<string> {
  let text = before;
  for (const [at, edit] of edits.entries()) text = await applied(text, edit, at);
  return text;
}

async function applied(text: string, edit: Edit, at: number): Promise<string> {
  if ("append" in edit) return `${text === "" || text.endsWith("\n") ? text : `${text}\n`}${lineEnded(edit.append)}`;
  if ("find" in edit) {
    const parts = text.split(edit.find);
    refuseUnless({
      found: parts.length - 1,
      wanted: edit.count ?? 1,
      what: JSON.stringify(edit.find.slice(0, 80)),
      at,
    });
    return parts.join(edit.replace);
  }
  const pattern = "line" in edit ? edit.line : edit.after;
  const lines = text.split("\n");
  const ended = lines.at(-1) === "";
  if (ended) lines.pop();
  const found = await matching(pattern, lines, at);
  refuseUnless({ found: found.size, wanted: edit.count ?? 1, what: `/${pattern.slice(0, 80)}/`, at });
  const next = lines.flatMap((line, index) => {
    if (!found.has(index)) return [line];
    if ("after" in edit) return [line, edit.insert.replace(/\n$/, "")];
    return edit.to === undefined ? [] : [edit.to.replace(/\n$/, "")];
  });
  return next.join("\n") + (ended && next.length > 0 ? "\n" : "");
}

const lineEnded = (text: string): string => (text.endsWith("\n") ? text : `${text}\n`);

function refuseUnless({ found, wanted, what, at }: { found: number; wanted: number; what: string; at: number }): void {
  if (found === wanted) return;
  throw new ToolError(
    "conflict",
    `Edit ${at + 1} was to apply ${wanted === 1 ? "once" : `${wanted} times`}, and ${what} is found ${found === 0 ? "nowhere" : `${found} times`}. Nothing was changed.`,
    "Look at the file, and give more of the text around it, or the right count.",
  );
}

/** Numbers of the lines, from 0. */
async function matching(pattern: string, lines: readonly string[], at: number): Promise<Set<number>> {
  const matches = patternOf(pattern, at);
  const found = new Set<number>();
  for (const [index, line] of lines.entries()) {
    if (matches(line)) found.add(index);
    // A long file keeps nobody else waiting.
    if (index % 1_000 === 999) await Bun.sleep(0);
  }
  return found;
}

function patternOf(pattern: string, at: number): (line: string) => boolean {
  try {
    return linePattern(pattern);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ToolError("bad_input", `Edit ${at + 1}: the expression /${pattern.slice(0, 80)}/ is not valid: ${why}.`);
  }
}

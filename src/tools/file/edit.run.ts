/** Edits the text in memory and puts the whole file in place in one step. */
import type { FilePreview } from "../../domain/fileChange.ts";
import { ToolError, type ToolContext } from "../define.ts";
import { carriedOut, changeOf, closing, opened, textOf, type Opened, type Wish } from "./change.ts";
import type { ChangedOutput } from "./changed.ts";
import type { EditInput } from "./edit.ts";
import { edited } from "./editing.ts";
import type { Edit } from "./edits.ts";
import { metaFor } from "./meta.ts";

export const run = (input: EditInput, ctx: ToolContext): Promise<ChangedOutput> =>
  withWish(input, ctx, (wish) => carriedOut([wish], ctx));

export const preview = (input: EditInput, ctx: ToolContext): Promise<FilePreview> =>
  withWish(input, ctx, async (wish) => ({ files: [changeOf(wish)], notes: [], problems: [] }));

async function withWish<T>(input: EditInput, ctx: ToolContext, use: (wish: Wish) => Promise<T>): Promise<T> {
  const at = await opened(input.path, ctx);
  return await closing([at], async () => await use(await editWish(at, input.edits)));
}

/** What the file becomes by these edits. Throws where it is no text, has other names, or an edit does not fit. */
export async function editWish(at: Opened, edits: readonly Edit[]): Promise<Wish> {
  const { before, asked } = at;
  if (before.was === "absent") throw new ToolError("no_such_file", `There is no file ${asked}.`);
  if (before.was !== "file") throw new ToolError("not_supported", `${asked} is a ${before.was}, and no file.`);
  if (before.links > 1)
    throw new ToolError(
      "not_supported",
      `${asked} has ${before.links} names (hard links); the others would keep the old text.`,
      "Write it whole with file.write where that is meant.",
    );
  const bytes = new TextEncoder().encode(await edited(textOf(at), edits));
  return { at, to: { content: { bytes }, meta: metaFor(at, {}) } };
}

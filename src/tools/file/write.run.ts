/** Writes the text beside the file and puts it in place in one step. */
import type { FilePreview } from "../../domain/fileChange.ts";
import { ToolError, type ToolContext } from "../define.ts";
import { carriedOut, changeOf, closing, opened, type Wish } from "./change.ts";
import type { ChangedOutput } from "./changed.ts";
import { metaFor } from "./meta.ts";
import type { WriteInput } from "./write.ts";

export const run = (input: WriteInput, ctx: ToolContext): Promise<ChangedOutput> =>
  withWish(input, ctx, (wish) => carriedOut([wish], ctx));

export const preview = (input: WriteInput, ctx: ToolContext): Promise<FilePreview> =>
  withWish(input, ctx, async (wish) => ({ files: [changeOf(wish)], notes: [], problems: [] }));

async function withWish<T>(input: WriteInput, ctx: ToolContext, use: (wish: Wish) => Promise<T>): Promise<T> {
  const at = await opened(input.path, ctx);
  return await closing([at], async () => {
    if (at.before.was === "folder") throw new ToolError("not_supported", `${input.path} is a folder.`);
    if (input.onlyNew && at.before.was !== "absent")
      throw new ToolError("conflict", `There is a ${input.path} already. Nothing was changed.`);
    const bytes = new TextEncoder().encode(input.content);
    return await use({ at, to: { content: { bytes }, meta: metaFor(at, input) } });
  });
}

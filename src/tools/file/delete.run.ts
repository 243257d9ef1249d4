/** Removes one name. */
import type { FilePreview } from "../../domain/fileChange.ts";
import { ToolError, type ToolContext } from "../define.ts";
import { carriedOut, changeOf, closing, opened, type Wish } from "./change.ts";
import type { ChangedOutput } from "./changed.ts";
import type { DeleteInput } from "./delete.ts";

export const run = (input: DeleteInput, ctx: ToolContext): Promise<ChangedOutput> =>
  withWish(input, ctx, (wish) => carriedOut([wish], ctx));

export const preview = (input: DeleteInput, ctx: ToolContext): Promise<FilePreview> =>
  withWish(input, ctx, async (wish) => ({ files: [changeOf(wish)], notes: [], problems: [] }));

async function withWish<T>({ path }: DeleteInput, ctx: ToolContext, use: (wish: Wish) => Promise<T>): Promise<T> {
  const at = await opened(path, ctx, { keepLast: true });
  return await closing([at], async () => {
    if (at.before.was === "absent") throw new ToolError("no_such_file", `There is no ${path}.`);
    return await use({ at, to: "absent" });
  });
}

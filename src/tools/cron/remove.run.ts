/** Removes the job's file. */
import type { FilePreview } from "../../domain/fileChange.ts";
import { ToolError, type ToolContext } from "../define.ts";
import { carriedOut, changeOf, closing, opened, type Wish } from "../file/change.ts";
import type { ChangedOutput } from "../file/changed.ts";
import { fileOf } from "./jobs.ts";
import type { RemoveInput } from "./remove.ts";

/** `fileFor`: where it lies; tests have their own. */
export const run = (input: RemoveInput, ctx: ToolContext, fileFor = fileOf): Promise<ChangedOutput> =>
  withWish(fileFor(input.name), ctx, (wish) => carriedOut([wish], ctx));

export const preview = (input: RemoveInput, ctx: ToolContext): Promise<FilePreview> =>
  withWish(fileOf(input.name), ctx, async (wish) => ({ files: [changeOf(wish)], notes: [], problems: [] }));

async function withWish<T>(file: string, ctx: ToolContext, use: (wish: Wish) => Promise<T>): Promise<T> {
  const at = await opened(file, ctx, { keepLast: true });
  return await closing([at], async () => {
    if (at.before.was === "absent")
      throw new ToolError(
        "no_such_file",
        `cron has no job of ailx by that name: there is no ${file}.`,
        "`cron.list` shows what there is.",
      );
    return await use({ at, to: "absent" });
  });
}

/** Writes the job's file, where cron runs and its user is there. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { FilePreview } from "../../domain/fileChange.ts";
import { ToolError, type ToolContext } from "../define.ts";
import { carriedOut, changeOf, closing, opened, type Wish } from "../file/change.ts";
import type { ChangedOutput } from "../file/changed.ts";
import { metaFor } from "../file/meta.ts";
import type { AddInput } from "./add.ts";
import { fileOf, fileText } from "./jobs.ts";

/** Where its file goes, and whether cron runs; tests have their own. */
export type Place = { file: (name: string) => string; cronRuns: () => boolean };
const here: Place = { file: fileOf, cronRuns };

export const run = (input: AddInput, ctx: ToolContext, place = here): Promise<ChangedOutput> =>
  withWish(input, { ctx, place }, (wish) => carriedOut([wish], ctx));

export const preview = (input: AddInput, ctx: ToolContext, place = here): Promise<FilePreview> =>
  withWish(input, { ctx, place }, async (wish) => ({ files: [changeOf(wish)], notes: [], problems: [] }));

async function withWish<T>(
  { name, schedule, command, user = "root", replace = false }: AddInput,
  { ctx, place }: { ctx: ToolContext; place: Place },
  use: (wish: Wish) => Promise<T>,
): Promise<T> {
  if (!place.cronRuns())
    throw new ToolError("wrong_state", "No cron runs on this machine, so nothing would run. Nothing was changed.");
  const known = await ctx.spawn(["getent", "passwd", user]);
  if (known.exitCode !== 0) throw new ToolError("bad_input", `This machine has no user ${user}. Nothing was changed.`);
  const at = await opened(place.file(name), ctx, { keepLast: true });
  return await closing([at], async () => {
    if (at.before.was !== "absent" && at.before.was !== "file")
      throw new ToolError("not_supported", `${at.asked} is no file. Nothing was changed.`);
    if (at.before.was === "file" && !replace)
      throw new ToolError(
        "conflict",
        `There is a job ${name} already. Nothing was changed.`,
        "Say `replace` if it is to be this one.",
      );
    const bytes = new TextEncoder().encode(fileText({ name, schedule, user, command }));
    // cron passes over what others could have written.
    return await use({ at, to: { content: { bytes }, meta: { ...metaFor(at, {}), mode: 0o644 } } });
  });
}

function cronRuns(): boolean {
  if (!existsSync("/etc/cron.d")) return false;
  return readdirSync("/proc").some((pid) => {
    try {
      return /^\d+$/.test(pid) && /^(cron|crond|fcron)$/.test(readFileSync(`/proc/${pid}/comm`, "utf8").trim());
    } catch {
      return false;
    }
  });
}

/** Updates, or says what that would replace. */
import type { FilePreview } from "../../domain/fileChange.ts";
import { untrusted } from "../../domain/untrusted.ts";
import type { ToolContext } from "../define.ts";
import { changePackages, nothingDone, previewPackages, refreshLists, type Asked } from "./changing.ts";
import type { PackagesOutput } from "./packages.ts";
import { forSecurity, type Release } from "./security.ts";
import type { UpdateInput } from "./update.ts";

const asked = ({ packages = [], alsoRemoves = [], refresh = true }: UpdateInput): Asked => ({
  verb: "update",
  wanted: packages.map((name) => ({ name })),
  downgrade: false,
  alsoRemoves,
  refresh,
});

export async function run(input: UpdateInput, ctx: ToolContext, release?: Release): Promise<PackagesOutput> {
  const all = asked(input);
  if (!input.security) return await changePackages(all, ctx);
  if (all.refresh) await refreshLists(ctx);
  // Without a name everything would be updated: nothing to do is nothing done.
  const due = await forSecurity({ ...all, refresh: false }, ctx, release);
  return due ? await changePackages(due, ctx) : nothingDone(ctx);
}

export async function preview(input: UpdateInput, ctx: ToolContext, release?: Release): Promise<FilePreview> {
  const all = asked(input);
  const due = input.security ? await forSecurity(all, ctx, release) : all;
  if (due) return await previewPackages(due, ctx);
  const note = "Nothing would change: by the lists of now there is no security update.";
  return { files: [], notes: [untrusted(note)], problems: [] };
}

/** Removes, or says what that would take along. */
import type { FilePreview } from "../../domain/fileChange.ts";
import type { ToolContext } from "../define.ts";
import { changePackages, previewPackages, type Asked } from "./changing.ts";
import type { PackagesOutput } from "./packages.ts";
import type { RemoveInput } from "./remove.ts";

const asked = ({ packages, alsoRemoves = [] }: RemoveInput): Asked => ({
  verb: "remove",
  wanted: packages.map((name) => ({ name })),
  downgrade: false,
  alsoRemoves,
  refresh: false,
});

export const run = (input: RemoveInput, ctx: ToolContext): Promise<PackagesOutput> => changePackages(asked(input), ctx);
export const preview = (input: RemoveInput, ctx: ToolContext): Promise<FilePreview> =>
  previewPackages(asked(input), ctx);

/** Updates, or says what that would replace. */
import type { FilePreview } from "../../domain/fileChange.ts";
import type { ToolContext } from "../define.ts";
import { changePackages, previewPackages, type Asked } from "./changing.ts";
import type { PackagesOutput } from "./packages.ts";
import type { UpdateInput } from "./update.ts";

const asked = ({ packages = [], alsoRemoves = [], refresh = true }: UpdateInput): Asked => ({
  verb: "update",
  wanted: packages.map((name) => ({ name })),
  downgrade: false,
  alsoRemoves,
  refresh,
});

export const run = (input: UpdateInput, ctx: ToolContext): Promise<PackagesOutput> => changePackages(asked(input), ctx);
export const preview = (input: UpdateInput, ctx: ToolContext): Promise<FilePreview> =>
  previewPackages(asked(input), ctx);

/** Installs, or says what that would do. */
import type { FilePreview } from "../../domain/fileChange.ts";
import type { ToolContext } from "../define.ts";
import { changePackages, previewPackages, type Asked } from "./changing.ts";
import type { InstallInput } from "./install.ts";
import { wantedOf, type PackagesOutput } from "./packages.ts";

const asked = ({ packages, downgrade = false, alsoRemoves = [], refresh = false }: InstallInput): Asked => ({
  verb: "install",
  wanted: packages.map(wantedOf),
  downgrade,
  alsoRemoves,
  refresh,
});

export const run = (input: InstallInput, ctx: ToolContext): Promise<PackagesOutput> =>
  changePackages(asked(input), ctx);
export const preview = (input: InstallInput, ctx: ToolContext): Promise<FilePreview> =>
  previewPackages(asked(input), ctx);

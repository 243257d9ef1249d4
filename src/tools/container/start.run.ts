/** Starts the container and watches what becomes of it. */
import type { FilePreview } from "../../domain/fileChange.ts";
import type { ToolContext } from "../define.ts";
import type { ChangeInput, ChangeOutput } from "./change.ts";
import { changeContainer, previewContainer } from "./changing.ts";

export const run = ({ container }: ChangeInput, ctx: ToolContext): Promise<ChangeOutput> =>
  changeContainer("start", container, ctx);
export const preview = ({ container }: ChangeInput, ctx: ToolContext): Promise<FilePreview> =>
  previewContainer("start", container, ctx);

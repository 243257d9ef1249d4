/** Copies beside the target and puts it in place in one step. */
import type { FilePreview } from "../../domain/fileChange.ts";
import type { ToolContext } from "../define.ts";
import type { ChangedOutput } from "./changed.ts";
import type { CopyInput } from "./copy.ts";
import { carry, looking } from "./transfer.ts";

export const run = (input: CopyInput, ctx: ToolContext): Promise<ChangedOutput> => carry(input, ctx, { move: false });
export const preview = (input: CopyInput, ctx: ToolContext): Promise<FilePreview> =>
  looking(input, ctx, { move: false });

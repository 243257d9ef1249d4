/** Writes the new path whole, and only then removes the old one. */
import type { FilePreview } from "../../domain/fileChange.ts";
import type { ToolContext } from "../define.ts";
import type { ChangedOutput } from "./changed.ts";
import type { MoveInput } from "./move.ts";
import { carry, looking } from "./transfer.ts";

export const run = (input: MoveInput, ctx: ToolContext): Promise<ChangedOutput> => carry(input, ctx, { move: true });
export const preview = (input: MoveInput, ctx: ToolContext): Promise<FilePreview> =>
  looking(input, ctx, { move: true });

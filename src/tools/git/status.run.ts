/** Asks git, as the owner of the tree. */
import type { ToolContext } from "../define.ts";
import { openRepository, statusOf } from "./repository.ts";
import type { StatusInput, StatusOutput } from "./status.ts";

export const run = async ({ path }: StatusInput, ctx: ToolContext): Promise<StatusOutput> =>
  await statusOf(await openRepository(path, ctx));

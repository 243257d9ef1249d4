/** Tests, reloads and watches what becomes of it. */
import type { ToolContext } from "../define.ts";
import type { ChangeInput, ChangeOutput } from "./change.ts";
import { changeUnit } from "./changing.ts";

export const run = ({ service }: ChangeInput, ctx: ToolContext): Promise<ChangeOutput> =>
  changeUnit("reload", service, ctx);

/** Has systemd enable the unit, and looks what it is then. */
import type { ToolContext } from "../define.ts";
import type { BootOutput } from "./boot.ts";
import { changeBoot } from "./booting.ts";
import type { ChangeInput } from "./change.ts";

export const run = ({ service }: ChangeInput, ctx: ToolContext): Promise<BootOutput> =>
  changeBoot("enable", service, ctx);

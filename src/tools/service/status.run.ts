/** Asks systemd for the unit's properties. */
import type { ToolContext } from "../define.ts";
import { existingUnit, stateOf } from "./systemd.ts";
import type { UnitState } from "./unit.ts";

export const run = async ({ service }: { service: string }, ctx: ToolContext): Promise<UnitState> =>
  stateOf(await existingUnit(service, ctx));

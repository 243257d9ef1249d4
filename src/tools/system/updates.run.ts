/** The package manager's dry run by the lists it has, how old those are, and what asks for a restart. */
import type { ToolContext } from "../define.ts";
import { listsAtMs, managerOf, updatesHere } from "../package/updating.ts";
import { restartReasons } from "./restart-needed.ts";
import type { UpdatesOutput } from "./updates.ts";

const most = 1_000;

export async function run(_input: object, ctx: ToolContext): Promise<UpdatesOutput> {
  const manager = managerOf(ctx);
  const { kernel, kind } = ctx.facts();
  const { updates, securityKnown } = await updatesHere(manager, ctx);
  const listsMs = listsAtMs(manager);
  const sorted = updates.toSorted((a, b) => Number(b.security) - Number(a.security) || (a.name < b.name ? -1 : 1));
  return {
    manager,
    updates: sorted.slice(0, most),
    count: updates.length,
    securityCount: updates.filter(({ security }) => security).length,
    securityKnown,
    rebootRequired: restartReasons({ kernel, contained: kind === "lxc" || kind === "container" }).length > 0,
    listsAtMs: listsMs ?? null,
    listsAgeMs: listsMs === undefined ? null : Math.max(0, ctx.nowMs() - listsMs),
  };
}

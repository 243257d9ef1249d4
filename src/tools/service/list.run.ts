/** Asks systemd for all services that it has loaded, in one call. */
import type { ToolContext } from "../define.ts";
import type { ListInput, ListOutput } from "./list.ts";
import { showServices, stateOf } from "./systemd.ts";
import type { UnitState } from "./unit.ts";

export async function run({ state }: ListInput, ctx: ToolContext): Promise<ListOutput> {
  const all = (await showServices(ctx)).filter(({ loaded }) => loaded).map(stateOf);
  const hasFailed = failsAt(ctx.nowMs());
  const services = all
    .filter((unit) => state === undefined || unit.state === state || (state === "failed" && hasFailed(unit)))
    .toSorted(
      (a, b) =>
        Number(hasFailed(b)) - Number(hasFailed(a)) ||
        rank(a.state) - rank(b.state) ||
        a.service.localeCompare(b.service),
    );
  return {
    services: services.slice(0, 1_000),
    failed: all.filter(hasFailed).length,
    total: all.length,
  };
}

/** A service that has restarted by itself is not yet well when it has run for less than this. */
const unsteadyMs = 60_000;

/** Between two crashes systemd calls it “activating”, for a moment after each even “active”, and so for ever. */
const failsAt =
  (nowMs: number) =>
  ({ state, subState, restarts, sinceMs }: UnitState): boolean =>
    state === "failed" ||
    (state === "activating" && subState === "auto-restart") ||
    (restarts > 1 && state === "active" && sinceMs !== null && nowMs - sinceMs < unsteadyMs);

const order = ["failed", "activating", "deactivating", "reloading", "active"];
const rank = (state: string): number => (order.includes(state) ? order.indexOf(state) : order.length);

/** Asks systemd for all services that it has loaded, in one call. */
import type { ToolContext } from "../define.ts";
import type { ListInput, ListOutput } from "./list.ts";
import { showServices, stateOf } from "./systemd.ts";
import type { UnitState } from "./unit.ts";

export async function run({ state }: ListInput, ctx: ToolContext): Promise<ListOutput> {
  const all = (await showServices(ctx)).filter(({ loaded }) => loaded).map(stateOf);
  const services = all
    .filter((unit) => state === undefined || unit.state === state || (state === "failed" && hasFailed(unit)))
    .toSorted((a, b) => rank(a.state) - rank(b.state) || a.service.localeCompare(b.service));
  return {
    services: services.slice(0, 1_000),
    failed: all.filter(hasFailed).length,
    total: all.length,
  };
}

/** Between two crashes systemd calls it “activating”, for ever. */
const hasFailed = ({ state, subState }: UnitState): boolean =>
  state === "failed" || (state === "activating" && subState === "auto-restart");

const order = ["failed", "activating", "deactivating", "reloading", "active"];
const rank = (state: string): number => (order.includes(state) ? order.indexOf(state) : order.length);

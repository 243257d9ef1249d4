/** The JSON API of policies, standing permissions and the simulation. */
import {
  policiesRequest,
  policyRuleRequest,
  readOnlyRequest,
  simulationRequest,
  type Simulation,
  type SimulationRequest,
} from "../../api/policy.ts";
import { roleAtLeast, type Actor } from "../../domain/account.ts";
import { AppError } from "../../domain/error.ts";
import type { Machine } from "../../domain/machine.ts";
import type { Clock } from "../../lib/clock.ts";
import type { BodyOf, CallerOf, HubContext, Route } from "../http/route.ts";
import { noRule, type By, type PolicyChanges } from "./change.ts";
import type { PolicyStore } from "./store.ts";
import { checked, permitView, policiesView, ruleView } from "./view.ts";

export type PolicyParts = {
  route: Route;
  callerOf: CallerOf;
  body: BodyOf;
  store: PolicyStore;
  changes: PolicyChanges;
  clock: Clock;
  fleet: { machines: () => Machine[]; find: (wanted: string) => Machine; nameOf: (id: string) => string };
  /** An account by its name, as it would ask. */
  personNamed: (name: string) => Actor | undefined;
  simulate: (
    asked: Omit<SimulationRequest, "person" | "role" | "at">,
    by: { actor: Actor; nowMs: number },
  ) => Promise<Simulation>;
};

const permitsShown = 200;

export function policyRoutes(parts: PolicyParts): void {
  const { route, body, store, changes, clock, fleet } = parts;
  const by = (c: HubContext): By => byOf(parts, c);
  const id = (c: HubContext): string => c.req.param("id") ?? "";
  const view = (wanted: string) => {
    const found = store.rules().find(({ rule }) => rule.id === wanted);
    if (!found) throw noRule(wanted);
    return ruleView(found);
  };

  route("GET /api/policies", (c) => c.json(policiesView(store, fleet.nameOf)));
  route("PUT /api/policies", async (c) => {
    await changes.putAll((await body(c, policiesRequest())).rules, by(c));
    return c.json(policiesView(store, fleet.nameOf));
  });
  route("GET /api/policies/:id", (c) => c.json(view(id(c))));
  route("PUT /api/policies/:id", async (c) => {
    const rule = await body(c, policyRuleRequest());
    if (rule.id !== id(c))
      throw new AppError("validation", "The rule is called otherwise than its address.", {
        fields: { id: `has to be ${id(c)}` },
      });
    await changes.put(rule, by(c));
    return c.json(view(rule.id));
  });
  route("DELETE /api/policies/:id", async (c) => {
    await changes.remove(id(c), by(c));
    return c.body(null, 204);
  });
  route("POST /api/policies/check", async (c) => c.json(checked(await body(c, policyRuleRequest()), fleet.machines())));
  route("PUT /api/policies/read-only", async (c) => {
    const { on, machine, reason } = await body(c, readOnlyRequest());
    await changes.readOnly({ on, reason, machine: machine === undefined ? undefined : fleet.find(machine) }, by(c));
    return c.json(policiesView(store, fleet.nameOf));
  });
  route("POST /api/policies/simulation", async (c) =>
    c.json(await simulated(parts, c, await body(c, simulationRequest()))),
  );
  route("GET /api/permits", (c) => c.json({ items: permitsFor(parts, c) }));
  route("DELETE /api/permits/:id", async (c) =>
    c.json(permitView(await changes.revoke(id(c), by(c)), { actor: by(c).actor, nowMs: clock() })),
  );
}

export const byOf = ({ callerOf }: Pick<PolicyParts, "callerOf">, c: HubContext): By => {
  const { actor, origin } = callerOf(c);
  return { actor, origin };
};

/** Admins see all of them; everybody else those that stand for their own requests, and without a scope everybody's. */
export function permitsFor(parts: PolicyParts, c: HubContext) {
  const { actor } = parts.callerOf(c);
  return (
    parts.store
      .permits(permitsShown)
      // Everybody's may name machines that are outside of a scope.
      .filter(
        ({ person }) =>
          roleAtLeast(actor.role, "admin") ||
          (person === undefined ? actor.scope === undefined : person.id === actor.id),
      )
      .map((permit) => permitView(permit, { actor, nowMs: parts.clock() }))
  );
}

/** As whom: an admin may ask for anybody, everybody else only for themselves. */
export async function simulated(
  { callerOf, personNamed, simulate, clock }: PolicyParts,
  c: HubContext,
  { person, role, at, ...asked }: SimulationRequest,
): Promise<Simulation> {
  const { actor } = callerOf(c);
  const other = person !== undefined || role !== undefined;
  if (other && !roleAtLeast(actor.role, "admin"))
    throw new AppError("forbidden", "You can try what would happen if you asked; an admin can for others.");
  const found = person === undefined ? actor : personNamed(person);
  if (!found) throw new AppError("not_found", `There is no account ${JSON.stringify(person?.slice(0, 64))}.`);
  const anybody: Actor = { kind: "person", id: "", name: `any ${role ?? ""}`, role: role ?? found.role };
  const as =
    person === undefined && role !== undefined ? anybody : { ...found, ...(role === undefined ? {} : { role }) };
  return simulate(asked, { actor: as, nowMs: at === undefined ? clock() : Date.parse(at) });
}

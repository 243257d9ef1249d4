/** The API of machines and join tokens, and the door by which agents join. */
import { admissionRequest, enrolmentRequest, machinePatch } from "../../api/machine.ts";
import { tokenRequest, type TokenCreated, type TokenRequest } from "../../api/token.ts";
import type { MachineId } from "../../domain/machine.ts";
import type { Level } from "../../domain/risk.ts";
import { parseTarget, select } from "../../domain/target.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Db } from "../db/database.ts";
import type { BodyOf, CallerOf, HubContext, Route } from "../http/route.ts";
import { decideAdmission } from "./admitMachine.ts";
import { createToken, type By } from "./createToken.ts";
import { enrol } from "./enrol.ts";
import type { Fleet } from "./fleet.ts";
import { patchMachine } from "./patchMachine.ts";
import { hubUrl, joinLine, loopbackHint, loopbackOnly, type Reach } from "./reach.ts";
import { revokeMachine, type Drop } from "./revokeMachine.ts";
import { revokeToken, tokensAtMost } from "./revokeToken.ts";
import { readTokens } from "./store.ts";
import { machineView, tokenView } from "./view.ts";

export type MachineParts = {
  route: Route;
  callerOf: CallerOf;
  body: BodyOf;
  db: Db;
  fleet: Fleet;
  clock: Clock;
  hub: { publicKeySpki: string; fingerprint: string };
  /** Ends a machine's connection. */
  drop: Drop;
  /** Tells a machine what the hub grants it from now on. */
  grant: (id: MachineId, maxLevel: Level) => void;
  /** How others reach the hub; asked at each request, since the port is known only once it listens. */
  reach: () => Reach;
};

export function machineRoutes(parts: MachineParts): void {
  const { route, callerOf, body, db, fleet, clock } = parts;
  const wanted = (c: HubContext): string => c.req.param("id") ?? "";
  const by = (c: HubContext): By => byOf(parts, c);

  route("GET /api/machines", (c) => {
    const expr = c.req.query("expr");
    const all = fleet.machines(callerOf(c).actor.scope);
    const machines = expr === undefined ? all : select(parseTarget(expr), all);
    return c.json({ items: machines.map(machineView) });
  });
  route("GET /api/machines/:id", (c) => c.json(machineView(fleet.find(wanted(c), callerOf(c).actor.scope))));
  route("POST /api/machines/:id/admission", async (c) => {
    const asked = await body(c, admissionRequest());
    return c.json(machineView(await decideAdmission({ ...parts, ...asked, wanted: wanted(c), by: by(c) })));
  });
  route("PATCH /api/machines/:id", async (c) => {
    const patch = await body(c, machinePatch());
    const machine = await patchMachine({ wanted: wanted(c), patch, by: by(c), db, fleet });
    if (patch.maxLevel !== undefined) parts.grant(machine.id, patch.maxLevel);
    return c.json(machineView(machine));
  });
  route("DELETE /api/machines/:id", async (c) =>
    c.json(machineView(await revokeMachine({ ...parts, wanted: wanted(c), by: by(c) }))),
  );

  route("GET /api/tokens", (c) =>
    c.json({ items: readTokens(db, tokensAtMost).map((token) => tokenView(token, clock())) }),
  );
  route("POST /api/tokens", async (c) => c.json(await makeToken(parts, c, await body(c, tokenRequest())), 201));
  route("DELETE /api/tokens/:id", async (c) =>
    c.json(tokenView(await revokeToken({ wanted: wanted(c), by: by(c), db, clock }), clock())),
  );

  route("POST /api/agents/enrolment", async (c) => {
    const request = await body(c, enrolmentRequest());
    const answer = await enrol({ ...parts, request, origin: c.get("address") });
    return c.json(answer, "pending" in answer ? 202 : 200);
  });
}

export function byOf({ callerOf }: Pick<MachineParts, "callerOf">, c: HubContext): By {
  const { actor, origin } = callerOf(c);
  return { actor: { id: actor.id, name: actor.name }, origin };
}

/** A token with the line that uses it, for the one who asks. */
export async function makeToken(parts: MachineParts, c: HubContext, request: TokenRequest): Promise<TokenCreated> {
  const reach = parts.reach();
  const { tlsPin } = reach;
  const { token, text } = await createToken({ ...parts, tlsPin, request, by: byOf(parts, c) });
  const line = joinLine({ url: hubUrl(reach, hostOf(c)), token: text, maxLevel: token.maxLevel, tlsPin });
  const onlyHere = loopbackOnly(reach);
  return {
    token: tokenView(token, parts.clock()),
    secret: text,
    line,
    loopbackOnly: onlyHere,
    ...(onlyHere ? { hint: loopbackHint(reach) } : {}),
  };
}

/** What the request calls the hub; nothing over its own socket, where that is meaningless. */
export const hostOf = (c: HubContext): string | undefined => (c.env.local === true ? undefined : c.req.header("Host"));

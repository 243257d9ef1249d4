import { afterEach, describe, expect, test } from "bun:test";
import type { SimulationRequest } from "../../api/policy.ts";
import type { PolicyRule } from "../../domain/policy.ts";
import { ann, startFleet } from "./testing/fleet.ts";

type Hub = Awaited<ReturnType<typeof startFleet>>;
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});
async function fleet(rules: PolicyRule[] = []): Promise<Hub> {
  const hub = await startFleet(2);
  ends.push(hub.end);
  await hub.db.commit({
    do: rules.map((rule, at) => hub.policy.putRule({ rule, changedBy: "root", changedAtMs: 1 }, at)),
    events: [{ kind: "policy", data: {} }],
  });
  return hub;
}
const tried = (
  hub: Hub,
  asked: Omit<SimulationRequest, "person" | "role" | "at">,
  role: "operator" | "viewer" = "operator",
  nowMs = hub.time.nowMs,
) => hub.engine.simulate(asked, { actor: { ...ann.actor, role }, nowMs });

describe("what would happen if", () => {
  test("is told machine by machine, with the rule and where it is written; nothing is stored or sent", async () => {
    const hub = await fleet([{ id: "one", title: "Not web-2", machines: "web-2", then: "refuse" }]);
    const found = await tried(hub, { request: "restart nginx on all web servers" });
    expect(found.machines).toMatchObject([
      { machine: "web-1", decision: "ask", rule: "risk", where: "built in" },
      { machine: "web-2", decision: "refuse", rule: "one", where: "rule one of this hub (/policies#rule-one)" },
    ]);
    expect(found.whole).toMatchObject({ decision: "refuse", rule: "one" });
    expect(found.steps).toMatchObject([{ tool: "service.restart", exact: "systemctl restart nginx.service" }]);
    expect([hub.sent(), hub.store.list({ limit: 10 }), hub.audited()]).toEqual([[], [], []]);
  });

  test("is the same for a command and for a tool as for words", async () => {
    const hub = await fleet();
    expect((await tried(hub, { command: "rm -rf / --no-preserve-root", on: "web-1" })).whole).toMatchObject({
      decision: "ask",
      rule: "critical",
    });
    const tool = await tried(hub, { tool: "service.restart", input: { service: "nginx" }, on: "web-1" });
    expect(tool.machines).toMatchObject([{ machine: "web-1", decision: "ask" }]);
    expect((await tried(hub, { command: "uptime", on: "web-1" }, "viewer")).whole).toMatchObject({
      decision: "refuse",
      rule: "role",
    });
  });

  test("can be asked for another hour", async () => {
    const night = { from: "22:00", to: "06:00", zone: "UTC" };
    const hub = await fleet([{ id: "night", title: "Quiet nights", during: night, then: "two" }]);
    const asked = { request: "restart nginx on web-1" };
    expect((await tried(hub, asked)).whole?.decision).toBe("ask");
    expect((await tried(hub, asked, "operator", Date.UTC(2026, 0, 5, 23))).whole).toMatchObject({
      decision: "two",
      rule: "night",
    });
  });

  test("names a machine's own file, and the level that is too low", async () => {
    const hub = await fleet();
    const web = hub.machines.get("web-1");
    if (!web) throw new Error("no machine");
    hub.machines.set("web-1", {
      ...web,
      policy: { file: "/etc/ailx/policy.yaml", rules: [{ id: "readOnly", line: 2 }] },
    });
    const other = hub.machines.get("web-2");
    if (other) hub.machines.set("web-2", { ...other, maxLevel: 1 });
    const found = await tried(hub, { tool: "service.restart", input: { service: "nginx" }, on: "tag:web" });
    expect(found.machines).toMatchObject([
      {
        decision: "refuse",
        rule: "readOnly",
        where: "web-1:/etc/ailx/policy.yaml:2",
        policyFile: "/etc/ailx/policy.yaml",
      },
      { decision: "refuse", rule: "maxLevel", where: "web-2:/etc/ailx/policy.yaml", permits: 1 },
    ]);
  });

  test("says so where it would be answered or not planned", async () => {
    const hub = await fleet();
    expect((await tried(hub, { request: "make me a sandwich" })).unplanned).toStartWith("It would not be planned:");
    const refused = await tried(hub, {}).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: "validation" });
  });
});

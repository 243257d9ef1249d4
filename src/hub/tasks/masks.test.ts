/** Secrets that a model writes into a plan: sent as they are, and shown and logged to nobody. */
import { afterEach, describe, expect, test } from "bun:test";
import { digestOf } from "../../domain/plan.ts";
import { audit } from "../audit/table.ts";
import { choosePlanner } from "../planning/choose.ts";
import { embeddedPlanner } from "../planning/embedded/planner.ts";
import { scripted, type Line } from "../planning/llm/testing/scripted.ts";
import { loggedInput } from "./masks.ts";
import { ann, startFleet } from "./testing/fleet.ts";
import { event, turn } from "./table.ts";

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const password = "Tr0ub4dor-and-3-horses";
const token = "ghp_abcdefghijklmnopqrstuvwxyz0123456789";
const command = `mysql -u root --password=${password} -e 'flush hosts' && curl -H 'Authorization: Bearer ${token}' https://hooks.example.com/done`;
const step = {
  tool: "shell.run",
  input: { command },
  machines: ["web-1"],
  why: `The password is password=${password}.`,
};

async function proposed(lines: readonly Line[] = [{ calls: [["propose_plan", { steps: [step] }]] }]) {
  const { model } = scripted(lines);
  const hub = await startFleet(1, {
    planner: choosePlanner({ embedded: embeddedPlanner, model: () => model, setting: () => "model" }),
  });
  ends.push(hub.end);
  const { id, done } = hub.engine.create.ask(ann, { request: "run the clean-up of mysql on web-1" });
  await done;
  await hub.until(() => hub.view(id).state !== "planning");
  /** Everything that anybody reads of it. */
  const told = (): string =>
    JSON.stringify([
      hub.view(id),
      hub.db.read.select().from(audit).all(),
      hub.db.read.select().from(event).all(),
      hub.db.read.select().from(turn).all(),
      hub.store.get(id),
    ]);
  return { hub, id, told };
}

describe("secrets in a command that a model wrote", () => {
  test("are masked on the card, in the work, and in the audit", async () => {
    const { hub, id, told } = await proposed();
    expect(hub.view(id)).toMatchObject({ state: "needs_approval", plan: { by: "llm" } });
    expect(hub.view(id).plan?.steps[0]?.exact).toMatch(/--password=\[redacted:\w+#\w+\].*Bearer \[redacted:/);
    expect(told()).not.toContain(password);
    expect(told()).not.toContain(token);
  });

  test("are sent as they are, by the digest that was approved, and stay masked", async () => {
    const { hub, id, told } = await proposed();
    const stored = hub.store.plan(id, 1);
    expect(hub.view(id).plan?.digest).toBe(stored ? digestOf(stored.plan, stored.assessment) : "");
    await hub.engine.decide.approve(id, ann, { digest: hub.view(id).plan?.digest ?? "" });
    await hub.until(() => hub.callsOf("web-1").length === 1);
    expect(hub.callsOf("web-1")[0]?.input).toEqual({ command });
    await hub.answer("web-1", 0, { exitCode: 0, signal: null, timedOut: false, durationMs: 1 });
    await hub.until(() => hub.view(id).endedAt !== undefined);
    expect(told()).not.toContain(password);
    expect(told()).not.toContain(token);
  });

  test("are masked where the same is allowed from then on", async () => {
    const { hub, id, told } = await proposed();
    const digest = hub.view(id).plan?.digest ?? "";
    await hub.engine.decide.approve(id, ann, { digest, allowAgainForMs: 3_600_000 });
    expect(told()).toContain("permit.created");
    expect(told()).not.toContain(password);
  });

  test("are masked in a call that the model made of the tool itself", async () => {
    const { told } = await proposed([{ calls: [["shell_run", { command, machines: ["web-1"] }]] }]);
    expect(told()).not.toContain(password);
  });

  test("are masked in lists of attempts, and what a person typed stays as it is", () => {
    expect(JSON.stringify(loggedInput({ by: "llm" }, { command }))).not.toContain(password);
    expect(loggedInput({ by: "person" }, { command })).toEqual({ command });
  });
});

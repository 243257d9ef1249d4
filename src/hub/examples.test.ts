/** What is offered on the home page is understood as it stands, and says what speaks for it. */
import { describe, expect, test } from "bun:test";
import { machineOf } from "../domain/target-testing.ts";
import type { Machine } from "../domain/machine.ts";
import { makeExamples, untriedExamples } from "./examples.ts";
import { embeddedPlanner } from "./planning/embedded/planner.ts";

const understands = async (text: string, fleet: readonly Machine[]): Promise<boolean> => {
  const { kind } = await embeddedPlanner({ text, fleet, nowMs: 0 });
  return kind === "plan" || kind === "answer";
};
const examplesFor = makeExamples(understands);

const well = [
  machineOf({ name: "web-1", tags: ["web"], services: ["nginx"], init: "systemd" }),
  machineOf({ name: "db-1", services: ["postgresql"], init: "systemd" }),
];
const ill = [
  machineOf({ name: "web-1", tags: ["web"], services: ["nginx"], disk: 0.94, cpu: 0.97 }),
  machineOf({ name: "web-2", disk: 0.99 }),
  machineOf({ name: "nas-1", state: "offline" }),
  machineOf({ name: "db-1", memory: 0.96 }),
];

describe("what is worth asking", () => {
  test("begins with the fullest disk, and says how full it is", async () => {
    expect((await examplesFor(ill))[0]).toEqual({
      say: "why is the disk full on web-2?",
      why: "web-2: a disk is 99% full",
    });
  });

  test("is at most three things, however much is wrong, and leaves room for what people usually ask", async () => {
    const examples = await examplesFor(ill);
    expect(examples.filter(({ why }) => why !== undefined)).toHaveLength(3);
    expect(examples).toHaveLength(6);
  });

  test("is offered before anything could be tried, as far as it only looks", async () => {
    for (const fleet of [well, ill]) {
      const examples = untriedExamples(fleet);
      expect(examples.length).toBeGreaterThan(0);
      for (const { say } of examples) expect([say, await understands(say, fleet)]).toEqual([say, true]);
    }
  });

  test("names who is away", async () => {
    expect((await examplesFor([...well, machineOf({ name: "nas-1", state: "offline" })]))[0]).toEqual({
      say: "which machines are offline?",
      why: "nas-1 is away",
    });
  });

  test("is nothing in particular where all is well, and nothing at all without machines", async () => {
    expect((await examplesFor(well)).some(({ why }) => why !== undefined)).toBe(false);
    expect(await examplesFor([])).toEqual([]);
  });

  test("says everything once", async () => {
    const said = (await examplesFor(ill)).map(({ say }) => say);
    expect(new Set(said).size).toBe(said.length);
  });

  test("is understood as it stands, and changes nothing where the state of the fleet speaks for it", async () => {
    const restart = machineOf({ name: "app-1" });
    const wants = { ...restart, facts: { ...restart.facts, rebootRequired: true } };
    for (const fleet of [well, ill, [wants], ill.filter(({ name }) => name === "web-1" || name === "db-1")])
      for (const { say, why } of await examplesFor(fleet)) {
        const outcome = await embeddedPlanner({ text: say, fleet, nowMs: 0 });
        expect([say, outcome.kind === "plan" || outcome.kind === "answer"]).toEqual([say, true]);
        if (why !== undefined && outcome.kind === "plan")
          expect([say, outcome.plan.steps.every(({ access }) => access === "read")]).toEqual([say, true]);
      }
  });

  test.each<[string, Machine[]]>([
    [
      "a tag that its service is not behind",
      [
        machineOf({ name: "db-1", tags: ["db", "prod"], services: ["postgresql", "ssh"] }),
        machineOf({ name: "web-1", tags: ["web", "prod"], services: ["nginx", "ssh"] }),
        machineOf({ name: "web-2", tags: ["web", "prod"], services: ["nginx", "ssh"] }),
      ],
    ],
    ["one that only carries containers", [machineOf({ name: "nas", tags: ["home lab"], services: ["docker"] })]],
    ["nothing but sshd", [machineOf({ name: "vpn-1", tags: ["vpn"], services: ["sshd"], init: "openrc" })]],
    ["no services at all", [machineOf({ name: "x", services: [] }), machineOf({ name: "y", services: [] })]],
    ["Windows", [machineOf({ name: "win-1", os: ["windows", "2022"], init: "none", services: ["Spooler"] })]],
    ["everybody away", [machineOf({ name: "a-1", state: "offline" }), machineOf({ name: "a-2", state: "offline" })]],
    [
      "names that are words of requests",
      [
        machineOf({ name: "nginx", tags: ["all"], services: ["nginx"], disk: 0.97 }),
        machineOf({ name: "disk", tags: ["restart"], services: ["cron"], cpu: 0.99 }),
        machineOf({ name: "which", tags: ["on"], services: ["redis"] }),
      ],
    ],
  ])("is only what is understood: %s", async (_what, fleet) => {
    for (const { say } of await examplesFor(fleet)) expect([say, await understands(say, fleet)]).toEqual([say, true]);
  });

  test("restarts a group only where each of it has the service", async () => {
    const db = machineOf({ name: "db-1", tags: ["db", "prod"], services: ["postgresql"] });
    const webs = ["web-1", "web-2"].map((name) => machineOf({ name, tags: ["web", "prod"], services: ["nginx"] }));
    const said = (await examplesFor([db, ...webs])).map(({ say }) => say);
    expect(said).toContain("restart nginx on all web servers");
    const [web] = webs;
    expect((await examplesFor([db, ...(web ? [web] : [])])).map(({ say }) => say)).toContain("restart nginx on web-1");
  });

  test("is tried once for a fleet that is as it was", async () => {
    let tries = 0;
    const counted = makeExamples(async () => {
      tries += 1;
      return true;
    });
    const first = await counted(well);
    const after = tries;
    const busy = well.map((machine) => ({ ...machine, seenAtMs: 5 }));
    expect(await counted(busy)).toEqual(first);
    expect(tries).toBe(after);
  });
});

import { describe, expect, test } from "bun:test";
import type { Memory } from "../../../domain/memory.ts";
import type { Before } from "../planner.ts";
import { ask, fleet, shortly } from "./testing.ts";

const idsOf = (...names: string[]) => fleet.filter(({ name }) => names.includes(name)).map(({ id }) => id);

/** A turn as it is told to the next one: planned from its words, and done. */
async function turn(request: string, more: Partial<Before> = {}): Promise<Before> {
  const outcome = await ask(request);
  const plan = outcome.kind === "plan" ? outcome.plan : undefined;
  const machineIds = plan ? [...new Set(plan.steps.flatMap((step) => step.machineIds))] : [];
  const made = { task: "t1", request, state: "succeeded" as const, told: "It is done.", machineIds };
  return { ...made, ...(plan ? { plan } : {}), ...more };
}
const after = async (request: string, text: string): Promise<string[]> => {
  const outcome = await ask(text, { before: [await turn(request)] });
  if (outcome.kind !== "plan") throw new Error(`${outcome.kind}: ${JSON.stringify(outcome)}`);
  return shortly(outcome.plan);
};
const nginx = '{"service":"nginx"}';

describe("a request that goes on from another", () => {
  test.each<[string, string, string[]]>([
    ["restart nginx on web-1", "and on web-2 as well", [`service.restart ${nginx} @web-2`]],
    ["restart nginx on web-1", "also on web-3 please", [`service.restart ${nginx} @web-3`]],
    [
      "restart nginx on web-1",
      "do the same on the other web servers except web-1",
      [`service.restart ${nginx} @web-2,web-3`],
    ],
    ["show disk usage on db-1", "and db-2?", ["system.disk {} @db-2"]],
    ["show disk usage on db-1", "what about web-1", ["system.disk {} @web-1"]],
    ["show disk usage on db-1", "the same for staging", ["system.disk {} @web-3"]],
    ["check nginx on all web servers", "only the second one", [`service.status ${nginx} @web-2`]],
    ["check nginx on all web servers", "just web-3", [`service.status ${nginx} @web-3`]],
    ["check nginx on web-1", "restart it then", [`service.restart ${nginx} @web-1`]],
    ["check nginx on web-1", "show me its logs", ['service.logs {"service":"nginx","lines":50} @web-1']],
    ["why is web-1 slow", "reboot it", ["system.reboot {} @web-1"]],
    ["check nginx on web-1", "how full is the disk there", ["system.disk {} @web-1"]],
    ["restart postfix on mail-1", "and dovecot too", ['service.restart {"service":"dovecot"} @mail-1']],
    ["restart nginx on web-1", "again", [`service.restart ${nginx} @web-1`]],
    ["is redis up?", "restart postfix on mail-1", ['service.restart {"service":"postfix"} @mail-1']],
  ])("after “%s”: %s", async (request, text, expected) => expect(await after(request, text)).toEqual(expected));

  test("goes on from one that went on itself", async () => {
    const first = await turn("restart nginx on web-1");
    const second: Before = { ...first, request: "and on web-2 as well", machineIds: idsOf("web-2") };
    const outcome = await ask("and web-3", { before: [first, second] });
    expect(outcome.kind === "plan" && shortly(outcome.plan)).toEqual([`service.restart ${nginx} @web-3`]);
  });

  test("says on which machines a change is meant where it names none", async () => {
    const outcome = await ask("restart it then", { before: [await turn("check nginx on web-1")] });
    expect(outcome.kind === "plan" && outcome.plan.understood).toContain("web-1: what the request before was about");
  });

  test("why is answered with what was told", async () => {
    const told = "nginx does not start: port 80 is in use";
    const before = [await turn("restart nginx on web-1", { state: "failed", told })];
    expect(await ask("why?", { before })).toMatchObject({ kind: "answer", text: expect.stringContaining(told) });
  });

  test("which of two places is meant is not guessed", async () => {
    const before = [await turn("restart nginx on web-1 and postfix on mail-1")];
    expect((await ask("and on web-2", { before })).kind).toBe("decline");
  });

  test("without one before it is no request", async () => {
    expect((await ask("and on web-2 as well")).kind).not.toBe("plan");
  });
});

describe("a name that is remembered", () => {
  const known = (text: string, ...names: string[]): Memory => ({
    id: "m1",
    kind: "alias",
    text,
    machineIds: idsOf(...names),
    by: "ben",
    atMs: 0,
  });
  test("is the machine, and it is said", async () => {
    const outcome = await ask("restart nginx on the shop window", { known: [known("the shop window", "web-2")] });
    expect(outcome.kind === "plan" && shortly(outcome.plan)).toEqual([`service.restart ${nginx} @web-2`]);
    expect(outcome.kind === "plan" && outcome.plan.understood).toContain("is web-2, as was remembered");
  });
  test("of several machines is all of them", async () => {
    const outcome = await ask("restart haproxy on the pair", { known: [known("the pair", "lb-1", "lb-2")] });
    expect(outcome.kind === "plan" && shortly(outcome.plan)).toEqual([
      'service.restart {"service":"haproxy"} @lb-1,lb-2',
    ]);
  });
  test("that is a fact names no machine", async () => {
    const one: Memory = { ...known("the shop window", "web-2"), kind: "fact" };
    expect((await ask("restart nginx on the shop window", { known: [one] })).kind).not.toBe("plan");
  });
});

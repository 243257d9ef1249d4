import { describe, expect, test } from "bun:test";
import { machineOf } from "../../../domain/target-testing.ts";
import { ask, fleet, shortly } from "./testing.ts";

async function declined(text: string, among = fleet) {
  const outcome = await ask(text, { fleet: among });
  if (outcome.kind !== "decline") throw new Error(`${text}: ${outcome.kind}`);
  return outcome;
}

describe("a greeting", () => {
  test.each(["hi", "Hello!", "good morning", "hey there", "hallo", "hola", "thanks a lot"])(
    "“%s” is greeted with three things that work here",
    async (text) => {
      const { reason, nearest } = await declined(text);
      expect(reason).toMatch(/^(?:Hello|You are welcome)\. /);
      expect(nearest).toHaveLength(3);
      for (const near of nearest) expect(["plan", "answer"]).toContain((await ask(near)).kind);
    },
  );

  test("before a request is no more than that", async () => {
    const outcome = await ask("hi, restart nginx on web-1");
    expect(outcome.kind === "plan" && shortly(outcome.plan)).toEqual(['service.restart {"service":"nginx"} @web-1']);
  });
});

describe("the question whether to change something", () => {
  test.each([
    "should I restart nginx?",
    "should we reboot web-1?",
    "do I need to restart nginx on web-1?",
    "is it safe to restart nginx on web-1?",
    "would it help to restart nginx on web-1?",
    "what happens if I stop nginx on web-1?",
  ])("“%s” plans nothing, and offers the look and the change", async (text) => {
    const { reason, nearest } = await declined(text);
    expect(reason).toStartWith("Whether to do that is for you to decide");
    expect(nearest.length).toBeGreaterThan(1);
    for (const near of nearest) expect((await ask(near)).kind).not.toBe("decline");
  });

  test("is a look where that answers it, and a condition stays one", async () => {
    const updates = await ask("do we have to update web-1?");
    expect(updates.kind === "plan" && shortly(updates.plan)).toEqual(["system.updates {} @web-1"]);
    expect((await ask("should nginx be down on web-1, start it")).kind).toBe("plan");
    expect((await ask("can we restart nginx on web-1?")).kind).toBe("plan");
  });
});

describe("a project to be made", () => {
  const odd = [...fleet, machineOf({ name: "py-1", services: ["app", "python", "web"], containers: ["website"] })];
  test.each(["Create a Python web app", "make a website", "create a new react app on web-1", "scaffold a django app"])(
    "“%s” has no tool yet, whatever is called so here",
    async (text) => {
      for (const among of [fleet, odd]) expect((await declined(text, among)).reason).toContain("making projects yet");
    },
  );

  test("is not what is done to a service of that name", async () => {
    expect((await ask("start the app service", { fleet: odd })).kind).toBe("plan");
  });
});

import { describe, expect, test } from "bun:test";
import type { Before } from "../planner.ts";
import { ask, shortly } from "./testing.ts";

/** What a request becomes behind another that was carried out. */
async function after(first: string, text: string) {
  const outcome = await ask(first);
  if (outcome.kind !== "plan") throw new Error(`${first}: ${outcome.kind}`);
  const { plan } = outcome;
  const machineIds = [...new Set(plan.steps.flatMap((step) => step.machineIds))];
  const before: Before[] = [{ task: "t", request: first, state: "succeeded", told: "Done.", plan, machineIds }];
  const next = await ask(text, { before });
  if (next.kind !== "plan") throw new Error(`${text}: ${JSON.stringify(next)}`);
  const { schedule, assumptions } = next.plan;
  return { steps: shortly(next.plan), when: schedule?.kind === "cron" ? schedule.cron : undefined, assumptions };
}

describe("“it” behind a file", () => {
  const written = 'write "hello" to /tmp/note.txt on web-1';
  const read = 'file.read {"path":"/tmp/note.txt"} @web-1';
  test.each<[string, string]>([
    ["show it", read],
    ["show me the file", read],
    ["cat it", read],
    ["what is in it?", read],
    ['append "bye" to it', 'file.edit {"path":"/tmp/note.txt","edits":[{"append":"bye\\n"}]} @web-1'],
    ["delete it", 'file.delete {"path":"/tmp/note.txt"} @web-1'],
    ["copy it to /tmp/x", 'shell.run {"command":"cp -a -- /tmp/note.txt /tmp/x"} @web-1'],
  ])("“%s” is that file", async (text, step) => expect((await after(written, text)).steps).toEqual([step]));

  test("is asked about where it cannot be restarted", async () => {
    const outcome = await ask(written);
    if (outcome.kind !== "plan") throw new Error(outcome.kind);
    const { plan } = outcome;
    const before: Before[] = [
      {
        task: "t",
        request: written,
        state: "succeeded",
        told: "Done.",
        plan,
        machineIds: plan.steps[0]?.machineIds ?? [],
      },
    ];
    const next = await ask("restart it", { before });
    expect(next).toMatchObject({ kind: "clarify", options: [{ value: "reboot web-1" }] });
  });

  test("is a service behind a service", async () => {
    expect((await after("restart nginx on web-1", "show it")).steps).toEqual([
      'service.status {"service":"nginx"} @web-1',
    ]);
  });
});

describe("a time behind a request", () => {
  test.each<[string, string]>([
    ["do that every hour", "0 * * * *"],
    ["do it every night at 2", "0 2 * * *"],
    ["every night at 2", "0 2 * * *"],
    ["same every day at 5", "0 5 * * *"],
    ["make that daily at 3", "0 3 * * *"],
  ])("“%s” is when the same is done", async (text, cron) => {
    const { steps, when } = await after("restart nginx on web-1", text);
    expect([steps, when]).toEqual([['service.restart {"service":"nginx"} @web-1'], cron]);
  });

  test("in a whole request is that one's", async () => {
    expect((await after("restart nginx on web-1", "every night at 2 restart cron on web-2")).steps).toEqual([
      'service.restart {"service":"cron"} @web-2',
    ]);
  });
});

describe("a request that is put right", () => {
  test.each<[string, string]>([
    ["oops, I meant web-2", 'service.restart {"service":"nginx"} @web-2'],
    ["no, on web-2", 'service.restart {"service":"nginx"} @web-2'],
    ["wrong machine, web-2", 'service.restart {"service":"nginx"} @web-2'],
    ["not web-1, web-2", 'service.restart {"service":"nginx"} @web-2'],
    ["sorry, I meant postfix on mail-1", 'service.restart {"service":"postfix"} @mail-1'],
    ["oops, I meant reload", 'service.reload {"service":"nginx"} @web-1'],
  ])("“%s”", async (text, step) => {
    const { steps, assumptions } = await after("restart nginx on web-1", text);
    expect(steps).toEqual([step]);
    expect(assumptions.join()).toContain("what was done on web-1 stays, and “undo that” takes it back");
  });

  test("is none where it is a request of its own", async () => {
    const { steps, assumptions } = await after("restart nginx on web-1", "sorry, restart cron on web-3");
    expect([steps, assumptions]).toEqual([['service.restart {"service":"cron"} @web-3'], []]);
  });
});

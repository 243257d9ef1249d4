import { describe, expect, test } from "bun:test";
import type { Outcome } from "../../../domain/plan.ts";
import { ask, shortly } from "./testing.ts";

/** What a request becomes after its question was answered, an answer after the other. */
async function after(text: string, ...said: string[]): Promise<Outcome> {
  let outcome = await ask(text);
  const answers: { question: string; answer: string }[] = [];
  for (const answer of said) {
    if (outcome.kind !== "clarify") throw new Error(`${outcome.kind} asks nothing`);
    answers.push({ question: outcome.question, answer });
    outcome = await ask(text, { answers });
  }
  return outcome;
}
const planned = async (text: string, ...said: string[]) => {
  const outcome = await after(text, ...said);
  return outcome.kind === "plan" ? shortly(outcome.plan) : JSON.stringify(outcome);
};
const restart = (on: string) => [`service.restart {"service":"nginx"} @${on}`];

describe("an answer in words to “which machine”", () => {
  test.each<[string, string]>([
    ["web-1", "web-1"],
    ["web-1 and web-2", "web-1,web-2"],
    ["all of them", "web-1,web-2,web-3,dl-1"],
    ["5", "web-1,web-2,web-3,dl-1"],
    ["the first one", "web-1"],
    ["the last one, please", "dl-1"],
    ["2 and 3", "web-2,web-3"],
    ["the prod web servers", "web-1,web-2"],
    ["all except dl-1", "web-1,web-2,web-3"],
    ["the downloader", "dl-1"],
  ])("“%s”", async (said, machines) => expect(await planned("restart nginx", said)).toEqual(restart(machines)));

  test("keeps the request: what was to be deleted is deleted there", async () => {
    expect(await planned("delete /tmp/x", "both app servers")).toEqual(['file.delete {"path":"/tmp/x"} @app-1,app-2']);
  });

  test("that is not understood is asked about again, and the next one counts", async () => {
    expect(await after("restart nginx", "the blue one")).toMatchObject({
      kind: "clarify",
      question: expect.stringMatching(/^“the blue one” is none of these\. Which machine is meant/),
    });
    expect(await after("restart nginx", "web")).toMatchObject({
      question: expect.stringMatching(/^“web” fits web-1, web-2, web-3\. Which machine/),
    });
    expect(await planned("restart nginx", "the blue one", "both", "web-2")).toEqual(restart("web-2"));
  });

  test("that is clearly another request is that, and says that the question is left", async () => {
    const outcome = await after("restart nginx", "restart postfix on mail-1");
    if (outcome.kind !== "plan") throw new Error(outcome.kind);
    expect(shortly(outcome.plan)).toEqual(['service.restart {"service":"postfix"} @mail-1']);
    expect(outcome.plan.assumptions.join()).toContain("is left: this is taken as a request of its own");
  });

  test("may be that none is meant, or one that has it not", async () => {
    expect(await after("restart nginx", "none of them")).toMatchObject({
      reason: "None of them was meant, so nothing was planned.",
    });
    expect(await after("restart nginx", "app-1")).toMatchObject({ reason: expect.stringContaining("has no nginx") });
  });
});

describe("an answer in words to another question", () => {
  test("fills what the request lacked", async () => {
    expect(await planned("restart it", "nginx on web-1")).toEqual(restart("web-1"));
    expect(await planned("restart it", "nginx", "the second")).toEqual(restart("web-2"));
  });

  test("is one of what was offered", async () => {
    const install = (name: string) => [`package.install {"packages":["${name}"]} @web-1`];
    expect(await planned("set up monitoring on web-1", "the second")).toEqual(install("zabbix-agent2"));
    expect(await planned("set up monitoring on web-1", "telegraf please")).toEqual(install("telegraf"));
  });

  test("is no yes where most of the fleet would stop and something else was said", async () => {
    expect((await after("stop ssh everywhere", "no")).kind).toBe("decline");
    expect((await after("stop ssh everywhere", "hm, the blue ones")).kind).toBe("clarify");
    expect(await planned("stop ssh everywhere", "web-1")).toEqual(['service.stop {"service":"ssh"} @web-1']);
  });
});

describe("a domain for nginx", () => {
  const wish = "Add domain shop.example.com to nginx";
  const look = 'file.search {"path":"/etc/nginx","text":"server_name"} @web-1';
  const edit = expect.stringContaining('"replace":"server_name www.example.com shop.example.com"');

  test("is asked about with the machines that have it, and then its sites are looked for", async () => {
    const asked = await ask(wish);
    expect(asked.kind === "clarify" && asked.options.map(({ label }) => label)).toEqual([
      "web-1",
      "web-2",
      "web-3",
      "dl-1",
    ]);
    expect(await planned(wish, "web-1")).toEqual([look]);
    expect(await planned(wish, "the first one")).toEqual([look]);
    expect(await planned(`${wish} on web-1`)).toEqual([look]);
  });

  test("is put beside the name that is said, as an answer or afterwards", async () => {
    const site = "www.example.com in /etc/nginx/sites-available/shop";
    expect(await planned(wish, `${site} on web-1`)).toEqual([edit]);
    const looked = await ask(`${wish} on web-1`);
    if (looked.kind !== "plan") throw new Error(looked.kind);
    const { plan } = looked;
    const machineIds = plan.steps.flatMap((step) => step.machineIds);
    const before = [
      { task: "t", request: `${wish} on web-1`, state: "succeeded" as const, told: "Found.", plan, machineIds },
    ];
    const next = await ask(`next to ${site}`, { before });
    expect(next.kind === "plan" && shortly(next.plan)).toEqual([edit]);
  });
});

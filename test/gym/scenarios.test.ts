/**
 * Models and endpoints that misbehave in every way that is known of, against the real client and the real engine: nothing is
 * changed that nobody approved, no protocol is broken, and each ends in a state that a person understands.
 */
import { afterEach, describe, expect, test } from "bun:test";
import { makeModel } from "../../src/hub/planning/llm/client/client.ts";
import { hasHidden } from "../../src/lib/hidden.ts";
import type { JsonObject } from "../../src/lib/json.ts";
import {
  answers,
  callsTools,
  misbehaviours,
  saysText,
  startEndpoint,
  streams,
  type Endpoint,
  type Reply,
  type Script,
} from "../support/endpoint/index.ts";
import { logLines, openPlace, understood, unit, usualAnswers, type Answers, type Asked, type Place } from "./place.ts";

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const limits = { firstByteMs: 250, idleMs: 120, totalMs: 3_000, afterEndMs: 60, silentMs: 60_000 };

type Played = Asked & { place: Place; endpoint: Endpoint };
async function play(
  script: Script,
  {
    request = "restart nginx on web-1",
    answers: given,
    ...more
  }: { request?: string; answers?: Answers; on?: string } = {},
): Promise<Played> {
  const endpoint = startEndpoint(script);
  const model = makeModel({
    endpoint: { url: endpoint.url, key: "sk-test", model: "scripted", limits },
    clock: () => 1_000,
    sleep: async () => {},
  });
  const place = await openPlace({ model, ...(given ? { answers: given } : {}) });
  ends.push(endpoint.close, place.close);
  return { ...(await place.ask(request, more)), place, endpoint };
}

/** What holds for all of them. */
function sound({ place, endpoint, view }: Played): void {
  expect(place.changes()).toEqual([]);
  expect(endpoint.faults()).toEqual([]);
  expect(understood(view)).toBeString();
}

const status = callsTools({ name: "service_status", args: { service: "nginx", machines: ["web-1"] } });
const step = (more: JsonObject = {}): JsonObject => ({
  tool: "service.restart",
  input: { service: "nginx" },
  machines: ["web-1"],
  ...more,
});
const proposes = (...steps: JsonObject[]): Reply => callsTools({ name: "propose_plan", args: { steps } });
const forever =
  (reply: (n: number) => Reply): Script =>
  ({ n }) =>
    reply(n);
const where = ({ view }: Played): string[] =>
  view.plan?.steps.map(({ tool, machines }) => `${tool} on ${machines.map(({ name }) => name).join(", ")}`) ?? [];
const notes = ({ parts }: Played): string[] => parts.flatMap((part) => (part.kind === "note" ? [part.code] : []));

describe("an endpoint that misbehaves", () => {
  test.each(Object.keys(misbehaviours) as (keyof typeof misbehaviours)[])("by “%s”", async (how) => {
    sound(await play([misbehaviours[how]]));
  });

  test.each(["cut in a call", "stall in a call", "error in the stream", "no first byte"] as const)(
    "by “%s” after a look",
    async (how) => sound(await play([status, misbehaviours[how]])),
  );

  test.each(["500", "503", "429 in ms", "cut in text", "cut in a call", "garbage in a call"] as const)(
    "by “%s” and then comes round",
    async (how) => {
      const played = await play([misbehaviours[how], proposes(step())]);
      sound(played);
      expect(played.view).toMatchObject({ state: "needs_approval", plan: { by: "llm" } });
    },
  );

  test.each(["401", "402", "429 quota", "refusal", "500", "200 page", "no first byte", "pings only"] as const)(
    "by “%s” is told of, and the embedded planner serves",
    async (how) => {
      const played = await play([misbehaviours[how]]);
      expect(notes(played)).toContain("fallback");
      expect(played.view).toMatchObject({ state: "needs_approval", plan: { by: "embedded" } });
      expect(played.view.plan?.assumptions.join()).toContain("without a model");
    },
  );
});

test.each(["no first byte", "headers only", "stall in a call"] as const)(
  "a silent endpoint (%s) is asked once",
  async (how) => {
    const played = await play([misbehaviours[how]]);
    expect(played.endpoint.asked).toHaveLength(1);
    expect(played.view.plan?.assumptions.join()).toMatch(
      /without a model: The endpoint (?:began no answer|fell silent)/,
    );
  },
);

describe("a model that goes on and on", () => {
  test("with the same look is stopped", async () => {
    const played = await play(
      forever(() => status),
      { request: "is nginx up on web-1?" },
    );
    sound(played);
    expect(played.endpoint.asked.length).toBeLessThan(8);
    expect(notes(played)).toContain("stopped");
  });

  test("alternating between two looks is stopped", async () => {
    const other = callsTools({ name: "service_logs", args: { service: "nginx", machines: ["web-1"] } });
    const played = await play(forever((n) => (n % 2 === 0 ? status : other)));
    sound(played);
    expect(played.endpoint.asked.length).toBeLessThan(12);
  });

  test("with ever new looks is stopped by its budget, and told before", async () => {
    const played = await play(
      forever((n) => callsTools({ name: "service_logs", args: { service: "nginx", lines: n, machines: ["web-1"] } })),
    );
    sound(played);
    expect(played.endpoint.asked.length).toBeLessThanOrEqual(16);
    expect(notes(played)).toContain("budget");
    expect(played.endpoint.asked.at(-1)?.body.tool_choice).toBe("none");
    expect(played.view).toMatchObject({ state: "paused", pausedBy: "budget" });
    expect(played.view.paused).toBe("Paused: the number of answers for planning was used up.");
  });

  test("with unknown tools is stopped", async () => {
    const played = await play(forever((n) => callsTools({ name: `tool_${n}`, args: {} })));
    sound(played);
    expect(played.endpoint.asked.length).toBeLessThan(8);
  });

  test("with a hundred calls at once makes eight of them", async () => {
    const many = Array.from({ length: 100 }, (_, at) => ({
      name: "service_logs",
      args: { service: "nginx", lines: at + 1, machines: ["web-1"] },
    }));
    const played = await play([callsTools(...many), saysText("All is well on web-1.")]);
    sound(played);
    expect(played.place.hub.callsOf("web-1")).toHaveLength(8);
    expect(played.view.summary?.headline).toContain("All is well");
  });

  test("with a wrong proposal again and again ends without one", async () => {
    const played = await play(forever(() => proposes(step({ machines: ["web-99"] }))));
    sound(played);
    expect(played.view.state).not.toBe("needs_approval");
    expect(played.endpoint.asked.length).toBeLessThan(8);
  });

  test("with empty answers gives way", async () => {
    const played = await play([saysText("")]);
    sound(played);
    expect(notes(played)).toContain("fallback");
  });

  test("where it delegates to specialists who delegate no further", async () => {
    const played = await play(
      forever((n) => callsTools({ name: "delegate", args: { specialist: "diagnosis", goal: `look ${n}` } })),
    );
    sound(played);
    expect(played.endpoint.asked.length).toBeLessThanOrEqual(31);
  });
});

describe("a model that says what is not so", () => {
  test.each([
    ["a machine", callsTools({ name: "service_status", args: { service: "nginx", machines: ["db-77"] } })],
    ["a tool", callsTools({ name: "service_obliterate", args: { service: "nginx", machines: ["web-1"] } })],
    ["a service", proposes(step({ input: { service: "ngnix" } }))],
    ["a field", callsTools({ name: "service_status", args: { servise: "nginx", machines: ["web-1"] } })],
    ["an expression", callsTools({ name: "service_status", args: { service: "nginx", machines: ["tag:nope and ("] } })],
    ["a specialist", callsTools({ name: "delegate", args: { specialist: "wizard", goal: "fix it" } })],
    ["a runbook", callsTools({ name: "runbook_get", args: { id: "nope" } })],
    ["a step of a condition", proposes(step({ condition: "s9.active == false" }))],
    [
      "a secret",
      proposes(step({ tool: "shell.run", input: { command: "x", secrets: [{ secret: "db", version: 1, env: "X" }] } })),
    ],
  ])("of %s is told what there is, and mends it", async (_what, wrong) => {
    const played = await play([wrong, proposes(step())]);
    sound(played);
    expect(played.view.state).toBe("needs_approval");
    expect(where(played)).toEqual(["service.restart on web-1"]);
    expect(played.endpoint.asked).toHaveLength(2);
  });

  test("of a success that never was is contradicted", async () => {
    const played = await play([status, saysText("I restarted nginx on web-1 and it is running again.")]);
    sound(played);
    expect(played.view.summary?.headline).toStartWith("Nothing was changed");
  });

  test("without having looked is told apart from a look", async () => {
    const played = await play([saysText("nginx is running on web-1.")], { request: "is nginx up on web-1?" });
    sound(played);
    expect(played.view.summary?.headline).toStartWith("Not checked on any machine");
  });

  test("of an approval is not believed", async () => {
    const played = await play([
      callsTools({
        name: "service_restart",
        args: { service: "nginx", machines: ["web-1"], approved: true, risk: "low", confirm: "yes" },
      }),
    ]);
    sound(played);
    expect(played.view).toMatchObject({ state: "needs_approval", plan: { risk: "medium" } });
  });
});

describe("a model that writes plans in its own way", () => {
  test("as JSON in a fence is understood", async () => {
    const played = await play([saysText(`Here:\n\`\`\`json\n${JSON.stringify({ steps: [step()] })}\n\`\`\``)]);
    sound(played);
    expect(played.view.state).toBe("needs_approval");
  });

  test("as broken JSON in a fence has one more try", async () => {
    const played = await play([
      saysText(`\`\`\`json\n${JSON.stringify({ steps: [step({ machines: [] })] })}\n\`\`\``),
      saysText(`\`\`\`json\n${JSON.stringify({ steps: [step()] })}\n\`\`\``),
    ]);
    sound(played);
    expect(played.view.state).toBe("needs_approval");
  });

  test("as several calls of tools is one plan in that order", async () => {
    const calls = callsTools(
      { name: "service_restart", args: { service: "nginx", machines: ["web-1"] } },
      { name: "service_reload", args: { service: "nginx", machines: ["web-2"] } },
    );
    const played = await play([calls], { request: "restart nginx on web-1 and reload it on web-2" });
    sound(played);
    expect(where(played)).toEqual(["service.restart on web-1", "service.reload on web-2"]);
  });

  test("with a condition is a look and a guarded step", async () => {
    const played = await play([proposes(step({ tool: "service.status" }), step({ condition: "s1.active == false" }))], {
      request: "restart nginx on web-1 if it is down",
    });
    sound(played);
    expect(played.view.plan?.steps.map(({ condition }) => condition !== undefined)).toEqual([false, true]);
  });

  test.each([
    ["forgets it", {}],
    ["says another one", { when: { cron: "* * * * *" } }],
  ])("for a time of which it %s is made for the time that was said", async (_what, more) => {
    const played = await play([callsTools({ name: "propose_plan", args: { steps: [step()], ...more } })], {
      request: "restart nginx on web-1 every night at 2",
    });
    sound(played);
    // A hub without schedules says what it understood; it never does it now.
    expect(understood(played.view)).toContain("Every night at 02:00, UTC: Restart nginx on web-1");
  });

  test("without the condition that was said is told to guard it", async () => {
    const guarded = proposes(step({ tool: "service.status" }), step({ condition: "s1.active == false" }));
    const played = await play([proposes(step()), guarded], { request: "restart nginx on web-1 if it is down" });
    sound(played);
    expect(played.endpoint.asked).toHaveLength(2);
    expect(played.view.plan?.steps[1]?.condition).toBeString();
  });

  test("together with a question is a question only", async () => {
    const played = await play([
      answers({
        calls: [
          { name: "ask_user", args: { question: "Which one?", options: ["web-1", "web-2"] } },
          { name: "service_restart", args: { service: "nginx", machines: ["web-1"] } },
        ],
      }),
    ]);
    sound(played);
    expect(played.view.state).toBe("needs_answer");
  });

  test("at the whole fleet where it has a limit is held to it", async () => {
    const played = await play([proposes(step({ machines: ["all"] }))], {
      request: "restart nginx",
      on: "web-2",
    });
    sound(played);
    expect(where(played)).toEqual(["service.restart on web-2"]);
  });

  test("that only reads runs without being asked", async () => {
    const played = await play([proposes(step({ tool: "service.status" }))], { request: "is nginx up on web-1?" });
    sound(played);
    expect(played.view).toMatchObject({ state: "succeeded", plan: { by: "llm" } });
  });
});

describe("large and odd results", () => {
  test("are cut for the model, with their errors and their end", async () => {
    const lines = Array.from({ length: 1_000 }, (_, at) =>
      at === 500 ? "fatal: disk on fire" : `line ${at} ${"x".repeat(60)}`,
    );
    const played = await play(
      [
        callsTools({ name: "service_logs", args: { service: "nginx", machines: ["web-1"] } }),
        saysText("web-1: the disk is on fire."),
      ],
      {
        request: "why is nginx down on web-1?",
        answers: (tool, input, on) => (tool === "service.logs" ? logLines(...lines) : usualAnswers(tool, input, on)),
      },
    );
    sound(played);
    const told = played.endpoint.asked[1]?.body.messages.at(-1)?.content ?? "";
    expect(told.length).toBeLessThan(9_000);
    expect(told).toContain("disk on fire");
    expect(told).toContain("line 999");
    expect(told).toContain("left out");
  });

  test("hold no secret and nothing hidden by the time the model reads them", async () => {
    const said = "password=hunter2hunter2 \u001b[31mred\u001b[0m \u202eevil\u200b";
    const played = await play([status, saysText("fine")], { answers: () => unit({ description: said }) });
    sound(played);
    const told = played.endpoint.asked[1]?.body.messages.at(-1)?.content ?? "";
    expect(told).toContain("red");
    expect(told).not.toContain("hunter2hunter2");
    expect(hasHidden(told)).toBe(false);
  });

  test("of one word a time are told as they come", async () => {
    sound(await play([streams(...Array.from({ length: 3 }, () => 5)), saysText("web-1 is fine.")]));
  });
});

/**
 * The loop with a model on a real host: a scripted endpoint plays one that looks, cites what it saw and proposes what mends it. It
 * shows that the loop carries out its part, not how clever a model is: what is broken is mended by the plan that was approved.
 */
import { afterAll, beforeAll, describe, expect } from "bun:test";
import type { TaskView } from "../../src/api/task.ts";
import type { JsonObject } from "../../src/lib/json.ts";
import { callsTools, saysText, startEndpoint, toldIn, type Endpoint, type Reply } from "../support/endpoint/index.ts";
import type { Asked } from "../support/endpoint/asked.ts";
import { labTest, labTimeoutMs, mended, startLab, type Lab } from "./lab.ts";

const endpointPort = 8099;
let here: Lab | undefined;
let endpoint: Endpoint | undefined;
const lab = (): Lab => {
  if (!here) throw new Error("there is no lab");
  return here;
};
beforeAll(async () => {
  here = await startLab("web-1", "--systemd");
  if (!here) return;
  const joined = await here.tryOn("web-1", await here.joinLine("--tag", "web", "--level", "4"));
  if (joined.status !== 0) throw new Error(joined.err);
  endpoint = startEndpoint([saysText("Nothing to do.")]);
  await here.lab("share", new URL(endpoint.url).port, String(endpointPort));
}, labTimeoutMs);
afterAll(async () => {
  await endpoint?.close();
  await here?.end();
}, 60_000);

const machines = ["web-1"];
const look = (tool: string, args: JsonObject): Reply => callsTools({ name: tool, args: { ...args, machines } });
type Fix = { tool: string; input: JsonObject };
const service = (verb: string, name: string): Fix => ({ tool: `service.${verb}`, input: { service: name } });
const conf = "/etc/demo-api/demo-api.conf";
const edit = (find: string, replace: string): Fix => ({
  tool: "file.edit",
  input: { path: conf, edits: [{ find, replace }] },
});

/** How it looks, the line that it has to come upon, and what it proposes because of it. */
type Part = { name: string; ask: string; looks: readonly Reply[]; evidence: RegExp; fix: readonly Fix[] };
const crashes: Part = {
  name: "service-crash-loop",
  ask: "demo-api does not answer on web-1, find out why and mend it",
  looks: [
    look("service_status", { service: "demo-api" }),
    look("service_logs", { service: "demo-api" }),
    look("file_read", { path: conf }),
  ],
  evidence: /workers = two/,
  fix: [edit("workers = two", "workers = 2"), service("restart", "demo-api")],
};
const parts: readonly Part[] = [
  {
    name: "service-stopped",
    ask: "why is demo-api down on web-1?",
    looks: [look("service_status", { service: "demo-api" })],
    evidence: /active: false/,
    fix: [service("enable", "demo-api"), service("start", "demo-api")],
  },
  crashes,
  {
    name: "port-conflict",
    ask: "demo-api does not start on web-1",
    looks: [
      look("service_logs", { service: "demo-api" }),
      look("network_ports", {}),
      look("service_status", { service: "legacy-metrics" }),
    ],
    evidence: /Address already in use/i,
    fix: [service("disable", "legacy-metrics"), service("stop", "legacy-metrics"), service("restart", "demo-api")],
  },
];

/** Looks, and proposes only once the evidence is among what it was told; whatever else is asked of it, it leaves. */
function model({ looks, evidence, fix }: Part) {
  let at = 0;
  return (asked: Asked): Reply => {
    if (!asked.body.tools) return saysText("");
    const next = looks[at++];
    if (next) return next;
    const seen = evidence.exec(toldIn(asked))?.[0];
    if (seen === undefined) return saysText("I could not find out why.");
    const steps = fix.map((each) => ({ ...each, machines, why: `web-1 says “${seen}”.` }));
    return callsTools({ name: "propose_plan", args: { steps } });
  };
}

async function plays(part: Part, planner: "model" | "auto"): Promise<Endpoint> {
  if (!endpoint) throw new Error("there is no endpoint");
  endpoint.play(model(part));
  const set = { url: `http://10.77.0.1:${endpointPort}/v1`, model: "scripted", planner };
  const { ok, status } = await lab().request("PATCH", "/api/models", set);
  if (!ok) throw new Error(`the endpoint was not taken: ${status}`);
  return endpoint;
}

const broken = (name: string, body: () => Promise<void>) => async (): Promise<void> => {
  await lab().lab("scenario", name, "break", "web-1");
  await Bun.sleep(2_500);
  try {
    await body();
  } finally {
    await lab().lab("scenario", name, "fix", "web-1");
  }
};

describe("a model on a real host", () => {
  for (const part of parts)
    labTest(
      `looks into ${part.name}, proposes what mends it, and it is mended once that is approved`,
      broken(part.name, async () => {
        const played = await plays(part, "model");
        const task = await lab().json<TaskView>("ask", part.ask);
        expect(`${task.state}: ${task.summary?.headline ?? ""}`).toBe("needs_approval: ");
        expect(task.plan).toMatchObject({ by: "llm", steps: part.fix.map(({ tool }) => ({ tool })) });
        // The reason on the card is what was read there, so it bears no mark of doubt.
        expect(task.plan?.assumptions.join("\n")).toMatch(
          part.evidence.source.includes("active") ? /“active: false”/ : part.evidence,
        );
        expect(task.plan?.assumptions.join("\n")).not.toContain("not seen in what was read");
        // What only a look named, another service, is riskier than it would be, and the machine's name is typed for it.
        const typed = task.plan?.typeName === undefined ? [] : ["--type-name", task.plan.typeName];
        const done = await lab().ailx("approve", task.shortId, "--yes", ...typed);
        expect(`${done.status}: ${done.out}${done.err}`).toStartWith("0: ");
        await mended(lab(), part.name);
        expect(played.faults()).toEqual([]);
      }),
      90_000,
    );

  labTest(
    "takes up a restart that was planned without it and failed, and mends what made it fail",
    broken(crashes.name, async () => {
      const played = await plays(crashes, "auto");
      const before = played.asked.length;
      const task = await lab().json<TaskView>("ask", "restart demo-api on web-1");
      expect(task).toMatchObject({ state: "needs_approval", plan: { by: "embedded" } });
      expect(played.asked.length).toBe(before);
      await lab().ailx("approve", task.shortId, "--yes");
      const again = await lab().task(task.id);
      expect(again).toMatchObject({ state: "needs_approval", plan: { by: "llm" } });
      const done = await lab().ailx("approve", task.shortId, "--yes");
      expect(`${done.status}: ${done.out}${done.err}`).toStartWith("0: ");
      await mended(lab(), crashes.name);
    }),
    90_000,
  );
});

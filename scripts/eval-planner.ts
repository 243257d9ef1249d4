/**
 * Runs the embedded planner over a file of requests and writes predictions.
 *   bun scripts/eval-planner.ts --fleet fleet.json --requests requests.jsonl --out predictions.jsonl [--print]
 * A request line is `{id, text}`; a prediction `{id, outcome, targets, steps, risk, clarify, answer, latency_ms}`.
 */
import { parseArgs } from "node:util";
import type { Machine } from "../src/domain/machine.ts";
import type { Outcome, Plan, PlanSchedule, Step } from "../src/domain/plan.ts";
import { embeddedPlanner } from "../src/hub/planning/embedded/planner.ts";
import { warm } from "../src/hub/planning/embedded/warm.ts";
import { assess } from "../src/tools/assess.ts";
import { fleetOf } from "./eval-fleet.ts";

const { values } = parseArgs({
  options: {
    fleet: { type: "string" },
    requests: { type: "string" },
    out: { type: "string" },
    print: { type: "boolean", default: false },
  },
});
if (values.fleet === undefined || values.requests === undefined || values.out === undefined) {
  console.error("usage: bun scripts/eval-planner.ts --fleet F --requests R --out P [--print]");
  process.exit(2);
}

/** Names of tools as the scorer folds them. */
const folded: Record<string, string> = {
  "service.logs": "logs.tail",
  "service.explain": "service.status",
  "log.search": "logs.search",
  "log.errors": "logs.search",
  "log.follow": "logs.tail",
  "process.tree": "process.list",
  "system.users": "user.sessions",
  "system.uptime": "system.info",
  "system.updates": "package.updates",
  "network.ping": "net.ping",
  "network.dns": "net.dns",
  "network.http": "net.http",
  "network.certificate": "net.tls",
  "network.interfaces": "net.interfaces",
  "network.connections": "net.ports",
  "setting.timezone": "system.timezone",
  "setting.hostname": "system.hostname",
  "setting.sysctl": "system.sysctl",
  "container.logs": "docker.logs",
  "cron.list": "schedule.list",
  "container.inspect": "docker.inspect",
  "container.start": "docker.start",
  "container.stop": "docker.stop",
  "container.restart": "docker.restart",
  "container.update": "docker.update",
  "config.show": "file.read",
  "config.edit": "config.set",
  "user.add": "user.create",
  "package.search": "package.search",
  "system.disk": "disk.usage",
  "system.memory": "system.metrics",
  "metrics.now": "system.metrics",
  "network.ports": "net.ports",
  "container.list": "docker.list",
  "metrics.top": "system.metrics",
  "fleet.describe": "fleet.query",
  "fleet.compare": "fleet.query",
  "fleet.find": "fleet.query",
  "shell.run": "shell",
};

type Request = { id: string; text: string };
const lines = (await Bun.file(values.requests).text()).split("\n").filter((line) => line.trim() !== "");
const requests = lines.map((line) => JSON.parse(line) as Request);
const given = (await Bun.file(values.fleet).json()) as { timezone?: string };
const fleet = fleetOf(given);
const askedAtMs = Date.now();
const zone = given.timezone === undefined ? {} : { timeZone: given.timezone };
const byId = new Map<string, Machine>(fleet.map((machine) => [machine.id, machine]));
const nameOf = (id: string): string => byId.get(id)?.name ?? id;

// Templates are compiled when they are first used; a hub does so after its start.
await warm(fleet, { nowMs: askedAtMs, pause: () => Promise.resolve() });

const predictions: string[] = [];
const times: number[] = [];
for (const { id, text } of requests) {
  const began = Bun.nanoseconds();
  const outcome = await embeddedPlanner({ text, fleet, nowMs: askedAtMs, ...zone });
  const ms = (Bun.nanoseconds() - began) / 1e6;
  times.push(ms);
  const prediction = { id, ...predictionOf(outcome), latency_ms: Math.round(ms * 1_000) / 1_000 };
  predictions.push(JSON.stringify(prediction));
  if (values.print) console.log(`${id}\t${text}\n\t${sentenceOf(outcome)}`);
}
await Bun.write(values.out, `${predictions.join("\n")}\n`);
times.sort((a, b) => a - b);
const at = (share: number): string => (times[Math.floor(times.length * share)] ?? 0).toFixed(2);
console.error(`${requests.length} requests: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`);

function predictionOf(outcome: Outcome): Record<string, unknown> {
  switch (outcome.kind) {
    case "answer": {
      const names = (outcome.table?.machineIds ?? []).map(nameOf);
      return {
        outcome: "answer",
        targets: names,
        risk: "low",
        answer: { names, count: names.length, text: outcome.text },
      };
    }
    case "clarify":
      return {
        outcome: "clarify",
        clarify: { question: outcome.question, options: outcome.options.map(({ label }) => label) },
      };
    case "decline":
      return { outcome: "decline" };
    case "plan": {
      const { plan } = outcome;
      const targets = [...new Set(plan.steps.flatMap(({ machineIds }) => machineIds))].map(nameOf);
      const { risk } = assess({ plan, machines: byId, typed: false });
      return {
        outcome: "plan",
        targets,
        risk,
        steps: plan.steps.map((step) => stepOf(step, plan.steps)),
        ...(plan.schedule ? { schedule: { ...whenOf(plan.schedule), ...secondOf(plan) } } : {}),
      };
    }
  }
}

/** Once is told in seconds from the moment of the request. */
function whenOf(schedule: PlanSchedule): Record<string, unknown> {
  return schedule.kind === "cron" ? { cron: schedule.cron } : { in_s: Math.round((schedule.atMs - askedAtMs) / 1_000) };
}

function secondOf({ later }: Plan): Record<string, unknown> {
  return later?.schedule.kind === "cron" ? { cron_2: later.schedule.cron } : {};
}

function stepOf(step: Step, steps: readonly Step[]): Record<string, unknown> {
  const condition = step.condition;
  const leaf = condition?.kind === "not" ? condition.of : condition?.kind === "and" ? condition.of[0] : condition;
  const looked = leaf?.kind === "compare" ? steps.findIndex(({ id }) => id === leaf.step) : -1;
  return {
    tool: folded[step.tool] ?? step.tool,
    args: step.input,
    ...(step.tool === "shell.run" ? { command: step.input["command"] } : {}),
    targets: step.machineIds.map(nameOf),
    ...(condition ? { when: { step: looked, is: JSON.stringify(condition) } } : {}),
  };
}

function sentenceOf(outcome: Outcome): string {
  switch (outcome.kind) {
    case "plan":
      return `plan: ${outcome.plan.understood}`;
    case "answer":
      return `answer: ${outcome.text}`;
    case "clarify":
      return `clarify: ${outcome.question} [${outcome.options.map(({ label }) => label).join(", ")}]`;
    case "decline":
      return `decline: ${outcome.reason}`;
  }
}

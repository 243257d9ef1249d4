/** The numbers of `metrics.ts` in the library that counts and prints them; loaded when somebody reads them. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Answered } from "./app.ts";
import type { Counts } from "./metrics.ts";

export function makeRegistry({ version }: { version: string }) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: "ailx_info",
    help: "The version of this hub.",
    labelNames: ["version"],
    registers: [registry],
  }).set({ version }, 1);
  const gauges = {
    machines: gauge(registry, "ailx_machines", "Machines by state.", "state"),
    tasks: gauge(registry, "ailx_tasks", "Tasks by state, since the beginning.", "state"),
    runs: gauge(registry, "ailx_runs", "Runs by state, since the beginning.", "state"),
    connections: gauge(registry, "ailx_connections", "Open connections by kind.", "kind"),
  };
  const modelTotals = totals(registry);
  const requests = new Counter({
    name: "ailx_http_requests_total",
    help: "Requests answered, by route and status.",
    labelNames: ["route", "status"],
    registers: [registry],
  });
  const seconds = new Histogram({
    name: "ailx_http_request_seconds",
    help: "Time until an answer began, by route.",
    labelNames: ["route"],
    buckets: [0.005, 0.025, 0.1, 0.5, 2, 10],
    registers: [registry],
  });

  return {
    answered: ({ route, status, ms }: Answered): void => {
      requests.inc({ route, status: String(status) });
      seconds.observe({ route }, ms / 1_000);
    },
    /** `counts` absent: the hub still starts. */
    text: async (counts: Counts | undefined): Promise<string> => {
      for (const [name, { set }] of Object.entries(gauges)) set(counts?.[name as keyof typeof gauges] ?? {});
      modelTotals(counts?.models ?? []);
      return await registry.metrics();
    },
  };
}

function gauge(registry: Registry, name: string, help: string, label: string) {
  const made = new Gauge({ name, help, labelNames: [label], registers: [registry] });
  return {
    /** What is not counted any more is gone, not left at its last value. */
    set: (counts: Record<string, number>): void => {
      made.reset();
      for (const [value, count] of Object.entries(counts)) made.set({ [label]: value }, count);
    },
  };
}

/** Sums that are stored and so outlive this process; set anew at each scrape. */
function totals(registry: Registry): (models: NonNullable<Counts["models"]>) => void {
  const counter = (name: string, help: string, labelNames: string[]) =>
    new Counter({ name, help, labelNames, registers: [registry] });
  const answers = counter("ailx_model_answers_total", "Answers of models, by model.", ["model"]);
  const tokens = counter("ailx_model_tokens_total", "Tokens of models, by model and direction.", [
    "model",
    "direction",
  ]);
  const cost = counter("ailx_model_cost_usd_total", "What models cost where prices are known, by model.", ["model"]);
  return (models) => {
    for (const each of [answers, tokens, cost]) each.reset();
    for (const { model, ...sum } of models) {
      answers.inc({ model }, sum.answers);
      tokens.inc({ model, direction: "input" }, sum.inputTokens);
      tokens.inc({ model, direction: "output" }, sum.outputTokens);
      cost.inc({ model }, sum.microUsd / 1e6);
    }
  };
}

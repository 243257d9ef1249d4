/** Invented endpoints of models, and the page that shows them. */
import type { ModelUsageView, ModelView } from "../../src/api/model.ts";
import { ModelPage } from "../model/index.ts";

const none: ModelView = {
  planner: "auto",
  plannerFrom: "default",
  ready: false,
  why: "No endpoint is set up.",
  insecure: false,
  keySet: false,
  temperature: 0.1,
  models: [],
  used: { tokens: 0, usd: 0 },
};

const probe = (findings: NonNullable<ModelView["probe"]>["findings"], said: string): ModelView["probe"] => ({
  at: new Date(Date.now() - 420_000).toISOString(),
  model: "large-2",
  findings,
  said,
});

const good: ModelView = {
  ...none,
  ready: true,
  preset: "openai",
  url: "https://api.openai.com/v1",
  endpointFrom: "here",
  keySet: true,
  model: "large-2",
  modelFrom: "here",
  smallModel: "small-2",
  contextTokens: 200_000,
  prices: { input: 2.5, output: 10, cached: 0.25 },
  monthUsd: 20,
  taskTokens: 500_000,
  models: ["large-2", "large-2-mini", "small-2"],
  probe: probe(
    [
      { what: "models", state: "ok", found: "lists 3, large-2 among them" },
      { what: "answer", state: "ok", found: "answers in 1.2 s, and shows its thoughts" },
      { what: "usage", state: "ok", found: "counts tokens" },
      { what: "tool call", state: "ok", found: "calls tools" },
      {
        what: "parallel calls",
        state: "warn",
        found: "makes one call at a time; looking at many machines takes longer",
      },
      { what: "JSON", state: "ok", found: "answers with JSON, held to a schema" },
      { what: "window", state: "ok", found: "200,000 tokens fit into one question" },
    ],
    "ready",
  ),
  used: { tokens: 5_300_000, usd: 17.42 },
};

const bad: ModelView = {
  ...none,
  why: "The key of Google Gemini is missing.",
  preset: "gemini",
  url: "https://generativelanguage.googleapis.com/v1beta/openai",
  endpointFrom: "GEMINI_API_KEY",
  keySet: true,
  model: "large-2",
  modelFrom: "/etc/ailx/hub.yaml",
  planner: "model",
  plannerFrom: "--planner",
  probe: probe(
    [
      { what: "models", state: "warn", found: "does not list its models; type the name as its maker writes it" },
      {
        what: "answer",
        state: "fail",
        found: "The endpoint refuses the key (401). It says: “API key not valid. Please pass a valid API key.”",
        todo: "Enter the key anew; it belongs to this endpoint and must be allowed to use this model.",
      },
    ],
    "",
  ),
};

const row = { answers: 212, inputTokens: 4_800_000, cachedTokens: 3_100_000, outputTokens: 500_000, usd: 17.42 };
const months: ModelUsageView = {
  months: [
    { month: "2026-11", model: "large-2", ...row },
    { month: "2026-10", model: "large-2", ...row, answers: 1_904, usd: 0 },
  ],
  tasks: [],
};
const nothing: ModelUsageView = { months: [], tasks: [] };
const nowMs = Date.now();

export const modelViews = {
  "model-none": () => <ModelPage model={none} usage={nothing} nowMs={nowMs} />,
  model: () => <ModelPage model={good} usage={months} nowMs={nowMs} />,
  "model-refused": () => <ModelPage model={bad} usage={nothing} nowMs={nowMs} />,
};

/** Finds out what an endpoint can, by asking it: each finding is a sentence, and a failure says what to do about it. */
import { parseForeign } from "../../../../lib/json.ts";
import type { Clock } from "../../../../lib/clock.ts";
import { ModelError, type Answer, type Model, type ModelErrorCode, type ModelRequest } from "../model.ts";
import { makeModel } from "./client.ts";
import { takesAll, usualLimits, type Endpoint, type Takes } from "./endpoint.ts";
import { modelList, type Listed } from "./listed.ts";

export type Finding = { what: FindingName; state: "ok" | "warn" | "fail"; found: string; todo?: string };
export type FindingName = "models" | "answer" | "tool call" | "parallel calls" | "JSON" | "usage" | "window";

export type Probed = {
  findings: Finding[];
  /** As found; for keeping with the endpoint. */
  takes: Takes;
  models: string[];
  contextTokens?: number;
  /** What it said to a greeting. */
  said: string;
};

type Parts = {
  endpoint: Endpoint;
  clock: Clock;
  signal: AbortSignal;
  spent?: Parameters<typeof makeModel>[0]["spent"];
};

/** Never throws: what fails is a finding, and where nothing can be asked, the only one. */
export async function probe({ endpoint, clock, signal, spent }: Parts): Promise<Probed> {
  let takes: Takes = { ...takesAll, ...(endpoint.takes?.maxTokens ? { maxTokens: endpoint.takes.maxTokens } : {}) };
  const listed = await modelList({ endpoint, signal, nowMs: clock() });
  const model = makeModel({
    endpoint: { ...endpoint, takes, limits: { ...usualLimits, ...endpoint.limits, totalMs: 120_000 } },
    clock,
    retries: false,
    learnt: (next) => (takes = next),
    ...(spent ? { spent } : {}),
  });
  const own = listed.find(({ id }) => id === endpoint.model);
  const contextTokens = own?.contextTokens ?? endpoint.contextTokens;
  const all = (findings: Finding[], said = ""): Probed => ({
    findings: [modelsFinding(listed, endpoint.model), ...findings],
    takes,
    models: listed.map(({ id }) => id),
    said,
    ...(contextTokens === undefined ? {} : { contextTokens }),
  });

  const greeting = await asked(model, { messages: [{ role: "user", content: greet }], temperature: 0, signal });
  if (greeting instanceof ModelError)
    return all([{ what: "answer", state: "fail", found: greeting.detail, todo: todoFor[greeting.code] }]);
  const tools = await toolCall(model, signal);
  const more = tools.state === "ok" ? [await parallelCalls(model, signal)] : [];
  const json = await jsonAnswer(model, { signal, how: () => takes.schema });
  return all(
    [answerFinding(greeting), usageFinding(greeting), tools, ...more, json, windowFinding(contextTokens)],
    greeting.text.trim().slice(0, 500),
  );
}

const greet = "This is a test of the connection. Answer with the one word: ready";

async function asked(model: Model, request: ModelRequest): Promise<Answer | ModelError> {
  try {
    return await model.ask(request);
  } catch (error) {
    if (error instanceof ModelError) return error;
    throw error;
  }
}

function modelsFinding(listed: Listed[], model: string): Finding {
  const what = "models";
  if (listed.length === 0)
    return { what, state: "warn", found: "does not list its models; type the name as its maker writes it" };
  if (listed.some(({ id }) => id === model))
    return { what, state: "ok", found: `lists ${listed.length}, ${model} among them` };
  return {
    what,
    state: "warn",
    found: `lists ${listed.length}, but not ${model}`,
    todo: "Choose one of the list, if it does not answer.",
  };
}

const secondsOf = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

function answerFinding({ text, thinking, finish, ms }: Answer): Finding {
  const what = "answer";
  if (text.trim() === "")
    return { what, state: "warn", found: `answered nothing (${finish})`, todo: "Try another model of this endpoint." };
  return {
    what,
    state: "ok",
    found: `answers in ${secondsOf(ms)}${thinking === "" ? "" : ", and shows its thoughts"}`,
  };
}

const usageFinding = ({ usage }: Answer): Finding =>
  usage.estimated
    ? { what: "usage", state: "warn", found: "does not count tokens; ailx estimates them from the length of the text" }
    : { what: "usage", state: "ok", found: "counts tokens" };

const windowFinding = (tokens: number | undefined): Finding =>
  tokens === undefined
    ? {
        what: "window",
        state: "warn",
        found: "does not say how much fits into one question",
        todo: "Enter it in the settings if you know it.",
      }
    : {
        what: "window",
        state: tokens < 16_000 ? "warn" : "ok",
        found: `${tokens.toLocaleString("en")} tokens fit into one question`,
        ...(tokens < 16_000 ? { todo: "That is little: long outputs are cut short. 32,000 and more serve well." } : {}),
      };

const look = {
  name: "disk_usage",
  description: "Shows how full the disks of one machine are. Call it once for each machine.",
  parameters: {
    type: "object",
    properties: { machine: { type: "string", description: "Name of the machine." } },
    required: ["machine"],
    additionalProperties: false,
  },
};

/** Names of machines that it asks for, of calls that are right. */
const askedFor = ({ calls }: Answer): string[] =>
  calls.flatMap(({ name, argumentsText }) => {
    const input = objectIn(argumentsText);
    return name === look.name && typeof input?.["machine"] === "string" ? [input["machine"]] : [];
  });

const withTools = (content: string, signal: AbortSignal): ModelRequest => ({
  messages: [
    { role: "system", content: "You look after machines. You look with your tools before you answer." },
    { role: "user", content },
  ],
  tools: [look],
  temperature: 0,
  signal,
});

const noTools = "Plans are asked for as text then, which works less well. A model that calls tools is better.";

async function toolCall(model: Model, signal: AbortSignal): Promise<Finding> {
  const what = "tool call";
  const answer = await asked(model, withTools("How full are the disks of web-1?", signal));
  if (answer instanceof ModelError)
    return { what, state: "fail", found: model.can().tools ? answer.detail : "cannot call tools", todo: noTools };
  if (askedFor(answer).includes("web-1")) return { what, state: "ok", found: "calls tools" };
  return answer.calls.length > 0
    ? {
        what,
        state: "warn",
        found: "calls tools, but with wrong arguments",
        todo: "A larger model makes fewer mistakes.",
      }
    : { what, state: "warn", found: "was given a tool and did not call it", todo: noTools };
}

async function parallelCalls(model: Model, signal: AbortSignal): Promise<Finding> {
  const what = "parallel calls";
  const answer = await asked(
    model,
    withTools("How full are the disks of web-1 and of web-2? Look at both at once.", signal),
  );
  if (answer instanceof ModelError) return { what, state: "warn", found: answer.detail };
  return new Set(askedFor(answer)).size > 1
    ? { what, state: "ok", found: "makes several calls at once" }
    : { what, state: "warn", found: "makes one call at a time; looking at many machines takes longer" };
}

const form = {
  type: "object",
  properties: { full: { type: "boolean" }, machine: { type: "string" } },
  required: ["full", "machine"],
  additionalProperties: false,
};

async function jsonAnswer(
  model: Model,
  { signal, how }: { signal: AbortSignal; how: () => Takes["schema"] },
): Promise<Finding> {
  const what = "JSON";
  const answer = await asked(model, {
    messages: [{ role: "user", content: "The disk of web-1 is 97 % full. Is it full, and which machine is it?" }],
    schema: { name: "verdict", schema: form },
    temperature: 0,
    signal,
  });
  if (answer instanceof ModelError) return { what, state: "fail", found: answer.detail };
  const value = objectIn(answer.text.replaceAll(/^\s*```(?:json)?|```\s*$/g, ""));
  if (typeof value?.["full"] !== "boolean" || typeof value["machine"] !== "string")
    return {
      what,
      state: "warn",
      found: "was asked for JSON and gave something else",
      todo: "A larger model makes fewer mistakes.",
    };
  const words = {
    json_schema: "held to a schema",
    json_object: "by its own mode for it",
    words: "when asked in words",
  };
  return { what, state: "ok", found: `answers with JSON, ${words[how()]}` };
}

function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const value = parseForeign(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

const todoFor: Record<ModelErrorCode, string> = {
  transport: "Check the address, and that the hub may reach it (firewall, proxy, DNS).",
  rate_limit: "Wait a little and try again.",
  quota: "Add credit or raise the limit where the key was made.",
  auth: "Enter the key anew; it belongs to this endpoint and must be allowed to use this model.",
  overflow: "This model takes too little text; choose another.",
  stream_broken: "Try again. If it stays so, a proxy in between may cut long answers.",
  refused: "Choose another model, or check the address.",
  unusable: "Check the address: it usually ends with /v1.",
  idle: "Is the model being loaded? Try again in a minute; otherwise it is too large for that computer.",
  budget_spent: "Raise the ceiling.",
  cancelled: "Try again.",
};

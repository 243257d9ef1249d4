/** A model behind a scripted endpoint, with what a test sees of it. */
import { afterEach } from "bun:test";
import {
  startEndpoint,
  type Endpoint as Scripted,
  type EndpointOptions,
  type Script,
} from "../../../../../../test/support/endpoint/index.ts";
import { ModelError, type Answer, type ModelDelta, type ModelRequest, type ModelUsage } from "../../model.ts";
import { makeModel } from "../client.ts";
import type { Endpoint } from "../endpoint.ts";

/** The endpoint of the test that runs; made by the first question. */
export const now: { scripted: Scripted | undefined } = { scripted: undefined };

export function closeAfterEach(): void {
  afterEach(async () => {
    await now.scripted?.close();
    now.scripted = undefined;
  });
}

export const tools = [{ name: "service_status", description: "How a service is.", parameters: { type: "object" } }];
export const call = (id: string, name = "nginx") => ({
  id,
  name: "service_status",
  argumentsText: JSON.stringify({ name }),
});
/** For those that wait for nothing to come. Everything else takes as long as this computer needs. */
export const short = { firstByteMs: 400, idleMs: 400, totalMs: 2_000, afterEndMs: 60, silentMs: 20_000 };

export type Seen = { waits: number[]; spent: ModelUsage[]; parts: ModelDelta[]; stop: AbortController };
export const seen = (): Seen => ({ waits: [], spent: [], parts: [], stop: new AbortController() });

/** A conversation with one question, against this script. */
export async function asking(
  script: Script,
  {
    options = {},
    endpoint = {},
    saw = seen(),
    clock = () => 1_000,
    slept = () => {},
    ...request
  }: {
    clock?: () => number;
    /** In place of waiting. */
    slept?: (ms: number) => void;
    options?: EndpointOptions;
    endpoint?: Partial<Endpoint>;
    saw?: Seen;
  } & Partial<ModelRequest> = {},
): Promise<Answer> {
  now.scripted ??= startEndpoint(script, options);
  const model = makeModel({
    endpoint: { url: now.scripted.url, key: "sk-secret-key-1234567890", model: "scripted", ...endpoint },
    clock,
    spent: (usage) => saw.spent.push(usage),
    sleep: async (ms) => {
      saw.waits.push(ms);
      slept(ms);
    },
  });
  return await model.ask({
    messages: [{ role: "user", content: "How is nginx?" }],
    tools,
    signal: saw.stop.signal,
    onPart: (part) => saw.parts.push(part),
    ...request,
  });
}

export async function faultOf(asked: Promise<Answer>): Promise<ModelError> {
  try {
    await asked;
  } catch (error) {
    if (error instanceof ModelError) return error;
    throw error;
  }
  throw new Error("it answered");
}

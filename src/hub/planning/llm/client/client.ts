/** A model at an endpoint: asks, asks otherwise where a field is refused, and asks again where nothing came of it. */
import type { Clock } from "../../../../lib/clock.ts";
import {
  ModelError,
  type Answer,
  type Model,
  type ModelDelta,
  type ModelErrorCode,
  type ModelRequest,
  type ModelUsage,
} from "../model.ts";
import { attempt } from "./attempt.ts";
import { bodyOf } from "./body.ts";
import { takesAll, usualLimits, type Endpoint, type Takes } from "./endpoint.ts";
import { Refusal } from "./exchange.ts";
import { costOf } from "./price.ts";
import { refusesTools, withoutRefused } from "./refusals.ts";
import { backoffMs, mostWaitMs, pause } from "./waits.ts";

export type ClientParts = {
  endpoint: Endpoint;
  clock: Clock;
  /** Every try that was begun, also one that came to nothing. */
  spent?: (usage: ModelUsage) => void;
  /** The endpoint takes less than was thought; for keeping. */
  learnt?: (takes: Takes) => void;
  /** None of them where somebody waits for the first word, as in a probe. */
  retries?: boolean;
  /** Resolves early on abort; tests wait for nothing. */
  sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
};

/** How often the same is asked again. What is not here is final. */
const again: Partial<Record<ModelErrorCode, number>> = {
  transport: 3,
  rate_limit: 3,
  stream_broken: 3,
  // Silence was waited for already; whoever asked waits no second time.
  unusable: 1,
};

export function makeModel({ endpoint, clock, spent, learnt, retries = true, sleep = pause }: ClientParts): Model {
  let takes: Takes = { ...takesAll, ...endpoint.takes };
  const limits = { ...usualLimits, ...endpoint.limits };
  const learn = (next: Takes): void => {
    takes = next;
    learnt?.(takes);
  };
  const priced = (usage: ModelUsage): ModelUsage =>
    endpoint.prices ? { ...usage, costMicroUsd: costOf(usage, endpoint.prices) } : usage;

  /** One try, said otherwise as often as that is why it was refused. */
  const once = async (request: ModelRequest, leftMs: number, onPart: (delta: ModelDelta) => void) => {
    for (;;) {
      if (request.tools?.length && !takes.tools) throw noTools(endpoint.model);
      const body = bodyOf(request, { endpoint, takes });
      try {
        return await attempt({
          endpoint,
          body,
          limits: { ...limits, silentMs: leftMs },
          signal: request.signal,
          nowMs: clock(),
          usedIds: idsIn(request),
          onPart,
          spent: (usage) => spent?.(priced(usage)),
        });
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        if (!["refused", "transport"].includes(error.fault.code)) throw error.fault;
        if (refusesTools(body, error.text)) {
          learn({ ...takes, tools: false });
          throw noTools(endpoint.model);
        }
        const next = withoutRefused(takes, { body, text: error.text, status: error.status });
        if (!next) throw error.fault;
        learn(next);
      }
    }
  };

  const ask = async (request: ModelRequest): Promise<Answer> => {
    const startedAtMs = clock();
    let silentSinceMs = startedAtMs;
    const leftMs = (): number => limits.silentMs - (clock() - silentSinceMs);
    const parts = partsTold((delta) => {
      silentSinceMs = clock();
      request.onPart?.(delta);
    });
    for (let tried = 0; ; tried++) {
      try {
        const { usage, ...answer } = await once(request, leftMs(), parts.tell);
        return { ...answer, usage: priced(usage), ms: Math.max(0, clock() - startedAtMs) };
      } catch (error) {
        const fault = error instanceof ModelError ? error : unforeseen(error);
        const waitMs = waitBefore(fault, tried);
        if (!retries || waitMs === undefined || waitMs >= leftMs() || request.signal.aborted) throw fault;
        request.onRetry?.(fault, waitMs);
        await sleep(waitMs, request.signal);
        if (request.signal.aborted) throw new ModelError("cancelled", "Cancelled.");
        parts.restart();
      }
    }
  };

  return {
    name: endpoint.model,
    can: () => ({
      tools: takes.tools,
      patienceMs: Math.min(limits.firstByteMs, limits.silentMs),
      ...(endpoint.contextTokens === undefined ? {} : { contextTokens: endpoint.contextTokens }),
    }),
    ask,
  };
}

/** Undefined where it is not asked again: too often already, final, or told to wait too long. */
function waitBefore({ code, retryAfterMs }: ModelError, tried: number): number | undefined {
  if (tried >= (again[code] ?? 0)) return undefined;
  if (retryAfterMs === undefined) return backoffMs(tried);
  return retryAfterMs > mostWaitMs ? undefined : retryAfterMs;
}

/** Tells the first piece after a restart that what was told before is void. */
function partsTold(onPart: ModelRequest["onPart"]) {
  let told = false;
  let void_ = false;
  return {
    tell: (delta: ModelDelta): void => {
      onPart?.(void_ ? { ...delta, restart: true } : delta);
      [told, void_] = [true, false];
    },
    restart: (): void => void (void_ ||= told),
  };
}

const idsIn = ({ messages }: ModelRequest): ReadonlySet<string> =>
  new Set(
    messages.flatMap((message) => (message.role === "assistant" ? (message.calls ?? []).map(({ id }) => id) : [])),
  );
const noTools = (model: string): ModelError => new ModelError("refused", `The model ${model} cannot call tools.`);
/** A mistake of ours must not look like one of the person's, and may hold text that nobody looked at. */
const unforeseen = (error: unknown): ModelError =>
  new ModelError("unusable", `The answer could not be read (${error instanceof Error ? error.name : "unknown"}).`);

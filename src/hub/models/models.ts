/** The models that the planner may ask: where they are by settings and page, metered, or why there is none. */
import { AppError } from "../../domain/error.ts";
import { presetNamed, type PlannerChoice, type PresetName } from "../../domain/modelPreset.ts";
import type { ModelSettings } from "../../domain/settings.ts";
import { addressKind } from "../../lib/addressKind.ts";
import type { Clock } from "../../lib/clock.ts";
import { bareHost, isLoopback } from "../../lib/hostName.ts";
import type { Log } from "../../lib/log.ts";
import type { Db } from "../db/database.ts";
import type { Seal } from "../keys/seal.ts";
import { endpointUrl } from "../planning/llm/client/address.ts";
import { makeModel } from "../planning/llm/client/client.ts";
import type { Endpoint, Takes } from "../planning/llm/client/endpoint.ts";
import { ModelError, type Model } from "../planning/llm/model.ts";
import { makeMeter } from "./meter.ts";
import { modelStore, type StoredEndpoint } from "./store.ts";

export type ModelParts = { db: Db; seal: Seal; clock: Clock; log: Log; given?: ModelSettings | undefined };

/** SPEC: plans are to be the same for the same question; left out where it is not taken. */
export const usualTemperature = 0.1;
/** A model that is first loaded begins late. */
const localFirstByteMs = 100_000;
export const here = "here";

/** Where questions go, put together from settings and page. */
export type Where = {
  preset: PresetName;
  url: string;
  key: string;
  from: string;
  model: string | undefined;
  modelFrom: string;
};

/** What became of the last question; a doctor tells of it. */
export type LastAsked = { atMs: number; fault?: string };

export function makeModelService({ db, seal, clock, log, given = {} }: ModelParts) {
  const store = modelStore({ db, seal });
  let stored = store.get();
  const meter = makeMeter({ db, store, clock, log, ceilings: () => stored.settings.ceilings });
  /** What was learnt since the start, by address and model. */
  const learnt = new Map<string, Takes>();
  let last: LastAsked | undefined;

  const address = judgeGiven(given, { clock, insecure: () => stored.settings.insecure ?? false });
  const where = (): Where | { why: string } => {
    const fault = address();
    return fault === undefined ? whereOf(given, stored, (sealed, url) => store.openKey(sealed, url)) : { why: fault };
  };

  const endpointFor = (model: string, at: Where, small: boolean): Endpoint => {
    const { settings, probed } = stored;
    const preset = presetNamed(at.preset);
    const same = probed?.url === at.url && probed.model === model ? probed : undefined;
    const contextTokens = small ? undefined : (settings.contextTokens ?? same?.contextTokens);
    const prices = small ? settings.smallPrices : settings.prices;
    return {
      url: at.url,
      key: at.key,
      model,
      temperature: settings.temperature ?? usualTemperature,
      takes:
        learnt.get(`${at.url} ${model}`) ??
        same?.takes ??
        (preset.newerLimit ? { maxTokens: "max_completion_tokens" } : {}),
      ...(contextTokens === undefined ? {} : { contextTokens }),
      ...(prices === undefined ? {} : { prices }),
      ...(preset.local || isNear(at.url) ? { limits: { firstByteMs: localFirstByteMs } } : {}),
    };
  };

  const modelFor = (which: "main" | "small", task: string | undefined): Model | undefined => {
    const at = where();
    if ("why" in at || at.model === undefined) return undefined;
    const smallName = given.smallModel?.value ?? stored.settings.smallModel;
    const small = which === "small" && smallName !== undefined && smallName !== at.model;
    const name = small ? smallName : at.model;
    const metered = meter.over({
      task,
      make: (spent) =>
        makeModel({
          endpoint: endpointFor(name, at, small),
          clock,
          spent,
          learnt: (takes) => learnt.set(`${at.url} ${name}`, takes),
        }),
    });
    return { ...metered, ask: (request) => watched(metered, request) };
  };

  const watched: (model: Model, request: Parameters<Model["ask"]>[0]) => ReturnType<Model["ask"]> = async (
    model,
    request,
  ) => {
    try {
      const answer = await model.ask(request);
      last = { atMs: clock() };
      return answer;
    } catch (error) {
      if (error instanceof ModelError && error.code !== "cancelled") {
        last = { atMs: clock(), fault: error.detail };
        log.warn("model.failed", { model: model.name, code: error.code });
      }
      throw error;
    }
  };

  return {
    /** The model that plans; undefined where none can be asked. `task`: whose budget it draws on. */
    current: (about: { task?: string | undefined } = {}): Model | undefined => modelFor("main", about.task),
    /** The cheaper one for summaries; the same where there is no other. */
    small: (about: { task?: string | undefined } = {}): Model | undefined => modelFor("small", about.task),
    planner: (): PlannerChoice => given.planner?.value ?? stored.settings.planner ?? "auto",

    // For the rest of this folder.
    given,
    store,
    meter,
    where,
    endpointFor,
    stored: (): StoredEndpoint => stored,
    last: () => last,
    /** After the store has changed. */
    reload: (): void => {
      stored = store.get();
      learnt.clear();
      last = undefined;
    },
  };
}

export type ModelService = ReturnType<typeof makeModelService>;

/** By its address alone; a name may be anywhere. */
function isNear(url: string): boolean {
  const host = bareHost(new URL(url).hostname);
  return isLoopback(host) || addressKind(host) === "own";
}

/** Names are looked up again after this, where they were not known. */
const judgeAgainMs = 30_000;

/** An address that a flag, a variable or the file gives is held to what a typed one is. Undefined: it may be asked. */
function judgeGiven(
  { endpoint }: ModelSettings,
  { clock, insecure }: { clock: Clock; insecure: () => boolean },
): () => string | undefined {
  let fault: string | undefined = endpoint && "Its address is being looked at.";
  let judgedAtMs = 0;
  let judgedFor: boolean | undefined;
  const judge = async (url: string): Promise<void> => {
    [judgedAtMs, judgedFor] = [clock(), insecure()];
    try {
      await endpointUrl(url, { insecure: insecure() });
      fault = undefined;
    } catch (error) {
      fault = error instanceof AppError ? error.detail : "Its address cannot be looked at.";
    }
  };
  if (endpoint) void judge(endpoint.url);
  return () => {
    const again = judgedFor !== insecure() || (fault !== undefined && clock() - judgedAtMs > judgeAgainMs);
    if (endpoint && again) void judge(endpoint.url);
    return fault;
  };
}

function whereOf(
  given: ModelSettings,
  { settings, sealedKey }: StoredEndpoint,
  open: (sealed: string, url: string) => string,
): Where | { why: string } {
  const model = given.model?.value ?? settings.model;
  const modelFrom = given.model?.from ?? here;
  if (given.endpoint) return { ...given.endpoint, model, modelFrom };
  const { preset, url } = settings;
  if (preset === undefined || url === undefined) return { why: "No endpoint is set up." };
  if (sealedKey === undefined) {
    if (presetNamed(preset).needsKey) return { why: `The key of ${presetNamed(preset).words} is missing.` };
    return { preset, url, key: "", from: here, model, modelFrom };
  }
  try {
    return { preset, url, key: open(sealedKey, url), from: here, model, modelFrom };
  } catch {
    return { why: "The stored key cannot be opened: it or keys/seal.key was changed. Enter it anew." };
  }
}

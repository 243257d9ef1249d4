/** What people do with the endpoint: change it, try it, take it away. Neither the audit nor an answer ever has the key. */
import type { ModelPatch } from "../../api/model.ts";
import { AppError } from "../../domain/error.ts";
import { presetNamed } from "../../domain/modelPreset.ts";
import type { JsonObject } from "../../lib/json.ts";
import type { Clock } from "../../lib/clock.ts";
import type { AuditEntry, Db } from "../db/database.ts";
import { endpointUrl } from "../planning/llm/client/address.ts";
import { modelList } from "../planning/llm/client/listed.ts";
import { probe } from "../planning/llm/client/probe.ts";
import { takesAll } from "../planning/llm/client/endpoint.ts";
import type { ModelService, Where } from "./models.ts";
import type { Stored, StoredProbe } from "./settings.ts";
import type { StoredEndpoint } from "./store.ts";

type By = Pick<AuditEntry, "actor" | "origin">;
export type Parts = { db: Pick<Db, "commit">; service: ModelService; clock: Clock };

/** Throws `validation`, and `conflict` for what flags, environment or file have decided. */
export async function changeModel({ db, service, clock }: Parts, by: By, patch: ModelPatch): Promise<void> {
  refuseGiven(service, patch);
  const before = service.stored();
  const address = await addressAfter(before.settings, patch);
  const settings = settingsAfter(before.settings, patch, address);
  const sealedKey = keyAfter(service, { before, patch, settings });
  const moved = settings.url !== before.settings.url;
  const next = { settings, sealedKey, probed: moved ? undefined : before.probed };
  refuseUnpriced(settings, service);
  const { key: _, ...told } = patch;
  const data: JsonObject = {
    changed: Object.keys(patch),
    ...(JSON.parse(JSON.stringify({ ...told, url: settings.url })) as JsonObject),
    keyChanged: patch.key !== undefined || (moved && before.sealedKey !== undefined),
  };
  await db.commit({
    do: [service.store.put(next, { atMs: clock(), by: by.actor.name })],
    audit: [{ ...by, action: "model.set", data }],
  });
  service.reload();
}

/** Throws `not_found` where nothing is stored. What was used stays. */
export async function removeModel({ db, service }: Parts, by: By): Promise<void> {
  const { settings } = service.stored();
  if (settings.url === undefined)
    throw new AppError(
      "not_found",
      "No endpoint is stored here.",
      service.given.endpoint ? { hint: `${service.given.endpoint.from} selects one; take it away there.` } : {},
    );
  await db.commit({
    do: [service.store.remove()],
    audit: [{ ...by, action: "model.removed", data: { url: settings.url } }],
  });
  service.reload();
}

/** Asks the endpoint what it can, which costs a few answers, and keeps what it finds. Without a model it only lists them. */
export async function tryModel(
  { db, service, clock, listOnly = false }: Parts & { listOnly?: boolean },
  by: By,
  signal: AbortSignal,
): Promise<void> {
  const at = service.where();
  if ("why" in at) throw new AppError("wrong_state", at.why, { hint: "Set an endpoint first." });
  const model = listOnly ? undefined : at.model;
  const full = model === undefined ? undefined : service.meter.full();
  if (full !== undefined) throw new AppError("budget_spent", full, { hint: "Raise the ceiling, then try again." });
  const how = { clock, signal };
  const probed = model === undefined ? await onlyListed(service, at, how) : await asked(service, at, { model, ...how });
  const failed = probed.findings.filter(({ state }) => state === "fail").map(({ what }) => what);
  await db.commit({
    do: [service.store.put({ ...service.stored(), probed }, { atMs: clock(), by: by.actor.name })],
    audit: [{ ...by, action: "model.probed", data: { url: at.url, model: model ?? "", failed } }],
  });
  service.reload();
}

type How = { clock: Clock; signal: AbortSignal };

async function onlyListed(service: ModelService, at: Where, { clock, signal }: How): Promise<StoredProbe> {
  const listed = await modelList({ endpoint: service.endpointFor("", at, false), signal, nowMs: clock() });
  return {
    url: at.url,
    model: "",
    atMs: clock(),
    models: listed.map(({ id }) => id),
    findings:
      listed.length > 0
        ? [{ what: "models", state: "ok", found: `lists ${listed.length}`, todo: "Choose one." }]
        : [
            {
              what: "models",
              state: "warn",
              found: "lists no models",
              todo: "Check key and address, or type the model's name.",
            },
          ],
    said: "",
    takes: takesAll,
  };
}

async function asked(
  service: ModelService,
  at: Where,
  { model, clock, signal }: How & { model: string },
): Promise<StoredProbe> {
  const open: Promise<void>[] = [];
  const { contextTokens: _entered, ...endpoint } = service.endpointFor(model, at, false);
  const found = await probe({
    endpoint,
    clock,
    signal,
    spent: (usage) => open.push(service.meter.record(model, usage)),
  });
  await Promise.all(open);
  return { url: at.url, model, atMs: clock(), ...found };
}

function refuseGiven({ given }: ModelService, patch: ModelPatch): void {
  const fixed: [keyof ModelPatch, { from: string } | undefined][] = [
    ["planner", given.planner],
    ["preset", given.endpoint],
    ["url", given.endpoint],
    ["key", given.endpoint],
    ["model", given.model],
    ["smallModel", given.smallModel],
  ];
  const [name, by] = fixed.find(([field, source]) => source && patch[field] !== undefined) ?? [];
  if (name !== undefined && by)
    throw new AppError("conflict", `${by.from} decides that, so it cannot be changed here.`, {
      hint: "Change it there and restart the hub, or take it away there.",
      fields: { [name]: `is set by ${by.from}` },
    });
}

/** Where the endpoint is after the change; undefined where there is none. */
async function addressAfter(before: Stored, patch: ModelPatch): Promise<string | undefined> {
  const insecure = patch.insecure ?? before.insecure ?? false;
  const usual =
    patch.preset === undefined || patch.preset === before.preset ? undefined : presetNamed(patch.preset).url;
  const text = patch.url ?? usual ?? before.url;
  if (patch.preset !== undefined && !text)
    throw new AppError("validation", `${presetNamed(patch.preset).words} needs an address.`, {
      hint: presetNamed(patch.preset).about,
      fields: { url: "is missing" },
    });
  return text ? await endpointUrl(text, { insecure }) : undefined;
}

function settingsAfter(before: Stored, patch: ModelPatch, url: string | undefined): Stored {
  const { monthUsd, monthTokens, taskUsd, taskTokens, key: _key, url: _url, prices, smallPrices, ...plain } = patch;
  const micro = (usd: number | null | undefined) => (typeof usd === "number" ? Math.round(usd * 1e6) : usd);
  const inMicro = (each: ModelPatch["prices"]) =>
    each && {
      input: Math.round(each.input * 1e6),
      output: Math.round(each.output * 1e6),
      ...(each.cached === undefined ? {} : { cached: Math.round(each.cached * 1e6) }),
    };
  return changed(before, {
    ...plain,
    ...(url === undefined ? {} : { url, preset: patch.preset ?? before.preset ?? "other" }),
    prices: inMicro(prices),
    smallPrices: inMicro(smallPrices),
    ceilings: changed(before.ceilings, {
      monthMicroUsd: micro(monthUsd),
      monthTokens,
      taskMicroUsd: micro(taskUsd),
      taskTokens,
    }),
  });
}

/** What is undefined stays, null goes. */
function changed<T extends object>(before: T, patch: { [K in keyof T]?: T[K] | null | undefined }): T {
  const next: Record<string, unknown> = Object.fromEntries(Object.entries(before));
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete next[name];
    else if (value !== undefined) next[name] = value;
  }
  return next as T;
}

/** A key goes nowhere else than where it was entered for. */
function keyAfter(
  { store }: ModelService,
  { before, patch, settings }: { before: StoredEndpoint; patch: ModelPatch; settings: Stored },
): string | undefined {
  const { url, preset = "other" } = settings;
  if (typeof patch.key === "string") {
    if (url === undefined)
      throw new AppError("validation", "A key needs an endpoint.", { fields: { preset: "is missing" } });
    return store.sealKey(patch.key, url);
  }
  const stays =
    before.settings.url !== undefined &&
    url !== undefined &&
    new URL(before.settings.url).origin === new URL(url).origin;
  const kept = patch.key === null || !stays ? undefined : before.sealedKey;
  if (kept === undefined && url !== undefined && presetNamed(preset).needsKey)
    throw new AppError("validation", `${presetNamed(preset).words} needs a key.`, {
      hint:
        before.sealedKey === undefined
          ? presetNamed(preset).about
          : "The one that is stored belongs to another address.",
      fields: { key: "is missing" },
    });
  return kept;
}

/** Money can only be held to where somebody knows what an answer costs. */
function refuseUnpriced({ ceilings, prices, preset }: Stored, { given }: ModelService): void {
  if (ceilings.monthMicroUsd === undefined && ceilings.taskMicroUsd === undefined) return;
  if (prices !== undefined || (given.endpoint?.preset ?? preset) === "openrouter") return;
  throw new AppError("validation", "A ceiling in money needs the prices of the model.", {
    hint: "Enter them as its provider publishes them, or set a ceiling in tokens.",
    fields: { prices: "are missing" },
  });
}

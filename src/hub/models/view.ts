/** The endpoint and its usage as people and programs see them: never with the key. */
import type { ModelUsageView, ModelView } from "../../api/model.ts";
import { iso, type Clock } from "../../lib/clock.ts";
import { here, usualTemperature, type ModelService } from "./models.ts";
import type { Stored } from "./settings.ts";
import { monthOf } from "./store.ts";

const million = 1e6;
const usd = (microUsd: number): number => microUsd / million;

export function modelViewOf(service: ModelService, clock: Clock): ModelView {
  const { given } = service;
  const { settings, sealedKey, probed } = service.stored();
  const at = service.where();
  const why = "why" in at ? at.why : at.model === undefined ? "No model is chosen." : service.meter.full();
  const url = given.endpoint?.url ?? settings.url;
  const preset = given.endpoint?.preset ?? settings.preset;
  const model = given.model?.value ?? settings.model;
  const smallModel = given.smallModel?.value ?? settings.smallModel;
  const asked = probed !== undefined && probed.url === url ? probed : undefined;
  const used = service.store.monthSpent(monthOf(clock()));
  return {
    planner: service.planner(),
    plannerFrom: given.planner?.from ?? (settings.planner === undefined ? "default" : here),
    ready: why === undefined,
    ...(why === undefined ? {} : { why }),
    ...(preset === undefined ? {} : { preset }),
    ...(url === undefined ? {} : { url, endpointFrom: given.endpoint?.from ?? here }),
    insecure: settings.insecure ?? false,
    keySet: given.endpoint ? given.endpoint.key !== "" : sealedKey !== undefined,
    ...(model === undefined ? {} : { model, modelFrom: given.model?.from ?? here }),
    ...(smallModel === undefined ? {} : { smallModel }),
    temperature: settings.temperature ?? usualTemperature,
    ...given_("contextTokens", settings.contextTokens ?? (asked?.model === model ? asked?.contextTokens : undefined)),
    ...given_("prices", inUsd(settings.prices)),
    ...given_("smallPrices", inUsd(settings.smallPrices)),
    ...ceilingsOf(settings),
    models: asked?.models ?? [],
    ...(asked && asked.model === (model ?? "") && asked.findings.length > 0
      ? { probe: { at: iso(asked.atMs), model: asked.model, findings: asked.findings, said: asked.said } }
      : {}),
    used: { tokens: used.tokens, usd: usd(used.microUsd) },
  };
}

const given_ = <N extends string, T>(name: N, value: T | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { [K in N]?: T };

const inUsd = (prices: Stored["prices"]) =>
  prices && {
    input: usd(prices.input),
    output: usd(prices.output),
    ...(prices.cached === undefined ? {} : { cached: usd(prices.cached) }),
  };

function ceilingsOf({ ceilings: { monthMicroUsd, monthTokens, taskMicroUsd, taskTokens } }: Stored) {
  return {
    ...given_("monthUsd", monthMicroUsd === undefined ? undefined : usd(monthMicroUsd)),
    ...given_("monthTokens", monthTokens),
    ...given_("taskUsd", taskMicroUsd === undefined ? undefined : usd(taskMicroUsd)),
    ...given_("taskTokens", taskTokens),
  };
}

const mostMonths = 12;

export function usageViewOf({ store }: Pick<ModelService, "store">, clock: Clock): ModelUsageView {
  const rows = store.byMonth();
  const months = new Set([...new Set(rows.map(({ month }) => month))].slice(0, mostMonths));
  return {
    months: rows
      .filter(({ month }) => months.has(month))
      .map(({ microUsd, ...row }) => ({ ...row, usd: usd(microUsd) })),
    tasks: store
      .byTask(monthOf(clock()))
      .map(({ taskId, microUsd, ...row }) => ({ task: taskId, ...row, usd: usd(microUsd) })),
  };
}

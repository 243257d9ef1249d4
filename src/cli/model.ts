/** `ailx model show|set|probe|remove`: the model that plans. Its key never stands in the arguments, where every user of this computer sees it. */
import type { ModelPatch, ModelView } from "../api/model.ts";
import { tokensText, usdText } from "../domain/modelCeiling.ts";
import { plannerChoices, presetNamed, presetNames } from "../domain/modelPreset.ts";
import { ageText } from "./ages.ts";
import { openHub } from "./client.ts";
import { exit, usageError } from "./exit.ts";
import type { Io } from "./io.ts";
import type { Args, Verb } from "./mode.ts";
import { paintFor } from "./paint.ts";
import { printJson, shown } from "./shown.ts";

export const show: Verb = async ({ args, io }) => {
  tell(args, io, await openHub({ args, io }).get<ModelView>("/api/models"));
  return exit.ok;
};

export const set: Verb = async ({ args, io }) => {
  const patch = { ...given(args), ...takenAway(args), ...(await keyGiven(args, io)) };
  if (Object.keys(patch).length === 0)
    throw usageError("There is nothing to change.", "`ailx model set --help` lists what can be set.");
  tell(args, io, await openHub({ args, io }).send<ModelView>("PATCH", "/api/models", patch));
  return exit.ok;
};

export const probe: Verb = async ({ args, io }) => {
  if (!args.has("json")) io.err("Asking the endpoint …\n");
  const model = await openHub({ args, io }).waitFor<ModelView>("/api/models/probe", {});
  const answers =
    model.probe === undefined
      ? model.models.length > 0
      : !model.probe.findings.some(({ what, state }) => what === "answer" && state === "fail");
  tell(args, io, model);
  return answers ? exit.ok : exit.failed;
};

export const remove: Verb = async ({ args, io }) => {
  await openHub({ args, io }).send<unknown>("DELETE", "/api/models");
  if (args.has("json")) printJson(io, { removed: true });
  else io.out("The endpoint is removed. The embedded planner makes all plans.\n");
  return exit.ok;
};

/** Options that hold numbers, by the field that they set. */
const numbers = {
  temperature: "temperature",
  window: "contextTokens",
  "month-usd": "monthUsd",
  "month-tokens": "monthTokens",
  "task-usd": "taskUsd",
  "task-tokens": "taskTokens",
} as const;
const priced = { price: "prices", "small-price": "smallPrices" } as const;
const named = { model: "model", "small-model": "smallModel" } as const;
const clearable: Record<string, keyof ModelPatch> = { ...numbers, ...priced, ...named, key: "key", planner: "planner" };

function given(args: Args): ModelPatch {
  const patch: Record<string, unknown> = {};
  for (const [option, field] of Object.entries(named))
    if (args.text(option) !== undefined) patch[field] = args.text(option);
  for (const [option, field] of Object.entries(numbers)) {
    const text = args.text(option);
    if (text !== undefined) patch[field] = numberIn(option, text);
  }
  for (const [option, field] of Object.entries(priced)) {
    const text = args.text(option);
    if (text === undefined) continue;
    const [input, output, cached, ...more] = text.split(",").map((each) => numberIn(option, each));
    if (input === undefined || output === undefined || more.length > 0)
      throw usageError(`--${option} takes two prices, or three.`, `For example --${option} 2.5,10,0.25`);
    patch[field] = { input, output, ...(cached === undefined ? {} : { cached }) };
  }
  const url = args.text("url");
  return {
    ...patch,
    ...word("preset", args.text("preset"), presetNames),
    ...word("planner", args.text("planner"), plannerChoices),
    ...(url === undefined ? {} : { url }),
    ...(args.has("insecure") ? { insecure: true } : {}),
  };
}

function word<N extends string, T extends string>(
  name: N,
  text: string | undefined,
  words: readonly T[],
): { [K in N]?: T } {
  if (text === undefined) return {};
  const found = words.find((each) => each === text);
  if (found === undefined) throw usageError(`--${name} must be one of ${words.join(", ")}.`);
  return { [name]: found } as { [K in N]?: T };
}

function numberIn(option: string, text: string): number {
  if (!/^\d+(\.\d+)?$/.test(text.trim())) throw usageError(`--${option} takes numbers. It is \`${text}\`.`);
  return Number(text);
}

const takenAway = (args: Args): ModelPatch =>
  Object.fromEntries(
    args.list("without").map((option) => {
      if (option === "insecure") return ["insecure", false];
      const field = clearable[option];
      if (field === undefined)
        throw usageError(`--without takes one of ${[...Object.keys(clearable), "insecure"].join(", ")}.`);
      return [field, null];
    }),
  );

async function keyGiven(args: Args, io: Pick<Io, "askSecret">): Promise<ModelPatch> {
  if (!args.has("key")) return {};
  const key = (await io.askSecret("Key: "))?.trim();
  if (!key) throw usageError("There is no key.", "Type it, or pipe it in: ailx model set --key < FILE");
  return { key };
}

const marks = { ok: "green", warn: "amber", fail: "red" } as const;

function tell(args: Args, io: Io, model: ModelView): void {
  if (args.has("json")) return printJson(io, model);
  const paint = paintFor(io);
  const from = (where: string | undefined): string =>
    where === undefined || where === "here" ? "" : `  ${paint.dim(`by ${where}`)}`;
  const line = (what: string, text: string | undefined, by?: string): void => {
    if (text !== undefined) io.out(`${what.padEnd(15)}  ${shown(text)}${from(by)}\n`);
  };
  line("State", model.ready ? "ready" : (model.why ?? "not ready"));
  line("Plans", model.planner, model.plannerFrom === "default" ? undefined : model.plannerFrom);
  line("Provider", model.preset && presetNamed(model.preset).words);
  line("Address", model.url, model.endpointFrom);
  line("Key", model.url === undefined ? undefined : model.keySet ? "set" : "none");
  line("Model", model.model, model.modelFrom);
  line("Smaller model", model.smallModel);
  line("Window", model.contextTokens === undefined ? undefined : tokensText(model.contextTokens));
  line("Prices", priceText(model.prices));
  line("Smaller prices", priceText(model.smallPrices));
  line(
    "This month",
    `${usdText(model.used.usd * 1e6)}, ${tokensText(model.used.tokens)}${ceilingText(model.monthUsd, model.monthTokens)}`,
  );
  if (model.taskUsd !== undefined || model.taskTokens !== undefined)
    line("One task", ceilingText(model.taskUsd, model.taskTokens).replace(/^ of /, "at most "));
  if (model.probe) {
    io.out(`\n${paint.bold(`Asked ${ageText(model.probe.at, Date.now())}`)}\n`);
    for (const { what, state, found, todo } of model.probe.findings)
      io.out(
        `${paint[marks[state]](state.padEnd(4))}  ${what.padEnd(14)}  ${shown(todo === undefined ? found : found.replace(/[^.?!”]$/, "$&."))}${todo === undefined ? "" : ` ${paint.dim(shown(todo))}`}\n`,
      );
  } else if (model.models.length > 0) {
    io.out(`\n${paint.bold("Models")}\n${model.models.map((name) => `  ${shown(name)}\n`).join("")}`);
  }
}

const priceText = (prices: ModelView["prices"]): string | undefined =>
  prices &&
  `input $${prices.input}, output $${prices.output}${prices.cached === undefined ? "" : `, cached $${prices.cached}`} per million tokens`;

function ceilingText(usd: number | undefined, tokens: number | undefined): string {
  const words = [
    ...(usd === undefined ? [] : [usdText(usd * 1e6)]),
    ...(tokens === undefined ? [] : [tokensText(tokens)]),
  ];
  return words.length === 0 ? "" : ` of ${words.join(" and ")}`;
}

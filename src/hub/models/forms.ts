/** The forms of the page as changes: a field that is left empty takes away, but for the key. */
import * as z from "zod/mini";
import type { ModelPatch } from "../../api/model.ts";
import { AppError } from "../../domain/error.ts";
import { plannerChoices, presetNamed, presetNames } from "../../domain/modelPreset.ts";
import type { ModelService } from "./models.ts";

const field = (most = 500) => z.optional(z.string().check(z.maxLength(most)));

export const endpointForm = () =>
  z.strictObject({
    planner: z.optional(z.enum(plannerChoices)),
    preset: z.optional(z.enum(presetNames)),
    url: field(),
    insecure: field(),
    key: field(4_096),
    model: field(200),
    smallModel: field(200),
    temperature: field(20),
    contextTokens: field(20),
  });
type EndpointForm = z.infer<ReturnType<typeof endpointForm>>;

/** What flags or environment have decided has no field, and so no change. */
export function endpointPatch(form: EndpointForm, { given }: Pick<ModelService, "given">): ModelPatch {
  const { preset } = form;
  const url = form.url ?? (preset === undefined ? undefined : presetNamed(preset).url || undefined);
  return {
    ...(given.planner || form.planner === undefined ? {} : { planner: form.planner }),
    ...(given.endpoint || preset === undefined
      ? {}
      : {
          preset,
          ...(url === undefined ? {} : { url }),
          insecure: form.insecure !== undefined,
          ...(form.key === undefined ? {} : { key: form.key.trim() }),
        }),
    ...(given.model ? {} : { model: form.model?.trim() ?? null }),
    ...(given.smallModel ? {} : { smallModel: form.smallModel?.trim() ?? null }),
    temperature: number("temperature", form.temperature, { most: 2 }),
    contextTokens: number("contextTokens", form.contextTokens, { whole: true }),
  };
}

export const budgetForm = () =>
  z.strictObject({
    priceInput: field(20),
    priceOutput: field(20),
    priceCached: field(20),
    smallPriceInput: field(20),
    smallPriceOutput: field(20),
    monthUsd: field(20),
    monthTokens: field(20),
    taskUsd: field(20),
    taskTokens: field(20),
  });
type BudgetForm = z.infer<ReturnType<typeof budgetForm>>;

export const budgetPatch = (form: BudgetForm): ModelPatch => ({
  prices: pricesIn(
    { input: "priceInput", output: "priceOutput", cached: "priceCached" },
    { input: form.priceInput, output: form.priceOutput, cached: form.priceCached },
  ),
  smallPrices: pricesIn(
    { input: "smallPriceInput", output: "smallPriceOutput", cached: "" },
    { input: form.smallPriceInput, output: form.smallPriceOutput, cached: undefined },
  ),
  monthUsd: number("monthUsd", form.monthUsd),
  monthTokens: number("monthTokens", form.monthTokens, { whole: true }),
  taskUsd: number("taskUsd", form.taskUsd),
  taskTokens: number("taskTokens", form.taskTokens, { whole: true }),
});

type Three<T> = { input: T; output: T; cached: T };

function pricesIn(names: Three<string>, texts: Three<string | undefined>): ModelPatch["prices"] {
  const input = number(names.input, texts.input);
  const output = number(names.output, texts.output);
  const cached = number(names.cached, texts.cached);
  if (input === null && output === null && cached === null) return null;
  if (input === null || output === null)
    throw new AppError("validation", "Of a model both prices are needed: of what it reads and of what it writes.", {
      fields: { [input === null ? names.input : names.output]: "is missing" },
    });
  return { input, output, ...(cached === null ? {} : { cached }) };
}

/** A comma is a point to many; a point or comma between groups of three is refused rather than guessed. */
function number(
  name: string,
  text: string | undefined,
  { most = 1e12, whole = false }: { most?: number; whole?: boolean } = {},
): number | null {
  if (text === undefined || text.trim() === "") return null;
  const plain = whole ? text.replaceAll(/[\s,_]/g, "") : text.trim().replace(",", ".");
  const value = Number(plain);
  if (/^\d+(\.\d+)?$/.test(plain) && value <= most && (!whole || Number.isInteger(value))) return value;
  throw new AppError("validation", `${JSON.stringify(text.slice(0, 20))} is not a number that fits here.`, {
    fields: { [name]: whole ? "is a whole number" : "is a number such as 2.50" },
  });
}

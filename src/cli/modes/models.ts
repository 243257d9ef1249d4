/** Commands of the model that plans: where it is, what it can, what it may cost. */
import { plannerChoices, presetNames } from "../../domain/modelPreset.ts";
import { hubOptions, type Mode, type Options } from "../mode.ts";

const none = { min: 0, max: 0 } as const;
const text = (value: string, help: string): Options[string] => ({ type: "string", value, help });

const settable: Options = {
  preset: text("NAME", `The provider: ${presetNames.join(", ")}.`),
  url: text("URL", "Its address, where it is not the provider's usual one."),
  key: { type: "boolean", help: "Asks for the key, or takes it from standard input." },
  insecure: { type: "boolean", help: "Plain http outside of private networks: the key can be read on the way." },
  model: text("NAME", "The model, named as its provider names it."),
  "small-model": text("NAME", "A cheaper one of the same endpoint, for summaries."),
  temperature: text("0..2", "Left out where the endpoint does not take it."),
  window: text("TOKENS", "How much fits into one question, where the endpoint does not say."),
  planner: text("WHO", `Who makes plans: ${plannerChoices.join(", ")}.`),
  price: text("IN,OUT[,CACHED]", "USD per million tokens, as the provider publishes them."),
  "small-price": text("IN,OUT[,CACHED]", "The same of the smaller model."),
  "month-usd": text("USD", "What all answers of a month may cost; then the embedded planner serves."),
  "month-tokens": text("TOKENS", "How many tokens a month may take."),
  "task-usd": text("USD", "What one task may cost."),
  "task-tokens": text("TOKENS", "How many tokens one task may take."),
  without: { ...text("SETTING", "Takes a setting away, such as small-model or month-usd."), multiple: true },
};

export const models: readonly Mode[] = [
  {
    name: "model show",
    summary: "Shows which model plans, what it can, and what it has cost; never its key.",
    usage: "[OPTIONS]",
    options: hubOptions,
    words: none,
    examples: [["ailx model show", "With where each setting comes from."]],
    load: () => import("../model.ts").then(({ show }) => ({ run: show })),
  },
  {
    name: "model set",
    summary: "Sets the endpoint of a model, its prices and its ceilings.",
    usage: "[OPTIONS]",
    about: "What is not given stays as it is.",
    options: { ...settable, ...hubOptions },
    words: none,
    examples: [
      ["ailx model set --preset openai --model NAME --key", "Asks for the key and does not show it."],
      [
        "ailx model set --preset ollama --url http://192.168.1.4:11434/v1 --model NAME",
        "A computer of your own; it needs no key.",
      ],
      ["ailx model set --price 2.5,10,0.25 --month-usd 20", "No more than 20 USD a month."],
      ["ailx model set --planner embedded", "Keeps the endpoint and does not use it."],
    ],
    load: () => import("../model.ts").then(({ set }) => ({ run: set })),
  },
  {
    name: "model probe",
    summary: "Asks the endpoint what it can, which costs four short answers.",
    usage: "[OPTIONS]",
    about: "Without a model it only lists the models there are. Its status is 1 where the endpoint does not answer.",
    options: hubOptions,
    words: none,
    examples: [["ailx model probe", "Whether it answers, calls tools, gives JSON and counts tokens."]],
    load: () => import("../model.ts").then(({ probe }) => ({ run: probe })),
  },
  {
    name: "model remove",
    summary: "Removes the endpoint with its key, prices and ceilings.",
    usage: "[OPTIONS]",
    options: hubOptions,
    words: none,
    examples: [["ailx model remove", "The embedded planner makes all plans from then on."]],
    load: () => import("../model.ts").then(({ remove }) => ({ run: remove })),
  },
];

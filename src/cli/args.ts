/** Reads a command's words and options as its mode declares them; anything else is wrong usage. */
import { parseArgs } from "node:util";
import { nearest } from "../lib/nearest.ts";
import { usageError } from "./exit.ts";
import { everywhere, type Args, type Mode, type Options } from "./mode.ts";

/** Throws `validation` on unknown options, missing values, too few or too many words. */
export function readArgs(mode: Mode, words: readonly string[]): Args {
  const dashes = words.indexOf("--");
  const own = dashes < 0 ? words : words.slice(0, dashes);
  const { values, positionals } = parse(mode, [...own]);
  const args: Args = {
    text: (option) => (typeof values[option] === "string" ? values[option] : undefined),
    has: (option) => values[option] === true,
    list: (option) => listOf(values[option]),
    positionals,
    command: dashes < 0 ? undefined : words.slice(dashes + 1),
  };
  if (!args.has("help")) checkWords(mode, args);
  return args;
}

type Values = Record<string, string | boolean | (string | boolean)[] | undefined>;

function parse(mode: Mode, words: string[]): { values: Values; positionals: string[] } {
  const options = optionsOf(mode);
  try {
    const config = Object.fromEntries(
      Object.entries(options).map(([name, { type, multiple, short }]) => [
        name,
        { type, ...(multiple ? { multiple } : {}), ...(short === undefined ? {} : { short }) },
      ]),
    );
    return parseArgs({ args: words, options: config, strict: true, allowPositionals: true });
  } catch (error) {
    throw inWords(mode, options, error);
  }
}

export const optionsOf = (mode: Mode): Options => ({ ...mode.options, ...everywhere });

function inWords(mode: Mode, options: Options, error: unknown): Error {
  const message = error instanceof Error ? error.message : String(error);
  const named = /'(?:-\w, )?(--?[^\s'=]+)/.exec(message)?.[1];
  if (named === undefined) return usageError(message, helpHint(mode));
  const name = named.replace(/^--?/, "");
  const known = options[name] ?? Object.values(options).find(({ short }) => short === name);
  if (known?.type === "string")
    return usageError(`${named} needs a value: ${named} ${known.value ?? "VALUE"}.`, helpHint(mode));
  if (known) return usageError(`${named} takes no value.`, helpHint(mode));
  const close = nearest(name, Object.keys(options));
  return usageError(
    `\`ailx ${mode.name}\` has no option ${named}.`,
    close === undefined ? helpHint(mode) : `Did you mean --${close}?`,
  );
}

function checkWords(mode: Mode, { positionals, command }: Args): void {
  const usage = `Usage: ailx ${mode.name} ${mode.usage}`.trimEnd();
  if (command !== undefined && !mode.takesCommand)
    throw usageError(`\`ailx ${mode.name}\` takes nothing after --.`, usage);
  if (positionals.length < mode.words.min) throw usageError(`\`ailx ${mode.name}\` needs more.`, usage);
  if (mode.takesCommand && command === undefined)
    throw usageError("The command is missing.", `Put -- before it. ${usage}`);
  if (positionals.length > mode.words.max)
    throw usageError(`\`${positionals[mode.words.max] ?? ""}\` is one word too many.`, usage);
}

const listOf = (value: Values[string]): string[] =>
  (Array.isArray(value) ? value : [value]).filter((each) => typeof each === "string");

const helpHint = (mode: Mode): string => `See \`ailx ${mode.name} --help\`.`;

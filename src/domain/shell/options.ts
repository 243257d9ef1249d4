/** Takes the words of a command apart by its rule: sub-commands, options with their values, operands. */
import type { Span } from "../risk.ts";
import { unknown, type Arg, type Mode, type Opt, type Rule, type Verdict } from "./rule.ts";

/** `refused`: a value was attached to an option that takes none. */
export type Given = { names: readonly string[]; opts: readonly Opt[]; value?: Arg; refused?: string; span: Span };
export type Parts = {
  /** The rule, then those of its sub-commands. */
  layers: readonly Rule[];
  sub: readonly string[];
  /** Set where the sub-command's entry is only a verdict. */
  verdict?: Verdict;
  options: readonly Given[];
  operands: readonly Arg[];
  unlisted: readonly { arg: Arg; what: "option" | "command" }[];
  help: boolean;
  /** The first operand that came after `--`. */
  ended: boolean;
};

type Entry = { names: readonly string[]; opt: Opt };
type Table = Map<string, Entry>;
const tables = new WeakMap<Rule, Table>();

const none: Opt = { value: "none" };
const needs: Opt = { value: "needs" };
const may: Opt = { value: "may" };

/** All options that a rule or one of its modes lists. */
function tableOf(rule: Rule): Table {
  const known = tables.get(rule);
  if (known) return known;
  const table: Table = new Map();
  for (const use of [rule, ...(rule.modes ?? []).map((mode) => mode.use)]) {
    for (const [names, opt] of Object.entries(use.opts ?? {})) list(table, names, opt);
    list(table, use.flags, none, true);
    list(table, use.values, needs, true);
    list(table, use.mays, may, true);
  }
  list(table, rule.dry, none, true);
  tables.set(rule, table);
  return table;
}

function list(table: Table, names: string | undefined, opt: Opt, alone = false): void {
  const all = (names ?? "").split(/\s+/).filter((name) => name !== "");
  for (const name of all) if (!table.has(name)) table.set(name, { names: alone ? [name] : all, opt });
}

export const valueOf = (opt: Opt): "none" | "needs" | "may" => {
  if (typeof opt === "string" || "names" in opt) return "needs";
  if ("value" in opt) return opt.value;
  return "none";
};

export function takeApart(rule: Rule, words: readonly Arg[]): Parts {
  const layers: Rule[] = [rule];
  const sub: string[] = [];
  const options: Given[] = [];
  const unlisted: { arg: Arg; what: "option" | "command" }[] = [];
  let operands: Arg[] = [];
  let verdict: Verdict | undefined;
  let ended = false;
  let settled = false;
  let help = false;
  const top = (): Rule => layers.at(-1) ?? rule;
  const find = (name: string): Entry[] => lookup(layers, name);

  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (!word) continue;
    const { text } = word;
    const isOption =
      !ended &&
      top().style !== "none" &&
      /^[-+]./.test(text) &&
      (text.startsWith("-") || find(text).length > 0 || (top().digits === true && /^\+\d+$/.test(text)));
    if (!isOption) {
      const found = settled ? undefined : step(top(), word, operands.length);
      if (found === "unlisted") {
        unlisted.push({ arg: word, what: "command" });
        settled = true;
      } else if (found) {
        sub.push(found.name);
        if ("risk" in found.entry) {
          verdict = found.entry;
          settled = true;
          layers.push({ is: found.entry });
        } else layers.push(found.entry);
        operands = [];
        continue;
      }
      operands.push(word);
      if (endsOptions(top(), operands.length)) ended = true;
      continue;
    }
    if (text === "--") {
      ended = true;
      continue;
    }
    const taken = optionsIn({ word, next: words[at + 1], layers, find });
    if (taken.help) help = true;
    options.push(...taken.given);
    if (taken.unlisted) unlisted.push({ arg: word, what: "option" });
    if (taken.tookNext) at++;
  }
  return { layers, sub, options, operands, unlisted, help, ended, ...(verdict ? { verdict } : {}) };
}

const hasInner = (rule: Rule): boolean => rule.inner !== undefined || (rule.modes ?? []).some((mode) => mode.use.inner);

function endsOptions(rule: Rule, operands: number): boolean {
  if (rule.sub && rule.subAt !== undefined && operands <= rule.subAt) return false;
  if (rule.stopAtOperand !== undefined) {
    if (rule.stopAtOperand) return true;
    return rule.inner !== undefined && operands > rule.inner.from;
  }
  return hasInner(rule);
}

function step(rule: Rule, word: Arg, index: number): { name: string; entry: Rule | Verdict } | "unlisted" | undefined {
  if (!rule.sub || index !== (rule.subAt ?? 0)) return undefined;
  let begins: { name: string; entry: Rule | Verdict } | undefined;
  for (const [names, entry] of Object.entries(rule.sub))
    for (const name of names.split(" ")) {
      if (name === word.text) return { name, entry };
      if (rule.abbreviated && word.text !== "" && name.startsWith(word.text)) begins ??= { name, entry };
    }
  return begins ?? "unlisted";
}

/** Inner rules first: an option means there what the sub-command says. */
function lookup(layers: readonly Rule[], name: string): Entry[] {
  for (const layer of layers.toReversed()) {
    const entry = tableOf(layer).get(name);
    if (entry) return [entry];
  }
  return [];
}

type Taken = { given: Given[]; unlisted: boolean; tookNext: boolean; help: boolean };

function optionsIn({
  word,
  next,
  layers,
  find,
}: {
  word: Arg;
  next: Arg | undefined;
  layers: readonly Rule[];
  find: (name: string) => Entry[];
}): Taken {
  const { text, span } = word;
  const rule = layers.at(-1);
  const equals = text.indexOf("=");
  const name = equals > 0 ? text.slice(0, equals) : text;
  const attached = equals > 0 ? { ...word, text: text.slice(equals + 1) } : undefined;
  const exact =
    find(name).length > 0 ? find(name) : rule?.style === "long" && name.startsWith("--") ? find(name.slice(1)) : [];
  const entries = exact.length > 0 ? exact : name.startsWith("--") ? cutShort(layers, name) : [];
  const [first] = entries;
  if (first && (name.length === 2 || equals < 0 || valueOf(first.opt) !== "none" || name.startsWith("--"))) {
    const kind = valueOf(first.opt);
    const isShort = /^-[^-]$/.test(name) && rule?.style !== "long";
    // The letter alone: `-o` `=x` is what getopt makes of `-o=x`.
    const value = isShort && attached ? { ...attached, text: `=${attached.text}` } : attached;
    const given = entries.map((entry) => ({
      names: entry.names,
      opts: [entry.opt],
      span,
      ...valuePart(kind, value, next),
      ...(kind === "none" && value ? { refused: value.text } : {}),
    }));
    return {
      given,
      unlisted: false,
      tookNext: kind === "needs" && value === undefined && next !== undefined,
      help: false,
    };
  }
  if (/^--?(help|version)$/.test(text) && (text.startsWith("--") || rule?.style === "long"))
    return { given: [], unlisted: false, tookNext: false, help: true };
  // A letter that the rule does not know otherwise: usage in every program, or an error.
  if (/^-[hV?]$/.test(text)) return { given: [], unlisted: true, tookNext: false, help: true };
  if (rule?.digits && /^[-+]\d+[bkm]?$/.test(text)) return { given: [], unlisted: false, tookNext: false, help: false };
  if (name.startsWith("--") || rule?.style === "long")
    return { given: [], unlisted: true, tookNext: false, help: false };
  return cluster(word, next, find);
}

const valuePart = (kind: string, attached: Arg | undefined, next: Arg | undefined): { value?: Arg } => {
  const value = kind === "none" ? undefined : (attached ?? (kind === "needs" ? next : undefined));
  return value ? { value } : {};
};

/** `--recur` means every option that begins so. */
function cutShort(layers: readonly Rule[], name: string): Entry[] {
  if (name.length < 4) return [];
  const found = new Map<string, Entry>();
  for (const layer of layers)
    for (const [each, entry] of tableOf(layer)) if (each.startsWith(name)) found.set(each, entry);
  return [...found.values()];
}

/** `-rf`, `-n5`, `-ofile`. */
function cluster(word: Arg, next: Arg | undefined, find: (name: string) => Entry[]): Taken {
  const given: Given[] = [];
  for (let at = 1; at < word.text.length; at++) {
    const [entry] = find(`-${word.text.charAt(at)}`);
    if (!entry) return { given, unlisted: true, tookNext: false, help: false };
    const rest = word.text.slice(at + 1);
    const kind = valueOf(entry.opt);
    const attached = rest === "" ? undefined : { ...word, text: rest };
    given.push({ names: entry.names, opts: [entry.opt], span: word.span, ...valuePart(kind, attached, next) });
    if (kind === "needs") return { given, unlisted: false, tookNext: !attached && next !== undefined, help: false };
    if (kind === "may" && attached) return { given, unlisted: false, tookNext: false, help: false };
  }
  return { given, unlisted: false, tookNext: false, help: false };
}

const namesIn = (names: string): string[] => names.split(" ");

export const hasOption = (options: readonly Given[], names: string): boolean =>
  options.some((option) => namesIn(names).some((name) => option.names.includes(name)));

export function modeOf(rule: Rule, { options, operands }: Pick<Parts, "options" | "operands">): Mode | undefined {
  return rule.modes?.find(({ has, lacks, operands: count, first }) => {
    if (has !== undefined && !hasOption(options, has)) return false;
    if (lacks !== undefined && hasOption(options, lacks)) return false;
    if (first !== undefined && !namesIn(first).includes(operands[0]?.text ?? unknown)) return false;
    if (typeof count === "number") return operands.length === count;
    if (count) return operands.length >= (count.min ?? 0) && operands.length <= (count.max ?? Infinity);
    return true;
  });
}

/**
 * Sentences of people's own runbooks: `(fix|bring back) [the] shop [on {target}]`. Unlike the built-in templates they hold
 * slots by name, and words of the fleet are ordinary words in them.
 */
import { lex } from "../embedded/lex.ts";
import { plain } from "../embedded/polite.ts";
import type { Runbook, RunbookSlot } from "../embedded/runbook.ts";
import type { Token } from "../embedded/types.ts";

export type SlotKind = NonNullable<RunbookSlot["kind"]>;
export const kindOf = (name: string, slot: RunbookSlot | undefined): SlotKind =>
  slot?.kind ?? (name === "target" ? "target" : slot?.range || typeof slot?.default === "number" ? "number" : "word");

/** Kinds that a sentence may name without a slot of its own. */
const usual: Record<string, SlotKind> = {
  target: "target",
  t: "target",
  svc: "service",
  service: "service",
  ctr: "container",
  container: "container",
  path: "path",
  n: "number",
  number: "number",
  word: "word",
  quote: "text",
};
export const slotsOf = ({ slots = {} }: Pick<Runbook, "slots">): Map<string, RunbookSlot> =>
  new Map(Object.entries(slots));

export type Sentence = { text: string; shape: RegExp; names: string[] };

/** Words that mean nothing in a request, nor in a sentence. */
const empty = new Set("the a an my our some please pls kindly just me us really quickly now also too".split(" "));
const word = String.raw`[^\s@][^\s]*`;
/** A literal in a request: its kind, its place, and its text where that is one word. */
const literalOf = (kinds: string): string => String.raw`@(?:${kinds}):\d+:\S*`;
const isOpen = ({ kind }: Token): boolean => kind === "word" || kind === "punct";
const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
const shapes: Record<SlotKind, string> = {
  number: literalOf("number|percent"),
  path: literalOf("path"),
  text: literalOf("quote|code"),
  word: String.raw`(?:${word}|${literalOf("number|quote|url|ip|path")})`,
  service: word,
  container: word,
  target: String.raw`(?:${word}|${literalOf("number|ip")})(?: (?:${word}|${literalOf("number|percent|ip")})){0,7}?`,
};

/** With many choices one text could be tried in very many ways. */
const bracketsMost = 12;

/** Throws `SyntaxError` where brackets do not fit. */
export function compileSentence(text: string, slots: ReadonlyMap<string, RunbookSlot>): Sentence {
  const names: string[] = [];
  let [depth, brackets, open] = ["", 0, false];
  const source = text
    .toLowerCase()
    .replaceAll(/\{(\w+)(?::[^}]*)?\}|[[\]()|]|[^\s[\](){}|]+|\s+|[{}]/g, (piece, name: string | undefined) => {
      if (name !== undefined) {
        const slot = slots.get(name);
        const kind = slot ? kindOf(name, slot) : usual[name];
        if (kind === undefined) throw new SyntaxError(`there is no slot “${name}”`);
        if (names.includes(name)) throw new SyntaxError(`“{${name}}” stands in it twice`);
        if (kind === "target" && open) throw new SyntaxError("it names the machines twice");
        open ||= kind === "target";
        names.push(name);
        return ` (${shapes[kind]})`;
      }
      if (piece === "{" || piece === "}") throw new SyntaxError("a brace is not closed");
      if (piece === "[" || piece === "(") {
        brackets += 1;
        if (brackets > bracketsMost) throw new SyntaxError(`it has more than ${bracketsMost} brackets`);
        depth += piece === "[" ? "]" : ")";
        return "(?:";
      }
      if (piece === "]" || piece === ")") {
        if (!depth.endsWith(piece)) throw new SyntaxError(`“${piece}” closes nothing`);
        depth = depth.slice(0, -1);
        return piece === "]" ? ")?" : ")";
      }
      if (piece === "|") {
        if (depth === "") throw new SyntaxError("“|” stands outside of brackets");
        return "|";
      }
      if (piece.trim() === "") return "";
      return lex(piece)
        .tokens.filter(({ low }) => !empty.has(low))
        .map((token) =>
          isOpen(token) ? ` ${escaped(token.low)}` : String.raw` @${token.kind}:\d+:${escaped(wordOf(token))}`,
        )
        .join("");
    });
  if (depth !== "") throw new SyntaxError("a bracket is not closed");
  const shape = new RegExp(`^${source}$`, "u");
  if (shape.test("")) throw new SyntaxError("it fits a request without words");
  return { text, shape, names };
}

/** Of a number with its sign, a path, an address: what a sentence may say word by word. Quotes are always data. */
const wordOf = ({ kind, low }: Token): string =>
  kind === "quote" || kind === "code" ? "" : low.replaceAll(/\s+/g, "");

/** A request as sentences are tried on it: literals as marks, empty words away; with and without its manners. */
export function requestForms(request: string): Forms {
  const held = kept.get(request);
  if (held) return held;
  const made = formsOf(request);
  if (kept.size >= keptMost) kept.clear();
  kept.set(request, made);
  return made;
}
type Forms = { forms: string[]; tokens: Token[] };
/** Samples of all sentences are tried on all runbooks, so each would be read very often. */
const kept = new Map<string, Forms>();
const keptMost = 2_000;

function formsOf(request: string): Forms {
  const { tokens } = lex(request);
  const marked = tokens
    .map((token, at) => (isOpen(token) ? token.low : `@${token.kind}:${at}:${wordOf(token)}`))
    .join(" ");
  const bare = (text: string): string =>
    ` ${text
      .split(" ")
      .filter((one) => one !== "" && !empty.has(one) && !/^[.!?;]$/.test(one))
      .join(" ")}`;
  const polite = plain(marked);
  const withCommas = [bare(marked), bare(polite), ...(polite === marked ? [] : asBases(polite).map(bare))];
  const forms = [...withCommas, ...withCommas.map((form) => form.replaceAll(/ ,(?= |$)/g, ""))];
  return { forms: [...new Set(forms)].filter((form) => form.trim() !== ""), tokens };
}

/** “would you mind unsticking web-2”: what the verb may be without its ending. */
function asBases(text: string): string[] {
  const [, stem, rest = ""] = /^([a-z]{3,})ing( .*)?$/.exec(text) ?? [];
  if (stem === undefined) return [];
  const undoubled = /([^aeiou])\1$/.test(stem) ? [stem.slice(0, -1)] : [];
  return [stem, `${stem}e`, ...undoubled].map((base) => `${base}${rest}`);
}

/** What the slots of a sentence hold in a request, as it was typed; undefined where it does not fit. */
export function matchSentence(
  { shape, names }: Sentence,
  form: string,
  tokens: readonly Token[],
): Map<string, string> | undefined {
  const found = shape.exec(form);
  if (!found) return undefined;
  const typed = (text: string): string =>
    text.replaceAll(/@[a-z]+:(\d+):\S*/g, (whole, at: string) => tokens[Number(at)]?.raw ?? whole);
  return new Map(
    names.flatMap((name, at) => (found[at + 1] === undefined ? [] : [[name, typed(found[at + 1] ?? "")] as const])),
  );
}

/** Requests that a sentence would fit, each choice taken at least once; slots hold what `fill` says. */
export function samplesOf(text: string, fill: (name: string) => string, most = 40): string[] {
  const optional = /\[([^[\]()]*)\]/;
  const choice = /\(([^[\]()]*)\)/;
  let found = [text];
  for (let round = 0; round < 40 && found.some((one) => optional.test(one) || choice.test(one)); round += 1)
    found = found
      .flatMap((one) => {
        const [whole, inner = ""] = optional.exec(one) ?? [];
        if (whole !== undefined) return [...inner.split("|"), ""].map((each) => one.replace(whole, () => each));
        const [group, options = ""] = choice.exec(one) ?? [];
        return group === undefined ? [one] : options.split("|").map((each) => one.replace(group, () => each));
      })
      .slice(0, most);
  return [
    ...new Set(
      found.map((one) =>
        one
          .replaceAll(/\{(\w+)(?::[^}]*)?\}/g, (_whole, name: string) => fill(name))
          .replaceAll(/\s+/g, " ")
          .trim(),
      ),
    ),
  ];
}

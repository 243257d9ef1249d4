/** What a word of shell text becomes: its fields, as far as they are known before it runs. */
import { parse, type DoubleQuotedChild, type Word, type WordPart } from "unbash";
import { unknown, type Arg } from "./rule.ts";
import { manyPieces, unset, type Piece, type Scope } from "./scope.ts";
import { transformed } from "./transforms.ts";
import { bracesOf } from "./braces.ts";
import { printedBy } from "./printed.ts";

type Segment = Piece & { quoted: boolean; number?: boolean; list?: readonly Piece[] };
type Field = { text: string; known: boolean; glob: boolean; splits: boolean; number?: boolean };
/** Fields so far; the last is open while `open` is true. */
type Line = { fields: readonly Field[]; open: boolean };

const blank: Segment = { text: unknown, known: false, glob: false, quoted: false };

/**
 * The fields of a word for each value that its variables can have. `whole`: it is neither split nor matched against
 * files, as the right side of an assignment is.
 */
export function fieldsOf(word: Word, scope: Scope, { whole = false } = {}): Arg[][] {
  const span = scope.source.span(word.pos, word.end);
  if (word.parts === undefined) return literals(word, scope).map((field) => [argOf(field, span)]);
  const copies = whole ? undefined : bracesOf(word);
  if (copies === "many") return [[{ text: unknown, known: false, glob: false, splits: true, span }]];
  if (copies) {
    const each = copies.map((text) => wordOf(text)).filter((inner) => inner !== undefined);
    let all: Arg[][] = [[]];
    for (const inner of each) {
      const choices = fieldsOf(inner, scope);
      if (all.length * choices.length > manyPieces) return [[{ ...blank, splits: true, span }]];
      all = all.flatMap((line) => choices.map((more) => [...line, ...more.map((arg) => ({ ...arg, span }))]));
    }
    return all;
  }
  const blanks = separators(scope);
  let lines: Line[] = [{ fields: [], open: false }];
  for (const [index, part] of word.parts.entries()) {
    const values = segmentsOf(part, scope, { first: index === 0 });
    const few = lines.length * values.length > manyPieces ? [blank] : values;
    lines = lines.flatMap((line) => few.map((segment) => extend(line, segment, { whole, blanks })));
  }
  return lines.map(({ fields }) => fields.map((field) => argOf(field, span)));
}

/** Its value where it is one word, such as the target of a redirect. */
export function singleOf(word: Word, scope: Scope): Arg[] {
  return fieldsOf(word, scope, { whole: true }).map(
    ([first]) =>
      first ?? { text: "", known: true, glob: false, splits: false, span: scope.source.span(word.pos, word.end) },
  );
}

const argOf = (field: Field, span: Arg["span"]): Arg => ({ ...field, span });

const literals = (word: Word, scope: Scope): Field[] =>
  (word.text.startsWith("~") ? homes(word.value, scope) : [plain(word.value, true)]).map(({ text, known }) => ({
    text,
    known,
    glob: false,
    splits: false,
  }));

/** `~`, `~user`, `~+`, `~-`. Root's home stands for any: what is done to one home is as bad as to another. */
function homes(text: string, scope: Scope): Segment[] {
  const [start, which = ""] = /^~([\w.+-]*)(?=\/|$)/.exec(text) ?? [];
  if (start === undefined) return [plain(text, true)];
  const rest = text.slice(start.length);
  const at = (segment: Segment): Segment => ({ ...segment, text: segment.text + rest, quoted: true });
  if (/^([+-]?\d+)$/.test(which)) return [at(blank)];
  if (which === "") return variable("HOME", scope).map(at);
  if (which === "+") return variable("PWD", scope).map(at);
  if (which === "-") return variable("OLDPWD", scope).map(at);
  return [plain(`/home/${which}${rest}`, true)];
}

function extend(line: Line, segment: Segment, { whole, blanks }: { whole: boolean; blanks: string | undefined }): Line {
  if (segment.list) {
    const fields = segment.list.map((piece) => ({ ...piece, splits: false }));
    return { fields: [...line.fields, ...fields], open: fields.length > 0 };
  }
  if (segment.quoted || whole) return append(line, segment, false);
  if (!segment.known) return append(line, { ...segment, text: segment.text || unknown }, true);
  if (blanks === undefined) return append(line, { ...segment, known: false }, true);
  return segment.text === "" ? line : splitInto(line, segment, blanks);
}

/** What IFS holds beside blanks; undefined where it is not known. */
function separators(scope: Scope): string | undefined {
  const set = scope.vars.get("IFS")?.any;
  if (!set) return "";
  return set.every(({ known }) => known) ? set.map(({ text }) => text).join("") : undefined;
}

/** An unquoted value falls apart at blanks, and at what IFS holds. */
function splitInto(line: Line, segment: Segment, blanks: string): Line {
  let text = segment.text;
  for (const blank of blanks) text = text.replaceAll(blank, " ");
  const words = text.split(/[ \t\n]+/);
  let result = line;
  for (const [index, each] of words.entries()) {
    if (index > 0) result = { ...result, open: false };
    if (each !== "")
      result = append(result, { ...segment, text: each, glob: segment.glob || /[*?[]/.test(each) }, false);
  }
  return result;
}

function append(line: Line, { text, known, glob, quoted, number }: Segment, splits: boolean): Line {
  const last = line.open ? line.fields.at(-1) : undefined;
  const piece: Field = { text, known, glob: glob && !quoted, splits, ...(number ? { number } : {}) };
  if (!last) return { fields: [...line.fields, piece], open: true };
  const joined = {
    text: last.text + text,
    known: last.known && known,
    glob: last.glob || piece.glob,
    splits: last.splits || splits,
    ...(last.number || number ? { number: true } : {}),
  };
  return { fields: [...line.fields.slice(0, -1), joined], open: true };
}

const plain = (text: string, quoted: boolean): Segment => ({ text, known: true, glob: false, quoted });

function segmentsOf(part: WordPart, scope: Scope, { first }: { first: boolean }): Segment[] {
  switch (part.type) {
    case "Literal":
      return first && part.text.startsWith("~") ? homes(part.value, scope) : [plain(part.value, true)];
    case "SingleQuoted":
    case "AnsiCQuoted":
      return [plain(part.value, true)];
    case "DoubleQuoted":
    case "LocaleString":
      return quotedOf(part.parts, scope);
    case "Glob":
      return [{ text: part.text, known: false, glob: true, quoted: false }].map((segment) => ({
        ...segment,
        known: true,
      }));
    case "ExtendedGlob":
      return [{ text: "*", known: true, glob: true, quoted: false }];
    case "BraceExpansion":
      return [plain(part.text, true)];
    case "ProcessSubstitution":
      return [plain("/dev/fd/63", true)];
    case "ArithmeticExpansion":
      return [digit];
    case "CommandExpansion": {
      const text = part.script && printedBy(part.script);
      return [text === undefined ? blank : { text: text.replace(/\n+$/, ""), known: true, glob: false, quoted: false }];
    }
    case "SimpleExpansion":
      return variable(part.text.slice(1), scope).map((piece) => ({ ...piece, quoted: false }));
    case "ParameterExpansion":
      return parameter(part, scope);
  }
}

function quotedOf(parts: readonly DoubleQuotedChild[], scope: Scope): Segment[] {
  let texts: Segment[] = [plain("", true)];
  for (const part of parts) {
    const values = part.type === "Literal" ? [plain(part.value, true)] : segmentsOf(part, scope, { first: false });
    const [list] = values;
    if (list?.list && parts.length === 1) return [{ ...list, quoted: true }];
    const few = texts.length * values.length > manyPieces ? [blank] : values;
    texts = texts.flatMap((before) =>
      few.map((after) => ({
        text:
          before.text +
          (after.list ? after.list.map(({ text }) => text).join(" ") : after.text || (after.known ? "" : unknown)),
        known: before.known && after.known,
        glob: false,
        quoted: true,
        ...(before.number || after.number ? { number: true } : {}),
      })),
    );
  }
  return texts;
}

/** Some number: what it is, nobody knows before it runs. */
const digit: Segment = { text: "0", known: true, glob: false, quoted: true, number: true };

const digits = new Set([
  "?",
  "#",
  "$",
  "!",
  "RANDOM",
  "SECONDS",
  "UID",
  "EUID",
  "PPID",
  "LINENO",
  "BASHPID",
  "EPOCHSECONDS",
  "COLUMNS",
  "LINES",
  "SHLVL",
]);
const fixed: Record<string, string> = { HOME: "/root", IFS: " \t\n", "-": "hB" };

function variable(name: string, scope: Scope): Segment[] {
  const value = scope.vars.get(name);
  if (value?.list && (name === "@" || name === "*"))
    return [{ text: "", known: true, glob: false, quoted: false, list: value.list }];
  if (value)
    return value.any.map((piece) => ({
      ...piece,
      text: piece.known ? piece.text : piece.text || unknown,
      quoted: false,
    }));
  if (digits.has(name)) return [digit];
  if (name === "PWD") return [scope.cwd === undefined ? blank : plain(scope.cwd, false)];
  const known = fixed[name];
  return [known === undefined ? { ...unset, text: unknown, quoted: false } : plain(known, false)];
}

function parameter(part: Extract<WordPart, { type: "ParameterExpansion" }>, scope: Scope): Segment[] {
  const { parameter: name, prefix, index, operation } = part;
  if (prefix === "#") return [digit];
  if (prefix === "!") return operation || index ? [blank] : variable(name, scope).flatMap((each) => named(each, scope));
  const own = index ? elementsOf(name, index, scope) : variable(name, scope);
  if (operation === undefined) return own;
  if (operation.type !== "Default")
    return own.map((piece) => {
      const made = piece.list ? undefined : transformed(operation, piece, (word) => textOf(word, scope));
      return made ? { ...made, quoted: false } : blank;
    });
  const other = fieldsOf(operation.operand, scope, { whole: true }).map(([first]): Segment =>
    first ? { ...first, quoted: false } : plain("", false),
  );
  const assigned = scope.vars.has(name);
  if (operation.operator.includes("+")) return assigned ? other : [plain("", false), ...other];
  if (operation.operator.includes("?")) return own;
  // It may come from the environment, so the default is one of two.
  return assigned ? [...own, ...other] : [{ ...blank }, ...other];
}

/** What `${!x}` stands for. */
const named = ({ text, known }: Piece, scope: Scope): Segment[] =>
  known && /^([A-Za-z_]\w*|\d+)$/.test(text) ? variable(text, scope) : [blank];

function textOf(word: Word, scope: Scope): string | undefined {
  const [only, ...more] = fieldsOf(word, scope, { whole: true });
  const [field] = only ?? [];
  if (more.length > 0 || field?.known === false) return undefined;
  return field?.text ?? "";
}

function elementsOf(name: string, index: Word, scope: Scope): Segment[] {
  const list = scope.vars.get(name)?.list;
  if (!list) return [blank];
  if (index.value === "@" || index.value === "*") return [{ text: "", known: true, glob: false, quoted: false, list }];
  const at = Number(index.value);
  const piece = Number.isInteger(at) && list.every(({ known }) => known) ? list.at(at) : undefined;
  return piece ? [{ ...piece, quoted: false }] : list.map((each) => ({ ...each, quoted: false }));
}

/** A word of text that was put together from another word. */
function wordOf(text: string): Word | undefined {
  const command = parse(`: ${text}`).commands[0]?.command;
  const word = command?.type === "Command" ? command.suffix[0] : undefined;
  return word?.type === "Word" ? word : undefined;
}

/** What `$(echo x)` and `$(printf …)` become: substitutions that hide a word rather than compute one. */
import type { ParsedScript, Word } from "unbash";

/** Undefined where it is not wholly written out. */
export function printedBy(script: ParsedScript): string | undefined {
  const [statement] = script.commands;
  const command = statement?.command;
  if (script.commands.length !== 1 || command?.type !== "Command" || command.prefix.length > 0) return undefined;
  const words: string[] = [];
  for (const each of [command.name, ...command.suffix]) {
    const text = each?.type === "Word" ? literal(each) : undefined;
    if (text === undefined) return undefined;
    words.push(text);
  }
  const [name, ...args] = words;
  if (name === "echo") return echoed(args);
  return name === "printf" ? formatted(args) : undefined;
}

const literal = ({ value, parts }: Word): string | undefined =>
  (parts ?? []).every(
    (part) =>
      isLiteral(part.type) || (part.type === "DoubleQuoted" && part.parts.every(({ type }) => type === "Literal")),
  )
    ? value
    : undefined;
const isLiteral = (type: string): boolean => ["Literal", "SingleQuoted", "AnsiCQuoted"].includes(type);

function echoed(args: readonly string[]): string {
  const first = args.findIndex((text) => !/^-[neE]+$/.test(text));
  const text = (first < 0 ? [] : args.slice(first)).join(" ");
  return args.slice(0, Math.max(first, 0)).some((option) => option.includes("e")) ? unescaped(text) : text;
}

function formatted([format = "", ...args]: readonly string[]): string | undefined {
  if (/%(?![sb%])|^-/.test(format)) return undefined;
  const places = [...format.matchAll(/%[sb]/g)].length;
  const rest = [...args];
  let text = "";
  do {
    text += unescaped(format).replace(/%([sb%])/g, (_, kind: string) =>
      kind === "%" ? "%" : kind === "b" ? unescaped(rest.shift() ?? "") : (rest.shift() ?? ""),
    );
  } while (places > 0 && rest.length > 0 && text.length < 10_000);
  return text;
}

const unescaped = (text: string): string =>
  text.replace(/\\(?:x([\da-fA-F]{1,2})|0?([0-7]{1,3})|(.))/g, (_, hex?: string, octal?: string, char?: string) => {
    if (hex !== undefined) return String.fromCharCode(parseInt(hex, 16));
    if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8));
    return { n: "\n", t: "\t", r: "\r" }[char ?? ""] ?? char ?? "";
  });

/** Checks that need no program: JSON, YAML, TOML and cron tables, with the line of the first error. */
import type { ConfigKind } from "./kinds.ts";

/** `line` counts from 1; absent where it is not known. */
export type Fault = { line?: number; message: string };

/** Undefined where there is no error. */
export function faultOf(
  kind: ConfigKind,
  text: string,
  { system = true }: { system?: boolean } = {},
): Fault | undefined {
  switch (kind) {
    case "json":
      return parsed(text, JSON.parse, jsonLine);
    case "yaml":
      return parsed(text, Bun.YAML.parse, lastGood(Bun.YAML.parse));
    case "toml":
      return parsed(text, Bun.TOML.parse, lastGood(Bun.TOML.parse));
    case "cron":
      return cronFault(text, system);
    default:
      return undefined;
  }
}

type Parse = (text: string) => unknown;

function parsed(text: string, parse: Parse, lineOf: (text: string) => number | undefined): Fault | undefined {
  try {
    parse(text);
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const line = lineOf(text);
    return { message: message.slice(0, 300), ...(line === undefined ? {} : { line }) };
  }
}

/** Lines that are looked through for it, from the end. */
const mostLines = 2_000;

/** The parser tells no line: it is the first from which on no beginning of the text is right. */
const lastGood =
  (parse: Parse) =>
  (text: string): number | undefined => {
    const lines = text.split("\n");
    for (let length = lines.length - 1; length >= Math.max(0, lines.length - mostLines); length--)
      try {
        parse(lines.slice(0, length).join("\n"));
        return length + 1;
      } catch {
        // The error lies further up.
      }
    return undefined;
  };

/** Where a JSON text stops being one. */
function jsonLine(text: string): number {
  const token =
    /\s*(?:[[\]{}:,]|"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/uy;
  const open: ("{" | "[")[] = [];
  /** What may come: a value, a name, a colon, or what follows a value. */
  let wants: "value" | "name" | ":" | "more" = "value";
  let first = false;
  let at = 0;
  const line = (): number => text.slice(0, at + (/^\s*/.exec(text.slice(at))?.[0].length ?? 0)).split("\n").length;
  while (at < text.length) {
    token.lastIndex = at;
    const found = token.exec(text)?.[0];
    const word = found?.trimStart() ?? "";
    const opens = word === "{" || word === "[";
    const closes = open.at(-1) === "{" ? "}" : "]";
    if (wants === "value" && (opens || (word !== "" && !"]}:,".includes(word)) || (word === closes && first))) {
      if (opens) open.push(word);
      else if (word === closes) open.pop();
      wants = opens ? (word === "{" ? "name" : "value") : "more";
      first = opens;
    } else if (wants === "name" && (word.startsWith('"') || (word === "}" && first))) {
      if (word === "}") open.pop();
      wants = word === "}" ? "more" : ":";
      first = false;
    } else if (wants === ":" && word === ":") wants = "value";
    else if (wants === "more" && open.length > 0 && (word === "," || word === closes)) {
      if (word === closes) open.pop();
      else wants = open.at(-1) === "{" ? "name" : "value";
    } else return line();
    at += found?.length ?? 1;
  }
  return line();
}

const names = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|sun|mon|tue|wed|thu|fri|sat";
const part = `(?:\\*|\\d{1,2}|${names})(?:-(?:\\d{1,2}|${names}))?(?:[/~]\\d{1,3})?`;
const fieldShape = new RegExp(`^${part}(?:,${part})*$`, "i");
const most = [59, 23, 31, 12, 7];

/** `system`: a table with a column for the user, as in /etc/crontab. */
function cronFault(text: string, system: boolean): Fault | undefined {
  const lines = text.split("\n");
  if (text !== "" && lines.at(-1) !== "")
    return { line: lines.length, message: "its last line does not end, so cron leaves it out" };
  for (const [index, line] of lines.entries()) {
    const message = cronLine(line.trim(), system);
    if (message !== undefined) return { line: index + 1, message };
  }
  return undefined;
}

function cronLine(line: string, system: boolean): string | undefined {
  if (line === "" || line.startsWith("#") || /^[A-Za-z_"']\w*["']?\s*=/.test(line)) return undefined;
  const words = line.split(/\s+/);
  const named = (words[0] ?? "").startsWith("@");
  if (named && !/^@(reboot|yearly|annually|monthly|weekly|daily|midnight|hourly)$/.test(words[0] ?? ""))
    return `there is no time ${words[0]}`;
  const fields = named ? [] : words.slice(0, 5);
  for (const [index, field] of fields.entries()) {
    const numbers = [...field.replaceAll(/[/~]\d+/g, "").matchAll(/\d+/g)].map(Number);
    if (!fieldShape.test(field) || numbers.some((number) => number > (most[index] ?? 0)))
      return `${JSON.stringify(field.slice(0, 40))} is no ${["minute", "hour", "day", "month", "day of the week"][index]}`;
  }
  const rest = words.slice(named ? 1 : 5);
  if (system && !/^[a-z_][\w.-]*\$?$/i.test(rest[0] ?? "")) return "it names no user";
  return rest.length < (system ? 2 : 1) ? "it has no command" : undefined;
}

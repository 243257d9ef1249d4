/** `ailx rate`: what a line of shell would be rated and why. Needs no hub, and runs nothing. */
import { rateShell, type Rating } from "../domain/shell/rate.ts";
import type { Risk } from "../domain/risk.ts";
import { showHidden } from "../domain/untrusted.ts";
import { exit, usageError } from "./exit.ts";
import type { Io } from "./io.ts";
import type { Verb } from "./mode.ts";
import { paintFor, type Paint } from "./paint.ts";
import { printJson } from "./shown.ts";

export const run: Verb = async ({ args, io }) => {
  if (args.has("jsonl")) return rateLines(io);
  const [given] = args.positionals;
  const line = given ?? (io.tty.in ? undefined : (await Bun.stdin.text()).trimEnd());
  if (!line) throw usageError("There is no command to rate.", "ailx rate 'df -h | sort'");
  const rating = rateShell(line);
  if (args.has("json")) printJson(io, rating);
  else io.out(explained(line, rating, paintFor(io)));
  return exit.ok;
};

/** Each line `{"id", "command"}` becomes `{"id", "risk", "level", "reasons"}`. */
async function rateLines(io: Io): Promise<typeof exit.ok> {
  let rest = "";
  const decoder = new TextDecoder();
  const answer = (text: string): void => {
    if (text.trim() !== "") io.out(`${JSON.stringify(rated(text))}\n`);
  };
  for await (const chunk of Bun.stdin.stream()) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const text of lines) answer(text);
  }
  answer(rest + decoder.decode());
  return exit.ok;
}

function rated(text: string): object {
  const read: unknown = parsed(text);
  if (typeof read !== "object" || read === null || !("command" in read) || typeof read.command !== "string")
    throw usageError(
      `This line is no command: ${showHidden(text.slice(0, 100))}`,
      'Each is {"id": …, "command": "…"}.',
    );
  const { risk, level, found, confine } = rateShell(read.command);
  return {
    ...("id" in read ? { id: read.id } : {}),
    risk,
    level,
    reasons: found.map(({ risk: own, text: why, span, rule }) => ({ risk: own, text: why, ...span, rule })),
    ...(confine ? { confine } : {}),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const hue: Record<Risk, "green" | "blue" | "amber" | "red"> = {
  low: "green",
  medium: "blue",
  high: "amber",
  critical: "red",
};

function explained(line: string, { risk, level, found, confine }: Rating, paint: Paint): string {
  const held =
    confine === undefined ? "" : `, held to ${confine === "local" ? "reading" : "reading, connections out allowed"}`;
  const head = `${paint[hue[risk]](risk)}, level ${level}${held}\n`;
  if (found.length === 0) return `${head}  all of it only reads\n`;
  const shown = found.map(({ risk: own, text, span, rule }) => {
    const words = showHidden(line.slice(span.from, Math.min(span.to, span.from + 60))).replaceAll("\n", "\\n");
    return `  ${paint[hue[own]](own.padEnd(8))}  ${paint.bold(words)}  ${text}  ${paint.dim(rule)}\n`;
  });
  return head + under(line, found, paint) + shown.join("");
}

/** The line with what was found underlined; of text with several lines, nothing. */
function under(line: string, found: Rating["found"], paint: Paint): string {
  if (line.includes("\n") || line.length > 160) return "";
  const marks = Array.from({ length: line.length }, (_, at) =>
    found.find(({ span }) => span.from <= at && at < span.to),
  );
  return `\n  ${showHidden(line)}\n  ${marks
    .map((each) => (each ? paint[hue[each.risk]]("^") : " "))
    .join("")
    .trimEnd()}\n\n`;
}

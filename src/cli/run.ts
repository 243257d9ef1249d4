/** From the words that were typed to an exit status: finds the command, loads it alone, and says what went wrong. */
import { AppError, errorBody, type ErrorBody } from "../domain/error.ts";
import { nearest } from "../lib/nearest.ts";
import { once } from "../lib/once.ts";
import { readArgs } from "./args.ts";
import { exit, statusOf, usageError, type ExitStatus } from "./exit.ts";
import { systemIo, type Io } from "./io.ts";
import type { Mode } from "./mode.ts";
import type * as Modes from "./modes.ts";
import type * as AgentMode from "./modes/agent.ts";
import type * as Serving from "./modes/serving.ts";

/* oxlint-disable no-require-imports -- what was typed is looked up where nothing waits. */
const all = once((): readonly Mode[] => (require("./modes.ts") as typeof Modes).modes);
/** Hub and agent run for months: they do not carry the texts of all other commands, and the agent not the hub's. */
const service = {
  hub: (): readonly Mode[] => (require("./modes/serving.ts") as typeof Serving).serving,
  agent: (): readonly Mode[] => [(require("./modes/agent.ts") as typeof AgentMode).agent],
};
/* oxlint-enable no-require-imports */

export async function main(words: readonly string[], io: Io = systemIo()): Promise<ExitStatus> {
  try {
    if (words.length === 0 || words[0] === "help" || words[0] === "--help" || words[0] === "-h")
      return await showOverview(words, io);
    const { mode, rest } = findMode(words);
    const args = readArgs(mode, rest);
    if (args.has("help")) {
      const { helpOf } = await import("./help.ts");
      io.out(helpOf(mode));
      return exit.ok;
    }
    const { run } = await mode.load();
    return await run({ args, io });
  } catch (error) {
    return tell(error, { io, asJson: asksJson(words) });
  }
}

async function showOverview(words: readonly string[], io: Io): Promise<ExitStatus> {
  const { helpOf, overview } = await import("./help.ts");
  const about = words[0] === "help" && words.length > 1 ? findMode(words.slice(1)).mode : undefined;
  io.out(about ? helpOf(about) : overview(all()));
  return exit.ok;
}

/** The mode with the longest name that the words begin with. Throws `validation` where there is none. */
export function findMode(words: readonly string[]): { mode: Mode; rest: string[] } {
  const modes = modesFor(words);
  for (const length of [2, 1]) {
    const mode = words.length >= length && modes.find(({ name }) => name === words.slice(0, length).join(" "));
    if (mode) return { mode, rest: words.slice(length) };
  }
  const [first = "", second] = words;
  const group = modes
    .filter(({ name }) => name.startsWith(`${first} `))
    .map(({ name }) => name.slice(first.length + 1));
  if (group.length > 0) {
    const detail =
      second === undefined || second.startsWith("-")
        ? `\`ailx ${first}\` needs one of: ${group.join(", ")}.`
        : `There is no \`ailx ${first} ${second}\`.`;
    throw usageError(detail, `Try \`ailx ${first} ${nearest(second ?? "", group) ?? group[0] ?? ""} --help\`.`);
  }
  const close = nearest(first, [...new Set(modes.map(({ name }) => name.split(" ")[0] ?? name)), "help"]);
  throw usageError(
    `There is no command \`${first}\`.`,
    close === undefined ? "`ailx --help` lists all commands." : `Did you mean \`ailx ${close}\`?`,
  );
}

const modesFor = ([first, second = "-"]: readonly string[]): readonly Mode[] =>
  (first === "hub" || first === "agent") && second.startsWith("-") ? service[first]() : all();

const asksJson = (words: readonly string[]): boolean => {
  const end = words.indexOf("--");
  return (end < 0 ? words : words.slice(0, end)).includes("--json");
};

/** An expected failure is a sentence and what to do; a bug is shown whole, for it is ours. */
function tell(error: unknown, { io, asJson }: { io: Io; asJson: boolean }): ExitStatus {
  const body = errorBody(error);
  if (asJson) io.out(`${JSON.stringify(body)}\n`);
  else io.err(sentence(body));
  if (!(error instanceof AppError))
    io.err(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return statusOf(body);
}

const sentence = ({ detail, hint, fields }: ErrorBody): string =>
  [
    `ailx: ${detail}`,
    // The position in an expression is for programs; the sentence says it too.
    ...Object.entries(fields ?? {})
      .filter(([name]) => name !== "position")
      .map(([name, what]) => `  ${name}: ${what}`),
    ...(hint === undefined ? [] : [`  ${hint}`]),
  ]
    .map((line) => `${line}\n`)
    .join("");

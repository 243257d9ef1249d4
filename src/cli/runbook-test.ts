/** `ailx runbook test [FILE]`: whether a file could be in use, without a hub; or whether all those of the hub are. */
import { basename } from "node:path";
import type { RunbookCheck, RunbookLine } from "../api/runbook.ts";
import { openHub } from "./client.ts";
import { exit, usageError } from "./exit.ts";
import type { Io } from "./io.ts";
import type { Args, Verb } from "./mode.ts";
import { paintFor } from "./paint.ts";
import { printJson, shown } from "./shown.ts";

type Found = Pick<RunbookCheck, "problems" | "results">;

export const run: Verb = async ({ args, io }) => {
  const [file] = args.positionals;
  return file === undefined ? allOfHub(args, io) : oneFile(file, args, io);
};

async function oneFile(file: string, args: Args, io: Io) {
  const source = await textOf(file);
  const found = args.has("on-hub")
    ? await openHub({ args, io }).send<Found>("POST", "/api/runbooks/check", { source })
    : await here(source, basename(file));
  if (args.has("json")) printJson(io, found);
  else print(io, file, shown(found));
  return found.problems.length === 0 ? exit.ok : exit.failed;
}

async function here(source: string, name: string): Promise<Found> {
  const { checkRunbook } = await import("../hub/planning/runbooks/check.ts");
  const { problems, tests } = await checkRunbook(source, name, []);
  return { problems, results: tests };
}

async function textOf(file: string): Promise<string> {
  try {
    return await Bun.file(file).text();
  } catch {
    throw usageError(`${file} cannot be read.`);
  }
}

function print(io: Io, file: string, { problems, results }: Found): void {
  const paint = paintFor(io);
  for (const { say, passed, came } of results)
    io.out(passed ? `${paint.teal("ok")}    ${say}\n` : `${paint.amber("not")}   ${say}: ${came}\n`);
  for (const { line, text } of problems) io.out(`${file}${line === undefined ? "" : `:${line}`}: ${text}\n`);
  const passed = results.filter((each) => each.passed).length;
  io.out(`${passed} of ${results.length} tests pass; it ${problems.length === 0 ? "can be" : "cannot be"} used.\n`);
}

async function allOfHub(args: Args, io: Io) {
  const { items } = await openHub({ args, io }).get<{ items: RunbookLine[] }>("/api/runbooks");
  const own = items.filter(({ from }) => from === "own");
  const idle = own.filter(({ active }) => !active);
  if (args.has("json")) printJson(io, { items: own });
  else {
    for (const { id, problems } of shown(idle)) for (const { text } of problems) io.out(`${id}: ${text}\n`);
    io.out(`${own.length - idle.length} of ${own.length} runbooks of the hub are in use.\n`);
  }
  return idle.length === 0 ? exit.ok : exit.failed;
}

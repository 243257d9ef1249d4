/** `ailx exec`: a command on machines, its output live, one exit status for all. */
import type { ExecRequest, RunView, TaskEvent, TaskView } from "../api/task.ts";
import { runEnded } from "../domain/task.ts";
import { showHidden } from "../lib/hidden.ts";
import { openHub, type Hub } from "./client.ts";
import { drive, statusOfTask, waits } from "./drive.ts";
import { usageError, type ExitStatus } from "./exit.ts";
import type { Io } from "./io.ts";
import { mannerOf } from "./manner.ts";
import type { Args, Verb } from "./mode.ts";
import { Output } from "./output.ts";
import { commandLine } from "./quote.ts";
import { endedByText, stallLine } from "./stall-text.ts";
import { approveUpTo, durationOf, levelOf } from "./values.ts";

export const run: Verb = async ({ args, io }) => {
  const request = requestFrom(args);
  const hub = openHub({ args, io });
  const events = await hub.events("POST", "/api/exec", request);
  return await followCommand({ hub, io, events, asJson: args.has("json"), grouped: args.has("group") });
};

type FollowCommand = { hub: Hub; io: Io; events: AsyncIterable<TaskEvent>; asJson: boolean; grouped: boolean };

/** Shows a command to its end, by what it writes. `grouped`: at its end, and what is equal once. */
export async function followCommand({ hub, io, events, asJson, grouped }: FollowCommand): Promise<ExitStatus> {
  const output = new Output(io);
  const kept: Kept = new Map();
  // A question stands in an unfinished line, and what is said about it begins a line of its own.
  const sayApart = (text: string): void => {
    if (text === "") return;
    output.finish();
    io.err(text);
  };
  const onEvent = (event: TaskEvent): void => {
    if (event.kind === "run") {
      output.expect(event.machine);
      if (event.state === "queued" && event.line !== "") sayApart(`ailx: ${showHidden(event.line)}\n`);
      if (runEnded(event.state)) output.ended(event.id);
    } else if (event.kind === "output") {
      if (event.leftOut !== undefined) sayApart(leftOutLine(event));
      else if (asJson || grouped) keep(kept, event);
      else output.write({ ...event, bytes: Buffer.from(event.data, "base64") });
    } else if (event.kind === "stall") sayApart(stallLine(event));
  };
  const task = await drive({
    hub,
    io,
    events,
    onEvent,
    decide: async (waiting) => {
      for (const name of waiting.plan?.steps.flatMap((step) => step.machines.map((machine) => machine.name)) ?? [])
        output.expect(name);
      const { decideByAsking } = await import("./decide.ts");
      return await decideByAsking(waiting, { io, silent: asJson, mayTypeName: false });
    },
  });
  if (asJson) {
    const { printJson } = await import("./shown.ts");
    printJson(io, withOutput(task, kept));
    return statusOfTask(task);
  }
  if (grouped) {
    const { printGrouped } = await import("./groups.ts");
    printGrouped(io, task.runs, (id) => writtenBy(kept, id));
  }
  for (const { id } of task.runs) output.ended(id);
  output.finish();
  await sayHowItEnded(task, (text) => io.err(text));
  return statusOfTask(task);
}

function requestFrom(args: Args): ExecRequest {
  const timeoutMs = durationOf(args, "timeout");
  const approve = approveUpTo(args);
  const maxLevel = levelOf(args, "max-level");
  return {
    on: args.positionals[0] ?? "",
    command: commandLine(args.command ?? []),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(approve === undefined ? {} : { approveUpTo: approve }),
    ...(maxLevel === undefined ? {} : { maxLevel }),
    ...mannerOf(args),
    ...typing(args),
    ...(args.has("root") ? { root: true } : {}),
    ...secretsOf(args),
  };
}

/** `NAME` or `NAME=ENV`. */
function secretsOf(args: Args): Pick<ExecRequest, "secrets"> {
  const secrets = args.list("secret").map((text) => {
    const [name = "", env] = text.split("=", 2);
    return { name, ...(env === undefined ? {} : { env }) };
  });
  return secrets.length === 0 ? {} : { secrets };
}

/** Answers are typed, so they bring the terminal that they are typed into. */
function typing(args: Args): Pick<ExecRequest, "terminal" | "answers"> {
  const answers = args.list("answer").map((text) => {
    const at = text.lastIndexOf("=");
    if (at < 3)
      throw usageError(
        `--answer ${text} is not understood.`,
        "It is a part of the question, at least 3 characters, and what is typed: --answer 'Continue?=y'",
      );
    return { prompt: text.slice(0, at), answer: text.slice(at + 1) };
  });
  if (answers.length > 0) return { terminal: true, answers };
  return args.has("terminal") ? { terminal: true } : {};
}

/** Silence where one machine did what it was told, as with ssh; else one line that accounts for every machine. */
async function sayHowItEnded(task: TaskView, say: (text: string) => void): Promise<void> {
  const { runs, error, state, rejectedBecause } = task;
  if (waits(state)) return;
  const { shown } = await import("./shown.ts");
  if (error) say(`ailx: ${shown(error.detail)}\n${error.hint === undefined ? "" : `  ${shown(error.hint)}\n`}`);
  if (state === "paused")
    say(shown(`ailx: ${task.paused ?? "Paused."} \`ailx resume ${task.shortId}\` goes on with it.\n`));
  if (state === "rejected")
    say(`ailx: Rejected; nothing was run.${rejectedBecause ? ` ${shown(rejectedBecause)}` : ""}\n`);
  else if (runs.length > 0 && !(runs.length === 1 && runs[0]?.state === "ok")) say(shown(endLine(runs)));
  if (!runs.some(({ survivors, warnings }) => survivors || warnings)) return;
  const { afterLines } = await import("./task-text.ts");
  // What is left out was said where it is.
  for (const line of runs.flatMap((run) => afterLines({ ...run, leftOutBytes: 0 }))) say(shown(`ailx: ${line}\n`));
}

const leftOutLine = ({ machine, leftOut = 0 }: Extract<TaskEvent, { kind: "output" }>): string =>
  `ailx: ${showHidden(machine)}: ${leftOut === 0 ? "output is" : `${leftOut.toLocaleString("en")} bytes of output are`} left out here\n`;

/** "28 of 30 ok; unreachable: web-7, web-9". */
export function endLine(runs: readonly Pick<RunView, "state" | "machineName" | "line" | "endedBy">[]): string {
  const bad = runs.filter(({ state }) => state !== "ok");
  const [only] = runs;
  if (runs.length === 1 && only)
    return `${only.machineName}: ${only.state}${only.line === "" || only.line === only.state ? "" : `, ${only.line}`}${endedByText(only)}\n`;
  const groups = Map.groupBy(bad, ({ state }) => state);
  const told = [...groups].map(([state, held]) => `${state}: ${someOf(held.map(named))}`);
  return `${[`${runs.length - bad.length} of ${runs.length} ok`, ...told].join("; ")}\n`;
}

const namesAtMost = 20;
const someOf = (names: readonly string[]): string =>
  names.length <= namesAtMost
    ? names.join(", ")
    : `${names.slice(0, namesAtMost).join(", ")} and ${names.length - namesAtMost} more`;

// What a failed run says (its exit status) is worth a word; why one was out of reach is the same for all.
const named = (run: Pick<RunView, "state" | "machineName" | "line" | "endedBy">): string =>
  run.state === "failed" && run.line !== "" ? `${run.machineName} (${run.line}${endedByText(run)})` : run.machineName;

type Kept = Map<string, { stdout: string[]; stderr: string[] }>;

function keep(kept: Kept, { run, stream, data }: Extract<TaskEvent, { kind: "output" }>): void {
  const held = kept.get(run) ?? { stdout: [], stderr: [] };
  held[stream].push(data);
  kept.set(run, held);
}

/** The hub's answer, each run with what it wrote. */
const withOutput = (task: TaskView, kept: Kept) => ({
  ...task,
  runs: task.runs.map((each) => ({
    ...each,
    ...writtenBy(kept, each.id),
  })),
});

const writtenBy = (kept: Kept, id: string) => ({
  stdout: textOf(kept.get(id)?.stdout),
  stderr: textOf(kept.get(id)?.stderr),
});

const textOf = (chunks: readonly string[] | undefined): string =>
  Buffer.concat((chunks ?? []).map((chunk) => Buffer.from(chunk, "base64"))).toString();

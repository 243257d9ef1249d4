/** `ailx pause ID`, `ailx resume ID`, `ailx cancel ID` and `ailx skip ID MACHINE…`: what is done to a task while it runs. */
import type { TaskView } from "../api/task.ts";
import { AppError } from "../domain/error.ts";
import { openHub } from "./client.ts";
import { exit } from "./exit.ts";
import type { Verb } from "./mode.ts";
import { paintFor } from "./paint.ts";
import { printJson, shown } from "./shown.ts";
import { outcomeText } from "./task-text.ts";

const path = (id = "", verb = ""): string => `/api/tasks/${encodeURIComponent(id)}${verb}`;

export const pause: Verb = async ({ args, io }) => {
  const task = await openHub({ args, io }).send<TaskView>("POST", path(args.positionals[0], "/pause"), {});
  const goesOn = activeOn(task);
  if (args.has("json")) printJson(io, task);
  else
    io.out(
      shown(
        `Task ${task.shortId} is paused. Nothing new begins${goesOn === "" ? "" : `; it goes on to its end on ${goesOn}`}.\n`,
      ),
    );
  return exit.ok;
};

const activeOn = ({ runs }: TaskView): string =>
  runs
    .filter(({ state }) => state === "dispatched" || state === "running" || state === "verifying")
    .map(({ machineName }) => machineName)
    .join(", ");

export const cancel: Verb = async ({ args, io }) => {
  const task = await openHub({ args, io }).send<TaskView>("POST", path(args.positionals[0], "/cancellation"), {});
  const stops = activeOn(task);
  if (args.has("json")) printJson(io, task);
  else io.out(shown(`Task ${task.shortId} is cancelled.${stops === "" ? "" : ` It is being stopped on ${stops}.`}\n`));
  return exit.ok;
};

export const resume: Verb = async ({ args, io }) => {
  const takes = args.has("take");
  const verb = takes ? "/conclusion" : "/resumption";
  const task = await openHub({ args, io }).send<TaskView>("POST", path(args.positionals[0], verb), {});
  if (args.has("json")) printJson(io, task);
  else if (takes) io.out(outcomeText(task, paintFor(io)));
  else io.out(`Task ${task.shortId} goes on. \`ailx task ${task.shortId} --follow\` watches it.\n`);
  return exit.ok;
};

export const skip: Verb = async ({ args, io }) => {
  const hub = openHub({ args, io });
  const [id, ...machines] = args.positionals;
  let task = await hub.get<TaskView>(path(id));
  // All of them, or none: a name that does not fit must not leave half of them out.
  const runs = machines.map((name) => waitingRun(task, name));
  for (const run of runs) task = await hub.send<TaskView>("POST", `/api/runs/${run}/skip`, {});
  if (args.has("json")) printJson(io, task);
  else io.out(shown(`Task ${task.shortId} leaves out ${machines.join(", ")}.\n`));
  return exit.ok;
};

function waitingRun(task: TaskView, name: string): string {
  const own = task.runs.filter(({ machineName, machineId }) => machineName === name || machineId === name);
  const found = own.find(({ state }) => state === "queued");
  if (found) return found.id;
  throw own.length === 0
    ? new AppError("no_machine", `${name} takes no part in task ${task.shortId}.`)
    : new AppError("wrong_state", `${name} has begun everything already.`);
}

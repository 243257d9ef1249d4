/** `ailx schedule …`: what is done at a time. */
import { missedChoices, type ScheduleView } from "../api/schedule.ts";
import { ageText } from "./ages.ts";
import { openHub } from "./client.ts";
import { exit, type ExitStatus, usageError } from "./exit.ts";
import type { Args, Verb } from "./mode.ts";
import type { Io } from "./io.ts";
import { paintFor } from "./paint.ts";
import { printJson, shown } from "./shown.ts";
import { table } from "./table.ts";

const path = (args: Args): string => `/api/schedules/${encodeURIComponent(args.positionals[0] ?? "")}`;
const nextText = ({ state, next }: ScheduleView): string =>
  next[0] === undefined ? (state === "paused" ? "paused" : "over") : `${next[0].slice(0, 16).replace("T", " ")} UTC`;

export const list: Verb = async ({ args, io }) => {
  const all = await openHub({ args, io }).get<{ items: ScheduleView[] }>("/api/schedules");
  const paint = paintFor(io);
  if (args.has("json")) printJson(io, all);
  else if (all.items.length === 0)
    io.out('Nothing is scheduled. `ailx ask "every night at 2 show disk usage on all servers"` schedules something.\n');
  else
    io.out(
      table({
        columns: ["id", "request", "when", "next", "last"],
        rows: shown(all.items).map((one) => [
          one.id.slice(-6),
          one.request,
          one.when,
          nextText(one),
          one.history[0]
            ? `${one.history[0].state ?? one.history[0].outcome} ${ageText(one.history[0].due, Date.now())}`
            : "",
        ]),
        dress: (text, _column, row) => (row < 0 ? paint.dim(text) : text),
      }),
    );
  return exit.ok;
};

export const show: Verb = async ({ args, io }) =>
  tell(io, args, await openHub({ args, io }).get<ScheduleView>(path(args)));
export const pause: Verb = async ({ args, io }) =>
  tell(io, args, await openHub({ args, io }).send<ScheduleView>("PATCH", path(args), { state: "paused" }));
export const resume: Verb = async ({ args, io }) =>
  tell(io, args, await openHub({ args, io }).send<ScheduleView>("PATCH", path(args), { state: "active" }));

export const missed: Verb = async ({ args, io }) => {
  const choice = args.positionals[1] ?? "";
  const chosen = missedChoices.find((one) => one === choice);
  if (!chosen) throw usageError(`${choice} is none of ${missedChoices.join(", ")}.`, "`ailx schedule missed ID late`");
  return tell(io, args, await openHub({ args, io }).send<ScheduleView>("PATCH", path(args), { missed: chosen }));
};

export const runNow: Verb = async ({ args, io }) => {
  const begun = await openHub({ args, io }).send<{ task: string }>("POST", `${path(args)}/run`, {});
  if (args.has("json")) printJson(io, begun);
  else io.out(`Begun as task ${begun.task.slice(-6)}. \`ailx task ${begun.task.slice(-6)}\` shows it.\n`);
  return exit.ok;
};

export const remove: Verb = async ({ args, io }) => {
  await openHub({ args, io }).send<unknown>("DELETE", path(args));
  if (args.has("json")) printJson(io, { removed: args.positionals[0] });
  else io.out(`The schedule ${shown(args.positionals[0] ?? "")} is removed.\n`);
  return exit.ok;
};

function tell(io: Io, args: Args, schedule: ScheduleView): ExitStatus {
  if (args.has("json")) {
    printJson(io, schedule);
    return exit.ok;
  }
  const one = shown(schedule);
  const lines = [
    one.request,
    `${one.when}${one.timeZone === undefined ? "" : ` (${one.timeZone})`}; ${one.state}${one.why === "" ? "" : `: ${one.why}`}`,
    ...(one.missed === undefined
      ? []
      : [`a missed time is ${one.missed === "skip" ? "always left out" : "done once, at most a day late"}`]),
    `next: ${one.next.length === 0 ? nextText(one) : one.next.map((at) => `${at.slice(0, 16).replace("T", " ")} UTC`).join(", ")}`,
    ...(one.members === undefined
      ? []
      : [`each time for the machines that are “${one.members}” then; when it was approved:`]),
    ...one.steps.map(({ title, machines }, at) => `${at + 1}. ${title} on ${machines.join(", ")}`),
    `made by ${one.madeBy}, task ${one.task.slice(-6)}; risk ${one.risk}`,
    ...one.history.map(
      ({ due, outcome, why, task, state }) =>
        `  ${due.slice(0, 16).replace("T", " ")}  ${state ?? outcome}${task === undefined ? "" : `  task ${task.slice(-6)}`}${why === "" ? "" : `  ${why}`}`,
    ),
  ];
  io.out(`${lines.join("\n")}\n`);
  return exit.ok;
}

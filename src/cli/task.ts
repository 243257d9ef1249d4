/** `ailx task ID`: one task, its plan, its runs and how it came out. */
import type { TaskView } from "../api/task.ts";
import { ageText } from "./ages.ts";
import { openHub } from "./client.ts";
import { statusOfTask, waits } from "./drive.ts";
import { exit } from "./exit.ts";
import type { Verb } from "./mode.ts";
import { paintFor, type Paint } from "./paint.ts";
import { machineNames, planText } from "./plan-text.ts";
import { printJson, shown } from "./shown.ts";
import { afterText, outcomeText, runsTable, stateWord } from "./task-text.ts";

export const run: Verb = async ({ args, io }) => {
  const hub = openHub({ args, io });
  const task = await hub.get<TaskView>(`/api/tasks/${encodeURIComponent(args.positionals[0] ?? "")}`);
  const asJson = args.has("json");
  if (args.has("masked") || args.text("reveal") !== undefined) {
    const { listMasked, revealOne } = await import("./reveal.ts");
    return await (args.has("masked") ? listMasked : revealOne)({ hub, io, args, task });
  }
  const text = args.text("find");
  if (text !== undefined) {
    const { findInOutput } = await import("./find.ts");
    return await findInOutput({ hub, io, task, text, asJson });
  }
  const paint = paintFor(io);
  const goesOn = args.has("follow") && task.endedAt === undefined && !waits(task.state);
  if (!asJson) io.out(taskText(task, paint));
  if (!asJson && !goesOn) {
    const { printLooked } = await import("./looked.ts");
    await printLooked({ hub, io, task, paint });
  }
  if (goesOn) {
    const { followForPeople } = await import("./follow.ts");
    const events = await hub.events("GET", `/api/tasks/${task.id}/events`);
    return await followForPeople({
      hub,
      io,
      events,
      asJson,
      planShown: true,
      decide: () => Promise.resolve({ kind: "leave" }),
    });
  }
  if (asJson) {
    const { withLooked } = await import("./looked.ts");
    printJson(io, await withLooked(hub, task));
  }
  return args.has("follow") ? statusOfTask(task) : exit.ok;
};

function taskText(task: TaskView, paint: Paint): string {
  const { shortId, request, by, createdAt, state, plan, runs, approvedBy, question } = shown(task);
  const parts = [
    `${paint.bold(request)}\n${paint.dim(`task ${shortId}, by ${by}, ${ageText(createdAt, Date.now())}`)}  ${stateWord(state, paint)}\n`,
    plan ? `\n${paint.bold("Understood:")} ${plan.understood}\n${planText(plan, paint)}` : "",
    approvedBy === undefined ? "" : `Approved by ${approvedBy}.\n`,
    runs.length === 0 ? "" : `\n${runsTable(runs, paint)}${afterText(runs, paint)}`,
    question ? `\n${question.question}\n${question.options.map(({ label }) => `  ${label}\n`).join("")}` : "",
    task.endedAt === undefined && task.pausedBy !== "budget" ? "" : `\n${outcomeText(task, paint)}`,
    task.paused === undefined || task.pausedBy === "budget"
      ? ""
      : `\n${shown(task.paused)} \`ailx resume ${shortId}\` goes on with it.\n`,
    task.queuedUntil === undefined
      ? ""
      : `\nIt waits for machines that are away until ${task.queuedUntil.slice(0, 16).replace("T", " ")} UTC.\n`,
    task.retryable === undefined
      ? ""
      : `\nTo try it again on ${machineNames(shown(task.retryable).map(({ name }) => name))}: ailx retry ${shortId}\n`,
    task.undoable === undefined
      ? ""
      : `\nTo take back what it changed: ailx undo ${shortId}\n${task.undoable.not.map((line) => `  ${shown(line)}\n`).join("")}`,
    state === "needs_approval"
      ? `\nIt waits for: ailx approve ${shortId}   (or: ailx reject ${shortId} --reason …)\n`
      : "",
  ];
  return parts.join("");
}

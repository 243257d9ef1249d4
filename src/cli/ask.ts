/** `ailx ask`: a request in words: what was understood, the plan, a yes where it needs one, live progress, the outcome. */
import type { TaskLine, TaskRequest, TaskView } from "../api/task.ts";
import { AppError } from "../domain/error.ts";
import { openHub, type Hub } from "./client.ts";
import { usageError } from "./exit.ts";
import { followForPeople } from "./follow.ts";
import { mannerOf } from "./manner.ts";
import type { Args, Verb } from "./mode.ts";
import { approveUpTo, levelOf } from "./values.ts";

export const run: Verb = async ({ args, io }) => {
  const { request, ...terms } = requestFrom(args);
  const hub = openHub({ args, io });
  const follows = await followedBy(args, hub);
  const events = await hub.events("POST", "/api/tasks", {
    request,
    ...terms,
    ...(follows === undefined ? {} : { follows }),
  });
  return await followForPeople({
    hub,
    io,
    events,
    terms,
    asJson: args.has("json"),
    asLines: args.has("jsonl"),
    planOnly: args.has("plan-only"),
    offers: true,
    verbose: args.has("verbose"),
  });
};

/** The task that this goes on from: by its id, or the newest that was asked in words by whoever asks now. */
async function followedBy(args: Args, hub: Hub): Promise<string | undefined> {
  const id = args.text("follow-up");
  if (id !== undefined && args.has("continue"))
    throw usageError("--follow-up names a task, and --continue takes the last one.", "Give one of them.");
  if (id !== undefined) return (await hub.get<TaskView>(`/api/tasks/${encodeURIComponent(id)}`)).id;
  if (!args.has("continue")) return undefined;
  const [{ name }, { items }] = await Promise.all([
    hub.get<{ name: string }>("/api/auth/me"),
    hub.get<{ items: TaskLine[] }>("/api/tasks?limit=200"),
  ]);
  const last = items.find(({ kind, by }) => kind === "ask" && by === name);
  if (last) return last.id;
  throw new AppError("not_found", "You have asked for nothing lately, so there is nothing to go on from.", {
    hint: "Leave --continue out, or name a task: `ailx tasks`.",
  });
}

function plannerOf(args: Args): TaskRequest["planner"] {
  const name = args.text("planner");
  if (name === undefined || name === "embedded" || name === "model") return name;
  throw usageError(`--planner ${name} is none.`, "It is embedded or model.");
}

function requestFrom(args: Args): TaskRequest {
  const approve = approveUpTo(args);
  const maxLevel = levelOf(args, "max-level");
  const on = args.text("on");
  const planner = plannerOf(args);
  return {
    request: args.positionals[0] ?? "",
    ...(on === undefined ? {} : { on }),
    ...(args.has("plan-only") ? { planOnly: true } : {}),
    ...(approve === undefined ? {} : { approveUpTo: approve }),
    ...(maxLevel === undefined ? {} : { maxLevel }),
    ...(planner === undefined ? {} : { planner }),
    ...mannerOf(args),
  };
}

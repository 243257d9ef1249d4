/** `ailx reject ID`: nothing of the plan runs, and why is kept. */
import type { TaskView } from "../api/task.ts";
import { openHub } from "./client.ts";
import { exit } from "./exit.ts";
import type { Verb } from "./mode.ts";
import { printJson } from "./shown.ts";

export const run: Verb = async ({ args, io }) => {
  const hub = openHub({ args, io });
  const reason = args.text("reason");
  const path = `/api/tasks/${encodeURIComponent(args.positionals[0] ?? "")}/rejection`;
  const task = await hub.send<TaskView>("POST", path, reason === undefined ? {} : { reason });
  if (args.has("json")) printJson(io, task);
  else io.out(`Task ${task.shortId} is rejected. Nothing of it was run.\n`);
  return exit.ok;
};

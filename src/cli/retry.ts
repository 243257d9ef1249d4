/** `ailx retry ID [MACHINE…]`: a new task for the machines where an ended one did not end well, followed to its end. */
import type { TaskView } from "../api/task.ts";
import { openHub } from "./client.ts";
import { followCommand } from "./exec.ts";
import { followForPeople } from "./follow.ts";
import type { Verb } from "./mode.ts";

export const run: Verb = async ({ args, io }) => {
  const hub = openHub({ args, io });
  const [id = "", ...machines] = args.positionals;
  const path = `/api/tasks/${encodeURIComponent(id)}`;
  const { kind } = await hub.get<TaskView>(path);
  const events = await hub.events("POST", `${path}/retry`, machines.length === 0 ? {} : { machines });
  // A typed command is followed as it was the first time: by what it writes.
  if (kind === "exec") return await followCommand({ hub, io, events, asJson: args.has("json"), grouped: false });
  return await followForPeople({ hub, io, events, asJson: args.has("json") });
};

/** `ailx undo ID`: a new task that takes back what an ended one changed, followed to its end. */
import { openHub } from "./client.ts";
import { followForPeople } from "./follow.ts";
import type { Verb } from "./mode.ts";

export const run: Verb = async ({ args, io }) => {
  const hub = openHub({ args, io });
  const step = args.text("step");
  const events = await hub.events("POST", `/api/tasks/${encodeURIComponent(args.positionals[0] ?? "")}/undo`, {
    ...(step === undefined ? {} : { step }),
    ...(args.has("force") ? { force: true } : {}),
  });
  return await followForPeople({ hub, io, events, asJson: args.has("json") });
};

/** `ailx ask`: a request in words: what was understood, the plan, a yes where it needs one, live progress, the outcome. */
import type { TaskRequest } from "../api/task.ts";
import { openHub } from "./client.ts";
import { followForPeople } from "./follow.ts";
import { mannerOf } from "./manner.ts";
import type { Args, Verb } from "./mode.ts";
import { approveUpTo, levelOf } from "./values.ts";

export const run: Verb = async ({ args, io }) => {
  const request = requestFrom(args);
  const hub = openHub({ args, io });
  const events = await hub.events("POST", "/api/tasks", request);
  return await followForPeople({ hub, io, events, asJson: args.has("json"), planOnly: args.has("plan-only") });
};

function requestFrom(args: Args): TaskRequest {
  const approve = approveUpTo(args);
  const maxLevel = levelOf(args, "max-level");
  const on = args.text("on");
  return {
    request: args.positionals[0] ?? "",
    ...(on === undefined ? {} : { on }),
    ...(args.has("plan-only") ? { planOnly: true } : {}),
    ...(approve === undefined ? {} : { approveUpTo: approve }),
    ...(maxLevel === undefined ? {} : { maxLevel }),
    ...mannerOf(args),
  };
}

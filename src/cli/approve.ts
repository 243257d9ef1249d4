/** `ailx approve ID`: shows the plan, asks, approves exactly that, and follows it to its end. */
import type { TaskView } from "../api/task.ts";
import { AppError } from "../domain/error.ts";
import { openHub } from "./client.ts";
import { decideByAsking } from "./decide.ts";
import type { Decision } from "./drive.ts";
import { followForPeople } from "./follow.ts";
import type { Verb } from "./mode.ts";
import { paintFor } from "./paint.ts";
import { planText } from "./plan-text.ts";
import { shown } from "./shown.ts";
import { durationOf } from "./values.ts";

export const run: Verb = async ({ args, io }) => {
  const hub = openHub({ args, io });
  const task = await hub.get<TaskView>(`/api/tasks/${encodeURIComponent(args.positionals[0] ?? "")}`);
  if (task.state !== "needs_approval" || !task.plan)
    throw new AppError(
      "wrong_state",
      `Task ${task.shortId} is ${task.state.replaceAll("_", " ")}; there is nothing to approve.`,
    );
  const asJson = args.has("json");
  if (!asJson) io.out(`${shown(task.request)}\n${planText(task.plan, paintFor(io))}`);

  const typedName = args.text("type-name");
  const reason = args.text("reason");
  const againForMs = durationOf(args, "again");
  const more = {
    ...(reason === undefined ? {} : { reason }),
    ...(againForMs === undefined ? {} : { againForMs }),
  };
  const given: Decision = { kind: "approve", ...(typedName === undefined ? {} : { typedName }), ...more };
  let approved = false;
  const decide = async (waiting: TaskView): Promise<Decision> => {
    // A plan that changed after this one was shown is another one: it is asked for again.
    if (!approved && (args.has("yes") || typedName !== undefined)) {
      approved = true;
      return given;
    }
    const decision = await decideByAsking(waiting, {
      io,
      silent: asJson,
      mayTypeName: true,
      isApprove: true,
      planShown: () => !approved,
    });
    approved = true;
    return decision.kind === "approve" ? { ...decision, ...more } : decision;
  };
  return await followForPeople({ hub, io, events: waiting(task), asJson, decide, planShown: true });
};

async function* waiting(task: TaskView): AsyncIterable<{ kind: "end"; task: TaskView }> {
  yield { kind: "end", task };
}

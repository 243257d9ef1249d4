/** `ailx answer ID TEXT`: what a task asks is answered in words, and it is followed to its end. */
import type { TaskView } from "../api/task.ts";
import { AppError } from "../domain/error.ts";
import { openHub } from "./client.ts";
import { decideByAsking } from "./decide.ts";
import type { Decision } from "./drive.ts";
import { followForPeople } from "./follow.ts";
import type { Verb } from "./mode.ts";

export const run: Verb = async ({ args, io }) => {
  const hub = openHub({ args, io });
  const [id = "", ...words] = args.positionals;
  const task = await hub.get<TaskView>(`/api/tasks/${encodeURIComponent(id)}`);
  if (task.state !== "needs_answer" || !task.question)
    throw new AppError(
      "wrong_state",
      `Task ${task.shortId} is ${task.state.replaceAll("_", " ")}; it asks nothing.`,
      task.state === "needs_approval" ? { hint: `\`ailx approve ${task.shortId}\` shows what waits.` } : {},
    );
  const asJson = args.has("json");
  let isTold = false;
  const decide = async (waiting: TaskView): Promise<Decision> => {
    if (isTold) return await decideByAsking(waiting, { io, silent: asJson, mayTypeName: true, isAnswer: true });
    isTold = true;
    return { kind: "answer", answer: words.join(" ") };
  };
  return await followForPeople({ hub, io, events: waiting(task), asJson, decide });
};

async function* waiting(task: TaskView): AsyncIterable<{ kind: "end"; task: TaskView }> {
  yield { kind: "end", task };
}

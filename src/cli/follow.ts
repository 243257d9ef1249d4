/** Follows a task on a terminal or in a log: its plan once, each change as it is done, a line of progress, its outcome. */
import type { TaskEvent, TaskView } from "../api/task.ts";
import { runEnded } from "../domain/task.ts";
import { showHidden } from "../lib/hidden.ts";
import type { Hub } from "./client.ts";
import { decideByAsking } from "./decide.ts";
import { drive, statusOfTask, waits, type Decision } from "./drive.ts";
import type { ExitStatus } from "./exit.ts";
import type { Io } from "./io.ts";
import { paintFor, type Paint } from "./paint.ts";
import { planText } from "./plan-text.ts";
import { printJson, shown } from "./shown.ts";
import { stallLine } from "./stall-text.ts";
import { outcomeText, runLine } from "./task-text.ts";

export type FollowForPeople = {
  hub: Hub;
  io: Io;
  events: AsyncIterable<TaskEvent>;
  asJson: boolean;
  planOnly?: boolean;
  /** Decides in place of a question; undefined: ask. */
  decide?: (task: TaskView) => Promise<Decision>;
  /** The plan is on the screen already. */
  planShown?: boolean;
};

export async function followForPeople({
  hub,
  io,
  events,
  asJson,
  planOnly = false,
  decide,
  planShown = false,
}: FollowForPeople): Promise<ExitStatus> {
  const paint = paintFor(io);
  let shownRevision = planShown ? Number.MAX_SAFE_INTEGER : 0;
  const progress = new Progress(io, paint);
  const showPlan = ({ plan }: Pick<TaskView, "plan">): void => {
    if (!plan || plan.revision <= shownRevision) return;
    shownRevision = plan.revision;
    io.out(
      `${paint.bold("Understood:")} ${shown(plan.understood)}\n${isReading(plan) && !planOnly ? "" : planText(plan, paint)}`,
    );
  };
  const task = await drive({
    hub,
    io,
    events,
    onEvent: async (event) => {
      if (asJson) return;
      // It runs without a question: what it is going to do is shown all the same, and first.
      if (event.kind === "task" && event.state === "running") {
        const begun = await hub.get<TaskView>(`/api/tasks/${event.id}`);
        showPlan(begun);
        progress.expect(begun);
      }
      progress.tell(event);
    },
    decide: async (waiting) => {
      progress.clear();
      if (!asJson) showPlan(waiting);
      progress.expect(waiting);
      return decide
        ? await decide(waiting)
        : await decideByAsking(waiting, { io, silent: asJson, mayTypeName: true, planShown: () => true });
    },
  });
  progress.clear();
  if (asJson) printJson(io, task);
  else if (!waits(task.state)) {
    showPlan(task);
    io.out(outcomeText(task, paint));
    io.out(paint.dim(`task ${task.shortId}\n`));
  }
  return statusOfTask(task);
}

const isReading = (plan: NonNullable<TaskView["plan"]>): boolean => plan.steps.every(({ access }) => access === "read");

/** What is going on, while it does: a line a machine where something is changed, and on a terminal one that counts. */
class Progress {
  readonly #total = new Set<string>();
  readonly #ended = new Set<string>();
  readonly #changing = new Set<string>();
  #width = 0;
  #shown = false;

  constructor(
    readonly io: Io,
    readonly paint: Paint,
  ) {}

  /** The runs to come; those of changing steps are told one by one, for each matters by itself. */
  expect({ plan }: Pick<TaskView, "plan">): void {
    for (const step of plan?.steps ?? []) {
      if (step.access === "change") this.#changing.add(step.id);
      for (const { name } of step.machines) this.#width = Math.max(this.#width, name.length);
    }
  }

  tell(event: TaskEvent): void {
    if (event.kind === "stall") {
      this.clear();
      this.io.err(stallLine(event));
    }
    if (event.kind !== "run") return;
    this.#total.add(event.id);
    const isNew = runEnded(event.state) && !this.#ended.has(event.id);
    if (isNew) this.#ended.add(event.id);
    this.clear();
    if (event.state === "queued" && event.line !== "") this.io.err(`ailx: ${showHidden(event.line)}\n`);
    if (isNew && this.#changing.has(event.stepId)) this.io.out(runLine({ ...event, width: this.#width }, this.paint));
    if (this.io.tty.err && this.#ended.size < this.#total.size) {
      this.#shown = true;
      this.io.err(`${this.#ended.size} of ${this.#total.size} done`);
    }
  }

  clear(): void {
    if (this.#shown) this.io.err("\r\u001b[K");
    this.#shown = false;
  }
}

/** Follows a task on a terminal or in a log: its plan once, each change as it is done, a line of progress, its outcome. */
import type { TaskEvent, TaskRequest, TaskView } from "../api/task.ts";
import { runEnded, taskEnded } from "../domain/task.ts";
import { showHidden } from "../lib/hidden.ts";
import type { Hub } from "./client.ts";
import { decideByAsking } from "./decide.ts";
import { drive, statusOfTask, waits, type Decision } from "./drive.ts";
import type { ExitStatus } from "./exit.ts";
import type { Io } from "./io.ts";
import { chosenOffer } from "./offers.ts";
import { printLooked, withLooked } from "./looked.ts";
import { paintFor, type Paint } from "./paint.ts";
import { onlyLooks, planText } from "./plan-text.ts";
import { printJson, printLine, shown } from "./shown.ts";
import { stallLine } from "./stall-text.ts";
import { outcomeText, runLine } from "./task-text.ts";
import { TurnTeller } from "./turn-text.ts";

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
  /** Each event as a line of JSON in place of everything else. */
  asLines?: boolean;
  /** What was said beside the words. */
  terms?: Omit<TaskRequest, "request" | "follows">;
  /** What could help is offered to a person at the terminal, and planned in the same conversation. */
  offers?: boolean;
  /** What a diagnosis looked at is shown beside its answer. */
  verbose?: boolean;
};

export async function followForPeople({ offers = false, ...following }: FollowForPeople): Promise<ExitStatus> {
  const { hub, io, asJson, asLines = false } = following;
  for (let { events } = following; ;) {
    const task = await followed({ ...following, events });
    const mayAsk = offers && !asJson && !asLines && io.tty.in && taskEnded(task.state);
    const request = mayAsk ? await chosenOffer(task, io) : undefined;
    if (request === undefined) return statusOfTask(task);
    events = await hub.events("POST", "/api/tasks", { request, follows: task.id });
  }
}

async function followed({
  hub,
  io,
  events,
  asJson,
  planOnly = false,
  decide,
  planShown = false,
  asLines = false,
  terms = {},
  verbose = false,
}: Omit<FollowForPeople, "offers">): Promise<TaskView> {
  const silent = asJson || asLines;
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
    terms,
    onEvent: async (event) => {
      if (asLines) printLine(io, event);
      if (silent) return;
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
      if (!silent) showPlan(waiting);
      progress.expect(waiting);
      return decide
        ? await decide(waiting)
        : await decideByAsking(waiting, { io, silent, mayTypeName: true, planShown: () => true });
    },
  });
  progress.clear();
  if (asLines) printLine(io, { kind: "end", task });
  else if (asJson) printJson(io, waits(task.state) ? task : await withLooked(hub, task));
  else if (!waits(task.state)) {
    showPlan(task);
    io.out(outcomeText(task, paint, verbose));
    await printLooked({ hub, io, task, paint });
    io.out(paint.dim(`task ${task.shortId}${usedText(task)}${verbose ? "" : looksText(task)}\n`));
  }
  return task;
}

const looksText = ({ summary: { looked = [] } = { headline: "", lines: [] } }: TaskView): string =>
  looked.length === 0 ? "" : `; --verbose shows what was looked at, ${looked.length} in all`;

/** What planning it used of a model. */
function usedText({ model }: Pick<TaskView, "model">): string {
  if (!model) return "";
  const tokens = `${model.estimated ? "about " : ""}${(model.inputTokens + model.outputTokens).toLocaleString("en")} tokens`;
  const cost = model.costMicroUsd === undefined ? "" : `, $${(model.costMicroUsd / 1_000_000).toFixed(4)}`;
  return `, ${tokens} of ${model.names.map(showHidden).join(", ")}${cost}`;
}

const isReading = (plan: NonNullable<TaskView["plan"]>): boolean => plan.steps.every(onlyLooks);

/** What is going on, while it does: a line a machine where something is changed, and on a terminal one that counts. */
class Progress {
  readonly #total = new Set<string>();
  readonly #ended = new Set<string>();
  readonly #changing = new Set<string>();
  #width = 0;
  #shown = false;
  readonly #turns: TurnTeller;

  constructor(
    readonly io: Io,
    readonly paint: Paint,
  ) {
    this.#turns = new TurnTeller(paintFor({ colour: io.colour && io.tty.err }));
  }

  /** The runs to come; those of changing steps are told one by one, for each matters by itself. */
  expect({ plan }: Pick<TaskView, "plan">): void {
    for (const step of plan?.steps ?? []) {
      if (!onlyLooks(step)) this.#changing.add(step.id);
      for (const { name } of step.machines) this.#width = Math.max(this.#width, name.length);
    }
  }

  tell(event: TaskEvent): void {
    const said = event.kind === "turn" ? this.#turns.tell(event.turn) : event.kind === "task" ? this.#turns.rest() : "";
    if (said !== "") {
      this.clear();
      this.io.err(said);
    }
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

/** A place to try models in: a real hub's engine, machines that answer every look at once with what the test put there. */
import type { JsonObject } from "../../src/lib/json.ts";
import type { Machine } from "../../src/domain/machine.ts";
import { choosePlanner, type PlannerSetting } from "../../src/hub/planning/choose.ts";
import { embeddedPlanner } from "../../src/hub/planning/embedded/planner.ts";
import type { Model } from "../../src/hub/planning/llm/model.ts";
import type { Planner } from "../../src/hub/planning/planner.ts";
import { ann, startFleet } from "../../src/hub/tasks/testing/fleet.ts";
import { turnsOf } from "../../src/hub/tasks/turns.ts";
import type { TurnPart } from "../../src/domain/turn.ts";
import type { TaskId } from "../../src/domain/task.ts";
import type { TaskView } from "../../src/api/task.ts";
import { assessStep } from "../../src/tools/assess.ts";
import { looksOnly } from "../../src/tools/looksOnly.ts";
import { toolNamed } from "../../src/tools/index.ts";

export type Answers = (tool: string, input: JsonObject, machine: string) => JsonObject | Fails | undefined;
/** The tool fails there, with these words. */
export type Fails = { failed: string };
const isFails = (said: JsonObject | Fails): said is Fails => typeof said["failed"] === "string";

export type Asked = { id: TaskId; view: TaskView; parts: TurnPart[] };

export async function openPlace({
  model,
  answers = usualAnswers,
  setting = "model",
  planner,
  change = () => {},
  ...ports
}: Pick<NonNullable<Parameters<typeof startFleet>[1]>, "web" | "runbooks"> & {
  model: Model | undefined;
  answers?: Answers;
  setting?: PlannerSetting;
  /** Absent: chosen between the embedded one and the model. */
  planner?: Planner;
  /** The machines as they are; three web servers with nginx. */
  change?: (machines: Map<string, Machine>) => void;
}) {
  const hub = await startFleet(3, {
    planner: planner ?? choosePlanner({ embedded: embeddedPlanner, model: () => model, setting: () => setting }),
    ...ports,
  });
  change(hub.machines);
  const done = new Set<string>();
  const answerAll = async (): Promise<void> => {
    for (const [name, machine] of hub.machines)
      for (const { callId, tool, input } of hub.callsOf(name)) {
        if (done.has(callId)) continue;
        done.add(callId);
        const output = answers(tool, input, name);
        await hub.engine.incoming.result(machine.id, callId, {
          ...(output && !isFails(output)
            ? { outcome: "ok" as const, output }
            : {
                outcome: "failed" as const,
                error: { code: "tool_failed", detail: output ? output.failed : "it could not be read" },
              }),
          startedAtMs: 1,
          endedAtMs: 2,
          stdoutBytes: 0,
          stderrBytes: 0,
          truncated: false,
          frames: 0,
        });
      }
  };

  const settled = async (id: TaskId): Promise<Asked> => {
    while (hub.store.get(id).state === "planning" || hub.store.get(id).state === "running") {
      await answerAll();
      await Bun.sleep(1);
    }
    return { id, view: hub.view(id), parts: turnsOf(hub.db, id).map(({ part }) => part) };
  };

  return {
    hub,
    /** Asks, lets machines answer, and comes back once planning has come to something. */
    ask: async (request: string, more: object = {}): Promise<Asked> => {
      const { id, done: begun } = hub.engine.create.ask(ann, { request, ...more });
      await begun;
      return await settled(id);
    },
    /** The person answers its question. */
    answer: async (id: TaskId, text: string): Promise<Asked> => {
      await hub.engine.decide.answer(id, ann, { answer: text });
      return await settled(id);
    },
    /** Calls that machines got and that change something, or read what is secret. */
    changes: (): string[] =>
      [...hub.machines.keys()].flatMap((name) =>
        hub
          .callsOf(name)
          .filter(({ tool, input }) => !looksOnly(toolNamed(tool), input) || assessStep({ tool, input }).risk !== "low")
          .map(({ tool }) => `${tool} on ${name}`),
      ),
    close: hub.end,
  };
}
export type Place = Awaited<ReturnType<typeof openPlace>>;

export const unit = (more: JsonObject = {}): JsonObject => ({
  service: "nginx",
  active: true,
  enabled: true,
  state: "active",
  subState: "running",
  description: "A high performance web server",
  mainPid: 812,
  sinceMs: null,
  restarts: 0,
  result: "success",
  oneshot: false,
  invocation: "",
  ...more,
});
export const logLines = (...lines: string[]): JsonObject => ({
  service: "nginx",
  lines: lines.map((text, at) => ({ atMs: at, priority: 6, text })),
  cut: false,
});
export const fileText = (text: string): JsonObject => ({
  realPath: "/etc/motd",
  sizeBytes: text.length,
  modifiedAtMs: 0,
  text,
  lines: text.split("\n").length,
  more: false,
});

export const usualAnswers: Answers = (tool) => {
  switch (tool) {
    case "service.status":
      return unit();
    case "service.logs":
      return logLines("started", "ready");
    case "file.read":
      return fileText("hello\n");
    default:
      return undefined;
  }
};

/** What a person can understand: it ended or waits for them, and says so in words. */
export function understood({ state, summary, declined, question, plan, error }: TaskView): string {
  const words = {
    succeeded: summary?.headline,
    partly_failed: summary?.headline,
    declined: declined?.reason,
    needs_answer: question?.question,
    needs_approval: plan?.understood,
    paused: summary?.headline,
    failed: error?.code === "internal" ? undefined : (error?.detail ?? summary?.headline),
  }[state as string];
  if (words === undefined || words.trim() === "") throw new Error(`nobody understands a task that is ${state}`);
  return `${state}: ${words}`;
}

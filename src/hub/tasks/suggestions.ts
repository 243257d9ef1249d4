/** Requests that could follow a task that did not end well, or that mended something: each looks only, names what failed where, and is planned like any other. */
import type { TaskView } from "../../api/task.ts";
import type { Plan } from "../../domain/plan.ts";
import { showHidden } from "../../domain/untrusted.ts";
import type { Run, Task } from "./rows.ts";

type Suggestion = NonNullable<TaskView["suggestions"]>[number];

const suggestedAtMost = 3;

export function suggestionsFor({
  task,
  plan,
  runs,
  before,
}: {
  task: Pick<Task, "state" | "outcome">;
  plan: Plan | undefined;
  runs: readonly Run[];
  /** The task that this one goes on from. */
  before?: Pick<Task, "request" | "outcome"> | undefined;
}): Pick<TaskView, "suggestions"> {
  if (plan && task.state === "succeeded") return mended(plan, before);
  if (!plan || (task.state !== "failed" && task.state !== "partly_failed")) return {};
  // A diagnosis offers what would mend it, which is better.
  if (task.outcome?.kind === "summary" && task.outcome.findings?.some(({ fixes }) => fixes.length > 0)) return {};
  const bad = runs.find(({ state }) => state === "failed") ?? runs.find(({ state }) => state === "unreachable");
  const step = plan.steps.find(({ id }) => id === bad?.stepId);
  if (!bad || !step || bad.machineName === "hub") return {};
  const suggestions = (bad.state === "failed" ? afterFailure(bad, step) : afterSilence(bad)).slice(0, suggestedAtMost);
  return { suggestions: suggestions.map(({ say, why }) => ({ say: showHidden(say), why })) };
}

/** After what a diagnosis offered was done, its question is worth asking once more. */
function mended({ steps }: Plan, before: Pick<Task, "request" | "outcome"> | undefined): Pick<TaskView, "suggestions"> {
  const found = before?.outcome?.kind === "summary" ? (before.outcome.findings ?? []) : [];
  // “why?” means something only where it was asked.
  if (
    !before ||
    before.request.split(" ").length < 3 ||
    found.length === 0 ||
    steps.every(({ access }) => access === "read")
  )
    return {};
  return { suggestions: [{ say: showHidden(before.request), why: "Looks once more, now that this is done." }] };
}

function afterFailure({ machineName: name, error, line }: Run, { tool, input }: Plan["steps"][number]): Suggestion[] {
  const service = typeof input["service"] === "string" ? input["service"] : undefined;
  const isFull = /no space left|disk (?:is )?full|ENOSPC/i.test(`${line} ${error?.detail ?? ""}`);
  return [
    ...(isFull ? [{ say: `why is the disk full on ${name}?`, why: "Looks for what takes the room." }] : []),
    ...(service === undefined
      ? []
      : [
          { say: `why is ${service} not working on ${name}?`, why: "Looks at the usual causes and changes nothing." },
          { say: `show the last 50 log lines of ${service} on ${name}`, why: "What it said about itself." },
        ]),
    ...(tool.startsWith("package.") ? [{ say: `show disk usage on ${name}`, why: "Packages need room." }] : []),
    // Where systemd does not run there are no services to ask for.
    ...(error?.code === "not_supported"
      ? []
      : [{ say: `which services have failed on ${name}?`, why: "What else does not run there." }]),
  ];
}

const afterSilence = ({ machineName: name }: Run): Suggestion[] => [
  { say: `is ${name} online?`, why: "When it was heard of last." },
  { say: "which machines are offline?", why: "Whether it is alone in that." },
];

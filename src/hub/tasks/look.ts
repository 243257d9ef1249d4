/**
 * A look before a change is asked about: what its own tools would do, found on the machines themselves by reads that change
 * nothing. It is a task of its own, dispatched and audited like any other; the plan names it, and what it found is shown on the card.
 */
import type { PreviewView } from "../../api/plan.ts";
import type { FilePreview } from "../../domain/fileChange.ts";
import type { MachineId } from "../../domain/machine.ts";
import type { Outcome, Plan, Step } from "../../domain/plan.ts";
import { loggedText } from "./masks.ts";
import { taskEnded, taskId, type TaskId } from "../../domain/task.ts";
import { showHidden, untrusted } from "../../domain/untrusted.ts";
import { canonical } from "../../lib/json.ts";
import { limits } from "../../protocol/limits.ts";
import { findTool } from "../../tools/index.ts";
import { beginLook } from "./beginLook.ts";
import type { Ports } from "./ports.ts";
import type { First } from "./propose.ts";
import type { Run, StoredPlan, Task } from "./rows.ts";
import type { TaskStore } from "./store.ts";

/** Nobody is kept waiting for longer; what has not answered by then is not shown. */
const waitMs = 4_000;
/** So many machines of a step are looked at: the first ones that it would come to. */
const machinesAtMost = 5;

export type Look = (task: Task, outcome: Outcome) => Promise<Outcome>;

export const makeLook =
  ({ ports, first, advance }: { ports: Ports; first: First; advance: (id: TaskId) => Promise<void> }): Look =>
  async (task, outcome) => {
    // Who has allowed it beforehand is not asked, so nothing is shown.
    if (outcome.kind !== "plan" || task.ask.approveUpTo !== undefined) return outcome;
    const plan = lookPlan(outcome.plan, ports.link.connected);
    const patienceMs = ports.lookMs ?? waitMs;
    if (!plan || patienceMs === 0) return outcome;
    try {
      const begun = await beginLook({ ports, first, task, plan, title: `Look ahead: ${task.request}`, quiet: true });
      if ("refused" in begun) return outcome;
      const looking = begun.id;
      await advance(looking);
      const untilMs = performance.now() + patienceMs;
      for (let state = ports.store.find(looking)?.state; state && !taskEnded(state) && performance.now() < untilMs;) {
        await Bun.sleep(15);
        state = ports.store.find(looking)?.state;
      }
      return { kind: "plan", plan: { ...outcome.plan, looked: looking } };
    } catch (error) {
      ports.log.warn("look.failed", { taskId: task.id, error: String(error) });
      return outcome;
    }
  };

/** A read for each step that can say before what it would do. */
function lookPlan(
  { undoes: _undoes, looked: _looked, ...plan }: Plan,
  connected: (id: MachineId) => boolean,
): Plan | undefined {
  const look = findTool("change.preview");
  if (!look) return undefined;
  const steps = plan.steps.flatMap((step): Step[] => {
    const tool = findTool(step.tool);
    const machineIds = step.machineIds.filter(connected).slice(0, machinesAtMost);
    if (tool?.where !== "agent" || !tool.load.preview || machineIds.length === 0) return [];
    const input = { tool: step.tool, input: step.input };
    return [
      {
        id: step.id,
        title: loggedText(plan, look.preview(input).title),
        tool: look.name,
        toolVersion: look.version,
        input,
        access: "read",
        machineIds,
        rollout: { mode: "parallel" },
        verify: [],
        undo: { kind: "nothing" },
        limits: { timeoutMs: waitMs * 2, outputBytes: limits.outputBytes },
        secrets: [],
        onFailure: "continue",
      },
    ];
  });
  return steps.length === 0
    ? undefined
    : {
        ...plan,
        steps,
        understood: `Look what would change: ${plan.understood}`,
        excluded: [],
        assumptions: [],
        factsUsed: {},
      };
}

/** What was found, by step; machines that said the same are told together. */
export function previewsOf({
  store,
  stored,
}: {
  store: Pick<TaskStore, "runs">;
  stored: StoredPlan;
}): ReadonlyMap<string, PreviewView[]> {
  const steps = new Map<string, PreviewView[]>();
  if (stored.plan.looked === undefined) return steps;
  const groups = new Map<string, PreviewView>();
  for (const run of store.runs(taskId(stored.plan.looked), 1)) {
    const found = run.state === "ok" ? (run.output as FilePreview | undefined) : refusalOf(run);
    const why = found ? undefined : showHidden(run.error?.detail ?? run.line) || "it has not answered yet";
    const key = canonical([run.stepId, found ?? null, why ?? null]);
    const known = groups.get(key);
    if (known) {
      known.machines.push(run.machineName);
      continue;
    }
    const view: PreviewView = {
      machines: [run.machineName],
      files: found?.files ?? [],
      notes: found?.notes ?? [],
      problems: found?.problems ?? [],
      ...(why === undefined ? {} : { unknown: why }),
    };
    groups.set(key, view);
    steps.set(run.stepId, [...(steps.get(run.stepId) ?? []), view]);
  }
  return steps;
}

/** What the change would say too: it would not work as things are now. */
function refusalOf({ state, error }: Run): FilePreview | undefined {
  if (state !== "failed" || !error || !wouldRefuse.has(error.code)) return undefined;
  return { files: [], notes: [], problems: [untrusted(error.detail.slice(0, 1_000))] };
}
const wouldRefuse: ReadonlySet<string> = new Set([
  "conflict",
  "no_such_file",
  "no_such_container",
  "config_invalid",
  "permission_denied",
  "refused_by_policy",
  "bad_input",
  "too_large",
  "wrong_state",
  "no_backup",
  "changed_since",
]);

/** What a call is to be held to: a command that nobody was asked about because it only reads is sent to be held, or not sent. */
import type { RunView } from "../../api/task.ts";
import { askedInstead, type HeldBy } from "../../domain/confinement.ts";
import { isHeld } from "../../domain/decide.ts";
import type { MachineId } from "../../domain/machine.ts";
import type { Step } from "../../domain/plan.ts";
import type { Confinement } from "../../domain/risk.ts";
import { partOf } from "./parts.ts";
import type { Ports } from "./ports.ts";
import type { Refusal } from "./recheck.ts";
import type { StoredPlan, Task } from "./rows.ts";

type Sent = { ports: Ports; task: Task; stored: StoredPlan; step: Step; machineId: MachineId };

/** For the payload. A person who was asked has allowed it without, where the machine cannot hold it. */
export function confinementOf(sent: Sent): { confine?: Confinement } {
  const { holdTo, held } = wanted(sent);
  if (holdTo === undefined || holdTo === "nothing") return {};
  return held || nobodyWasAsked(sent) ? { confine: holdTo } : {};
}

/** For the view of a run that has ended: what the agent told, or that somebody was asked instead. */
export function heldOf(run: RunView, stored: StoredPlan | undefined): { heldBy?: HeldBy } {
  const step = stored?.plan.steps.find(({ id }) => id === run.stepId);
  if (!stored || step?.tool !== "shell.run" || run.endedAt === undefined || run.heldBy?.profile) return {};
  if (run.state !== "ok" && run.state !== "failed") return {};
  if (run.error?.code === "not_enforceable") return {};
  const { holdTo } = partOf(stored, step, undefined);
  return holdTo === undefined ? {} : { heldBy: askedInstead(run.heldBy ?? { by: [] }) };
}

/** The machine could hold it when that was decided, and cannot any more. */
export function notHeld(sent: Sent): Refusal | undefined {
  const { held, name } = wanted(sent);
  if (held || !nobodyWasAsked(sent)) return undefined;
  return {
    state: "failed",
    code: "not_enforceable",
    detail: `${name} cannot hold this command to reading, and nobody was asked to let it run without.`,
    hint: "Ask again; it then needs an approval.",
  };
}

function wanted({ ports, stored, step, machineId }: Sent) {
  const machine = ports.fleet.get(machineId);
  const part = partOf(stored, step, machine);
  return { holdTo: part.holdTo, held: isHeld(part), name: machine?.name ?? "This machine" };
}

const nobodyWasAsked = ({ ports, task }: Sent): boolean =>
  ports.store.approval(task.id, task.revision)?.rule === "reads";

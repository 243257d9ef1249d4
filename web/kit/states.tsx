/** The states of tasks, runs and machines: a tone, an icon and words for each. Unknown is hatched, never green. */
import type { MachineState as Machine } from "../../src/domain/machine.ts";
import type { RunState as Run, TaskState as Task } from "../../src/domain/task.ts";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icons.ts";

export type Tone = "quiet" | "busy" | "ok" | "warn" | "bad" | "ask" | "unknown";
type Look = { tone: Tone; icon: IconName; words: string };

export const taskLooks: Record<Task, Look> = {
  planning: { tone: "busy", icon: "loader-circle", words: "planning" },
  needs_answer: { tone: "ask", icon: "message-circle-question-mark", words: "needs your answer" },
  needs_approval: { tone: "ask", icon: "hand", words: "needs approval" },
  running: { tone: "busy", icon: "loader-circle", words: "running" },
  paused: { tone: "warn", icon: "circle-pause", words: "paused" },
  succeeded: { tone: "ok", icon: "circle-check", words: "done" },
  partly_failed: { tone: "warn", icon: "circle-alert", words: "partly failed" },
  failed: { tone: "bad", icon: "circle-x", words: "failed" },
  declined: { tone: "quiet", icon: "circle-slash", words: "declined" },
  rejected: { tone: "quiet", icon: "ban", words: "rejected" },
  cancelled: { tone: "quiet", icon: "circle-minus", words: "cancelled" },
  expired: { tone: "quiet", icon: "timer-off", words: "expired" },
};

export const runLooks: Record<Run, Look> = {
  queued: { tone: "quiet", icon: "circle-dashed", words: "queued" },
  dispatched: { tone: "busy", icon: "send", words: "sent" },
  running: { tone: "busy", icon: "loader-circle", words: "running" },
  verifying: { tone: "busy", icon: "scan-search", words: "checking" },
  ok: { tone: "ok", icon: "check", words: "ok" },
  failed: { tone: "bad", icon: "x", words: "failed" },
  skipped: { tone: "quiet", icon: "minus", words: "skipped" },
  unreachable: { tone: "warn", icon: "unplug", words: "out of reach" },
  cancelled: { tone: "quiet", icon: "circle-slash", words: "cancelled" },
  unknown: { tone: "unknown", icon: "circle-question-mark", words: "unknown" },
};

export const machineLooks: Record<Machine, Look> = {
  online: { tone: "ok", icon: "circle-check", words: "up" },
  offline: { tone: "bad", icon: "unplug", words: "down" },
  pending: { tone: "ask", icon: "clock", words: "waiting" },
  quarantined: { tone: "bad", icon: "shield-alert", words: "quarantined" },
  revoked: { tone: "quiet", icon: "ban", words: "revoked" },
};

const State = ({ look, name }: { look: Look; name: string }) => (
  <span class={`state tone-${look.tone}`} data-state={name}>
    <Icon name={look.icon} size={14} class={look.icon === "loader-circle" ? "spin" : ""} />
    {look.words}
  </span>
);

/** `refused`: it failed before it began, by a rule. */
export const TaskState = ({ state, refused }: { state: Task; refused?: boolean | undefined }) => (
  <State look={refused ? refusedLook : taskLooks[state]} name={state} />
);
const refusedLook: Look = { tone: "bad", icon: "ban", words: "refused" };

export const RunState = ({ state }: { state: Run }) => <State look={runLooks[state]} name={state} />;
export const MachineState = ({ state }: { state: Machine }) => <State look={machineLooks[state]} name={state} />;

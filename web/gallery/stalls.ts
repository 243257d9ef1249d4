/** Invented silent runs for the gallery: one that asks, one that asks for a secret, one that follows, one at work. */
import type { RunView, TaskView } from "../../src/api/task.ts";
import { restartPlan } from "./plans.ts";
import { run, task } from "./tasks.ts";

type Stall = NonNullable<RunView["stall"]>;

const stall = (more: Partial<Stall>): Partial<RunView> => ({
  stall: {
    kind: "prompt",
    words: "apt-get asks “Do you want to continue? [Y/n]”",
    prompt: "Do you want to continue? [Y/n]",
    evidence: [
      { what: "silent for", found: "22 s" },
      { what: "process", found: "apt-get, pid 4312, one of 3" },
      { what: "state", found: "sleeping" },
      { what: "system call", found: "read" },
      { what: "waits on", found: "0 → /dev/pts/3" },
      { what: "typing", found: "shown, by the line" },
    ],
    pid: 4312,
    program: "apt-get",
    quietMs: 22_000,
    actions: ["answer", "wait", "interrupt", "kill"],
    answers: ["y", "n"],
    ...more,
  },
});

const silent = (more: Partial<Stall>): TaskView =>
  task("running", {
    kind: "exec",
    request: "apt-get dist-upgrade",
    plan: { ...restartPlan, steps: restartPlan.steps.slice(1) },
    runs: [
      run({ stepId: "s2", at: 1, state: "running", more: { ...stall(more), stdoutBytes: 812 } }),
      run({ stepId: "s2", at: 2, state: "running" }),
    ],
  });

export const stalls = {
  asks: silent({}),
  secret: silent({
    kind: "secret",
    words: "sudo asks for the password that sudo wants. A person has to type it.",
    prompt: "[sudo] password for deploy:",
    program: "sudo",
    actions: ["interrupt", "wait", "kill", "answer"],
    answers: [],
  }),
  lock: silent({
    kind: "lock",
    words:
      "apt-get waits for the lock of the package manager, held by unattended-upgr (pid 812), which began 40 s ago.",
    actions: ["wait", "interrupt", "kill"],
    answers: [],
  }),
  busy: silent({
    kind: "busy",
    words: "dd is at work: it reads and writes.",
    program: "dd",
    actions: ["wait", "interrupt", "kill"],
    answers: [],
  }),
};

/** Invented tasks for the gallery, one for each state that a person can meet. */
import type { RunView, TaskLine, TaskView } from "../../src/api/task.ts";
import { editPlan, undoPlan } from "./changes.ts";
import { runStates, type RunState, type TaskState } from "../../src/domain/task.ts";
import { ago, machineId } from "./machines.ts";
import { changedPlan, criticalPlan, diskPlan, highPlan, restartPlan } from "./plans.ts";

export const taskId = (n: number): string => `019a1c41-0000-7000-8000-0000000a${String(n).padStart(4, "0")}`;
let runNumber = 0;
type ShortRun = { stepId: string; at: number; state: RunState; line?: string; more?: Partial<RunView> };
export const run = ({ stepId, at, state, line = "", more = {} }: ShortRun): RunView => {
  runNumber += 1;
  const started = !["queued", "skipped", "unreachable"].includes(state);
  const ended = ["ok", "failed", "cancelled"].includes(state);
  return {
    id: `019a1c42-0000-7000-8000-${String(runNumber).padStart(12, "0")}`,
    stepId,
    machineId: machineId(at),
    machineName: at < 50 ? `web-${at}` : `node-${at}`,
    state,
    line,
    evidence: [],
    ...(started ? { startedAt: ago(14_000) } : {}),
    ...(ended ? { endedAt: ago(12_700) } : {}),
    stdoutBytes: ended ? 812 : 0,
    stderrBytes: 0,
    leftOutBytes: 0,
    truncated: false,
    ...more,
  };
};

export const task = (state: TaskState, more: Partial<TaskView> = {}): TaskView => ({
  id: taskId(1),
  shortId: "0a0001",
  kind: "ask",
  request: "restart nginx on all web servers, one at a time",
  state,
  by: "maria",
  createdAt: ago(48_000),
  runs: [],
  ...more,
});

const ended = { endedAt: ago(6_000) };
const active = [
  { check: "nginx is active", ok: true, found: "active (running)" },
  { check: "it keeps one main process", ok: true, found: "pid 4312 for 3 s" },
];

const mixedRuns = [
  run({ stepId: "s1", at: 1, state: "ok", line: "the configuration is valid" }),
  run({ stepId: "s2", at: 1, state: "ok", line: "active, pid 4312", more: { evidence: active } }),
  run({ stepId: "s1", at: 2, state: "ok", line: "the configuration is valid" }),
  run({
    stepId: "s2",
    at: 2,
    state: "failed",
    line: "nginx found an error in line 14 of shop.conf",
    more: {
      error: {
        code: "config_invalid",
        detail: "web-2 did not restart: nginx found an error in line 14 of shop.conf.",
        hint: "nginx still runs with the earlier configuration. Mend the line, then ask again.",
      },
      evidence: [
        { check: "nginx -t", ok: false, found: 'unknown directive "proxy_pas" in /etc/nginx/conf.d/shop.conf:14' },
      ],
      stderrBytes: 200,
    },
  }),
  run({ stepId: "s1", at: 3, state: "ok", line: "the configuration is valid" }),
  run({ stepId: "s2", at: 3, state: "skipped", line: "not tried: an earlier machine failed" }),
];

export const diskTable = {
  columns: ["Machine", "Mounted on", "Size", "Used", "Avail", "Use%"],
  rows: [
    ["web-1", "/", "40.0G", "24.8G", "13.2G", "62%"],
    ["web-1", "/srv", "400.0G", "88.0G", "312.0G", "22%"],
    ["web-2", "/", "40.0G", "37.6G", "2.4G", "94%"],
    ["web-3", "/", "40.0G", "23.2G", "14.8G", "58%"],
    ["db-1", "/", "80.0G", "56.8G", "19.2G", "71%"],
    ["db-1", "/var/lib/postgresql", "800.0G", "655.2G", "144.8G", "82%"],
    ["edge-fra", "/", "8.0G", "1.4G", "6.6G", "18%"],
  ],
};

export const tasks = {
  planning: task("planning"),
  approval: task("needs_approval", { plan: restartPlan }),
  approvalChanged: task("needs_approval", { plan: changedPlan }),
  approvalHigh: task("needs_approval", { plan: highPlan, kind: "exec", request: "apt-get dist-upgrade" }),
  approvalCritical: task("needs_approval", { plan: criticalPlan, request: "delete /srv/archive on db-1" }),
  approvalEdit: task("needs_approval", { plan: editPlan, request: "point the shop's site to /srv/shop on web" }),
  approvalUndo: task("needs_approval", { plan: undoPlan, request: "undo that", undoOf: taskId(2) }),
  edited: task("succeeded", {
    ...ended,
    plan: editPlan,
    request: "point the shop's site to /srv/shop on web",
    undoable: { steps: ["s1"], not: ["Not undone: “Restart nginx” on web-1; a restart cannot be taken back"] },
    runs: [1, 2, 3].map((at) =>
      run({ stepId: "s1", at, state: "ok", line: "/etc/nginx/sites-available/shop changed, +2 −1" }),
    ),
  }),
  question: task("needs_answer", {
    request: "restart the app on web",
    question: {
      question: "Which service is “the app”?",
      about: "argument",
      options: [
        { label: "nginx on web-1, web-2 and web-3", value: "nginx" },
        { label: "shop on web-1 and web-2", value: "shop" },
        { label: "shop-worker on web-3", value: "shop-worker" },
      ],
    },
  }),
  running: task("running", {
    plan: restartPlan,
    approvedBy: "maria",
    runs: [
      run({ stepId: "s1", at: 1, state: "ok", line: "the configuration is valid" }),
      run({ stepId: "s2", at: 1, state: "ok", line: "active, pid 4312", more: { evidence: active } }),
      run({ stepId: "s1", at: 2, state: "ok", line: "the configuration is valid" }),
      run({ stepId: "s2", at: 2, state: "running", line: "restarting" }),
      run({ stepId: "s1", at: 3, state: "ok", line: "the configuration is valid" }),
      run({ stepId: "s2", at: 3, state: "queued" }),
    ],
  }),
  paused: task("paused", {
    plan: restartPlan,
    approvedBy: "maria",
    paused: "Paused by maria.",
    queuedUntil: ago(-7_200_000),
    retryOf: taskId(2),
    runs: [
      run({ stepId: "s2", at: 1, state: "ok", line: "active, pid 4312" }),
      run({ stepId: "s2", at: 2, state: "running", line: "restarting" }),
      run({ stepId: "s2", at: 3, state: "queued", line: "waits for web-3 until 14:00 UTC" }),
    ],
  }),
  alike: task("partly_failed", {
    ...ended,
    kind: "exec",
    request: "apt-get --yes upgrade",
    plan: { ...highPlan, steps: highPlan.steps.slice(0, 1) },
    retryable: [12, 17, 18].map((at) => ({ id: machineId(at), name: `web-${at}` })),
    runs: Array.from({ length: 30 }, (_, at) =>
      at === 11 || at === 16
        ? run({ stepId: "s1", at: at + 1, state: "failed", line: "exit status 100", more: { outputDigest: "b" } })
        : at === 17
          ? run({ stepId: "s1", at: at + 1, state: "unreachable", line: "not connected" })
          : run({ stepId: "s1", at: at + 1, state: "ok", line: "exit 0", more: { outputDigest: "a" } }),
    ),
    summary: {
      headline: "Run a command: done on 27 of 30 machines, not on web-12, web-17 and web-18. web-12: exit status 100.",
      lines: [
        "Run a command: 27 of 30 alike — done and verified: exit 0",
        "web-12 and web-17: Run a command — failed: exit status 100",
        "web-18: Run a command — not reached: not connected",
      ],
    },
  }),
  partly: task("partly_failed", {
    ...ended,
    retryable: [2, 3].map((at) => ({ id: machineId(at), name: `web-${at}` })),
    plan: restartPlan,
    approvedBy: "maria",
    runs: mixedRuns,
    summary: {
      headline: "nginx was restarted on 1 of 3 machines; web-2 has an error in its configuration.",
      lines: [
        "web-1: restarted, active with pid 4312.",
        "web-2 did not restart: nginx found an error in line 14 of shop.conf. It still runs with the earlier configuration.",
        "web-3: not tried, because web-2 failed first. Nothing was changed there.",
      ],
    },
  }),
  disks: task("succeeded", {
    ...ended,
    request: "show disk usage on all machines",
    plan: diskPlan,
    runs: [1, 2, 3].map((at) =>
      run({ stepId: "s1", at, state: "ok", line: "2 file systems, fullest 62%", more: { stdoutBytes: 0 } }),
    ),
    summary: {
      headline: "1 of 7 file systems is over 90% full: / on web-2.",
      lines: ["backup-1 was left out: it is not connected since 3 h."],
      table: diskTable,
    },
  }),
  answer: task("succeeded", {
    ...ended,
    request: "which machines run debian older than 12?",
    summary: { headline: "No machine runs a Debian older than 12.", lines: [] },
  }),
  declined: task("declined", {
    ...ended,
    request: "make everything faster",
    declined: {
      reason: "ailx does not know what “make everything faster” would change, so it changed nothing.",
      nearest: [
        "show CPU and memory on all machines",
        "show the busiest processes on db-1",
        "show disk usage on all machines",
      ],
    },
  }),
  rejected: task("rejected", { ...ended, plan: restartPlan, rejectedBecause: "not before the sale ends on Sunday" }),
  expired: task("expired", { ...ended, plan: restartPlan }),
  failed: task("failed", {
    ...ended,
    error: {
      code: "agent_offline",
      detail: "None of the 3 machines is connected.",
      hint: "Run systemctl status ailx-agent on one of them.",
    },
  }),
  after: task("partly_failed", {
    ...ended,
    kind: "exec",
    request: "/srv/shop/bin/reindex --all",
    plan: { ...highPlan, steps: highPlan.steps.slice(0, 1) },
    runs: [
      run({
        stepId: "s1",
        at: 1,
        state: "failed",
        line: "signal SIGKILL",
        more: {
          error: { code: "tool_failed", detail: "signal SIGKILL" },
          evidence: [{ check: "exit status is 0", ok: false, found: "signal SIGKILL" }],
          endedBy: { name: "maria", action: "kill" },
          usage: { cpuMs: 8_240, memoryBytes: 512 * 2 ** 20, writtenBytes: 3_400_000, processes: 12 },
          containedBy: "cgroup2",
          heldBy: {
            profile: "network-read",
            by: ["Landlock 7", "seccomp", "read-only mounts", "user nobody"],
            gaps: ["services that answer on TCP or UDP can be reached, also this machine's own"],
          },
          leftOutBytes: 447_583,
          truncated: true,
          survivors: [
            {
              pid: 28_459,
              command: "/srv/shop/bin/indexd --listen 7700",
              state: "S",
              why: "left running by the command",
            },
            {
              pid: 28_460,
              command: "cp /mnt/nfs/a /srv/b",
              state: "D",
              why: "stuck in the kernel (nfs_wait), cannot be ended",
            },
          ],
          warnings: [
            { code: "memory_limit", detail: "It reached its memory limit, and the kernel ended 2 processes of it." },
          ],
        },
      }),
      run({
        stepId: "s1",
        at: 2,
        state: "ok",
        line: "exit 0",
        more: {
          usage: { cpuMs: 1_240, memoryBytes: 34 * 2 ** 20, processes: 3 },
          containedBy: "group",
        },
      }),
    ],
    summary: {
      headline: "Run a command: done on 1 of 2 machines, not on web-1. web-1: signal SIGKILL.",
      lines: ["web-1: Run a command — failed: signal SIGKILL", "web-2: Run a command — done and verified: exit 0"],
    },
  }),
  states: task("running", {
    plan: { ...restartPlan, steps: restartPlan.steps.slice(1) },
    runs: runStates.map((state, at) =>
      run({ stepId: "s2", at: 60 + at, state, line: state === "unknown" ? "the agent was lost while it ran" : state }),
    ),
  }),
  crowd: task("running", {
    plan: restartPlan,
    runs: Array.from({ length: 100 }, (_, at) => [
      run({ stepId: "s1", at: 100 + at, state: "ok", line: "the configuration is valid" }),
      run({
        stepId: "s2",
        at: 100 + at,
        state: at < 31 ? "ok" : at === 31 ? "running" : "queued",
        line: at < 31 ? "active, pid 900" : at === 31 ? "restarting" : "",
      }),
    ]).flat(),
  }),
  hostile: task("partly_failed", {
    ...ended,
    kind: "exec",
    request: "cat /tmp/name\u202egnp.exe <script>alert(1)</script>",
    plan: highPlan,
    runs: [
      run({ stepId: "s1", at: 1, state: "failed", line: "<img src=x onerror=alert(1)> \u001b[31mred\u001b[0m\u200b" }),
    ],
    summary: {
      headline: "</h2><script>alert(1)</script> ended with exit status 1.",
      lines: ["a\u0000b"],
      table: { columns: ["<b>x</b>"], rows: [["<i>1</i>"]] },
    },
  }),
};

const line = (n: number, state: TaskState, request: string, more: Partial<TaskLine> = {}): TaskLine => ({
  id: taskId(n),
  shortId: `0a${String(n).padStart(4, "0")}`,
  kind: "ask",
  request,
  state,
  by: "maria",
  createdAt: ago(n * 11 * 60_000),
  machines: 3,
  ...more,
});

export const needsYou: TaskLine[] = [
  line(1, "needs_approval", "restart nginx on all web servers, one at a time", { risk: "medium" }),
  line(2, "needs_answer", "restart the app on web", { machines: 0 }),
];
export const recent: TaskLine[] = [
  line(3, "running", "upgrade all packages on db-2", { risk: "high", machines: 1 }),
  line(4, "succeeded", "show disk usage on all machines", {
    headline: "1 of 7 file systems is over 90% full: / on web-2.",
    machines: 5,
    risk: "low",
  }),
  line(5, "partly_failed", "restart nginx on all web servers", {
    headline: "nginx was restarted on 1 of 3 machines; web-2 has an error in its configuration.",
    risk: "medium",
  }),
  line(6, "succeeded", "journalctl --unit nginx --since -1h --no-pager | grep --count 502", {
    kind: "exec",
    headline: "Exit status 0 on 3 machines.",
    by: "key: nightly",
  }),
  line(7, "declined", "make everything faster", { machines: 0 }),
  line(8, "rejected", "delete /srv/archive on db-1", { risk: "critical", machines: 1 }),
  line(9, "cancelled", "show the logs of postgresql on db-1", { machines: 1 }),
  line(10, "expired", "restart shop on web-1", { risk: "medium", machines: 1 }),
];

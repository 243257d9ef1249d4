/** Invented conversations for the gallery: what was asked around a task, a model at work, and causes that were found. */
import { doubtMark } from "../../src/domain/doubt.ts";
import type { FindingView } from "../../src/api/finding.ts";
import type { TaskLine, TaskView } from "../../src/api/task.ts";
import type { TurnPartView, TurnView } from "../../src/api/turn.ts";
import { ago } from "./machines.ts";
import { restartPlan } from "./plans.ts";
import { run, task, taskId } from "./tasks.ts";

const line = (n: number, request: string, more: Partial<TaskLine> = {}): TaskLine => ({
  id: taskId(100 + n),
  shortId: "0a01a0",
  kind: "ask",
  request,
  state: "succeeded",
  by: "maria",
  createdAt: ago((20 - n) * 60_000),
  endedAt: ago((20 - n) * 60_000 - 4_000),
  machines: 1,
  thread: taskId(101),
  ...more,
});

export const earlier: TaskLine[] = [
  line(1, "is the download server up?", { headline: "sab-1 is up since 21 days." }),
  line(2, "which services run on it?", { headline: "41 services run on sab-1." }),
  line(3, "the download server isn't working, can you check it?", {
    headline: "The disk of sab-1 is full: /var/log/sabnzbd takes 31.2G.",
  }),
  line(4, "why?", { headline: "sabnzbd writes its log at the level debug since Tuesday.", machines: 1 }),
  line(5, "empty that log", { state: "rejected", headline: "Rejected: only what is older than a day", risk: "high" }),
];
export const later: TaskLine[] = [line(7, "and on sab-2 as well", { state: "needs_approval", risk: "medium" })];

const parts: TurnPartView[] = [
  {
    kind: "thinking",
    by: "coordinator",
    text: "The person says the download server does not work. The alias names sab-1.\nFirst I look at the service, then at the disk, because a full disk stops downloads without a failed unit.",
  },
  { kind: "delegated", by: "coordinator", to: "diagnosis", goal: "find out why downloads on sab-1 do not go on" },
  { kind: "call", by: "diagnosis", id: "c1", tool: "service.status", input: { service: "sabnzbd" }, on: ["sab-1"] },
  {
    kind: "found",
    by: "diagnosis",
    call: "c1",
    state: "ok",
    line: "active (running), 3 restarts in the last hour",
    runs: [{ id: taskId(201), machine: "sab-1" }],
  },
  { kind: "call", by: "diagnosis", id: "c2", tool: "log.errors", input: { service: "sabnzbd" }, on: ["sab-1"] },
  {
    kind: "found",
    by: "diagnosis",
    call: "c2",
    state: "ok",
    line: "412 errors, all of them “No space left on device”",
    runs: [{ id: taskId(202), machine: "sab-1" }],
  },
  { kind: "call", by: "diagnosis", id: "c3", tool: "file.read", input: { path: "/etc/shadow" }, on: ["sab-1"] },
  {
    kind: "found",
    by: "diagnosis",
    call: "c3",
    state: "refused",
    line: "rule secrets keeps this file closed",
    runs: [],
  },
  { kind: "steered", name: "maria", text: "look at /var/log first, it was that last time" },
  { kind: "said", by: "diagnosis", text: "The disk is full, and it is the log of the service itself that fills it." },
  {
    kind: "call",
    by: "diagnosis",
    id: "c4",
    tool: "file.search",
    input: { path: "/var/log", largest: true },
    on: ["sab-1"],
  },
  {
    kind: "usage",
    by: "coordinator",
    model: "qwen3-32b",
    inputTokens: 8_412,
    cachedTokens: 6_000,
    outputTokens: 655,
    estimated: false,
    costMicroUsd: 4_100,
    ms: 3_120,
  },
];
const turn = (part: TurnPartView, at: number): TurnView => ({
  seq: at + 1,
  revision: 1,
  at: ago(14_000 - at * 900),
  part,
});
export const atWork: TurnView[] = parts.map(turn);
const answered: TurnPartView = {
  kind: "found",
  by: "diagnosis",
  call: "c4",
  state: "ok",
  line: "sabnzbd.log 31.2G, sabnzbd.log.1 2.0G, syslog 41.0M",
  runs: [{ id: taskId(203), machine: "sab-1" }],
};
const fallback: TurnPartView = {
  kind: "note",
  code: "fallback",
  text: "The model at http://gpu-1:8000 did not answer within 20 s, so this was planned without it.",
};
export const workDone: TurnView[] = [...parts, answered].map(turn);
export const fellBack: TurnView[] = [...parts.slice(0, 2), fallback].map(turn);
/** As many as a long diagnosis makes. */
export const muchWork: TurnView[] = Array.from({ length: 200 }, (_, at) => {
  const [call, found] = [parts[4], parts[5]];
  const id = `m${at >> 1}`;
  return turn(
    at % 2 === 0 && call?.kind === "call"
      ? { ...call, id }
      : found?.kind === "found"
        ? { ...found, call: id }
        : fallback,
    at,
  );
});

const evidence = (text: string, at?: number): FindingView["evidence"][number] => ({
  run: taskId(202),
  step: "s1",
  machine: "sab-1",
  at: ago(120_000),
  text,
  ...(at === undefined ? {} : { line: at }),
});
export const findings: FindingView[] = [
  {
    id: "disk-full",
    machine: "sab-1",
    certainty: "certain",
    cause: "The file system / is full, and sabnzbd cannot write: its own log takes 31.2G of 40.0G.",
    evidence: [
      evidence("/dev/sda1  40.0G  40.0G  0B  100%  /"),
      evidence("Nov 21 10:02:11 sab-1 sabnzbd[812]: OSError: [Errno 28] No space left on device", 1_412),
    ],
    fixes: [
      { say: "empty /var/log/sabnzbd/sabnzbd.log on sab-1", why: "frees 31.2G; the service goes on by itself" },
      { say: "show what is largest on sab-1", why: "if the log is to be kept" },
    ],
  },
  {
    id: "log-level",
    machine: "sab-1",
    certainty: "likely",
    cause: "sabnzbd logs at the level debug since its configuration was changed on Tuesday.",
    evidence: [evidence("log_level = 2", 88)],
    fixes: [],
  },
];

const model = { names: ["qwen3-32b"], inputTokens: 8_412, outputTokens: 655, estimated: false, costMicroUsd: 4_100 };
const asked = { request: "the download server isn't working, can you check it?", model, thread: taskId(101) };
export const diagnosed: TaskView = task("succeeded", {
  ...asked,
  endedAt: ago(6_000),
  rememberable: { text: "the download server", machines: [{ id: "m1", name: "sab-1" }], kept: false },
  summary: {
    headline: "The disk of sab-1 is full, and the log of sabnzbd fills it.",
    lines: [],
    looked:
      findings[0]?.evidence.map(({ run: id }) => ({
        run: id,
        what: "Look at the log of sabnzbd",
        found: "412 lines, 9 of them errors",
      })) ?? [],
    findings,
  },
});
const doubt = { text: "The disk / of sab-1 is 97 % full.", values: ["97 %"] };
export const doubted: TaskView = task("succeeded", {
  ...asked,
  endedAt: ago(6_000),
  summary: {
    headline: `sabnzbd has failed on sab-1. ${doubt.text} ${doubtMark(doubt)} Its log grows by the minute.`,
    lines: ["In the model's words: sabnzbd was restarted and answers."],
    unseen: [doubt],
    judged: {
      verdict: "not_met",
      evidence: [
        { run: taskId(202), machine: "sab-1", text: "OSError: [Errno 28] No space left on device", line: 1_412 },
        { run: taskId(203), machine: "sab-1", text: "mount=/ usedRatio=1 freeBytes=0", row: 1 },
      ],
    },
  },
});
export const outOfBudget: TaskView = task("paused", {
  ...asked,
  paused: "Paused: the number of looks for planning was used up.",
  pausedBy: "budget",
  summary: {
    headline: "The disk of sab-1 is full; what fills it was not found yet.",
    lines: [],
    looked: [
      { run: taskId(202), what: "service.logs on sab-1", found: "412 lines, 9 of them errors" },
      { run: taskId(203), what: "disk.usage on sab-1", found: "/ is full" },
    ],
  },
});
export const steered: TaskView = task("planning", asked);
export const failedWithSuggestions: TaskView = task("failed", {
  request: "restart sabnzbd on sab-1",
  endedAt: ago(6_000),
  runs: [run({ stepId: "s2", at: 1, state: "failed", line: "sabnzbd did not come up again" })],
  plan: restartPlan,
  summary: { headline: "sabnzbd was not restarted on web-1: it did not come up again.", lines: [] },
  suggestions: [
    { say: "show the last 50 log lines of sabnzbd on web-1", why: "what it said when it stopped" },
    { say: "why is web-1 failing?", why: "looks at the usual causes and changes nothing" },
  ],
});
export const changedByWords: TaskView = task("needs_approval", {
  request: "restart nginx on web-1 only",
  follows: taskId(2),
  plan: {
    ...restartPlan,
    changedFrom: "rejected",
    changes: [{ kind: "machines", text: "Restart nginx: no longer on web-2, web-3" }],
  },
});
export const scheduled: TaskView = task("needs_approval", {
  request: "every night at 2 restart nginx on all web servers",
  plan: {
    ...restartPlan,
    schedule: {
      text: "Every day at 02:00",
      cron: "0 2 * * *",
      timeZone: "Europe/Berlin",
      next: ["2026-11-22T01:00:00Z", "2026-11-23T01:00:00Z", "2026-11-24T01:00:00Z"],
    },
    steps: restartPlan.steps.map((step) => ({ ...step, learnt: [{ value: "nginx-old.service", from: "web-1" }] })),
  },
});

const switchedOff = restartPlan.steps.find(({ access }) => access === "change");
const switching = switchedOff
  ? [switchedOff, { ...switchedOff, id: "s2", title: "Start nginx", exact: "systemctl start nginx.service" }]
  : [];
/** Each of its two steps at a time of its own. */
export const scheduledTwice: TaskView = {
  ...scheduled,
  request: "weekdays at 19:00 stop nginx on the web servers and start it again at 7",
  plan: {
    ...restartPlan,
    understood:
      "Monday to Friday at 19:00, Europe/Berlin: Stop nginx on web-1. Monday to Friday at 07:00, Europe/Berlin: Start nginx on web-1.",
    consequence: "nginx on web-1, web-2 and web-3 is away until it is started again.",
    schedule: {
      text: "Monday to Friday at 19:00",
      cron: "0 19 * * 1-5",
      timeZone: "Europe/Berlin",
      next: ["2026-11-23T18:00:00Z", "2026-11-24T18:00:00Z", "2026-11-25T18:00:00Z"],
    },
    later: {
      from: "s2",
      schedule: {
        text: "Monday to Friday at 07:00",
        cron: "0 7 * * 1-5",
        timeZone: "Europe/Berlin",
        next: ["2026-11-23T06:00:00Z", "2026-11-24T06:00:00Z", "2026-11-25T06:00:00Z"],
      },
    },
    steps: switching.map((step, at) =>
      at === 0 ? { ...step, id: "s1", title: "Stop nginx", exact: "systemctl stop nginx.service" } : step,
    ),
  },
};

/** More than can be read in passing: they are found by typing. */
export const candidates: TaskView = task("needs_answer", {
  request: "restart nginx",
  question: {
    question: "Which machine is meant: on which one do you want to restart nginx?",
    about: "target",
    options: [
      ...Array.from({ length: 33 }, (_, at) => ({ label: `web-${at + 1}`, value: `web-${at + 1}` })),
      { label: "all 33", value: "tag:web" },
    ],
  },
});

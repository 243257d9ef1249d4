/** An audit entry as a sentence: what was done, after who did it. What people and machines wrote stays as it is. */
import type { Json, JsonObject } from "../lib/json.ts";

type Told = { action: string; data: JsonObject; machine?: string | undefined };
type Say = (data: Read, on: string) => string;

/** Reads what an entry of any age may hold; what is absent is empty. */
type Read = {
  text: (key: string) => string;
  has: (key: string) => boolean;
  quoted: (key: string) => string;
};

const says: Record<string, Say> = {
  "task.created": (d) => `asked: ${d.text("request")}`,
  "task.planned": (d) =>
    `asked: ${d.text("request")}. Planned, risk ${d.text("risk") || "low"}; ${decisions[d.text("decision")] ?? "decided"}${by(d)}`,
  "task.refused": (d) => `asked: ${d.text("request")}. Refused: ${d.text("why")}${by(d)}`,
  "task.replanned": () => "looks for another way, because the plan failed",
  "task.answered": (d) => `answered: ${d.text("answer")}`,
  "task.needs_answer": (d) => `asked: ${d.text("request")}. A question came back`,
  "task.declined": (d) => `asked: ${d.text("request")}. Declined, nothing was done`,
  "task.succeeded": (d) => `asked: ${d.text("request")}. Answered at once`,
  "task.cancelled": () => "cancelled the task",
  "task.concluded": () => "took what was found when planning had used up its budget",
  "task.paused": (d) =>
    d.text("told") === "" ? "paused the task" : `asked: ${d.text("request")}. Planning used up its budget and waits`,
  "task.resumed": () => "let the task go on",
  "task.ended": (d) => `the task ended: ${d.text("state").replaceAll("_", " ")}`,
  "approval.given": (d) => `approved ${planOf(d)}, risk ${d.text("risk")}${half(d)}${reason(d)}`,
  "approval.refused": (d) => `rejected ${planOf(d)}${reason(d)}`,
  "approval.denied": (d) => `tried to approve and was refused: ${d.text("why") || d.text("code")}`,
  "approval.expired": () => "the approval expired; nobody decided in time",
  "run.dispatched": (d, on) =>
    d.text("tool") === "change.preview"
      ? `looked what would change${on}`
      : `sent ${d.text("tool")} ${shortInput(d)}${on}`,
  "run.ended": (d, on) =>
    `the run ended ${d.text("state")}${d.has("exitCode") ? `, exit status ${d.text("exitCode")}` : ""}${on}: ${d.text("line")}`,
  "run.skipped": (_, on) => `left out what was not begun${on}`,
  "run.acted_on": (d, on) => `${acts[d.text("action")] ?? `did ${d.text("action")} to`} a silent run${on}`,
  "run.action_failed": (d, on) => `could not ${d.text("action")} a run${on}: ${d.text("code")}`,
  "task.planned_anew": (d) => `the plan was made anew: ${d.text("why")}`,
  "permit.created": (d) => `gave a standing permission for ${d.text("tool")}`,
  "permit.used": () => "a standing permission was used",
  "permit.revoked": () => "revoked a standing permission",
  "access.refused": (d) => `was refused ${d.text("route")}: the role ${d.text("role")} may not`,
  "login.succeeded": () => "signed in",
  "login.failed": () => "could not sign in: wrong name or password",
  "login.ended": () => "signed out",
  "person.created": (d) => `made the account ${d.text("username")} (${d.text("role")})`,
  "person.password_changed": (d) => `changed the password of ${d.text("username")}`,
  "person.changed": (d) => `changed the account ${d.text("username")}`,
  "person.removed": (d) => `removed the account ${d.text("username")}`,
  "sign_in.ended": () => "ended a sign-in",
  "policy.created": (d) => `made the rule ${ruleId(d, "rule")}`,
  "policy.changed": (d) => `changed the rule ${ruleId(d, "rule")}`,
  "policy.removed": (d) => `removed the rule ${ruleId(d, "was")}`,
  "policy.replaced": () => "replaced all rules",
  "policy.read_only_on": (d) => `switched ${scope(d)} to read-only${reason(d)}`,
  "policy.read_only_off": (d) => `let ${scope(d)} be changed again${reason(d)}`,
  "machine.admitted": (_, on) => `let a machine in${on.replace(" on ", ": ")}`,
  "machine.refused": (_, on) => `refused a machine that waited${on.replace(" on ", ": ")}`,
  "machine.policy_changed": (_, on) => `what the machine permits was changed there${on.replace(" on ", ": ")}`,
  "key.created": (d) => `made the API key ${d.quoted("label")} (${d.text("role")})`,
  "key.revoked": (d) => `revoked the API key ${d.quoted("label")}`,
  "secret.set": (d) => `set the secret ${d.text("name")}, version ${d.text("version")}`,
  "secret.removed": (d) => `removed the secret ${d.text("name")}`,
  "model.set": (d) =>
    `changed the model: ${words(d.text("changed"))}${d.text("url") === "" ? "" : ` at ${d.text("url")}`}${d.text("keyChanged") === "true" ? ", with another key" : ""}`,
  "model.removed": (d) => `removed the model's endpoint ${d.text("url")}`,
  "model.probed": (d) =>
    `tried ${d.text("model") === "" ? "which models there are" : `the model ${d.quoted("model")}`} at ${d.text("url")}${d.text("failed") === "[]" ? "" : `: ${words(d.text("failed"))} failed`}`,
  "runbook.saved": (d) =>
    `saved the runbook ${d.quoted("title")}${d.text("active") === "false" ? "; it is not in use yet" : ""}`,
  "runbook.removed": (d) => `removed the runbook ${d.quoted("title")}`,
  "schedule.made": (d) => `made a schedule: ${d.text("request")}. ${d.text("when")}`,
  "schedule.fired": (d) => `the schedule ${d.quoted("request")} was due and began`,
  "schedule.by_hand": (d) => `began the schedule ${d.quoted("request")} by hand`,
  "schedule.missed": (d) => `the schedule ${d.quoted("request")} missed its time ${d.text("due")}: ${d.text("why")}`,
  "schedule.skipped": (d) => `the schedule ${d.quoted("request")} left out its time ${d.text("due")}: ${d.text("why")}`,
  "schedule.paused": (d) => `paused the schedule ${d.quoted("request")}: ${d.text("why")}`,
  "schedule.resumed": (d) => `let the schedule ${d.quoted("request")} go on`,
  "schedule.missed_chosen": (d) => `chose for missed times of the schedule ${d.quoted("request")}: ${d.text("missed")}`,
  "schedule.moved": (d) => `set the next time of the schedule ${d.quoted("request")} right: ${d.text("next")}`,
  "schedule.removed": (d) => `removed the schedule ${d.quoted("request")}`,
  "memory.added": (d) => `let ailx remember ${d.quoted("text")}${ofMachines(d)}`,
  "memory.changed": (d) => `changed what ailx remembers: ${d.quoted("text")}${ofMachines(d)}`,
  "memory.removed": (d) => `let ailx forget ${d.quoted("text")}${ofMachines(d)}`,
  "masked.revealed": (d) => `revealed a masked value, ${d.text("kind")}#${d.text("hash")}${reason(d)}`,
  "token.created": (d) => `made a join token${d.text("label") === "" ? "" : ` ${d.quoted("label")}`}`,
  "token.revoked": (d) => `revoked a join token${d.text("label") === "" ? "" : ` ${d.quoted("label")}`}`,
  "machine.joined": (_, on) => `a machine joined${on.replace(" on ", ": ")}`,
  "machine.rejoined": (_, on) => `a machine joined again${on.replace(" on ", ": ")}`,
  "machine.changed": (_, on) => `changed the settings of a machine${on.replace(" on ", ": ")}`,
  "machine.revoked": (_, on) => `revoked a machine${on.replace(" on ", ": ")}`,
  "machine.quarantined": (_, on) => `quarantined a machine${on.replace(" on ", ": ")}`,
  "machine.record_differs": (d) => `${d.text("machine")} told of another record of what it ran: ${d.text("why")}`,
  "audit.copy_differs": (d) =>
    `${d.text("machine")} holds a checkpoint of entry ${d.text("seq")} that does not fit this trail: ${d.text("found")}`,
  "audit.fault_found": (d) => `the trail was looked over: ${d.text("faultCount")} things do not fit`,
  "audit.explained": (d) => `explained why checkpoints do not fit: ${d.text("reason")}`,
  "hub.started": (d) => `the hub started, version ${d.text("version")}`,
  "hub.stopped": () => "the hub stopped",
};

const decisions: Record<string, string> = {
  auto: "nobody had to be asked",
  ask: "somebody has to approve",
  two: "two people have to approve",
  refuse: "refused",
  typed: "approved by typing it",
};
const acts: Record<string, string> = {
  wait: "waits on with",
  answer: "answered",
  interrupt: "interrupted",
  kill: "killed",
};
const ofMachines = (d: Read): string => {
  const names = d
    .text("machines")
    .replaceAll(/[[\]"]/g, "")
    .replaceAll(",", ", ");
  return names === "" ? "" : ` (${names})`;
};
const by = (d: Read): string => (d.has("rule") ? ` (${d.text("rule")})` : "");
/** A list as it is stored. */
const words = (list: string): string => list.replaceAll(/[[\]"]/g, "").replaceAll(",", ", ");
const reason = (d: Read): string => (d.text("reason") === "" ? "" : `: ${d.text("reason")}`);
/** Older entries tell of no request. */
const planOf = (d: Read): string => (d.text("request") === "" ? "the plan" : d.quoted("request"));
const half = (d: Read): string => (Number(d.text("needed")) > 1 ? `, ${d.text("given")} of ${d.text("needed")}` : "");
/** Rules are kept whole; of older entries one may be missing. */
const ruleId = (d: Read, key: string): string => /"id":"([^"]*)"/.exec(d.text(key))?.[1] ?? "";
const scope = (d: Read): string => (d.text("scope") === "hub" || d.text("scope") === "" ? "the hub" : d.text("scope"));
const shortInput = (d: Read): string => {
  const input = d.text("input");
  return input.length > 160 ? `${input.slice(0, 159)}…` : input;
};

/** `anna` + ` ` + this. An action that this version does not know is told by its own name. */
export function auditWords({ action, data, machine }: Told): string {
  const read: Read = {
    text: (key) => written(data[key]),
    has: (key) => data[key] !== undefined && data[key] !== null,
    quoted: (key) => `“${written(data[key])}”`,
  };
  const say = Object.hasOwn(says, action) ? says[action] : undefined;
  const on = machine === undefined ? "" : ` on ${machine}`;
  return (say ? say(read, on) : `${action.replace(".", ": ").replaceAll("_", " ")}${on}`).trim();
}

function written(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "string") return value;
  // A command line reads as one.
  if (typeof value === "object" && !Array.isArray(value)) {
    const { command } = value;
    if (typeof command === "string") return command;
  }
  return JSON.stringify(value);
}

/** What changed or could have changed something, what was agreed to, and what was refused: for a report. */
export const auditKinds = {
  approvals: ["approval.given", "approval.refused", "approval.expired"],
  refusals: [
    "approval.refused",
    "approval.denied",
    "task.refused",
    "login.failed",
    "machine.refused",
    "access.refused",
  ],
  /** A noun is all that was done to it. */
  rules: [
    "policy",
    "permit.created",
    "permit.revoked",
    "person",
    "key",
    "token",
    "machine",
    "secret",
    "masked",
    "memory",
    "runbook",
    "model",
  ],
} as const;

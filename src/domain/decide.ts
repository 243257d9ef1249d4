/**
 * May it run now, must somebody be asked, must two, or is it refused? Pure, and the only place where that is decided. What
 * is built in is the floor; policies of the hub, switches and what machines permit make it stricter. Looser it gets by an
 * explicit rule or a standing permission alone, and never for anything critical.
 */
import { mayAct, type Actor } from "./account.ts";
import { holds } from "./confinement.ts";
import type { Machine } from "./machine.ts";
import { machineRefusal } from "./machinePolicy.ts";
import { permits, type Permit } from "./permit.ts";
import { narrowed, strictest, whereOfRule, type Part, type PolicyRule, type ReadOnly } from "./policy.ts";
import { atLeast, riskRank, worst, type Assessment, type Confinement, type Level, type Risk } from "./risk.ts";
import type { TaskKind } from "./task.ts";
import type { JsonObject } from "../lib/json.ts";

/** Everything that stands on the hub at this moment. */
export type Standing = { rules: readonly PolicyRule[]; readOnly: readonly ReadOnly[]; permits: readonly Permit[] };
export const nothingStands: Standing = { rules: [], readOnly: [], permits: [] };

/** A step with its machines; none where the hub itself carries it out. */
export type PlanPart = Part & {
  input: JsonObject;
  machines: readonly Machine[];
  /** A command that only reads runs without being asked where its machine holds it to that; `nothing` where none could. */
  holdTo?: Confinement | "nothing";
};

export type Question = {
  actor: Pick<Actor, "role"> & Partial<Pick<Actor, "id" | "name">>;
  kind: TaskKind;
  assessment: Pick<Assessment, "risk" | "level">;
  /** What the person allowed beforehand; for a typed command medium where nothing was said. */
  approveUpTo?: Risk;
  confirm?: "always";
  maxLevel?: Level;
  /** The steps; absent: only what is built in is asked. */
  parts?: readonly PlanPart[];
  standing?: Standing;
  nowMs?: number;
};

/** `rule` names what decided and `where` says where that is written, for the audit and for the person. */
export type Decision =
  | { kind: "auto"; rule: string; where: string; permits: string[] }
  | { kind: "ask" | "two"; rule: string; where: string }
  | { kind: "refuse"; rule: string; where: string; why: string; hint?: string };

const builtIn = "built in";

export function decide(question: Question): Decision {
  const floor = builtInDecision(question);
  if (floor.kind === "refuse") return floor;
  const { parts = [], standing = nothingStands } = question;
  const asked = parts.map((part) => ({ part, about: narrowTo(part, question) }));
  const refused = refusalOf(asked);
  if (refused) return refused;
  const found = asked.flatMap(({ part, about }) =>
    targetsOf(part).map((machine) => ({ part, machine, rule: ruleFor(about, part, machine) })),
  );
  const two = found.find(({ rule }) => rule?.then === "two")?.rule;
  if (two) return { kind: "two", rule: two.id, where: whereOfRule(two) };
  const { risk } = question.assessment;
  if (floor.kind === "ask" && (!isAboutRisk(floor.rule) || atLeast(risk, "critical"))) return floor;

  const used = new Set<string>();
  let by: { rule: string; where: string } | undefined;
  for (const { part, machine, rule } of found) {
    if (rule?.then === "auto" && !isBeyond(rule, part)) {
      by ??= { rule: rule.id, where: whereOfRule(rule) };
      continue;
    }
    if (rule?.then !== "ask" && isFree(question, part)) continue;
    const permit = standing.permits.find((each) =>
      permits(each, { doing: part, machine, personId: question.actor.id ?? "", nowMs: question.nowMs ?? 0 }),
    );
    if (!permit)
      return rule?.then === "ask" ? { kind: "ask", rule: rule.id, where: whereOfRule(rule) } : asFloor(floor, risk);
    used.add(permit.id);
    by ??= { rule: `permit ${permit.id.slice(-6)}`, where: "a standing permission (/policies#permits)" };
  }
  if (floor.kind === "auto" && used.size === 0) return floor;
  // The whole can be worse than its steps: then nobody allowed it, whatever was said of each.
  if (!by || riskRank(worst(parts.map((part) => part.risk))) < riskRank(risk)) return asFloor(floor, risk);
  return { kind: "auto", ...by, permits: [...used] };
}

const asFloor = (floor: Decision, risk: Risk): Decision =>
  floor.kind === "ask" ? floor : { kind: "ask", rule: risk === "critical" ? "critical" : "risk", where: builtIn };

type About = Pick<Question, "actor" | "standing" | "nowMs">;

/** The same question with the rules alone that may match this step. */
function narrowTo(part: PlanPart, { actor, standing = nothingStands, nowMs = 0 }: Question): About {
  const asking = { actor: { role: actor.role, name: actor.name ?? "" }, nowMs };
  return { actor, nowMs, standing: { ...standing, rules: narrowed(standing.rules, part, asking) } };
}

/** A rule that lets reading run does not mean what is only called that and not held to it. */
const isBeyond = ({ risk }: PolicyRule, part: PlanPart): boolean =>
  riskRank(countsAs(part.risk, [part])) > riskRank(risk?.to ?? "low");

/** Why it may not be done at all, by a switch, a rule or by what the machines themselves permit. */
function refusalOf(asked: readonly { part: PlanPart; about: About }[]): Decision | undefined {
  for (const { part, about } of asked) {
    for (const machine of targetsOf(part)) {
      const refused = refusedOn(about, part, machine);
      if (refused) return refused;
    }
    const theirs = part.machines.map((machine) => ({ machine, ...ofMachine(part, machine, about.nowMs ?? 0) }));
    const [first] = theirs;
    // Where some would do it, the others are named when it runs.
    if (!first || theirs.some(({ rule }) => rule === undefined)) continue;
    const { machine, rule = "", where = "", why = "" } = first;
    const more = theirs.length > 1 ? `, and the other ${theirs.length - 1} refuse it too` : "";
    return {
      kind: "refuse",
      rule,
      where: `${machine.name}:${where}`,
      why: `${machine.name} refuses “${part.title}” by ${rule} in ${where}: ${why}${more}.`,
      hint: `Only root on ${machine.name} can change that, in ${where.replace(/:\d+$/, "")}.`,
    };
  }
  return undefined;
}

const ofMachine = (part: PlanPart, { policy }: Machine, nowMs: number) =>
  policy ? machineRefusal(policy, part, { nowMs }) : undefined;

/** What of the hub refuses one step on one machine now. Asked again right before it is sent. */
export function refusedOn(
  question: About,
  part: PlanPart,
  machine: Machine | undefined,
): Extract<Decision, { kind: "refuse" }> | undefined {
  const { standing = nothingStands } = question;
  const off = part.changes
    ? standing.readOnly.find(({ scope }) => scope === "hub" || (machine !== undefined && scope === machine.id))
    : undefined;
  const on = machine ? ` on ${machine.name}` : "";
  if (off)
    return {
      kind: "refuse",
      rule: "read-only",
      where:
        off.scope === "hub" ? "the read-only switch of this hub" : `the read-only switch of ${machine?.name ?? ""}`,
      why: `Nothing is changed${off.scope === "hub" ? "" : on} now: ${off.by} switched ${off.scope === "hub" ? "this hub" : "it"} to read-only${off.reason === "" ? "" : ` (${off.reason})`}.`,
      hint: "An admin can switch it back on /policies.",
    };
  const rule = ruleFor(question, part, machine);
  if (rule?.then !== "refuse") return undefined;
  return {
    kind: "refuse",
    rule: rule.id,
    where: whereOfRule(rule),
    why: `The rule “${rule.title}” refuses “${part.title}”${on}.`,
    hint: `It is ${whereOfRule(rule)}.`,
  };
}

/** The strictest rule of the hub for one step on one machine; undefined where only what is built in counts. */
export const ruleFor = (
  { actor, standing = nothingStands, nowMs = 0 }: About,
  part: PlanPart,
  machine: Machine | undefined,
): PolicyRule | undefined =>
  strictest(standing.rules, part, machine, { actor: { role: actor.role, name: actor.name ?? "" }, nowMs });

const targetsOf = ({ machines }: PlanPart): readonly (Machine | undefined)[] =>
  machines.length === 0 ? [undefined] : machines;

const isAboutRisk = (rule: string): boolean => rule === "risk" || rule === "not-enforceable";

const isFree = ({ kind, approveUpTo }: Question, part: PlanPart): boolean =>
  riskRank(countsAs(part.risk, [part])) <= riskRank(allowedBy(kind, approveUpTo));

/** What is not held to reading may do more than read, whatever it was rated. */
const countsAs = (risk: Risk, parts: readonly PlanPart[]): Risk =>
  risk === "low" && !parts.every(isHeld) ? "medium" : risk;

const allowedBy = (kind: TaskKind, approveUpTo: Risk | undefined): Risk =>
  approveUpTo ?? (kind === "exec" ? "medium" : "low");

/** What is decided where nobody wrote a rule. */
function builtInDecision({ actor, kind, assessment, approveUpTo, confirm, maxLevel, parts = [] }: Question): Decision {
  const { risk, level } = assessment;
  if (!mayAct(actor.role)) return { kind: "refuse", rule: "role", where: builtIn, why: "Viewers only look." };
  if (maxLevel !== undefined && level > maxLevel)
    return {
      kind: "refuse",
      rule: "max-level",
      where: "what was asked for",
      why: `This needs level ${level}; level ${maxLevel} was given as the most.`,
    };
  if (confirm === "always") return { kind: "ask", rule: "asked-to-confirm", where: "what was asked for" };
  const auto = (rule: string): Decision => ({ kind: "auto", rule, where: builtIn, permits: [] });
  const counts = countsAs(risk, parts);
  if (counts === "low") return auto("reads");
  if (risk === "critical") return { kind: "ask", rule: "critical", where: builtIn };
  if (riskRank(counts) <= riskRank(allowedBy(kind, approveUpTo)))
    return auto(kind === "exec" ? "typed" : "allowed-beforehand");
  return { kind: "ask", rule: risk === "low" ? "not-enforceable" : "risk", where: builtIn };
}

/** Whether each of its machines holds it to what it was rated for. */
export const isHeld = ({ holdTo, machines }: Pick<PlanPart, "holdTo" | "machines">): boolean =>
  holdTo === undefined || (holdTo !== "nothing" && machines.every((machine) => holds(machine, holdTo)));

/** The name to type before something critical runs: the machine's, or how many there are. */
export function nameToType(risk: Risk, machineNames: readonly string[]): string | undefined {
  if (!atLeast(risk, "critical")) return undefined;
  const [only, ...more] = machineNames;
  return only !== undefined && more.length === 0 ? only : `${machineNames.length} machines`;
}

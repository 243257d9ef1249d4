/** Steps that run only where something is found first: the look that decides, and the condition over it. */
import type { Condition } from "../../../domain/condition.ts";
import type { Machine } from "../../../domain/machine.ts";
import type { Said, Talk, Task } from "./clause.ts";
import type { Clause } from "./clauses.ts";
import { type Check, conditionOn, readCondition } from "./conditions.ts";
import { readHostLook, readLook } from "./looks.ts";
import type { About } from "./looks/parts.ts";
import { byName, perform } from "./perform.ts";
import { ofGuest } from "./guest-checks.ts";
import { bare } from "./polite.ts";
import { readings } from "./readings.ts";
import { addStep } from "./sketch.ts";
import { targetOfNames } from "../../../domain/target.ts";
import type { Part, Thing } from "./types.ts";
import { listed, whereOf } from "./where.ts";

const decline = (reason: string): Said => ({ kind: "outcome", outcome: { kind: "decline", reason, nearest: [] } });

/** The check first, then the change where it holds. */
export function guarded({ intent, machines, given, talk, things }: Task): Said | undefined {
  if (!given) return undefined;
  const { check, negated } = given;
  const { sketch } = talk.scope;
  const there = check.place
    ? whereOf(
        { place: check.place, ...(check.things ? { things: check.things } : {}), reads: true, does: "look" },
        talk.scope,
      )
    : { kind: "machines" as const, machines };
  if (there.kind !== "machines")
    return decline(there.kind === "none" ? there.reason : "The condition fits more than one machine.");
  const looked = there.machines;
  const same = looked.length === machines.length && looked.every((machine) => machines.includes(machine));
  const groups =
    check.things && check.input === undefined
      ? check.things.flatMap((thing) => byName(thing, looked))
      : [{ name: "", machines: looked }];
  if (groups.length === 0)
    return decline(
      `${listed(looked)} ${looked.length === 1 ? "has" : "have"} no ${things?.map(({ said }) => said).join(", ") ?? "such service"}.`,
    );
  if (!same && groups.length > 1) return { kind: "unreadCondition", words: "that is about several services" };
  for (const group of groups) {
    const step = addStep(sketch, {
      tool: check.tool,
      input: check.input ?? { service: group.name },
      machines: group.machines,
      // A command that says no has not failed.
      onFailure: "continue",
      ...titleOf(check),
    });
    if (step === undefined) return decline(leftOut(group.machines, talk));
    const own = conditionOn(step, { check, negated, sameMachines: same });
    const condition = check.also === undefined ? own : joined(check.also, { own, talk, machines, negated });
    if (condition === undefined) return { kind: "unreadCondition", words: "that joins several conditions" };
    perform(sketch, intent, same ? group.machines : machines, { condition });
  }
  return undefined;
}

const titleOf = ({ tool, says }: Check): { title?: string } =>
  tool === "shell.run" && says !== undefined ? { title: `Look whether ${says}` } : {};

/** “… or memory is above 90 %”: the second look on the same machines, and both as one condition. */
function joined(
  { how, check }: NonNullable<Check["also"]>,
  { own, talk, machines, negated }: { own: Condition; talk: Talk; machines: Machine[]; negated: boolean },
): Condition | undefined {
  if (check.place || (check.input === undefined && check.things === undefined)) return undefined;
  const groups =
    check.input === undefined
      ? (check.things ?? []).flatMap((thing) => byName(thing, machines))
      : [{ name: "", machines }];
  const [only, more] = groups;
  if (!only || more || only.machines.length !== machines.length) return undefined;
  const step = addStep(talk.scope.sketch, {
    tool: check.tool,
    input: check.input ?? { service: only.name },
    machines,
    onFailure: "continue",
    ...titleOf(check),
  });
  if (step === undefined) return undefined;
  const second = conditionOn(step, { check, negated, sameMachines: true });
  // Turned round, “either” is “neither”.
  return { kind: (how === "or") === negated ? "and" : "or", of: [own, second] };
}

/** `about`: what the step is about that waits for it. */
export function checkOf(
  given: NonNullable<Clause["given"]>,
  talk: Talk,
  { things, about }: { things: Thing[] | undefined; about?: About },
): { check: Check; negated: boolean } | "unread" {
  const { before } = talk;
  if (given === "otherwise")
    return before.check ? { check: before.check.check, negated: !before.check.negated } : "unread";
  if (/^(?:not|so)$/.test(given.words) && before.check && !before.things)
    return { check: before.check.check, negated: !before.check.negated };
  // “if lb-1 does not answer”, “if the connection to git-1 works”: the machine, not what runs there.
  const { entities } = talk;
  const whole = (about?.guests && ofGuest(bare(given.words), entities, talk.words)) ?? bare(given.words);
  const machine =
    readHostLook(whole, { entities, last: undefined, place: undefined }) ??
    (/^@t\d+ /.test(whole) ? readLook(whole, { entities, last: undefined, place: undefined }) : undefined);
  if (machine) return { check: machine, negated: given.negated };
  const last = before.things ?? things;
  // “unless it is already there”: no place is meant by it.
  const plainly = whole.includes("@t")
    ? undefined
    : readCondition(whole, { entities, last, place: undefined, ...(about ? { about } : {}) });
  if (plainly) return { check: plainly, negated: given.negated };
  for (const reading of readings(given.words, talk.entities, { things: undefined, place: undefined })) {
    const check = readCondition(reading.text, { entities, last, place: reading.place, ...(about ? { about } : {}) });
    if (check) return { check, negated: given.negated };
  }
  return "unread";
}

/** The condition of the clause before, for what hangs on it too: looked at where it was. */
export function stillOf({ before }: Talk): { check: Check; negated: boolean } | undefined {
  if (!before.check) return undefined;
  const { check, negated, at } = before.check;
  if (check.place || !at || at.length === 0) return { check, negated };
  const names = at.map(({ name }) => name);
  const part: Part = {
    said: names.join(" and "),
    machines: at,
    expr: targetOfNames(names),
    count: at.length === 1 ? "one" : "all",
  };
  return { check: { ...check, place: { parts: [part], minus: [] } }, negated };
}

export const onlyText = ({ check, negated }: { check: Check; negated: boolean }): string => {
  if (check.says !== undefined) return `only where ${negated ? "it is not so that " : ""}${check.says}`;
  if (typeof check.value === "boolean")
    return check.value !== negated ? "only where it runs" : "only where it does not run";
  const measure =
    check.field === "load1"
      ? `load ${check.op} ${check.value}`
      : typeof check.value === "string"
        ? `${check.field} ${check.op} ${check.value}`
        : `${check.field.replace("Ratio", "").replace("fullestDisk", "disk use")} ${check.op} ${Math.round(check.value * 1000) / 10} %`;
  return `only where ${negated ? "not " : ""}${measure}`;
};

export function leftOut(machines: readonly Machine[], { scope }: Talk): string {
  const left = scope.sketch.excluded.filter(({ machineId }) => machines.some(({ id }) => id === machineId));
  const reasons = new Set(left.map(({ why }) => why));
  const why =
    reasons.size === 1
      ? [...reasons].join()
      : left
          .slice(0, 4)
          .map(({ name, why: reason }) => `${name}: ${reason}`)
          .join("; ");
  const level = [...reasons].some((reason) => reason.startsWith("it permits level"))
    ? " Only root there can permit more, in /etc/ailx/policy.yaml."
    : "";
  return `This cannot be done on ${listed(machines)}${why === "" ? "" : `: ${why}`}.${level}`;
}

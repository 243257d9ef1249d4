/**
 * The hub's policies: rules of who may do what where and when, and how many people are asked first. Of the rules that
 * match, the strictest counts. Pure; `decide` puts them together with what is built in.
 */
import * as z from "zod/mini";
import { once } from "../lib/once.ts";
import { roles, type Actor } from "./account.ts";
import { AppError } from "./error.ts";
import type { Machine } from "./machine.ts";
import { levels, riskRank, risks, type Level, type Risk } from "./risk.ts";
import { parseTarget, type Target } from "./target.ts";
import { glob } from "./target-glob.ts";
import { timeWindowSchema, within } from "./timeWindow.ts";

/** From the loosest to the strictest. `two`: two people, of whom none counts twice. */
export const policyAnswers = ["auto", "ask", "two", "refuse"] as const;
export type PolicyAnswer = (typeof policyAnswers)[number];
export const strictness = (answer: PolicyAnswer): number => policyAnswers.indexOf(answer);

const level = () => z.union(levels.map((each) => z.literal(each)) as [z.ZodMiniLiteral<Level>], "is 1, 2, 3 or 4");
const risk = () => z.enum(risks, "is low, medium, high or critical");
const words = (most: number) => z.string().check(z.minLength(1, "is empty"), z.maxLength(most));

/** What is absent matches everything. */
export const policyRuleSchema = once(() =>
  z
    .strictObject({
      /** Names the rule in refusals, the audit and the address of its page. */
      id: z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,47}$/, "has small letters, digits and dashes, 48 at most")),
      title: words(120),
      /** Roles, or people as `person:NAME`. */
      who: z.optional(
        z
          .array(
            words(80).check(
              z.refine((each) => isWho(each), "is viewer, operator, admin, or person:NAME with the name of an account"),
            ),
          )
          .check(z.minLength(1), z.maxLength(100)),
      ),
      /** A target expression. */
      machines: z.optional(words(1_000)),
      /** Names of tools, with `*` for any text: `service.*`. */
      tools: z.optional(
        z
          .array(words(64).check(z.regex(/^[a-z*?.]+$/, "is a tool's name such as service.restart or service.*")))
          .check(z.minLength(1), z.maxLength(100)),
      ),
      /** Of the step where it only looks, of the whole plan where it changes. Both ends count. */
      risk: z.optional(z.strictObject({ from: z.optional(risk()), to: z.optional(risk()) })),
      level: z.optional(z.strictObject({ from: z.optional(level()), to: z.optional(level()) })),
      /** Counts only then. */
      during: z.optional(timeWindowSchema()),
      then: z.enum(policyAnswers, "is auto, ask, two or refuse"),
    })
    .check(
      z.refine(({ then, risk: range }) => then !== "auto" || (range?.to !== undefined && range.to !== "critical"), {
        path: ["risk"],
        error:
          "a rule that lets something run names the highest risk that it means, below critical: risk: { to: medium }",
      }),
    ),
);
export type PolicyRule = z.infer<ReturnType<typeof policyRuleSchema>>;

export const rulesAtMost = 200;

const isWho = (text: string): boolean =>
  (roles as readonly string[]).includes(text) || /^person:[^\s:][^\s]{0,63}$/.test(text);

/** Names that refusals and addresses use for something else. */
const reserved = new Set([
  "read-only",
  "check",
  "simulation",
  "role",
  "max-level",
  "risk",
  "critical",
  "reads",
  "typed",
]);

/** Throws `validation` with the field, for what a schema cannot see: an expression that does not parse. */
export function checkRule(rule: PolicyRule): void {
  if (reserved.has(rule.id))
    throw new AppError("validation", `A rule cannot be called ${rule.id}.`, {
      fields: { id: "is a word of ailx itself" },
    });
  if (rule.machines === undefined) return;
  try {
    parseTarget(rule.machines);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new AppError("validation", `Rule ${rule.id}: ${error.detail}`, { fields: { machines: error.detail } });
  }
}

/** One step as a rule sees it. `risk`: its own where it only looks, else that of the whole plan. */
export type Part = {
  title: string;
  tool: string;
  risk: Risk;
  level: Level;
  changes: boolean;
  /** The tool whose change is only looked at; a rule that refuses that tool refuses the look, which shows what it finds. */
  looksAt?: string;
};

export type Asking = { actor: Pick<Actor, "role" | "name">; nowMs: number };

/** `machine` is absent where the hub itself carries it out: then a rule that names machines does not match. */
export function ruleMatches(rule: PolicyRule, part: Part, machine: Machine | undefined, asking: Asking): boolean {
  const { who, tools, risk: range, level: of, during } = rule;
  if (who && !who.some((each) => isMeant(each, asking.actor))) return false;
  const names = rule.then === "refuse" && part.looksAt !== undefined ? [part.tool, part.looksAt] : [part.tool];
  if (tools && !tools.some((each) => names.some(glob(each)))) return false;
  if (
    range &&
    !between(riskRank(part.risk), { from: range.from && riskRank(range.from), to: range.to && riskRank(range.to) })
  )
    return false;
  if (of && !between(part.level, of)) return false;
  if (during && !within(during, asking.nowMs)) return false;
  return rule.machines === undefined || (machine !== undefined && isTarget(rule, machine));
}

const between = (value: number, { from, to }: { from?: number | undefined; to?: number | undefined }): boolean =>
  (from === undefined || value >= from) && (to === undefined || value <= to);

/** A key acts for a person under that person's name with the key's behind it. */
const isMeant = (each: string, { role, name }: Asking["actor"]): boolean => {
  if (!each.startsWith("person:")) return each === role;
  const person = each.slice("person:".length);
  return name === person || name.startsWith(`${person} (key `);
};

const targets = new WeakMap<PolicyRule, Target | "unreadable">();
/** An expression that can no longer be read is a reason to be strict, never one to let run. */
function isTarget(rule: PolicyRule, machine: Machine): boolean {
  let target = targets.get(rule);
  if (target === undefined) {
    try {
      target = parseTarget(rule.machines ?? "all");
    } catch {
      target = "unreadable";
    }
    targets.set(rule, target);
  }
  return target === "unreadable" ? rule.then !== "auto" : target.test(machine);
}

/**
 * The rules that may match a step, with nothing left in them but what depends on the machine: of hundreds of machines each is
 * then asked little. `machine` of `ruleMatches` decides the rest.
 */
export const narrowed = (rules: readonly PolicyRule[], part: Part, asking: Asking): PolicyRule[] =>
  rules.flatMap((rule) => {
    const { machines: on, who: _who, tools: _tools, level: _level, during: _during, ...rest } = rule;
    const { machines: _on, ...anywhere } = rule;
    return ruleMatches(anywhere, part, undefined, asking)
      ? [{ ...rest, ...(on === undefined ? {} : { machines: on }) }]
      : [];
  });

/** The strictest of the rules that match a step on a machine; of two that are equally strict the first. */
export function strictest(
  rules: readonly PolicyRule[],
  part: Part,
  machine: Machine | undefined,
  asking: Asking,
): PolicyRule | undefined {
  let found: PolicyRule | undefined;
  for (const rule of rules)
    if ((!found || strictness(rule.then) > strictness(found.then)) && ruleMatches(rule, part, machine, asking))
      found = rule;
  return found;
}

export const whereOfRule = (rule: Pick<PolicyRule, "id">): string =>
  `rule ${rule.id} of this hub (/policies#rule-${rule.id})`;

/** What somebody who writes a rule should know of it: words of an expression that the machine itself decides. */
export function ruleNotes({ machines = "", then, who }: PolicyRule): string[] {
  const said = /\b(os|kernel|has|service|container|cpu|memory|disk|status|agent)\s*(?=[:<>=])/.exec(machines)?.[1];
  return [
    ...(said === undefined
      ? []
      : [
          `“${said}” is what a machine says of itself, or changes with time; a name or tag is what an admin of the hub says.`,
        ]),
    ...(then === "auto" && who === undefined ? ["It lets everybody do this who is not a viewer."] : []),
  ];
}

/** A switch under which nothing is changed: of the whole hub, or of one machine. */
export type ReadOnly = { scope: "hub" | (string & {}); reason: string; by: string; sinceMs: number };

/** Preferences that speak of what a plan changes: this planner cannot weigh them, so it says them beside the plan, for who approves it. */
import type { Memory } from "../../../domain/memory.ts";
import type { Outcome, Step } from "../../../domain/plan.ts";
import { onlyLooks } from "../../../tools/assess.ts";
import type { PlanRequest } from "../planner.ts";
import { lex } from "./lex.ts";
import { mark } from "./mark.ts";
import { vocabularyOf } from "./vocabulary.ts";

/** More would be read by nobody. */
const shownMost = 3;

export function withReminders(outcome: Outcome, { known = [], fleet }: Pick<PlanRequest, "known" | "fleet">): Outcome {
  if (outcome.kind !== "plan") return outcome;
  const { plan } = outcome;
  const changes = plan.steps.filter((step) => !onlyLooks(step));
  if (changes.length === 0) return outcome;
  const said = known
    .filter((one) => one.kind === "preference" && changes.some((step) => speaksOf(one, step, fleet)))
    .map(({ text }) => `To keep in mind: “${text}”`)
    .filter((text) => !plan.assumptions.includes(text))
    .slice(0, shownMost);
  if (said.length === 0) return outcome;
  const understood = [plan.understood, ...said.map((text) => `${text}.`)].join(" ");
  return { kind: "plan", plan: { ...plan, assumptions: [...plan.assumptions, ...said], understood } };
}

/** It is about a machine or service of the step, and about a change of that kind, as far as it says any. */
function speaksOf({ text, machineIds }: Memory, step: Step, fleet: PlanRequest["fleet"]): boolean {
  const about = machineIds.length > 0 ? machineIds : machinesIn(text, fleet);
  if (about.length > 0 && !step.machineIds.some((id) => about.includes(id))) return false;
  const kinds = new Set([...text.toLowerCase().matchAll(acts)].map(([word]) => kindOf(word)));
  if (kinds.has("any") || (kinds.size === 0 && about.length > 0)) return true;
  if (kinds.size > 0) return kindsOfStep(step).some((kind) => kinds.has(kind));
  const spoken = new Set(wordsOfStep(step));
  return wordsOf(text).some((word) => spoken.has(word));
}

/** Machines that its words name, and those of services that they name. */
function machinesIn(text: string, fleet: PlanRequest["fleet"]): readonly string[] {
  const { source, tokens } = lex(text);
  const { entities } = mark(tokens, vocabularyOf(fleet), { source, machinesFirst: true });
  return entities.flatMap((entity) =>
    entity.kind === "t"
      ? entity.place.parts.flatMap((part) => (part.expr === "all" ? [] : part.machines.map(({ id }) => id)))
      : entity.kind === "svc" || entity.kind === "ctr"
        ? entity.things.flatMap(({ owners }) => owners.map(({ machine }) => machine.id))
        : [],
  );
}

const acts =
  /\b(?:re-?boot|re-?start|bounce|stop|start|shut ?down|power(?: off)?|halt|update|upgrade|patch|install|uninstall|remove|delete|erase|wipe|drop|edit|touch|change|work on|kill|migrate|deploy|move|lock|disable|enable|do anything|modify)(?=s?\b|ed\b|d\b|ing\b|ping\b)/g;
const kindOf = (word: string): string =>
  /^(?:touch|change|do anything|work on|modify)$/.test(word)
    ? "any"
    : (sameKind[word.replace("-", "")] ?? word.replace("-", ""));
const sameKind: Readonly<Record<string, string>> = {
  bounce: "restart",
  upgrade: "update",
  patch: "update",
  uninstall: "remove",
  erase: "delete",
  wipe: "delete",
  drop: "delete",
  "shut down": "shutdown",
  power: "shutdown",
  "power off": "shutdown",
  halt: "shutdown",
  modify: "edit",
};
/** What a tool's name does not say of what it does. */
const furtherKinds: Readonly<Record<string, readonly string[]>> = {
  "system.reboot": ["restart", "shutdown"],
  "service.restart": ["stop"],
  "file.write": ["edit"],
  "config.edit": ["edit"],
};
function kindsOfStep(step: Step): string[] {
  const { command } = step.input;
  const told =
    `${step.tool.replaceAll(".", " ")} ${step.title} ${typeof command === "string" ? command : ""}`.toLowerCase();
  const own = [...told.matchAll(acts)].map(([word]) => kindOf(word));
  const removes = typeof command === "string" && /\brm\b/.test(command) ? ["delete"] : [];
  return [...own, ...removes, ...(furtherKinds[step.tool] ?? [])];
}

const wordsOfStep = ({ title, tool, input }: Step): string[] =>
  wordsOf([title, tool, ...Object.values(input).filter((value) => typeof value === "string")].join(" "));

/** Without the ending of several: “databases” speaks of a database. Short words say too little. */
const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word.length > 3 && !common.has(word))
    .map((word) => word.replace(/(?:es|s)$/, ""));
const common = new Set(
  "never always with without before after only please prefer should must when while during from into this that then than".split(
    " ",
  ),
);

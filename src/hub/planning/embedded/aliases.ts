/** Names that people gave to machines and ailx may remember: words of the fleet like a machine's own aliases. */
import type { Machine } from "../../../domain/machine.ts";
import type { Memory } from "../../../domain/memory.ts";
import type { Outcome } from "../../../domain/plan.ts";
import type { PlanRequest } from "../planner.ts";
import { phraseOf } from "./vocabulary.ts";

const aliasesIn = (known: readonly Memory[]): Memory[] => known.filter(({ kind }) => kind === "alias");
const keyOf = ({ text }: Memory): string => phraseOf(text).replace(/^the /, "");

/** The fleet with these names; the same one where there is none. */
export function withAliases(fleet: readonly Machine[], known: readonly Memory[]): readonly Machine[] {
  const aliases = aliasesIn(known);
  if (aliases.length === 0) return fleet;
  return fleet.map((machine) => {
    const own = aliases.filter(({ machineIds }) => machineIds.includes(machine.id)).map(({ text }) => text);
    return own.length === 0 ? machine : { ...machine, aliases: [...machine.aliases, ...own] };
  });
}

/** Phrases that name several machines at once, and mean all of them. */
export const setsIn = (known: readonly Memory[] = []): ReadonlySet<string> =>
  new Set(
    aliasesIn(known)
      .filter(({ machineIds }) => machineIds.length > 1)
      .map(keyOf),
  );

/** Says which remembered name was taken for what. */
export function sayAliases(outcome: Outcome, { text, known, fleet }: PlanRequest): Outcome {
  if (outcome.kind !== "plan" || !known) return outcome;
  const { plan } = outcome;
  const planned = new Set(plan.steps.flatMap(({ machineIds }) => machineIds));
  const low = text.toLowerCase();
  const said = aliasesIn(known)
    .filter((one) => low.includes(keyOf(one)) && one.machineIds.some((id) => planned.has(id)))
    .map(({ text: name, machineIds }) => {
      const names = fleet.filter(({ id }) => machineIds.includes(id)).map((machine) => machine.name);
      return `“${name}” is ${names.join(" and ")}, as was remembered`;
    });
  if (said.length === 0) return outcome;
  const understood = `${plan.understood} ${said.map((one) => `${one}.`).join(" ")}`;
  return { kind: "plan", plan: { ...plan, assumptions: [...plan.assumptions, ...said], understood } };
}

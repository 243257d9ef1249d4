/** The sentence that says what will be done where. */
import type { Machine } from "../../../domain/machine.ts";
import type { Diagnosis, Step } from "../../../domain/plan.ts";
import { goesOver } from "../../../domain/rollout.ts";
import { onlyLooks } from "../../../tools/assess.ts";
import { listed } from "./where.ts";

/** One clause of the request as sentences: steps with the same machines together. `only`: the condition in words. */
export function sentenceOf(steps: readonly Step[], fleet: readonly Machine[], only: string | undefined): string {
  const parts: { what: string[]; where: string; how: string }[] = [];
  for (const step of steps) {
    const machines = fleet.filter(({ id }) => step.machineIds.includes(id));
    const where = machines.length > 8 ? `${machines.length} machines` : listed(machines);
    const how = !onlyLooks(step) && machines.length > 1 ? `, ${howOf(step, machines)}` : "";
    const last = parts.at(-1);
    const guard =
      step.condition && only !== undefined
        ? `${step.title} ${only}`
        : step.condition
          ? `${step.title} where that is needed`
          : step.title;
    if (last && last.where === where && last.how === how) last.what.push(guard);
    else parts.push({ what: [guard], where, how });
  }
  return parts
    .map(({ what, where, how }) => `${joined(what)}${ofMachine.test(what.at(-1) ?? "") ? "" : " on"} ${where}${how}.`)
    .join(" ");
}

/** A diagnosis is one thing, however many looks it takes; which ones, and in what order, its steps say. */
export function diagnosisSentence(
  {
    title,
    steps,
    services,
    containers,
  }: { title: string; steps: readonly Step[] } & Pick<Diagnosis, "services" | "containers">,
  fleet: readonly Machine[],
): string {
  const machines = fleet.filter(({ id }) => steps.some(({ machineIds }) => machineIds.includes(id)));
  const where = machines.length > 8 ? `${machines.length} machines` : listed(machines);
  const [only] = machines;
  const named = [
    ["a service", services],
    ["a container", containers],
    ["a machine", only && machines.length === 1 ? [only.name] : []],
  ] as const;
  const what = named.reduce(
    (text, [thing, [name, more]]) => (name === undefined || more !== undefined ? text : text.replace(thing, name)),
    title,
  );
  const isNamed = only && machines.length === 1 && title.includes("a machine");
  const looks = steps.length === 1 ? "1 look" : `${steps.length} looks`;
  return `${what}: ${looks}${isNamed ? "" : ` on ${where}`}, and nothing is changed.`;
}

function howOf({ rollout, condition }: Step, machines: readonly Machine[]): string {
  if (rollout.mode === "parallel") return "all at once";
  if (rollout.batch === 1) return "one after the other";
  return goesOver(
    rollout,
    machines.map(({ name }) => name),
    condition === undefined,
  );
}

/** Titles whose object is the machine itself. */
const ofMachine = /^(Reboot|Switch off)$/;

function joined(titles: string[]): string {
  const unique = [...new Set(titles)].map((title, index) =>
    index === 0 ? title : title.slice(0, 1).toLowerCase() + title.slice(1),
  );
  return unique.length < 2 ? unique.join("") : `${unique.slice(0, -1).join(", ")}, then ${unique.at(-1) ?? ""}`;
}

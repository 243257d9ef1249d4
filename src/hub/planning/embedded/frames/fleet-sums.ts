/** Sums over the fleet, and counts side by side. */
import type { Machine } from "../../../../domain/machine.ts";
import type { Outcome } from "../../../../domain/plan.ts";
import { bytesText } from "../../../../lib/bytes.ts";
import { tableOf } from "../intents/fleet.ts";
import { columnsFor, diskBytes, machinesText, names } from "./fleet-answers.ts";
import type { About } from "./fleet-parts.ts";

/** How many of each, side by side. */
export function apiece(sides: readonly (readonly [string, Machine[]])[]): Outcome {
  return {
    kind: "answer",
    text: `${sides.map(([said, held]) => `${said}: ${held.length}`).join(", ")}.`,
    table: {
      columns: ["What", "Machines", "Which"],
      rows: sides.map(([said, held]) => [said, String(held.length), names(held)]),
      machineIds: sides.flatMap(([, held]) => held.map(({ id }) => id)),
    },
  };
}

export type Total = { said: string; of: (machine: Machine) => number; isBytes: boolean; column: string };
const totals: readonly [RegExp, Total][] = [
  [/(?:disk|storage|space|capacity)/, { said: "of disks", of: diskBytes, isBytes: true, column: "disk size" }],
  [/(?:ram|memory)/, { said: "of memory", of: ({ facts }) => facts.memoryBytes, isBytes: true, column: "memory size" }],
  [/(?:cores?|cpus?)/, { said: "CPUs", of: ({ facts }) => facts.cpus, isBytes: false, column: "cores" }],
];
const totalled =
  /^(?:what is |how much |how many |give |tell |show )*(?:total|combined|overall|summed|sum of|entire)(?: of)?(?: all)? ((?:disk|storage|ram|memory|cpu|core|cores|cpus)(?: (?:capacity|space|size|sizes|cores|count|storage|installed))*)(?: (?:of|on|in|across|for|over|all|together|do|does|have|is|are|there))*(?= |$)/;
export function totalIn(text: string): { total: Total; rest: string } | undefined {
  const found = totalled.exec(text);
  const total = totals.find(([shape]) => shape.test(found?.[1] ?? ""))?.[1];
  return found && total && !/\b(?:free|used|left|usage)\b/.test(text)
    ? { total, rest: text.slice(found[0].length).trim() }
    : undefined;
}

export function summed(machines: Machine[], { said, of, isBytes, column }: Total, about: About): Outcome {
  const sum = machines.reduce((all, machine) => all + of(machine), 0);
  const text = `${isBytes ? bytesText(sum) : String(sum)} ${said} on ${machinesText(machines.length)}.`;
  return tableOf(machines, columnsFor([column], about).slice(0, 3), text);
}

/** Zombies: processes that ended and whose parent does not take note. Only the parent can be done something about. */
import { forHtml } from "../../../domain/untrusted.ts";
import type { ProcessOutput } from "../../../tools/process/list.ts";
import { evidence, seenOf, type Looked } from "./looked.ts";
import { endings, plainUnit, turnOff, type Draft, type Fix } from "./rule.ts";
import { aroundOf, unitOfPid } from "./units.ts";

/** Fewer come and go on any machine. */
const manyZombies = 5;

export function processes(looked: Looked): Draft[] {
  const [seen] = seenOf<ProcessOutput>(looked, "process.list").filter(({ input }) => input["state"] === "zombie");
  if (!seen) return [];
  const dead = seen.output.processes.filter(({ state }) => state === "Z");
  return [...Map.groupBy(dead, ({ parent }) => parent)]
    .filter(([parent, own]) => own.length >= manyZombies && parent > 1)
    .map(([parent, own]): Draft => {
      const { machine } = looked;
      const unit = unitOfPid(looked, parent);
      const named = unit && plainUnit(unit.service) ? unit.service : undefined;
      const serves = aroundOf(looked).some(({ service, listens }) => service === named && listens.length > 0);
      const stop: Fix = {
        say: turnOff(named ?? "", machine),
        why: "with the parent its zombies go; it would make new ones",
      };
      const restart: Fix = {
        say: `restart the unit “${named ?? ""}” on ${machine}`,
        why: "with the old process its zombies go; new ones may come",
      };
      return {
        id: "zombie-parent",
        certainty: "certain",
        cause: `${named ?? `process ${parent}`} does not wait for its children: ${own.length} of them are zombies`,
        evidence: [
          evidence(
            seen,
            `${seen.output.zombies} zombies, ${own.length} of them of process ${parent}, such as ${own[0]?.pid ?? 0} (${own[0] ? forHtml(own[0].name) : ""})`,
            { of: own[0] },
          ),
          ...(unit
            ? [evidence(unit.from, `process ${parent} is the main process of ${unit.service}`, { of: unit.of })]
            : []),
        ],
        fixes:
          named === undefined
            ? [{ say: `kill process ${parent} on ${machine}`, why: "with the parent its zombies go" }]
            : endings({ unit: named, serves, restart, stop }),
        about: named === undefined ? `process:${parent}` : `unit:${named}`,
        depth: 2,
      };
    });
}

/** What of a machine a step rests on: noted when it is planned, compared when it is approved and when it is sent. */
import type { JsonObject } from "../lib/json.ts";
import type { Machine } from "./machine.ts";

type Doing = { tool: string; input: JsonObject };
type Fact = { what: string; is: string; gone: (name: string, now: string) => string };

/** Facts by name, the machine's id behind it: a machine that is renamed is the same machine. What is not known is no fact. */
export const restsOn = (doing: Doing, machine: Machine): Record<string, string> =>
  Object.fromEntries(factsOf(doing, machine).map(({ what, is }) => [`${what}@${machine.id}`, is]));

/** Why the step is another one on this machine now; undefined where all is as it was, or is not known. */
export function noLonger(
  doing: Doing,
  machine: Machine,
  factsUsed: Readonly<Record<string, string>>,
): string | undefined {
  for (const { what, is, gone } of factsOf(doing, machine, true)) {
    const was = factsUsed[`${what}@${machine.id}`];
    if (was !== undefined && was !== is) return gone(machine.name, is);
  }
  return undefined;
}

/** `absent`: a service that is not there is told too. */
function factsOf({ tool, input }: Doing, { facts }: Machine, absent = false): Fact[] {
  const service = tool.startsWith("service.") ? input["service"] : undefined;
  const all: Fact[] = [
    { what: "os", is: facts.osId, gone: (name, now) => `${name} runs ${now} now` },
    { what: "packageManager", is: facts.packageManager, gone: (name, now) => `${name} has ${now} now` },
  ];
  const found = all.filter(({ is }) => is !== "");
  if (typeof service !== "string" || facts.services.length === 0) return found;
  const there = facts.services.includes(service);
  if (there || absent)
    found.push({
      what: `service ${service}`,
      is: there ? "there" : "gone",
      gone: (name) => `${name} no longer has ${service}`,
    });
  return found;
}

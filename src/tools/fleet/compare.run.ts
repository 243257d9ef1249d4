/** Groups machines by what the hub knows of each. */
import type { Machine } from "../../domain/machine.ts";
import { parseTarget, select } from "../../domain/target.ts";
import { untrusted } from "../../domain/untrusted.ts";
import type { HubPorts } from "../define.ts";
import { aspects, type CompareInput, type CompareOutput } from "./compare.ts";

const most = 200;
/** Of a thousand machines nobody reads all names. */
const mostNames = 100;
type Aspect = (typeof aspects)[number];

const values: Record<Exclude<Aspect, "services">, (machine: Machine) => string> = {
  os: ({ facts }) => facts.osName,
  kernel: ({ facts }) => facts.kernel,
  agent: ({ agentVersion }) => agentVersion,
  arch: ({ facts }) => facts.arch,
  init: ({ facts }) => facts.init,
  packageManager: ({ facts }) => facts.packageManager,
};

export async function run({ on = "all", what = "all" }: CompareInput, ports: HubPorts): Promise<CompareOutput> {
  const machines = select(parseTarget(on), ports.machines());
  const asked = what === "all" ? aspects : [what];
  const differences = asked.flatMap((aspect) => (aspect === "services" ? [] : differenceIn(aspect, machines)));
  const services = asked.includes("services") ? servicesOf(machines) : [];
  const differ = new Set<Aspect>([
    ...differences.map((each) => each.what),
    ...(services.length > 0 ? ["services" as const] : []),
  ]);
  return {
    machines: machines.map(({ name }) => name),
    differences,
    services: services.slice(0, most),
    same: asked.filter((aspect) => !differ.has(aspect)),
    truncated: services.length > most,
  };
}

function differenceIn(what: Exclude<Aspect, "services">, machines: readonly Machine[]): CompareOutput["differences"] {
  const groups = [...Map.groupBy(machines, values[what])];
  if (groups.length < 2) return [];
  const sorted = groups.toSorted(([a, left], [b, right]) => right.length - left.length || (a < b ? -1 : 1));
  return [
    {
      what,
      values: sorted
        .slice(0, most)
        .map(([value, those]) => ({ value: untrusted(value.slice(0, 256)), machines: those.map(({ name }) => name) })),
    },
  ];
}

function servicesOf(machines: readonly Machine[]): CompareOutput["services"] {
  const having = new Map<string, Set<string>>();
  for (const { name, facts } of machines) {
    for (const service of facts.services) having.set(service, (having.get(service) ?? new Set()).add(name));
  }
  const all = machines.map(({ name }) => name);
  return [...having]
    .filter(([, names]) => names.size < all.length)
    .toSorted(([a, left], [b, right]) => right.size - left.size || (a < b ? -1 : 1))
    .map(([service, names]) => {
      const missing = all.filter((name) => !names.has(name));
      return {
        service: untrusted(service),
        on: [...names].slice(0, mostNames),
        missingOn: missing.slice(0, mostNames),
        missingCount: missing.length,
      };
    });
}

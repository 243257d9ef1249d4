/** Facts of machines that are named: what they are made of, several measurements at once, and how two of them differ. */
import type { Machine } from "../../../../domain/machine.ts";
import { bytesText } from "../../../../lib/bytes.ts";
import type { Match } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { read } from "./say.ts";

const beside =
  "(what|which|how many|how much|does|do|is|are|has|have|got|run|runs|running|on|of|in|use|uses|show|list|tell|give|the|a|and|or|current|currently|number|count|it|there|each|every|all|please|total|per|kind of|type of|sort of|machine|machines|system|pull|get|print|display|quick|check)";
const vital =
  "(load average|load|cpu usage|cpu load|cpu|memory usage|memory|ram usage|ram|mem|swap|disk usage|disk space|disk|disks|vitals|temperature)";

const machinesIn = ({ slots, entities, on }: Match): Machine[] => [
  ...new Set(
    [
      ...slots.flatMap(({ kind, value }) => {
        const entity = kind === "t" ? entities[Number(value)] : undefined;
        return entity?.kind === "t" ? entity.place.parts : [];
      }),
      ...(on?.parts ?? []),
    ].flatMap(({ machines }) => machines),
  ),
];

const rows: readonly [string, (machine: Machine) => string][] = [
  ["State", ({ state }) => state],
  ["System", ({ facts }) => facts.osName],
  ["Kernel", ({ facts }) => facts.kernel],
  ["Kind", ({ facts }) => facts.kind],
  ["CPUs", ({ facts }) => String(facts.cpus)],
  ["Memory", ({ facts }) => bytesText(facts.memoryBytes)],
  ["Tags", ({ tags }) => tags.join(", ")],
  ["Agent", ({ agentVersion }) => agentVersion],
  ["Services", ({ facts }) => facts.services.join(", ")],
  ["Containers", ({ facts }) => facts.containers.join(", ")],
];
/** Side by side, what differs in front. */
function compared(match: Match): Intent | undefined {
  const machines = machinesIn(match);
  const [first, second] = machines;
  if (!first || !second || machines.length > 6) return undefined;
  const lines = rows.map(([name, of]) => [name, ...machines.map(of)]);
  const differs = lines.filter(([, ...values]) => new Set(values).size > 1).map(([name = ""]) => name.toLowerCase());
  const said = machines.map(({ name }) => name);
  return {
    kind: "answer",
    of: () => ({
      kind: "answer",
      text: `${said.join(", ")}: ${differs.length === 0 ? "nothing that the hub knows differs" : `they differ in ${differs.join(", ")}`}.`,
      table: { columns: ["", ...said], rows: lines, machineIds: machines.map(({ id }) => id) },
    }),
  };
}

export const fleetFactFrames = (): Frame[] => [
  // “load, memory and uptime of gpu-1”: all of it is measured at once.
  frame(["(uptime|uptimes|up time)", vital], () => read("system.info", {}), {
    reads: true,
    may: [beside, vital, "{t}", "(stats|status|values|numbers|usage|average|figures)"],
  }),
  frame(
    ["(compare|comparison of|contrast|difference in|differences in|side by side)", vital],
    (match) => (machinesIn(match).length > 1 ? read("metrics.now", {}) : undefined),
    {
      reads: true,
      may: [
        beside,
        vital,
        "(between|with|to|against|versus|vs|side by side|usage|use|utilisation|utilization|numbers|stats|values|consumption)",
      ],
    },
  ),
  frame([vital, vital], () => read("metrics.now", {}), {
    reads: true,
    may: [beside, vital, "(stats|status|values|numbers|usage|average|figures|consumption|utilisation|utilization)"],
  }),
  frame(
    [
      "(cpus|cores|cpu cores|vcpus|threads|sockets|cpu model|processor model|processor type|cpu type|processor|init system|architecture|cpu architecture|arch|arm|64 bit|64-bit|32 bit|hypervisor type|virtualisation|virtualization|hardware|specs)",
    ],
    (match) => (machinesIn(match).length > 0 ? read("system.info", {}) : undefined),
    {
      reads: true,
      may: [beside, "{t}", "(x86|x64|amd64|arm64|intel|amd|installed|assigned|available|physical|virtual|based|got)"],
    },
  ),
  frame(
    ["(how many|number of|count|count of)", "(services|units|daemons|systemd units|systemd services)"],
    () => read("service.list", {}),
    {
      reads: true,
      may: [beside, "(running|active|enabled|installed|loaded)"],
    },
  ),
  frame(
    ["(difference|differ|compare|differences|compared)", "(updates|pending updates|patches|packages to update)"],
    () => read("system.updates", {}),
    {
      reads: true,
      may: [beside, "{t}", "(pending|open|outstanding|available|between|in|by|security|with|from|to|updates)"],
    },
  ),
  frame(["(compare|comparison of|differences between|difference between|contrast)", "{t}"], compared, {
    reads: true,
    may: [
      beside,
      "{t}",
      "(with|to|against|and|between|side by side|hardware|specs|config|facts|inventory|each other|from)",
    ],
  }),
];

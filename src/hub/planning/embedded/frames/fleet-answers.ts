/** What is answered about the fleet: those that fit, how many of each kind there are, and who comes first by something. */
import type { Machine } from "../../../../domain/machine.ts";
import type { Outcome } from "../../../../domain/plan.ts";
import { bytesText } from "../../../../lib/bytes.ts";
import { iso } from "../../../../lib/clock.ts";
import { type Guest, guestOf } from "../guests.ts";
import { tableOf } from "../intents/fleet.ts";
import { freeBytes, freeSpace } from "../intents/free-space.ts";
import { type About, isOne } from "./fleet-parts.ts";

export type Column = { name: string; of: (machine: Machine) => string };
const percent = (value: number | undefined): string => (value === undefined ? "" : `${Math.round(value * 100)} %`);
export const diskBytes = ({ sample }: Machine): number =>
  (sample?.disks ?? []).reduce((sum, { totalBytes }) => sum + totalBytes, 0);
const fullest = ({ sample }: Machine): number | undefined =>
  sample && Math.max(0, ...sample.disks.map(({ usedRatio }) => usedRatio));
const day = 86_400_000;
const columns: Record<string, (about: About) => Column> = {
  state: () => ({ name: "State", of: ({ state }) => state }),
  os: () => ({ name: "System", of: ({ facts }) => facts.osName }),
  kind: () => ({ name: "Kind", of: ({ facts }) => facts.kind }),
  tag: () => ({ name: "Tags", of: ({ tags }) => tags.join(", ") }),
  cpu: () => ({ name: "CPU", of: ({ sample }) => percent(sample?.cpuRatio) }),
  memory: () => ({
    name: "Memory",
    of: ({ sample }) => percent(sample && sample.memoryUsedBytes / Math.max(1, sample.memoryTotalBytes)),
  }),
  free: () => freeSpace,
  disk: () => ({ name: "Fullest disk", of: (machine) => percent(fullest(machine)) }),
  traffic: () => ({
    name: "Traffic",
    of: ({ sample }) => `${bytesText((sample?.receivedBytesPerSecond ?? 0) + (sample?.sentBytesPerSecond ?? 0))}/s`,
  }),
  load: () => ({ name: "Load", of: ({ sample }) => String(sample?.load1 ?? "") }),
  cores: () => ({ name: "CPUs", of: ({ facts }) => String(facts.cpus) }),
  "memory size": () => ({ name: "Memory size", of: ({ facts }) => bytesText(facts.memoryBytes) }),
  "disk size": () => ({ name: "Disk size", of: (machine) => bytesText(diskBytes(machine)) }),
  uptime: ({ nowMs }) => ({
    name: "Up for",
    of: ({ facts }) => `${Math.floor((nowMs - facts.bootedAtMs) / day)} days`,
  }),
  seen: () => ({
    name: "Last seen",
    of: ({ lastSeenAtMs }) => `${iso(lastSeenAtMs).slice(0, 16).replace("T", " ")} UTC`,
  }),
  agent: () => ({ name: "Agent", of: ({ agentVersion }) => agentVersion }),
  kernel: () => ({ name: "Kernel", of: ({ facts }) => facts.kernel }),
  arch: () => ({ name: "Architecture", of: ({ facts }) => facts.arch }),
  joined: () => ({ name: "Joined", of: ({ joinedAtMs }) => iso(joinedAtMs).slice(0, 10) }),
  address: () => ({ name: "Addresses", of: ({ facts }) => facts.addresses.join(", ") }),
  account: () => ({ name: "Accounts", of: ({ facts }) => (facts.accounts ?? []).join(", ") }),
  repository: () => ({ name: "Repositories", of: ({ facts }) => (facts.repositories ?? []).join(", ") }),
  svc: () => ({ name: "Services", of: ({ facts }) => facts.services.slice(0, 8).join(", ") }),
  ctr: () => ({ name: "Containers", of: ({ facts }) => facts.containers.join(", ") }),
  packages: () => ({ name: "Packages", of: ({ facts }) => facts.packageManager }),
  init: () => ({ name: "Init", of: ({ facts }) => facts.init }),
};
const spokenColumns: readonly [RegExp, string][] = [
  [/^(?:os|oses|operating systems?|distros?|distribution|systems?)(?: versions?)?$/, "os"],
  [/^(?:kernels?)(?: versions?)?$/, "kernel"],
  [/^(?:ips?|ip addresses|ip address|addresses|address)$/, "address"],
  [/^(?:tags?|roles?)$/, "tag"],
  [/^(?:kinds?|types?)$/, "kind"],
  [/^(?:status|states?)$/, "state"],
  [/^(?:uptimes?)$/, "uptime"],
  [/^(?:agents?|agent versions?)$/, "agent"],
  [/^(?:cores|cpus|core counts?|cpu counts?)$/, "cores"],
  [/^(?:memory|ram|memory sizes?)$/, "memory size"],
  [/^(?:last seen|last contact|last seen times?)$/, "seen"],
  [/^(?:services)$/, "svc"],
  [/^(?:containers)$/, "ctr"],
  [/^(?:architectures?)$/, "arch"],
];
/** The column that words name: “with their os”. */
export const columnNamed = (said: string): string | undefined => spokenColumns.find(([shape]) => shape.test(said))?.[1];
export function columnsFor(of: readonly string[], about: About): Column[] {
  const wanted = [...new Set(of.flatMap((one) => (one === "both" ? ["cpu", "memory", "disk"] : [one])))].filter((one) =>
    Object.hasOwn(columns, one),
  );
  const named = wanted.map((one) => columns[one]?.(about)).filter((column) => column !== undefined);
  const usual = ["state", "os", "kind"].filter((one) => !wanted.includes(one)).map((one) => columns[one]?.(about));
  return [...named, ...usual.filter((column) => column !== undefined)].slice(0, 6);
}

export const names = (machines: readonly Machine[]): string => {
  const all = machines.map(({ name }) => name);
  return all.length > 15 ? `${all.slice(0, 15).join(", ")} and ${all.length - 15} more` : all.join(", ");
};
export const machinesText = (count: number): string => (count === 1 ? "1 machine" : `${count} machines`);

export function counted(
  fleet: readonly Machine[],
  found: Machine[],
  { said, columns: shown, count }: { said: string; columns: Column[]; count: boolean },
): Outcome {
  const of = machinesText(fleet.length);
  const text =
    found.length === 0
      ? `None of ${of}: ${said}.`
      : count
        ? `${found.length} of ${of} (${said}): ${names(found)}.`
        : `${found.length} of ${of}: ${names(found)} (${said}).`;
  return tableOf(found, shown, text);
}

/** One machine, as the hub knows it. */
export function described(machine: Machine, guests: readonly Guest[], about: About): Outcome {
  const { facts, tags, name } = machine;
  const node = guestOf(machine, guests)?.node.name;
  const runs = facts.services.slice(0, 8).join(", ");
  const where = node === undefined ? "" : ` on ${node}`;
  const text = `${name} is ${facts.kind === "unknown" ? "a machine" : facts.kind}${where} with ${facts.osName}, ${machine.state}, tagged ${tags.join(", ") || "nothing"}; it has ${runs || "no services that are known"}.`;
  return tableOf([machine], columnsFor(["state", "os", "kind", "tag", "svc", "uptime"], about), text);
}

/** By what machines are told apart. */
export type Grouping = { name: string; of: (machine: Machine) => string[] };
const groupings: readonly [RegExp, Grouping][] = [
  [
    /^(?:os(?:es)?|operating systems?|distros?|distributions?|linux distributions?|linux versions?|os versions?|systems?|platforms?)$/,
    { name: "System", of: ({ facts }) => [facts.osName] },
  ],
  [
    /^(?:kernels?|kernel versions?)$/,
    { name: "Kernel", of: ({ facts }) => [facts.kernel === "" ? "unknown" : facts.kernel] },
  ],
  [/^(?:arch|architectures?|cpu architectures?)$/, { name: "Architecture", of: ({ facts }) => [facts.arch] }],
  [
    /^(?:kinds?|types?|machine types?|virtualisation|virtualization)$/,
    { name: "Kind", of: ({ facts }) => [facts.kind] },
  ],
  [
    /^(?:tags?|roles?|groups?|labels?|environments?|envs?|sets?)$/,
    { name: "Tag", of: ({ tags }) => (tags.length > 0 ? tags : ["none"]) },
  ],
  [/^(?:status|states?|connection states?)$/, { name: "State", of: ({ state }) => [state] }],
  [
    /^(?:agent versions?|agents?|versions? of agents?|agent releases?)$/,
    { name: "Agent", of: ({ agentVersion }) => [agentVersion] },
  ],
  [/^(?:package managers?)$/, { name: "Package manager", of: ({ facts }) => [facts.packageManager] }],
  [/^(?:init|inits|init systems?)$/, { name: "Init", of: ({ facts }) => [facts.init] }],
  [/^(?:accounts?|users?|local users?|user accounts?)$/, { name: "Account", of: ({ facts }) => facts.accounts ?? [] }],
  [/^(?:services)$/, { name: "Service", of: ({ facts }) => facts.services }],
  [/^(?:docker containers|containers)$/, { name: "Container", of: ({ facts }) => facts.containers }],
  [
    /^(?:repos|repositories|checkouts|git repos|git repositories|projects|working copies|git checkouts)$/,
    { name: "Repository", of: ({ facts }) => facts.repositories ?? [] },
  ],
];
const thing = String.raw`((?:[a-z]+ ){0,2}?[a-z]+)`;
const shapes: readonly RegExp[] = [
  new RegExp(
    `^(?:what|which|list|show|tell|count|how many)(?: different| distinct| all| various| kinds of)* ${thing} (?:are|do|is|have|does)(?: (?:there|we|i|in|use|have|run|running|exist|out|represented|deployed|used|checked out|cloned|on|all|across|fleet|over|got|around|it|and|how many|where|which|@t\\d+|machines?|each|each have|of them|per|them|with|counts?))*$`,
  ),
  new RegExp(
    `^(?:(?:show|list|give|tell|get|display|print|count|how many|number of|overview of|breakdown|summary|distribution|group|statistics)(?: (?:of|all|machines|me|a|breakdown|count|summary|how many|number|the|@t\\d+|are|there|have|we|do|overview|distribution|statistics|them|run|fleet|in))*) (?:by|per|for each|for every|each|broken down by|grouped by|over|according to) ${thing}$`,
  ),
  new RegExp(
    `^(?:what|which) ${thing} (?:is|are) (?:the )?(?:most|least) (?:common|used|popular|frequent|widespread)$`,
  ),
  new RegExp(
    "^(?:list|show|what are|name|give|which) (?:all |our |the |different |distinct )*((?:linux )?distros|tags|roles|environments|kernels|kernel versions|agent versions|architectures|operating systems|oses|git checkouts|checkouts|init systems|package managers)$",
  ),
  new RegExp(
    `^(?:group|break down|sort|split|order|organise|categorize)(?: (?:down|all|the|up|whole|fleet|machines|@t\\d+))* (?:by|per|into) ${thing}$`,
  ),
  new RegExp(
    `^(?:list|show|give|overview|summary|tell|get|what|which)(?: (?:of|all|different|distinct|about|known))* ${thing}(?: (?:in use|in fleet|in use in fleet|across|across fleet|with counts?|and how many of each|and how many each|and how many machines each|we have|of fleet|there are|in our fleet|used|per machine|by machine|on each machine|on every machine|of every machine|of each machine|checked out where|and where|@t\\d+|checked out|in|of|across))+$`,
  ),
];
export function groupingIn(text: string): { grouping: Grouping; rest: string } | undefined {
  const plainly = text.replaceAll(
    / (?:, )?and (?:how many|count|number)(?: of)?(?: (?:machines|them|each|are|have|on|use|in|per|@t\d+))*$/g,
    " with counts",
  );
  for (const shape of shapes) {
    const said = shape.exec(plainly)?.[1]?.replace(/^(?:machines by|different|all|of|kinds of|linux) /, "");
    const grouping = said === undefined ? undefined : groupings.find(([words]) => words.test(said))?.[1];
    if (grouping) {
      const mark = [...plainly.matchAll(/@t\d+/g)].map(([whole]) => whole).join(" ");
      return { grouping, rest: mark };
    }
  }
  return undefined;
}

export function grouped(machines: readonly Machine[], { name, of }: Grouping): Outcome {
  const groups = new Map<string, Machine[]>();
  for (const machine of machines)
    for (const value of of(machine)) groups.set(value, [...(groups.get(value) ?? []), machine]);
  const rows = [...groups].toSorted((a, b) => b[1].length - a[1].length || a[0].localeCompare(b[0]));
  return {
    kind: "answer",
    text:
      rows.length === 0
        ? "There is none."
        : `${rows
            .slice(0, 12)
            .map(([value, held]) => `${value}: ${held.length}`)
            .join(", ")}${rows.length > 12 ? ` and ${rows.length - 12} more` : ""}.`,
    table: {
      columns: [name, "Machines", "Which"],
      rows: rows.map(([value, held]) => [value, String(held.length), names(held)]),
      machineIds: [...new Set(rows.flatMap(([, held]) => held.map(({ id }) => id)))],
    },
  };
}

/** Release years, so that systems can be said to be old. */
const years: Record<string, Record<string, number>> = {
  debian: { "9": 2017, "10": 2019, "11": 2021, "12": 2023, "13": 2025 },
  raspbian: { "10": 2019, "11": 2021, "12": 2023 },
  rocky: { "8": 2021, "9": 2022, "10": 2025 },
  almalinux: { "8": 2021, "9": 2022 },
  centos: { "7": 2014, "8": 2019 },
};
function released({ facts }: Machine): number | undefined {
  const [major = "", minor = "0"] = facts.osVersion.split(".");
  if (facts.osId === "ubuntu") return 2_000 + Number(major) + Number(minor) / 12;
  if (facts.osId === "fedora") return 2_024 + (Number(major) - 40) / 2;
  if (facts.osId === "alpine") return 2_024 + (Number(minor) - 20) / 2;
  if (facts.osId.startsWith("windows") || facts.platform === "windows")
    return Number(major) > 2_000 ? Number(major) : undefined;
  return years[facts.osId]?.[major];
}

export type Ranking = {
  said: string;
  of: (machine: Machine, about: About) => number | undefined;
  column: string;
  isLeast: boolean;
  top: number;
};
type Measure = readonly [RegExp, string, string, Ranking["of"]];
const measures: readonly Measure[] = [
  [/\bdisk\b.*\b(?:left|free|available)\b|\bfree disk\b|\bfree space\b/, "free disk space", "free", freeBytes],
  [/\b(?:agents?)\b/, "agent", "agent", ({ agentVersion }) => versionNumber(agentVersion)],
  [/\bkernels?\b/, "kernel", "kernel", ({ facts }) => (facts.kernel === "" ? undefined : versionNumber(facts.kernel))],
  [/\b(?:os|operating systems?|distros?|distributions?|linux|systems?)\b/, "system", "os", released],
  [
    /\b(?:uptime|up|running|rebooted|booted|restarted)\b/,
    "uptime",
    "uptime",
    ({ facts, state }, { nowMs }) => (state === "online" ? nowMs - facts.bootedAtMs : undefined),
  ],
  [/\b(?:cores?|cpus|cpu cores|vcpus|threads|processors)\b/, "number of CPUs", "cores", ({ facts }) => facts.cpus],
  [
    /\b(?:bandwidth|traffic|network)\b/,
    "network traffic",
    "traffic",
    ({ sample }) =>
      sample?.receivedBytesPerSecond === undefined
        ? undefined
        : sample.receivedBytesPerSecond + (sample.sentBytesPerSecond ?? 0),
  ],
  [/\bload\b/, "load", "load", ({ sample }) => sample?.load1],
  [/\b(?:containers?)\b/, "number of containers", "ctr", ({ facts }) => facts.containers.length],
  [/\b(?:services)\b/, "number of services", "svc", ({ facts }) => facts.services.length],
  [/\b(?:accounts|users)\b/, "number of accounts", "account", ({ facts }) => facts.accounts?.length],
  [
    /\b(?:disk capacity|total disk|disk size|storage capacity|disks in total|capacity|total storage)\b/,
    "disk size",
    "disk size",
    (machine) => diskBytes(machine) || undefined,
  ],
  [/\b(?:seen|heard from)\b/, "last contact", "seen", ({ lastSeenAtMs }) => lastSeenAtMs],
  [
    /\b(?:newest|latest|oldest) (?:machine|member|addition|@t\d+)\b|\b(?:joined|added|enrolled)\b/,
    "time of joining",
    "joined",
    ({ joinedAtMs }) => joinedAtMs,
  ],
  [/\b(?:memory|ram|mem)\b/, "memory size", "memory size", ({ facts }) => facts.memoryBytes],
];
const versionNumber = (version: string): number =>
  version
    .split(/[.-]/)
    .slice(0, 3)
    .reduce((sum, part) => sum * 10_000 + (Number.parseInt(part, 10) || 0), 0);

const most =
  "(?:most|highest|biggest|largest|greatest|longest|newest|latest|strongest|beefiest|most recent|youngest|top)";
const least = "(?:least|lowest|smallest|fewest|shortest|oldest|weakest|most outdated|tiniest|first)";
const superlative = new RegExp(`(?<=^| )(${most}|${least})(?= |$)`);
const rankWords =
  /^(?:which|what|who|whose|machine|machines|server|servers|host|hosts|box|boxes|is|are|has|have|the|of|by|in|with|ones?|our|we|got|get|runs?|running|been|longest|oldest|list|show|top|first|cores?|cpus?|cpu|memory|ram|mem|size|installed|total|amount|uptime|up|kernel|version|versions|os|operating|system|systems|distro|distribution|agent|agents|load|average|containers?|services|accounts|users|disk|disks|capacity|storage|space|physical|number|count|@n\d+|@t\d+|most|highest|biggest|largest|greatest|newest|latest|strongest|beefiest|least|lowest|smallest|fewest|shortest|weakest|five|ten|three|two|sort|sorted|order|ordered|rank|ranked|descending|ascending|recently|last|rebooted|booted|restarted|fleet|currently|all|and|release|linux|still|to|from|down|there|give|tell|name|find|,|on|since|time|ago|seen|heard|left|free|available|bandwidth|traffic|network|uses|use|joined|added|enrolled|member|addition|for|was|were|it|do|does|use|a|an|at|among|across|how|much|long|many|each|per|them|their|its)$/;
export function rankingIn(text: string, { entities }: About): { ranking: Ranking; rest: string } | undefined {
  const sorted = /^(?:sort|order|rank|list|show)\b.* (?:sorted |ordered |ranked )?by /.test(text);
  const found = superlative.exec(text);
  if (!found && !sorted && !/\b(?:most|longest|oldest)\b/.test(text)) return undefined;
  if (/\buses?\b/.test(text) && !/\b(?:bandwidth|traffic|network)\b/.test(text)) return undefined;
  if (/\b(?:usage|used|busy|busiest|percent|eats|full|pending|updates|room|loaded)\b|@pct/.test(text)) return undefined;
  const [, called, name, of] = measures.find(([shape]) => shape.test(text)) ?? [];
  if (of === undefined || name === undefined || called === undefined) return undefined;
  const said = text.split(" ");
  if (!said.every((word) => rankWords.test(word))) return undefined;
  // Of what the machines use now others tell.
  const isSize =
    /\b(?:installed|total|size|physical|biggest|largest|beefiest|most|smallest|least|capacity|sort|sorted|by)\b/.test(
      text,
    );
  if (name === "memory size" && (!isSize || /\b(?:free|left|available|unused|spare)\b/.test(text))) return undefined;
  const entity = entities[Number(/@n(\d+)/.exec(text)?.[1])];
  const worded = { five: 5, ten: 10, three: 3, two: 2 }[/\b(five|ten|three|two)\b/.exec(text)?.[1] ?? ""];
  const top = entity?.kind === "n" ? entity.value : (worded ?? (isOne(text, entities) ? 1 : 10));
  const isLeast = new RegExp(`\\b${least}\\b`).test(text) || /\b(?:ascending)\b/.test(text);
  const isUp = name === "uptime";
  const isFlipped = isUp && /\b(?:most recently|last|newest|latest)\b/.test(text);
  const isOldUp = isUp && /\boldest|longest\b/.test(text);
  const rest = said.filter((word) => word.startsWith("@t")).join(" ");
  return {
    ranking: {
      said: called,
      of,
      column: name,
      isLeast: isFlipped || (isLeast && !isOldUp),
      top: Math.max(1, Math.trunc(top)),
    },
    rest,
  };
}

export function ranked(
  machines: readonly Machine[],
  { said, of, column, isLeast, top }: Ranking,
  about: About,
): Outcome {
  const valued = machines.flatMap((machine) => {
    const value = of(machine, about);
    return value === undefined ? [] : [{ machine, value }];
  });
  const sorted = valued.toSorted((a, b) => (b.value - a.value) * (isLeast ? -1 : 1));
  const [first] = sorted;
  const alike = sorted.filter(({ value }) => value === first?.value).map(({ machine }) => machine);
  const shown = [...new Set([...alike, ...sorted.slice(0, top).map(({ machine }) => machine)])].slice(
    0,
    Math.max(top, alike.length),
  );
  const held = columnsFor([column], about);
  const [own] = held;
  const text =
    first && own
      ? `${names(alike)} ${alike.length === 1 ? "has" : "have"} the ${isLeast ? "lowest" : "highest"} ${said}: ${own.of(first.machine)}.`
      : "None of these machines says it.";
  return tableOf(shown, held.slice(0, 3), text);
}

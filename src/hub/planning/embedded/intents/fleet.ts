/** Questions about the fleet that the hub answers from what it knows, without asking a machine. */
import type { Machine } from "../../../../domain/machine.ts";
import type { Outcome } from "../../../../domain/plan.ts";
import type { Sample } from "../../../../domain/metric.ts";
import { showHidden } from "../../../../domain/untrusted.ts";
import { compareVersions } from "../../../../domain/target-version.ts";
import { bytesText } from "../../../../lib/bytes.ts";
import { iso } from "../../../../lib/clock.ts";
import { percentText, percentUp } from "../../../../lib/percent.ts";
import type { Intent } from "../types.ts";
import { isOne } from "../frames/fleet-parts.ts";
import { asksFree, freeOf, freeSpace, takesLeast } from "./free-space.ts";
import { type Match, type Meanings, number, place, things, means } from "./match.ts";

type Column = { name: string; of: (machine: Machine) => string };
const memoryRatio = ({ memoryUsedBytes, memoryTotalBytes }: Sample): number =>
  memoryTotalBytes > 0 ? memoryUsedBytes / memoryTotalBytes : 0;
const diskRatio = ({ disks }: Sample): number => Math.max(0, ...disks.map(({ usedRatio }) => usedRatio));
const percent = (ratio: number | undefined, text = percentText): string =>
  ratio === undefined ? "unknown" : text(ratio);

const columns = {
  state: {
    name: "State",
    of: ({ state, stateReason }: Machine) => (stateReason === undefined ? state : `${state}: ${stateReason}`),
  },
  system: { name: "System", of: ({ facts }: Machine) => facts.osName },
  kernel: { name: "Kernel", of: ({ facts }: Machine) => facts.kernel },
  kind: { name: "Kind", of: ({ facts }: Machine) => facts.kind },
  tags: { name: "Tags", of: ({ tags }: Machine) => tags.join(", ") },
  agent: { name: "Agent", of: ({ agentVersion }: Machine) => agentVersion },
  address: { name: "Addresses", of: ({ facts }: Machine) => facts.addresses.join(", ") },
  seen: {
    name: "Last seen",
    of: ({ lastSeenAtMs }: Machine) => `${iso(lastSeenAtMs).slice(0, 19).replace("T", " ")} UTC`,
  },
  cpu: { name: "CPU", of: ({ sample }: Machine) => percent(sample?.cpuRatio) },
  memory: { name: "Memory", of: ({ sample }: Machine) => percent(sample && memoryRatio(sample)) },
  disk: { name: "Fullest disk", of: ({ sample }: Machine) => percent(sample && diskRatio(sample), percentUp) },
  size: { name: "Memory size", of: ({ facts }: Machine) => bytesText(facts.memoryBytes) },
  cpus: { name: "CPUs", of: ({ facts }: Machine) => String(facts.cpus) },
} satisfies Record<string, Column>;

/** The machines as a table, the answer's first sentence in front. */
export function tableOf(machines: Machine[], shown: Column[], text: string): Outcome {
  return {
    kind: "answer",
    text,
    table: {
      columns: ["Machine", ...shown.map(({ name }) => name)],
      rows: machines.map((machine) => [machine.name, ...shown.map(({ of }) => showHidden(of(machine)))]),
      machineIds: machines.map(({ id }) => id),
    },
  };
}

const listed = (machines: Machine[]): string => {
  const names = machines.map(({ name }) => name);
  if (names.length > 12) return `${names.slice(0, 12).join(", ")} and ${names.length - 12} more`;
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
};
const countText = (machines: Machine[]): string =>
  machines.length === 1 ? "1 machine" : `${machines.length} machines`;

/** Which of the machines asked about fit, in words and as a table. */
const which = (
  fits: (machine: Machine, all: readonly Machine[]) => boolean,
  words: string,
  shown: Column[],
): Intent => ({
  kind: "answer",
  of: (machines, fleet) => {
    const found = machines.filter((machine) => fits(machine, fleet));
    const text =
      found.length === 0
        ? `None of ${countText(machines)} ${words}.`
        : `${found.length} of ${countText(machines)} ${words}: ${listed(found)}.`;
    return tableOf(found, shown, text);
  },
});

const about = (match: Match): Column[] => {
  const text = match.text;
  const wanted: Column[] = [];
  if (/\b(cpu|processor|busy|load)\b/.test(text)) wanted.push(columns.cpu);
  if (/\b(memory|ram|mem)\b/.test(text)) wanted.push(columns.memory);
  if (/\b(disk|disks|storage|full|space)\b/.test(text)) wanted.push(columns.disk);
  return wanted.length > 0 ? wanted : [columns.state, columns.system, columns.kind, columns.tags];
};

/** The machines named, whatever they are. */
const list = (): Intent => ({
  kind: "answer",
  of: (machines) =>
    tableOf(
      machines,
      [columns.state, columns.system, columns.cpu, columns.memory, columns.disk, columns.tags],
      machines.length === 0 ? "No machine fits." : `${countText(machines)}: ${listed(machines)}.`,
    ),
});

const fact = (column: Column): Intent => ({
  kind: "answer",
  of: (machines) => {
    const [only] = machines;
    const text =
      machines.length === 1 && only
        ? `${only.name}: ${column.of(only) || "unknown"}.`
        : `${column.name} of ${countText(machines)}.`;
    return tableOf(machines, [column], text);
  },
});

const offline =
  "(offline|down|unreachable|disconnected|not connected|not online|away|not responding|dead|gone|missing|not reachable|not reporting)";
const online = "(online|connected|reachable|up|alive|reporting)";
const machines = "({t}|machines|servers|hosts|agents|boxes)";

type Measure = { column: Column; said: string; of: (sample: Sample) => number | undefined };
const measureOf = (text: string): Measure =>
  asksFree(text)
    ? { column: freeSpace, said: "free disk space", of: freeOf }
    : /\b(memory|ram|mem)\b/.test(text)
      ? { column: columns.memory, said: "memory use", of: memoryRatio }
      : /\b(disk|disks|full|fullest|storage|space|emptiest)\b/.test(text)
        ? { column: columns.disk, said: "disk use", of: diskRatio }
        : /\b(resources|capacity|headroom|room)\b/.test(text)
          ? { column: columns.memory, said: "memory use", of: memoryRatio }
          : { column: columns.cpu, said: "CPU use", of: ({ cpuRatio }) => cpuRatio };

export function topmost(match: Match): Intent {
  const { column, said, of } = measureOf(match.text);
  const least = takesLeast(match.text);
  const count = number(match);
  return {
    kind: "answer",
    of: (all) => {
      const value = (machine: Machine): number | undefined => machine.sample && of(machine.sample);
      const ranked = all
        .filter((machine) => value(machine) !== undefined)
        .toSorted((a, b) => ((value(b) ?? 0) - (value(a) ?? 0)) * (least ? -1 : 1));
      const [first] = ranked;
      const alike = first ? ranked.filter((machine) => column.of(machine) === column.of(first)) : [];
      const isSingle = count === undefined && isOne(match.text, match.entities);
      const shown = isSingle ? alike : ranked.slice(0, count !== undefined && count >= 1 ? Math.trunc(count) : 10);
      return tableOf(
        shown,
        [column],
        first
          ? `${listed(alike)} ${alike.length === 1 ? "has" : "have"} the ${least ? "lowest" : "highest"} ${said}: ${column.of(first)}.`
          : "There is no measurement of any of these machines yet.",
      );
    },
  };
}

function whereIs(match: Match): Intent | undefined {
  const [thing] = things(match);
  return (
    thing && {
      kind: "answer",
      of: (all) => {
        const owners = new Set(thing.owners.map(({ machine }) => machine));
        const found = all.filter((machine) => owners.has(machine));
        return tableOf(
          found,
          [columns.state, columns.system, columns.tags],
          found.length === 0 ? `No machine has ${thing.said}.` : `${thing.said} is on ${listed(found)}.`,
        );
      },
    }
  );
}

const run = "(run|runs|have|has|use|uses|host|hosts|are running|is running|are using|is using|got|serve|serves)";

export const fleetMeanings = (): Meanings => [
  ...means(
    [
      `(which|what|<show>|list|how many|any|are any|are there any|is any|do we have any|who|whose) [of] [all] ${machines} [that|which|who] [are|is] [currently] ${offline}`,
      `(who is|anything|is anything|what is|are any agents|what) ${offline}`,
      `[<show>] (offline|unreachable|disconnected) ${machines}`,
      `(are|is) [any of] ${machines} ${offline}`,
    ],
    () => which(({ state }) => state === "offline", "are offline", [columns.state, columns.seen]),
  ),
  ...means(
    [
      `(which|what|<show>|list|how many) [of] [all] ${machines} [that|which] (are|is) [currently] ${online}`,
      `[<show>] (online|connected) ${machines}`,
      `(is|are) [all] ${machines} [still] (online|connected|reachable|reporting)`,
      `are all ${machines} (online|up|connected|reachable|there)`,
      `check whether {t} (is|are) (online|connected|reachable|up)`,
      `(is|are) {t} [still] (up|alive|there)`,
    ],
    (match) =>
      place(match)?.parts.length === 1 && place(match)?.parts[0]?.count === "one" && /^(is|check)/.test(match.text)
        ? fact(columns.state)
        : which(({ state }) => state === "online", "are online", [columns.state, columns.seen]),
  ),
  ...means(
    [
      `(which|what) {t} (have|has|got) (most|highest|least|lowest|biggest|smallest) [free] (cpu|memory|ram|disk|load|cpu usage|memory usage|disk usage|cpu load|disk space|resources|capacity|headroom|room|space|free memory|free resources) [usage|used|free|left|available]`,
      `(which|what) {t} (have|has|got) (most|highest|least|lowest|biggest|smallest) [free|available|unused|spare] (cpu|memory|ram|disk|load|cpu usage|memory usage|disk usage|cpu load|disk space|resources|capacity|headroom|room|space) [usage|used|free|left|available]`,
      `(which|what) {t} (is|are) [currently] (busiest|fullest|most busy|most loaded|least busy|under most load|idlest|most idle|under highest load)`,
      `(which|what) [{t}] (uses|use|is using|are using|needs) (most|least) (cpu|memory|ram|disk|disk space|resources)`,
      `(what is|<show>|which is|who is|list) [top] [{n}] (busiest|fullest|most loaded|least busy|idlest) {t} [by|in terms of] [cpu|memory|disk|load]`,
      `[<show>] (top|first) {n} {t} by (cpu|memory|ram|disk|load|disk usage|cpu usage|memory usage)`,
      `(which|what|on which) {t} (is|are) (disk|disks) fullest`,
      `(rank|sort|order) {t} by (cpu|memory|ram|disk|load|disk usage|cpu usage|memory usage)`,
      `which disk is fullest`,
    ],
    topmost,
  ),
  ...means(
    [
      `(which|what|how many|<show>|list|find|any|are there any|is there any|do we have|do we have any|count|are there) {t}`,
      `(which|what) {t} (are there|do we have|do i have|exist|is there|are|are registered|are in fleet|do you know|are known)`,
      `how many {t} (are there|do we have|do i have|exist|have|are registered|are in fleet|do you know|are known|in total)`,
      `(<show>|list) {t} [there|we have|i have|with their status|and their status|and status]`,
      `are there [any] {t}`,
      `is there [any] {t}`,
      `{t}`,
    ],
    (match) => {
      const [part] = place(match)?.parts ?? [];
      // “the dns server of web-1”: not a machine among those.
      const on = match.on === place(match) ? undefined : match.on?.parts.flatMap(({ machines }) => machines);
      if (on && part && !on.some((machine) => part.machines.includes(machine)))
        return /^(?:dns|name) ?servers?$|^resolvers?$/.test(part.said)
          ? { kind: "read", tool: "file.read", input: { path: "/etc/resolv.conf" } }
          : undefined;
      if (
        !part ||
        (match.text.startsWith("@") && part.count !== "all") ||
        (part.count === "one" &&
          !match.text.startsWith("@") &&
          !/^(which|what|how|any|are|is|do|count)/.test(match.text))
      )
        return undefined;
      const shown = about({ ...match, text: `${part.said} ${part.expr}` });
      return {
        kind: "answer",
        of: (all) =>
          tableOf(
            all,
            shown,
            all.length === 0 ? `No machine fits (${part.expr}).` : `${countText(all)} (${part.expr}): ${listed(all)}.`,
          ),
      };
    },
  ),
  ...means(
    [
      `(which|what|how many|<show>|list) {t} [that|which] ${run} {svc} [installed|running]`,
      `(which|what|how many|<show>|list) {t} [that|which] ${run} {ctr} [container|running]`,
      `where (is|does|are|do) ({svc}|{ctr}) [run|running|installed|hosted|live|deployed|located]`,
      `(who|what) (runs|hosts|has|serves) ({svc}|{ctr})`,
      `on (which|what) {t} (is|does|are) ({svc}|{ctr}) [run|running|installed|hosted]`,
      `(which|what) {t} (is|are|does|do) ({svc}|{ctr}) [run|running|installed|hosted] [on]`,
    ],
    whereIs,
  ),
  ...means(
    [
      `(which|what) {t} (are|is|have|has|run|runs) [not] [on] [an] (outdated|old|out of date|older|behind|not up to date|outdated version|old version|outdated agent|old agent|older agent|outdated agents|outdated agent version|old agent version)`,
      `(<show>|any|are there any|which|list|how many) (outdated|old) {t}`,
      `(are|is) [all] {t} (up to date|current|on latest version|on newest version)`,
      `(which|what) {t} (need|needs) [an|agent] (update|updating|agent update|to be updated|upgrade)`,
    ],
    (match) => {
      if (!/agent/.test(`${match.text} ${place(match)?.parts[0]?.said ?? ""}`)) return undefined;
      return which(
        (machine, fleet) => fleet.some((other) => (compareVersions(other.agentVersion, machine.agentVersion) ?? 0) > 0),
        "have an older agent than the newest in the fleet",
        [columns.agent, columns.state],
      );
    },
  ),
  ...means(
    [
      `[<show>|which|what|list|what is|check] agent (version|versions) [of|on|is|are|do|does] [{t}] [run|have|running|on|use|using]`,
      `(which|what) version (of agent|agent) (is|are|do|does) {t} [run|running|on|have]`,
      `[<show>] {t} agent version`,
      // Of what, is not said, and ailx has one version that everybody means.
      `(<show>|check) [all] versions`,
      `(which|what|<show>) version[s] (is|are|do|does) {t} [run|running|on]`,
    ],
    () => fact(columns.agent),
  ),
  ...means(
    [
      `(which|what) (os|operating system|distribution|distro|linux|os version) (does|do|is|are) {t} [run|running|on|use|have]`,
      `[<show>] (os|operating system) (of|on) {t}`,
      `what (os|operating system) is {t}`,
    ],
    () => fact(columns.system),
  ),
  ...means(
    [
      `(which|what) kernel [version] (does|do|is|are) {t} [run|running|on|use|have]`,
      `(<show>) kernel [version|versions] of {t}`,
    ],
    () => fact(columns.kernel),
  ),
  ...means(
    [
      `(what is|<show>|what are) (ip|ip address|address|ip addresses|addresses) of {t}`,
      `(which|what) (ip|ip address|address|addresses) (does|do|has|have|is) {t} [have|has]`,
      `{t} (ip|ip address)`,
    ],
    () => fact(columns.address),
  ),
  ...means(
    [
      `when (was|were|did) {t} [last] (seen|online|report|connected|connect|reporting|last seen|go offline|disconnect|disconnected)`,
      `(since when|how long) (is|are|has|have) {t} [been] (offline|down|away|unreachable)`,
      `(when did) {t} last report`,
    ],
    () => fact(columns.seen),
  ),
  ...means([`(how much) (ram|memory) (does|do) {t} have installed`, `(<show>|list) (memory|ram) size of {t}`], () =>
    fact(columns.size),
  ),
  ...means([`(what|which) tags (does|do|has|have) {t} [have]`, `(<show>|list) tags of {t}`, `how is {t} tagged`], () =>
    fact(columns.tags),
  ),
  ...means(
    [
      `[<show>|list] (fleet|inventory|my fleet|whole fleet|machine list|server list|all|overview|fleet overview|fleet status)`,
    ],
    list,
  ),
  ...means(
    [
      "(help|what can you do|what do you do|what can i ask|what can i do|what do you know|commands|examples|how do you work|what are you able to do|what else can you do)",
    ],
    () => ({ kind: "answer", of: () => helpAnswer }),
  ),
];

export const helpAnswer: Outcome = {
  kind: "answer",
  text: "Say what you want in plain words: for example “show disk usage on all machines”, “restart nginx on all web servers”, “why is web-1 slow”, “is redis up?”, “if memory on cache-1 is above 90 percent restart redis”, “which machines are offline”. Changes are shown as a plan and run only after you approve them.",
};

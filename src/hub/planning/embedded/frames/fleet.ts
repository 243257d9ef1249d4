/** Questions that the hub answers from its own data. */
import type { Machine } from "../../../../domain/machine.ts";
import type { Outcome } from "../../../../domain/plan.ts";
import { parseTarget } from "../../../../domain/target.ts";
import { compareVersions } from "../../../../domain/target-version.ts";
import { bytesText } from "../../../../lib/bytes.ts";
import { sized } from "../intents/facts.ts";
import { tableOf, topmost } from "../intents/fleet.ts";
import { type Match, openWords } from "../intents/match.ts";
import { ofVersion } from "../reader.ts";
import type { Entity, Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";

type Column = { name: string; of: (machine: Machine) => string };
const agent: Column = { name: "Agent", of: ({ agentVersion }) => agentVersion };
const system: Column = { name: "System", of: ({ facts }) => facts.osName };
const kind: Column = { name: "Kind", of: ({ facts }) => facts.kind };
const state: Column = { name: "State", of: (machine) => machine.state };

const placesOf = ({ slots, entities }: Match): Extract<Entity, { kind: "t" }>[] =>
  slots.flatMap((slot) => {
    const entity = slot.kind === "t" ? entities[Number(slot.value)] : undefined;
    return entity?.kind === "t" ? [entity] : [];
  });
const isAgent = ({ said }: { said: string }): boolean => /\bagents?$/.test(said);
const speaksOfAgents = (match: Match): boolean =>
  /\bagents?\b/.test(match.text) || placesOf(match).some(isAgent) || match.on?.parts.some(isAgent) === true;

/** Of the machines that are asked about those that fit; narrowed by what the clause names beside. */
const those = (match: Match, fits: (machine: Machine) => boolean, said: string, columns: Column[]): Intent => ({
  kind: "answer",
  of: (machines) => {
    const named = placesOf(match)
      .filter((entity) => !isAgent(entity))
      .flatMap(({ place }) => place.parts.flatMap((part) => part.machines));
    const asked = named.length > 0 ? machines.filter((machine) => named.includes(machine)) : machines;
    const found = asked.filter(fits);
    const names = found.map(({ name }) => name);
    const of = `${asked.length} ${asked.length === 1 ? "machine" : "machines"}`;
    const text =
      found.length === 0
        ? `None of ${of} ${said}.`
        : `${found.length} of ${of} ${said}: ${names.slice(0, 12).join(", ")}${names.length > 12 ? ` and ${names.length - 12} more` : ""}.`;
    return tableOf(found, columns, text);
  },
});

const measures = "(memory|ram|mem|cpu|processor|disk|disks|storage|filesystem|disk space)";
const above = "above|over|more than|greater than|higher than|exceeding|beyond|past|at least|>|>=";
const below = "below|under|less than|lower than|at most|<|<=";
/** “memory above 80 %”, in whatever order; strictly so, as filters of machines are. */
function measured(match: Match): Intent | undefined {
  const slot = match.slots.find(({ kind: of }) => of === "pct" || of === "n");
  const entity = slot && match.entities[Number(slot.value)];
  if (entity?.kind !== "pct" && entity?.kind !== "n") return undefined;
  const measure = / (?:memory|ram|mem)\b/.test(` ${match.text}`)
    ? "memory"
    : / (?:cpu|processor)\b/.test(` ${match.text}`)
      ? "cpu"
      : "disk";
  if (entity.value > 100) return undefined;
  const isLess = /\b(?:below|under|less than|lower than|at most)\b|</.test(match.text);
  const isFree = /\b(?:free|left|available|unused)\b/.test(match.text);
  const orEqual = /\bat (?:least|most)\b|[<>]=/.test(match.text) ? "=" : "";
  const expr = `${measure}${isLess === isFree ? ">" : "<"}${orEqual}${isFree ? 100 - entity.value : entity.value}`;
  const fits = parseTarget(expr).test;
  return those(match, fits, found(expr), [state, system]);
}
const found = (expr: string): string => {
  const [, measure = "", op = "", value = ""] = /^([a-z]+)([<>]=?)(.+)$/.exec(expr) ?? [];
  const words: Record<string, string> = { ">": "more than", "<": "less than", ">=": "at least", "<=": "at most" };
  return `use ${words[op] ?? op} ${value} % of their ${measure === "cpu" ? "CPU" : measure}`;
};

/** “bare metal”, “debian 11”, “alpine”, “production”: what the fleet's own words narrow to. */
function described(match: Match): Intent | undefined {
  const phrase = openWords(match).join(" ");
  const slot = match.slots.find(({ kind: of }) => of === "n");
  const version = slot && match.entities[Number(slot.value)];
  const qualifier =
    match.words.qualifiers.get(phrase) ?? match.words.qualifiers.get(phrase.replace(/s$/, "")) ?? undefined;
  // What a machine runs is no kind of machine, and of one machine that is named nobody asks what it is among.
  if (!qualifier || !/^\(?(?:os|kind|tag):/.test(qualifier.expr) || /^containers?$/.test(phrase)) return undefined;
  if (match.on?.parts.some(({ count }) => count === "one") === true) return undefined;
  const isSystem = qualifier.expr.startsWith("os:") || qualifier.expr.startsWith("(os:");
  if (version && (version.kind !== "n" || !isSystem)) return undefined;
  const meant = version ? ofVersion(qualifier, version.said) : qualifier;
  const said = version ? `${phrase} ${version.said}` : phrase;
  return those(match, (machine) => meant.machines.has(machine), `are ${said} (${meant.expr})`, [system, kind, state]);
}

/** “how many of our machines are vms”: those of the first that are of the second too. */
function both(match: Match): Intent | undefined {
  const named = placesOf(match);
  const second = named.at(-1);
  if (!second || named.length > 2 || isAgent(second)) return undefined;
  const inner = new Set(second.place.parts.flatMap((part) => part.machines));
  const first = named.length === 2 ? named.slice(0, 1).flatMap(({ place }) => place.parts) : [];
  const within = new Set(first.flatMap(({ machines }) => machines));
  const fits = (machine: Machine): boolean => inner.has(machine) && (within.size === 0 || within.has(machine));
  const said = second.place.parts.map(({ expr }) => expr).join(", ");
  return those({ ...match, slots: [] }, fits, `fit ${said}`, [system, kind, state]);
}

function older(match: Match): Intent | undefined {
  if (!speaksOfAgents(match)) return undefined;
  const slot = match.slots.find(({ kind: of }) => of === "n");
  const entity = slot && match.entities[Number(slot.value)];
  const version = entity?.kind === "n" ? entity.said : openWords(match)[0]?.replace(/^v/, "");
  if (version === undefined || !/^\d+(?:\.\d+){0,3}$/.test(version)) return undefined;
  const isNewer = /\b(?:newer|above|later|higher)\b|>/.test(match.text);
  const fits = (machine: Machine): boolean => {
    const order = compareVersions(machine.agentVersion, version);
    return order !== undefined && (isNewer ? order > 0 : order < 0);
  };
  return those(match, fits, `have an agent ${isNewer ? "newer" : "older"} than ${version}`, [agent, state]);
}

const later = (what: string): Intent => ({
  kind: "decline",
  reason: `There is no tool for ${what} yet, so nothing was planned.${what === "updating agents" ? " Run the line of “Add machine” again on the machine: it fetches this hub's program and keeps the machine's key and policy." : ""}`,
});

function totals(match: Match): Intent {
  const isCores = /\b(?:cores|cpus|cpu)\b/.test(match.text);
  return {
    kind: "answer",
    of: (machines) => {
      const sum = machines.reduce((all, { facts }) => all + (isCores ? facts.cpus : facts.memoryBytes), 0);
      const column: Column = isCores
        ? { name: "CPUs", of: ({ facts }) => String(facts.cpus) }
        : { name: "Memory size", of: ({ facts }) => bytesText(facts.memoryBytes) };
      const said = isCores ? `${sum} CPUs` : `${bytesText(sum)} of memory`;
      return tableOf(machines, [column], `${said} on ${machines.length} machines.`);
    },
  };
}

function versions(machines: readonly Machine[]): Outcome {
  const rows = machines.map(({ name, agentVersion }) => [name, agentVersion]);
  const [only] = machines;
  const text =
    machines.length === 1 && only
      ? `The agent of ${only.name} is ${only.agentVersion}.`
      : `${machines.length} agents: ${[...new Set(machines.map(({ agentVersion }) => agentVersion))].toSorted().join(", ")}.`;
  return {
    kind: "answer",
    text,
    table: { columns: ["Machine", "Agent"], rows, machineIds: machines.map(({ id }) => id) },
  };
}

export const fleetFrames = (): Frame[] => [
  frame(
    ["{t} (version|versions|release)"],
    ({ slots, entities }) => {
      const [agent, ...others] = slots.filter(({ kind }) => kind === "t").map(({ value }) => entities[Number(value)]);
      if (agent?.kind !== "t" || !/^agents?$/.test(agent.said)) return undefined;
      const named = others.flatMap((one) =>
        one?.kind === "t" ? one.place.parts.flatMap((part) => part.machines) : [],
      );
      return { kind: "answer", of: (machines) => versions(named.length > 0 ? named : machines) };
    },
    {
      reads: true,
      may: ["{t}", "(run|runs|running|installed|each|across|infrastructure|fleet|list|every|which|use|on)"],
    },
  ),
  frame(
    ["(agent|agents|ailx|ailx agent)", "(version|versions|release)"],
    () => ({ kind: "answer", of: (machines) => versions(machines) }),
    { reads: true, may: ["(run|runs|running|installed|each|across|infrastructure|fleet|list|every|which|use|on)"] },
  ),
  frame([measures, `(${above}|${below}) ({pct}|{n}) [percent]`], measured, {
    reads: true,
    may: [
      "{t}",
      "(usage|use|used|utilisation|utilization|consumption|load|free|left|available|full|which|what|at|sitting|running|filled|above|machines|there|with)",
    ],
  }),
  frame(
    [
      "(older than|below|before|less than|lower than|under|behind|newer than|later than|above|<|>) [version|v] ({n}|{word})",
    ],
    older,
    {
      reads: true,
      may: ["{t}", "(agent|agents|ailx|version|versions|run|running|with|on|still|release|an|a|have|older|newer)"],
    },
  ),
  frame(
    [
      "(outdated|old|behind|out of date|not up to date|obsolete|lagging|stale|not on latest|not current|older|not on newest)",
      "{t}",
    ],
    (match) => {
      if (!speaksOfAgents(match)) return undefined;
      const fleet = match.words.fleet;
      const isOld = (machine: Machine): boolean =>
        fleet.some((other) => (compareVersions(other.agentVersion, machine.agentVersion) ?? 0) > 0);
      return those(match, isOld, "have an older agent than the newest in the fleet", [agent, state]);
    },
    { reads: true, may: ["{t}", "(version|versions|release|agent|agents|with|run|running|on|have|an|are)"] },
  ),
  frame(
    [
      "(update|updated|updating|upgrade|upgraded|upgrading|bring|roll out|rollout|refresh|get|deploy|push out|reinstall)",
      "{t}",
    ],
    (match) =>
      placesOf(match).some(isAgent) || match.on?.parts.some(isAgent) === true ? later("updating agents") : undefined,
    {
      may: [
        "{t}",
        "{n}",
        "(ailx|up|date|up to date|latest|newest|current|version|versions|release|new|out|need|needs|to be|all|every|each|everywhere|across|fleet|rolling|out of date|outdated|old|one by one)",
      ],
    },
  ),
  frame(
    [
      "(create|make|scaffold|bootstrap|generate|build|start|set up|init|initialise|initialize|spin up|write)",
      "(python|node|nodejs|node.js|flask|fastapi|django|bun|go|golang|static|react|vue|svelte|php|laravel|ruby|rails|rust|java|express|typescript|next|new)",
      "(project|web app|webapp|web application|website|app|application|api|rest api|microservice|backend|frontend|site|service|repo)",
    ],
    () => later("making projects"),
    {
      may: [
        "(new|simple|basic|small|little|empty|tiny|web|fresh|skeleton|rest|called|named|from scratch|hello world) ",
        "(called|named) {word}",
      ],
    },
  ),
  frame(
    [
      "(how many|how much|total|sum)",
      "(cores|cpus|cpu cores|memory|ram)",
      "(total|altogether|overall|in all|in sum|together|sum|fleet|combined)",
    ],
    totals,
    { reads: true, may: ["{t}", "(in|of|across|fleet|all|total|together|cpu)"] },
  ),
  frame(
    [
      "(more than|less than|over|under|at least|fewer than|above|below) {n} [gb|g|gib|gigs|gig|gigabytes] [of]",
      "(memory|ram|cores|cpus|cpu cores)",
    ],
    (match) => {
      const asked = sized(match);
      const places = placesOf(match).flatMap(({ place }) => place.parts.flatMap((part) => part.machines));
      return asked?.kind === "answer" && places.length > 0
        ? {
            kind: "answer",
            of: (all, whole) =>
              asked.of(
                all.filter((machine) => places.includes(machine)),
                whole,
              ),
          }
        : asked;
    },
    { reads: true, may: ["{t}", "(with|have|that|which|installed|machines)"] },
  ),
  frame(
    ["(busiest|fullest|emptiest|idlest|least busy|most busy|most loaded|least loaded|quietest|laziest)", "{t}"],
    (match) => {
      const places = placesOf(match).flatMap(({ place }) => place.parts.flatMap((part) => part.machines));
      const asked = topmost({ ...match, text: match.text.replace(/quietest|laziest|least loaded/, "least busy") });
      return asked.kind === "answer"
        ? {
            kind: "answer",
            of: (all, whole) =>
              asked.of(
                all.filter((machine) => places.includes(machine)),
                whole,
              ),
          }
        : undefined;
    },
    { reads: true, may: ["(right now|which|the|of|by|cpu|memory|disk|currently)"] },
  ),
  frame(["[{t}] (are|is) [still|actually|really] {t}", "(how many|which|what|any|list)"], both, {
    reads: true,
    may: ["(of|still)"],
  }),
  ...[["{word}"], ["{word}", "{word}"], ["{word}", "{word}", "{word}"]].map((open) =>
    frame(
      [
        "(how many|which|what|any|anything|anyone|list|count|show|do we|are there|is there|everything|all|number)",
        ...open,
      ],
      described,
      {
        reads: true,
        may: ["{t}", "{n}", "(still|run|running|left|on|version|based|kind|type|machines|have|of|tagged|using|with)"],
      },
    ),
  ),
];

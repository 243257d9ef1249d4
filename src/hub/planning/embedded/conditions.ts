/** Reads the words of a condition: what must be looked at first, and what must be found there. */
import type { Comparison, Condition } from "../../../domain/condition.ts";
import type { JsonObject } from "../../../lib/json.ts";
import { containerCheck, readLook } from "./looks.ts";
import { type Given, opOf, ops } from "./looks/parts.ts";
import type { Entity, Place, Thing } from "./types.ts";

/** The read that decides, and what is compared of its result; `things` set where it is a service's state. */
export type Check = {
  tool: string;
  things?: Thing[];
  input?: JsonObject;
  place?: Place;
  field: string;
  op: Comparison;
  value: number | boolean | string;
  /** A second one on the same machines. */
  also?: { how: "and" | "or"; check: Check };
  /** In words what is found where it holds; absent for states of services and for measurements. */
  says?: string;
};

const running = "(?:running|up|active|alive|ok|okay|healthy|working|started|online|responding|fine|up and running)";
const stopped =
  "(?:down|stopped|failed|dead|inactive|crashed|broken|failing|off|exited|not there|gone|unhealthy|in (?:a )?failed state|hung|stuck|offline|disabled|unresponsive|unreachable|unavailable|asleep|dead in the water|kaputt|borked|toast)";
const subject = "(?:@svc(\\d+)(?: service)?|it|they|that|one|any of them|either of them|any|either|which|whichever)?";
const not = "(?:is|are|does|do|has|have|was|were)? ?(?:not|no longer)";

const statePatterns: readonly [RegExp, boolean][] = [
  [
    new RegExp(
      `^${subject} ?${not} (?:currently |still |already )?(?:${running}|run|work|respond|answer|start)(?: already| yet| any more| anymore| at the moment)?$`,
    ),
    false,
  ],
  [
    new RegExp(
      `^${subject} ?(?:is |are |has |have |was |were |gets |goes |went |should be |be |looks |seems |comes up )?(?:(?:currently|still|already|really|actually|again|found|reported|reported as|in fact) )*${stopped}(?: again| already| at all| for (?:some|any) reason)?$`,
    ),
    false,
  ],
  [new RegExp(`^${subject} ?(?:has |have |had )?(?:crashed|stopped|failed|died|exited|quit|gone down)$`), false],
  [new RegExp(`^${subject} ?(?:crashes|stops|fails|dies|goes down|is not)$`), false],
  [
    /^()(?:not|it is not|they are not|that is not the case|is not|it does not|they do not|it is not so|necessary|needed|required|needs be)$/,
    false,
  ],
  [
    new RegExp(
      `^${subject} ?(?:is |are |comes back |came back |has come back )?(?:still |currently |already |really |actually |indeed |back )*${running}(?: again| already| at all)?$`,
    ),
    true,
  ],
  [new RegExp(`^${subject} ?(?:still |already )?(?:runs|run|works)$`), true],
];

const measured =
  "(cpu|processor|memory|mem|ram|disk|disks|disk space|load average|system load|load|storage|filesystem|swap|hard disk|hard drive|drive)";
const filler = "(?: usage| use| utilization| utilisation| load| consumption| level| space| average)*";
const metricFirst = new RegExp(
  `^(?:(?:it|its|there|they|machine|server|@t\\d+) )?(?:uses? |using |has |have |is )?${measured}${filler} ?(?:is|are|be|gets|goes|rises|climbs|was|uses|stays|used|stands at|sits at|has been)?(?: used| full| filled| still)* ?(${ops}) @(pct|n)(\\d+)(?: full| used| usage| load| utilization| in use)?$`,
);
const metricLast = new RegExp(
  `^(?:(?:it|its|there|they|machine|server) )?(?:uses? |is |are |has |have |using |is using )?(${ops}) @(pct|n)(\\d+)(?: of)? ?(?:its )?${measured}?${filler}(?: full| used)?$`,
);

const fields: Record<string, string> = {
  cpu: "cpuRatio",
  processor: "cpuRatio",
  memory: "memoryRatio",
  mem: "memoryRatio",
  ram: "memoryRatio",
  load: "load1",
  swap: "swapRatio",
  "load average": "load1",
  "system load": "load1",
};

/** Undefined where the words cannot be read: then it must be asked, never left out. `last`: what was spoken of before. */
export function readCondition(said: string, given: Given): Check | undefined {
  const words = withShares(silent(said), given.entities);
  const whole = readOne(words, given);
  if (whole) return whole;
  const parts =
    / (or|and) (?=@|cpu|memory|ram|disk|load|it |its |port |the |nobody|no one|somebody|someone|is |not )/.exec(words);
  if (!parts) return undefined;
  const first = readOne(words.slice(0, parts.index), given);
  const rest = words.slice(parts.index + parts[0].length);
  const subject = /^(?:is|not) /.test(rest) ? /^(\S+(?: (?:usage|use|load))?) /.exec(words)?.[1] : undefined;
  const second = readOne(subject === undefined ? rest : `${subject} ${rest}`, {
    ...given,
    last: first?.things ?? given.last,
  });
  return first && second && !first.also
    ? { ...first, also: { how: parts[1] === "or" ? "or" : "and", check: second } }
    : undefined;
}

/** “gives no answer”, “has stopped answering”: in the words of the forms. */
const silent = (said: string): string =>
  said
    .replace(
      /\b(?:gives?|returns?|sends?|shows?|makes?|provides?|delivers?|yields?|offers?) (?:me |us |back )?(?:no|not any|zero) (?:answers?|responses?|repl(?:y|ies)|reaction|signs? of life)(?: at all| any more| anymore)?(?= |$)/,
      "does not answer",
    )
    .replace(
      /\b(?:has |have )?(?:stopped|quit|stops|ceased) (?:answering|responding|listening|replying|accepting connections)(?= |$)/,
      "does not answer",
    )
    .replace(
      /\b(?:is |are )(?:unanswering|unresponsive|silent|dead|mute|closed|unreachable)(?= (?:on|at) (?:tcp )?(?:port )?@n\d)/,
      "does not answer",
    )
    .replace(
      /^(?:no (?:answer|response|reply) from|nothing (?:comes back )?from) (@(?:svc|ctr)\d+)/,
      "$1 does not answer",
    );

const shares: Record<string, number> = {
  half: 50,
  third: 33,
  quarter: 25,
  "two thirds": 66,
  "three quarters": 75,
  "one third": 33,
  "one quarter": 25,
  "one half": 50,
};
const share = new RegExp(
  ` (${ops}) (${Object.keys(shares)
    .toSorted((a, b) => b.length - a.length)
    .join("|")})(?: of (?:it|that))?(?= |$)`,
);
/** “exceeds half” is “exceeds 50 %”. */
const withShares = (words: string, entities: Entity[]): string =>
  words.replace(
    share,
    (_whole, op: string, part: string) =>
      ` ${op} @pct${entities.push({ kind: "pct", value: shares[part] ?? 0, said: part }) - 1}`,
  );

function readOne(words: string, given: Given): Check | undefined {
  const { entities, last, place } = given;
  const state = stateOf(words);
  if (state) {
    const entity = entities[Number(state.mark)];
    const things = state.mark !== undefined && entity?.kind === "svc" ? entity.things : last;
    const [thing, more] = things ?? [];
    if (more) return undefined;
    if (things && thing?.isContainer) return containerCheck(things, { wanted: "running", is: state.active }, place);
    if (things && thing)
      return {
        tool: "service.status",
        things,
        field: "active",
        op: "==",
        value: state.active,
        ...(place ? { place } : {}),
      };
  }
  const metric = metricOf(words, entities);
  if (metric) return { tool: "metrics.now", input: {}, ...metric, ...(place ? { place } : {}) };
  return readLook(words, given);
}

function stateOf(words: string): { mark: string | undefined; active: boolean } | undefined {
  for (const [shape, active] of statePatterns) {
    const found = shape.exec(words);
    if (found) return { mark: found[1] === "" ? undefined : found[1], active };
  }
  return undefined;
}

function metricOf(
  words: string,
  entities: readonly Entity[],
): { field: string; op: Comparison; value: number } | undefined {
  const first = metricFirst.exec(words);
  const last = first ? null : metricLast.exec(words);
  const found = first
    ? { measure: first[1], op: first[2], kind: first[3], mark: first[4] }
    : last && {
        measure: last[4] ?? (/full/.test(words) ? "disk" : undefined),
        op: last[1],
        kind: last[2],
        mark: last[3],
      };
  const amount = entities[Number(found?.mark)];
  if (!found || found.measure === undefined || (amount?.kind !== "n" && amount?.kind !== "pct")) return undefined;
  const op = opOf(found.op ?? "");
  const field = /^(disk|storage|root|filesystem|hard|drive)/.test(found.measure)
    ? "fullestDiskRatio"
    : (fields[found.measure] ?? "");
  if (field === "load1") return found.kind === "n" ? { field, op, value: amount.value } : undefined;
  return amount.value > 100 ? undefined : { field, op, value: amount.value / 100 };
}

/** The condition over a step's result, turned round for “unless” and “otherwise”. */
export function conditionOn(
  step: string,
  { check, negated, sameMachines }: { check: Check; negated: boolean; sameMachines: boolean },
): Condition {
  const compare: Condition = {
    kind: "compare",
    step,
    on: sameMachines ? "same" : "any",
    field: check.field,
    op: check.op,
    value: check.value,
  };
  if (!negated) return compare;
  return typeof check.value === "boolean" ? { ...compare, value: !check.value } : { kind: "not", of: compare };
}

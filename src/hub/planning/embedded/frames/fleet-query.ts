/**
 * Questions about the fleet as a whole, put together of what may be said of machines: “which debian 12 machines have docker but
 * fewer than 8 cores”. A word that has no place in it means that it is no such question.
 */
import type { Machine } from "../../../../domain/machine.ts";
import type { Outcome } from "../../../../domain/plan.ts";
import { type About, type Fits, onNode, type Said } from "./fleet-parts.ts";
import { guestsAsked } from "./fleet-guests.ts";
import { termAt } from "./fleet-terms.ts";
import {
  columnsFor,
  counted,
  described,
  grouped,
  type Grouping,
  groupingIn,
  ranked,
  type Ranking,
  rankingIn,
  columnNamed,
} from "./fleet-answers.ts";
import { apiece, summed, type Total, totalIn } from "./fleet-sums.ts";

const asking =
  /^(?:which|what|who|whose|how many|how much|list|show|name|find|count|number of|are there|is there|do we have|do i have|have we|have we got|got|any|anyone|anybody|anything|everything|everyone|all|every|each|does|do any|do(?= @t)|does(?= @t)|is any|are any|has any|have any|where|give|tell|display|print|enumerate|only|top|sort|order|rank|group|breakdown|oldest|newest|biggest|smallest|longest|most|machines|machine|servers|hosts|boxes|@t\d+|in which|on which|on what|at which|is anything|is something|is anyone|overview|summary|distribution|look for|search for|we have|which are|sort|arm64?|x86|amd64)(?= |$)/;
const idle =
  /^(?:,|\?|\.|!|:|which|what|who|whose|that|where|there|is|are|was|were|be|been|being|does|do|did|has|have|had|got|get|gets|show|shows|list|name|find|give|tell|count|display|print|enumerate|look for|search for|me|us|we|i|you|all|any|anything|anyone|anybody|something|everything|everyone|every|each|a|an|the|our|my|of|in|on|at|to|for|from|by|with|having|run|runs|running|use|uses|using|host|hosts|hosting|hosted|hold|holding|installed|present|available|still|currently|right now|now|yet|actually|exactly|please|total|altogether|together|as|them|they|their|its|it|one|ones|how many|number|number of|know|see|can|could|names?|machines?|servers?|boxes|computers?|belongs?|belonging|part|tagged|tag|tags|labelled|labeled|marked|based|type|kind|sort of|system|systems|os|operating system|distro|distribution|version|release|linux distribution|services?|service|also|too|only|just|whole|entire|fleet|inventory|overall|live|lives|located|sits?|sitting|stands?|standing|so far|at all|exist|exists|somewhere|anywhere|altogether|around|out|currently|deployed|registered|enrolled|known|expose|exposes|exposed|exposing|listen|listens|listening|open|opened|sorted|ordered|ranked|by|per|descending|agents?|going|shall|should|old|ailx|according|those|these|this|want|need|like|environment|env|group|role|roles|category|vs|versus|out there|owns?|such|named|called|daemon|daemons|left|over|more|really|already|different)(?= |$)/;
const negating =
  /^(?:but not|and not|not|no longer|no|without(?: any| an| a)?|except(?: for)?|excluding|other than|apart from|neither|nor|never|non|lacking|lacks?|missing|outside(?: of)?|aren't|isn't|besides|minus|but no|instead of|none)(?= |$)/;

type Term = Said & { not: boolean };
type Parsed = {
  groups: Term[][];
  count: boolean;
  total?: Total;
  ranking?: Ranking;
  grouping?: Grouping;
  isPlural: boolean;
};

function parse(text: string, about: About): Parsed | undefined {
  let rest = text;
  const total = totalIn(rest);
  rest = (total?.rest ?? rest).replace(
    /^(?:name|list|count|find|show|give|tell|sort|order|rank)(?: (?:list of|all|every))? (?=\S)/,
    "",
  );
  const parsed: Parsed = {
    groups: [],
    count: /^(?:how many|count|number of|tell how many|give number)\b/.test(text),
    isPlural: false,
  };
  rest = rest.replace(versed, " or");
  let [isNot, isOr, isAnd] = [false, false, false];
  const ranking = rankingIn(rest, about);
  if (ranking) {
    parsed.ranking = ranking.ranking;
    rest = ranking.rest;
  }
  if (total) parsed.total = total.total;
  const grouping = (ranking ?? total) ? undefined : groupingIn(text);
  if (grouping) {
    parsed.grouping = grouping.grouping;
    rest = grouping.rest;
  }
  for (let tries = 0; rest !== "" && tries < 80; tries += 1) {
    const last = parsed.groups.at(-1);
    const before = last?.at(-1);
    // “live” by itself is production.
    rest = rest.replace(/^lives? (?=on |in |at |@)|^lives?$/, "");
    const found = termAt(rest, about);
    if (found) {
      const { term, length, plural } = found;
      rest = rest.slice(length).trimStart();
      if (plural === true) parsed.isPlural = true;
      if (term.of === "all") {
        isOr = false;
        continue;
      }
      // “neither cron nor crond”, “not debian or ubuntu”: what is denied goes on.
      const goesOn = before !== undefined && before.not && before.of === term.of && (isOr || isAnd);
      const isDenied = isNot || goesOn;
      const own: Term = { ...term, fits: isDenied ? (term.any ?? term.fits) : term.fits, not: isDenied };
      if (isOr && last && !own.not) last.push(own);
      else if (
        isAnd &&
        last &&
        !own.not &&
        before?.not === false &&
        before.of === term.of &&
        (["os", "kind", "name", "place", "arch"].includes(term.of) ||
          (term.of === "tag" && !about.words.fleet.some((machine) => before.fits(machine) && term.fits(machine))))
      )
        last.push(own);
      else parsed.groups.push([own]);
      [isNot, isOr, isAnd] = [false, false, false];
      continue;
    }
    const negated = negating.exec(rest);
    const joined = /^(or|and|and also|nor|as well as|plus|but|yet|&|also|either|both)(?= |$)/.exec(rest);
    const word = negated ?? joined ?? idle.exec(rest);
    if (!word) return undefined;
    if (negated) isNot = true;
    else if (joined && /^(?:or|nor)$/.test(joined[1] ?? "")) isOr = true;
    else if (joined && /^(?:and|and also|as well as|plus|&)$/.test(joined[1] ?? "")) isAnd = true;
    if (negated && /^nor$/.test(negated[0])) isOr = true;
    rest = rest.slice(word[0].length).trimStart();
  }
  return isNot || isOr || rest !== "" ? undefined : parsed;
}

const fitsAll =
  (groups: readonly Term[][]): Fits =>
  (machine) =>
    groups.every((group) => group.some(({ fits, not, live }) => live !== undefined || fits(machine) !== not));

export type Query = {
  /** How many things it says of machines. */
  parts: number;
  /** Asked of the machines themselves. */
  live?: { tool: string; input: Extract<Said["live"], object>["input"]; machines: Machine[] };
  /** By what is installed, and not by what is used of it. */
  isSize?: true;
  /** A sum, that nobody but the hub makes. */
  isSum?: true;
  /** Where something is, and not how it is there. */
  isWhere?: true;
  outcome: () => Outcome;
};

const versed =
  / (?:vs|versus|compared to|against)(?= )|(?<=^(?:are there|do we have|have we got|is there) more .+) (?:or|than)(?= )/;
/** Begins with what changes something, or with one thing that is to run. */
const acting = /^(?:run|use|host|hold|want|need|get|like|start|have|put|install|i|we|please run|make) /;
const overview =
  /^(?:(?:show|give|get|tell|list|display|print) )?(?:quick |short |brief |full |complete )?(?:summary|overview|inventory|rundown|statistics|stats|report|list|status overview)(?: (?:of|on|about|for|all|whole|entire|complete))* @t\d+$/;
const overall = (about: About): Query => ({
  parts: 1,
  outcome: () =>
    counted(about.words.fleet, [...about.words.fleet], {
      said: "all",
      columns: columnsFor(["state", "os", "kind", "cpu", "memory", "disk"], about),
      count: true,
    }),
});

/** “what is app-2 and where does it run”: what the hub knows of one machine. */
function aboutOne(text: string, { entities, words, nowMs }: About): Query | undefined {
  const [, id] =
    /^(?:what is|who is|what|what exactly is|tell about|describe) @t(\d+)(?: (?:for|used for|there for|about|exactly|doing|even))*(?: (?:,|and) (?:where|on what|on which node|which node) (?:does|is|do) (?:it|that)(?: (?:run|running|hosted|located|live|on|sit|sitting|stand))*)?$/.exec(
      text,
    ) ?? [];
  const entity = entities[Number(id)];
  const machines = entity?.kind === "t" ? entity.place.parts.flatMap((part) => part.machines) : [];
  const [only, more] = machines;
  if (!only || more || (entity?.kind === "t" && entity.place.parts.some(({ count }) => count !== "one")))
    return undefined;
  return { parts: 2, outcome: () => described(only, words.guests, { entities, words, nowMs }) };
}

/** The question in a request, if it is one and has no other word in it. */
export function queryIn(text: string, about: About): Query | undefined {
  const clean = text
    .replaceAll(/ ?[?!.]+(?= |$)/g, " ")
    .replaceAll(/(?<=^| )(?:'s|me|us|please|the|our|my|just|also|currently|right now|still) (?=\S)/g, " ")
    .replaceAll(/(?<=^| )(?:the|an?|our|my) (?=\S)(?!(?:minute|hour|day|week|month|year)s?(?: |$))/g, " ")
    .replaceAll(" (", " ")
    .replaceAll(" )", " ")
    .replaceAll(/@t(\d+)/g, (mark, id: string) =>
      /^agents?$/.test(about.entities[Number(id)]?.said ?? "") ? "agents" : mark,
    )
    .replace(/^on (?=@t)/, "")
    .replace(/^(?:what|which) (?:percentage|percent|share|fraction|part|proportion) of/, "how many")
    .replaceAll(/ (?:,|and) how many (?:run|are|have|use|of them are|of them run|are on|on)(?= )/g, " vs")
    .replaceAll(/\boperating @t\d+/g, "operating systems")
    .replaceAll(
      /(?<= (?:vs|versus|and|or) )(?:lxc )?containers(?= |$)|(?<=^| )(?:lxc )?containers(?= (?:vs|versus|or) )/g,
      (word) => (/\b(?:vs|versus|or)\b/.test(text) && !/docker|podman/.test(text) ? "lxc" : word),
    )
    .replaceAll(/ +/g, " ")
    .trim()
    // “gone the longest without a reboot”.
    .replace(
      /(?:has |have |is |was )?(?:gone|been|not been|been running|went|going|not been rebooted|not been restarted|not rebooted|not restarted|rebooted) (?:for |in )?longest(?: time)?(?: (?:without|since|ago)(?: last)?(?: reboot| restart| rebooting| being rebooted| boot)?)? *$|^(?:who|which (?:one|@t\d+)|@t\d+) (?:has |have )?not been (?:rebooted|restarted) (?:for |in )?longest(?: time)? *$/,
      "longest uptime",
    )
    .replace(/^who longest uptime *$/, "longest uptime");
  const one = aboutOne(clean, about);
  if (one) return one;
  const guests = guestsAsked(clean, about);
  if (guests) return { parts: 2, outcome: () => guests };
  if (overview.test(clean)) return overall(about);
  const shownWith = / (?:with|and|including|incl|plus|together with) (?:their|its) ((?:[a-z-]+ )*[a-z-]+)$/.exec(clean);
  const wanted = (shownWith?.[1] ?? "").split(/ (?:and|,) (?:their )?/).map(columnNamed);
  if (shownWith && wanted.every((column) => column !== undefined)) {
    const rest = queryIn(clean.slice(0, shownWith.index), about);
    const plainly = parse(clean.slice(0, shownWith.index), about);
    if (plainly && plainly.groups.flat().every(({ live }) => !live)) {
      const machines = about.words.fleet.filter(fitsAll(asNodes(plainly.groups, about)));
      const columns = columnsFor(
        wanted.filter((column) => column !== undefined),
        about,
      );
      return {
        parts: 2,
        outcome: () => counted(about.words.fleet, machines, { said: "all", columns, count: rest !== undefined }),
      };
    }
  }
  const listed =
    /^(?:(?:show|give|get|tell|list|display|print) )?(?:(?:quick|short|complete|full) )?(?:inventory|overview|table|list)(?: of @t\d+)? ?(?::|with|showing|by|of)? ?((?:(?:host ?)?names? ?)?(?:,| and|)(?: ?(?:[a-z]+(?: addresses| address| versions?)?)(?: ,| and)?)+)$/.exec(
      clean,
    );
  const said = (listed?.[1] ?? "")
    .split(/ ?(?:,|\band\b) ?/)
    .filter((word) => word !== "" && !/^(?:host ?)?names?$/.test(word));
  const shown = said.map(columnNamed).filter((column) => column !== undefined);
  if (listed && said.length > 0 && shown.length === said.length)
    return {
      parts: 2,
      outcome: () =>
        counted(about.words.fleet, [...about.words.fleet], {
          said: "all",
          columns: columnsFor(shown, about),
          count: true,
        }),
    };
  const parsed = acting.test(clean) ? undefined : parse(clean, about);
  if (!parsed || !asking.test(clean)) return undefined;
  const { groups, ranking, grouping, count, total } = parsed;
  const terms = groups.flat();
  const lives = terms.filter(({ live }) => live !== undefined);
  if (terms.length === 0 && !ranking && !grouping && !total && !(count && parsed.isPlural)) return undefined;
  const [only] = terms;
  // “is nginx up on web-1” asks about one thing there; a machine by its name alone is no question about the fleet.
  const isSubject =
    parsed.isPlural ||
    ranking !== undefined ||
    grouping !== undefined ||
    total !== undefined ||
    /^(?:which|what|who|how many|any|anyone|anything|anybody|everything|everyone|where|list|count|find|name|machines?|is anything|is anyone|is something|is any|are any|does any|do any|has any|do we|are there|is there|on which|in which|on what|all|number of|have any|only)\b/.test(
      clean,
    );
  if (!isSubject || (only?.of === "name" && terms.length === 1 && !ranking && !grouping)) return undefined;
  if (
    terms.some(({ of }) => of === "name") &&
    terms.some(({ of }) => of === "svc" || of === "ctr") &&
    !terms.some(({ not }) => not) &&
    !count
  )
    return undefined;
  const versus = versed.test(clean);
  const [live, more] = lives;
  if (more || (live && (ranking !== undefined || groups.some((group) => group.includes(live) && group.length > 1))))
    return undefined;
  const fits = fitsAll(asNodes(groups, about));
  const found = about.words.fleet.filter(fits);
  // “which node is web-1 on” asks for something else.
  if (found.length === 0 && terms.some(({ of }) => of === "name") && terms.length > 1) return undefined;
  const base = found.length === 0 && groups.length > 0 ? [] : found;
  return {
    parts:
      terms.reduce((sum, { parts = 1 }) => sum + parts, 0) +
      (terms.some(({ of }) => of === "both") ? 1 : 0) +
      (ranking ? 1 : 0) +
      (grouping ? 1 : 0) +
      (total || versus ? 2 : 0),
    ...(total ? { isSum: true as const } : {}),
    ...(ranking?.column === "memory size" ? { isSize: true as const } : {}),
    ...(/^(?:where|on which|on what)\b/.test(clean) ? { isWhere: true as const } : {}),
    ...(live?.live ? { live: { ...live.live, machines: base } } : {}),
    outcome: () =>
      versus && groups.length === 1 && groups[0] && groups[0].length > 1
        ? apiece(groups[0].map(({ said, fits: own }) => [said, about.words.fleet.filter(own)]))
        : total
          ? summed(base, total, about)
          : ranking
            ? ranked(base, ranking, about)
            : grouping
              ? grouped(base, grouping)
              : counted(about.words.fleet, base, {
                  said: saidOf(groups),
                  columns: columnsFor(
                    terms.map(({ of }) => of),
                    about,
                  ),
                  count,
                }),
  };
}

/** “vms on pve-2”: those that are guests of it. */
function asNodes(groups: Term[][], { words }: About): Term[][] {
  const nodes = words.fleet.filter(({ facts }) => facts.kind === "node");
  if (nodes.length === 0 || groups.length < 2) return groups;
  const isNode = (term: Term): boolean =>
    (term.of === "name" || term.of === "place") &&
    words.fleet.some(term.fits) &&
    words.fleet.every((machine) => !term.fits(machine) || nodes.includes(machine));
  return groups.map((group) =>
    group.map((term) => (isNode(term) ? { ...term, fits: onNode(nodes.filter(term.fits), words.guests) } : term)),
  );
}

const saidOf = (groups: readonly Term[][]): string =>
  groups.map((group) => group.map(({ said, not }) => (not ? `not: ${said}` : said)).join(" or ")).join(", ");

/** In place of what was understood otherwise: nothing, every machine at once, or less of the question. */
export function better(query: Query | undefined, other: Outcome): boolean {
  if (!query) return false;
  if (other.kind === "decline" || other.kind === "clarify") return true;
  if (query.live) return false;
  if (other.kind === "answer") return query.parts > 1 || query.isSize === true;
  const looks = other.plan.steps.every(({ access }) => access === "read");
  const wide = other.plan.steps.some(({ machineIds }) => machineIds.length >= 10);
  return looks && (wide || query.isSum === true || query.isWhere === true) && other.plan.schedule === undefined;
}

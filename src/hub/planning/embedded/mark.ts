/** Finds the fleet's machines, services and containers, and all literals, and replaces them by marks. */
import { withoutSpared } from "./exclusions.ts";
import { exactGuest, oneOf } from "./exact-guest.ts";
import { withExcept } from "./excepted.ts";
import { withoutNoun } from "./guest-checks.ts";
import { guestNoun, guestTail } from "./guests.ts";
import { dockerNoun, isLink, isNoMachine } from "./no-machine.ts";
import { numberWord } from "./numbers.ts";
import { readName, readGroup } from "./places.ts";
import { longestIn, type Read, type Reader } from "./reader.ts";
import { machineCalled, meansService } from "./same-name.ts";
import type { Entity, Marked, Part, Thing, Token } from "./types.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { machineNouns } from "./words.ts";

/** `machinesFirst`: a word that is both a service and a machine's alias is the machine. */
export function mark(
  tokens: readonly Token[],
  words: Vocabulary,
  given: { source: string; machinesFirst: boolean },
): Marked {
  const reader: Reader = { tokens, words };
  const entities: Entity[] = [];
  const said: string[] = [];
  const starts: Token[] = [];
  for (let at = 0; at < tokens.length;) {
    at += nounsBefore(reader, at);
    const token = tokens[at];
    if (!token) break;
    const found =
      bareNumber(reader, at) ?? literal(token, at) ?? counted(tokens, at) ?? entityAt(reader, at, given.machinesFirst);
    starts.push(token);
    if (!found) {
      said.push(token.low);
      at += 1;
      continue;
    }
    said.push(`@${found.value.kind}${entities.length}`);
    entities.push(found.value);
    at = found.end;
  }
  const joined = joinLists(said.join(" "), entities);
  return { text: withoutSpared(joined, entities, words), entities, tokens: [...tokens], source: given.source };
}

/** “the machine web-3” is web-3: how many words stand before the name. */
function nounsBefore(reader: Reader, at: number): number {
  const { tokens, words } = reader;
  const count = tokens[at]?.low === "the" ? 2 : 1;
  if (!/^(?:machine|server|host|computer|box)$/.test(tokens[at + count - 1]?.low ?? "")) return 0;
  const name = readName(reader, at + count)?.value.said;
  return words.fleet.some((machine) => machine.name.toLowerCase() === name) ? count : 0;
}

function literal({ kind, raw, low }: Token, at: number): Read<Entity> | undefined {
  const end = at + 1;
  switch (kind) {
    case "number":
      return { value: { kind: "n", value: Number.parseFloat(low), said: raw }, end };
    case "percent":
      return { value: { kind: "pct", value: Number.parseFloat(low), said: raw }, end };
    case "path":
    case "quote":
    case "code":
    case "url":
    case "ip":
      return { value: { kind, said: raw }, end };
    case "word":
    case "punct":
      return undefined;
  }
}

/** “the last five commits”: a number in letters where things are counted that are no machines. */
function counted(tokens: readonly Token[], at: number): Read<Entity> | undefined {
  const value = numberWord(tokens[at]?.low ?? "");
  // “the five oldest processes”.
  const next =
    /^(?:oldest|newest|largest|biggest|heaviest|hungriest|busiest|latest|last|slowest|greediest|fattest|youngest|smallest)$/.test(
      tokens[at + 1]?.low ?? "",
    )
      ? tokens[at + 2]
      : tokens[at + 1];
  return value !== undefined && tokens[at]?.kind === "word" && countable.test(next?.low ?? "")
    ? { value: { kind: "n", value, said: tokens[at]?.raw ?? "" }, end: at + 1 }
    : undefined;
}
const countable =
  /^(?:lines?|commits?|entries|errors?|messages?|rows?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|processes|logins?|times|cores?|cpus?|gb|gigs?|percent|files?|log|replicas?|copies|instances?|levels?|seconds?|secs?)$/;

const placing = new Set(["on", "at", "in", "from", "into", "to"]);
const containerWords = new Set(["container", "containers"]);

function entityAt(reader: Reader, at: number, machinesFirst: boolean): Read<Entity> | undefined {
  const { tokens, words } = reader;
  const before = tokens[at - 1]?.low ?? "";
  if (isNoMachine(tokens, at) || isAccount(reader, at) || beforeContainer(reader, at) || isNounBehind(reader, at))
    return undefined;
  const exact = exactGuest(reader, at);
  if (exact) return exact;
  const bare = withoutNoun(reader, at);
  if (bare) return bare;
  const own = machineCalled(reader, at);
  const ownName = own && asPlace(readName(reader, own.from));
  if (own && ownName) return { ...ownName, end: own.end };
  const group = asPlace(readGroup(reader, at));
  // “the primary load balancer” may be somebody's name.
  const behind = group && /^(?:the|my|our)$/.test(tokens[at]?.low ?? "") ? readName(reader, at + 1) : undefined;
  const name = asPlace(readName(reader, at) ?? (behind && behind.end >= (group?.end ?? 0) ? behind : undefined));
  const container = thingAt(reader, at, "ctr");
  const service = dockerNoun(reader, at) || isLink(reader, at) ? undefined : thingAt(reader, at, "svc");
  const guest = guestAt(reader, at);
  if (guest && guest.end >= Math.max(name?.end ?? 0, group?.end ?? 0, container?.end ?? 0, service?.end ?? 0))
    return guest;
  const isContainer =
    container !== undefined &&
    (containerWords.has(before) ||
      containerWords.has(tokens[container.end]?.low ?? "") ||
      !service ||
      isUnowned(service.value));
  const thing = isContainer ? container : (service ?? container);
  const place = (name?.end ?? 0) >= (group?.end ?? 0) ? name : group;
  if (!place || !thing) return place ?? (thing && widened(reader, thing));
  // “the dev postgres container”: the noun belongs to either.
  if (place.end > (isContainer ? widened(reader, thing).end : thing.end)) return place;
  const named = words.fleet.find((machine) => machine.name.toLowerCase() === place.value.said);
  const runsThere = "things" in thing.value && thing.value.things.some(({ owners }) => owners.length > 0);
  const isExactName =
    named && !(runsThere && !placing.has(before) && meansService(reader, { at, end: thing.end, machine: named }));
  // “errors from gitea”: what writes them is what runs there.
  const isWriter =
    /^(?:from|of|in)$/.test(before) &&
    /^(?:errors?|warnings?|logs?|lines?|messages?|entries|output|complaints?|exceptions?|failures|journal)$/.test(
      tokens[at - 2]?.low ?? "",
    );
  const machineWins =
    place.end === thing.end && (isExactName === true || machinesFirst || (placing.has(before) && !isWriter));
  return machineWins ? place : widened(reader, thing);
}

/** “the dev postgres container”: the words behind the article are its name, and no machine's. */
function beforeContainer(reader: Reader, at: number): boolean {
  if (!/^(?:the|my|our)$/.test(reader.tokens[at]?.low ?? "")) return false;
  const container = thingAt(reader, at + 1, "ctr");
  return (
    container !== undefined && container.end > at + 2 && containerWords.has(reader.tokens[container.end]?.low ?? "")
  );
}

/** “the user pi”: a person, although a machine may be called so. */
const isAccount = ({ tokens, words }: Reader, at: number): boolean => {
  const name = tokens[at]?.low ?? "";
  const isSaid = /^(?:user|account|login|username)$/.test(tokens[at - 1]?.low ?? "");
  return (
    isSaid &&
    !machineNouns.has(tokens[at + 1]?.low ?? "") &&
    words.fleet.some(({ facts }) => (facts.accounts ?? []).includes(name))
  );
};

/** “the db-1 vm”: the noun is no machine of its own. */
const isNounBehind = ({ tokens, words }: Reader, at: number): boolean =>
  /^(?:vm|guest|virtual)$/.test(tokens[at]?.low ?? "") &&
  words.fleet.some(({ name }) => name.toLowerCase() === tokens[at - 1]?.low);

/** “vm 170”, “the kali box”, “test-ct”: a guest of a node. */
function guestAt({ tokens, words }: Reader, at: number): Read<Entity> | undefined {
  if (words.guests.length === 0) return undefined;
  const numbered = guestNumber(tokens, at);
  if (numbered) {
    const more = moreNumbers({ tokens, words }, numbered.end);
    const ids = [numbered.vmid, ...more.ids];
    const guests = words.guests.filter(({ vmid }) => ids.includes(vmid));
    return { value: { kind: "g", guests, said: [numbered.said, ...more.ids].join(" and ") }, end: more.end };
  }
  const whole = longestIn({ tokens, words }, at, words.guestNames.whole);
  if (whole) {
    const end = guestTail.test(tokens[whole.end]?.low ?? "") ? whole.end + 1 : whole.end;
    return { value: { kind: "g", ...oneOf(whole.value.value), said: whole.value.said }, end };
  }
  const stem = words.guestNames.stems.get(tokens[at]?.low ?? "");
  return stem && guestTail.test(tokens[at + 1]?.low ?? "")
    ? { value: { kind: "g", ...oneOf(stem), said: tokens[at]?.raw ?? "" }, end: at + 2 }
    : undefined;
}

/** “restart 201”, “is 211 running”: the number of a guest, where nothing that is counted stands behind it. */
function bareNumber({ tokens, words }: Reader, at: number): Read<Entity> | undefined {
  const { kind, raw = "" } = tokens[at] ?? {};
  if (kind !== "number" || !/^\d{3,9}$/.test(raw)) return undefined;
  const before = tokens
    .slice(0, at)
    .map(({ low }) => low)
    .join(" ");
  const behind = tokens[at + 1]?.low ?? "";
  if (
    !/^(?:please |pls |can you |could you )?(?:(?:re-?)?start|reboot|stop|shut ?down|shut off|power (?:on|off|down|up)|turn (?:on|off)|boot(?: up)?|pause|suspend|resume|unlock|snapshot|is|wake(?: up)?|migrate)$/.test(
      before,
    )
  )
    return undefined;
  if (
    !/^(?:|[.?!,;]|and|then|please|again|now|running|up|down|on|off|stopped|alive|still|back|to|gracefully|cleanly|first|before|because|locked)$/.test(
      behind,
    )
  )
    return undefined;
  const guests = words.guests.filter(({ vmid }) => vmid === Number(raw));
  return guests.length === 1 ? { value: { kind: "g", guests, said: raw }, end: at + 1 } : undefined;
}

/** “guests 211, 212 and 213”: numbers that follow and that guests have. */
function moreNumbers({ tokens, words }: Reader, from: number): { ids: number[]; end: number } {
  const ids: number[] = [];
  let end = from;
  for (let at = from; /^(?:,|and|&|\+|plus)$/.test(tokens[at]?.low ?? "");) {
    while (/^(?:,|and|&|\+|plus|vm|ct|guest)$/.test(tokens[at]?.low ?? "")) at += 1;
    const { kind, raw = "" } = tokens[at] ?? {};
    const next = tokens[at + 1]?.low ?? "";
    if (
      kind !== "number" ||
      !words.guests.some(({ vmid }) => String(vmid) === raw) ||
      /^(?:gb|mb|gib|mib|g|m|%|days?|lines?)$/.test(next)
    )
      break;
    ids.push(Number(raw));
    at += 1;
    end = at;
  }
  return { ids, end };
}

function guestNumber(tokens: readonly Token[], from: number): { vmid: number; said: string; end: number } | undefined {
  let at = from;
  while (guestNoun.test(tokens[at]?.low ?? "")) at += 1;
  if (at === from) return undefined;
  if (/^(?:id|number|nr|no|#)$/.test(tokens[at]?.low ?? "")) at += 1;
  const number = tokens[at];
  if (number?.kind !== "number" || !/^[1-9]\d{2,8}$/.test(number.raw)) return undefined;
  const said = tokens.slice(from, at + 1).map(({ raw }) => raw);
  return { vmid: Number(number.raw), said: said.join(" "), end: at + 1 };
}

const isUnowned = (entity: Entity): boolean =>
  entity.kind === "svc" && entity.things.every(({ owners }) => owners.length === 0);

const asPlace = (read: Read<Part> | undefined): Read<Entity> | undefined =>
  read && { value: { kind: "t", place: { parts: [read.value], minus: [] }, said: read.value.said }, end: read.end };

function thingAt(reader: Reader, at: number, kind: "svc" | "ctr"): Read<Entity> | undefined {
  const found = longestIn<Thing>(reader, at, kind === "svc" ? reader.words.services : reader.words.containers);
  return (
    found && {
      value: {
        kind,
        things: [{ ...found.value.value, said: found.value.said, ...(kind === "ctr" ? { isContainer: true } : {}) }],
        said: found.value.said,
      },
      end: found.end,
    }
  );
}

const nouns = { svc: new Set(["service", "services", "daemon", "unit", "server"]), ctr: containerWords };

/** Takes the noun behind a name into it: “the nginx service”, “the api container”. */
function widened({ tokens }: Reader, read: Read<Entity>): Read<Entity> {
  const kind = read.value.kind === "ctr" ? "ctr" : "svc";
  return nouns[kind].has(tokens[read.end]?.low ?? "") ? { ...read, end: read.end + 1 } : read;
}

const list =
  /@(svc|ctr|t|g)(\d+)((?: (?:,|and|&|\+|plus|as well as|, and|and also|and on|, on) (?:the |on |on the )?@\1\d+)+)/g;
const ordered =
  /^(?: ones?)? (?:excluded|excepted|aside|exempt|exempted|left (?:out|alone)|skipped|first|last|at the end|to (?:begin|start) with|comes (?:first|last)|finally)(?= |$)/;
const telling = /^ (?:is|was|has|seems|gets|keeps|needs|looks|feels|runs|went|goes|will|had|got) /;
const asking = /^(?:is|are|was|were|does|do|did|has|have|which|what|who|why|how|when|where|check|if|whether)(?= )/;

/** “lb-1, lb-2 and vpn-1” becomes one place, “postfix and dovecot” one list; exceptions are taken out of their place. */
function joinLists(text: string, entities: Entity[]): string {
  const joined = text.replace(list, (...found: [string, string, string, string, number, string]) => {
    const [whole, kind, first, rest, at, all] = found;
    // “all web servers, web-3 first”: the last part is no further member.
    const cut = kind === "t" && ordered.test(all.slice(at + whole.length)) ? whole.lastIndexOf(" , ") : -1;
    if (cut > 0) return `${joinLists(whole.slice(0, cut), entities)} , ${joinLists(whole.slice(cut + 3), entities)}`;
    // “migrate dev-1 to pve-1, node 3 is too full”: what is behind the sign tells of one.
    const last = whole.lastIndexOf(" , ");
    if (
      kind === "t" &&
      last > 0 &&
      !/ (?:and|&|plus|as well as) /.test(whole) &&
      telling.test(all.slice(at + whole.length)) &&
      !asking.test(all)
    )
      return `${joinLists(whole.slice(0, last), entities)} , ${whole.slice(last + 3)}`;
    const ids = [first, ...[...rest.matchAll(/@(?:svc|ctr|t|g)(\d+)/g)].map((found) => found[1] ?? "")].map(Number);
    const merged = ids.map((id) => entities[id]).reduce((all, next) => (all && next ? together(all, next) : undefined));
    if (!merged) return whole;
    entities.push(merged);
    return `@${kind}${entities.length - 1}`;
  });
  const spared = withExcept(joined, entities);
  return spared === undefined ? joined : joinLists(spared, entities);
}

function together(a: Entity, b: Entity): Entity | undefined {
  const said = `${a.said} and ${b.said}`;
  if (a.kind === "t" && b.kind === "t")
    return {
      kind: "t",
      place: { parts: [...a.place.parts, ...b.place.parts], minus: [...a.place.minus, ...b.place.minus] },
      said,
    };
  if (a.kind === "g" && b.kind === "g") return { ...a, ...b, guests: [...a.guests, ...b.guests], said };
  if ((a.kind === "svc" || a.kind === "ctr") && a.kind === b.kind)
    return { kind: a.kind, things: [...a.things, ...b.things], said };
  return undefined;
}

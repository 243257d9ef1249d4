/** Phrases about machines: “web-1”, “the nas”, “all Ubuntu 22.04 containers”, “both load balancers”, “servers over 80 % CPU”. */
import { targetOfNames } from "../../../domain/target.ts";
import type { Machine } from "../../../domain/machine.ts";
import { readTail } from "./filters.ts";
import { anyOne, calledBy, calledSo, guests, running, vms } from "./groups.ts";
import { isNoPlace } from "./everything.ts";
import { numberWord } from "./numbers.ts";
import { longestIn, ofVersion, type Read, type Reader, wordAt } from "./reader.ts";
import type { Part } from "./types.ts";
import { readUnion } from "./unions.ts";
import type { Qualifier } from "./vocabulary.ts";
import { machineNouns, placeWords, roleNouns } from "./words.ts";

/** One machine by its name, host name or alias. */
export function readName(reader: Reader, at: number): Read<Part> | undefined {
  const glob = reader.tokens[at]?.low ?? "";
  if (reader.tokens[at]?.kind === "word" && glob.endsWith("-*")) {
    const machines = reader.words.fleet.filter(({ name }) => name.toLowerCase().startsWith(glob.slice(0, -1)));
    return { value: { said: glob, machines, expr: glob, count: "all" }, end: at + 1 };
  }
  const found = longestIn(reader, at, reader.words.machines);
  if (!found) return undefined;
  const { value: machines, said } = found.value;
  return {
    value: {
      said,
      machines,
      expr: targetOfNames(machines.map(({ name }) => name)),
      count: reader.words.sets.has(said) ? "all" : "one",
    },
    end: found.end,
  };
}

type Counted = { count: Part["count"] | undefined; at: number };

/** `all`, `both`, `every`, `the three`, … before a group. */
function readCount(reader: Reader, from: number): Counted {
  let [at, count] = [from, undefined as Part["count"] | undefined];
  for (;;) {
    const word = wordAt(reader, at) ?? "";
    if (["all", "every", "each", "any", "either", "whichever", "whole", "entire"].includes(word)) count = "all";
    else if (word === "both") count = 2;
    else if (numberWord(word) !== undefined && reader.tokens[at + 1]?.kind === "word") count ??= numberWord(word);
    else if (word === "of" ? at === from : !["the", "my", "our", "other"].includes(word)) return { count, at };
    at += 1;
    if (wordAt(reader, at) === "of" && count !== undefined) at += 1;
  }
}

type Group = { qualifiers: Qualifier[]; said: string[]; version: string | undefined; system: Qualifier | undefined };

/** A group: qualifiers, then a noun: “prod web servers”, “the staging database”, “Ubuntu 22.04 containers”. */
export function readGroup(reader: Reader, from: number): Read<Part> | undefined {
  const counted = readCount(reader, from);
  const group: Group = { qualifiers: [], said: [], version: undefined, system: undefined };
  const union = readUnion(reader, counted.at);
  if (union) {
    group.qualifiers.push(...union.value.qualifiers);
    group.said.push(union.value.said);
  }
  let at = union?.end ?? counted.at;
  let plural = readHead(reader, at, group);
  while (plural === undefined) {
    const next = readQualifier(reader, at, group);
    if (next === undefined) break;
    at = next;
    plural = readHead(reader, at, group);
  }
  if (plural === undefined) return readBare(reader, { from, at, counted, group });
  const tail = speaksOf(reader, { from, end: plural.end })
    ? undefined
    : readTail(reader, plural.end, reader.words.fleet);
  const qualifiers = tail ? [...group.qualifiers, ...tail.value] : group.qualifiers;
  const count = counted.count ?? (plural.value ? "all" : "one");
  const any = !tail && anyOne(reader, from, plural.end) ? { any: true as const } : {};
  return { value: { ...partOf(reader, { ...group, qualifiers }, count), ...any }, end: tail?.end ?? plural.end };
}

/** “if /data on the download server is over 95 % full”: what is said of it then narrows no machines. */
function speaksOf({ tokens }: Reader, { from, end }: { from: number; end: number }): boolean {
  return (
    /^(?:is|are|be|has|have|gets|get|goes|uses|runs|was|drops|falls|rises)$/.test(tokens[end]?.low ?? "") &&
    tokens
      .slice(0, from)
      .some(
        ({ kind, low }) =>
          kind === "word" && /^(?:if|when|whenever|unless|should|case|once|provided|assuming|long)$/.test(low),
      )
  );
}

/** Groups without a noun: “all”, “everything”, and environments after “on” or “in”. */
function readBare(
  reader: Reader,
  { from, at, counted, group }: { from: number; at: number; counted: Counted; group: Group },
): Read<Part> | undefined {
  const [first] = group.said;
  // “the hamburg till” is called so as a whole.
  const name = readName(reader, counted.at);
  if (name && name.end > at && at > counted.at) return undefined;
  const before = wordAt(reader, from - 1) ?? "";
  // “the windows server”: the noun is in the name of the system.
  if (group.qualifiers.length === 1 && first === "windows server" && counted.at > from)
    return { value: partOf(reader, group, counted.count ?? "one"), end: at };
  if (
    group.qualifiers.length === 1 &&
    first !== undefined &&
    placeWords.has(first) &&
    (["on", "in", "from", "of", "for", "check", "is", "across", "reboot", "update", "upgrade", "patch"].includes(
      before,
    ) ||
      (/^(?:and|or|,|but)$/.test(before) &&
        reader.tokens.slice(Math.max(0, from - 7), from).some(({ low }) => /^(?:on|in|from|of|for|across)$/.test(low))))
  )
    return { value: partOf(reader, group, "all"), end: at };
  // “restart docker on app”: a tag by itself, where nothing follows that it could belong to.
  const behind = reader.tokens[at];
  if (
    group.qualifiers.length === 1 &&
    group.qualifiers[0]?.expr.startsWith("tag:") === true &&
    before === "on" &&
    counted.count === undefined &&
    counted.at === from &&
    (!behind || /^[.,;!?]$/.test(behind.low))
  )
    return { value: partOf(reader, group, "one"), end: at };
  // “on the database servers and the queue”: one more of a list of machines.
  if (
    group.qualifiers.length === 1 &&
    group.qualifiers[0]?.expr.startsWith("tag:") === true &&
    /^(?:and|or|,)$/.test(before) &&
    wordAt(reader, from) === "the" &&
    isMachineList(reader, from) &&
    (!behind || /^[.,;!?]$/.test(behind.low))
  )
    return { value: partOf(reader, group, "all"), end: at };
  // “in hamburg”: what only the names of machines say.
  if (
    group.qualifiers.some(({ expr }) => /^\*.+\*$/.test(expr)) &&
    group.qualifiers.every(({ expr }) => /^(?:\*.+\*|tag:.+)$/.test(expr)) &&
    /^(?:in|at|from|near)$/.test(wordAt(reader, wordAt(reader, from - 1) === "the" ? from - 2 : from - 1) ?? "")
  )
    return { value: partOf(reader, group, counted.count ?? "one"), end: at };
  const part = readPart(reader, from) ?? readTags(reader, counted.at, before);
  if (part) return part;
  const word = wordAt(reader, from) ?? "";
  const isStuff = word === "everything" && isNoPlace(reader, from, before);
  if (word === "fleet" || (word === "everything" && !isStuff)) {
    const tail = word === "everything" ? readTail(reader, from + 1, reader.words.fleet) : undefined;
    const group = { qualifiers: tail?.value ?? [], said: [word], version: undefined, system: undefined };
    return tail
      ? { value: partOf(reader, group, "all"), end: tail.end }
      : { value: whole(reader, word), end: from + 1 };
  }
  const at2 = /^(?:whole|entire|complete|full)$/.test(wordAt(reader, from + 1) ?? "") ? from + 2 : from + 1;
  if (word === "the" && wordAt(reader, at2) === "fleet") return { value: whole(reader, "fleet"), end: at2 + 1 };
  if (
    word === "all" &&
    group.qualifiers.length === 0 &&
    counted.at === from + 1 &&
    ["on", "from", "of", "across"].includes(before)
  ) {
    const next = reader.tokens[from + 1];
    if (!next || next.kind === "punct" || next.low === "of") return { value: whole(reader, "all"), end: from + 1 };
  }
  return undefined;
}

/** “… on the databases and”: what stands before is a machine or a group of them. */
const isMachineList = ({ tokens }: Reader, from: number): boolean =>
  tokens.slice(Math.max(0, from - 6), from - 1).some(({ low }) => /^(?:on|across)$/.test(low)) &&
  (machineNouns.has(tokens[from - 2]?.low ?? "") || roleNouns.has(tokens[from - 2]?.low ?? ""));

/** “on the stores”: those that are tagged so. */
function readTags(reader: Reader, at: number, before: string): Read<Part> | undefined {
  const word = wordAt(reader, at) ?? "";
  const tag = /^[a-z]{3,}s$/.test(word) ? reader.words.qualifiers.get(word.slice(0, -1)) : undefined;
  const next = reader.tokens[at + 1];
  const isPlace = /^(?:on|in|from|of|across|at|all|reboot|update|upgrade|patch)$/.test(
    before === "the" ? (wordAt(reader, at - 2) ?? "") : before,
  );
  if (!tag?.expr.startsWith("tag:") || !isPlace || machineNouns.has(next?.low ?? "")) return undefined;
  if (
    next?.kind === "word" &&
    !/^(?:and|or|first|last|then|please|now|only|too|but|before|after|if|when|is|are|except|with|that)$/.test(next.low)
  )
    return undefined;
  return { value: { said: word, machines: [...tag.machines], expr: tag.expr, count: "all" }, end: at + 1 };
}

/** “on the replica”, “stop the standby”: one of several of a kind, as it is tagged or called. */
function readPart(reader: Reader, from: number): Read<Part> | undefined {
  const isArticle = /^(?:the|our)$/.test(wordAt(reader, from) ?? "");
  const at = isArticle ? from + 1 : from;
  const word = wordAt(reader, at) ?? "";
  const before = wordAt(reader, wordAt(reader, from - 1) === "the" ? from - 2 : from - 1) ?? "";
  if (!/^(?:primary|secondary|standby|replica|slave|follower|leader)$/.test(word)) return undefined;
  if (!/^(?:on|of|from|at|in|to|reboot|and|touch|except|for)$/.test(before)) return undefined;
  if (/^(?:and|for|to)$/.test(before) && !isArticle && wordAt(reader, from - 1) !== "the") return undefined;
  const next = reader.tokens[at + 1];
  if (
    next?.kind === "word" &&
    !/^(?:and|or|first|last|then|please|now|only|too|but|before|after|if|when|is|has|was)$/.test(next.low)
  )
    return undefined;
  const machines = calledSo(word, reader);
  const expr = targetOfNames(machines.map(({ name }) => name));
  return machines.length === 0 ? undefined : { value: { said: word, machines, expr, count: "one" }, end: at + 1 };
}

const whole = ({ words }: Reader, said: string): Part => ({
  said,
  expr: "all",
  machines: [...words.fleet],
  count: "all",
});

/** The noun that ends a group; whether it is plural. */
function readHead(reader: Reader, at: number, group: Group): Read<boolean> | undefined {
  const word = wordAt(reader, at) ?? "";
  if (["containers", "container", "lxcs"].includes(word)) {
    // “Ubuntu 22.04 containers” and “production containers” are machines; “containers” alone are not.
    const isPlaced =
      group.qualifiers.some(({ expr }) => expr.startsWith("tag:")) && group.said.some((one) => placeWords.has(one));
    if (!group.system && !group.said.includes("lxc") && !isPlaced) return undefined;
    group.qualifiers.push(lxc(reader));
    return { value: word !== "container", end: at + 1 };
  }
  const node = longestIn(reader, at, reader.words.qualifiers);
  if (node?.value.said === "proxmox node" && machineNouns.get(wordAt(reader, node.end) ?? "") === undefined) {
    group.qualifiers.push(node.value.value);
    group.said.push("proxmox node");
    return { value: false, end: node.end };
  }
  const role = longestIn(reader, at, roleNouns);
  // “the primary dns”: there it says which of several.
  if (role?.value.said === "primary" && isNamed(reader, role.end)) return undefined;
  // A frontend is a machine where it is said of what; else it may be one of a balancer's.
  const isBare = /^front ?ends?$/.test(role?.value.said ?? "") && group.said.length === 0;
  if (isBare && !isOnMachines(reader, at)) return undefined;
  const qualifier = role && reader.words.qualifiers.get(role.value.said);
  if (role && qualifier && machineNouns.get(wordAt(reader, role.end) ?? "") === undefined) {
    const called = /^(?:primary|secondary|standby|replica)$/.test(role.value.said)
      ? calledSo(role.value.said, reader)
      : [];
    const expr = targetOfNames(called.map(({ name }) => name));
    group.qualifiers.push(called.length > qualifier.machines.size ? { expr, machines: new Set(called) } : qualifier);
    group.said.push(role.value.said);
    return { value: role.value.value, end: role.end };
  }
  // “the prod frontends”: tagged so, and called nothing else.
  const called = calledBy(reader, {
    word,
    before: wordAt(reader, at - 1) ?? "",
    next: wordAt(reader, at + 1) ?? "",
    isNarrowed: group.qualifiers.length > 0,
  });
  if (called) {
    group.qualifiers.push(called.qualifier);
    group.said.push(word);
    return { value: called.isPlural, end: at + 1 };
  }
  // “the hosts file” is no machine.
  if (word === "hosts" && /^(?:file|entry|entries)$/.test(wordAt(reader, at + 1) ?? "")) return undefined;
  // A gateway is a machine only where it is said of what.
  const plural =
    machineNouns.get(word) ??
    (/^(?:gateway|gateways|appliance)$/.test(word) && group.said.length > 0 ? word.endsWith("s") : undefined);
  // “vm 170” is a guest by its number, which is no machine that is known.
  if (plural === undefined || (!plural && reader.tokens[at + 1]?.kind === "number")) return undefined;
  const kind = /^(?:vms?|virtual)$/.test(word)
    ? vms(reader)
    : /^nodes?$/.test(word) && group.said.length === 0
      ? reader.words.qualifiers.get("proxmox node")
      : /^guests?$/.test(word)
        ? guests(reader)
        : undefined;
  if (kind) group.qualifiers.push(kind);
  if (kind === undefined || group.said.length > 0 || /^guests?$/.test(word)) group.said.push(word);
  return { value: plural, end: at + 1 };
}

/** “on the frontend”, “reboot all frontends”: nothing but machines. */
function isOnMachines(reader: Reader, at: number): boolean {
  const words = [at - 1, at - 2, at - 3].map((one) => wordAt(reader, one) ?? "");
  const before = words.find((word) => !/^(?:the|our|all|both|every|each|any)$/.test(word));
  return /^(?:on|at|from|of|across|reboot|reboots|into|update|upgrade|patch)$/.test(before ?? "");
}

const isNamed = ({ words, tokens }: Reader, at: number): boolean =>
  longestIn({ tokens, words }, at, words.qualifiers) !== undefined ||
  machineNouns.has(tokens[at]?.low ?? "") ||
  /^(?:key|keys|domain|group|groups|interface|ip|address|disk|network|node)$/.test(tokens[at]?.low ?? "");

const lxc = ({ words }: Reader): Qualifier => words.qualifiers.get("lxc") ?? { expr: "kind:lxc", machines: new Set() };

/** The next qualifier; returns where it ends. */
function readQualifier(reader: Reader, at: number, group: Group): number | undefined {
  const longest = longestIn(reader, at, reader.words.qualifiers);
  // “the windows server”: a server that runs Windows, which may be named Windows Server.
  const [system, noun] = longest?.value.said.split(" ") ?? [];
  const follows = reader.tokens[longest?.end ?? at];
  const isNoun = noun === "server" && follows?.kind !== "number" && !machineNouns.has(follows?.low ?? "");
  const named = isNoun ? reader.words.qualifiers.get(system ?? "") : undefined;
  const found =
    longest && named && system !== undefined
      ? { value: { value: named, said: system }, end: longest.end - 1 }
      : longest;
  if (!found) return undefined;
  const { value, said } = found.value;
  const next = wordAt(reader, found.end) ?? "";
  // “docker hosts” are those that run it, whatever they are tagged.
  const runs = /^(?:docker|podman)$/.test(said) && /^hosts?$/.test(next) ? running(reader, said) : undefined;
  const qualifier = runs ?? value;
  const version = reader.tokens[found.end];
  group.said.push(said);
  if (!qualifier.expr.startsWith("os:")) {
    group.qualifiers.push(qualifier);
    // “edge tagged hosts”.
    return qualifier.expr.startsWith("tag:") && next === "tagged" ? found.end + 1 : found.end;
  }
  group.system = qualifier;
  if (version?.kind !== "number") {
    group.qualifiers.push(qualifier);
    return found.end;
  }
  group.qualifiers.push(ofVersion(qualifier, version.raw));
  group.said.push(version.raw);
  return found.end + 1;
}

function partOf({ words }: Reader, { qualifiers, said }: Group, count: Part["count"]): Part {
  const machines: Machine[] = words.fleet.filter((machine) => qualifiers.every((one) => one.machines.has(machine)));
  const expr = qualifiers.length === 0 ? "all" : [...new Set(qualifiers.map((one) => one.expr))].join(" and ");
  return { said: said.join(" "), expr, machines, count };
}

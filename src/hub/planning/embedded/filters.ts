/** What follows a group of machines and narrows it: “… with more than 80 % CPU”, “… running nginx”, “… that are offline”. */
import type { Machine } from "../../../domain/machine.ts";
import { parseTarget } from "../../../domain/target.ts";
import { longestIn, ofVersion, type Read, type Reader } from "./reader.ts";
import type { Qualifier } from "./vocabulary.ts";

const running =
  /^(?:(?:that|which|who) )?(?:are |is )?(?:run|runs|running|using|use|uses|have|has|having|with|on)(?: installed)?$/;

/** Reads as many tails as there are. */
export function readTail(reader: Reader, from: number, fleet: readonly Machine[]): Read<Qualifier[]> | undefined {
  const found: Qualifier[] = [];
  let at = from;
  for (;;) {
    const next =
      readMetric(reader, at, fleet) ??
      readState(reader, at, fleet) ??
      readTagged(reader, at, fleet) ??
      readGlob(reader, at, fleet) ??
      readRunning(reader, at);
    if (!next) return found.length > 0 ? { value: found, end: at } : undefined;
    found.push(next.value);
    at = next.end;
  }
}

const lows = ({ tokens }: Reader, from: number, count: number): string[] =>
  tokens.slice(from, from + count).map(({ low }) => low);

/** “running Ubuntu 22.04”, “that run nginx”, “with postgres installed”. “on” alone is left to the place. */
function readRunning(reader: Reader, at: number): Read<Qualifier> | undefined {
  for (const length of [3, 2, 1]) {
    const lead = lows(reader, at, length).join(" ");
    if (!running.test(lead) || lead === "on" || (length === 1 && lead === "has")) continue;
    const found = longestIn(reader, at + length, reader.words.qualifiers);
    if (!found || !/^\(?(os|service):/.test(found.value.value.expr)) continue;
    const version = reader.tokens[found.end];
    // “which have nginx down” says how it is there, not which machines have it.
    if (/^(?:down|stopped|dead|failed|crashed|broken|inactive|not|hanging|stuck)$/.test(version?.low ?? "")) continue;
    const isVersion = found.value.value.expr.startsWith("os:") && version?.kind === "number";
    const value = isVersion ? ofVersion(found.value.value, version.raw) : found.value.value;
    const end = found.end + (isVersion ? 1 : 0);
    return { value, end: reader.tokens[end]?.low === "installed" ? end + 1 : end };
  }
  return undefined;
}

const taggedAs = (tag: string, fleet: readonly Machine[]): Qualifier => ({
  expr: `tag:${tag}`,
  machines: new Set(fleet.filter(({ tags }) => tags.some((held) => held.toLowerCase() === tag.toLowerCase()))),
});

/** “matching 'db-*'”, “named web-*”: machines whose names have that form. */
function readGlob(reader: Reader, at: number, fleet: readonly Machine[]): Read<Qualifier> | undefined {
  const lead = /^((?:(?:that|which|whose) )?(?:names? )?(?:matching|match|matches|called|named|like)) /.exec(
    `${lows(reader, at, 3).join(" ")} `,
  )?.[1];
  const from = at + (lead?.split(" ").length ?? 0);
  const token = reader.tokens[from];
  if (lead === undefined || !token || !/^(?:quote|word|code)$/.test(token.kind)) return undefined;
  const shape = token.raw.trim().toLowerCase();
  if (!/^[a-z0-9*?][a-z0-9._*?-]*$/.test(shape) || (token.kind === "word" && !shape.includes("*"))) return undefined;
  const test = new RegExp(
    `^${shape
      .replaceAll(".", String.raw`\.`)
      .replaceAll("*", ".*")
      .replaceAll("?", ".")}$`,
  );
  return {
    value: { expr: shape, machines: new Set(fleet.filter(({ name }) => test.test(name.toLowerCase()))) },
    end: from + 1,
  };
}

function readTagged(reader: Reader, at: number, fleet: readonly Machine[]): Read<Qualifier> | undefined {
  const lead = /^((?:(?:that|which) )?(?:(?:are|is) )?tagged(?: as| with)?|with(?: the)? tag|with) /.exec(
    `${lows(reader, at, 4).join(" ")} `,
  )?.[1];
  if (lead === undefined) return readMembers(reader, at);
  const from = at + lead.split(" ").length;
  const quoted = reader.tokens[from];
  // A tag in quotes is that tag and nothing else; one that nobody has means no machine.
  if (quoted?.kind === "quote" && lead !== "with") return { value: taggedAs(quoted.raw, fleet), end: from + 1 };
  const found = longestIn(reader, from, reader.words.qualifiers);
  if (!found?.value.value.expr.startsWith("tag:")) return undefined;
  const closing = reader.tokens[found.end]?.low === "tag";
  if (lead === "with" && !closing) return undefined;
  return { value: found.value.value, end: found.end + (closing ? 1 : 0) };
}

/** “everything in the edge group”. */
function readMembers(reader: Reader, at: number): Read<Qualifier> | undefined {
  const lead = /^((?:(?:that|which) (?:is|are) )?(?:in|of|from|belonging to)(?: the)?) /.exec(
    `${lows(reader, at, 4).join(" ")} `,
  )?.[1];
  if (lead === undefined) return undefined;
  const found = longestIn(reader, at + lead.split(" ").length, reader.words.qualifiers);
  if (!found?.value.value.expr.startsWith("tag:")) return undefined;
  return /^(?:group|tag|role|environment|env|pool|zone|tier|category)$/.test(reader.tokens[found.end]?.low ?? "")
    ? { value: found.value.value, end: found.end + 1 }
    : undefined;
}

const stateWords: Record<string, string> = {
  offline: "offline",
  unreachable: "offline",
  disconnected: "offline",
  online: "online",
  connected: "online",
};

function readState(reader: Reader, at: number, fleet: readonly Machine[]): Read<Qualifier> | undefined {
  const [first, second, third] = lows(reader, at, 3);
  if (!["that", "which"].includes(first ?? "") || !["is", "are"].includes(second ?? "")) return undefined;
  const state = stateWords[third ?? ""];
  return state === undefined ? undefined : { value: byExpression(`status:${state}`, fleet), end: at + 3 };
}

const measures: Record<string, string> = {
  cpu: "cpu",
  processor: "cpu",
  memory: "memory",
  mem: "memory",
  ram: "memory",
  disk: "disk",
  storage: "disk",
  filesystem: "disk",
  disks: "disk",
  partition: "disk",
  root: "disk",
};
const over =
  /^(?:more than|greater than|higher than|bigger than|fuller than|in excess of|over|above|exceeding|exceeds|beyond|past|>)$/;
const under = /^(?:less than|lower than|fewer than|under|below|<)$/;
const atLeast = /^(?:at least|>=)$/;
const atMost = /^(?:at most|<=)$/;
const opOf = (words: string): string | undefined =>
  over.test(words) ? ">" : under.test(words) ? "<" : atLeast.test(words) ? ">=" : atMost.test(words) ? "<=" : undefined;

const skipped = new Set(
  "with that which whose where have has having a an the is are using uses of its any at current currently running".split(
    " ",
  ),
);

type Measured = { measure?: string; op?: string; percent?: number; free: boolean };

/** “with more than 80 % CPU”, “whose disk is over 90 percent full”, “above 80 % memory”, “with less than 10 % free disk”. */
export function readMetric(reader: Reader, from: number, fleet: readonly Machine[]): Read<Qualifier> | undefined {
  const read: Measured = { free: false };
  let end = from;
  for (let at = from; at < reader.tokens.length;) {
    const step = takeMeasured(reader, at, read);
    if (step === 0) {
      if (!skipped.has(reader.tokens[at]?.low ?? "")) break;
      at += 1;
      continue;
    }
    at += step;
    end = at;
  }
  const { measure, op, percent, free } = read;
  if (measure === undefined || op === undefined || percent === undefined || percent > 100) return undefined;
  const expr = free ? `${measure}${mirrored[op] ?? op}${100 - percent}` : `${measure}${op}${percent}`;
  return { value: byExpression(expr, fleet), end };
}

/** Takes one part of a measurement; how many tokens it was. */
function takeMeasured(reader: Reader, at: number, read: Measured): number {
  const token = reader.tokens[at];
  if (!token) return 0;
  const two = opOf(`${token.low} ${reader.tokens[at + 1]?.low ?? ""}`);
  const op = two ?? opOf(token.low);
  const measure = Object.hasOwn(measures, token.low) ? measures[token.low] : undefined;
  if (op !== undefined && read.op === undefined) read.op = op;
  else if (measure !== undefined && (read.measure === undefined || read.measure === measure)) read.measure = measure;
  else if (read.op !== undefined && read.percent === undefined && (token.kind === "percent" || token.kind === "number"))
    read.percent = Number.parseFloat(token.raw);
  else if (token.low === "free" || token.low === "left") read.free = true;
  else if (token.low === "full" && read.percent !== undefined) read.measure ??= "disk";
  else return closing.has(token.low) && read.measure !== undefined ? 1 : 0;
  return op !== undefined && two !== undefined ? 2 : 1;
}

const closing = new Set("usage utilization utilisation load consumption space used full use".split(" "));

const mirrored: Record<string, string> = { ">": "<", "<": ">", ">=": "<=", "<=": ">=" };

const byExpression = (expr: string, fleet: readonly Machine[]): Qualifier => ({
  expr,
  machines: new Set(fleet.filter(parseTarget(expr).test)),
});

/** Several kinds of machines under one noun: “dev and staging boxes”, “ubuntu and debian machines”, “prod web and app servers”. */
import type { Machine } from "../../../domain/machine.ts";
import { longestIn, ofVersion, type Read, type Reader, wordAt } from "./reader.ts";
import type { Qualifier } from "./vocabulary.ts";
import { machineNouns } from "./words.ts";

export type Union = { qualifiers: Qualifier[]; said: string };

/** The kinds and where their noun stands; undefined where there is only one of them. */
export function readUnion(reader: Reader, from: number): Read<Union> | undefined {
  const parts: Qualifier[][] = [[]];
  const said: string[] = [];
  let at = from;
  for (;;) {
    const found = longestIn(reader, at, reader.words.qualifiers);
    const last = parts.at(-1);
    if (found && /^\(?(?:tag|os|kind):/.test(found.value.value.expr) && last) {
      const version = reader.tokens[found.end];
      const isVersion = found.value.value.expr.startsWith("os:") && version?.kind === "number";
      last.push(isVersion ? ofVersion(found.value.value, version.raw) : found.value.value);
      at = found.end + (isVersion ? 1 : 0);
      said.push(found.value.said);
      continue;
    }
    const word = wordAt(reader, at) ?? "";
    if (!/^(?:and|or|,|&|plus)$/.test(word) || last?.length === 0) break;
    at += word === "," && /^(?:and|or)$/.test(wordAt(reader, at + 1) ?? "") ? 2 : 1;
    if (wordAt(reader, at) === "the") return undefined;
    parts.push([]);
  }
  if (parts.length < 2 || parts.some((part) => part.length === 0)) return undefined;
  if (machineNouns.get(wordAt(reader, at) ?? "") !== true) return undefined;
  const [first = [], ...others] = parts;
  // “prod web and app servers”: all of them are in prod.
  const common = others.every((part) => part.length === 1) ? first.slice(0, -1) : [];
  const each = [first.slice(common.length), ...others];
  const machines = new Set(each.flatMap((part) => inAll(part, reader.words.fleet)));
  const expr = `(${each.map((part) => part.map((one) => one.expr).join(" and ")).join(", ")})`;
  return { value: { qualifiers: [...common, { expr, machines }], said: said.join(" and ") }, end: at };
}

const inAll = (qualifiers: readonly Qualifier[], fleet: readonly Machine[]): Machine[] =>
  fleet.filter((machine) => qualifiers.every(({ machines }) => machines.has(machine)));

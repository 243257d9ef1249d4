/** Groups of machines that are told by more than a tag: guests of nodes, what runs a service, what is called by a tag in the plural. */
import type { Machine } from "../../../domain/machine.ts";
import type { Reader } from "./reader.ts";
import type { Qualifier } from "./vocabulary.ts";
import { machineNouns, ordinary } from "./words.ts";

/** What is no hypervisor and no metal, where it is known which are. */
export function guests({ words }: Reader): Qualifier | undefined {
  const held = ["vm", "lxc"].flatMap((kind) => words.qualifiers.get(kind) ?? []);
  return held.length === 0
    ? undefined
    : {
        expr: held.length > 1 ? `(${held.map(({ expr }) => expr).join(", ")})` : (held[0]?.expr ?? "all"),
        machines: new Set(held.flatMap(({ machines }) => [...machines])),
      };
}

/** Virtual machines; none where every one of them is a guest without an agent. */
export const vms = ({ words }: Reader): Qualifier | undefined =>
  words.qualifiers.get("vm") ?? (words.guests.length > 0 ? { expr: "kind:vm", machines: new Set() } : undefined);

/** By a tag, or by a word of what they are called. */
export const calledSo = (word: string, { words }: Reader): Machine[] =>
  words.fleet.filter(
    ({ tags, aliases }) =>
      tags.some((tag) => tag.toLowerCase() === word) ||
      aliases.some((alias) => ` ${alias.toLowerCase()} `.includes(` ${word} `)),
  );

/** “reboot any of the web servers” leaves open which; “any that is down” does not, and neither does “if any is down”. */
export const anyOne = ({ tokens }: Reader, from: number, end: number): boolean =>
  tokens.slice(from, end).some(({ low }) => low === "any" || low === "either") &&
  !/^(?:that|which|where|whose|who|with|without|over|above|under|below|if|when|whenever|not|is|are|has|have|having|needing|running|older|newer|still|in need)$/.test(
    tokens[end]?.low ?? "",
  ) &&
  !tokens.slice(0, from).some(({ low }) => /^(?:if|when|whenever|unless|should|case|once|whether)$/.test(low));

export function running({ words }: Reader, service: string): Qualifier | undefined {
  const owners = words.services.get(service)?.owners.map(({ machine }) => machine) ?? [];
  return owners.length === 0 ? undefined : { expr: `service:${service}`, machines: new Set(owners) };
}

/** Called like tags of machines, and meaning what is on them. */
const stuff = new Set(
  "cache queue session storage monitoring download upload media build release backup snapshot image volume container network firewall proxy mail mailbox alert metric dashboard".split(
    " ",
  ),
);

/** “the prod frontends”, “both piholes”: by a tag or a service that is no ordinary word. `isNarrowed`: something was said of it before. */
export function calledBy(
  { words }: Reader,
  { word, before, next, isNarrowed }: { word: string; before: string; next: string; isNarrowed: boolean },
): { qualifier: Qualifier; isPlural: boolean } | undefined {
  const single = word.replace(/s$/, "");
  const isPlural = single !== word;
  // “reboot the frontend”: one of them, and it is asked which.
  const isOne =
    /^(?:the|our|my)$/.test(before) && /^(?:|[.,;!?]|is|needs|and|now|please|again)$/.test(next) && single.length > 5;
  if (
    (!isPlural && !isNarrowed && !isOne) ||
    stuff.has(single) ||
    single.length < 5 ||
    ordinary.has(single) ||
    machineNouns.has(next)
  )
    return undefined;
  const qualifier = words.qualifiers.get(single);
  const isKnown =
    qualifier?.expr.startsWith("tag:") === true ||
    (isPlural && /^\(?service:/.test(qualifier?.expr ?? "") && !words.qualifiers.has(word));
  return qualifier && isKnown ? { qualifier, isPlural } : undefined;
}

/** “the database vm”, “container media”: a guest by its full name goes before machines that are only called so. */
import type { Guest } from "./guests.ts";
import { longestIn, type Read, type Reader } from "./reader.ts";
import type { Entity } from "./types.ts";

const noun = /^(?:vm|guest|container|lxc|ct|instance)$/;

/** How many words of the noun stand at `at`: “vm”, “virtual machine”. */
function nounAt({ tokens }: Reader, at: number): number {
  if (tokens[at]?.low === "virtual" && tokens[at + 1]?.low === "machine") return 2;
  const count = tokens[at]?.low === "lxc" && tokens[at + 1]?.low === "container" ? 2 : 1;
  return noun.test(tokens[at]?.low ?? "") ? count : 0;
}

/** “the kali vm” is one, although two may be called so. */
export const oneOf = (guests: Guest[]): { guests: Guest[]; open?: true } =>
  guests.length > 1 ? { guests, open: true } : { guests };

/** Undefined where no guest that is no machine is called exactly that, or no noun says that a guest is meant. */
export function exactGuest(reader: Reader, at: number): Read<Entity> | undefined {
  const { tokens, words } = reader;
  if (words.guests.length === 0) return undefined;
  const from = /^(?:the|my|our|that|this)$/.test(tokens[at]?.low ?? "") ? at + 1 : at;
  const before = nounAt(reader, from);
  const found = longestIn(reader, from + before, words.guestNames.exact);
  if (!found) return undefined;
  const { value: guests, said } = found.value;
  const behind = nounAt(reader, found.end);
  if (before === 0 && behind === 0) return undefined;
  // A container of docker may be called so, too.
  const isContainer = tokens[before > 0 ? from : found.end]?.low === "container";
  if (isContainer && guests.every(({ kind }) => kind === "vm") && words.containers.has(said)) return undefined;
  const end = found.end + behind;
  // With its noun, so that what is offered as an answer means the same.
  const whole = tokens.slice(from, end).map(({ raw }) => raw);
  return { value: { kind: "g", ...oneOf(guests), said: whole.join(" ") }, end };
}

/** “shut down the db-1 vm”: the same with the noun in front, and without it. */
export function nounAhead(text: string): string[] {
  const said = /(@t\d+) (?:vm|guest|virtual machine|lxc container|lxc)(?= |$)/;
  const bare = text.replace(said, "$1");
  return bare === text ? [] : [text.replace(said, "vm $1"), bare];
}

export function firstOf<T>(texts: readonly string[], of: (text: string) => T | undefined): T | undefined {
  for (const text of texts) {
    const found = of(text);
    if (found !== undefined) return found;
  }
  return undefined;
}

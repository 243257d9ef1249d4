/** With which words a template can begin: so that of a thousand templates only the few are tried that can fit. */

/** `*` stands for any word, `@svc` for a mark of that kind. */
export const anyWord = "*";

type Found = { firsts: Set<string>; isNullable: boolean };

/** `text` is a template with its rules filled in. */
export function firstsOf(text: string): ReadonlySet<string> {
  const parts = text.match(/\{\w+\}|[[\]()|]|[^\s[\](){}|]+/g) ?? [];
  let at = 0;
  const sequence = (): Found => {
    const firsts = new Set<string>();
    let isNullable = true;
    for (; at < parts.length;) {
      const part = parts[at] ?? "";
      if (part === ")" || part === "]" || part === "|") break;
      const found = element(part);
      if (isNullable) for (const word of found.firsts) firsts.add(word);
      isNullable &&= found.isNullable;
    }
    return { firsts, isNullable };
  };
  const element = (part: string): Found => {
    at += 1;
    if (part !== "(" && part !== "[") {
      const slot = /^\{(\w+)\}$/.exec(part)?.[1];
      const word = slot === undefined ? part : slot === "word" ? anyWord : `@${slot}`;
      return { firsts: new Set([word]), isNullable: false };
    }
    const found: Found = { firsts: new Set(), isNullable: part === "[" };
    for (;;) {
      const one = sequence();
      for (const word of one.firsts) found.firsts.add(word);
      found.isNullable ||= one.isNullable;
      const closing = parts[at];
      at += 1;
      if (closing !== "|") return found;
    }
  };
  return sequence().firsts;
}

/** What a clause begins with, in the same form. */
export const firstOf = (clause: string): string => (/^\S+/.exec(clause)?.[0] ?? "").replace(/^(@[a-z]+)\d+$/, "$1");

export type Index = { of: (first: string) => readonly number[] };

/** The numbers of those that may begin with a word, in their order. */
export function indexOf(firsts: readonly ReadonlySet<string>[]): Index {
  const by = new Map<string, number[]>();
  for (const [number, words] of firsts.entries())
    for (const word of words) {
      const held = by.get(word);
      if (held) held.push(number);
      else by.set(word, [number]);
    }
  const open = by.get(anyWord) ?? [];
  const kept = new Map<string, readonly number[]>();
  return {
    of: (first) => {
      const held = kept.get(first);
      if (held) return held;
      const own = by.get(first) ?? [];
      const both = own.length === 0 ? open : [...new Set([...own, ...open])].toSorted((a, b) => a - b);
      // Only words that templates know are kept, so that what people type does not pile up.
      if (own.length > 0) kept.set(first, both);
      return both;
    },
  };
}

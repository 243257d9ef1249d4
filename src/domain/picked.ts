/** Which of several things words pick: “2”, “the first one”, “app-1 and app-2”, “both”, “the vm please”. Pure; for every question that offers something. */

/** `name`: as it is offered. `words`: by what else it may be called. */
export type Item = { name: string; words?: readonly string[] };

export type Picked =
  | { kind: "some"; at: number[] }
  /** It was said that none is meant. */
  | { kind: "none" }
  /** It fits several, and only one was spoken of. */
  | { kind: "several"; at: number[] }
  | { kind: "unknown" };

const front =
  /^(?:please|pls|ok|okay|alright|right|hmm?|uh|um|oh|sorry|yes|yeah|yep|sure|well|so|then|and|i (?:mean|meant|think|guess|want|need|would like|choose|pick|said|take)|i'd like|let's (?:take|use|do|go with|go for)|let us (?:take|use|do)|take|use|pick|choose|select|go (?:with|for)|make it|it is|it's|that is|that's|that would be|this is|only|just|definitely|on|at|for|in|of|to|the one (?:called|named|on|with)|the (?:machine|server|host|box|vm|node)s? (?:called|named))[\s,:]+(?=\S)/;
const back =
  /[\s,]+(?:please|pls|plz|thanks|thank you|thx|ty|then|only|alone|for now|i think|i guess|i mean|of course|obviously|instead|would be (?:fine|good|great|nice)|is (?:fine|meant|what i mean|the one|it)|are (?:fine|meant)|if possible)$/;

const noneSaid =
  /^(?:none(?: of (?:them|these|those|the above))?|neither(?: of (?:them|these|those))?|nothing|no|nope|nah|no one|not any|cancel(?: (?:it|that|this))?|never ?mind|forget (?:it|that|about it)|stop|abort|leave it|leave it alone|do nothing|don't|do not)$/;
const yesSaid =
  /^(?:yes|y|yeah|yep|yup|ok|okay|sure|right|correct|exactly|that one|that|it|this one|do it|go ahead|go|fine|indeed|true|of course|absolutely|confirmed?)$/;
const noun = "(?:machine|server|box|boxe|host|node|vm|container|one|option|choice|site|file|guest|thing|service)s?";
const allSaid = new RegExp(
  `^(?:all|everything|everywhere|every(?: one)?|everyone|each(?: one)?|the lot|the whole lot|all together)(?: of (?:the )?(?:them|these|those|it|above))?(?: (?:the )?(?:\\d+|two|three|four|five|six))?(?: ${noun})?$|^(?:every|each) ${noun}$|^all(?: of)? the ${noun}$`,
);
const bothSaid = new RegExp(`^(?:both|the two|all two)(?: of (?:them|these|those))?(?: ${noun})?$|^either(?: one)?$`);

const ordinals = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
const counts = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

export function picked(items: readonly Item[], said: string): Picked {
  const exact = items.findIndex(({ name }) => name === said.trim());
  if (exact !== -1) return some([exact]);
  const own = plain(said);
  const named = namedExactly(items, own);
  if (named !== undefined) return some([named]);
  const whole = inEnglish(own);
  const text = stripped(whole);
  if (noneSaid.test(whole) || noneSaid.test(text)) return { kind: "none" };
  if (items.length === 1 && [whole, text, whole.replace(back, "")].some((one) => yesSaid.test(one))) return some([0]);
  if (bothSaid.test(whole)) return inParts(items, whole);
  const [, base, less] =
    /^(.*?),? ?\b(?:except(?: for)?|but not|without|apart from|other than|all but|but|not) (.+)$/.exec(text) ?? [];
  if (less !== undefined) {
    // “not web-1” of many names no other.
    if (base === "" && !/^(?:all but|except)/.test(text) && items.length > 2) return { kind: "unknown" };
    const from = base === "" || base === undefined || base === "all" ? all(items) : inParts(items, base);
    const minus = inParts(items, less);
    if (from.kind !== "some" || minus.kind !== "some") return { kind: "unknown" };
    const left = from.at.filter((at) => !minus.at.includes(at));
    return left.length > 0 ? some(left) : { kind: "none" };
  }
  return inParts(items, text);
}

const some = (at: readonly number[]): Picked => ({ kind: "some", at: [...new Set(at)].toSorted((a, b) => a - b) });
const all = (items: readonly Item[]): Picked => some(items.map((_item, at) => at));
const plain = (said: string): string =>
  said
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[’‘`´]/g, "'")
    .replaceAll(/["“”„]/g, "")
    .replaceAll(/\s+/g, " ")
    .replace(/[\s.,;:!?)]+$/, "")
    .replace(/^[\s(#]+/, "")
    .trim();

/** Without what is polite around it. */
function stripped(text: string): string {
  let left = text;
  for (let before = ""; before !== left;) {
    before = left;
    left = left
      .replace(front, "")
      .replace(back, "")
      .replace(/^the (?=\S)/, "")
      .trim();
  }
  return left;
}

/** The few words of an answer in German, Spanish and Chinese; only whole words, for names may hold them. */
const english: Readonly<Record<string, string>> = Object.fromEntries(
  [
    "alle allen alles todos todas todo 全部 所有 都 全都 = all",
    "beide beiden ambos ambas 两个 两台 两个都 两台都 = both",
    "erste ersten erster erstes primero primera 第一个 第一台 = first",
    "zweite zweiten zweiter zweites segundo segunda 第二个 第二台 = second",
    "dritte dritten dritter drittes tercero tercera 第三个 第三台 = third",
    "letzte letzten letzter letztes último última 最后一个 最后一台 = last",
    "der die das den el la los las = the",
    "und y e 和 = and",
    "bitte porfavor 请 = please",
    "keine keiner keines ninguno ninguna 都不是 = none",
    "ja sí si 是 是的 = yes",
    "nein 不是 = no",
    "außer ausser excepto menos = except",
    "nur solo sólo = only",
    "auf en = on",
  ].flatMap((line) => {
    const [from = "", to = ""] = line.split(" = ");
    return from.split(" ").map((word) => [word, to]);
  }),
);
const inEnglish = (text: string): string =>
  text
    .replaceAll("por favor", "porfavor")
    .split(" ")
    .map((word) => english[word.replace(/,$/, "")] ?? word)
    .join(" ");

const squashed = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
function namedExactly(items: readonly Item[], text: string): number | undefined {
  if (squashed(text) === "") return undefined;
  const found = items.flatMap(({ name, words = [] }, at) =>
    squashed(name) === squashed(text) || words.some((word) => squashed(word) === squashed(text)) ? [at] : [],
  );
  return found.length === 1 ? found[0] : undefined;
}

function inParts(items: readonly Item[], text: string): Picked {
  if (allSaid.test(text)) return all(items);
  if (bothSaid.test(text)) return items.length === 2 ? all(items) : { kind: "unknown" };
  const found: number[] = [];
  let before: string | undefined;
  for (const part of text
    .split(/\s*(?:,\s*(?:and\b|&)?|;|&|\+|\band\b|\bplus\b|\bas well as\b)\s*/)
    .filter((word) => word !== "")) {
    const one = inPart(items, { text: stripped(part), before });
    if (one.kind !== "some") return one;
    found.push(...one.at);
    before = one.at.length === 1 ? items[one.at[0] ?? 0]?.name : undefined;
  }
  return found.length > 0 ? some(found) : { kind: "unknown" };
}

function inPart(items: readonly Item[], { text, before }: { text: string; before: string | undefined }): Picked {
  const named = namedExactly(items, text);
  if (named !== undefined) return some([named]);
  if (allSaid.test(text)) return all(items);
  // “app-1 and 2”: the name before it with this number.
  const sibling =
    /^\d+$/.test(text) && before !== undefined ? namedExactly(items, before.replace(/\d+$/, text)) : undefined;
  if (sibling !== undefined && /\d$/.test(before ?? "")) return some([sibling]);
  const number = numberIn(text);
  if (number !== undefined) return number >= 1 && number <= items.length ? some([number - 1]) : { kind: "unknown" };
  const ordinal = ordinalIn(text, items.length);
  if (ordinal) return ordinal.every((at) => at >= 0 && at < items.length) ? some(ordinal) : { kind: "unknown" };
  return byPart(items, text);
}

function numberIn(text: string): number | undefined {
  const [, digits] = /^(?:(?:number|no\.?|nr\.?|option|choice|answer) ?#?)?(\d{1,3})\.?\)?$/.exec(text) ?? [];
  if (digits !== undefined) return Number(digits);
  const [, word] = /^(?:number|option|choice|answer) (\w+)$/.exec(text) ?? [];
  const at = word === undefined ? -1 : counts.indexOf(word);
  return at === -1 ? undefined : at + 1;
}

function ordinalIn(text: string, length: number): number[] | undefined {
  const [, many, few] = /^(first|last) (\w+)(?: of (?:them|these|those))?$/.exec(text) ?? [];
  const count = few === undefined ? -1 : /^\d+$/.test(few) ? Number(few) : counts.indexOf(few) + 1;
  if (many !== undefined && few !== "one" && count > 0)
    return Array.from({ length: count }, (_one, at) => (many === "first" ? at : length - count + at));
  const [, word] =
    new RegExp(
      `^(last|\\d+(?:st|nd|rd|th)|${ordinals.join("|")})(?: (?:one|${noun}))?(?: of (?:them|these|those))?$`,
    ).exec(text) ?? [];
  if (word === undefined) return undefined;
  if (word === "last") return [length - 1];
  const digits = /^\d+/.exec(word)?.[0];
  return [digits === undefined ? ordinals.indexOf(word) : Number(digits) - 1];
}

const wordsIn = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
const isNoun = new RegExp(`^${noun}$`);

/** A part of a name, or another word for it: all of its words must fit. */
function byPart(items: readonly Item[], text: string): Picked {
  const both = /^both\b/.test(text);
  const words = wordsIn(text.replace(/^(?:all|both|every|each)(?: of)?(?: the)? /, ""));
  const telling = words.filter(
    (word) => !isNoun.test(word) || items.some((item) => namesOf(item).includes(word.replace(/s$/, ""))),
  );
  const short = telling.every((word) => /^(?:a|an|it|them|that|this|the|is|on|of|in|to|or|my|our)$/.test(word));
  if (telling.length === 0 || short || telling.length > 6) return { kind: "unknown" };
  const fits = (item: Item): boolean => telling.every((word) => fitsWord(namesOf(item), word));
  const found = items.flatMap((item, at) => (fits(item) ? [at] : []));
  if (found.length === 0 || (both && found.length !== 2)) return { kind: "unknown" };
  const isMany =
    /^(?:all|both|every|each)\b/.test(text) || words.some((word) => isNoun.test(word) && word.endsWith("s"));
  return found.length === 1 || isMany ? some(found) : { kind: "several", at: found };
}

const namesOf = ({ name, words = [] }: Item): string[] => [name, ...words].flatMap(wordsIn);
const fitsWord = (names: readonly string[], word: string): boolean =>
  names.some((name) => name === word || `${name}s` === word || (word.length >= 3 && name.startsWith(word)));

/** What a pattern is: words that must be there, and from each a secret that may begin nearby and how far it reaches. */

/** What is masked: stands in its place, so lower case and short. */
export type Kind =
  | "secret"
  | "private-key"
  | "password"
  | "token"
  | "hash"
  | "cookie"
  | "jwt"
  | "cloud-key"
  | "email"
  | "card";

/** How far a value reaches, and where it begins if that is later than thought; `open`: what is here does not say yet. */
export type Reach = { from?: number; to: number; open: boolean };
/**
 * Undefined: it is none after all. Texts are bytes as characters 0..255. `ended`: nothing follows. What comes later changes
 * no answer but an open one, or what is masked would depend on the pieces in which output comes.
 */
export type Extend = (text: string, at: number, ended: boolean) => Reach | undefined;

export type Candidate = {
  from: number;
  extend: Extend;
  /** How it goes on where it is longer than what is held; as `extend` says, if absent. */
  goesOn?: Extend;
  /** Shorter ones are none. */
  least: number;
  /** Asked of values of up to `probeChars`; longer ones are taken for secrets, so that nothing is looked at twice. */
  ok?: (value: string) => boolean;
};

export type Rule = {
  kind: Kind;
  /** Exactly so, case and all: they are looked for as bytes, at 40 GB/s each, with or without a compiler. */
  needles: readonly string[];
  /** `at` is where a needle begins. Looks `behindChars` back, not before the line if for a beginning, and no further ahead
   * than the end of the line or `aheadChars`. */
  find: (text: string, at: number) => Candidate | undefined;
};

export const probeChars = 512;
/** A value begins at most so far before its needle, and on the same line. */
export const backChars = 300;
/** So much of what stands before a needle is there to look at. */
export const behindChars = 640;
/** In a line that goes on, so much of what follows a needle is there before it is looked at. */
export const aheadChars = 1_024;
/** A value that is longer is masked as it comes. */
export const heldChars = 16 << 10;

/** A value that goes on as long as its characters are of one class, `[…]`. */
export function chars(cls: string): Extend {
  const some = new RegExp(`${cls}*`, "y");
  // Of two characters that count as one, the second may not be here yet.
  const least = cls.startsWith("(") ? 1 : 0;
  return (text, at, ended) => {
    const to = Math.max(at, at + (lengthAt(some, text, at) ?? 0));
    return { to, open: to >= text.length - least && !ended };
  };
}

/** A value of which the pattern has seen all. */
export const exactly =
  (length: number): Extend =>
  (_text, at) => ({ to: at + length, open: false });

/** How much a sticky pattern takes at this place; undefined where it does not fit. */
export function lengthAt(sticky: RegExp, text: string, at: number): number | undefined {
  sticky.lastIndex = at;
  const found = sticky.exec(text);
  return found ? found[0].length : undefined;
}

/** The text between two places, at most `most` characters before the second. */
export const before = (text: string, at: number, most: number): string => text.slice(Math.max(0, at - most), at);

const wordChar = /[A-Za-z0-9_]/;
/** Nothing of a longer word stands in front. */
export const startsWord = (text: string, at: number): boolean => at === 0 || !wordChar.test(text.charAt(at - 1));

/** Letters and digits mixed, as in what a program made up; not a word, a number, a date, a path or an id in plain sight. */
export function looksRandom(value: string): boolean {
  if (value.length < 8 || !/[0-9]/.test(value) || !/[A-Za-z]/.test(value)) return false;
  return !/^(?:[/.~]|\d{4}-\d\d-\d\d|v?\d+(?:\.\d+)+|0x[0-9a-f]+$|[0-9a-f]{8}-[0-9a-f]{4}-)/i.test(value);
}

/**
 * Frames: what a request is made of, in whatever order it is said. A frame fits where all of its parts are found and every
 * other word of the clause adds nothing; one word that is neither is enough for it not to fit. So word order and
 * politeness cost nothing, and nothing that was said is left out. Templates, which are exact, are tried before.
 */
import type { Meaning } from "../intents/match.ts";
import { piece, type Piece, type Slots } from "../templates.ts";

export type Frame = { need: readonly Piece[]; may: readonly Piece[]; changes: boolean; meaning: Meaning };

/** `need` and `may` are written as templates. A frame that only `reads` may be asked as a question. */
export const frame = (
  need: readonly string[],
  meaning: Meaning,
  { may = [], reads = false }: { may?: readonly string[]; reads?: boolean } = {},
): Frame => ({ need: need.map(piece), may: may.map(piece), changes: !reads, meaning });

/** Words that hold a sentence together and change nothing in it. None of them negates, limits or puts off. */
const glue = new Set(
  (
    ", . ? ! : ; - a an the of in on at for to from with by and 's is are be being am it its they them their this that these those there here so please still yet already again " +
    "currently really actually very much quite do does have has can could would will shall may might i we you us me my our your he she his her ok okay hey hi hello also too " +
    "want wants need needs like able just now right quick quickly real soon asap thanks thank ty cheers mate pal today some bit little kindly go ahead get got machine server host box node service daemon"
  ).split(" "),
);
/** These make a question of it, so that only what reads may have them. */
const asking = new Set(
  "what which who how when where whether any anything everything all something was were did had been been many much long far tell show see know look looking check wondering if else happening going".split(
    " ",
  ),
);

/** The frames that fit, the first as the surest. */
export function* framed(frames: readonly Frame[], clause: string): Generator<{ meaning: Meaning; slots: Slots }> {
  for (const { need, may, changes, meaning } of frames) {
    const slots: Slots = [];
    let rest: string | undefined = ` ${clause}`;
    for (const part of need) {
      rest = taken(part, rest, slots);
      if (rest === undefined) break;
    }
    if (rest === undefined) continue;
    for (const part of may) rest = taken(part, rest, slots) ?? rest;
    if (
      rest.split(" ").every((word) => word === "" || word === "¦" || glue.has(word) || (!changes && asking.has(word)))
    )
      yield { meaning, slots };
  }
}

/** The text without what the part is; undefined where it is not there. */
function taken({ shape, kinds }: Piece, text: string, slots: Slots): string | undefined {
  const found = shape.exec(text);
  if (!found) return undefined;
  for (const [at, kind] of kinds.entries()) {
    const value = found[at + 1];
    if (value !== undefined) slots.push({ kind, value });
  }
  return `${text.slice(0, found.index)} ¦${text.slice(found.index + found[0].length)}`;
}

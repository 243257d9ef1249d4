/** Sentences of a model that hold what nothing speaks for: they stay in its words, with a mark that everybody sees. */

/** `text`: the sentence as it stands in the words, before its mark. `values`: what of it was read nowhere. */
export type Doubt = { text: string; values: string[] };

const begin = "(not seen in what was read: ";
/** Stands behind the sentence wherever the words go: page, terminal, list, notice. */
export const doubtMark = ({ values }: Pick<Doubt, "values">): string => `${begin}${values.join(", ")})`;
export const isMarked = (sentence: string): boolean => sentence.includes(begin);

export type DoubtedPart = { text: string; mark?: string };

/** Words in which the marks stand, taken apart for a place that can show them as what they are. */
export function doubtedParts(words: string, doubts: readonly Doubt[] = []): DoubtedPart[] {
  const parts: DoubtedPart[] = [];
  let from = 0;
  for (const doubt of doubts) {
    const mark = doubtMark(doubt);
    const at = words.indexOf(`${doubt.text} ${mark}`, from);
    if (at < 0) continue;
    if (at > from) parts.push({ text: words.slice(from, at) });
    parts.push({ text: doubt.text, mark });
    from = at + doubt.text.length + 1 + mark.length;
  }
  return from < words.length ? [...parts, { text: words.slice(from) }] : parts;
}

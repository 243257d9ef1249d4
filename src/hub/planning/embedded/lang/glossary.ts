/** What a language is to the planner: its phrases and what they are in English. */

export type Shape = readonly [RegExp, string | ((...groups: string[]) => string)];

/** Phrases as they are said → the English ones; `$1` stands for what was between. Longer ones first. */
export type Glossary = {
  /** What is turned round before the words are looked up. A name of the fleet stands as ⁅0⁆ there. */
  shapes: readonly Shape[];
  words: Readonly<Record<string, string>>;
  /** Negations, reports and questions about an act: beside one of these nothing changes but under a condition. */
  held: RegExp;
  /** What looks like one of these and is none: “no rush”, “but not on web-3”. */
  harmless: RegExp;
};

/** Lines of “one, another = meaning”; “-” is a word that adds nothing. */
export const entries = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .trim()
      .split("\n")
      .flatMap((line) => {
        const [from = "", to = ""] = line.split(" = ");
        const meaning = to.trim() === "-" ? "" : to.trim();
        return from.split(",").map((one) => [one.trim(), meaning]);
      }),
  );

/** An hour of the clock, with the part of the day that was said. */
export const oclock = (hour: string, minutes: string | undefined, isAfternoon: boolean): string => {
  const of24 = isAfternoon && Number(hour) < 12 ? Number(hour) + 12 : Number(hour);
  return `${of24}:${(minutes ?? "00").padStart(2, "0")}`;
};

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

export type DayPart = "afternoon" | "evening" | "night" | undefined;

/** An hour of the clock, with the part of the day that was said: 12 in the evening is midnight, 3 at night is 3 and 11 is 23. */
export function oclock(hour: string, minutes: string | undefined, part: DayPart): string {
  return `${of24(Number(hour), part)}:${(minutes ?? "00").padStart(2, "0")}`;
}

function of24(hour: number, part: DayPart): number {
  if (part === undefined || hour > 12) return hour;
  if (hour === 12) return part === "afternoon" ? 12 : 0;
  return part === "night" && hour < 6 ? hour : hour + 12;
}

/** What a language is to the planner: its phrases and what they are in English. */

/** Phrases as they are said → the English ones; `$1` stands for what was between. Longer ones first. */
export type Glossary = {
  /** Words that this language has and English has not. */
  marks: RegExp;
  /** What is turned round before the words are looked up. */
  shapes: readonly (readonly [RegExp, string])[];
  words: Readonly<Record<string, string>>;
};

/** Lines of “one, another = meaning”. */
export const entries = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .trim()
      .split("\n")
      .flatMap((line) => {
        const [from = "", to = ""] = line.split(" = ");
        return from.split(",").map((one) => [one.trim(), to.trim()]);
      }),
  );

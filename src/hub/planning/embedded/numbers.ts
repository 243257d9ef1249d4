/** Numbers written as words. */
const words = "zero one two three four five six seven eight nine ten eleven twelve".split(" ");
const tens: Record<string, number> = {
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
  hundred: 100,
};

/** The value of “five” or “5”; undefined of anything else. */
export function numberWord(word: string): number | undefined {
  if (/^\d+$/.test(word)) return Number(word);
  const index = words.indexOf(word);
  return index === -1 ? (Object.hasOwn(tens, word) ? tens[word] : undefined) : index;
}

/** “a”, “an” and nothing are one; 0 for what is no number. */
export const countOf = (text: string | undefined): number =>
  text === undefined || /^an?$/.test(text)
    ? 1
    : /^forty-?five$/.test(text)
      ? 45
      : text === "sixty"
        ? 60
        : (numberWord(text) ?? 0);

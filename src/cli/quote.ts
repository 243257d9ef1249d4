/** Words as one command line for bash, such that bash reads the same words again. */
import { shellWord } from "../lib/shellWord.ts";

/** One word is a whole command line already, pipes and all; several are quoted and joined. */
export const commandLine = (words: readonly string[]): string =>
  words.length === 1 ? (words[0] ?? "") : words.map(quoted).join(" ");

/** `=` in the first word would make an assignment of it, so it is quoted there. */
const quoted = (word: string, index: number): string =>
  index === 0 && word.includes("=") ? `'${word.replaceAll("'", `'\\''`)}'` : shellWord(word);

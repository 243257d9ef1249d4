/** Words as one command line for bash, such that bash reads the same words again. */

const plain = /^[A-Za-z0-9_@%+=:,./-]+$/;

/** One word is a whole command line already, pipes and all; several are quoted and joined. */
export const commandLine = (words: readonly string[]): string =>
  words.length === 1 ? (words[0] ?? "") : words.map(quoted).join(" ");

/** `=` at the start of a command would be an assignment, so the first word is quoted where it holds one. */
export const quoted = (word: string, index = 1): string =>
  plain.test(word) && !(index === 0 && word.includes("=")) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

/** Text as one word of a POSIX shell: whatever it holds, the shell takes it as it is. */

/** Bare where that is safe, so that lines stay readable; otherwise in single quotes. Throws `TypeError` on NUL. */
export function shellWord(text: string): string {
  if (text.includes("\0")) throw new TypeError("NUL cannot be passed to a program");
  return /^[A-Za-z0-9_./:=@%+,][A-Za-z0-9_./:=@%+,-]*$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

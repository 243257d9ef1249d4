/** What programs write when they ask: patterns for the last line of output, with the answers that can be clicked. */

export type Asked = {
  kind: "prompt" | "secret" | "pager";
  /** What is asked, after the word “asks”; absent: the prompt says it. */
  about?: string;
  answers?: readonly string[];
};

/** The first that fits counts. A secret comes before all: what also looks like a question is no less secret. */
const patterns: readonly (readonly [RegExp, Asked])[] = [
  [/\(yes\/no(\/\[fingerprint\])?\)\?/i, { kind: "secret", about: "whether to trust a host key" }],
  [/\[sudo\][^:]*:\s*$/i, { kind: "secret", about: "for the password that sudo wants" }],
  [/pass\s?phrase[^:?]*[:?]\s*$/i, { kind: "secret", about: "for a passphrase" }],
  [/(password|passwort|passcode|mot de passe|contraseña)[^:?]*[:?]\s*$/i, { kind: "secret", about: "for a password" }],
  [
    /(verification|authenticat\w+|one[- ]time|otp|2fa|mfa)[^:]*(code|token|password)?[^:]*:\s*$/i,
    { kind: "secret", about: "for a one-time code" },
  ],
  [/\b(PIN|secret|api[ -]?key|access token)[^:?]*[:?]\s*$/i, { kind: "secret", about: "for a secret" }],
  [/^--More--|--More--(\(\d+%\))?\s*$|--\s?More\s?--/, { kind: "pager" }],
  [/\(END\)\s*$|^lines \d+-\d+|Manual page .* line \d+/, { kind: "pager" }],
  [/What would you like to do about it|\(Y\/I\/N\/O\/D\/Z\)/, { kind: "prompt", answers: ["N", "Y"] }],
  [
    /\[Y\/n(\/\w+)*\]|\[y\/N(\/\w+)*\]|\(y\/n\)|\[y\/n\]|\by\/n\b|\(Y\/n\)|\(y\/N\)|\[Yn\]|\[yN\]|\[n\]\s*y\/n/i,
    { kind: "prompt", answers: ["y", "n"] },
  ],
  [/\[yes\/no\]|\(yes\/no\)|\(yes\|no\)|type ['"“]?yes/i, { kind: "prompt", answers: ["yes", "no"] }],
  [/press (enter|return|\[enter\])|hit (enter|return)/i, { kind: "prompt", answers: [""] }],
  [/press any key|weiter mit/i, { kind: "prompt", answers: [""] }],
  [/^(rm|cp|mv|ln): .*\?\s*$|overwrite .*\?|replace .*\?/i, { kind: "prompt", answers: ["y", "n"] }],
  [/\b(continue|proceed|are you sure|do you want)\b.*\?\s*$/i, { kind: "prompt", answers: ["y", "n"] }],
  [/username( for .*)?:\s*$|login:\s*$|user name:\s*$/i, { kind: "prompt" }],
];

/** The prompts of programs that take commands; they wait for the next one. */
const consoles =
  /^(>>>|\.\.\.|In \[\d+\]:|mysql>|MariaDB \[.*\]>|sqlite>|\w*[=\-('"][#>]|redis .*>|\(gdb\)|ftp>|sftp>|irb.*>|\S*[$#>%])\s*$/;

export const askedBy = (line: string): Asked | undefined => patterns.find(([pattern]) => pattern.test(line))?.[1];

export const isConsole = (line: string): boolean => consoles.test(line.trim());

/** Programs that show one screen after another, and those that take the whole of it. */
export const pagers: ReadonlySet<string> = new Set(["less", "more", "most", "pg", "man", "lv", "bat"]);
export const screens: ReadonlySet<string> = new Set([
  "vim",
  "vi",
  "nvim",
  "vim.basic",
  "vim.tiny",
  "view",
  "nano",
  "pico",
  "emacs",
  "joe",
  "mcedit",
  "ed",
  "top",
  "htop",
  "atop",
  "btop",
  "iotop",
  "nmtui",
  "mc",
  "whiptail",
  "dialog",
  "screen",
  "tmux",
]);

const esc = "\u001b";
const sequences = new RegExp(
  `${esc}(\\[[0-?]*[ -/]*[@-~]|\\][^\\u0007${esc}]*(\\u0007|${esc}\\\\)?|[()][A-Z0-9]|[@-Z\\\\-_=>])`,
  "g",
);

/**
 * The line that the cursor stands in, as a person would see it: without what steers a terminal, at most 300 characters.
 * Empty where the last thing written was a line's end.
 */
export function lastLine(tail: string): string {
  const line = tail.replace(sequences, "").split("\n").at(-1) ?? "";
  // What was written over what stood there before.
  const seen = line.replace(/\r+$/, "").split("\r").at(-1) ?? "";
  return withoutSecrets(backspaced(seen).trimEnd()).slice(-300);
}

/** The last line that has anything in it. */
export function lastWords(tail: string): string {
  const lines = tail.replace(sequences, "").split(/[\r\n]+/);
  return withoutSecrets(backspaced(lines.findLast((line) => line.trim() !== "") ?? "").trim()).slice(-300);
}

function backspaced(line: string): string {
  let out = "";
  for (const char of line) {
    if (char === "\b") out = out.slice(0, -1);
    else if (char >= " ") out += char;
  }
  return out;
}

/** Values behind words that name a secret, and passwords in addresses. */
const withoutSecrets = (line: string): string =>
  line
    .replace(/\b(pass\w*|secret|token|api[_-]?key)(\s*=\s*|:\s+)(\S+)/gi, "$1$2•••")
    .replace(/(:\/\/[^\s/:@]+:)[^\s/@]+@/g, "$1•••@");

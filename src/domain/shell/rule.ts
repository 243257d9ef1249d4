/** The form of a rule: what one program does, told as data. docs/risk.md is the guide to writing one. */
import type { Level, Risk, Span } from "../risk.ts";

/** `text` completes "this command …" for a person: "stops a unit". A verdict can only raise. */
export type Verdict = { risk: Risk; level: Level; text?: string };

export const low = (level: Level = 1): Verdict => ({ risk: "low", level });
export const medium = (level: Level, text: string): Verdict => ({ risk: "medium", level, text });
export const high = (level: Level, text: string): Verdict => ({ risk: "high", level, text });
export const critical = (level: Level, text: string): Verdict => ({ risk: "critical", level, text });

/**
 * What is done to a path; its class (secret, system, data root, …) then decides risk and level. `list`: its name, size or
 * mode is looked at, not its content · `tree`: read with all below it · `write`: made or replaced · `edit`: changed where it is, a copy kept · `append` ·
 * `extract`: files of unknown names are made below it · `attrs`: owner, mode, times · `exec`: its text is executed ·
 * `device`: its raw content is overwritten.
 */
export const pathRoles = [
  "list",
  "read",
  "tree",
  "write",
  "edit",
  "append",
  "extract",
  "delete",
  "deleteTree",
  "attrs",
  "attrsTree",
  "exec",
  "device",
] as const;
export type PathRole = (typeof pathRoles)[number];

/** Names with a verdict of their own; a key holds several, separated by spaces, `*` stands for any text. */
export type Names = { names: Record<string, Verdict>; else?: Verdict };

/**
 * What a word is. `text` means nothing to the system · `shell`: bash text, rated as such · `sql` · `code`: of another language ·
 * `url`: fetched from · `send`: a URL or host that data is sent to · `host`: a name that is only asked (ping) ·
 * `pattern`: searched for; one that looks for secrets raises.
 */
export type Role = PathRole | "text" | "shell" | "sql" | "code" | "url" | "send" | "host" | "pattern" | Names;

/** A role: the option takes a value. A verdict: it takes none. The object says both; `may`: a value only when attached. */
export type Opt = Role | Verdict | { role?: Role; is?: Verdict; value: "none" | "needs" | "may" };

/** Roles of the operands: `at` from the left, `last` where there are at least two, `rest` for those between. */
export type Args = { at?: readonly Role[]; rest?: Role; last?: Role; pairs?: Record<string, Role> };

/** The operands from `from` on are a command of their own, which is rated and counts. */
export type Inner = {
  from: number;
  /** Where it runs. Default here, with the same rights. */
  as?: "root" | "remote" | "container";
  /** Options that say in which directory. */
  dir?: string;
  /** What it is when no command is given, such as a shell. Default: nothing. */
  missing?: Verdict;
  /** The command may come as one word of shell text (`ssh host 'a; b'`, `watch 'a; b'`): words are joined by spaces. */
  joined?: boolean;
  /** Words that it gets besides those written (xargs, parallel, find -exec): its operands are not known. */
  unknownArgs?: boolean;
};

/**
 * The first mode that fits replaces `is`, `args`, `inner`, `reach` and `judge` of the rule where it names them; its options
 * are added to those of the rule.
 */
export type Mode = {
  /** At least one of these options is given. */
  has?: string;
  /** None of these is given. */
  lacks?: string;
  /** So many operands, or at most and at least. */
  operands?: number | { min?: number; max?: number };
  /** The first operand is one of these. */
  first?: string;
  use: Rule;
};

export type Rule = {
  /** What it does before options and operands raise it. Default: low, level 1. */
  is?: Verdict;
  /** Harmless options without a value: "-a --all -l". */
  flags?: string;
  /** Harmless options with a value: "-n --lines". */
  values?: string;
  /** Harmless options whose value, if any, is attached: "--color -i". */
  mays?: string;
  /** Options that do something; a key holds all names of one: "-o --output". */
  opts?: Record<string, Opt>;
  /** Default: "text". */
  args?: Role | Args;
  /** By the first operand; a key holds several names. What the parent lists as options counts in them, too. */
  sub?: Record<string, Rule | Verdict>;
  /** The operand that names the sub-command. Default 0. */
  subAt?: number;
  /** Sub-commands may be cut short, as with `ip a`: the first listed one that begins so is meant. */
  abbreviated?: boolean;
  /** What an option or a sub-command that is not listed means. Default: medium, at the rule's level or 2. */
  unlisted?: Verdict;
  modes?: readonly Mode[];
  /** With one of these it only tells what it would do: verdicts and writes of everything listed fall away. */
  dry?: string;
  /** `gnu`: clusters of letters, long options cut short · `long`: `-name value`, whole words · `none`: no options at all. */
  style?: "gnu" | "long" | "none";
  /** Options end at the first operand. Always so where there is an inner command. */
  stopAtOperand?: boolean;
  /** `-5` and `+5` are numbers and not options. */
  digits?: boolean;
  inner?: Inner;
  /** It reads by asking a daemon over its socket, or over the network: so it can be confined less. */
  reach?: "daemon" | "network";
  /** For what no data can say. Runs after the rest of the rule, and can only raise. */
  judge?: (call: Call, say: Say) => void;
};

/** Programs by name; a key holds several names of the same program. */
export type Programs = Record<string, Rule>;

/** A word as far as it is known before it runs. */
export type Arg = {
  /** Quotes removed, known variables filled in; what is not known stands as `unknown` does. */
  text: string;
  /** Every character is known: no substitution, unknown variable or pattern is in it. */
  known: boolean;
  /** A pattern of file names is in it, unquoted. */
  glob: boolean;
  /** It can become several words, or none: an unquoted expansion. */
  splits: boolean;
  /** A digit in it stands for a number that is not known: `$((…))`, `$?`. */
  number?: boolean;
  span: Span;
};

/** Stands in the text of a word for a part that is not known. */
export const unknown = "\uFFFC";

/** Where standard input comes from: `text` is written in the command (here-document, `echo … |`). */
export type Stdin =
  | { kind: "none" }
  | { kind: "text"; arg: Arg }
  | { kind: "file"; arg: Arg }
  /** `download`: a network client is among the programs before the pipe; `decoder`: base64, xxd, tr, … */
  | { kind: "pipe"; from: "program" | "download" | "decoder" };

export type Call = {
  name: string;
  sub: readonly string[];
  operands: readonly Arg[];
  options: readonly { names: readonly string[]; value?: Arg; span: Span }[];
  /** True if one of these options is given: `has("-f --force")`. */
  has: (names: string) => boolean;
  /** The values given to these options. */
  valuesOf: (names: string) => Arg[];
  stdin: Stdin;
  /** Output is written to a file or pipe rather than to what the run shows. */
  span: Span;
};

/** What a `judge` function may say. */
export type Say = {
  risk: (verdict: Verdict, at?: Arg | Span) => void;
  path: (role: PathRole, arg: Arg) => void;
  /** Any other role: shell text, a URL, names, … */
  word: (role: Role, arg: Arg) => void;
  /** These words are a command. */
  command: (words: readonly Arg[], how?: Omit<Inner, "from">) => void;
};

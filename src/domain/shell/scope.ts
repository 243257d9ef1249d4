/** What is known at one place of a text: variables, directory, functions, and with whose rights it runs. */
import type { CommandNode, CompoundList } from "unbash";
import type { Right } from "./found.ts";
import type { Source } from "./source.ts";
import type { Arg, Stdin } from "./rule.ts";

/** One value a variable can have. `glob`: when it is written without quotes it becomes the names of files. */
export type Piece = { text: string; known: boolean; glob: boolean };
/** `any`: one of these; several where it is set in a branch or by a loop. `list`: an array, all of them. */
export type Value = { any: readonly Piece[]; list?: readonly Piece[] };

export type Scope = {
  source: Source;
  vars: Map<string, Value>;
  /** Relative to where the command starts when it does not begin with `/`; undefined when not known. */
  cwd: string | undefined;
  /** Where it may be as well: a `cd` can fail or be skipped, and the shell goes on where it was. */
  dirs: readonly (string | undefined)[];
  /** What runs now decides whether the rest does: `cd x &&`, `cd x || exit`. */
  sure: boolean;
  functions: Map<string, CommandNode | CompoundList>;
  /** Names that the text itself gave another meaning. */
  renamed: Set<string>;
  right: Right;
  /** Functions and texts that are being gone through. */
  depth: number;
  calling: readonly string[];
  /** Programs that were looked through to get here. */
  wraps: number;
  /** It may be skipped: an assignment here does not rule the former value out. */
  perhaps: boolean;
  stdin: Stdin;
};

export const startOf = (source: Source, right: Right): Scope => ({
  source,
  vars: new Map(),
  cwd: ".",
  dirs: [],
  sure: false,
  functions: new Map(),
  renamed: new Set(),
  right,
  depth: 0,
  calling: [],
  wraps: 0,
  perhaps: false,
  stdin: { kind: "none" },
});

/** A subshell: it knows all of this, and what it changes stays in it. */
export const inner = (scope: Scope, change: Partial<Scope> = {}): Scope => ({
  ...scope,
  vars: new Map(scope.vars),
  functions: new Map(scope.functions),
  renamed: new Set(scope.renamed),
  ...change,
});

/** A `cd` to there. */
export function moveTo(scope: Scope, cwd: string | undefined): void {
  const before = scope.cwd;
  scope.vars.set("OLDPWD", { any: [before === undefined ? unset : { text: before, known: true, glob: false }] });
  if (!scope.sure || scope.perhaps) scope.dirs = [...new Set([...scope.dirs, before])].filter((each) => each !== cwd);
  scope.cwd = cwd;
}

/** For a command that is started in a directory of its own. */
export function within(scope: Scope, { text, known, glob }: Omit<Arg, "span">): Scope {
  const own = inner(scope, { sure: true, perhaps: false });
  moveTo(own, known && !glob && (text.startsWith("/") || scope.cwd === ".") ? text : undefined);
  return own;
}

/** It went on in the same shell, so this one is where that one is. */
export function follow(scope: Scope, other: Scope): void {
  scope.cwd = other.cwd;
  scope.dirs = other.dirs;
}

export const manyPieces = 16;

export function assign(scope: Scope, name: string, value: Value): void {
  const before = scope.vars.get(name);
  if (!scope.perhaps) scope.vars.set(name, value);
  else scope.vars.set(name, { ...value, any: either(before?.any ?? [unset], value.any) });
}

export const unset: Piece = { text: "", known: false, glob: false };

const either = (some: readonly Piece[], more: readonly Piece[]): readonly Piece[] => {
  const all = [...some, ...more.filter((piece) => !some.some(({ text }) => text === piece.text))];
  return all.length > manyPieces ? [unset] : all;
};

/** `$1`, `$2`, …, `$@`. */
export function setPositions(args: readonly Arg[], scope: Scope): void {
  const pieces = args.map(({ text, known, glob }) => ({ text, known, glob }));
  for (const key of scope.vars.keys()) if (/^[\d@*]/.test(key)) scope.vars.delete(key);
  for (const [index, piece] of pieces.entries()) scope.vars.set(String(index + 1), { any: [piece] });
  const all = {
    any: [{ text: pieces.map(({ text }) => text).join(" "), known: pieces.every(({ known }) => known), glob: false }],
    list: pieces,
  };
  scope.vars.set("@", all);
  scope.vars.set("*", all);
}

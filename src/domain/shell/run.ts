/** What every part of the engine gets: where it is, what was found so far, and the way to rate more. */
import type { CommandNode, CompoundList } from "unbash";
import type { Span } from "../risk.ts";
import type { Findings } from "./found.ts";
import type { Scope } from "./scope.ts";
import type { Arg, Inner, Stdin, Verdict } from "./rule.ts";

export type Run = {
  scope: Scope;
  findings: Findings;
  stdin: Stdin;
  add(verdict: Verdict, span: Span, rule: string): void;
  /** Bash text of its own, such as what `sh -c` is given. */
  text(arg: Arg, change?: Partial<Scope>): void;
  /** Bash text that this very shell runs (`eval`): what it sets stays set. */
  here(arg: Arg): void;
  /** The body of a function. */
  body(node: CommandNode | CompoundList, scope: Scope): void;
  /** The same at another place. */
  at(scope: Scope): Run;
  /** A command of its own, such as what `sudo` is given. */
  command(words: readonly Arg[], how: Omit<Inner, "from">, span: Span): void;
};

/** What an assignment makes of a variable, and words that bash evaluates a second time. */
import type { Assignment } from "unbash";
import { high, unknown, type Arg } from "./rule.ts";
import type { Span } from "../risk.ts";
import type { Run } from "./run.ts";
import { assign, manyPieces, unset, type Piece, type Scope, type Value } from "./scope.ts";
import { judgeVariable } from "./environment.ts";
import { fieldsOf, singleOf } from "./words.ts";

export function set(node: Assignment, scope: Scope): void {
  if (node.index) return void scope.vars.set(node.name, { any: [unset] });
  if (node.append) return void scope.vars.set(node.name, { any: appended(node, scope) });
  assign(scope, node.name, valueOf(node, scope));
}

function valueOf({ value }: Assignment, scope: Scope): Value {
  if (value.type === "Word")
    return { any: singleOf(value, scope).map(({ text, known }) => ({ text, known, glob: false })) };
  const list = value.elements.flatMap((word): Piece[] => {
    const choices = fieldsOf(word, scope);
    const pieces = choices.flat().map(({ text, known, glob }) => ({ text, known, glob }));
    // Which of them stands there is not known, so neither is what stands at its place.
    return choices.length > 1 ? [unset, ...pieces] : pieces;
  });
  const [first = { text: "", known: true, glob: false }] = list;
  return { any: [first], list };
}

function appended({ name, value }: Assignment, scope: Scope): Piece[] {
  if (value.type !== "Word") return [unset];
  const before = scope.vars.get(name)?.any ?? [unset];
  const more = singleOf(value, scope);
  if (before.length * more.length > manyPieces) return [unset];
  return before.flatMap((first) =>
    more.map(({ text, known }) => ({ text: first.text + text, known: known && first.known, glob: false })),
  );
}

/** What `read`, `printf -v`, `for` and their like put into a variable. `name` may name an element of it. */
export function putInto(name: string, { pieces, span }: { pieces: readonly Piece[]; span: Span }, run: Run): void {
  const [, base, index] = /^([A-Za-z_]\w*)(\[.*)?$/s.exec(name) ?? [];
  if (base === undefined) {
    // Any variable can be meant, so nothing is known of any.
    if (name.includes(unknown)) run.add(high(2, "sets a variable whose name is not known"), span, "declare");
    return;
  }
  if (index === undefined && pieces.length > 0 && pieces.length <= manyPieces) assign(run.scope, base, { any: pieces });
  else run.scope.vars.set(base, { any: [unset] });
  for (const { text, known } of pieces.length > 0 ? pieces : [unset])
    judgeVariable({ name: base, text: known ? text : unknown, span, alone: true }, run);
}

/** Lines of a text that is known, as `read` would take them. */
export function linesOf({ stdin }: Run): Piece[] {
  if (stdin.kind !== "text" || !stdin.arg.known) return [unset];
  const lines = stdin.arg.text.split("\n").filter((line) => line !== "");
  return lines.length > manyPieces ? [unset] : lines.map((text) => ({ text, known: true, glob: false }));
}

/** A word that bash evaluates once more as arithmetic or as the name of an element. */
export function judgeEvaluated(args: readonly Arg[], run: Run): void {
  for (const arg of args)
    if (/\$\(|`|\$\{/.test(arg.text) && arg.known)
      run.add(high(2, "runs what stands in quotes"), arg.span, "shell.evaluated-twice");
}

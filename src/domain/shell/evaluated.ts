/** Places where bash evaluates what a variable or a quoted text holds, and with it the substitutions in it. */
import type { SyntaxNode } from "unbash";
import type { Findings } from "./found.ts";
import { high } from "./rule.ts";
import type { Scope } from "./scope.ts";

export function judgeEvaluation(node: SyntaxNode, scope: Scope, findings: Findings): void {
  const text = evaluates(node, scope);
  if (text) findings.add(high(2, text), scope.source.span(node.pos, node.end), "shell.evaluated-twice");
}

function evaluates(node: SyntaxNode, scope: Scope): string | undefined {
  if (node.type === "HereDoc") {
    // Quotes are plain characters there, so what they hold is run.
    const { body } = node;
    return body.parts && /\$\{[^}]*'[^']*(\$\(|`)/.test(body.text) ? "runs what stands in quotes" : undefined;
  }
  return isNumber(node) && holdsCommand(scope) ? "runs what a variable holds" : undefined;
}

/** A number is wanted there: a variable's value is evaluated as an expression, its subscripts too. */
function isNumber(node: SyntaxNode): boolean {
  switch (node.type) {
    case "ArithmeticExpansion":
    case "ArithmeticCommand":
    case "ArithmeticFor":
      return true;
    case "TestBinary":
      return /^-(eq|ne|lt|le|gt|ge)$/.test(node.operator);
    case "Assignment":
      return node.index !== undefined;
    case "ParameterExpansion":
      return node.operation?.type === "Slice" || (node.index !== undefined && !/^([@*]|\d+)$/.test(node.index.value));
    default:
      return false;
  }
}

const holdsCommand = ({ vars }: Scope): boolean =>
  [...vars.values()].some(({ any, list = [] }) => [...any, ...list].some(({ text }) => /\$\(|`/.test(text)));

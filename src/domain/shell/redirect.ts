/** Redirects: their targets are arguments like any other. */
import type { Redirection } from "unbash";
import { judgePath } from "./roles.ts";
import type { Run } from "./run.ts";
import { critical, unknown, type Arg, type Stdin } from "./rule.ts";
import type { Scope } from "./scope.ts";
import { singleOf } from "./words.ts";

export function judgeRedirect(node: Redirection, run: Run): void {
  if (node.type !== "Redirect" || !node.target) return;
  for (const target of singleOf(node.target, run.scope)) {
    // `2>&1`, `>&-`
    if (/^[<>]&$/.test(node.operator) && /^(\d+-?|-)$/.test(target.text)) continue;
    // `>(…)`, which is gone through as a command of its own.
    if (target.text === "/dev/fd/63") continue;
    if (/^\/dev\/(tcp|udp)\//.test(target.text)) {
      run.findings.reach.network = true;
      run.findings.sends = target.span;
    }
    if (node.operator === "<" || node.operator === "<&") judgePath("read", target, run);
    else if (node.operator.startsWith("<") || node.operator === ">>" || node.operator === "&>>")
      judgePath("append", target, run);
    else judgePath("write", target, run);
  }
}

/** What the redirects make of standard input; undefined where they leave it. */
export function stdinOf(redirects: readonly Redirection[], scope: Scope): Stdin | undefined {
  let stdin: Stdin | undefined;
  for (const node of redirects) {
    if (node.descriptor && !(node.descriptor.type === "FileDescriptor" && node.descriptor.value === 0)) continue;
    if (node.type === "HereDoc") stdin = { kind: "text", arg: bodyOf(node, scope) };
    else if (node.type === "HereString" && node.target) {
      const [arg] = singleOf(node.target, scope);
      if (arg) stdin = { kind: "text", arg };
    } else if (node.type === "Redirect" && node.target && (node.operator === "<" || node.operator === "<>")) {
      const [arg] = singleOf(node.target, scope);
      if (arg) stdin = arg.text === "/dev/fd/63" ? { kind: "pipe", from: "program" } : { kind: "file", arg };
    } else if (node.type === "Redirect" && node.operator === "<&") stdin = { kind: "pipe", from: "program" };
  }
  return stdin;
}

function bodyOf({ body, delimiter }: Extract<Redirection, { type: "HereDoc" }>, scope: Scope): Arg {
  const span = scope.source.span(body.pos, body.end);
  if (delimiter?.quoted === true || body.parts === undefined)
    return { text: body.text, known: true, glob: false, splits: false, span };
  const [arg] = singleOf(
    { type: "Word", text: body.text, value: body.text, pos: body.pos, end: body.end, parts: body.parts },
    scope,
  );
  return arg ?? { text: unknown, known: false, glob: false, splits: false, span };
}

/** A shell whose input or output is a connection. */
export const reverseShell = critical(2, "hands a shell to another machine");

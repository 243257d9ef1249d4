/** One simple command, its words known as far as they can be: what it is called decides who judges it. */
import type { Command } from "unbash";
import type { Span } from "../risk.ts";
import { applyRule } from "./apply.ts";
import { judgeVariable } from "./environment.ts";
import { isBuiltin, judgeBuiltin } from "./shellBuiltins.ts";
import { judgeShell, shells } from "./shells.ts";
import { joined } from "./pipe.ts";
import { ruleOf } from "./programs/index.ts";
import type { Run } from "./run.ts";
import { critical, high, low, medium, unknown, type Arg, type Inner, type Stdin } from "./rule.ts";
import { assign, follow, inner, setPositions, type Scope } from "./scope.ts";

export type Simple = { words: readonly Arg[]; how: Omit<Inner, "from">; span: Span; node?: Command; stdin?: Stdin };

export function runCommand({ words, how, span, node, stdin }: Simple, given: Run): void {
  const { findings } = given;
  const scope = how.as ? elsewhere(how.as, given.scope) : given.scope;
  const own: Scope = { ...scope, stdin: stdin ?? scope.stdin, wraps: node ? 0 : scope.wraps + 1 };
  const run = given.at(own);
  if (how.as === "root") run.add(low(3), span, "right.root");
  if (how.as === "remote") run.add(high(3, "acts on another machine"), span, "right.remote");
  if (!findings.mayGoOn(span)) return;
  if (own.wraps > 16) return run.add(high(2, "is nested too deeply to be judged"), span, "limit.depth");
  const [first] = words;
  if (!first) return;
  // Words that are handed to a shell at the other end are one text there.
  if (how.joined) {
    const text = joined(words, wide(words));
    if (text) return run.text(how.unknownArgs ? { ...text, text: `${text.text} ${unknown}` } : text);
  }
  const all = how.unknownArgs
    ? [...words, { text: unknown, known: false, glob: false, splits: true, span: first.span }]
    : words;
  judgeNamed(withoutVariables(all, how, run), { run, span, node });
  if (!how.as) follow(given.scope, own);
}

/** `sudo X=y command` sets a variable for it. */
function withoutVariables(words: readonly Arg[], how: Simple["how"], run: Run): readonly Arg[] {
  if (how.as !== "root") return words;
  const at = words.findIndex(({ text }) => !/^[A-Za-z_]\w*=/.test(text));
  for (const { text, span } of words.slice(0, Math.max(at, 0)))
    judgeVariable({ name: text.replace(/=.*/s, ""), text: text.replace(/^[^=]*=/, ""), span, alone: false }, run);
  return at > 0 ? words.slice(at) : words;
}

const wide = (words: readonly Arg[]): Span => ({ from: words[0]?.span.from ?? 0, to: words.at(-1)?.span.to ?? 0 });

/** Elsewhere, names and directory are those of that place. */
function elsewhere(as: NonNullable<Inner["as"]>, scope: Scope): Scope {
  if (as === "root") return inner(scope, { right: "root" });
  return inner(scope, { right: scope.right === "root" ? "root" : as, cwd: ".", dirs: [], functions: new Map() });
}

const argvAtMost = 100;
const trusted = /^(\/usr(\/local)?)?\/s?bin\/[^/]+$/;

function judgeNamed(
  words: readonly Arg[],
  { run, span, node }: { run: Run; span: Span; node: Command | undefined },
): void {
  const { scope, findings } = run;
  const [first, ...args] = words;
  if (!first) return;
  const root = scope.right === "root";
  if (first.number || first.text.includes(unknown) || (first.glob && !/^\[\[?$/.test(first.text)) || !first.known)
    return run.add(
      root ? critical(4, "is not known by name before it runs") : high(2, "is not known by name before it runs"),
      first.span,
      "command.unknown-name",
    );
  if (/[^\x20-\x7e]/.test(first.text))
    return run.add(high(2, "has a name that looks like another"), first.span, "guard.name");
  const name = baseName(first, run);
  findings.programs.add(first.text);
  if (scope.right === "user" || root)
    if (findings.argv.length < argvAtMost) findings.argv.push(words.map(({ text }) => text));
  const whole = { from: first.span.from, to: Math.max(span.to, first.span.to, words.at(-1)?.span.to ?? 0) };
  const body = node ? scope.functions.get(first.text) : undefined;
  if (body) {
    callFunction({ name: first.text, body, args, span: whole }, run);
    // It may not have been defined, or not any more: then it is the program.
    if (name === undefined || !(ruleOf(name) || shells.has(name) || isBuiltin(name))) return;
    return judgeProgram(name, { words, run, span: whole, node });
  }
  if (name === undefined) return judgeUnknown(first, run);
  if (scope.renamed.has(name) || (scope.renamed.has("*") && !first.text.includes("/")))
    run.add(high(2, "has a name that was given another meaning before"), first.span, "command.renamed");
  judgeProgram(name, { words, run, span: whole, node });
}

type Named = { words: readonly Arg[]; run: Run; span: Span; node: Command | undefined };

function judgeProgram(name: string, { words: [first, ...args], run, span: whole, node }: Named): void {
  if (!first) return;
  if ((first.text === name || name === "env") && judgeBuiltin({ name, args, span: whole, node }, run)) return;
  if (shells.has(name)) return judgeShell({ name, args, span: whole }, run);
  const rule = ruleOf(name);
  if (!rule) return judgeUnknown(first, run);
  applyRule(rule, { name, args, span: whole, head: first.span }, run);
}

/** The name that a rule may go by; undefined for a program at a path where anybody may have put it. */
function baseName({ text }: Arg, { findings, scope }: Run): string | undefined {
  if (!text.includes("/")) return text;
  const path = text.startsWith("~") ? text : text;
  const real = scope.right === "remote" ? undefined : findings.resolve?.(path);
  if (real && !real.trusted) return undefined;
  return trusted.test(path) ? path.replace(/^.*\//, "") : undefined;
}

function judgeUnknown(first: Arg, run: Run): void {
  const { scope, findings } = run;
  const root = scope.right === "root";
  findings.effect("run", first.text, first.span);
  if (findings.downloaded.has(first.text))
    return run.add(critical(root ? 4 : 2, "runs what was just downloaded"), first.span, "path.exec.downloaded");
  if (root) return run.add(high(4, "is a program that is not known, with root rights"), first.span, "command.unknown");
  if (/^(\/var)?\/tmp\/|^\/dev\/shm\//.test(first.text))
    return run.add(high(2, "is a program that anybody may have put there"), first.span, "command.unknown-place");
  if (/\/.*\.(sh|bash|py|pl|rb|php|js|ts|lua|command|run|bin)$/.test(first.text))
    return run.add(high(2, "runs a file whose content is not seen"), first.span, "command.script");
  run.add(medium(2, "is a program that is not known"), first.span, "command.unknown");
}

function callFunction(
  {
    name,
    body,
    args,
    span,
  }: { name: string; body: NonNullable<ReturnType<Scope["functions"]["get"]>>; args: readonly Arg[]; span: Span },
  run: Run,
): void {
  const { scope } = run;
  if (scope.calling.includes(name)) return run.add(critical(2, "calls itself without end"), span, "shell.recursion");
  if (scope.calling.length > 8) return run.add(high(2, "is nested too deeply to be judged"), span, "limit.depth");
  const own = inner(scope, { calling: [...scope.calling, name] });
  setPositions(args, own);
  run.body(body, own);
  // It runs in the same shell: what it sets may be set from here on.
  const before = scope.perhaps;
  scope.perhaps = true;
  for (const [each, value] of own.vars)
    if (!/^[\d@*]/.test(each) && scope.vars.get(each) !== value) assign(scope, each, value);
  scope.perhaps = before;
  for (const [each, other] of own.functions) scope.functions.set(each, other);
  for (const each of own.renamed) scope.renamed.add(each);
  follow(scope, own);
}

/** Goes through the tree of a text: each command, expansion and redirect in it, in the order in which bash would. */
import {
  forEachChild,
  parse,
  type Assignment,
  type Command,
  type CommandNode,
  type CompoundList,
  type ParsedScript,
  type PipelineNode,
  type AndOr,
  type Redirection,
  type Statement,
  type SyntaxNode,
  type Word,
} from "unbash";
import { judgeEvaluated, putInto, set } from "./assignments.ts";
import { judgeAssignment, judgeVariable } from "./environment.ts";
import { judgeEvaluation } from "./evaluated.ts";
import { maxDepth, type Findings } from "./found.ts";
import { judgeRedirect, reverseShell, stdinOf } from "./redirect.ts";
import { carriedOn, speaksOut } from "./pipe.ts";
import type { Run } from "./run.ts";
import { high, unknown, type Arg, type Stdin } from "./rule.ts";
import { assign, follow, inner, manyPieces, moveTo, unset, type Piece, type Scope } from "./scope.ts";
import { runCommand } from "./command.ts";
import { shells } from "./shells.ts";
import { within } from "./source.ts";
import { fieldsOf, singleOf } from "./words.ts";

export function runIn(scope: Scope, findings: Findings): Run {
  return {
    scope,
    findings,
    stdin: scope.stdin,
    add: (verdict, span, rule) => findings.add(raisedBy(scope, verdict), span, rule),
    text: (arg, change) => walkText(arg, inner(scope, change), findings),
    here: (arg) => walkText(arg, scope, findings),
    body: (node, own) => walkNode(node, own, findings),
    at: (other) => runIn(other, findings),
    command: (words, how, span) => runCommand({ words, how, span }, runIn(scope, findings)),
  };
}

/** Root rights need level 3 even to look, another machine is level 3 and high. */
const raisedBy = (scope: Scope, verdict: Parameters<Run["add"]>[0]): Parameters<Run["add"]>[0] =>
  scope.right === "root" && verdict.level < 3 ? { ...verdict, level: 3 } : verdict;

/** Text that stands in the line as a word. What is not known of it can be anything. */
export function walkText(arg: Arg, scope: Scope, findings: Findings): void {
  const run = runIn(scope, findings);
  if (scope.depth >= maxDepth) return run.add(high(2, "is nested too deeply to be judged"), arg.span, "limit.depth");
  if (!arg.known)
    run.add(
      high(scope.right === "root" ? 4 : 2, "runs text that is not known before it runs"),
      arg.span,
      "shell.unknown-text",
    );
  // Where an unknown value would stand there is a word of its own, so that what surrounds it is still judged.
  const text = arg.text.replaceAll(unknown, "$_unknown");
  const source = within(findings.line, { text, span: arg.span });
  const own: Scope = { ...scope, source, depth: scope.depth + 1 };
  walkScript(parse(text), own, findings);
  follow(scope, own);
}

export function walkScript(script: ParsedScript, scope: Scope, findings: Findings): void {
  const inside =
    script.source === undefined
      ? scope
      : { ...scope, source: { text: script.source, span: () => scope.source.span(script.pos, script.end) } };
  const [error] = script.errors ?? [];
  if (error)
    findings.add(high(1, "does not parse as bash"), scope.source.span(0, scope.source.text.length), "shell.syntax");
  // A mistake in the first line means that nothing runs; one further down, that the lines before it do.
  if (error && scope.depth === 0 && !scope.source.text.slice(0, error.pos).includes("\n")) return;
  for (const statement of script.commands) walkStatement(statement, inside, findings);
}

function walkStatement({ command, background }: Statement, scope: Scope, findings: Findings): void {
  walkList(command, background ? inner(scope) : scope, findings);
}

function walkList(node: AndOr | PipelineNode, scope: Scope, findings: Findings): void {
  if (node.type !== "AndOr") return walkPipeline(node, scope, findings);
  const { perhaps, sure } = scope;
  for (const [index, each] of node.commands.entries()) {
    if (node.operators[index - 1] === "||") scope.perhaps = true;
    scope.sure = sure || node.operators[index] === "&&" || ends(node.commands[index + 1]);
    walkPipeline(each, scope, findings);
  }
  scope.perhaps = perhaps;
  scope.sure = sure;
}

const ends = (node: PipelineNode | undefined): boolean =>
  node?.type === "Command" && /^(exit|return)$/.test(node.name?.value ?? "");

function walkPipeline(node: PipelineNode, scope: Scope, findings: Findings): void {
  if (node.type !== "Pipeline") return walkNode(node, scope, findings);
  if (node.commands.length === 1 && node.commands[0]) return walkNode(node.commands[0], scope, findings);
  let stdin: Stdin = scope.stdin;
  for (const command of node.commands) {
    const own = inner(scope, { stdin });
    walkNode(command, own, findings);
    stdin = carriedOn(command, own, stdin);
  }
  if (findings.readsSecret && speaksOut(node.commands.slice(1))) findings.sends = scope.source.span(node.pos, node.end);
}

/** Parts that may run or not, or several times. */
function walkPerhaps(list: CompoundList | undefined, scope: Scope, findings: Findings): void {
  if (!list) return;
  const before = scope.perhaps;
  scope.perhaps = true;
  for (const statement of list.commands) walkStatement(statement, scope, findings);
  scope.perhaps = before;
}

export function walkNode(node: CommandNode | CompoundList, scope: Scope, findings: Findings): void {
  switch (node.type) {
    case "Command":
      return walkCommand(node, scope, findings);
    case "CompoundList":
      for (const statement of node.commands) walkStatement(statement, scope, findings);
      return;
    case "BraceGroup":
      return walkNode(node.body, scope, findings);
    case "Subshell":
      return walkNode(node.body, inner(scope), findings);
    case "If":
      walkPerhaps(node.clause, scope, findings);
      walkPerhaps(node.then, scope, findings);
      for (const each of node.elif) {
        walkPerhaps(each.clause, scope, findings);
        walkPerhaps(each.then, scope, findings);
      }
      return walkPerhaps(node.else, scope, findings);
    case "While":
      forget(node, scope);
      walkPerhaps(node.clause, scope, findings);
      return walkPerhaps(node.body, scope, findings);
    case "For":
    case "Select":
      return walkFor(node, scope, findings);
    case "ArithmeticFor":
      for (const part of [node.initialize, node.test, node.update]) if (part) walkExpansions(part, scope, findings);
      judgeEvaluation(node, scope, findings);
      forget(node, scope);
      return walkPerhaps(node.body, scope, findings);
    case "Case":
      walkExpansions(node.word, scope, findings);
      for (const item of node.items) {
        for (const pattern of item.pattern) walkExpansions(pattern, scope, findings);
        walkPerhaps(item.body, scope, findings);
      }
      return;
    case "TestCommand":
      judgeTest(node, scope, findings);
      return walkExpansions(node, scope, findings);
    case "ArithmeticCommand":
      return walkExpansions(node, scope, findings);
    case "Function":
      return walkFunction(node, scope, findings);
    case "Coproc":
      return walkNode(node.body, inner(scope), findings);
    case "Redirected": {
      const own = { ...scope, stdin: stdinOf(node.redirects, scope) ?? scope.stdin };
      walkRedirects(node.redirects, scope, findings);
      walkNode(node.command, own, findings);
      follow(scope, own);
      return;
    }
  }
}

/** What a loop sets can differ from one round to the next: it is not known, unless it is written out. */
function forget(node: SyntaxNode, scope: Scope): void {
  forEachChild(node, (child) => {
    if (child.type === "Assignment") {
      const before = scope.perhaps;
      scope.perhaps = true;
      if (child.value.type === "Word" && child.value.parts === undefined && !child.append)
        assign(scope, child.name, { any: [{ text: child.value.value, known: true, glob: false }] });
      else scope.vars.set(child.name, { any: [unset] });
      scope.perhaps = before;
    } else if (child.type === "Command" && /^(cd|pushd|popd)$/.test(child.name?.value ?? "")) moveTo(scope, undefined);
    else if (
      child.type === "Command" &&
      /^(read|mapfile|readarray|printf|getopts|let|declare|local|export)$/.test(child.name?.value ?? "")
    )
      for (const word of child.suffix)
        if (word.type === "Word" && /^[A-Za-z_]\w*$/.test(word.value)) scope.vars.set(word.value, { any: [unset] });
    forget(child, scope);
  });
}

function walkFor(node: Extract<CommandNode, { type: "For" | "Select" }>, scope: Scope, findings: Findings): void {
  for (const word of node.wordlist ?? []) walkExpansions(word, scope, findings);
  const words = node.wordlist?.flatMap((word) => fieldsOf(word, scope).flat());
  forget(node.body, scope);
  const pieces: Piece[] | undefined = words?.map(({ text, known, glob, splits }) => ({
    text,
    known: known && !splits,
    glob,
  }));
  const distinct = pieces && [...new Map(pieces.map((piece) => [piece.text, piece])).values()];
  scope.vars.set(node.name.value, { any: distinct && distinct.length > 0 ? fewOf(distinct) : [unset] });
  const span = scope.source.span(node.pos, node.name.end);
  for (const { text, known } of scope.vars.get(node.name.value)?.any ?? [])
    judgeVariable({ name: node.name.value, text: known ? text : unknown, span, alone: true }, runIn(scope, findings));
  walkPerhaps(node.body, scope, findings);
}

/** Of many values, what they begin with. */
function fewOf(pieces: readonly Piece[]): readonly Piece[] {
  if (pieces.length <= manyPieces) return pieces;
  let begin = pieces[0]?.text ?? "";
  for (const { text } of pieces) while (!text.startsWith(begin)) begin = begin.slice(0, -1);
  return [{ text: begin + unknown, known: false, glob: false }];
}

function walkFunction(node: Extract<CommandNode, { type: "Function" }>, scope: Scope, findings: Findings): void {
  const name = node.name.value;
  scope.functions.set(name, node.body);
  scope.renamed.add(name);
  // As if it were called with words that are not known; each call is gone through again with its own.
  const own = inner(scope, { calling: [...scope.calling, name], perhaps: true });
  for (const each of ["@", "*", "1", "2", "3"]) own.vars.set(each, { any: [unset] });
  forget(node.body, own);
  walkNode(node.body, own, findings);
}

function walkCommand(node: Command, scope: Scope, findings: Findings): void {
  findings.commands++;
  const span = scope.source.span(node.pos, node.name?.end ?? node.end);
  if (!findings.mayGoOn(span)) return;
  const assignments = node.prefix.filter((each): each is Assignment => each.type === "Assignment");
  for (const each of assignments) walkExpansions(each, scope, findings);
  for (const each of [node.name, ...node.suffix])
    if (each && (each.type === "Word" || each.type === "Assignment")) walkExpansions(each, scope, findings);
  const run = runIn(scope, findings);
  for (const each of assignments) judgeAssignment({ node: each, alone: node.name === undefined }, run);
  walkRedirects(node.redirects, scope, findings);
  if (!node.name) {
    for (const each of assignments) set(each, scope);
    return;
  }
  const isConnected = node.redirects.some(
    (each) => each.type === "Redirect" && /^\/dev\/(tcp|udp)\//.test(each.target?.value ?? ""),
  );
  if (isConnected && shells.has(node.name.value.replace(/^.*\//, ""))) run.add(reverseShell, span, "shell.reverse");
  const stdin = stdinOf(node.redirects, scope) ?? scope.stdin;
  const words = [node.name, ...node.args].map((each) =>
    each.type === "Word" ? fieldsOf(each, scope) : assignmentFields(each, scope),
  );
  for (const argv of combined(words)) {
    if (!findings.mayGoOn(span)) return;
    runCommand({ words: argv, how: {}, span, node, stdin }, run);
  }
}

/** `export x=y`: the words of a declaring command that look like assignments. */
function assignmentFields(node: Assignment, scope: Scope): Arg[][] {
  const span = scope.source.span(node.pos, node.end);
  if (node.value.type !== "Word") return [[{ text: `${node.name}=()`, known: true, glob: false, splits: false, span }]];
  return singleOf(node.value, scope).map((value) => [
    { ...value, text: `${node.name}${node.append ? "+" : ""}=${value.text}`, span },
  ]);
}

/** Every way in which the values can come together, up to a number; beyond it, the rest is not known. */
function combined(words: readonly (readonly (readonly Arg[])[])[]): Arg[][] {
  // Nearly always there is one way, and of a long line a copy for each word would take for ever.
  if (words.every((choices) => choices.length === 1)) return [words.flatMap(([only = []]) => only)];
  let lines: Arg[][] = [[]];
  for (const choices of words) {
    const tooMany = lines.length * choices.length > manyPieces * 2;
    const few = tooMany
      ? [(choices[0] ?? []).map((arg) => ({ ...arg, text: unknown, known: false, splits: true }))]
      : choices;
    const [only, ...others] = few;
    if (only && others.length === 0) for (const line of lines) for (const arg of only) line.push(arg);
    else lines = lines.flatMap((line) => few.map((choice) => [...line, ...choice]));
  }
  return lines;
}

function walkRedirects(redirects: readonly Redirection[], scope: Scope, findings: Findings): void {
  const run = runIn(scope, findings);
  for (const each of redirects) {
    walkExpansions(each, scope, findings);
    judgeRedirect(each, run);
  }
}

/** Every command that is hidden in a word: substitutions, arithmetic, subscripts, defaults, here-documents. */
export function walkExpansions(node: SyntaxNode, scope: Scope, findings: Findings): void {
  if (
    node.type === "CommandExpansion" ||
    node.type === "ProcessSubstitution" ||
    node.type === "ArithmeticCommandExpansion"
  ) {
    if (node.script) walkScript(node.script, inner(scope, { stdin: { kind: "none" } }), findings);
    return;
  }
  if (
    node.type === "ParameterExpansion" &&
    node.operation?.type === "Transform" &&
    node.operation.operand.value === "P"
  )
    findings.add(
      high(2, "runs what a variable holds"),
      scope.source.span(node.pos, node.end),
      "shell.prompt-expansion",
    );
  if (node.type === "ParameterExpansion" && node.operation?.type === "Default" && node.operation.operator.includes("="))
    putInto(
      node.parameter,
      { pieces: singleOf(node.operation.operand, scope), span: scope.source.span(node.pos, node.end) },
      runIn(scope, findings),
    );
  judgeEvaluation(node, scope, findings);
  forEachChild(node, (child) => walkExpansions(child, scope, findings));
}

/** `[[ -v 'a[$(x)]' ]]` and `[[ 'a[$(x)]' -eq 0 ]]` run what stands in the quotes. */
function judgeTest(node: SyntaxNode, scope: Scope, findings: Findings): void {
  const words: Word[] = [];
  const collect = (each: SyntaxNode): void => {
    if (each.type === "TestUnary" && each.operator === "-v") words.push(each.operand);
    if (each.type === "TestBinary" && /^-(eq|ne|lt|le|gt|ge)$/.test(each.operator)) words.push(each.left, each.right);
    forEachChild(each, collect);
  };
  collect(node);
  for (const word of words) judgeEvaluated(singleOf(word, scope), runIn(scope, findings));
}

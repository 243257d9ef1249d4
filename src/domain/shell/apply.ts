/** Applies the rule of a program to its words. */
import { highestLevel, type Level, type Span } from "../risk.ts";
import { hasOption, modeOf, takeApart, type Given, type Parts } from "./options.ts";
import { locate } from "./pathClass.ts";
import { judgePath, judgeRole } from "./roles.ts";
import { within } from "./scope.ts";
import type { Run } from "./run.ts";
import {
  high,
  low,
  medium,
  pathRoles,
  unknown,
  type Arg,
  type Args,
  type Call,
  type Opt,
  type Role,
  type Rule,
  type Say,
  type Verdict,
} from "./rule.ts";

type Words = { name: string; args: readonly Arg[]; span: Span; head: Span };

export function applyRule(rule: Rule, { name, args, span: whole, head: span }: Words, run: Run): void {
  const parts = takeApart(rule, args);
  const own = parts.layers.at(-1) ?? rule;
  const { help, operands, options, unlisted } = parts;
  // `halt -h` halts: a letter is taken for help only where the program does nothing by itself.
  const isLetter =
    unlisted.length === 1 &&
    args.length === parts.sub.length + 1 &&
    parts.layers.every(({ is }) => !is || is.risk === "low");
  if (help && operands.length + options.length === 0 && (unlisted.length === 0 || isLetter))
    return run.add(low(), span, name);
  const id = [name, ...parts.sub].join(" ");
  const mode = modeOf(own, parts);
  const used: Rule = { ...own, ...pick(mode?.use) };
  const isDry =
    parts.layers.some(({ dry }) => dry !== undefined && onlyTold(dry, parts.options)) && !args.some(takenBack);
  const at = headOf(parts, { whole, span }, run);
  if (used.is && !isDry) run.add(used.is, at, id);
  if (isDry) run.add(low(used.is ? 1 : 1), span, id);
  const reach = used.reach ?? parts.layers.findLast((layer) => layer.reach)?.reach;
  if (reach) run.findings.reach[reach] = true;
  judgeUnlisted(parts, used, { id, run });
  const roles = isDry ? harmless : (role: Role): Role => role;
  for (const given of parts.options) judgeOption(given, { id, isDry, roles, run });
  judgeOperands(used, parts, { roles, run });
  judgeLoose(parts, used, run);
  judgePattern(parts, used, run);
  if (name === "cp" || name === "install") keepCopy(parts, run);
  if (used.inner) {
    const given = parts.operands.slice(used.inner.from);
    const rest = given[0]?.text === "--" ? given.slice(1) : given;
    const { dir } = used.inner;
    const named = dir === undefined ? undefined : parts.options.find((each) => hasOption([each], dir))?.value;
    const there = named ? run.at(within(run.scope, named)) : run;
    if (rest.length > 0) there.command(rest, used.inner, span);
    else if (used.inner.missing) run.add(used.inner.missing, span, id);
    else if (used.inner.as === "root") run.add(low(3), span, id);
  }
  if (used.judge && !isDry) used.judge(callOf(name, parts, { span, run }), sayOf(run, { span, id }));
}

/** `--dry-run=none` is none, and one word that could mean several options is not this one. */
const onlyTold = (dry: string, options: readonly Given[]): boolean =>
  options.some(
    (option) =>
      hasOption([option], dry) &&
      !/^=?(none|false|no|0|off|never)$/i.test(option.refused ?? option.value?.text ?? "") &&
      options.every((other) => other.span !== option.span || hasOption([other], dry) || option.names[0]?.length === 2),
  );

const takenBack = ({ text }: Arg): boolean =>
  /^--no-(dry-run|n$|act|simulate|just-print|recon|check|test|assume-no)|^--daemon\b|::(simulate|just-print|recon|no-act)\s*=\s*["']?(0|no|false|off|disable|without)/i.test(
    text,
  );

/** A copy beside the file makes the way back from a change of it short. */
function keepCopy({ operands: [from, to, ...more] }: Parts, { findings, scope }: Run): void {
  if (!from?.known || !to?.known || more.length > 0) return;
  const kept = locate(from.text, { cwd: scope.cwd, glob: false }).path;
  const copy = locate(to.text, { cwd: scope.cwd, glob: false }).path;
  if (copy !== kept && copy.replace(/^.*\//, "").startsWith(kept.replace(/^.*\//, ""))) findings.kept.add(kept);
}

/** The parts of a rule that a mode puts into the place of the rule's own. */
function pick(use: Rule | undefined): Partial<Rule> {
  if (!use) return {};
  const { is, args, inner, reach, judge } = use;
  return {
    ...(is ? { is } : {}),
    ...(args ? { args } : {}),
    ...(inner ? { inner } : {}),
    ...(reach ? { reach } : {}),
    ...(judge ? { judge } : {}),
  };
}

/** The name of the program with its sub-commands, as it stands in the line. */
function headOf({ sub }: Parts, { whole, span }: { whole: Span; span: Span }, { findings }: Run): Span {
  const word = sub.at(-1);
  if (word === undefined) return span;
  const at = findings.line
    .slice(whole.from, whole.to)
    .search(new RegExp(`(^|\\s)${word.replace(/[^\w]/g, "\\$&")}(\\s|$)`));
  if (at < 0) return span;
  const start = findings.line.startsWith(word, span.from + at) ? at : at + 1;
  return { from: span.from, to: span.from + start + word.length };
}

const levelOf = ({ layers }: Parts): Level => highestLevel([2, ...layers.flatMap(({ is }) => (is ? [is.level] : []))]);

/** What a word that is not listed says of itself, where all others only look. */
const telling =
  /^-?-?[\w-]*(exec|command|cmd|shell|script|plugin|prog|rsh|hook|conf|out-?(put|file)|log-?(file|dir)|^--?log$|write|save|delete|remove|repair|fix|force|reset|clear|cleanup|move|copy|edit|viewer|pager|browser|helper|load|module|eval|run|update|insecure|override|tool|python|ssh|remote-path|mapper|checkpoint|dump|forget|purge|add|import|apply|enable|disable|kill|stop|start|install|send|push|node-options|gemfile|flags-file|report|profile|cpuprofile|rc$|combined|missing-on|differ)/i;

function judgeUnlisted(parts: Parts, used: Rule, { id, run }: { id: string; run: Run }): void {
  const listed = used.unlisted ?? parts.layers.findLast((layer) => layer.unlisted)?.unlisted;
  for (const { arg, what } of parts.unlisted) {
    const plain = medium(levelOf(parts), what === "option" ? "has an option that is not known" : "is not known");
    const verdict = listed?.risk === "low" && telling.test(arg.text) ? plain : (listed ?? plain);
    run.add(verdict, arg.span, `${id} unlisted`);
    // Where its value might end is not known, so neither is where the command begins.
    if (used.inner && what === "option")
      run.add(
        high(levelOf(parts), "has an option that is not known before another command"),
        arg.span,
        `${id} unlisted`,
      );
  }
}

type OptionContext = { id: string; isDry: boolean; roles: (role: Role) => Role; run: Run };

function judgeOption({ opts, names, value, span }: Given, { id, isDry, roles, run }: OptionContext): void {
  for (const opt of opts) {
    const { role, is } = meaningOf(opt);
    if (is && !isDry) run.add(is, value ? wide(span, value.span) : span, `${id} ${names[0] ?? ""}`);
    // What it tells would be done may be written to where the option says.
    const stays = names.some((each) => /log|batch|report|results|trace|profile/.test(each));
    if (role && value) judgeRole(stays ? role : roles(role), value, run);
  }
}

const wide = (a: Span, b: Span): Span => ({ from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) });

function meaningOf(opt: Opt): { role?: Role; is?: Verdict } {
  if (typeof opt === "string" || "names" in opt) return { role: opt };
  if ("risk" in opt) return { is: opt };
  return opt;
}

/** What is only told would be done leaves the path as it is. */
const harmless = (role: Role): Role => {
  if (typeof role === "object" || role === "send") return "text";
  return pathRoles.some((each) => each === role) && role !== "read" && role !== "tree" && role !== "exec"
    ? "list"
    : role;
};

const argsOf = (args: Role | Args | undefined): Args => {
  if (args === undefined) return { rest: "text" };
  if (typeof args === "string" || "names" in args) return { rest: args };
  return args;
};

function judgeOperands(
  used: Rule,
  { operands, layers }: Parts,
  { roles, run }: { roles: (role: Role) => Role; run: Run },
): void {
  const skip = layers.length === 1 && used.sub ? 1 : 0;
  const mine = operands.slice(skip, used.inner?.from);
  const { at = [], rest, last, pairs = {} } = argsOf(used.args);
  for (const [index, arg] of mine.entries()) {
    const [, key, value] = /^([\w-]+)=(.*)$/s.exec(arg.text) ?? [];
    const pair = key !== undefined ? pairs[key] : undefined;
    if (pair && value !== undefined) {
      judgeRole(roles(pair), { ...arg, text: value }, run);
      continue;
    }
    const isLast = last !== undefined && index === mine.length - 1 && mine.length > 1;
    const role = isLast ? last : (at[index] ?? rest);
    if (role) judgeRole(roles(role), arg, run);
    // Of words that are not known in number, any may be the last.
    if (last && !isLast && arg.splits && !arg.known) judgeRole(roles(last), arg, run);
  }
}

/** An unquoted value that is not known can hold options: where some do harm, it counts. */
function judgeLoose({ operands, layers, ended }: Parts, used: Rule, run: Run): void {
  if (ended && !used.inner) return;
  const dangerous = layers.some(({ opts, modes = [] }) =>
    [opts, ...modes.map(({ use }) => use.opts)].some((each) => Object.values(each ?? {}).some(harms)),
  );
  if (!dangerous) return;
  for (const arg of operands.slice(0, used.inner?.from))
    if (arg.splits && !arg.known && arg.text.startsWith(unknown))
      run.add(medium(2, "could hold an option that changes something"), arg.span, "words.unknown");
}

const safeRoles = new Set<Role>(["text", "list", "read", "tree", "pattern", "host", "url"]);
const harms = (opt: Opt): boolean => {
  const { role, is } = meaningOf(opt);
  return (is !== undefined && is.risk !== "low") || (role !== undefined && !safeRoles.has(role));
};

const secretWords =
  /passw|passphrase|secret|credential|api[_-]?key|access[_-]?key|private[_ -]?key|auth[_-]?token|BEGIN [A-Z ]*PRIVATE/i;
const logWords = /fail|invalid|accept|authentication|session|change/i;

/** To search many files, or the files that hold them, for secrets is to read secrets. */
function judgePattern({ operands, options }: Parts, used: Rule, run: Run): void {
  const { at = [], rest } = argsOf(used.args);
  const inOptions = options
    .filter(({ opts }) => opts.includes("pattern"))
    .flatMap(({ value }) => (value ? [value] : []));
  const patterns = [...inOptions, ...operands.filter((_, index) => (at[index] ?? rest) === "pattern")];
  const pattern = patterns.find(({ text }) => secretWords.test(text) && !logWords.test(text));
  if (!pattern) return;
  const files = operands.filter((arg) => !patterns.includes(arg));
  const searched =
    rest === "tree"
      ? files.length > 0
        ? files
        : [pattern]
      : files.filter(
          ({ text, glob }) =>
            glob ||
            /^(\/etc\/|\/root|\/home|\/srv|\/opt|\/var\/(www|lib)|~)/.test(text) ||
            /\.(env|ya?ml|json|ini|conf|cfg|php|properties|toml|xml)$/.test(text),
        );
  for (const file of searched) run.add(high(4, "searches files for secrets"), file.span, "search.secrets");
}

const callOf = (name: string, { sub, operands, options }: Parts, { span, run }: { span: Span; run: Run }): Call => ({
  name,
  sub,
  operands,
  options,
  has: (names) => hasOption(options, names),
  valuesOf: (names) =>
    options.flatMap((option) =>
      option.value && names.split(" ").some((each) => option.names.includes(each)) ? [option.value] : [],
    ),
  stdin: run.stdin,
  span,
});

const sayOf = (run: Run, { span, id }: { span: Span; id: string }): Say => ({
  risk: (verdict, at) => run.add(verdict, at ? ("span" in at ? at.span : at) : span, id),
  path: (role, arg) => judgePath(role, arg, run),
  word: (role, arg) => judgeRole(role, arg, run),
  command: (words, how = {}) => run.command(words, how, span),
});

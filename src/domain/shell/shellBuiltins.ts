/** Builtins of bash that change how the rest of the text is to be read, or run something. */
import type { Assignment, Command } from "unbash";
import type { Span } from "../risk.ts";
import { judgeVariable } from "./environment.ts";
import { normalised } from "./pathClass.ts";
import { judgePath } from "./roles.ts";
import type { Run } from "./run.ts";
import { critical, high, low, medium, unknown, type Arg, type Rule } from "./rule.ts";
import { assign, moveTo, setPositions, unset, within, type Piece } from "./scope.ts";
import { judgeEval, judgeFed } from "./shells.ts";
import { judgeEvaluated, linesOf, putInto, set } from "./assignments.ts";
import { takeApart } from "./options.ts";
import { joined } from "./pipe.ts";

type Given = { name: string; args: readonly Arg[]; span: Span; node: Command | undefined };

/** True where it was one of these. */
export function judgeBuiltin(given: Given, run: Run): boolean {
  const judge = builtins.get(given.name);
  if (!judge) return false;
  judge(given, run);
  return true;
}

export const isBuiltin = (name: string): boolean => builtins.has(name);

type Judge = (given: Given, run: Run) => void;
const plain = (args: readonly Arg[]): Arg[] => args.filter(({ text }) => !/^[-+]./.test(text));
const options = (args: readonly Arg[]): string =>
  args
    .filter(({ text }) => /^-[A-Za-z]+$/.test(text))
    .map(({ text }) => text.slice(1))
    .join("");

const builtins = new Map<string, Judge>();
const define = (names: string, judge: Judge): void => {
  for (const name of names.split(" ")) builtins.set(name, judge);
};

define("cd pushd chdir", ({ args }, { scope }) => {
  const [to] = plain(args);
  const back = args.some(({ text }) => text === "-") ? scope.vars.get("OLDPWD")?.any[0] : undefined;
  const { text, known } = back ?? to ?? { text: "/root", known: true };
  const isLost = !known || to?.glob === true || (args.some((arg) => arg.text === "-") && !back);
  if (isLost || /^[-+]\d/.test(args[0]?.text ?? "")) return moveTo(scope, undefined);
  if (text.startsWith("/")) return moveTo(scope, normalised(text));
  if (scope.perhaps || scope.cwd === undefined) return moveTo(scope, undefined);
  moveTo(scope, normalised(scope.cwd === "." ? text : `${scope.cwd}/${text}`));
});
define("popd", (_given, { scope }) => moveTo(scope, undefined));
define("eval", ({ args, span }, run) => judgeEval(args[0]?.text === "--" ? args.slice(1) : args, span, run));
define("source .", ({ args, span }, run) => {
  const [file] = args[0]?.text === "--" ? args.slice(1) : args;
  if (!file) return;
  if (file.text === "/dev/stdin") return judgeFed(run.stdin, { span }, run);
  judgePath("exec", file, run);
  // What it defines is not known.
  run.scope.renamed.add("*");
});
define("exec", ({ args, span }, run) => {
  let at = 0;
  while (/^-[cla]+$/.test(args[at]?.text ?? "")) at += /a/.test(args[at]?.text ?? "") ? 2 : 1;
  run.command(args.slice(at), {}, span);
});
define("command", ({ args, span }, run) => {
  if (/[vV]/.test(options(args.slice(0, 1)))) return run.add(low(), span, "command");
  const at = args.findIndex(({ text }) => !/^-(p|-)$/.test(text));
  if (at >= 0) run.command(args.slice(at), {}, span);
});
define("builtin", ({ args, span }, run) => run.command(args[0]?.text === "--" ? args.slice(1) : args, {}, span));
define("trap", ({ args }, run) => {
  if (/^-[lpP]+$/.test(args[0]?.text ?? "")) return;
  const [action, ...signals] = args[0]?.text === "--" ? args.slice(1) : args;
  if (!action || signals.length === 0 || action.text === "" || action.text === "-") return;
  run.text(action);
  // What it sets is set between any two commands from here on.
  if (signals.some(({ text }) => !/^(0|EXIT)$/i.test(text)) && /=|\b(read|printf|mapfile|cd|eval)\b/.test(action.text))
    run.add(high(2, "sets variables between the commands that follow"), action.span, "trap");
});
define("set", ({ args, span }, run) => {
  if (args.some(({ text }, index) => text === "history" && args[index - 1]?.text === "+o"))
    run.add(critical(2, "stops the history of the shell"), span, "set");
  const at = args.findIndex(({ text }) => text === "--");
  const words = at >= 0 ? args.slice(at + 1) : /^[-+]/.test(args[0]?.text ?? "-") ? undefined : args;
  if (words) setPositions(words, run.scope);
  const letters = args.findIndex(({ text }) => /^-[a-zA-Z]*A/.test(text));
  const array = args[letters + 1];
  if (letters >= 0 && array) putInto(array.text, { pieces: [unset], span: array.span }, run);
});
define("shift", (_given, { scope }) => {
  for (const key of [...scope.vars.keys()].filter((each) => /^[\d@*]/.test(each)))
    scope.vars.set(key, { any: [unset] });
});
define("shopt", ({ args, span }, run) => {
  if (args.some(({ text }) => text === "lastpipe") && !/u/.test(options(args)))
    run.add(high(2, "lets the end of a pipe set variables"), span, "shopt");
  if (args.some(({ text }) => text === "expand_aliases") && !/u/.test(options(args))) {
    run.scope.renamed.add("*");
    run.add(medium(2, "lets names mean something else"), span, "shopt");
  }
});
define("alias", ({ args }, run) => {
  for (const arg of args) {
    const [, name, text] = /^([^=]+)=(.*)$/s.exec(arg.text) ?? [];
    if (name === undefined || text === undefined) continue;
    run.scope.renamed.add(name);
    run.text({ ...arg, text });
  }
});
define("unalias", () => undefined);
define("hash", ({ args, span }, run) => {
  if (!/p/.test(options(args))) return;
  run.scope.renamed.add("*");
  run.add(high(2, "gives a name another program"), span, "hash");
});
define("enable", ({ args, span }, run) => {
  if (/f/.test(options(args))) {
    run.scope.renamed.add("*");
    run.add(high(run.scope.right === "root" ? 4 : 2, "loads code into the shell"), span, "enable");
  } else if (/n/.test(options(args))) for (const { text } of plain(args)) run.scope.renamed.add(text);
  else if (!/[adps]/.test(options(args)) && plain(args).some(({ text }) => !builtins.has(text)))
    run.add(high(2, "loads code into the shell"), span, "enable");
});
define("unset", ({ args, span }, run) => {
  judgeEvaluated(args, run);
  for (const { text } of plain(args)) {
    if (/^HIST(FILE|SIZE|FILESIZE)$/.test(text)) run.add(critical(2, "stops the history of the shell"), span, "unset");
    run.scope.vars.set(text, { any: [{ text: "", known: true, glob: false }] });
  }
});
define("export declare typeset local readonly", ({ name: called, args, span, node }, run) => {
  judgeEvaluated(args, run);
  const handed = called === "export" || /x/.test(options(args));
  for (const each of node?.suffix ?? []) if (each.type === "Assignment") set(each satisfies Assignment, run.scope);
  for (const arg of plain(args)) {
    const [, name, index, adds, text] = /^([A-Za-z_]\w*)(\[[^\]]*\])?(\+?)=(.*)$/s.exec(arg.text) ?? [];
    if (name === undefined || text === undefined) continue;
    if (index !== undefined || adds === "+") run.scope.vars.set(name, { any: [unset] });
    else if (!node?.suffix.some((each) => each.type === "Assignment" && each.name === name))
      assign(run.scope, name, { any: [{ text, known: arg.known, glob: false }] });
    judgeVariable(
      {
        name,
        text: text.replaceAll(unknown, name === "PATH" ? "$PATH" : unknown),
        span: arg.span,
        alone: true,
        handed,
      },
      run,
    );
  }
  if (args.some(({ text }) => !/^[-+\w]/.test(text) && text.includes(unknown)))
    run.add(high(2, "sets a variable whose name is not known"), span, "declare");
  // `declare -n`: a name that stands for another, `-i`: arithmetic at every assignment.
  if (/n/.test(options(args)) && !/[Fp]/.test(options(args)) && called !== "export" && plain(args).length > 0)
    run.add(high(2, "gives a variable a second name"), span, "declare");
  if (/n/.test(options(args)) || /[iul]/.test(options(args)))
    for (const arg of plain(args)) run.scope.vars.set(arg.text.replace(/=.*/s, ""), { any: [unset] });
});
const readOptions: Rule = { flags: "-e -r -s -E", values: "-a -d -i -n -N -p -t -u" };
const mapfileOptions: Rule = { flags: "-t", values: "-d -n -O -s -u -C -c" };
define("read mapfile readarray", ({ name, args, span }, run) => {
  judgeEvaluated(args, run);
  const { operands, options: given } = takeApart(name === "read" ? readOptions : mapfileOptions, args);
  const names =
    name === "read" ? given.flatMap(({ names: [letter], value }) => (letter === "-a" && value ? [value] : [])) : [];
  const lines = linesOf(run);
  const fields = lines.flatMap((line) =>
    line.known ? [line, ...line.text.split(/[ \t]+/).map((text) => ({ ...line, text }))] : [line],
  );
  const each = name === "read" && operands.length === 1 ? lines : fields;
  for (const { text, span: at } of [...names, ...operands])
    putInto(text, { pieces: [...new Map(each.map((piece) => [piece.text, piece])).values()], span: at }, run);
  // An array, of which any element may be meant.
  if (name !== "read" || names.length > 0)
    for (const { text } of [...names, ...operands]) run.scope.vars.set(text, { any: [unset], list: [unset, ...lines] });
  run.scope.vars.set("REPLY", { any: lines });
  for (const {
    names: [letter],
    value,
  } of given)
    if (letter === "-C" && value) run.text({ ...value, text: `${value.text} 0 x` });
  run.add(low(), span, "read");
});
define("printf", ({ args }, run) => {
  const at = args.findIndex(({ text }) => text.startsWith("-v"));
  if (at !== 0) return;
  const name = args[0]?.text === "-v" ? args[1] : args[0] && { ...args[0], text: args[0].text.slice(2) };
  if (!name) return;
  judgeEvaluated([name], run);
  const [format, ...values] = args.slice(args[0] === name || args[0]?.text !== "-v" ? 1 : 2);
  putInto(name.text, { pieces: [printedAs(format, values)], span: name.span }, run);
});
/** `%s` filled in, where nothing else is in the format. */
function printedAs(format: Arg | undefined, values: readonly Arg[]): Piece {
  const text = format && joined([format, ...values], format.span);
  if (!format || !text?.known || /\\|%[^s]/.test(format.text)) return unset;
  const rest = values.map((value) => value.text);
  const filled = format.text.replace(/%s/g, () => rest.shift() ?? "");
  return rest.length > 0 ? unset : { text: filled, known: true, glob: false };
}
define("let", ({ args }, run) => judgeEvaluated(args, run));
define("test [", ({ args }, run) => {
  for (const [index, arg] of args.entries())
    if (
      args[index - 1]?.text === "-v" ||
      /^-(eq|ne|lt|le|gt|ge)$/.test(args[index + 1]?.text ?? "") ||
      /^-(eq|ne|lt|le|gt|ge)$/.test(args[index - 1]?.text ?? "")
    )
      judgeEvaluated([arg], run);
});
define("history", ({ args, span }, run) => {
  const letters = options(args);
  if (/[cd]/.test(letters)) return run.add(critical(2, "wipes the history of the shell"), span, "history");
  if (/[anrw]/.test(letters)) return run.add(medium(2, "writes the history of the shell"), span, "history");
  run.add(high(4, "reads what somebody typed"), span, "history");
});
define("fc", ({ args, span }, run) => {
  if (!/l/.test(options(args))) run.add(high(2, "runs a command from the history again"), span, "fc");
});
define("bind", ({ args, span }, run) => {
  if (/[xf]/.test(options(args))) run.add(high(2, "binds keys to commands"), span, "bind");
});
define("complete", ({ args, span }, run) => {
  if (/[CF]/.test(options(args))) run.add(high(2, "runs a command while somebody types"), span, "complete");
});
const compgenOptions: Rule = {
  flags: "-a -b -c -d -e -f -g -j -k -s -u -v -D -E -I",
  values: "-o -A -G -W -F -C -X -P -S -V",
};
define("compgen", ({ args }, run) => {
  for (const {
    names: [letter],
    value,
  } of takeApart(compgenOptions, args).options) {
    if (letter === "-W" && value) judgeEvaluated([value], run);
    if ((letter === "-C" || letter === "-F") && value) run.text(value);
  }
});
define("jobs", ({ args, span }, run) => {
  const at = args.findIndex(({ text }) => /^-[lnprs]*x/.test(text));
  if (at >= 0) run.command(args.slice(at + 1), {}, span);
});
define("wait", ({ args }, run) => judgeEvaluated(args, run));
define("getopts", ({ args }, run) => {
  const [, name] = plain(args);
  if (name) putInto(name.text, { pieces: [unset], span: name.span }, run);
});
define("umask", ({ args, span }, run) => {
  const [mask] = plain(args);
  if (mask && /^0?00?[0-7]$/.test(mask.text)) run.add(medium(2, "lets everybody write new files"), span, "umask");
});
define("ulimit", ({ args, span }, run) => {
  if (plain(args).some(({ text }) => text !== ""))
    run.add(medium(2, "changes the limits of what follows"), span, "ulimit");
});
define("kill", ({ args, span }, run) => judgeKill(args, span, run));
define("suspend", ({ span }, run) => run.add(high(2, "stops the shell"), span, "suspend"));
define("logout exit return break continue : true false pwd dirs times caller help disown type bg fg", () => undefined);

function judgeKill(args: readonly Arg[], span: Span, run: Run): void {
  const [first] = args;
  if (!first || /^-[lL]/.test(first.text) || first.text === "--list" || first.text === "--table") return;
  const signal = /^-(?:s|n|-signal)$/.test(first.text) ? args[1]?.text : /^-(?:-signal=)?(.+)$/.exec(first.text)?.[1];
  const targets = args
    .slice(signal === undefined ? 0 : /^-(?:s|n|-signal)$/.test(first.text) ? 2 : 1)
    .filter(({ text }) => text !== "--");
  const name = (signal ?? "TERM").toUpperCase().replace(/^SIG/, "");
  if ((name === "0" || name === "EXIT") && !args.slice(0, 2).some(({ number }) => number)) return;
  if (targets.some(({ text }) => text === "1" || text === "-1"))
    return run.add(critical(4, "ends every process or the first one"), span, "kill");
  if (/^(9|KILL|6|ABRT|11|SEGV|3|QUIT|STOP|19)$/.test(name))
    return run.add(high(2, "ends a process without letting it finish"), span, "kill");
  if (args.slice(0, 2).some(({ number }) => number))
    run.add(high(2, "sends a signal that is not known before it runs"), span, "kill");
  run.add(medium(2, "sends a signal to a process"), span, "kill");
  if (targets.some(({ text, splits, known }) => (splits && !known) || /^-\d/.test(text)))
    run.add(high(2, "ends processes that are not known before it runs"), span, "kill");
}

define("env", ({ args, span }, run) => {
  let at = 0;
  let dir: Arg | undefined;
  for (; at < args.length; at++) {
    const arg = args[at];
    if (!arg) continue;
    const { text } = arg;
    if (/^(-C|--chdir)$/.test(text)) dir = args[++at];
    else if (text.startsWith("--chdir=")) dir = { ...arg, text: text.slice(8) };
    else if (/^(-u|--unset|-P|-a|--argv0)$/.test(text)) at++;
    else if (/^(-S|--split-string|-[iv0]*S)$/.test(text))
      return splitString(args[at + 1], args.slice(at + 2), { span, run });
    else if (/^(-S|--split-string=)./.test(text))
      return splitString({ ...arg, text: text.replace(/^(-S|--split-string=)/, "") }, args.slice(at + 1), {
        span,
        run,
      });
    else if (/^[A-Za-z_]\w*=/.test(text))
      judgeVariable(
        { name: text.replace(/=.*/s, ""), text: text.replace(/^[^=]*=/s, ""), span: arg.span, alone: false },
        run,
      );
    else if (!text.startsWith("-") || text === "-") {
      if (text === "-") continue;
      break;
    } else if (
      !/^(-[i0v]+|--ignore-environment|--null|--debug|--unset=.*|--chdir=.*|--list-signal-handling|--(block|default|ignore)-signal(=.*)?|--argv0=.*|--help|--version|--)$/.test(
        text,
      )
    )
      run.add(high(2, "has an option that is not known before another command"), arg.span, "env unlisted");
  }
  const there = dir ? run.at(within(run.scope, dir)) : run;
  there.command(args.slice(at), {}, span);
});

/** `env -S 'a b'` takes a word apart like a shell would, nearly. */
function splitString(text: Arg | undefined, rest: readonly Arg[], { span, run }: { span: Span; run: Run }): void {
  if (!text) return;
  const words = text.text.split(/\s+/).filter((each) => each !== "");
  const all = [...words.map((each) => ({ ...text, text: each.replace(/^(["'])(.*)\1$/, "$2") })), ...rest];
  if (/[\\$"']/.test(text.text)) run.add(high(2, "has words that are taken apart once more"), text.span, "env -S");
  builtins.get("env")?.({ name: "env", args: all, span, node: undefined }, run);
}

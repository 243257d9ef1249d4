/** Shells and what they are given: text, a file, or whatever comes through a pipe. */
import type { Span } from "../risk.ts";
import { takeApart } from "./options.ts";
import { judgePath } from "./roles.ts";
import type { Run } from "./run.ts";
import { critical, high, low, unknown, type Arg, type Rule, type Stdin } from "./rule.ts";
import { inner, setPositions } from "./scope.ts";

export const shells: ReadonlySet<string> = new Set([
  "sh",
  "bash",
  "rbash",
  "dash",
  "ash",
  "zsh",
  "ksh",
  "ksh93",
  "mksh",
  "fish",
  "csh",
  "tcsh",
]);

const options: Rule = {
  flags:
    "-a -e -f -h -i -l -m -n -p -r -s -t -u -v -x -B -C -E -H -P -T -c --login --noprofile --norc --posix --restricted --verbose --noediting --debugger --dump-strings --dump-po-strings -D --interactive --no-rcs",
  values: "-o -O +o +O",
  opts: { "--rcfile --init-file": "exec" },
  stopAtOperand: true,
};

export function judgeShell({ args, span }: { name: string; args: readonly Arg[]; span: Span }, run: Run): void {
  const parts = takeApart(options, args);
  const { operands } = parts;
  const has = (name: string): boolean => parts.options.some(({ names }) => names.includes(name));
  const root = run.scope.right === "root";
  if (parts.help && operands.length === 0) return run.add(low(), span, "shell.help");
  for (const { opts, value } of parts.options) if (opts.includes("exec") && value) judgePath("exec", value, run);
  if (has("-n") && !has("-c") && operands[0]) return judgePath("read", operands[0], run);
  const [first, ...rest] = operands;
  if (has("-c")) {
    if (!first) return run.add(high(2, "runs text that is not known before it runs"), span, "shell.unknown-text");
    if (has("-i") || has("-l")) run.add(high(2, "runs the start-up files of a shell, too"), span, "shell.start-up");
    const own = inner(run.scope, { stdin: run.stdin });
    setPositions(rest.slice(1), own);
    if (fromProgram(first, run))
      run.add(critical(root ? 4 : 2, "runs text that another command makes"), first.span, "shell.generated");
    return run.at(own).here(first);
  }
  if (first && !has("-s") && first.text !== "-" && first.text !== "/dev/stdin") return judgePath("exec", first, run);
  judgeFed(run.stdin, { span, rest: has("-s") ? operands : rest }, run);
}

/** A substitution stands in the word: the text is made by a command. */
const fromProgram = (arg: Arg, { findings }: Run): boolean =>
  !arg.known && /\$\(|`/.test(findings.line.slice(arg.span.from, arg.span.to));

export function judgeFed(stdin: Stdin, { span, rest = [] }: { span: Span; rest?: readonly Arg[] }, run: Run): void {
  const level = run.scope.right === "root" ? 4 : 2;
  switch (stdin.kind) {
    case "none":
      return run.add(
        level === 4 ? critical(4, "opens a root shell") : high(2, "opens a shell"),
        span,
        "shell.interactive",
      );
    case "file":
      if (/^\/dev\/(tcp|udp)\//.test(stdin.arg.text))
        return run.add(critical(level, "hands a shell to another machine"), span, "shell.reverse");
      run.add(high(level, "runs a file whose content is not seen"), stdin.arg.span, "shell.file");
      if (run.findings.downloaded.has(stdin.arg.text))
        run.add(critical(level, "runs what was just downloaded"), stdin.arg.span, "path.exec.downloaded");
      return;
    case "text": {
      const own = inner(run.scope, { stdin: { kind: "none" } });
      setPositions(rest, own);
      if (fromProgram(stdin.arg, run))
        run.add(critical(level, "runs text that another command makes"), stdin.arg.span, "shell.generated");
      return run.at(own).here(stdin.arg);
    }
    case "pipe":
      return run.add(
        critical(
          level,
          stdin.from === "download"
            ? "runs downloaded text"
            : stdin.from === "decoder"
              ? "runs text that was hidden"
              : "runs text that another command makes",
        ),
        span,
        `shell.fed-by-${stdin.from}`,
      );
  }
}

/** `eval`, `source`, `.`, `trap`: text or a file that the shell itself runs. */
export function judgeEval(args: readonly Arg[], span: Span, run: Run): void {
  const text = args.map((arg) => arg.text).join(" ");
  if (text === "") return;
  const known = args.every((arg) => arg.known && !arg.glob);
  const from = args[0]?.span.from ?? span.from;
  const to = args.at(-1)?.span.to ?? span.to;
  const arg: Arg = { text, known, glob: false, splits: false, span: { from, to } };
  if (args.some((each) => fromProgram(each, run)))
    run.add(
      critical(run.scope.right === "root" ? 4 : 2, "runs text that another command makes"),
      arg.span,
      "shell.generated",
    );
  else if (text.includes(unknown))
    run.add(high(2, "runs text that is not known before it runs"), arg.span, "shell.unknown-text");
  // In this very shell: what it sets stays set.
  run.here(arg);
}

/** awk's own language: what of it runs programs, writes files or opens connections. */
import { high, medium, type Arg, type Call, type Say } from "../rule.ts";

export function judgeAwk({ operands, valuesOf, has }: Call, say: Say): void {
  const given = valuesOf("-e --source");
  const inFile = has("-f --file -E --exec");
  const programs = given.length > 0 || inFile ? given : operands.slice(0, 1);
  const files = given.length > 0 || inFile ? operands : operands.slice(1);
  for (const program of programs) if (!has("-S --sandbox")) judgeProgram(program, say);
  for (const file of files) if (!/^[A-Za-z_]\w*=/.test(file.text)) say.path("read", file);
}

function judgeProgram(program: Arg, say: Say): void {
  // Whether a slash in brackets ends a pattern differs from awk to awk.
  judgeCode(program, apart(program.text, true), say);
  if (program.text.includes("[")) judgeCode(program, apart(program.text, false), say);
}

function judgeCode(program: Arg, { code, strings }: { code: string; strings: string[] }, say: Say): void {
  if (/\bARGV\s*\[[^\]]*\]\s*=[^=]/.test(code)) say.risk(high(2, "opens files that its program names"), program);
  if (!program.known && (program.splits || /\uFFFC/.test(code)))
    say.risk(medium(2, "has a program that is not wholly known"), program);
  if (/\bsystem\s*\(|\|\s*&?\s*getline\b|\|&/.test(code))
    return say.risk(high(2, "runs commands from within awk"), program);
  if (/@load|@include|\bextension\s*\(/.test(code)) say.risk(high(2, "loads code"), program);
  if (/@\s*[A-Za-z_]\w*\s*\(/.test(code)) say.risk(high(2, "calls what a variable names"), program);
  if (/\bENVIRON\b/.test(code)) say.risk(high(4, "reads the variables of the environment"), program);
  // Behind `print`, a bar is a pipe; elsewhere in awk there is only the double one.
  if (/(^|[^|])\|([^|]|$)/.test(code)) return say.risk(high(2, "runs commands from within awk"), program);
  if (/\/inet/.test(strings.join(" "))) say.risk(high(2, "opens a connection"), program);
  for (const [, , index] of code.matchAll(/\b(printf?)\b[^;}\n]*?>>?\s*(?:"(\d+)"|[^\s"])/g)) {
    const target = index === undefined ? undefined : strings[Number(index)];
    if (target === undefined) say.risk(medium(2, "writes files whose names are not known"), program);
    else if (!/^\/dev\/(stdout|stderr|null)$/.test(target))
      say.path("write", { ...program, text: target, known: true });
  }
  for (const [, index] of code.matchAll(/getline[^;}\n]*<\s*"(\d+)"/g)) {
    const target = strings[Number(index)];
    if (target !== undefined && target !== "-") say.path("read", { ...program, text: target, known: true });
  }
}

/** The code with strings numbered and patterns and comments taken out, so that what is looked for is not in them. */
function apart(program: string, brackets: boolean): { code: string; strings: string[] } {
  const strings: string[] = [];
  let code = "";
  let before = "";
  for (let at = 0; at < program.length; at++) {
    const char = program.charAt(at);
    if (char === '"') {
      const end = endOf(program, at, '"');
      strings.push(program.slice(at + 1, end));
      code += `"${strings.length - 1}"`;
      at = end;
      before = '"';
    } else if (char === "/" && isPattern(code, before)) {
      at = endOf(program, at, "/", brackets);
      code += "0";
      before = "0";
    } else if (char === "#") {
      const line = program.indexOf("\n", at);
      at = line < 0 ? program.length : line - 1;
    } else {
      code += char;
      if (!/\s/.test(char) || char === "\n") before = char;
    }
  }
  return { code, strings };
}

/** A slash divides where something to divide stands before it. */
const isPattern = (code: string, before: string): boolean =>
  /[\w)\]"$]/.test(before)
    ? /\b(print|printf|return|in|case|do|else|getline)\s*$/.test(code.slice(-12))
    : !/(\+\+|--)\s*$/.test(code.slice(-4));

function endOf(text: string, from: number, mark: string, brackets = false): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text.charAt(at) === "\\") at++;
    else if (brackets && text.charAt(at) === "[") {
      // A bracket that comes first is one of the characters.
      const first = /^\[\^?\]?/.exec(text.slice(at, at + 3))?.[0].length ?? 1;
      const end = text.indexOf("]", at + first);
      if (end > 0) at = end;
    } else if (text.charAt(at) === mark) return at;
  }
  return text.length;
}

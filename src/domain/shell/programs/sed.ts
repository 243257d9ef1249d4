/** sed's own language: the commands of a script that write files or run programs. */
import { high, medium, type Arg, type Call, type Say } from "../rule.ts";

export function judgeSed(call: Call, say: Say): void {
  const { operands, valuesOf, has } = call;
  const given = valuesOf("-e --expression");
  const inFile = has("-f --file");
  const scripts = given.length > 0 || inFile ? given : operands.slice(0, 1);
  const files = given.length > 0 || inFile ? operands : operands.slice(1);
  for (const script of scripts) if (!has("--sandbox")) judgeScript(script, say);
  if (!has("-i --in-place -I")) return each(files, "read", say);
  const suffix = [...valuesOf("-i --in-place -I")].some(({ text }) => text !== "");
  say.risk(medium(2, suffix ? "changes files where they are, a copy kept" : "changes files where they are"));
  each(files, suffix ? "edit" : "write", say);
}

const each = (files: readonly Arg[], role: "read" | "write" | "edit", say: Say): void => {
  for (const file of files) say.path(role, file);
};

function judgeScript(script: Arg, say: Say): void {
  if (!script.known && script.splits) say.risk(high(2, "runs a script of sed that is not known"), script);
  for (const { command, rest } of commandsOf(script.text)) {
    if (command === "e") say.risk(high(2, "runs a command from within sed"), script);
    else if (command === "w" || command === "W") say.path("write", { ...script, text: rest });
    else if (command === "r" || command === "R") say.path("read", { ...script, text: rest });
    else if (command === "?") say.risk(medium(2, "has a script that is not understood"), script);
  }
}

type Step = { command: string; rest: string };

/** The commands that matter. What cannot be followed comes as `?`. */
function commandsOf(script: string): Step[] {
  const steps: Step[] = [];
  let at = 0;
  const skip = (pattern: RegExp): string => {
    const found = new RegExp(pattern.source, "y");
    found.lastIndex = at;
    const text = found.exec(script)?.[0] ?? "";
    at += text.length;
    return text;
  };
  for (let rounds = 0; at < script.length && rounds < 2_000; rounds++) {
    skip(/[\s;{}]+/);
    if (at >= script.length) break;
    if (script.charAt(at) === "#") {
      skip(/[^\n]*/);
      continue;
    }
    skip(
      /(\d+(~\d+)?|\$|\/(?:[^/\\[]|\\[\s\S]|\[(?:\^?\]?)[^\]]*\])*\/[IM]*|\\(.)(?:(?!\3)[\s\S])*\3[IM]*)?\s*(,\s*([+~]?\d+|\$|\/(?:[^/\\[]|\\[\s\S]|\[(?:\^?\]?)[^\]]*\])*\/[IM]*|\\(.)(?:(?!\6)[\s\S])*\6[IM]*))?\s*!*\s*/,
    );
    const command = script.charAt(at);
    at++;
    if (command === "") break;
    if (command === "s" || command === "y") {
      const substitution = replacement(script, at);
      if (substitution === undefined) return [...steps, { command: "?", rest: "" }];
      at = substitution;
      const flags = command === "s" ? skip(/[gpiImMe0-9]*/) : "";
      if (flags.includes("e")) steps.push({ command: "e", rest: "" });
      if (command === "s" && script.charAt(at) === "w") {
        at++;
        steps.push({ command: "w", rest: skip(/[^\n]*/).trim() });
      }
    } else if (/[wWrR]/.test(command)) steps.push({ command, rest: skip(/[^\n]*/).trim() });
    else if (command === "e") {
      steps.push({ command, rest: skip(/[^\n]*/).trim() });
    } else if (/[aic]/.test(command)) skip(/(?:\\[\s\S]|[^\n\\])*/);
    else if (/[btT:]/.test(command)) skip(/[^\n;}]*/);
    else if (/[qQlL]/.test(command)) skip(/\s*\d*/);
    else if (!/[={}dDgGhHnNpPxFzv\n;]/.test(command)) return [...steps, { command: "?", rest: "" }];
  }
  return steps;
}

/** Behind both parts of `s/a/b/`; undefined where they do not end. */
function replacement(script: string, from: number): number | undefined {
  const mark = script.charAt(from);
  if (mark === "" || mark === "\\" || mark === "\n") return undefined;
  let left = 2;
  let inBrackets = false;
  for (let at = from + 1; at < script.length; at++) {
    const char = script.charAt(at);
    if (char === "\\") at++;
    else if (inBrackets) inBrackets = char !== "]";
    else if (char === "[" && left === 2 && mark !== "[" && script.indexOf("]", at + 2) > 0) {
      inBrackets = true;
      if (/[\^]/.test(script.charAt(at + 1))) at++;
      if (script.charAt(at + 1) === "]") at++;
    } else if (char === mark && --left === 0) return at + 1;
  }
  return undefined;
}

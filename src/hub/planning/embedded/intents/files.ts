/** What people say about files. */
import type { JsonObject } from "../../../../lib/json.ts";
import type { Intent } from "../types.ts";
import { linesOf, literals, type Match, type Meaning, type Meanings, means } from "./match.ts";
import { between } from "./twoPaths.ts";
import { shell } from "./shell.ts";

const content: Meaning = (match) => {
  const [path = ""] = literals(match, "path");
  if (!/^\/./.test(path) || path.endsWith("/")) return undefined;
  // “what is in /data/incoming” asks for a folder as often as for a file: without an ending it is not taken for a file.
  if (
    /^what (?:is|does)\b.*\b(?:in|inside|contain)\b/.test(match.text) &&
    (path.endsWith(".d") || !/\.[a-z0-9]{1,8}$|^\/etc\/[a-z]+$/i.test(path))
  )
    return undefined;
  const start = /\b(first|head|top|beginning|start)\b/.test(match.text);
  const part = start || / (last|tail|lines|end)\b/.test(` ${match.text}`);
  const input: JsonObject = part
    ? { path, lines: linesOf(match, start ? 10 : 50), from: start ? "start" : "end" }
    : { path };
  return { kind: "read", tool: "file.read", ask: true, input };
};

/** A path as typed, or as quoted by the person; it goes into the command as one argument. */
const pathOf = (match: Match): string =>
  literals(match, "path")[0] ?? literals(match, "quote")[0] ?? literals(match, "code")[0] ?? "";
const where = "({path}|{quote}|{code})";

const onPath = (
  match: Match,
  make: (path: string, q: (text: string) => string) => string,
  does: string,
  reads: boolean,
): Intent | undefined => {
  const path = pathOf(match);
  return path === ""
    ? undefined
    : shell({ command: (_machine, q) => make(path, q), does: `${does} ${path}`, reads, needs: "a POSIX shell" });
};

/** By a tool that reads; a path that is not whole is none for it. */
const readOf = (match: Match, tool: string, more: JsonObject = {}): Intent | undefined => {
  const path = pathOf(match);
  return path.startsWith("/") ? { kind: "read", tool, input: { path, ...more }, ask: true } : undefined;
};

export const fileMeanings = (): Meanings => [
  ...means(
    [
      `(list|ls|<show>|which|what) [all] (files|directory listing|files and folders|files and directories|files are) [are] (in|of|under|inside|below|within|at) [directory|folder|dir] ${where}`,
      `<show> (contents|content|everything) (in|of) (directory|folder|dir) ${where}`,
      `(ls|list) [directory|folder|dir|contents of] ${where}`,
      `<show> (directory|folder) ${where}`,
      `what is (in|inside) (directory|folder|dir) ${where}`,
    ],
    (match) => readOf(match, "file.list"),
  ),
  ...means(
    [
      "(<show>|cat|open|read|print out|output|type|more|less|what is) [contents|content|text|whole content|full content] [of|in|inside] [file|config|configuration|config file] {path} [file|config]",
      "what (does|is in|is inside|is) {path} [say|contain|look like|contains]",
      "(what is) (in|inside|written in) [file] {path}",
      "how does {path} look [like]",
      "(compare|diff) [file|files|config|contents of|content of|versions of] {path} [with each other]",
      "[<show>] (difference|differences|diff) (of|in|between|for) {path}",
      "check whether {path} (is|are) (same|identical|equal) [everywhere]",
      "(<show>|head|tail|read|cat|print) [first|last|top|bottom] [{n}] [lines] [of|from|in] [file|log|log file] {path}",
      "(first|last) [{n}] lines [of|from|in] {path}",
      "(tail|follow) [-n|-f] [{n}] [lines of] {path}",
      "contents of {path}",
    ],
    content,
  ),
  ...means(
    [
      `how (big|large) is [file|directory|folder] ${where}`,
      `(<show>|check|what is) [total] (size|disk usage|space used) [of|by|in] [file|directory|folder] ${where}`,
      `how much [disk] space (does|do|is) ${where} (use|take|take up|need|used|using|occupy)`,
    ],
    (match) => onPath(match, (path, q) => `du -sh -- ${q(path)}`, "Measure", true),
  ),
  ...means(
    [
      `[<show>|find|list|which|what are] [{n}] [largest|biggest|large|big] (files|directories|folders|files and directories) [are] (in|under|below|on|inside) ${where}`,
      `what (takes|uses|is using|is taking|is eating) [up] [all|most|so much] [of] [disk] space (in|under|on) ${where}`,
    ],
    (match) =>
      /\b(largest|biggest|large|big|space)\b/.test(match.text)
        ? readOf(match, "file.search", { largest: true })
        : undefined,
  ),
  ...means(
    [
      `(does|check whether) [file|directory|folder] ${where} (exist|exists)`,
      `is there ${where}`,
      `(<show>|what are) (permissions|owner|mode|permissions and owner|ownership) [of|on|for] [file|directory] ${where}`,
      `(who owns|stat) [file|directory] ${where}`,
      `when was ${where} [last] (changed|modified|edited)`,
    ],
    (match) => readOf(match, "file.stat"),
  ),
  ...means([`(count|how many) lines (in|of|are in|does) ${where} [have]`], (match) =>
    onPath(match, (path, q) => `wc -l -- ${q(path)}`, "Count the lines of", true),
  ),
  ...means(
    [`(create|make|add|mkdir) [new|empty] (directory|folder|dir) [called|named|at|in] ${where}`, `mkdir ${where}`],
    (match) => onPath(match, (path, q) => `mkdir -p -- ${q(path)}`, "Create the directory", false),
  ),
  ...means([`(create|make|touch) [new|empty|new empty] (file) [called|named|at] ${where}`, `touch ${where}`], (match) =>
    onPath(match, (path, q) => `touch -- ${q(path)}`, "Create the file", false),
  ),
  ...means([`(delete|remove|rm|get rid of) [file] ${where}`], (match) => {
    const path = pathOf(match);
    const [, folder, pattern] = /^(\/(?:[^*?[\]{}/]+\/)+)([\w.*?-]*[\w.-][\w.*?-]*)$/.exec(path) ?? [];
    // “delete /tmp/*.tmp”: what stands in one folder and fits; of “the file” the sign is a part of its name.
    if (
      folder !== undefined &&
      pattern !== undefined &&
      /[*?]/.test(pattern) &&
      /\w\w/.test(pattern) &&
      !match.text.includes(" file ")
    )
      return onPath(match, (_path, q) => `rm -- ${q(folder)}${pattern}`, "Delete", false);
    const intent = onPath(match, (_path, q) => `rm -- ${q(path)}`, "Delete the file", false);
    // The tool keeps a copy and may what the path asks for; a pattern, or a path that is not whole, is left to the shell.
    return intent?.kind === "shell" && /^\/(?:[^*?[\]{}]*[^*?[\]{}/])$/.test(path)
      ? { ...intent, as: { tool: "file.delete", input: { path } } }
      : intent;
  }),
  ...means(["(copy|cp|duplicate|back up|backup) [file|directory] {path} (to|as|into) {path}"], (match) =>
    between(match, "copy"),
  ),
  ...means(["(move|rename|mv) [file|directory] {path} (to|into) {path}"], (match) => between(match, "move")),
];

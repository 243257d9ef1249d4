/** What a diagnosis offers and no other template says: exact edits of one line, files that are emptied. */
import type { JsonObject } from "../../../../lib/json.ts";
import { kindOf } from "../../../../tools/config/kinds.ts";
import type { Intent } from "../types.ts";
import { literals, type Meanings, means } from "./match.ts";
import { shell } from "./shell.ts";

/** One line as it stands, without what is in front of and behind it. */
const oneLine = (text: string): boolean => text.trim() !== "" && text.length <= 500 && !text.includes("\n");

export const fixMeanings = (): Meanings => [
  ...means(
    ["(change|replace|turn) line {quote} (to|into|with|by) {quote} in [file|config|config file] {path}"],
    (match) => {
      const [from = "", to = ""] = literals(match, "quote");
      const [path = ""] = literals(match, "path");
      if (!oneLine(from) || !oneLine(to) || !/^\/./.test(path) || path.endsWith("/")) return undefined;
      // With its end, so that a longer line that only begins like it stays as it is.
      return edited(path, [{ find: `${from}\n`, replace: `${to}\n` }], `Change a line of ${path}`);
    },
  ),
  ...means(["(append|add) line {quote} (to|in|into) [file|config|config file] {path}"], (match) => {
    const [line = ""] = literals(match, "quote");
    const [path = ""] = literals(match, "path");
    if (!oneLine(line) || !/^\/./.test(path) || path.endsWith("/")) return undefined;
    return edited(path, [{ append: `${line}\n` }], `Add a line to ${path}`);
  }),
  ...means(
    [
      "(run|execute) {code} as (root|administrator|superuser)",
      "as (root|administrator|superuser) (run|execute) {code}",
    ],
    (match) => {
      const [command = ""] = literals(match, "code");
      return command.trim() === "" ? undefined : asRoot(command);
    },
  ),
  ...means(["(empty|truncate|clear) [log|log file|file] {path}"], (match) => {
    const [path = ""] = literals(match, "path");
    if (!/^\/./.test(path) || /[*?[\]{}]/.test(path) || path.endsWith("/")) return undefined;
    // A name without an ending may be a folder, which is emptied in another way.
    const isFile = /\.[a-z0-9]+$/i.test(path) || /\b(?:log|file)\b/.test(match.text) || path.endsWith("log");
    // What lies in these is there to be thrown away.
    if (!isFile && /^\/(?:var\/cache|tmp|var\/tmp)\/./.test(path) && !path.includes(".."))
      return shell({
        command: (_machine, q) => `find ${q(path)} -mindepth 1 -delete`,
        does: `Empty the folder ${path}`,
        reads: false,
        risk: "high",
        needs: "a POSIX shell",
      });
    if (/^\/(?:var\/)?tmp$/.test(path))
      return shell({
        command: `find ${path} -xdev -mindepth 1 -delete`,
        does: `Empty the folder ${path}`,
        reads: false,
        risk: "high",
        needs: "a POSIX shell",
      });
    if (!isFile)
      return {
        kind: "ask",
        question: `Is ${path} a file or a folder? Say “empty the file ${path}”, or the command for a folder.`,
        about: "argument",
        options: [{ label: `empty the file ${path}`, value: `empty the file ${path}` }],
      };
    return shell({
      command: (_machine, q) => `truncate -s 0 -- ${q(path)}`,
      does: `Empty ${path}`,
      reads: false,
      risk: "high",
      needs: "a POSIX shell",
    });
  }),
];

/** By the tool that lets the program check what it reads, where one is known. */
export function edited(path: string, edits: JsonObject[], does: string): Intent {
  const tool = kindOf(path) === undefined ? "file.edit" : "config.edit";
  return byTool({ does, command: `edit ${path}`, as: { tool, input: { path, edits } } });
}

const asRoot = (command: string): Intent =>
  byTool({ does: "Run a command as root", command, as: { tool: "shell.run", input: { command, root: true } } });

function byTool({
  does,
  command,
  as,
}: {
  does: string;
  command: string;
  as: { tool: string; input: JsonObject };
}): Intent {
  const intent = shell({ command, does, reads: false, needs: "a POSIX shell" });
  return intent.kind === "shell" ? { ...intent, as } : intent;
}

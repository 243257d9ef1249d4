/** What a diagnosis offers and no other template says: exact edits of one line, files that are emptied. */
import type { Machine } from "../../../../domain/machine.ts";
import { kindOf } from "../../../../tools/config/kinds.ts";
import { literals, type Meanings, means } from "./match.ts";
import { shell } from "./shell.ts";

/** One line as it stands, without what is in front of and behind it. */
const oneLine = (text: string): boolean => text.trim() !== "" && text.length <= 500 && !text.includes("\n");

export const fixMeanings: Meanings = [
  ...means(
    ["(change|replace|turn) line {quote} (to|into|with|by) {quote} in [file|config|config file] {path}"],
    (match) => {
      const [from = "", to = ""] = literals(match, "quote");
      const [path = ""] = literals(match, "path");
      if (!oneLine(from) || !oneLine(to) || !/^\/./.test(path) || path.endsWith("/")) return undefined;
      // With its end, so that a longer line that only begins like it stays as it is.
      const edits = [{ find: `${from}\n`, replace: `${to}\n` }];
      const intent = shell({
        command: () => undefined,
        does: `Change a line of ${path}`,
        reads: false,
        needs: "a shell",
      });
      return intent.kind === "shell"
        ? {
            ...intent,
            command: ({ facts }: Machine) => (facts.platform === "linux" ? `edit ${path}` : undefined),
            as: { tool: kindOf(path) === undefined ? "file.edit" : "config.edit", input: { path, edits } },
          }
        : undefined;
    },
  ),
  ...means(["(empty|truncate|clear) [log|log file|file] {path}"], (match) => {
    const [path = ""] = literals(match, "path");
    if (!/^\/./.test(path) || /[*?[\]{}]/.test(path) || path.endsWith("/")) return undefined;
    return shell({
      command: (_machine, q) => `truncate -s 0 -- ${q(path)}`,
      does: `Empty ${path}`,
      reads: false,
      risk: "high",
      needs: "a POSIX shell",
    });
  }),
];

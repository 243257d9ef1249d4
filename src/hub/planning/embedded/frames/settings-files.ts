/** Configuration files by what is wanted of them: without comments, checked, a line behind the others or out of use. */
import { kindOf } from "../../../../tools/config/kinds.ts";
import { configTestOf } from "../configs.ts";
import { edited } from "../intents/fixes.ts";
import { literals, type Match, openWords } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { asked, isChange } from "./on-unit.ts";
import { command, read } from "./say.ts";

function pathIn(match: Match): string | undefined {
  const [path, more] = literals(match, "path");
  return path !== undefined && more === undefined && /^\/./.test(path) && !path.endsWith("/") ? path : undefined;
}

function active(match: Match): Intent | undefined {
  const path = pathIn(match);
  return path === undefined || isChange(match) ? undefined : read("config.show", { path, active: true }, { ask: true });
}

/** By the tool that knows what checks it, or by the program's own command. */
function checked(match: Match): Intent | undefined {
  const path = pathIn(match);
  if (path === undefined || isChange(match)) return undefined;
  const program = /^\/etc\/([a-z]+)\//.exec(path)?.[1] ?? "";
  const own = configTestOf(program);
  if (own !== undefined)
    return command({ command: own, does: `Test the configuration of ${program}`, reads: true, needs: program });
  return kindOf(path) === undefined ? undefined : read("config.validate", { path }, { ask: true });
}

/** Files that are there already and read line by line: what is put in them stands behind the rest. */
const isKept = (path: string): boolean =>
  /^\/etc\/|\/\.(?:bashrc|profile|bash_profile|zshrc|bash_aliases|vimrc|ssh\/\w+)$/.test(path);
function appended(match: Match): Intent | undefined {
  const path = pathIn(match);
  const [line = "", more] = literals(match, "quote");
  if (path === undefined || more !== undefined || line.trim() === "" || line.includes("\n") || !isKept(path))
    return undefined;
  return edited(path, [{ append: `${line}\n` }], `Add a line to ${path}`);
}

function commentedOut(match: Match): Intent | undefined {
  const path = pathIn(match);
  const [text, more] = [...openWords(match), ...literals(match, "quote")];
  if (path === undefined || text === undefined || more !== undefined || text.length < 2 || text.includes("\n"))
    return undefined;
  const isBack = /\b(?:uncomment|comment in)\b/.test(match.text);
  const held = text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
  return command({
    command: (_machine, q) =>
      isBack
        ? `sed -i.bak -E ${q(`/^#.*${held}/ s/^#[[:space:]]*//`)} ${q(path)}`
        : `sed -i.bak -E ${q(`/^[^#].*${held}/ s/^/#/`)} ${q(path)}`,
    does: isBack
      ? `Take the comment sign off the lines with ${text} in ${path}`
      : `Comment out the lines with ${text} in ${path}`,
    reads: false,
    needs: "a POSIX shell",
  });
}

export const settingFileFrames = (): Frame[] => [
  frame(["(check|validate|verify|test|lint)", "(config|configuration|syntax)", "{path}"], checked, {
    reads: true,
    may: [asked, "(of|file|in|its|the|whether|valid|is)"],
  }),
  frame(
    [
      "(non-comment lines|non comment lines|uncommented lines|active lines|effective lines|without comments|no comments|comments stripped|stripped of comments|minus comments|without comment lines|only active lines|lines that count|active settings|uncommented)",
      "{path}",
    ],
    active,
    {
      reads: true,
      may: [
        asked,
        "(lines|of|from|in|cat|{svc}|config|file|without|only|and blank lines|and empty lines|blank lines|settings|the)",
      ],
    },
  ),
  frame(
    [
      "(syntax errors|syntax error|syntax|valid|errors|error|correct|parse|parses|broken|well-formed|mistakes|validate|lint|syntactically correct|test)",
      "{path}",
    ],
    checked,
    {
      reads: true,
      may: [
        asked,
        "(any|there|validate|check|verify|test|ok|still|valid|yaml|json|config|file|{svc}|whether|does|is|are|contain|contains|have|has|free of|mistakes|correct|parse|parses|lint|for)",
      ],
    },
  ),
  frame(
    [
      "(add|append|put|insert|include|enter|write)",
      "{quote}",
      "(to|into|in|at the end of|at end of|at bottom of) {path}",
    ],
    appended,
    {
      may: ["(line|lines|entry|text|following|end|bottom|file|at|of|to|the|as|new|a)"],
    },
  ),
  frame(
    [
      "(comment out|uncomment|comment in|disable by comment)",
      "({quote}|{word}) (line|lines|entry|entries|section)",
      "{path}",
    ],
    commentedOut,
    {
      may: ["(in|from|of|the|all|any|file|with|that|contains|containing)"],
    },
  ),
  frame(["(comment out|uncomment|comment in)", "(line|lines|entry|entries)", "{quote}", "{path}"], commentedOut, {
    may: ["(in|from|of|the|all|any|file|with|that|contains|contain|containing|which|has|have)"],
  }),
  frame(["(comment out|uncomment|comment in)", "{word}", "{path}"], commentedOut, {
    may: ["(in|from|of|the|file|option|setting|directive|line)"],
  }),
];

/** Files as people speak of them: folders that are emptied, trees of some depth, what lies on another machine. */
import { literals, type Match, number, openWords } from "../intents/match.ts";
import { numberWord } from "../numbers.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { looking } from "./ways.ts";

const systemFolder = /^\/(?:bin|boot|dev|etc|home|lib\w*|opt|proc|root|run|sbin|srv|sys|usr|var)?\/?$/;
const safe = (folder: string): boolean =>
  !systemFolder.test(folder) && !folder.split("/").includes("..") && !/[*?[\]{}]/.test(folder);

function emptied(match: Match): Intent | undefined {
  const [path, more] = literals(match, "path");
  const folder = (path ?? "").replace(/(?<=.)\/(?:\*)?$/, "");
  return path === undefined || more !== undefined || !safe(folder) || folder.split("/").length < 3
    ? undefined
    : {
        kind: "shell",
        command: ({ facts }) =>
          facts.platform === "windows"
            ? undefined
            : `find '${folder.replaceAll("'", String.raw`'\''`)}' -mindepth 1 -delete`,
        does: `Empty the folder ${folder}`,
        reads: false,
        risk: "high",
        needs: "a POSIX shell",
      };
}

/** A folder with all that is in it: never one of the system's own, nor what lies at the top. */
function gone(match: Match): Intent | undefined {
  const [path, more] = literals(match, "path");
  const folder = (path ?? "").replace(/(?<=.)\/$/, "");
  return path === undefined || more !== undefined || !safe(folder) || folder.split("/").length < 3
    ? undefined
    : {
        kind: "shell",
        command: ({ facts }) =>
          facts.platform === "windows" ? undefined : `rm -r -- '${folder.replaceAll("'", String.raw`'\''`)}'`,
        does: `Delete the folder ${folder} and all that is in it`,
        reads: false,
        risk: "high",
        needs: "a POSIX shell",
      };
}

function tree(match: Match): Intent | undefined {
  const [path, more] = literals(match, "path");
  const said =
    number(match) ??
    openWords(match)
      .map(numberWord)
      .find((value) => value !== undefined);
  const depth = said ?? (/\b(?:one level|single level)\b/.test(match.text) ? 1 : undefined);
  return path === undefined ||
    more !== undefined ||
    depth === undefined ||
    !Number.isInteger(depth) ||
    depth < 1 ||
    depth > 20
    ? undefined
    : looking(`List what is below ${path}`, (_machine, q) => `find ${q(path)} -maxdepth ${depth}`);
}

const levels =
  "({n}|one|two|three|four|five|six) [folder|directory] (level|levels|deep|level deep|levels deep)|(depth|maxdepth|max depth|level|- l) [of|=] ({n}|one|two|three|four|five|six)";

export const fileSaidFrames = (): Frame[] => [
  frame(
    [
      "(delete|remove|rm|get rid of|erase|throw away|drop|trash|rmdir)",
      "(folder|directory|dir|whole folder|whole directory|everything in it|and everything in it|recursively|- r|- rf|and all its contents|with everything in it|and its contents|including its contents)",
      "{path}",
    ],
    gone,
    {
      may: [
        "(folder|directory|dir|whole|entire|old|with|and|everything|in|it|all|its|contents|content|recursively|- r|- rf|below|unused|stale|leftover|complete|completely)",
      ],
    },
  ),
  frame(
    [
      "(empty|clear|clean out|clear out|clean|purge|wipe out)",
      "(folder|directory|trash|recycle bin|trash folder|recycle folder|trash can|bin|contents|dir)",
      "{path}",
    ],
    emptied,
    {
      may: [
        "(of|the|in|share|all|its|whole|at|out|called|everything|content|folder|directory|trash|scans|files|under|below|inside|itself|that)",
        "{word} (share|folder)",
      ],
    },
  ),
  frame(
    [
      "(tree|structure|hierarchy|layout|list|show|contents|listing|subfolders|folders|directories|ls)",
      "{path}",
      levels,
    ],
    tree,
    {
      reads: true,
      may: [
        "(of|directory|folder|the|to|a|up to|max|maximum|at most|only|as|tree|and|with|below|under|what|is|go|goes|down|recursively)",
      ],
    },
  ),
  frame(
    [
      "(copy|move|transfer|push|sync|rsync|scp|send|upload|mirror|ship|pull)",
      "{path}",
      "from {t}",
      "(to|onto|on|into|over to) {t}",
    ],
    () => ({
      kind: "decline",
      reason:
        "There is no tool that carries files from one machine to another, so nothing was planned. Say the command for it, for example: run `rsync -a FROM USER@HOST:TO` on MACHINE.",
    }),
    { may: ["{path}", "(folder|file|directory|the|over|whole|contents|of|across|to|into|under|as|at)"] },
  ),
];

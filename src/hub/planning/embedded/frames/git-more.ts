/** Repositories in further words: what one commit changed, a branch that is pulled, whatever lies around, fetches that tidy up, one line each. */
import { number } from "../intents/match.ts";
import type { Frame } from "./frame.ts";
import { times } from "./git-log.ts";
import { pathspec, splitNames } from "./git-look.ts";
import { git, type GitAct, type Said } from "./git-repo.ts";

const act = (does: string, run: GitAct["run"], names: readonly [number, number] = [0, 0]): GitAct => ({
  does,
  reads: false,
  names,
  run,
});
const look = (does: string, run: GitAct["run"], names: readonly [number, number] = [0, 0]): GitAct => ({
  does,
  reads: true,
  names,
  run,
});

/** A sentence with something before its verb is more than this. */
const begins = ({ text }: Said, verbs: string): boolean => new RegExp(`^ (?:git )?(?:${verbs}) `).test(text);
const pulled = (said: Said): string | undefined => {
  const { git: program, names, quote } = said;
  if (!begins(said, "pull")) return undefined;
  const [branch, more] = names.filter((name) => !/^(?:origin|upstream)$/i.test(name));
  return branch === undefined || more !== undefined
    ? undefined
    : `${program} pull --ff-only origin ${quote(branch.replace(/^origin\//, ""))}`;
};

/** Who changed a file, and when: the newest few. */
const changers = ({ git: program, names, quote }: Said): string | undefined => {
  const { files, refs } = splitNames(names);
  const [file, more] = files;
  return file === undefined || more !== undefined || refs.length > 0
    ? undefined
    : `${program} log --format='%h %an %ad %s' --date=iso -n 5 -- ${quote(pathspec(file))}`;
};

const days = "monday|tuesday|wednesday|thursday|friday|saturday|sunday";
const since = ({ text, match }: Said): string => {
  const day = new RegExp(` (?:since|from|after) (?:last )?(${days}|yesterday|midnight)(?= )`).exec(text)?.[1];
  if (day !== undefined) return ` --since=${day}`;
  const counted = / (?:last|past) @n\d+ (hour|day|week|month)s?(?= )/.exec(text)?.[1];
  if (counted !== undefined) return ` --since='${number(match) ?? 1} ${counted}s ago'`;
  const one = / (?:last|past|this) (hour|day|week|month)(?= )/.exec(text)?.[1];
  return one === undefined ? (/ today(?= )/.test(text) ? " --since=midnight" : "") : ` --since='1 ${one} ago'`;
};

export const gitMoreFrames = (): Frame[] => [
  // “what did the last commit change”: the change itself, and not only its title.
  ...git(
    [
      [
        "(last|latest|newest|most recent|head|previous) commit",
        "(change|changed|changes|touch|touched|do|did|contain|contained|bring|brought|modify|modified|introduce|introduced|consist|look like)",
        "(what|which|show|see|tell|how)",
      ],
    ],
    look(
      "Show what the last commit changed",
      ({ git: program, text }) =>
        `${program} show --stat --patch ${/ previous commit(?= )/.test(text) ? "HEAD~1" : "HEAD"}`,
    ),
    ["(did|does|has|files|exactly|of|in|it|there|what|which|the|to|code|lines|diff|me|by)"],
  ),
  ...git([["(pull|git pull)", "[the] [branch|latest|newest]"]], act("Pull the branch", pulled, [1, 2]), [
    "(branch|latest|newest|from|origin|of|in|into|onto|for|changes|git|the|to|it|state|up)",
  ]),
  ...git(
    [
      [
        "(stash|git stash|shelve|put aside|set aside|park)",
        "(whatever|everything|anything|what|all|stuff|changes|work|mess|all of it)",
        "(lying around|lying about|there|changed|uncommitted|open|modified|left|has|have|in progress|pending|is|local|dirty)",
      ],
    ],
    act("Stash what was changed", (said) =>
      begins(said, "stash|shelve|put aside|set aside|park") ? `${said.git} stash push --include-untracked` : undefined,
    ),
    [
      "(whatever|has|have|is|lying|around|changes|changed|work|uncommitted|open|that|what|stuff|left|there|of|everything|in|the|all|local|mess|edits|modifications|her|his|their|{t})",
    ],
  ),
  ...git(
    [
      [
        "(status|git status|state|clean|dirty|uncommitted|changes)",
        "(both|all|each|every|two|their) (repos|repositories|checkouts|clones|working copies|projects|of them)",
      ],
    ],
    {
      ...look("Show the state of the repositories", ({ git: program }) => `${program} status --short --branch`),
      tool: "git.status",
    },
    [
      "(under|below|in|of|home|home directory|folder|repos|both|all|each|are|is|show|check|any|there|have|has|the|'s|or|status|git|her|his|directory|on)",
    ],
  ),
  ...git(
    [["(fetch|git fetch)", "(prune|pruning|- - prune|--prune|tidy|stale branches|gone branches|dead branches)"]],
    act("Fetch, and forget branches that are gone", (said) =>
      begins(said, "fetch") ? `${said.git} fetch --prune` : undefined,
    ),
    ["(with|and|in|from|origin|all|remote|remotes|prune|the|stale|gone|dead|branches|option|git|-|of)"],
  ),
  ...git(
    [
      [
        "(who|when)",
        "(changed|touched|edited|modified|committed to|last changed|last touched|last edited|last modified)",
      ],
    ],
    look("Show who changed the file", changers, [1, 1]),
    [
      "(last|recently|lately|most recently|was|were|the|file|in|of|show|tell|find out|time|and|when|who|/|it|has|latest)",
    ],
  ),
  ...git(
    [
      [
        "(log|history|git log|commit log|commits)",
        "(one line each|{n} line each|{n} line per commit|{n} per line|{n} commit per line|one line per commit|one per line|oneline|one-line|short form|in short|- - oneline|one line|one commit per line|compact)",
      ],
    ],
    look("Show the commits", (said) => {
      const limit = since(said);
      return `${said.git} log --oneline${limit}${limit === "" ? ` -n ${number(said.match) ?? 20}` : ""}`;
    }),
    [
      times,
      "{n}",
      "(of|since|from|the|last|latest|recent|show|give|list|one|line|each|,|in|on|with|git|commits|for|format|per|commit)",
    ],
  ),
];

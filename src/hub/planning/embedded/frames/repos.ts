/** What people say about repositories and compose projects, in whatever order. */
import { literals, type Match, openWords } from "../intents/match.ts";
import { type Act, acts, onRepository } from "../intents/repos.ts";
import { lex } from "../lex.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";

const noun =
  "(repo|repository|repos|git repo|git repository|project|checkout|clone|code base|codebase|working copy|working tree|source|sources)";
const beside = [noun, "(git|code|folder|directory|dir|copy)", "(vs|versus|compared to|and on) {t}", "{t}"];
type Options = { may?: readonly string[]; reads?: boolean };

/** It is named by its path, by its name, by its name and whose it is, or only as “the repo”. */
const named = (need: readonly string[], act: Act, { may = [], reads = act.reads }: Options = {}): Frame[] => {
  const options = { reads, may: [...may, ...beside] };
  const then = (match: Match): Intent | undefined => onRepository(act, match, openWords(match));
  return [
    frame([...need, "{path}"], then, options),
    frame([...need, "{word}"], then, options),
    frame([...need, "{word}", "{word}"], then, options),
    frame([...need, noun], then, options),
  ];
};

/** The branch as it was typed: behind “to”, with its capitals and slashes. */
function branchIn({ source = "" }: Match): string | undefined {
  const { source: text } = lex(source);
  const shape = /\b(?:to|onto|branch|checkout|check out|git switch)\s+(?:the\s+)?(?:branch\s+)?([\w][\w./-]*[\w])/giu;
  const names = [...text.matchAll(shape)].map(([, name = ""]) => name);
  const found = names.filter(
    (name) => !/^(?:the|branch|over|back|to|on|in|at|of|repo|repository|checkout|latest)$/i.test(name),
  );
  const name = found.at(-1);
  return name !== undefined && /^(?!-)[\w][\w./-]{0,99}$/.test(name) ? name : undefined;
}

const switching: Act = {
  words: (match, q) => {
    const branch = branchIn(match);
    return branch === undefined ? undefined : `switch ${q(branch)}`;
  },
  does: "Switch the branch",
  reads: false,
};
const branch = "(over to|back to|onto|to) [branch] {word} [/ {word}|{path}] [branch]";

const isBranch =
  /\b(?:branch|branches|repo|repository|checkout|working copy|clone|git|main|master|trunk|develop|staging|hotfix|feature|release)\b/;

/** The words of the branch are in front of those of the repository. */
const switchTo = (match: Match): Intent | undefined => {
  const said = branchIn(match)?.toLowerCase();
  const names = openWords(match).filter((word) => said === undefined || !said.split("/").includes(word));
  // “move old.conf to old.conf.disabled”: only a branch, or what is known as a repository, is switched to.
  if (/^(?:please )?(?:change|move|put|flip|set)\b/.test(match.text) && !isBranch.test(match.text)) return undefined;
  return said === undefined || literals(match, "path").length > 1 ? undefined : onRepository(switching, match, names);
};

/** Compose in the folder of a project: one that is named, or the only one of the request. */
const composed = (verb: string, words: string, does: string, reads = false): Frame[] => {
  const need = [`(docker compose|docker-compose|compose|podman compose) ${verb}`];
  const act: Act = { program: "docker compose", words: () => words, does, reads };
  const may = [
    "[-] [-] (d|detach|detached|build)",
    "(do|run|a|in background|there|stack|again|then|services|everything)",
  ];
  return [frame(need, (match) => onRepository(act, match, []), { reads, may }), ...named(need, act, { may })];
};

export const repositoryFrames = (): Frame[] => [
  ...["{word}", "{path}", noun].map((what) =>
    frame(["(switch|check out|checkout|change|move|put|flip|git switch|git checkout|set)", branch, what], switchTo, {
      may: [...beside, "(branch|over|back)"],
    }),
  ),
  ...named(["(git pull|pull|update|bring up to date|get)"], acts.pull, {
    may: ["(newest|latest|changes|code|version|commits|from git|from|origin|main|master|git|up|down|new)"],
  }),
  ...["{word}", "{path}"].map((what) =>
    frame(["(git switch|git checkout|checkout|check out) [branch] {word} [/ {word}]", what], switchTo, {
      may: [...beside, "(branch)"],
    }),
  ),
  ...named(
    ["(git pull|pull|update)", "(latest|newest|changes|code|commits|from git|repo|repository|checkout|git pull)"],
    acts.pull,
    { may: ["(newest|latest|changes|code|version|commits|from|origin|main|master|git|up|down|new)"] },
  ),
  ...named(["(git diff|diff|differences)"], acts.diff),
  ...named(["(git fetch|fetch) [newest|latest|new] [changes|commits|from origin|updates]"], acts.fetch),
  ...named(["(branch|branches)", "(which|what|show|tell|list|current|checked|active)"], acts.branch, {
    may: ["(checked out|active|current|git|deployed|used|out|checked|sitting|currently|on)"],
  }),
  ...named(
    ["(commits|commit|committed|changed|changes since|merged|git log|pushed|commit history|git history|deployed last)"],
    acts.log,
    {
      may: [
        "{n}",
        "(last|latest|recent|newest|few|new|git|list|made|history|log|since|yesterday|today)",
        "(last|past|this) week",
      ],
    },
  ),
  ...named(
    [
      "(git status|uncommitted changes|uncommitted|local changes|modified files|dirty|clean|local modifications|unpushed|unpushed commits|unstaged|forgotten changes|changed files)",
    ],
    acts.status,
    { may: ["(changes|check|files|commits|modifications|commit|somebody|left|or not)"] },
  ),
  ...composed("build", "build", "Build the images of the project"),
  ...composed("up", "up -d", "Bring the project up"),
  ...composed("pull", "pull", "Pull the images of the project"),
  ...composed("restart", "restart", "Restart the project"),
  ...composed("down", "down", "Take the project down"),
  ...composed("ps", "ps", "Show the containers of the project", true),
  ...composed("(logs|log)", "logs --tail 100", "Show the logs of the project", true),
];

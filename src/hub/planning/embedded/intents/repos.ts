/** Git repositories by their path, or by their name: where they are is told by the machines that have them. */
import type { Machine } from "../../../../domain/machine.ts";
import { findTool } from "../../../../tools/index.ts";
import type { Intent } from "../types.ts";
import { literals, type Match, type Meaning, type Meanings, means, number, openWords } from "./match.ts";
import { shell } from "./shell.ts";

type Found = { machine: Machine; path: string };
/** `words`: what comes behind `git -C PATH`; undefined where something in the request does not fit. */
export type Act = {
  words: (match: Match, quote: (word: string) => string) => string | undefined;
  does: string;
  tool?: "git.status" | "git.pull";
  reads: boolean;
  /** Not git, but a program that is run in the folder. */
  program?: string;
};

const count = (match: Match): string => String(Math.trunc(number(match) ?? 10));
const since = ({ text }: Match): string =>
  / yesterday/.test(text)
    ? " --since=yesterday"
    : / today/.test(text)
      ? " --since=midnight"
      : / (?:last|past|this) week/.test(text)
        ? " --since='1 week ago'"
        : "";

export const acts = {
  status: {
    words: () => "status --short --branch",
    does: "Show the state of the repository",
    tool: "git.status",
    reads: true,
  },
  log: {
    words: (match) => `log --oneline -n ${count(match)}${since(match)}`,
    does: "Show the last commits",
    reads: true,
  },
  diff: { words: () => "diff", does: "Show the changes that are not committed", reads: true },
  branch: { words: () => "branch --show-current", does: "Show the branch", tool: "git.status", reads: true },
  fetch: { words: () => "fetch --prune", does: "Fetch what is new without applying it", reads: false },
  pull: { words: () => "pull --ff-only", does: "Pull the repository", tool: "git.pull", reads: false },
} satisfies Record<string, Act>;

const allOf = (fleet: readonly Machine[]): Found[] =>
  fleet.flatMap((machine) => (machine.facts.repositories ?? []).map((path) => ({ machine, path })));
const nameOf = (path: string): string => path.split("/").at(-1)?.toLowerCase() ?? "";

/** Repositories whose folder is called so; of several on one machine those of the person who is named with it. */
function called(words: readonly string[], fleet: readonly Machine[]): Found[] {
  const [name, ...owners] = words.toReversed();
  return allOf(fleet).filter(
    ({ path }) => nameOf(path) === name && owners.every((owner) => path.toLowerCase().includes(`/${owner}/`)),
  );
}

/** The only path of the whole request: “git pull in /opt/app, then docker compose build”. */
function onlyPath({ entities }: Match): string | undefined {
  const paths = new Set(entities.flatMap((entity) => (entity.kind === "path" ? [entity.said] : [])));
  const [only] = paths;
  return paths.size === 1 && only?.startsWith("/") ? only : undefined;
}

/** “on web-1 vs web-2”: machines that are named in more than one place. */
const placesIn = ({ slots, entities }: Match): Machine[] =>
  slots.flatMap(({ kind, value }) => {
    const entity = kind === "t" ? entities[Number(value)] : undefined;
    return entity?.kind === "t" ? entity.place.parts.flatMap(({ machines }) => machines) : [];
  });

function askWhich({ words: { fleet } }: Match): Intent {
  const names = [...new Set(allOf(fleet).map(({ path }) => path))];
  return {
    kind: "ask",
    question: `In which directory is the repository? Say its full path, for example ${names[0] ?? "/srv/app"}.`,
    about: "argument",
    options: [],
  };
}

/** `names`: the words that name it, its own last. */
export function onRepository(act: Act, match: Match, names: readonly string[]): Intent | undefined {
  const [path = names.length === 0 ? onlyPath(match) : undefined] = literals(match, "path");
  const spoken = placesIn(match);
  const found =
    path === undefined
      ? called(names, match.words.fleet).filter(({ machine }) => spoken.length === 0 || spoken.includes(machine))
      : undefined;
  if (path === undefined && names.length === 0) return askWhich(match);
  if (found?.length === 0) return undefined;
  const pathOn = (machine: Machine): string | undefined => path ?? found?.find((one) => one.machine === machine)?.path;
  const { tool, does, reads, program } = act;
  const git = shell({
    command: (machine, q) => {
      const [where, words] = [pathOn(machine), act.words(match, q)];
      if (where === undefined || words === undefined) return undefined;
      return program === undefined ? `git -C ${q(where)} ${words}` : `cd ${q(where)} && ${program} ${words}`;
    },
    does,
    reads,
    needs: "this repository",
  });
  if (git.kind !== "shell") return git;
  return {
    ...git,
    ...(found ? { where: [...new Set(found.map(({ machine }) => machine))] } : {}),
    ...(path !== undefined && spoken.length > 0 ? { where: spoken } : {}),
    ...(tool !== undefined && findTool(tool)
      ? {
          as: (machine: Machine) => {
            const where = pathOn(machine);
            return where === undefined ? undefined : { tool, input: { path: where } };
          },
        }
      : {}),
  };
}

const on =
  (act: Act): Meaning =>
  (match) =>
    onRepository(act, match, openWords(match));

const repo = "({path}|[{word} 's] {word}) [git] [repo|repository|project|checkout|code|working copy|clone]";
const inRepo = `[in|of|for|from|at|to] [repo|repository|git repo|git repository|checkout|project|clone] [in|at] ${repo}`;

export const repositoryMeanings = (): Meanings => [
  ...means(
    [
      `[are there|<show>|any|check for|is there|there|does|do|did|check whether there are] [any] (uncommitted|local|unstaged|unsaved|unpushed|pending) (changes|modifications|edits|commits) ${inRepo}`,
      `(<show>|check|what is) [git] (status|state) ${inRepo}`,
      `git status ${inRepo}`,
      `(is|check whether) ${repo} [is] (clean|dirty|up to date)`,
      `does ${repo} have [any] (uncommitted|local|unstaged) changes`,
    ],
    on(acts.status),
  ),
  ...means(
    [
      `[<show>] [last|latest|recent|newest|most recent] [{n}] [git] (commits|commit|commit history|git log|git history|log entries|log entries of git) ${inRepo}`,
      `(git log) ${inRepo}`,
      `(what|who) was [last] (committed|pushed|changed) ${inRepo} [last|recently|today|since yesterday|lately|yesterday]`,
      `who committed ${inRepo} [last|recently|today]`,
    ],
    // “commit everything in the infra repo” asks for something to be done.
    (match) => (match.text.startsWith("commit ") ? undefined : on(acts.log)(match)),
  ),
  ...means(
    [
      `(which|what|<show>) [current|git] branch [is|are] ${inRepo} [on|checked out|is|using]`,
      `(which|what) [git] branch (is|does) ${repo} (on|use|have|using|checked out)`,
      `(which|what) branch is (checked out|active|deployed) ${inRepo}`,
    ],
    on(acts.branch),
  ),
  ...means(
    [
      `(git pull|pull|update) [latest|newest] [changes|code|version|commits|master|main] ${inRepo}`,
      `(do|run|make) git pull ${inRepo}`,
    ],
    on(acts.pull),
  ),
];

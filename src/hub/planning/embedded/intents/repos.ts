/** Git repositories by their name: where they are is told by the machines that have them. */
import type { Machine } from "../../../../domain/machine.ts";
import { findTool } from "../../../../tools/index.ts";
import type { Intent } from "../types.ts";
import { type Match, type Meaning, type Meanings, means, number, openWords } from "./match.ts";
import { shell } from "./shell.ts";

type Found = { machine: Machine; path: string };

/** Repositories whose folder is called so; of several on one machine those of the person who is named with it. */
function called(match: Match): Found[] {
  const words = openWords(match);
  const name = words.at(-1) ?? "";
  const owner = words.length > 1 ? words[0] : undefined;
  const all = match.words.fleet.flatMap((machine) =>
    (machine.facts.repositories ?? [])
      .filter((path) => path.split("/").at(-1)?.toLowerCase() === name)
      .map((path) => ({ machine, path })),
  );
  const owned = owner === undefined ? all : all.filter(({ path }) => path.toLowerCase().includes(`/${owner}/`));
  return owner !== undefined && owned.length === 0 ? [] : owned;
}

type Act = { arguments_: string; does: string; tool?: string; reads: boolean };

const onRepository =
  ({ arguments_, does, tool, reads }: Act): Meaning =>
  (match): Intent | undefined => {
    const found = called(match);
    if (found.length === 0) return undefined;
    const pathOn = (machine: Machine): string | undefined => found.find((one) => one.machine === machine)?.path;
    const where = [...new Set(found.map(({ machine }) => machine))];
    const count = String(Math.trunc(number(match) ?? 10));
    const git = shell({
      command: (machine, q) => {
        const path = pathOn(machine);
        return path === undefined ? undefined : `git -C ${q(path)} ${arguments_.replace("COUNT", count)}`;
      },
      does,
      reads,
      needs: "this repository",
    });
    if (git.kind !== "shell") return git;
    return {
      ...git,
      where,
      ...(tool !== undefined && findTool(tool)
        ? {
            as: (machine: Machine) => {
              const path = pathOn(machine);
              return path === undefined ? undefined : { tool, input: { path } };
            },
          }
        : {}),
    };
  };

const repo = "[{word} 's] {word} [git] [repo|repository|project|checkout|code|working copy|clone]";
const inRepo = `[in|of|for|from|at|to] ${repo}`;

export const repositoryMeanings: Meanings = [
  ...means(
    [
      `[are there|<show>|any|check for|is there|there|does|do|did|check whether there are] [any] (uncommitted|local|unstaged|unsaved|unpushed) (changes|modifications|edits|commits) ${inRepo}`,
      `(<show>|check|what is) [git] (status|state) ${inRepo}`,
      `git status ${inRepo}`,
      `(is|check whether) ${repo} [is] (clean|dirty|up to date)`,
      `does ${repo} have [any] (uncommitted|local|unstaged) changes`,
    ],
    onRepository({
      arguments_: "status --short --branch",
      does: "Show the state of the repository",
      tool: "git.status",
      reads: true,
    }),
  ),
  ...means(
    [
      `[<show>] [last|latest|recent|newest|most recent] [{n}] [git] (commits|commit|commit history|git log|git history|log entries) ${inRepo}`,
      `(git log) ${inRepo}`,
      `(what|who) was [last] (committed|pushed|changed) ${inRepo} [last|recently|today|since yesterday|lately|yesterday]`,
      `who committed ${inRepo} [last|recently|today]`,
    ],
    onRepository({ arguments_: "log --oneline -n COUNT", does: "Show the last commits", reads: true }),
  ),
  ...means(
    [
      `(which|what|<show>) [current|git] branch [is|are] ${inRepo} [on|checked out|is|using]`,
      `(which|what) [git] branch (is|does) ${repo} (on|use|have|using|checked out)`,
      `(which|what) branch is (checked out|active|deployed) ${inRepo}`,
    ],
    onRepository({ arguments_: "branch --show-current", does: "Show the branch", tool: "git.status", reads: true }),
  ),
  ...means(
    [
      `(git pull|pull|update) [latest|newest] [changes|code|version|commits|master|main] ${inRepo}`,
      `(do|run|make) git pull ${inRepo}`,
    ],
    onRepository({ arguments_: "pull --ff-only", does: "Pull the repository", tool: "git.pull", reads: false }),
  ),
];

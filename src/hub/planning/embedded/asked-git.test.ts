/** What people ask of repositories and have done to them: each with its command or tool, and the machine. */
import { describe, expect, test } from "bun:test";
import type { Machine } from "../../../domain/machine.ts";
import { onlyLooks } from "../../../tools/assess.ts";
import { ask, fleet as small, shortly } from "./testing.ts";

const repositories: Record<string, string[]> = {
  "web-1": ["/srv/shop"],
  "web-2": ["/srv/shop"],
  "web-3": ["/srv/shop"],
  "app-1": ["/opt/shop-api"],
  "app-2": ["/opt/shop-api"],
  "ci-1": ["/home/mira/src/shop", "/home/mira/src/infra"],
};
const fleet = small.map((machine): Machine => {
  const held = repositories[machine.name];
  return held ? { ...machine, facts: { ...machine.facts, repositories: held } } : machine;
});

const planned = (rows: readonly [string, string, string][]): void => {
  test.each([...rows])("%s", async (text, command, on) => {
    const outcome = await ask(text, { fleet });
    if (outcome.kind !== "plan") throw new Error(JSON.stringify(outcome));
    const step = command.startsWith("git.") ? command : `shell.run ${JSON.stringify({ command })}`;
    expect(shortly(outcome.plan)).toEqual([`${step} @${on}`]);
  });
};
const mira = "git -C /home/mira/src";

describe("what a repository is asked", () => {
  planned([
    ["what did the last commit change in /srv/shop on web-1", "git -C /srv/shop show --stat --patch HEAD", "web-1"],
    [
      "git status of both repos under mira's home",
      `${mira}/shop status --short --branch; ${mira}/infra status --short --branch`,
      "ci-1",
    ],
    ["log of shop since monday, one line each, web-3", "git -C /srv/shop log --oneline --since=monday", "web-3"],
    ["pull develop on app-2", "git -C /opt/shop-api pull --ff-only origin develop", "app-2"],
    ["I just merged the fix, pull shop-api on app-1", 'git.pull {"path":"/opt/shop-api"}', "app-1"],
    ["fetch with prune in /opt/shop-api on app-2", "git -C /opt/shop-api fetch --prune", "app-2"],
    ["stash whatever mira has lying around in src/shop on ci-1", `${mira}/shop stash push --include-untracked`, "ci-1"],
    [
      "drop the local changes in /srv/shop on web-3, we deploy from main anyway",
      "git -C /srv/shop reset --hard HEAD",
      "web-3",
    ],
    ["which branch is checked out on web-3?", 'git.status {"path":"/srv/shop"}', "web-3"],
    ["is the working tree clean on web-1", 'git.status {"path":"/srv/shop"}', "web-1"],
    ["is /opt/shop-api on app-1 behind origin", 'git.status {"path":"/opt/shop-api"}', "app-1"],
    ["is there a merge conflict in mira's shop clone?", 'git.status {"path":"/home/mira/src/shop"}', "ci-1"],
    ["did anyone edit files by hand in /srv/shop on web-1 or web-2?", 'git.status {"path":"/srv/shop"}', "web-1,web-2"],
    [
      "show git status for both of mira's checkouts",
      `${mira}/shop status --short --branch; ${mira}/infra status --short --branch`,
      "ci-1",
    ],
    ["how many commits is web-3 behind main", "git -C /srv/shop rev-list --left-right --count HEAD...main", "web-3"],
    [
      "diff between release and develop in shop-api on app-1, just the file names",
      "git -C /opt/shop-api diff --name-only release..develop",
      "app-1",
    ],
    ["show the diff of the last commit in mira's shop checkout", `${mira}/shop show HEAD`, "ci-1"],
    ["show commit 4f2a9c1 of shop-api on app-1", "git -C /opt/shop-api show 4f2a9c1", "app-1"],
    ["show me branches of infra that are already merged", `${mira}/infra branch --all --merged`, "ci-1"],
    ["list the tags of shop-api on app-1", "git -C /opt/shop-api tag --list --sort=-creatordate", "app-1"],
    ["which tag is deployed on app-2?", "git -C /opt/shop-api describe --tags --always --long", "app-2"],
    ["what remote does /opt/shop-api on app-2 point to?", "git -C /opt/shop-api remote --verbose", "app-2"],
    ["show the stash list in mira's shop repo", `${mira}/shop stash list`, "ci-1"],
    [
      "who are the top contributors of the infra repo",
      `${mira}/infra shortlog --summary --numbered --email HEAD`,
      "ci-1",
    ],
    ["what commits came into infra since Monday", `${mira}/infra log --oneline --since=monday`, "ci-1"],
    ["log of the last 10 commits by tom in the infra repo", `${mira}/infra log --oneline -n 10 --author=tom`, "ci-1"],
    ["which commits on ci-1's infra repo are not pushed yet", `${mira}/infra log --oneline @{upstream}..HEAD`, "ci-1"],
    [
      "does app-1 contain commit 4f2a9c1",
      "git -C /opt/shop-api merge-base --is-ancestor 4f2a9c1 HEAD && echo contained || echo not contained",
      "app-1",
    ],
    [
      "are web-1 and web-2 on the same commit?",
      "git -C /srv/shop log -n 1 --format='%H %an %ad %s' --date=iso",
      "web-1,web-2",
    ],
    [
      "history of docker-compose.yml in shop-api on app-1",
      "git -C /opt/shop-api log --oneline -n 10 -- ':(glob)**/docker-compose.yml'",
      "app-1",
    ],
    ['grep for "TODO" in mira\'s shop repo', `${mira}/shop grep -n -I -e TODO`, "ci-1"],
  ]);
});

describe("what is done to a repository", () => {
  planned([
    ["git fetch on all checkouts of shop-api, no merge", "git -C /opt/shop-api fetch --prune", "app-1,app-2"],
    ["get the latest commits of the shop onto web-1", 'git.pull {"path":"/srv/shop"}', "web-1"],
    ["pull the latest develop of shop onto web-3", "git -C /srv/shop pull --ff-only origin develop", "web-3"],
    ["switch web-3 to the branch hotfix/tax", "git -C /srv/shop switch hotfix/tax", "web-3"],
    [
      "deploy tag v3.12.4 of shop-api on app-1",
      "git -C /opt/shop-api fetch --tags && git -C /opt/shop-api checkout --detach v3.12.4",
      "app-1",
    ],
    ["check out commit 9f8e7d6 in shop-api on app-2", "git -C /opt/shop-api checkout --detach 9f8e7d6", "app-2"],
    ["create a branch hotfix/Tax in mira's shop checkout", `${mira}/shop switch --create hotfix/Tax`, "ci-1"],
    [
      "branch off develop for hotfix/mail in mira's shop repo",
      `${mira}/shop switch --create hotfix/mail develop`,
      "ci-1",
    ],
    ["delete the branch feature/old in mira's shop repo", `${mira}/shop branch -d feature/old`, "ci-1"],
    [
      "merge develop into main in /srv/shop on web-3",
      "git -C /srv/shop switch main && git -C /srv/shop merge --no-edit develop",
      "web-3",
    ],
    ["stash the changes in /home/mira/src/shop", `${mira}/shop stash push`, "ci-1"],
    ["throw away local modifications in /srv/shop on web-3", "git -C /srv/shop reset --hard HEAD", "web-3"],
    ["clean untracked files in /opt/shop-api on app-1", "git -C /opt/shop-api clean -fd", "app-1"],
    [
      "reset shop-api on app-1 to origin/develop",
      "git -C /opt/shop-api fetch origin && git -C /opt/shop-api reset --hard origin/develop",
      "app-1",
    ],
    ["roll /opt/shop-api on app-2 back by one commit", "git -C /opt/shop-api reset --hard HEAD~1", "app-2"],
    ["revert the last commit of shop on web-3", "git -C /srv/shop revert --no-edit HEAD", "web-3"],
    ["tag the current commit of shop-api on app-1 as v3.12.4", "git -C /opt/shop-api tag v3.12.4", "app-1"],
    ["push mira's infra main to origin", `${mira}/infra push origin main`, "ci-1"],
    ["fetch all remotes in the infra repo on ci-1", `${mira}/infra fetch --all --prune`, "ci-1"],
    [
      'commit everything in the infra repo with the message "bump haproxy"',
      `${mira}/infra add --all && ${mira}/infra commit -m 'bump haproxy'`,
      "ci-1",
    ],
    [
      "set the remote of shop on web-2 to git@git-1:shop.git",
      "git -C /srv/shop remote set-url origin git@git-1:shop.git",
      "web-2",
    ],
    ["clone git@git-1:infra.git to /opt/infra on dl-1", "git clone git@git-1:infra.git /opt/infra", "dl-1"],
    [
      'set the git user name for mira on ci-1 to "Mira Holt"',
      "sudo -u mira -H git config --global user.name 'Mira Holt'",
      "ci-1",
    ],
  ]);
  test.each([
    ["push mira's branch", "/home/mira/src/infra on ci-1"],
    ["how far has feature/cart drifted from main", "/srv/shop on web-1"],
  ])("and asks which one is meant: %s", async (text, option) => {
    const outcome = await ask(text, { fleet });
    expect(outcome.kind === "clarify" && outcome.options.map(({ label }) => label)).toContain(option);
  });
  test.each([
    "should i merge develop into main on web-3?",
    "don't push mira's infra repo",
    "is develop merged into main on web-3",
    "who tagged v1.2 in infra?",
    "tag web-1 as production",
    "merge the invoices folder",
    "commit everything in the infra repo",
    "delete the branch main in mira's shop repo",
  ])("and changes nothing for: %s", async (text) => {
    const outcome = await ask(text, { fleet });
    expect(outcome.kind === "plan" && !outcome.plan.steps.every(onlyLooks)).toBe(false);
  });
});

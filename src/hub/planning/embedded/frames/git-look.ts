/** What people ask of a repository: its state, what differs, its branches, tags and remotes. */
import { number } from "../intents/match.ts";
import { behind, git, type GitAct, type Said } from "./git-repo.ts";
import type { Frame } from "./frame.ts";
import { look as plainLook } from "./ways.ts";

const look = (does: string, run: GitAct["run"], names: readonly [number, number] = [0, 0]): GitAct => ({
  does,
  reads: true,
  names,
  run,
});
export const plain =
  (words: string) =>
  ({ git: program }: Said): string =>
    `${program} ${words}`;
const isFile = (name: string): boolean =>
  /\.[a-z][a-z0-9]{0,9}$|^(?:Makefile|Dockerfile|README|LICENSE|Jenkinsfile)$/i.test(name) &&
  !name.startsWith("origin/");
/** A file wherever it lies in the repository. */
export const pathspec = (name: string): string => (name.includes("/") ? name : `:(glob)**/${name}`);
export const splitNames = (names: readonly string[]): { files: string[]; refs: string[] } => ({
  files: names.filter(isFile),
  refs: names.filter((name) => !isFile(name) && !/^(?:main|head)line$/.test(name)),
});

const state: GitAct = {
  ...look("Show the state of the repository", plain("status --short --branch")),
  tool: "git.status",
};
const asking =
  "(who|which|what|is|are|does|do|did|has|have|any|anyone|anybody|somebody|someone|there|show|list|check|see|tell|how|if|whether|give|find|any|me)";
const ask =
  "(or not|or|anything|anyone|anybody|somebody|someone|files|file|by hand|manually|directly|locally|on server|on it|edits|changes|change|commits|commit|left|lying|right|properly|git|at all|still|currently|compared|to|versus|against|its|in there|now|local|pending|remaining|nothing)";

/** “behind origin”, “in sync with the remote”: of the branch that is checked out; of two that are named how far they are apart. */
const apart = ({ git: program, names, quote }: Said): string | undefined => {
  const refs = names.filter((name) => !/^(?:origin|upstream|remote|github|gitlab|gitea)$/i.test(name));
  const [one, other] = refs;
  if (refs.some((ref) => /^head$/i.test(ref))) return undefined;
  if (one === undefined) return `${program} status --short --branch`;
  return `${program} rev-list --left-right --count ${quote(`${other ?? "HEAD"}...${one}`)}`;
};

const diffOf = (said: Said): string | undefined => {
  const { git: program, text, quote } = said;
  const { files, refs } = splitNames(said.names);
  const only =
    / (?:file names|filenames|names|which files|what files|files changed|changed files|list of files|name only)(?= )/.test(
      text,
    )
      ? " --name-only"
      : / (?:stat|stats|summary|diffstat|short|overview)(?= )/.test(text)
        ? " --stat"
        : "";
  const file = files.length === 0 ? "" : ` -- ${files.map((name) => quote(pathspec(name))).join(" ")}`;
  if (/ (?:last|latest|newest|previous|most recent) commit(?= )/.test(text) && refs.length === 0)
    return `${program} show${only} HEAD${file}`;
  if (/ last (?:@n\d+ )commits(?= )/.test(text) && refs.length === 0)
    return `${program} diff${only} HEAD~${number(said.match) ?? 1} HEAD${file}`;
  const [one, other] = refs;
  const staged = / (?:staged|cached|index|to be committed)(?= )/.test(text) ? " --staged" : "";
  if (one === undefined) return `${program} diff${staged}${only}${file}`;
  const to = behind("from|between|of", said);
  const ends = to === other && other !== undefined ? [other, one] : [one, other];
  return other === undefined
    ? `${program} diff${only} ${quote(one)}${file}`
    : `${program} diff${only} ${quote(`${ends[0] ?? ""}..${ends[1] ?? ""}`)}${file}`;
};
const upTo: readonly string[] = ["(and|to|vs|versus|from|between|against|with|of|on|compared)"];

const branches = ({ git: program, text, quote, names }: Said): string | undefined => {
  const [ref] = names;
  const into = ref === undefined ? "" : ` ${quote(ref)}`;
  if (/ (?:containing|contain|contains|include|includes)(?= )/.test(text))
    return ref === undefined ? undefined : `${program} branch --all --contains${into}`;
  if (/ (?:unmerged|not merged|not yet merged|are not merged)(?= )/.test(text))
    return `${program} branch --all --no-merged${into}`;
  if (/ merged(?= )/.test(text)) return `${program} branch --all --merged${into}`;
  if (ref !== undefined) return undefined;
  if (/ (?:stale|old|oldest|recent|recently|newest|latest|active|abandoned|sorted)(?= )/.test(text))
    return `${program} for-each-ref --sort=-committerdate --format='%(committerdate:short) %(refname:short) %(authorname)' refs/heads refs/remotes`;
  if (/ (?:remote|remotes|origin|upstream|server side)(?= )/.test(text)) return `${program} branch --remotes --verbose`;
  return / local(?= )/.test(text) ? `${program} branch --verbose` : `${program} branch --all --verbose`;
};

const isMerged = ({ git: program, quote, names, text }: Said): string | undefined => {
  const [ref, into] = names;
  if (ref === undefined || / branches(?= )/.test(text)) return undefined;
  return `${program} merge-base --is-ancestor ${quote(ref)} ${quote(into ?? "HEAD")} && echo merged || echo not merged`;
};

const branch: GitAct = { ...look("Show the branch", plain("branch --show-current")), tool: "git.status" };

export const gitLookFrames = (): Frame[] => [
  ...git([["(branch)", "(which|what|current|checked out|active|show|tell)"]], branch, [
    "(checked out|active|current|git|deployed|used|out|checked|sitting|currently|on|is|and|live|running|runs|use|uses|using|follow|follows|track|tracks)",
  ]),
  ...git(
    [
      [
        "(untracked|unstaged|staged|uncommitted|dirty|clean|modified|edited|edit|tampered|touched|local changes|changes|hand-edited|hand edits|conflict|conflicts|conflicted|conflicting|conflict markers|mid-merge|mid-rebase|half-finished|unresolved|git status|status|state|pending changes|work in progress|wip)",
        asking,
      ],
      [
        "(git status|repo status|repository status|git state|working tree clean|uncommitted changes|local changes|local modifications|uncommitted work|untracked files|modified files|dirty files|merge conflict|merge conflicts)",
      ],
    ],
    state,
    [
      ask,
      "(untracked|unstaged|staged|uncommitted|dirty|clean|modified|local|merge|rebase|working tree|changed|in progress|git status|changes|deployed|of|both|all|each|every|which|stuck|middle)",
    ],
  ),
  ...git(
    [
      [
        "(how far|how many commits|how much|by how many commits|commits)",
        "(drifted|drift|behind|ahead|diverged|diverge|diverges|apart|away|lagging|off)",
      ],
      [
        "(behind|ahead|up to date|up-to-date|uptodate|out of date|outdated|out of sync|in sync|synced|diverged|drifted|current|newest version|latest version|latest commit|lagging|level)",
        asking,
      ],
    ],
    { ...look("Show how far it is behind or ahead", apart, [0, 3]), tool: "git.status" },
    [
      ask,
      "(from|of|with|than|the|branch|remote|main repo|by|how many|much|far|and|has|behind|ahead|server|at|origin|upstream)",
    ],
  ).map((one) => withRefs(one)),
  ...git(
    [
      ["(git diff|diff|differences|difference|differ|differs|different|delta|compare|diffstat)"],
      ["(changed|changes|change|new|drifted)", "(between|compared to|vs|versus|against|relative to)"],
      [
        "(changed|changes|content|contents|modified|touched)",
        "(last|latest|newest|previous|most recent) (commit|{n} commits)",
      ],
      [
        "(uncommitted|local|staged|unstaged) (changes|diff|edits|modifications)",
        "(show|what|see|display|print|give)",
        "(exactly|content|contents|in detail|full|line by line|diff|as diff)",
      ],
    ],
    look("Show what differs", diffOf, [0, 3]),
    [
      ...upTo,
      "(last|latest|newest|previous|most recent|file names|filenames|names|only|just|which files|what files|files|file|stat|stats|summary|diffstat|short|overview|list|staged|unstaged|cached|index|commit|commits|branch|branches|tag|tags|uncommitted|local|changes|how|does|state|deployed|code|between|anything|{n})",
    ],
  ),
  ...git(
    [["(show|display|print|see|what is in|view|details|detail|look at|git show)", "(commit|git show)"]],
    {
      ...look("Show the commit", ({ git: program, names, quote, text }) => {
        const [ref] = names;
        if (ref !== undefined) return `${program} show ${quote(ref)}`;
        return / (?:last|latest|newest|head|most recent) (?:\S+ )?commit(?= )/.test(text) &&
          / (?:details?|full|what is in|contents?|diff|message)(?= )/.test(text)
          ? `${program} show HEAD`
          : undefined;
      }),
      names: [0, 1],
    },
    ["(last|latest|newest|head|most recent|details|detail|full|content|contents|with|diff|message|of|in)"],
  ),
  ...git(
    [["(merged|in main|landed)", "(is|was|has|check|whether|did|if|been)"]],
    look("Show whether it is merged", isMerged, [1, 2]),
    ["(branch|into|already|yet|in|to|been|the|tag|commit|fully|landed)"],
  ),
  ...git([["(branches)"], ["(git branch|branch list|branch overview)"]], look("List the branches", branches, [0, 1]), [
    "(branch|merged|unmerged|not merged|not yet merged|into|in|stale|old|oldest|newest|latest|recent|recently|active|abandoned|remote|remotes|origin|local|all|list|exist|existing|available|which|safe|to delete|can|be|deleted|already|containing|contain|contains|include|includes|commit|sorted|by date|date|by age|last|we|have)",
  ]),
  ...git(
    [
      ["(latest|newest|last|most recent|current) (tag|release|version)"],
      [
        "(tag|version|release|revision)",
        "(deployed|checked out|live|running|current|currently|deploy|installed|on)",
        asking,
      ],
    ],
    look("Show the tag that it is at", plain("describe --tags --always --long")),
    ["(which|what|is|tag|release|version|commit|checked out|live|at|deployed|running|now|of|the code|app|currently)"],
  ),
  ...git([["(tags|releases|git tag|tag list)"]], look("List the tags", plain("tag --list --sort=-creatordate")), [
    "(list|latest|last|newest|all|recent|exist|available|which|git|there|version|release|versions|sorted|by date|date|{n}|known|we have)",
  ]),
  ...git(
    [
      [
        "(remote|remotes|origin|upstream|push url|remote url|remote urls|git remote)",
        "(what|which|where|show|list|tell|url|urls|point|points|is|are|configured|git remote|get)",
      ],
      ["(where)", "(push|pushes|pull from|pulls from|cloned from|come from|comes from|push to|fetch from)"],
    ],
    look("List the remotes", plain("remote --verbose")),
    [
      "(url|urls|point|points|pointing|to|at|does|set|configured|address|of|use|uses|using|from|pushing|verbose|remote|origin|list|git|named)",
    ],
  ),
  ...git(
    [
      [
        "(stash|stashes|stashed|git stash)",
        "(list|show|any|what|which|are there|is there|is|forgotten|anything|left|how many|see)",
      ],
    ],
    look("List what is stashed", plain("stash list")),
    ["(changes|work|entries|list|in|left|forgotten|lying around|anything|there|still|git stash|how many|of)"],
  ),
  ...git([["(submodules|submodule)", asking]], look("Show the submodules", plain("submodule status --recursive")), [
    "(git|state|status|up to date|of|list|in sync)",
  ]),
  ...git([["(worktrees|git worktree list)"]], look("List the working trees", plain("worktree list")), [
    "(list|git|are there|all|which)",
  ]),
  ...git(
    [["(ignored|gitignored|git-ignored)", "(files|what|which)"]],
    look("List what is ignored", plain("status --short --ignored")),
    ["(files|by|git|are|list)"],
  ),
  ...git(
    [["(tracked|git ls-files)", "(files|what|which|git ls-files|list)"]],
    look("List the files that are tracked", plain("ls-files")),
    ["(files|by|git|are|list|all)"],
  ),
  ...git(
    [
      [
        "(how big|how large|size|disk usage|space|object count|objects)",
        "(repo|repository|git|git history|git repo|history|checkout|clone|objects|.git)",
      ],
    ],
    look("Show the size of the repository", plain("count-objects --verbose --human-readable")),
    ["(git|history|database|objects|of|on disk|size)"],
  ),
  plainLook(
    [
      "(git user|git user name|git username|git email|git identity|git config|global git config|git settings)",
      "(what|which|show|who|list|is|set|check|see|configured)",
    ],
    {
      does: "Show the settings of git",
      run: "git config --system --list; git config --global --list",
      may: ["(configured|set|for|as|name|user|email)"],
    },
  ),
  ...git(
    [
      [
        "(git user|user name|git email|git config|user.name|user.email|committer|git identity|git settings|git configuration|identity)",
        "(what|which|show|who|list|is|set|check|see|as)",
      ],
    ],
    look("Show the settings of git", plain("config --list --show-origin")),
    ["(configured|set|git|config|email|name|for|as|commits|used|in)"],
  ),
  ...git(
    [
      [
        "(fsck|git fsck|corrupt|corrupted|corruption|integrity|broken objects|healthy|damaged)",
        "(repo|repository|git|clone|checkout|fsck|git fsck|objects)",
      ],
    ],
    look("Check the repository for damage", plain("fsck --no-progress")),
    ["(check|git|is|for|of|objects|run|verify|corruption)"],
  ),
  ...git(
    [["(hooks|git hooks)"]],
    look("List the hooks", ({ path, quote }) => `ls -l ${quote(`${path}/.git/hooks`)}`),
    ["(git|installed|active|which|list|are there|set up)"],
  ),
  ...git(
    [
      [
        "(contributors|authors|committers|contributed|who works|who worked|most commits|commits per author|commits by author|commit count per author|shortlog|commits per person)",
      ],
    ],
    look("Count the commits of each author", plain("shortlog --summary --numbered --email HEAD")),
    ["(who|has|made|the|most|all|list|of|on|to|git|commits|count|top|how many)"],
  ),
];

/** A typed tool shows one branch; where branches are compared the command is the answer. */
function withRefs(frame: Frame): Frame {
  return {
    ...frame,
    meaning: (match) => {
      const intent = frame.meaning(match);
      if (intent?.kind !== "shell") return intent;
      const { as: tool, ...rest } = intent;
      return {
        ...rest,
        ...(tool === undefined
          ? {}
          : {
              as: (machine) =>
                / rev-list /.test(intent.command(machine) ?? "") || typeof tool !== "function"
                  ? undefined
                  : tool(machine),
            }),
      };
    },
  };
}

/** What people have done to a working copy: switched, reset, cleaned, stashed, merged, reverted. */
import { number } from "../intents/match.ts";
import { behind, git, type GitAct, repoNoun, type Said } from "./git-repo.ts";
import { pathspec, plain, splitNames } from "./git-look.ts";
import type { Frame } from "./frame.ts";

const act = (does: string, run: GitAct["run"], names: readonly [number, number] = [0, 0]): GitAct => ({
  does,
  reads: false,
  names,
  run,
});

const isTag = (ref: string, text: string): boolean => /^v?\d/.test(ref) || / (?:tag|release|version)(?= )/.test(text);

/** Another branch, or a tag or commit of it. */
const switched = ({ git: program, names: [ref], quote, text }: Said): string | undefined => {
  if (ref === undefined || / (?:new|create|delete|rename)(?= )/.test(text)) return undefined;
  const bare = ref.replace(/^(?:origin)\//, "");
  if (/ commit(?= )/.test(text) || /^[0-9a-f]{7,40}$/.test(ref)) return `${program} checkout --detach ${quote(ref)}`;
  return isTag(ref, text)
    ? `${program} fetch --tags && ${program} checkout --detach ${quote(ref)}`
    : `${program} switch ${quote(bare)}`;
};

const created = (said: Said): string | undefined => {
  const { git: program, names, quote, text } = said;
  const from = behind("from|off|of|based on|on top of|starting at|starting from", said);
  const [name, more] = names.filter((one) => one !== from);
  if (name === undefined || more !== undefined) return undefined;
  const start = from === undefined ? "" : ` ${quote(from)}`;
  return / (?:without switching|but stay|stay on)(?= )/.test(text)
    ? `${program} branch ${quote(name)}${start}`
    : `${program} switch --create ${quote(name)}${start}`;
};

const removed = ({ git: program, names: [name], quote, text }: Said): string | undefined => {
  if (name === undefined || /^(?:main|master|develop|release|production)$/.test(name)) return undefined;
  if (/ (?:remote|origin|on server|upstream)(?= )/.test(text) || name.startsWith("origin/"))
    return `${program} push origin --delete ${quote(name.replace(/^origin\//, ""))}`;
  return `${program} branch ${/ (?:force|forced|unmerged|anyway)(?= )/.test(text) ? "-D" : "-d"} ${quote(name)}`;
};

/** “merge develop into main”: there, and only where it is said into what. */
const merged = (said: Said): string | undefined => {
  const { git: program, names, quote } = said;
  const into = behind("into|to|onto|in|on top of", said);
  const [from, more] = names.filter((name) => name !== into);
  if (from === undefined || more !== undefined) return undefined;
  const first =
    into === undefined || /^(?:current|it|branch)$/.test(into) ? "" : `${program} switch ${quote(into)} && `;
  return `${first}${program} merge --no-edit ${quote(from)}`;
};
const rebased = (said: Said): string | undefined => {
  const { git: program, names, quote } = said;
  const onto = behind("onto|on|to|on top of|against", said);
  const [branch, more] = names.filter((name) => name !== onto);
  if (onto === undefined || more !== undefined) return undefined;
  return `${program} rebase ${quote(onto)}${branch === undefined ? "" : ` ${quote(branch)}`}`;
};

const reset = (said: Said): string | undefined => {
  const {
    git: program,
    names: [ref],
    quote,
    text,
    match,
  } = said;
  const mode = / (?:soft|keep|keeping)(?= )/.test(text) ? "--soft" : / mixed(?= )/.test(text) ? "--mixed" : "--hard";
  if (ref !== undefined) {
    const fetched =
      ref.startsWith("origin/") || ref.startsWith("upstream/")
        ? `${program} fetch ${ref.split("/")[0] ?? "origin"} && `
        : "";
    return `${fetched}${program} reset ${mode} ${quote(ref)}`;
  }
  if (/ (?:origin|remote|upstream|server)(?= )/.test(text))
    return `${program} fetch && ${program} reset ${mode} @{upstream}`;
  const back =
    / (?:by|back|last|previous|go back) (?:by )?@n\d+ commits?(?= )| @n\d+ commits? (?:back|earlier|before)(?= )/.test(
      text,
    )
      ? number(match)
      : undefined;
  if (back !== undefined && Number.isInteger(back) && back > 0 && back <= 100)
    return `${program} reset ${mode} HEAD~${back}`;
  if (/ (?:previous|last but one|a commit|commit before|one commit)(?= )/.test(text))
    return `${program} reset ${mode} HEAD~1`;
  return undefined;
};

const reverted = ({ git: program, names, quote, text, match }: Said): string | undefined => {
  const [ref] = names;
  if (ref !== undefined)
    return /^[0-9a-f]{6,40}$|^HEAD/i.test(ref) ? `${program} revert --no-edit ${quote(ref)}` : undefined;
  if (/ (?:keep|keeping)(?= )/.test(text)) return `${program} reset --soft HEAD~1`;
  const many = / last @n\d+ commits(?= )/.test(text) ? number(match) : 1;
  if (many === undefined || !Number.isInteger(many) || many < 1 || many > 50) return undefined;
  if (/ merge(?= )/.test(text)) return `${program} revert --no-edit -m 1 HEAD`;
  return `${program} revert --no-edit ${many === 1 ? "HEAD" : `HEAD~${many}..HEAD`}`;
};

const local = "(local|uncommitted|unstaged|staged|dirty|manual|hand|working tree|pending|these|all|any|every)";
const edits = "(changes|modifications|edits|change|modification|hacks|tweaks|differences|work)";
const discarded = ({ git: program, names, quote, text }: Said): string | undefined => {
  const { files, refs } = splitNames(names);
  if (refs.length > 0) return undefined;
  if (files.length > 0)
    return `${program} restore --staged --worktree -- ${files.map((name) => quote(pathspec(name))).join(" ")}`;
  return / (?:untracked|new files)(?= )/.test(text)
    ? `${program} reset --hard HEAD && ${program} clean -fd`
    : `${program} reset --hard HEAD`;
};

const stashed = ({ git: program, text, match, quote }: Said): string => {
  const slot = match.slots.find(({ kind }) => kind === "quote");
  const message = slot && match.entities[Number(slot.value)]?.said;
  const untracked = / (?:untracked|everything|new files)(?= )/.test(text) ? " --include-untracked" : "";
  return `${program} stash push${untracked}${message === undefined ? "" : ` -m ${quote(message)}`}`;
};

const onBranch =
  "(to|onto|over to|back to|over|back|on|of|in|at|branch|tag|commit|version|release|the|it|from git|there|code|again|latest|branch called|named|called|into|up)";

export const gitChangeFrames = (): Frame[] => [
  ...git(
    [
      [
        "(create|make|start|open|cut|add|new|begin|fork)",
        "(branch|feature branch|hotfix branch|release branch|git branch|topic branch)",
      ],
      ["(branch off|branch from|git checkout - b|git switch - c|checkout - b|fork off)"],
    ],
    act("Create the branch", created, [1, 2]),
    [
      "(new|called|named|from|off|of|based on|on top of|starting at|starting from|and switch to it|and check it out|and switch|without switching|but stay|stay on|git|local|branch|for me|as|with|name|tag|commit|current|develop branch)",
    ],
  ),
  ...git(
    [
      [
        "(delete|remove|drop|get rid of|prune|clean up)",
        "(merged branches|merged branch|branches that are merged|branches that are already merged|already merged branches|local merged branches|old merged branches)",
      ],
    ],
    act(
      "Delete the branches that are merged",
      ({ git: program }) =>
        `${program} branch --merged | grep -vE '^[*+]|^ *(main|master|develop|release|production)$' | xargs -r ${program} branch -d`,
    ),
    ["(local|old|all|already|git|the|in|stale)"],
  ),
  ...git(
    [
      [
        "(delete|remove|drop|kill|get rid of|prune|clean up)",
        "(branch|git branch|remote branch|local branch|feature branch)",
      ],
    ],
    act("Delete the branch", removed, [1, 1]),
    [
      "(local|remote|on origin|origin|from|force|forced|old|merged|stale|called|named|the|git|branch|in|upstream|on server|anyway|unmerged)",
    ],
  ),
  ...git(
    [["(rename)", "(branch)"]],
    {
      ...act(
        "Rename the branch",
        (said) => {
          const to = behind("to|into|as", said);
          const [from, more] = said.names.filter((name) => name !== to);
          return to === undefined || more !== undefined
            ? undefined
            : `${said.git} branch --move ${from === undefined ? "" : `${said.quote(from)} `}${said.quote(to)}`;
        },
        [1, 2],
      ),
    },
    ["(to|into|as|the|current|branch)"],
  ),
  ...git(
    [
      [
        "(switch|check out|checkout|change|flip|git switch|git checkout|move|put|set|bring|go)",
        "(branch|tag|to|onto|over to|back to|git switch|git checkout|check out|checkout|commit)",
      ],
      ["(deploy|roll out|release|install|put live|activate)", "(tag|branch|release|version|commit)"],
      ["(check out|git checkout|git switch)"],
    ],
    act("Switch to another branch or tag", switched, [1, 1]),
    [onBranch, "(please|branch|checkout|tag|deploy|live|now)"],
  ),
  ...git(
    [["(abort|cancel|stop|quit|give up)", "(merge|rebase|cherry-pick)"]],
    act(
      "Give up what is half done",
      ({ git: program, text }) =>
        `${program} ${/ rebase /.test(text) ? "rebase" : / cherry-pick /.test(text) ? "cherry-pick" : "merge"} --abort`,
    ),
    ["(failed|half-done|running|stuck|current|conflicted|half-finished|in progress|the|ongoing|of)"],
  ),
  ...git([["(merge|git merge)"]], act("Merge the branch", merged, [1, 2]), [
    "(into|to|onto|in|branch|the|current|latest|from|changes|of|it|and|new|git merge|origin)",
  ]),
  ...git([["(rebase|git rebase)"]], act("Rebase the branch", rebased, [1, 2]), [
    "(onto|on|to|on top of|against|branch|current|latest|the|it|git rebase)",
  ]),
  ...git(
    [["(cherry-pick|cherry pick|git cherry-pick)"]],
    act(
      "Take the commit over",
      (said) => {
        const { git: program, names, quote } = said;
        const onto = behind("onto|into|to|on", said);
        const [ref, more] = names.filter((name) => name !== onto);
        if (ref === undefined || more !== undefined) return undefined;
        return `${onto === undefined ? "" : `${program} switch ${quote(onto)} && `}${program} cherry-pick ${quote(ref)}`;
      },
      [1, 2],
    ),
    ["(commit|onto|into|to|from|the|current|branch|in)"],
  ),
  ...git(
    [["(revert|undo|take back|back out|git revert)", "(commit|commits|merge|git revert)"]],
    act("Revert the commit", reverted, [0, 1]),
    [
      "(last|latest|newest|most recent|commit|commits|merge|the|keep|keeping|but keep|changes|but|staged|its|in|of|made|{n}|git|head)",
    ],
  ),
  ...git(
    [
      [
        "(reset|hard reset|hard-reset|git reset|roll|roll back|rollback|set|move|put|rewind|go|bring|step|git reset [-] [-] hard)",
        "(commit|commits|back|hard|soft|origin|to|remote|head)",
      ],
    ],
    act("Reset the branch", reset, [0, 1]),
    [
      "(back|to|by|hard|soft|mixed|the|one|a|commit|commits|earlier|before|previous|last|{n}|state|of|remote|origin|branch|upstream|what is on|is on|server|keep|keeping|changes|throwing away local changes|exactly|git|go back|its)",
    ],
  ),
  ...git(
    [
      [
        "(discard|throw away|drop|undo|wipe|get rid of|ditch|revert|remove|reset|clear|trash|forget|abandon|clean up|delete)",
        local,
        edits,
      ],
      [
        "(discard|throw away|undo|ditch|revert|trash|abandon|restore|git restore|reset)",
        "(changes|edits|modifications|working tree|working copy|git restore|local state|tree)",
      ],
      [
        "(restore|git checkout|git restore|revert|reset|undo changes to|undo the changes to|discard changes to|discard changes in)",
        "(committed version|last committed version|git version|committed state|its committed state|version in git|last commit|changes|clean state)",
      ],
      ["(git checkout -|git restore|git reset [-] [-] hard)"],
    ],
    act("Throw away what is not committed", discarded, [0, 2]),
    [
      local,
      edits,
      "(made|there|in|of|on|the|by hand|from|to|last|commit|committed|version|state|untracked|including|and|files|file|too|new files|with|as well|its|back|hard|clean|changes|local)",
    ],
  ),
  ...git(
    [
      [
        "(clean|remove|delete|clear|wipe|purge|get rid of|clean up|clean out|git clean)",
        "(untracked|git clean|not tracked|stray|leftover|build leftovers)",
      ],
      ["(git clean)"],
    ],
    act("Delete the files that git does not track", ({ git: program, text }) =>
      / (?:dry run|dry-run|what would)(?= )/.test(text)
        ? `${program} clean -nd`
        : `${program} clean -${/ ignored(?= )/.test(text) ? "fdx" : "fd"}`,
    ),
    [
      "(files|file|and|directories|folders|all|untracked|stuff|things|leftovers|from|in|ignored|including|ones|dry run|dry-run|working tree)",
    ],
  ),
  ...git(
    [["(pop|apply|bring back|restore|reapply|unstash|get back)", "(stash|stashed|unstash)"]],
    act(
      "Bring back what was stashed",
      ({ git: program, text }) => `${program} stash ${/ apply /.test(text) ? "apply" : "pop"}`,
    ),
    ["(changes|last|latest|the|stash|git|again|from|work|in|edits)"],
  ),
  ...git(
    [["(drop|delete|clear|remove|throw away)", "(stash|stashes|stashed changes)"]],
    act(
      "Drop what was stashed",
      ({ git: program, text }) =>
        `${program} stash ${/ (?:all|clear|stashes|every)(?= )/.test(text) ? "clear" : "drop"}`,
    ),
    ["(last|latest|all|every|the|git|entry|in|of|from)"],
  ),
  ...git([["(stash|git stash|shelve|park|put aside|set aside)"]], act("Stash the changes", stashed), [
    local,
    edits,
    "(away|them|everything|untracked|new files|including|and|files|for now|as|called|with|message|name|in|of|for later|git stash|current|push|{quote}|{t})",
  ]),
  ...git(
    [
      [
        "(gc|git gc|garbage collection|garbage collect|garbage-collect|repack|optimise|optimize|compact|shrink|tidy up|housekeeping|maintenance)",
      ],
    ],
    act("Tidy up the repository", plain("gc")),
    ["(run|git|the|on|do|in|for|of|a|history|database|objects)", repoNoun],
  ),
  ...git(
    [
      [
        "(prune|clean up|remove|delete|git remote prune)",
        "(remote-tracking|stale remote|gone|remote branches|tracking branches|stale branches|dead branches|git remote prune|obsolete remote)",
      ],
    ],
    act("Forget branches that the remote no longer has", plain("remote prune origin")),
    ["(branches|branch|refs|stale|that are|no longer|on|origin|remote|tracking|of|merged away)"],
  ),
  ...git(
    [["(update|init|initialise|initialize|pull|sync|fetch|check out)", "(submodules|submodule)"]],
    act("Update the submodules", plain("submodule update --init --recursive")),
    ["(all|git|the|in|of|recursively|and|its|to|latest)"],
  ),
  ...git([["(unstage)"]], act("Take the changes back out of the index", plain("restore --staged .")), [
    "(all|the|staged|{t}|in|everything|files|changes|file)",
  ]),
  ...git([["(git init|initialise|initialize|init)", repoNoun]], act("Make a repository of the folder", plain("init")), [
    "(new|empty|git|in|as|a|bare)",
  ]),
];

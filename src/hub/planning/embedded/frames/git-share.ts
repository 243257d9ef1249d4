/** What goes between repositories: fetched, pulled, pushed, cloned, tagged, committed; and whose name stands in it. */
import { literals, type Match, openWords } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { behind, git, type GitAct, machinesIn, onGit, repoNoun, type Said } from "./git-repo.ts";
import { pathspec, splitNames } from "./git-look.ts";
import { acting, asTyped } from "./ways.ts";

const act = (does: string, run: GitAct["run"], names: readonly [number, number] = [0, 0]): GitAct => ({
  does,
  reads: false,
  names,
  run,
});
const quoteOf = ({ match }: Pick<Said, "match">): string | undefined => {
  const slot = match.slots.find(({ kind }) => kind === "quote");
  return slot && match.entities[Number(slot.value)]?.said;
};

const pushed = ({ git: program, names, quote, text }: Said): string | undefined => {
  const force = / (?:force|force-push|forced|forcefully|force push)(?= )/.test(text) ? " --force-with-lease" : "";
  const refs = names.filter((name) => !/^(?:origin|upstream)$/i.test(name));
  const remote = names.find((name) => /^(?:origin|upstream)$/i.test(name));
  if (refs.length > 1) return undefined;
  if (/ tags(?= )/.test(text)) return `${program} push${force}${remote === undefined ? "" : ` ${remote}`} --tags`;
  const [ref] = refs;
  if (ref !== undefined) return `${program} push${force} ${remote ?? "origin"} ${quote(ref)}`;
  return `${program} push${force}${/ (?:set upstream|new branch|first time|upstream)(?= )/.test(text) ? " --set-upstream origin HEAD" : remote === undefined ? "" : ` ${remote} HEAD`}`;
};

const committed = (said: Said): string | undefined => {
  const { git: program, names, quote, text } = said;
  const message = quoteOf(said);
  const { files, refs } = splitNames(names);
  if (refs.length > 0 || message === undefined) return undefined;
  if (/ amend(?= )/.test(text)) return `${program} commit --amend -m ${quote(message)}`;
  const added = files.length > 0 ? files.map((name) => quote(pathspec(name))).join(" ") : "--all";
  const then = / (?:push|and push|push it|push them)(?= )/.test(text) ? ` && ${program} push` : "";
  return `${program} add ${added} && ${program} commit -m ${quote(message)}${then}`;
};

const tagged = (said: Said): string | undefined => {
  const { git: program, names, quote } = said;
  const [first, second, more] = names;
  if (first === undefined || more !== undefined) return undefined;
  const name =
    behind("as|called|named|tag|with", said) ?? (/^v?\d/.test(first) || second === undefined ? first : second);
  const commit = names.find((one) => one !== name);
  const message = quoteOf(said);
  const made = `${program} tag ${message === undefined ? "" : `-a -m ${quote(message)} `}${quote(name)}${commit === undefined ? "" : ` ${quote(commit)}`}`;
  return / (?:push|and push|push it)(?= )/.test(said.text) ? `${made} && ${program} push origin ${quote(name)}` : made;
};

/** A folder that is not there yet: where to, and from where. */
function cloned(match: Match): Intent | undefined {
  const [url] = literals(match, "url");
  const [path] = literals(match, "path").filter((one) => one.startsWith("/"));
  const [ref, more] = openWords(match).map((word) => asTyped(match, word));
  if (more !== undefined || (url !== undefined && ref !== undefined && !/ (?:branch|tag) /.test(` ${match.text} `)))
    return undefined;
  if (url === undefined)
    return {
      kind: "ask",
      question: "From which address is it cloned? Say it, for example https://git.example.com/team/app.git.",
      about: "argument",
      options: [],
    };
  const name = /([\w.-]+?)(?:\.git)?\/?$/.exec(url.split(":").at(-1) ?? url)?.[1];
  const shallow = / shallow(?:ly)?(?= |$)/.test(match.text) ? "--depth 1 " : "";
  const branch = ref === undefined ? "" : "--branch ";
  return acting(
    "Clone the repository",
    (_machine, q) =>
      `git clone ${shallow}${branch === "" || ref === undefined ? "" : `${branch}${q(ref)} `}${q(url)} ${q(path ?? `/opt/${name ?? "repository"}`)}`,
  );
}

/** Of one account where one is named: `--global` is per account. */
function identity(match: Match): Intent | undefined {
  const slot = match.slots.find(({ kind }) => kind === "quote");
  const quoted = slot && match.entities[Number(slot.value)]?.said;
  const words = openWords(match).map((word) => asTyped(match, word));
  const email = words.find((word) => word.includes("@"));
  const value = email ?? quoted;
  const [user, more] = words.filter((word) => word !== email);
  if (value === undefined || more !== undefined) return undefined;
  const key = email !== undefined || / (?:e-mail|email|mail)(?= |$)/.test(match.text) ? "user.email" : "user.name";
  const as = user === undefined ? "" : user;
  return acting(
    "Set who commits",
    (_machine, q) => `${as === "" ? "" : `sudo -u ${q(as)} -H `}git config --global ${key} ${q(value)}`,
  );
}

/** “where is the infra repo checked out”. */
const whereabouts = (match: Match): Intent | undefined => {
  const [name] = openWords(match);
  const known = match.words.fleet.some(({ facts }) =>
    facts.repositories?.some((path) => path.toLowerCase().endsWith(`/${name}`)),
  );
  return known ? inventory(match, name) : undefined;
};

/** The repositories that are there: facts that the hub holds. */
const inventory = (match: Match, name?: string): Intent => ({
  kind: "answer",
  of: (machines) => {
    const named = machinesIn(match);
    const rows = (named.length > 0 ? named : machines).flatMap((machine) =>
      (machine.facts.repositories ?? [])
        .filter((path) => name === undefined || path.toLowerCase().endsWith(`/${name}`))
        .map((path) => ({ machine, path })),
    );
    return {
      kind: "answer",
      text:
        rows.length === 0
          ? "No repository is known there."
          : `${rows.length} ${rows.length === 1 ? "repository" : "repositories"}: ${rows.map(({ machine, path }) => `${path} on ${machine.name}`).join(", ")}.`,
      table: {
        columns: ["Machine", "Repository"],
        rows: rows.map(({ machine, path }) => [machine.name, path]),
        machineIds: [...new Set(rows.map(({ machine }) => machine.id))],
      },
    };
  },
});

const plural =
  "(repos|repositories|git repos|git repositories|checkouts|git checkouts|clones|git clones|working copies|git projects|git folders|git directories)";

/** “pull the latest develop of shop”: a branch that is named. */
const pulledBranch = ({ git: program, names, quote }: Said): string | undefined => {
  const [branch, more] = names.filter((name) => !/^(?:origin|upstream)$/i.test(name));
  return branch === undefined || more !== undefined
    ? undefined
    : `${program} pull --ff-only origin ${quote(branch.replace(/^origin\//, ""))}`;
};

export const gitShareFrames = (): Frame[] => [
  ...git(
    [
      [
        "(pull|git pull|get|bring|update|fetch and merge|bring in|roll out|deploy)",
        "(latest|newest|pull|git pull|current|branch|new)",
      ],
    ],
    act("Pull the branch", pulledBranch, [1, 2]),
    [
      "(latest|newest|new|current|changes|commits|code|version|from|of|branch|onto|to|up|down|in|into|state|the|for|git|remote|fresh)",
    ],
  ),
  ...["{words}"].map((words) =>
    frame(["(clone|git clone|check out|checkout)", "{url}", words], cloned, {
      may: [
        "{path}",
        repoNoun,
        "(into|onto|to|on|in|branch|tag|git|shallow|shallowly|freshly|fresh|from|under|of|only|as)",
      ],
    }),
  ),
  frame(["(clone|git clone)", repoNoun, "{path}", "{words}"], cloned, {
    may: ["(into|onto|to|on|in|git|again|from|as)"],
  }),
  frame([plural, "(which|what|list|show|where|are there|how many|all|is|find|have)"], (match) => inventory(match), {
    reads: true,
    may: ["(git|checked out|cloned|known|there|exist|are|on|lie|live|we have|are on|all|sitting|kept|that)"],
  }),
  ...["(where|which machines|which servers|who has|which machine|on which machines|which hosts)", "(where)"].map(
    (asked) =>
      frame(
        [
          asked,
          "(checked out|cloned|checkout|repo|repository|lives|live|checkouts|clones|located|kept|deployed)",
          "{word}",
        ],
        whereabouts,
        {
          reads: true,
          may: [repoNoun, "(git|is|the|have|has|of|on|checked out|cloned|a|copy|{t}|lie|find|we have)"],
        },
      ),
  ),
  ...git(
    [["(git fetch|fetch)"]],
    act(
      "Fetch what is new without applying it",
      ({ git: program, text }) =>
        `${program} fetch${/ (?:remotes|everything)(?= )/.test(text) ? " --all" : ""}${/ tags(?= )/.test(text) ? " --tags" : ""} --prune`,
    ),
    [
      "[,] (no merge|no merging|without merging|without a merge|do not merge|but do not merge|but no merge|only fetch|merge nothing)",
      "(all|remotes|remote|every|tags|from|origin|upstream|newest|latest|new|changes|commits|updates|in|git fetch|branches|for|do|run|all checkouts|only)",
    ],
  ),
  ...git(
    [["(pull|git pull|update)", "(rebase|with rebase|rebasing|[-] [-] rebase)"]],
    act("Pull the repository with a rebase", ({ git: program }) => `${program} pull --rebase`),
    ["(with|using|latest|changes|and|git|in|instead of merge|from|origin)"],
  ),
  ...git([["(push|git push|force-push|force push|publish)"]], { ...act("Push the branch", pushed, [0, 2]) }, [
    "(to|branch|the|current|local|commits|commit|changes|tags|all|tag|force|forced|remote|server|up|git|new|unpushed|his|her|git push|from|set upstream|with|work|out|gitea|github|gitlab)",
  ]),
  ...git(
    [
      ["(commit|git commit|check in)", "(message|with message|saying|{quote}|msg|as)"],
      ["(amend|git commit [-] [-] amend)", "(commit|message|last commit)"],
    ],
    act("Commit the changes", committed, [0, 4]),
    [
      "{quote}",
      "{t}",
      "(with|message|the|all|changes|everything|as|saying|msg|commit message|local|file|files|and|push|and push|push it|then push|them|it|git|last|commit|amend|uncommitted|current|of|change|to|pending|in)",
    ],
  ),
  ...git(
    [["(commit|git commit)", "(changes|everything|all|{t}|uncommitted|local changes|pending)"]],
    act("Commit the changes", (said) => committed(said), [0, 4]),
    ["{quote}", "{t}", "(changes|everything|all|local|uncommitted|pending|in|the)"],
  ).map((one) => ({ ...one, meaning: (match: Match) => messageOf(match) })),
  ...git(
    [["(delete|remove|drop)", "(tag|git tag)"]],
    act(
      "Delete the tag",
      ({ git: program, names: [name], quote, text }) =>
        name === undefined
          ? undefined
          : / (?:remote|origin|on server|everywhere)(?= )/.test(text)
            ? `${program} push origin --delete ${quote(name)}`
            : `${program} tag -d ${quote(name)}`,
      [1, 1],
    ),
    ["(the|git|from|on|remote|origin|local|called|in|everywhere)"],
  ),
  ...git(
    [["(tag|git tag)"], ["(create|make|add|set|put|push)", "(tag|git tag)"]],
    act("Tag the commit", tagged, [1, 2]),
    [
      "(current|commit|head|state|version|as|called|named|with|the|a|new|tag|of|release|and push|push it|and push it|push|latest|last|on|to|annotated|message|in|git|branch|{quote}|what is deployed|deployed|now|for)",
    ],
  ),
  ...git(
    [
      [
        "(set|change|point|switch|update|replace|add|move)",
        "(remote|origin|upstream|remote url|push url|git remote|origin url)",
        "{url}",
      ],
    ],
    act(
      "Set the remote",
      ({ git: program, names, quote, match, text }) => {
        const [url] = literals(match, "url");
        const [name = "origin"] = names;
        if (url === undefined) return undefined;
        return / add /.test(text)
          ? `${program} remote add ${quote(names[0] ?? "upstream")} ${quote(url)}`
          : `${program} remote set-url ${quote(name)} ${quote(url)}`;
      },
      [0, 1],
    ),
    ["(to|url|of|for|the|at|remote|address|new|as|called|named|git|origin|from|in|its|fetch|push)"],
  ),
  frame(
    [
      "(set|change|configure|use|make)",
      "(git|commit|committer)",
      "(user name|username|name|user|e-mail|email|mail|identity|author|email address)",
      "{words}",
    ],
    identity,
    {
      may: [
        "{quote}",
        "(git|the|to|for|as|on|of|config|user|name|global|globally|address|account|user name|commits|in)",
      ],
    },
  ),
];

/** Nothing is committed without a message: it is asked. */
function messageOf(match: Match): Intent | undefined {
  const asked = onGit(
    act("Commit the changes", () => "commit", [0, 4]),
    match,
  );
  if (asked === undefined || asked.kind === "ask") return asked;
  return {
    kind: "ask",
    question: "With which message is it committed? Say it in quotes.",
    about: "argument",
    options: [],
  };
}

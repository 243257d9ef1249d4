/** What people ask of the history: commits by time, author, file and branch; who wrote a line; what was pulled. */
import { number } from "../intents/match.ts";
import { behind, git, type GitAct, type Said } from "./git-repo.ts";
import { pathspec, splitNames } from "./git-look.ts";
import type { Frame } from "./frame.ts";

const days = "monday|tuesday|wednesday|thursday|friday|saturday|sunday";
const months = "january|february|march|april|may|june|july|august|september|october|november|december";
const isBranch = (name: string): boolean =>
  /^(?:main|master|develop|trunk|head|dev|staging|release|production|origin|upstream)$/i.test(name);
/** How far back, as git takes it. */
function sinceOf({ text, match }: Said): string {
  const counted = / (?:last|past|previous) @n\d+ (hour|day|week|month|year)s?(?= )/.exec(text)?.[1];
  if (counted !== undefined) return ` --since='${number(match) ?? 1} ${counted}s ago'`;
  const ago = / @n\d+ (hour|day|week|month|year)s? ago(?= )/.exec(text)?.[1];
  if (ago !== undefined) return ` --since='${number(match) ?? 1} ${ago}s ago'`;
  const one = / (?:last|past|this|previous) (hour|day|week|month|year)(?= )/.exec(text)?.[1];
  if (one !== undefined) return ` --since='1 ${one} ago'`;
  const day = new RegExp(` (?:since|from|after|on|last) (?:last )?(${days}|${months})(?= )`).exec(text)?.[1];
  if (day !== undefined) return ` --since=${day}`;
  if (/ (?:yesterday)(?= )/.test(text)) return " --since=yesterday";
  if (/ (?:today|this morning|midnight)(?= )/.test(text)) return " --since=midnight";
  return "";
}
export const times = `(since|from|after|on|in|during|over|within|of) [last|past|this] (${days}|${months}|yesterday|today|midnight|this morning|week|month|year|day|hour|{n} (hours|days|weeks|months|years))|(last|past|this|previous) (week|month|year|day|hour|${days}|{n} (hours|days|weeks|months|years))|(today|yesterday|this morning)|{n} (hours|days|weeks|months|years) ago`;

/** “the last 10 commits by tom”, “what came in since Monday”, “commits on develop that are not in main”. */
function logOf(said: Said): string | undefined {
  const { git: program, text, quote, match } = said;
  const author = behind("by|from|author|of", said) ?? behind("did|has|have|was", said);
  const isAuthor =
    author !== undefined && / (?:by|author|did|has|have) /.test(text) && !isBranch(author) && !/[\d/]/.test(author);
  const { files, refs: said_ } = splitNames(said.names.filter((name) => !isAuthor || name !== author));
  const refs = said_.filter((name) => !/^(?:origin|upstream)$/i.test(name));
  const quoteSaid = match.slots.find(({ kind }) => kind === "quote");
  const sought = quoteSaid && match.entities[Number(quoteSaid.value)]?.said;
  if (files.length > 1 || refs.length > 2) return undefined;
  const [one, other] = refs;
  let range = one === undefined ? "" : ` ${quote(one)}`;
  if (other !== undefined && one !== undefined) {
    const without = / not (?:yet )?(?:in|on|merged (?:in|into)) /.test(text);
    range = ` ${quote(without ? `${other}..${one}` : `${one}..${other}`)}`;
  } else if (/ (?:unpushed|not pushed|not yet pushed|to push|outgoing|waiting to be pushed)(?= )/.test(text))
    range = " @{upstream}..HEAD";
  else if (/ (?:incoming|to pull|not pulled|not yet pulled|upstream|new on origin|on remote|on origin)(?= )/.test(text))
    range = " HEAD..@{upstream}";
  const since = sinceOf(said);
  const isTimed = since !== "";
  const isOne =
    / how old |(?: last| latest| newest| most recent) (?:\S+ )?(?:commit|change|deployment|deploy|revision)(?= )| (?:who|when) (?:last|recently) | (?:last|recently) (?:touched|changed|edited|committed|modified)/.test(
      text,
    ) && !/ commits(?= )/.test(text);
  const asked = isTimed && /@n\d+ (?:hour|day|week|month|year)/.test(text) ? undefined : number(match);
  const count = asked ?? (isOne && files.length === 0 ? 1 : files.length > 0 && isOne ? 3 : undefined);
  const limit = count === undefined ? (isTimed || range.includes("..") ? "" : " -n 10") : ` -n ${Math.trunc(count)}`;
  const format =
    isOne || / (?:who|when|author|authors)(?= )/.test(text) ? " --format='%h %an %ad %s' --date=iso" : " --oneline";
  const merges = / merges(?= )| merge commits(?= )/.test(text) ? " --merges" : "";
  const by = isAuthor ? ` --author=${quote(author)}` : "";
  const grep = sought === undefined ? "" : ` -i --grep=${quote(sought)}`;
  const graph = / graph(?= )/.test(text) ? " --graph" : "";
  const file = files.length === 0 ? "" : ` -- ${quote(pathspec(files[0] ?? ""))}`;
  return `${program} log${format}${limit}${since}${by}${merges}${grep}${graph}${range}${file}`;
}

const log: GitAct = { does: "Show the commits", reads: true, names: [0, 4], run: logOf };
const beside = [
  times,
  "{n}",
  "{quote}",
  "(last|latest|recent|recently|newest|few|new|list|made|history|log|since|on|branch|to|by|from|author|of|in|into|between|and|came|come|came in|went|landed|happened|done|merge|merges|were|was|who|when|git|commit|commits|committed|changed|touched|edited|modified|changes|change|pushed|graph|as graph|only|first|top|not in|not yet in|not merged into|not on|mentioning|mention|containing|about|with|message|file|date|time|deployment|deploy|deployed|lately|on origin|on remote|most recent|authors|revision|hash|sha|it|point|entries|people|person)",
];

const head: GitAct = {
  does: "Show the commit that is checked out",
  reads: true,
  run: ({ git: program }) => `${program} log -n 1 --format='%H %an %ad %s' --date=iso`,
};

export const gitLogFrames = (): Frame[] => [
  ...git(
    [
      [
        "(same|identical|equal|matching|different|which|what|compare|current|currently|live|deployed|checked out|hash|sha|head)",
        "(commit|commits|revision|revisions|hash|sha|head commit|git head|git version|git hash|commit hash|commit id|git sha|code version)",
      ],
      ["(same|identical|different)", "(state|version|branch|code|checkout)"],
    ],
    head,
    [
      "(are|is|they|have|both|run|runs|running|live|deployed|on|and which|which|checked out|current|head|same|identical|or|hash|sha|id|as|with|than|git|code|same as|all|{t}|does|do|point|points|at|now|of|short|each|whether|on|exactly|everywhere)",
    ],
  ),
  ...git(
    [
      [
        "(contains|contain|include|includes|included|has|have|got|in|deployed|live|on)",
        "(commit|tag|fix)",
        "(is|does|do|has|check|whether|did|was)",
      ],
    ],
    {
      does: "Show whether the commit is there",
      reads: true,
      names: [1, 1],
      run: ({ git: program, names: [ref], quote }) =>
        ref === undefined
          ? undefined
          : `${program} merge-base --is-ancestor ${quote(ref)} HEAD && echo contained || echo not contained`,
    },
    ["(commit|tag|in|on|deployed|live|already|there|contain|contains|included|the|yet|code|version)"],
  ),
  ...git(
    [["(blame|git blame|wrote|who wrote|annotate|responsible for)", "(line|lines|blame|git blame|annotate|who|wrote)"]],
    {
      does: "Show who wrote it",
      reads: true,
      names: [1, 1],
      run: ({ git: program, names, quote, match, text }) => {
        const [file] = splitNames(names).files;
        const lines = match.slots.filter(({ kind }) => kind === "n").map(({ value }) => match.entities[Number(value)]);
        const [from, to = from] = lines.map((entity) => (entity?.kind === "n" ? entity.value : undefined));
        if (file === undefined || (/ lines? /.test(text) && from === undefined)) return undefined;
        const range = from === undefined ? "" : ` -L ${from},${to ?? from}`;
        return file.includes("/")
          ? `${program} blame${range} -- ${quote(file)}`
          : `${program} ls-files ${quote(pathspec(file))} | head -n 1 | xargs -I{} ${program} blame${range} -- {}`;
      },
    },
    ["{n}", "(line|lines|to|-|through|in|of|file|for|git|who|wrote|last)"],
  ),
  ...git(
    [["(reflog|git reflog|force-pushed|force pushed|force-push|force push|rewritten|rewrote|rewrite)"]],
    {
      does: "Show where the branch pointed before",
      reads: true,
      names: [0, 1],
      run: ({ git: program, names, quote, match }) => {
        const [ref] = names;
        const count = match.slots.some(({ kind }) => kind === "n") ? (number(match) ?? 20) : 20;
        return `${program} reflog show --date=iso -n ${Math.trunc(count)}${ref === undefined ? "" : ` ${quote(ref)}`}`;
      },
    },
    [
      "{n}",
      "(anyone|anybody|somebody|someone|history|has|have|been|was|check|branch|entries|last|latest|recent|of|git|to|recently|show|did|a|,|force-pushed|force pushed|reflog|happened|look at|see)",
    ],
  ),
  ...git(
    [
      [
        "(unpushed|not pushed|not yet pushed|outgoing|waiting to be pushed|incoming|to pull|not pulled|not yet pulled)",
        "(commits|commit|changes|anything|any|what|work)",
      ],
    ],
    log,
    [...beside, "(are|is|there|which|anything|any|have|unpushed|to be|yet|still|local|somebody)"],
  ),
  ...git(
    [
      [
        "(commits|commit|committed|git log|commit log|commit history|git history|commit messages|changelog|merges|merge commits|history|log of commits|release notes)",
      ],
      ["(how old)", "(commit|change|code|checkout|deployment)"],
      ["(who|when)", "(touched|changed|edited|modified|committed|pushed|deployed|deployment|updated|worked)"],
      [
        "(what)",
        "(changed|came in|came into|happened|went into|landed|merged|new|committed|pushed|was done|deployed|got in|got into|was pulled|got pulled|is new|arrived)",
      ],
      ["(last|latest|recent|newest|most recent)", "(change|changes|edit|edits|modification|modifications)"],
      [
        "(show|see|list|tell)",
        "(came in|what changed|what is new|was pulled|new commits|incoming commits|what came|changed)",
      ],
    ],
    log,
    [
      ...beside,
      "(changed|new|was|did|what|got|pulled|merged|landed|arrived|deployed|most|all|code|work|worked|updated|how many|count|number|there|show|is|into|in|has|have|been|the)",
    ],
  ),
  ...git(
    [["(grep|search|find|look for|looking for|occurrences|where)", "{quote}"]],
    {
      does: "Search the code",
      reads: true,
      run: ({ git: program, match, quote, text }) => {
        const slot = match.slots.find(({ kind }) => kind === "quote");
        const sought = slot && match.entities[Number(slot.value)]?.said;
        if (sought === undefined) return undefined;
        return / (?:commits?|history|messages|log) /.test(text)
          ? `${program} log --oneline -i --grep=${quote(sought)}`
          : `${program} grep -n -I -e ${quote(sought)}`;
      },
    },
    [
      "(in|code|for|of|all|files|occurrences|is|used|mentioned|defined|commits|commit|messages|history|log|source|git|through|where|string|word|text|entire|whole)",
    ],
  ),
];

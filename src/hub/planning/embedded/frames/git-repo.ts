/** Which repository a sentence about git means: by path, by name, by owner, by the machine it is on; and how frames of git are made. */
import type { Machine } from "../../../../domain/machine.ts";
import { targetOfNames } from "../../../../domain/target.ts";
import { literals, type Match, openWords } from "../intents/match.ts";
import { quoted, shell } from "../intents/shell.ts";
import type { Intent, Place } from "../types.ts";
import { ordinary } from "../words.ts";
import { frame, type Frame } from "./frame.ts";
import { asTyped } from "./ways.ts";

type Found = { machine: Machine; path: string };
/** What is done there: `git` is the program with the folder; undefined where something that was said does not fit. */
export type Said = {
  git: string;
  /** Branches, tags, commits, files: every word that names no repository, as it was typed. */
  names: readonly string[];
  match: Match;
  /** Words of the sentence in small letters. */
  text: string;
  quote: (text: string) => string;
  path: string;
};
export type GitAct = {
  does: string;
  reads: boolean;
  /** How many names it takes beside the repository. */
  names?: readonly [number, number];
  tool?: "git.status" | "git.pull";
  run: (said: Said) => string | undefined;
};

export const repoNoun =
  "(repo|repository|repos|repositories|git repo|git repository|project|checkout|checkouts|clone|clones|code base|codebase|working copy|working copies|working tree|worktree|git tree|source|sources|source tree|deployment|deployed)";
const beside = [
  repoNoun,
  "(git|folder|directory|dir|copy|local|code|tree|in|on|onto|over)",
  "(vs|versus|compared to|and on|than on|as on|with|than|as|or) {t}",
  "{t}",
];

const spoken = new RegExp(
  String.raw`(?:^| )(?:git|repos?|repositor(?:y|ies)|checkouts?|checked out|clones?|working (?:copy|tree|copies)|work ?tree|branch(?:es)?|commits?|committed|origin|upstream|stash(?:es|ed)?|reflog|rebase|cherry-pick|HEAD|submodules?|merge conflicts?|merged into|which (?:tag|version of code|release) is (?:deployed|checked out|live)|(?:local|uncommitted|unstaged|hand|manual) (?:changes|modifications|edits)|develop|main|master|${"[a-z]+/[a-z][a-z0-9./-]*"})(?= |$)`,
);
/** “pull infra on dev-1 and show what came in”: what the whole request is about. */
const sharing = /(?:^|[^a-z])(?:git|pull|fetch|repo|repository|checkout|merge)(?=[^a-z]|$)/;
const nameOf = (path: string): string => path.split("/").at(-1)?.toLowerCase() ?? "";
const allOf = (fleet: readonly Machine[]): Found[] =>
  fleet.flatMap((machine) => (machine.facts.repositories ?? []).map((path) => ({ machine, path })));

/** Machines that were named, as the place of the clause or in it. */
export function machinesIn({ on, slots, entities }: Match): Machine[] {
  const places = slots.flatMap(({ kind, value }) => {
    const entity = kind === "t" ? entities[Number(value)] : undefined;
    return entity?.kind === "t" ? [entity.place] : [];
  });
  return [...(on ? [on] : []), ...places].filter(isSomewhere).flatMap(({ parts, minus }) => {
    const without = new Set(minus.flatMap(({ machines }) => machines));
    return parts.flatMap(({ machines }) => machines).filter((machine) => !without.has(machine));
  });
}

/** “commit everything”, “unstage all”: no place. */
const isSomewhere = ({ parts }: Place): boolean =>
  !parts.every(({ said }) => /^(?:everything|all|anything)$/.test(said));

const isOwner = (word: string, { path }: Found): boolean => path.toLowerCase().split("/").slice(0, -1).includes(word);

type Subject = { found: Found[]; names: string[]; isNamed: boolean };

/** The repositories that the words can mean, and the words that name something else. */
function subjectOf(match: Match, words: readonly string[]): Subject | undefined {
  const all = allOf(match.words.fleet);
  const machines = machinesIn(match);
  const here = (list: Found[]): Found[] =>
    machines.length === 0 ? list : list.filter(({ machine }) => machines.includes(machine));
  const isNamed = words.some((word) => all.some((one) => nameOf(one.path) === word));
  const paths = literals(match, "path").filter((one) => one.startsWith("/"));
  // “nginx.conf in the infra repo” is a file of the repository, wherever else there is one called so.
  const files = isNamed ? paths.filter((one) => !all.some((known) => known.path === one)) : [];
  const [path] = paths.filter((one) => !files.includes(one));
  if (path !== undefined) {
    const known = all.filter((one) => one.path === path.replace(/\/$/, ""));
    const on = machines.length > 0 ? machines.map((machine) => ({ machine, path })) : known;
    return on.length === 0 || (known.length === 0 && !spoken.test(match.text))
      ? undefined
      : { found: on, names: [...words], isNamed: true };
  }
  const byName = words.filter((word) => all.some((one) => nameOf(one.path) === word));
  const owners = words.filter((word) => !byName.includes(word) && all.some((one) => isOwner(word, one)));
  const names = [
    ...words.filter((word) => !byName.includes(word) && !owners.includes(word)),
    ...files.map((file) => file.split("/").at(-1) ?? file),
  ];
  if (byName.length > 1) return undefined;
  const owned = all.filter((one) => owners.every((owner) => isOwner(owner, one)));
  const [name] = byName;
  if (name !== undefined) {
    const found = here(owned.filter((one) => nameOf(one.path) === name));
    return found.length === 0 ? undefined : { found, names, isNamed: true };
  }
  if (!spoken.test(match.text) && !(match.source ?? "").toLowerCase().match(sharing)) return undefined;
  const found = here(owned);
  if (!spoken.test(match.text)) return { found: ofRequest(match), names, isNamed: true };
  return { found: found.length > 0 || machines.length > 0 ? found : owned, names, isNamed: owners.length > 0 };
}

/** The one that the rest of the request spoke of: “pull infra on dev-1 and show what came in”. */
function ofRequest(match: Match): Found[] {
  const said = ` ${(match.source ?? "").toLowerCase().replaceAll(/[^a-z0-9/_.-]+/g, " ")} `;
  const all = allOf(match.words.fleet);
  const named = all.filter(
    ({ path }) => said.includes(` ${path.toLowerCase()} `) || said.includes(` ${nameOf(path)} `),
  );
  const here = (list: Found[]): Found[] =>
    list.filter(({ machine }) => said.includes(` ${machine.name.toLowerCase()} `));
  const found = here(named).length > 0 ? here(named) : named.length > 0 ? named : here(all);
  return new Set(found.map(({ path }) => path)).size === 1 ? found : [];
}

const many = /(?:^| )(?:all|both|each|every|any|which|repos|repositories|checkouts|clones)(?= |$)/;

function askWhich(found: readonly Found[], match: Match): Intent {
  const some = found.slice(0, 8);
  return {
    kind: "ask",
    question:
      some.length === 0
        ? "In which directory is the repository? Say its full path, for example /srv/app."
        : "Which repository is meant? Say its path, and the machine if several have it.",
    about: "argument",
    options: some.map(({ machine, path }) => ({
      label: `${path} on ${machine.name}`,
      value: `${(match.source ?? "").replace(/[?.!\s]+$/, "")} in ${path}${machinesIn(match).length > 0 ? "" : ` on ${machine.name}`}`,
    })),
  };
}

const branchWords = new Set(
  "main master trunk develop dev staging stage release production prod stable next test testing beta head upstream origin hotfix".split(
    " ",
  ),
);
const gitWords = new Set(
  "git diff log merge rebase commit commits tag tags branch branches push pull fetch clone stash reset revert restore clean conflict conflicts deploy checkout switch status remote remotes reflog blame repo repository message squash force new old same it them contain contains contained abort cherry-pick gc fsck".split(
    " ",
  ),
);
/** Typed as a name: no ordinary word, and none that begins with a dash. */
const isName = (name: string): boolean => {
  const low = name.toLowerCase();
  return /^[\w@][\w./@~^+-]{0,99}$/.test(name) && (branchWords.has(low) || (!gitWords.has(low) && !ordinary.has(low)));
};
const question =
  /^(?:who|whose|what|which|is|are|was|were|does|do|did|has|have|had|how|when|where|why|any|anything|should|show|list|check(?! out)|tell|see)(?= )/;
const changing =
  /^(?:git )?(?:pull|push|fetch|merge|commit|deploy|reset|revert|discard|stash|clone|tag|rebase|switch|checkout|create|delete|remove|drop|make|set|rename|clean|prune|update|undo|throw|force-push|cherry-pick|restart|restore|install|run|move|copy|stop|start|check out|go back|roll|put|bring|abort|unstage|add)(?= )(?!.*(?:^| )(?:status|diff|log|reflog|show|list|tags|branches)(?= |$))|^fetch(?= )/;

export function onGit(act: GitAct, match: Match): Intent | undefined {
  if ((act.reads ? changing : question).test(`${match.text} `)) return undefined;
  const words = openWords(match);
  const subject = subjectOf(match, words);
  if (!subject) return undefined;
  const [least, most] = act.names ?? [0, 0];
  const names = subject.names.map((word) => asTyped(match, word)).filter((name) => most > 0 || !/^head$/i.test(name));
  if (names.length < least || names.length > most || !names.every(isName)) return undefined;
  const earlier = subject.isNamed ? [] : ofRequest(match);
  const machines = machinesIn(match);
  const told = earlier.filter(({ machine }) => machines.length === 0 || machines.includes(machine));
  const found = told.length > 0 ? told : subject.found;
  const paths = new Set(found.map(({ path }) => path));
  const isTwice = found.some(({ machine }, at) => found.findIndex((one) => one.machine === machine) !== at);
  const isSure = !isTwice && (paths.size === 1 || subject.isNamed || machines.length > 0);
  if (found.length === 0) return machines.length > 0 && !spoken.test(match.text) ? undefined : askWhich([], match);
  if (!isSure && !(act.reads && many.test(` ${match.text}`))) return askWhich(found, match);
  const { run, does, reads, tool } = act;
  const on = (machine: Machine): string[] => found.filter((one) => one.machine === machine).map(({ path }) => path);
  const said = { names, match, text: ` ${match.text} `, quote: quoted };
  const [first] = found;
  if (!first || run({ ...said, git: "git", path: first.path }) === undefined) return undefined;
  const made = shell({
    command: (machine) => {
      const commands = on(machine).map((path) => run({ ...said, git: `git -C ${quoted(path)}`, path }));
      return commands.length === 0 || commands.includes(undefined) ? undefined : commands.join("; ");
    },
    does,
    reads,
    needs: "this repository",
  });
  if (made.kind !== "shell") return undefined;
  const where = [...new Set(found.map(({ machine }) => machine))];
  const isAll =
    subject.isNamed &&
    /(?:^| )(?:all|every|each|both) (?:the )?(?:git )?(?:checkouts?|clones?|copies|working copies|repos)(?= |$)/.test(
      match.text,
    );
  const from = together(match, where) ?? (machines.length === 0 && isAll ? placeOf(where) : undefined);
  return {
    ...made,
    where,
    ...(from ? { from } : {}),
    ...(tool === undefined || isTwice
      ? {}
      : {
          as: (machine: Machine) => {
            const [path] = on(machine);
            return path === undefined ? undefined : { tool, input: { path } };
          },
        }),
  };
}

/** “on web-1 or web-2”: all that were named; of “everything” what has it. */
function together({ on, slots, entities }: Match, where: readonly Machine[]): Place | undefined {
  const places = slots.flatMap(({ kind, value }) => {
    const entity = kind === "t" ? entities[Number(value)] : undefined;
    return entity?.kind === "t" ? [entity.place] : [];
  });
  const all = [...(on ? [on] : []), ...places];
  const said = all.filter(isSomewhere);
  if (said.length > 0 && (on === undefined || places.length === 0) && said.length === all.length) return undefined;
  if (all.length === 0) return undefined;
  return said.length > 0
    ? { parts: said.flatMap(({ parts }) => parts), minus: said.flatMap(({ minus }) => minus) }
    : placeOf(where);
}
const placeOf = (where: readonly Machine[]): Place => ({
  parts: where.map((machine) => ({
    said: machine.name,
    expr: targetOfNames([machine.name]),
    machines: [machine],
    count: "one",
  })),
  minus: [],
});

/** A frame of git; the repository may be named by whatever names it, or be the only one that is there. */
export const git = (needs: readonly (readonly string[])[], act: GitAct, may: readonly string[] = []): Frame[] =>
  needs.map((need) =>
    frame([...need, "{words}"], (match) => onGit(act, match), {
      reads: act.reads,
      may: [...may, ...beside, "{path}"],
    }),
  );

/** The word behind one of these, as it was typed: “by tom”, “off develop”. */
export const behind = (words: string, { match, names }: Pick<Said, "match" | "names">): string | undefined => {
  const shape = new RegExp(
    ` (?:${words})(?= (?:the )?(?:branch |tag |commit )?([a-z0-9][a-z0-9_.+/~^-]*)(?= |$))`,
    "g",
  );
  const found = [...` ${match.text}`.matchAll(shape)].map(([, word]) => word);
  return names.find((name) => found.includes(name.toLowerCase()));
};

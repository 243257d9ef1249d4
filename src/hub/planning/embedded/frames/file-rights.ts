/** Who a file belongs to and who may do what with it. */
import { literals, type Match, openWords, things } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { acting } from "./ways.ts";

const account = /^[a-z_][a-z0-9_-]{0,31}\$?$/;
const notAName =
  /^(?:root-only|owner|user|group|the|to|and|for|of|it|that|file|folder|permissions|mode|rights|private|public|everyone|everybody|anyone|all|others|world)$/;
const systemFolder = /^\/(?:bin|boot|dev|etc|home|lib\w*|opt|proc|root|run|sbin|srv|sys|usr|var)?\/?$/;
const pathOf = (match: Match): string | undefined => {
  const [path, more] = literals(match, "path").filter((text) => text.startsWith("/"));
  return path === undefined ||
    more !== undefined ||
    /[*?[\]{}]/.test(path) ||
    path.split("/").includes("..") ||
    systemFolder.test(path)
    ? undefined
    : path;
};
const isTree = ({ text }: Match): boolean =>
  /\b(?:recursive|recursively|everything|all files|below|beneath|under it|inside|contents|subfolders|subdirectories|whole|tree|and all|including|children|- r)\b/.test(
    text,
  );

/** A program's account is no word but a service: “postgres”, “nginx”. */
function namesIn(match: Match): string[] {
  const services = things(match).map(({ said }) => said);
  return [...openWords(match), ...services].filter((name) => account.test(name) && !notAName.test(name));
}

function own(match: Match): Intent | undefined {
  const path = pathOf(match);
  const said = /([a-z_][a-z0-9_-]*):([a-z_][a-z0-9_-]*)/.exec((match.source ?? "").replaceAll("`", " "));
  const [first, second, more] = namesIn(match);
  if (path === undefined || more !== undefined) return undefined;
  const user = said ? said[1] : first;
  const group = said ? said[2] : second;
  if (user === undefined || (group !== undefined && !said && !/\bgroup\b/.test(match.text))) return undefined;
  return acting(
    `Give ${path} to ${user}`,
    (_m, q) => `chown ${isTree(match) ? "-R " : ""}${group === undefined ? user : `${user}:${group}`} -- ${q(path)}`,
  );
}

function group(match: Match): Intent | undefined {
  const path = pathOf(match);
  const [name, more] = namesIn(match);
  return path === undefined || name === undefined || more !== undefined
    ? undefined
    : acting(
        `Give ${path} to the group ${name}`,
        (_m, q) => `chgrp ${isTree(match) ? "-R " : ""}${name} -- ${q(path)}`,
      );
}

const meant: readonly [RegExp, string][] = [
  [/\b(?:not executable|non executable|non-executable)\b/, "a-x"],
  [/\b(?:read[- ]only)\b/, "a-w"],
  [
    /\b(?:only|just) (?:readable|accessible|visible|writable|to|for|by|root|its owner|the owner)\b|\b(?:private|owner only|readable only|readable by (?:its )?owner only|root only|root-only)\b/,
    "go-rwx",
  ],
  [/\bgroup[- ](?:writable|writeable)\b|\bwrit(?:e)?able (?:by|for) (?:its |the )?group\b/, "g+w"],
  [/\bgroup[- ]readable\b|\breadable (?:by|for) (?:its |the )?group\b/, "g+r"],
  [/\b(?:world[- ]readable|readable (?:by|for|to) (?:everyone|everybody|all|anyone|others)|public)\b/, "a+r"],
  [/\bexecutable\b|\brunnable\b/, "+x"],
];

function mode(match: Match): Intent | undefined {
  const path = pathOf(match);
  if (path === undefined) return undefined;
  const slot = match.slots.find(({ kind }) => kind === "n");
  const entity = slot && match.entities[Number(slot.value)];
  const said =
    entity?.kind === "n" ? entity.said : openWords(match).find((word) => /^[ugoa]*[+-=][rwxXst]+$/.test(word));
  const bits = said ?? meant.find(([shape]) => shape.test(match.text))?.[1];
  if (bits === undefined || (said !== undefined && entity?.kind === "n" && !/^[0-7]{3,4}$/.test(said)))
    return undefined;
  return acting(`Set the mode of ${path}`, (_m, q) => `chmod ${isTree(match) ? "-R " : ""}${bits} -- ${q(path)}`);
}

const beside = [
  "(recursively|recursive|including everything below [it]|and everything below [it]|everything below it|and everything in it|with everything below|and all files below|and everything under it|including everything in it|including subfolders|with all files|and all files in it|and its contents|including its contents|including its content|everything below|and everything inside|everything inside|everything in it|everything under it|and everything beneath it|whole tree|and below|- r)",
  "(owned|sure|that|is|are|file|files|folder|directory|dir|the|of|on|to|user|account|owner|for|it|in|ownership|permissions|permission|mode|rights|group|bits|access|as|be|should|belong|and|all|below|its|by|bit|script)",
];

/** “give deploy write access to …”: by an entry of its own, the owner stays. */
function access(match: Match): Intent | undefined {
  const path = pathOf(match);
  const [name, more] = namesIn(match);
  if (path === undefined || name === undefined || more !== undefined) return undefined;
  const isGroup = /\bgroup\b/.test(match.text);
  const bits =
    /\bread[- ]only\b/.test(match.text) || (/\bread\b/.test(match.text) && !/\bwrit/.test(match.text)) ? "rX" : "rwX";
  return acting(
    `Let ${name} use ${path}`,
    (_m, q) => `setfacl ${isTree(match) ? "-R " : ""}-m ${isGroup ? "g" : "u"}:${name}:${bits} -- ${q(path)}`,
  );
}

export const fileRightFrames = (): Frame[] => [
  frame(
    [
      "(give|grant|allow|let|make sure)",
      "(write access|read access|read-only access|access|write|read|write permission|write permissions|read permission|read permissions|read and write|read and write access|read-write access|read|rw access|write to|read only access|write rights)",
      "{path}",
      "{name}",
    ],
    access,
    {
      may: [
        ...beside,
        "(access|write|read|permission|permissions|rights|only|and|can|has|have|have access|may|able to|group)",
      ],
    },
  ),
  frame(
    [
      "(make|set|change|let|have|give|transfer|assign|hand|put|fix|switch|chown|ensure|see to it|make sure)",
      "{path}",
      "[owner|owned|ownership|belong|belongs|own|chown|owning user|own it|chowned|user|ownership of|give|hand]",
      "(to|by|make|let|have|chown|is|as|of|set|owner|give|hand|over to|user) [user|account|root|be|owner|the] ({word}|{svc}) [: ({word}|{svc})] [(and|,) group ({word}|{svc})]",
    ],
    (match) =>
      /\b(?:own(?:er|ed|s|ership)?|chown|belong(?:s)?|hand|chowned)\b/.test(match.text) ? own(match) : undefined,
    { may: beside },
  ),
  frame(["(make|let|have)", "({word}|{svc})", "(owner|own|the owner|owner of|own everything in)", "{path}"], own, {
    may: [...beside, "(and group|group) ({word}|{svc})"],
  }),
  frame(["(chown)", "({word}|{svc}) [: ({word}|{svc})]", "{path}"], own, { may: beside }),
  frame(
    [
      "(chgrp|set group|change group|group ownership|owning group|change the group|set the group|group of)",
      "{path}",
      "(to|chgrp|=|group) ({word}|{svc})",
    ],
    group,
    { may: [...beside, "(set|change|make|ownership)"] },
  ),
  frame(["(chgrp)", "({word}|{svc})", "{path}"], group, { may: beside }),
  frame(
    [
      "(make|set|let)",
      "{path}",
      "(executable|runnable|read only|read-only|private|group writable|group-writable|group readable|world readable|world-readable|readable by everyone|readable for everyone|readable by all|readable only by its owner|readable only by owner|only readable by root|only readable by its owner|only readable by owner|readable only by root|readable by root only|writable by group|writable for group|writable by its group|readable by its group|readable by group|accessible only by root)",
    ],
    mode,
    { may: beside },
  ),
  frame(
    [
      "(chmod|set permissions|change permissions|set mode|change mode|permissions|mode|set rights|change permission|tighten permissions|loosen permissions|tighten|access rights)",
      "{path}",
      "(to|chmod|=|permissions|mode|at|with) {n}",
    ],
    mode,
    { may: [...beside, "(set|change|make|tighten|loosen|adjust|fix|put|must|needs|need|should)"] },
  ),
  frame(["(set|change|make|adjust|fix|give|put)", "{path}", "(mode|permissions|permission|rights)", "{n}"], mode, {
    may: [...beside, "(to|a|with)"],
  }),
  frame(["(chmod)", "({n}|{word})", "{path}"], mode, { may: beside }),
];

/** Files that are found by their ending alone, fetched from an address, or handed to somebody. */
import { literals, type Match, openWords, things } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { acting, looking } from "./ways.ts";

const account = /^[a-z_][a-z0-9_-]{0,31}$/;
const systemFolder = /^\/(?:bin|boot|dev|etc|home|lib\w*|opt|proc|root|run|sbin|srv|sys|usr|var)?\/?$/;

function byEnding(match: Match): Intent | undefined {
  const [word, more] = openWords(match);
  const [path = "/", other] = literals(match, "path");
  if (
    word === undefined ||
    more !== undefined ||
    other !== undefined ||
    !/^\.[a-z0-9]{1,12}(?:\.[a-z0-9]{1,6})?$/.test(word)
  )
    return undefined;
  return looking(
    `Find files that end in ${word}`,
    (_machine, q) => `find ${q(path)} -xdev -type f -iname ${q(`*${word}`)} | head -n 200`,
  );
}

/** Under the name that it has there, in the folder that is named. */
function fetched(match: Match): Intent | undefined {
  const [url, more] = literals(match, "url");
  const [path, other] = literals(match, "path");
  if (url === undefined || more !== undefined || path === undefined || other !== undefined || !/^https?:\/\//.test(url))
    return undefined;
  const name = /\/([\w.%+-]+)(?:\?.*)?$/.exec(url.replace(/^https?:\/\/[^/]+/, ""))?.[1];
  const isFolder = path.endsWith("/") || !/\.[a-z0-9]{1,5}$/i.test(path);
  if (isFolder && name === undefined) return undefined;
  const target = isFolder ? `${path.replace(/\/$/, "")}/${name ?? ""}` : path;
  return acting(`Fetch ${url} to ${target}`, (_machine, q) => `curl -fSL --retry 2 -o ${q(target)} -- ${q(url)}`);
}

function owner(match: Match): Intent | undefined {
  const [path, more] = literals(match, "path");
  const [name, other] = [...openWords(match), ...things(match).map(({ said }) => said)];
  if (path === undefined || more !== undefined || name === undefined || other !== undefined) return undefined;
  if (!account.test(name) || systemFolder.test(path) || /[*?]/.test(path)) return undefined;
  const deep = /\b(?:recursive|recursively|everything|all of|contents|whole)\b/.test(match.text) ? "-R " : "";
  return acting(`Give ${path} to ${name}`, (_machine, q) => `chown ${deep}${name} -- ${q(path)}`);
}

export const fileFetchFrames = (): Frame[] => [
  frame(["(find|list|locate|search|show|where|which|any|are there)", "{word} (files|file)"], byEnding, {
    reads: true,
    may: ["{path}", "(all|any|every|are|is|there|in|under|below|for|on|of|lying|around)"],
  }),
  frame(
    ["(download|fetch|wget|curl|get|grab|pull down|pull|load)", "{url}", "(to|into|in|as) [folder|directory] {path}"],
    fetched,
    {
      may: ["(file|from|the|it|and|save|put|store|over|down)"],
    },
  ),
  frame(
    [
      "(give|grant|transfer|hand|assign)",
      "({word}|{svc})",
      "(ownership|the ownership) (of|over) [folder|file|directory] {path}",
    ],
    owner,
    {
      may: ["(to|the|user|recursively|whole|full|everything|and|contents|its|in|it)"],
    },
  ),
];

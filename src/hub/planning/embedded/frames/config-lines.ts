/** One line of a configuration: set without a “to”, taken out, one word for another; and a program's file without its comments. */
import { configOf } from "../configs.ts";
import { edited } from "../intents/fixes.ts";
import { literals, type Match, openWords, things } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { ownersOf } from "./on-unit.ts";
import { change } from "./say.ts";
import { asTyped, looking } from "./ways.ts";

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
const fileOf = (match: Match): string | undefined => {
  const [path, more] = literals(match, "path");
  return path !== undefined && more === undefined && /^\/./.test(path) && !path.endsWith("/") ? path : undefined;
};

function without(match: Match): Intent | undefined {
  const path = fileOf(match);
  const [line, more] = [...literals(match, "quote"), ...literals(match, "code")];
  return path === undefined || line === undefined || more !== undefined || line.trim() === "" || line.includes("\n")
    ? undefined
    : edited(path, [{ line: `^\\s*${escaped(line.trim())}\\s*$` }], `Take a line out of ${path}`);
}

function replaced(match: Match): Intent | undefined {
  const path = fileOf(match);
  const [from, to, more] = openWords(match).map((word) => asTyped(match, word));
  return path === undefined || from === undefined || to === undefined || more !== undefined || from.length < 2
    ? undefined
    : edited(path, [{ find: from, replace: to }], `Replace ${from} by ${to} in ${path}`);
}

/** What a program's file holds, without what is said about it there. */
function active(match: Match): Intent | undefined {
  const [thing, more] = things(match);
  const path = thing && configOf(thing.owners[0]?.name ?? thing.said);
  return !thing || more || path === undefined
    ? undefined
    : { kind: "read", tool: "config.show", input: { path, active: true }, where: ownersOf([thing]) };
}

function fileWhere(match: Match): Intent | undefined {
  const [thing, more] = things(match);
  const path = thing && configOf(thing.owners[0]?.name ?? thing.said);
  return !thing || more || path === undefined
    ? undefined
    : { kind: "read", tool: "file.stat", input: { path }, where: ownersOf([thing]) };
}

const zones =
  /^(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific|Etc)\/[A-Za-z_+-]+(?:\/[A-Za-z_]+)?$/i;
function zone(match: Match): Intent | undefined {
  const [name, more] = literals(match, "quote");
  if (name === undefined || more !== undefined || !zones.test(name) || match.on === undefined) return undefined;
  const wanted = name.replaceAll(/(?<=^|[/_])[a-z]/g, (letter) => letter.toUpperCase());
  return change("setting.timezone", { zone: wanted }, `Set the time zone to ${wanted}`);
}

const config = "(config|configuration|conf|config file|configuration file|settings)";
const bare =
  "(without comments|without any comments|without comment lines|no comments|minus comments|stripped of comments|comments stripped|only active lines|only non-comment lines|non-comment lines|active lines|effective lines|uncommented lines|without comments and blank lines|without comments and empty lines)";

export const configLineFrames = (): Frame[] => [
  frame(
    [
      "{svc}",
      "(vhost|vhosts|virtual host|virtual hosts|server block|server blocks|site config|sites|vhost config|vhost configs|site configs)",
      "(config|configuration|show|list|print|display|which|what|dump|cat|view|configured|enabled)",
    ],
    (match) => {
      const intent = things(match).every(({ said }) => said === "nginx")
        ? looking("Show the configuration of nginx with its sites", "nginx -T 2>/dev/null")
        : undefined;
      return intent?.kind === "shell" ? { ...intent, where: ownersOf(things(match)) } : intent;
    },
    {
      reads: true,
      may: ["(config|configuration|configs|all|enabled|the|of|are|is|there|does|have|has|serve|configured|current)"],
    },
  ),
  frame(["{svc}", config, bare], active, {
    reads: true,
    may: ["(lines|of|from|cat|the|only|just|and|blank|empty|file)"],
  }),
  frame(["(where|which file|what file|which path)", "{svc}", config], fileWhere, {
    reads: true,
    may: [
      "(keep|keeps|kept|store|stores|stored|live|lives|located|find|read|reads|from|does|is|its|in|file|path|have|has)",
    ],
  }),
  frame(
    ["(remove|delete|drop|take out|strip|erase)", "(line|lines|entry|directive)", "({quote}|{code})", "{path}"],
    without,
    {
      may: ["(from|out of|in|of|the|that says|saying|reading|file|config|with)"],
    },
  ),
  frame(
    ["(replace|substitute|swap|change)", "{word} (with|by|for|to|into) {word}", "(in|inside) [file|config] {path}"],
    replaced,
    {
      may: ["(string|word|text|value|every|the|file|in)"],
    },
  ),
  frame(["(set|use|put|switch|make)", "{quote}"], zone, { may: ["(to|on|as|the|it|for)"] }),
];

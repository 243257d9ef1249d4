/** Settings of the machine itself: its host name, its time zone, values of its kernel. */
import { once } from "../../../../lib/once.ts";
import { literals, number, openWords, type Match } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { change, command } from "./say.ts";

const setting =
  "(set|change|switch|adjust|put|move|make|update|raise|lower|increase|decrease|bump|reduce|tune|turn|bring|fix)";
const host = "(hostname|host name|computer name|machine name)";
const clock = "(timezone|time zone|tz|clock zone)";

/** One name is for one machine. */
export function hostName(match: Match): Intent | undefined {
  const [name = ""] = [...openWords(match), ...literals(match, "quote")];
  if (!/^[a-z0-9](?:[a-z0-9.-]{0,62}[a-z0-9])?$/i.test(name)) return undefined;
  const machines = match.on?.parts.flatMap((part) => part.machines) ?? [];
  if (machines.length > 1)
    return {
      kind: "ask",
      question: `Which one machine is to be called ${name}? Two of the same name would be taken for each other.`,
      about: "target",
      options: machines.slice(0, 20).map((machine) => ({ label: machine.name, value: machine.name })),
    };
  return change("setting.hostname", { name }, `Set the host name to ${name}`);
}

/** Names of zones by what people say: the whole of it in any case, or the city alone where only one zone is called so. */
const zones = once((): Map<string, string> => {
  const known = ["UTC", ...Intl.supportedValuesOf("timeZone")];
  const cities = Map.groupBy(known, (zone) => (zone.split("/").at(-1) ?? zone).toLowerCase());
  return new Map([
    ...[...cities].flatMap(([city, [only, ...others]]): [string, string][] =>
      only === undefined || others.length > 0 ? [] : [[city, only]],
    ),
    ...known.map((zone): [string, string] => [zone.toLowerCase(), zone]),
    ["gmt", "Etc/GMT"],
  ]);
});

const title = (text: string): string =>
  text.replaceAll(/(^|[_/-])([a-z])/gi, (_whole, before: string, letter: string) => before + letter.toUpperCase());

function timeZone(match: Match): Intent | undefined {
  const parts = [...openWords(match), ...literals(match, "path"), ...literals(match, "quote")];
  const said = parts
    .join("/")
    .replaceAll(/\/{2,}/g, "/")
    .replace(/^\//, "");
  const key = said.toLowerCase().replaceAll(" ", "_");
  // A newer name than this program's own list may be one that the machine knows; it looks before.
  const zone = zones().get(key) ?? (/^[a-z]+\/[a-z_]+(?:\/[a-z_]+)?$/.test(key) ? title(key) : undefined);
  return zone === undefined ? undefined : change("setting.timezone", { zone }, `Set the time zone to ${zone}`);
}

/** What people call values of the kernel that they ask for by other words. */
const called: Readonly<Record<string, string>> = {
  swappiness: "vm.swappiness",
  max_map_count: "vm.max_map_count",
  somaxconn: "net.core.somaxconn",
  ip_forward: "net.ipv4.ip_forward",
  max_user_watches: "fs.inotify.max_user_watches",
  max_user_instances: "fs.inotify.max_user_instances",
};
const spoken: Readonly<Record<string, string>> = {
  "max map count": "vm.max_map_count",
  "inotify watches": "fs.inotify.max_user_watches",
  "inotify watch limit": "fs.inotify.max_user_watches",
  "inotify limit": "fs.inotify.max_user_watches",
  "ip forwarding": "net.ipv4.ip_forward",
  "ipv4 forwarding": "net.ipv4.ip_forward",
  "listen backlog": "net.core.somaxconn",
};
const families = /^(?:vm|net|kernel|fs|dev|user)\.[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/;

function keyOf(match: Match): { key: string; rest: string[] } | undefined {
  const words = openWords(match);
  const phrase = Object.keys(spoken).find((text) => ` ${match.text} `.includes(` ${text} `));
  if (phrase !== undefined) return { key: spoken[phrase] ?? "", rest: words };
  const known = (word: string): string | undefined => called[word] ?? (families.test(word) ? word : undefined);
  const key = words.map(known).find((each) => each !== undefined);
  return key === undefined ? undefined : { key, rest: words.filter((word) => known(word) === undefined) };
}

function kernelValue(match: Match): Intent | undefined {
  const found = keyOf(match);
  const amount = number(match);
  if (!found || found.rest.length > 0 || amount === undefined || !Number.isInteger(amount)) return undefined;
  return valued(match, found.key, String(amount));
}

const switched =
  (value: "0" | "1") =>
  (match: Match): Intent | undefined => {
    const found = keyOf(match);
    return found && found.rest.length === 0 ? valued(match, found.key, value) : undefined;
  };

const passing = "(temporarily|for now|only now|just for now|only for now)";
function valued({ text }: Match, key: string, value: string): Intent | undefined {
  const brief = /\b(?:temporarily|for now|only now)\b/.test(text);
  return change(
    "setting.sysctl",
    { key, value, ...(brief ? { boot: "unchanged" } : {}) },
    `Set ${key} to ${value}${brief ? " until the next boot" : ""}`,
  );
}

const beside = [
  "(sysctl|kernel|value|setting|parameter|limit|option|permanently|persistently|for good|also after reboots|up|down|to|of|the|in)",
  passing,
];
const names = Object.keys(spoken).join("|");

export const systemSettingFrames = (): Frame[] => [
  frame([host, setting, "(to|into|=|as) ({word}|{quote})"], hostName, { may: ["(of|for|its|system|to|from)"] }),
  frame([host, "(should be|must be|has to be|needs to be|is to be)", "({word}|{quote})"], hostName, {
    may: ["(set|changed|to|of|its|system)"],
  }),
  frame([clock, setting, "(to|into|=) ({word}|{quote}) [/ {word}|{path}] [/ {word}]"], timeZone, {
    may: ["(to|from|system|clock|time)"],
  }),
  frame(
    [
      clock,
      "(should be|must be|needs to be|has to be|ought to be|wants to be)",
      "({word}|{quote}) [/ {word}|{path}] [/ {word}]",
    ],
    timeZone,
    { may: ["(set|changed|change|it|, please|switch|switched|moved|system|to|fix|adjust)"] },
  ),
  frame(["(clock)", "(set|change|switch|put|move)", "(to|into) {word} (/ {word}|{path}) [/ {word}]"], timeZone, {
    may: ["(to|system)"],
  }),
  frame(["(put|set|switch|move)", "(to|on|into) {word} / {word} [/ {word}]", "(time|clock|timezone)"], timeZone, {
    may: ["(the|system)"],
  }),
  frame([setting, "{word} (to|=|at|on|is) {n}"], kernelValue, { may: beside }),
  frame(["{word} (should be|must be|needs to be|has to be) {n}"], kernelValue, { may: ["(set|to)", ...beside] }),
  frame([setting, `(${names})`, "(to|=|at) {n}"], kernelValue, { may: beside }),
  frame(["(enable|turn on|switch on|activate|allow)", `(ip forwarding|ipv4 forwarding)`], switched("1"), {
    may: beside,
  }),
  frame(["(disable|turn off|switch off|deactivate|forbid)", `(ip forwarding|ipv4 forwarding)`], switched("0"), {
    may: beside,
  }),
  frame(
    ["{word}", "(value|sysctl|set to|kernel setting|kernel parameter|current value|what is)"],
    (match) => {
      const found = keyOf(match);
      return found && found.rest.length === 0
        ? command({ command: `sysctl ${found.key}`, does: `Read ${found.key}`, reads: true, needs: "procps" })
        : undefined;
    },
    { reads: true, may: ["(what|is|of|kernel|sysctl|current|value|show|set|to|read)"] },
  ),
];

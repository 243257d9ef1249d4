/** Settings of a system by what they mean: its name, its clock, its language, its hosts file, swap and limits. */
import type { Machine } from "../../../../domain/machine.ts";
import { literals, type Match, openWords, things } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { change, command } from "./say.ts";
import { hostName as calledSo } from "./settings-system.ts";

const posix = (given: {
  command: string | ((machine: Machine, q: (text: string) => string) => string | undefined);
  does: string;
  needs?: string;
}): Intent => command({ reads: false, needs: "a POSIX shell", ...given });

const name = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9-]+)*$/;
function hostName(match: Match): Intent | undefined {
  const [quoted] = literals(match, "quote");
  const [word = quoted, more] = openWords(match);
  if (more !== undefined || things(match).length > 0) return undefined;
  return /^(?:something|new|it|this|that|anything|different|else)$/i.test(word ?? "") ? undefined : calledSo(match);
}

/** “de_DE.UTF-8”, as it is written. */
function locale(match: Match): Intent | undefined {
  const said = /(?<![\w.])([a-z]{2})_([a-z]{2})(?:\.(utf-?8))?(?![\w.])/i.exec(match.source ?? "");
  if (!said) return undefined;
  const value = `${(said[1] ?? "").toLowerCase()}_${(said[2] ?? "").toUpperCase()}.UTF-8`;
  return posix({
    command: ({ facts }) => (facts.init === "systemd" ? `localectl set-locale LANG=${value}` : undefined),
    does: `Set the locale to ${value}`,
    needs: "localectl",
  });
}

const layouts: Record<string, string> = {
  german: "de",
  english: "us",
  us: "us",
  de: "de",
  fr: "fr",
  french: "fr",
  spanish: "es",
  es: "es",
  uk: "gb",
  british: "gb",
  gb: "gb",
  swiss: "ch",
  ch: "ch",
  italian: "it",
  it: "it",
};
function keymap(match: Match): Intent | undefined {
  const [word = ""] = openWords(match);
  const layout = layouts[word];
  return layout === undefined
    ? undefined
    : posix({
        command: ({ facts }) => (facts.init === "systemd" ? `localectl set-keymap ${layout}` : undefined),
        does: `Set the keyboard to ${layout}`,
        needs: "localectl",
      });
}

function hostsAdd(match: Match): Intent | undefined {
  const [ip, more] = literals(match, "ip");
  const names = openWords(match);
  if (
    ip === undefined ||
    more !== undefined ||
    ip.includes("/") ||
    names.length === 0 ||
    !names.every((one) => name.test(one))
  )
    return undefined;
  const path = literals(match, "path");
  if (path.some((one) => one !== "/etc/hosts")) return undefined;
  return change(
    "file.edit",
    { path: "/etc/hosts", edits: [{ append: `${ip} ${names.join(" ")}\n` }] },
    `Add ${names.join(", ")} to the hosts file`,
  );
}
function hostsRemove(match: Match): Intent | undefined {
  const [only, more] = [...openWords(match), ...literals(match, "ip")];
  const path = literals(match, "path");
  if (only === undefined || more !== undefined || !name.test(only) || path.some((one) => one !== "/etc/hosts"))
    return undefined;
  return change(
    "file.edit",
    { path: "/etc/hosts", edits: [{ line: `^[^#]*(^|\\s)${only.replaceAll(".", String.raw`\.`)}(\\s|$)` }] },
    `Take ${only} out of the hosts file`,
  );
}

function timeServer(match: Match): Intent | undefined {
  const servers = [...openWords(match), ...literals(match, "ip")];
  // “point app-1 at 10.0.0.53 for dns” is about names.
  if (!things(match).every(({ said }) => /chrony|ntp|time/.test(said))) return undefined;
  if (
    servers.length === 0 ||
    servers.length > 4 ||
    !servers.every((one) => /^[a-z0-9][a-z0-9.-]*\.[a-z0-9]+$/.test(one))
  )
    return undefined;
  const lines = servers.map((one) => `server ${one} iburst\\n`).join("");
  return posix({
    command: ({ facts }) =>
      facts.init !== "systemd"
        ? `printf '${lines}' >> /etc/chrony/chrony.conf && rc-service chronyd restart`
        : `if command -v chronyd >/dev/null; then mkdir -p /etc/chrony/sources.d && printf '${lines}' > /etc/chrony/sources.d/local.sources && chronyc reload sources; else mkdir -p /etc/systemd/timesyncd.conf.d && printf '[Time]\\nNTP=${servers.join(" ")}\\n' > /etc/systemd/timesyncd.conf.d/local.conf && systemctl restart systemd-timesyncd; fi`,
    does: `Take the time from ${servers.join(", ")}`,
  });
}

const timeSync = (isOn: boolean) => (): Intent =>
  posix({
    command: ({ facts }) => (facts.init === "systemd" ? `timedatectl set-ntp ${String(isOn)}` : undefined),
    does: isOn ? "Let the clock follow a time server" : "Let the clock follow no time server",
    needs: "timedatectl",
  });

const setting =
  "(set|change|switch|update|adjust|put|make|configure|move|turn|use|bring|raise|lower|increase|decrease|bump|reduce|limit|give|cap|restrict|extend)";
const to = "(to|=|at|as|into|be|is|should be|must be|needs to be|has to be)";
const hosts = "(hosts file|host file|hosts|etc hosts|{path}|local hosts file|hosts entries|static hosts)";
const clock =
  "(ntp|ntp server|ntp servers|time server|time servers|timeserver|ntp source|time source|chrony|timesyncd|time sync|ntp client|{svc}|clock)";
const follow =
  "(ntp|time sync|time synchronisation|time synchronization|ntp sync|network time|clock sync|automatic time sync|timesyncd|ntp synchronisation|ntp synchronization)";

/** “Europe/Berlin” is read as one thing that stands for itself. */
function zone(match: Match): Intent | undefined {
  const [name, more] = literals(match, "quote");
  if (name === undefined || more !== undefined || !/^[a-z]+(?:\/[a-z_+-]+){1,2}$/i.test(name)) return undefined;
  const wanted = name.replaceAll(/(?<=^|[/_])[a-z]/g, (letter) => letter.toUpperCase());
  return change("setting.timezone", { zone: wanted }, `Set the time zone to ${wanted}`);
}
const zones = "(timezone|time zone|tz|clock zone|clock|time|local time|system time|timezone setting)";

export const hostSettingFrames = (): Frame[] => [
  frame([`${setting}|fix|correct|set up`, zones, "{quote}"], zone, {
    may: ["(to|on|in|into|from|system|clock|=|for|as|should|be|is|zone|local|wrong)"],
  }),
  frame(
    [
      zones,
      "(should be|must be|needs to be|has to be|ought to be|shall be|to|wants to be|=) [set to|changed to] {quote}",
    ],
    zone,
    { may: ["(set|change|it|to|system|please|fix|adjust|correct|on)"] },
  ),
  frame(
    [
      "(should|must|needs to|has to|shall) (use|be on|run on|be in|run in|live in|follow|switch to|be set to|have)",
      "{quote}",
    ],
    zone,
    { may: [zones, "(as|its|the)"] },
  ),
  frame(
    [setting, "(hostname|host name|static hostname|machine name|system name|name)", `${to} ({word}|{quote})`],
    hostName,
    {
      may: ["(system|static|new|machine|its|from|of|{t}'s)"],
    },
  ),
  frame(
    [
      "(hostname|host name)",
      "(should be|must be|needs to be|has to be|ought to be|shall be) [set to|changed to] ({word}|{quote})",
    ],
    hostName,
    { may: ["(its|new|correct|system)"] },
  ),
  frame(
    ["(rename|call|re-name)", "[host|machine|server|box|system|it] [to|into|as] ({word}|{quote})"],
    // “call anna” is for a telephone.
    (match) =>
      match.text.startsWith("call ") &&
      match.on === undefined &&
      !/\b(?:host|machine|server|box|system)\b|@t\d/.test(match.text)
        ? undefined
        : hostName(match),
    { may: ["(to|into|hostname|host|{t}|system|as|its|new|name)"] },
  ),
  frame(
    [setting, "(locale|language|system locale|lang|system language)", `${to} ({word}|{quote}) [. utf - {n}|- {n}]`],
    locale,
    { may: ["(system|wide|default|system-wide)", "from {word}"] },
  ),
  frame(["(locale|language|lang|system locale)", "(should be|must be|needs to be|has to be) {word}"], locale, {
    may: ["(set|to|system|default)"],
  }),
  frame([setting, "(keyboard layout|keymap|keyboard|console keymap|key map|keyboard map)", `${to} {word}`], keymap, {
    may: ["(console|system|layout)"],
  }),
  frame(["(add|put|append|enter|insert|map|write|register|point|include)", "{ip}", hosts, "{word}"], hostsAdd, {
    may: [
      "(to|in|into|entry|for|line|with|static|local|new|an|name|resolve|resolves|of|as|pointing|hosts|file|host|at)",
    ],
  }),
  frame(
    ["(add|put|append|enter|insert|map|write|register|point|include)", "{ip}", hosts, "{word}", "{word}"],
    hostsAdd,
    {
      may: ["(to|in|into|entry|for|line|static|local|new|an|name|of|as|with|pointing|resolves|hosts|file|host|and)"],
    },
  ),
  frame(
    ["(remove|delete|drop|take|get rid of|clear)", "{word}", "(from|out of|in) (hosts file|host file|{path}|hosts)"],
    hostsRemove,
    {
      may: ["(entry|entries|line|for|out|of|static|file|hosts|old)"],
    },
  ),
  frame(
    [
      `${setting}|sync|synchronise|synchronize|point|get|take|let|have`,
      clock,
      "(to|at|from|with|against|as|=|on|use) ({word}|{ip}) [(and|,) ({word}|{ip})]",
    ],
    timeServer,
    {
      may: [
        "(sync|synchronise|synchronize|get|take|its|the|server|servers|time|ntp|clock|client|should|of|for|source|upstream)",
      ],
    },
  ),
  frame(
    [
      "(use|take|set|configure|add) ({word}|{ip}) [(and|,) ({word}|{ip})]",
      "(as|for|to) (ntp|ntp server|ntp servers|time server|time servers|time source|time sync|ntp source|timeserver|upstream ntp server|its time server)",
    ],
    timeServer,
    { may: ["(server|time|ntp|source|new|upstream)"] },
  ),
  frame(["(enable|turn on|switch on|activate|start)", follow], timeSync(true), {
    may: ["(automatic|with|timedatectl|again|clock|network)"],
  }),
  frame(["(disable|turn off|switch off|deactivate)", follow], timeSync(false), {
    may: ["(automatic|with|timedatectl|clock|network)"],
  }),
  frame([`(turn|switch) ${follow} on`], timeSync(true)),
  frame([`(turn|switch) ${follow} off`], timeSync(false)),
];

/** Settings by what they mean: edited in the program's own file, which the program checks before it is loaded. */
import type { Machine } from "../../../../domain/machine.ts";
import type { JsonObject } from "../../../../lib/json.ts";
import { type Match, literals, openWords, things } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";

type Setting = { words: string; key: string; value: RegExp };
const size = /^\d{1,6}[kmg]$/i;
const seconds = /^\d{1,6}$/;

const php: readonly Setting[] = [
  { words: "memory limit|memory_limit|memory|max memory|maximum memory", key: "memory_limit", value: size },
  {
    words:
      "upload limit|upload size|max upload size|maximum upload size|upload max filesize|upload_max_filesize|max file size|upload file size",
    key: "upload_max_filesize",
    value: size,
  },
  { words: "post size|post max size|post_max_size|max post size|post limit", key: "post_max_size", value: size },
  {
    words:
      "execution time|max execution time|max_execution_time|maximum execution time|execution time limit|script timeout",
    key: "max_execution_time",
    value: seconds,
  },
];
const nginx: readonly Setting[] = [
  { words: "worker connections|worker_connections", key: "worker_connections", value: seconds },
  { words: "worker processes|worker_processes", key: "worker_processes", value: /^(?:\d{1,3}|auto)$/ },
  {
    words: "keepalive timeout|keepalive_timeout|keep alive timeout|keep-alive timeout",
    key: "keepalive_timeout",
    value: seconds,
  },
];
const setting =
  "(set|change|update|raise|lower|increase|decrease|bump|adjust|put|make|limit|cap|reduce|bring|turn|push|drop|crank)";
const amount = "(to|at|=|is|be) ({n} [mb|mib|m|megabytes|megs|gb|gib|g|gigabytes|gigs|k|kb|seconds|secs|s|sec]|{word})";
const beside = [
  "(value|setting|option|directive|up|down|config|configuration|php.ini|for|of|should|must|has|needs|to|limit)",
  "[from|instead of] {n} [mb|mib|m|gb|g|seconds|s]",
];

/** “512 MB”, “512M”, “60 seconds” as the program writes it. */
function valueOf(match: Match): string | undefined {
  const [word] = openWords(match);
  if (word !== undefined)
    return word
      .replace(/^(\d+)([kmg])i?b$/, "$1$2")
      .toUpperCase()
      .replace(/^[A-Z]+$/, word);
  const slot = match.slots.find(({ kind }) => kind === "n");
  const entity = slot && match.entities[Number(slot.value)];
  if (entity?.kind !== "n" || !Number.isInteger(entity.value)) return undefined;
  const unit = / @n\d+ (m|g|k)(?:b|ib|egs|igs|egabytes|igabytes)?\b/.exec(match.text)?.[1];
  return `${entity.value}${unit?.toUpperCase() ?? ""}`;
}

const owners = (match: Match): Machine[] => [
  ...new Set(things(match).flatMap((thing) => thing.owners.map(({ machine }) => machine))),
];

/** The file of PHP-FPM's version that is there; undefined where there is none. */
function phpFile({ facts }: Machine): JsonObject | undefined {
  const unit = facts.services.find((name) => /^php[\d.]*-fpm$/.test(name));
  const version = /^php([\d.]+)-fpm$/.exec(unit ?? "")?.[1];
  if (unit === undefined) return undefined;
  return version === undefined ? { path: "/etc/php.ini", of: "php-fpm" } : { path: `/etc/php/${version}/fpm/php.ini` };
}

const setPhp =
  ({ key, value: shape }: Setting) =>
  (match: Match): Intent | undefined => {
    const value = valueOf(match);
    if (value === undefined || !shape.test(value) || !things(match).some(({ said }) => said.startsWith("php")))
      return undefined;
    return {
      kind: "change",
      tool: "config.edit",
      input: (machine) => {
        const file = phpFile(machine);
        return file && { ...file, edits: [{ line: `^\\s*${key}\\s*=`, to: `${key} = ${value}` }], reload: true };
      },
      does: `Set ${key} of PHP-FPM to ${value}`,
      where: owners(match),
      needs: "PHP-FPM",
      note: "PHP-FPM's php.ini is edited; a pool that sets this itself keeps its own value",
    };
  };

const setNginx =
  ({ key, value: shape }: Setting) =>
  (match: Match): Intent | undefined => {
    const value = valueOf(match);
    if (value === undefined || !shape.test(value)) return undefined;
    if (!things(match).some(({ said }) => said.startsWith("nginx"))) return undefined;
    const indent = key === "worker_processes" ? "" : "    ";
    return {
      kind: "change",
      tool: "config.edit",
      input: {
        path: "/etc/nginx/nginx.conf",
        edits: [{ line: `^\\s*${key}\\s`, to: `${indent}${key} ${value};` }],
        reload: true,
      },
      does: `Set ${key} of nginx to ${value}`,
      where: owners(match),
    };
  };

/** Who may sign in over SSH; the line is there once in the file as it is delivered, with or without its #. */
const signIn =
  (key: string, value: string, does: string) =>
  (match: Match): Intent | undefined => {
    const named = things(match);
    if (literals(match, "path").some((path) => path !== "/etc/ssh/sshd_config")) return undefined;
    if (named.length > 0 && !named.every(({ said }) => /^(?:ssh|sshd|openssh|ssh server)$/.test(said)))
      return undefined;
    return {
      kind: "change",
      tool: "config.edit",
      input: {
        path: "/etc/ssh/sshd_config",
        edits: [{ line: `^\\s*#?\\s*${key}\\s+\\S+\\s*$`, to: `${key} ${value}` }],
        reload: true,
      },
      does,
    };
  };

const off = "(disable|turn off|switch off|forbid|prohibit|deny|disallow|stop|block|no more|get rid of|deactivate)";
const over = [
  "(over|via|with|through|by|for|in|on) {svc}",
  "{svc}",
  "(in|of|inside) {path}",
  "(logins|access|completely|entirely|permit|config|sshd_config)",
];

const domain = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/;
/** Which of its sites answers for a new name is nowhere told: on one machine they are looked for, of several one is chosen first. */
function addDomain(match: Match): Intent | undefined {
  const name = openWords(match).find((word) => domain.test(word));
  const servers = things(match).filter(({ said }) => /^(?:nginx|web)/.test(said));
  if (name === undefined || servers.length === 0) return undefined;
  const having = [...new Set(servers.flatMap(({ owners }) => owners.map(({ machine }) => machine)))];
  const meant = match.on?.parts.flatMap((part) => part.machines);
  const machines = meant ? having.filter((machine) => meant.includes(machine)) : having;
  const [only, more] = machines;
  if (only && !more)
    return {
      kind: "read",
      tool: "file.search",
      input: { path: "/etc/nginx", text: "server_name" },
      where: [only],
      note: `Which site is to answer for ${name} is not known, so the sites are looked for. Then say “next to NAME in FILE”, of what was found: “next to www.example.com in /etc/nginx/sites-available/shop”`,
    };
  return {
    kind: "ask",
    question: `On which machine is nginx to answer for ${name}?`,
    about: "target",
    options: machines.slice(0, 50).map((machine) => ({
      label: machine.name,
      value: `add domain ${name} to nginx on ${machine.name}`,
    })),
  };
}
function nextTo(match: Match): Intent | undefined {
  const [beside_, name] = openWords(match);
  const [path] = literals(match, "path");
  if (beside_ === undefined || name === undefined || path === undefined) return undefined;
  if (!domain.test(beside_) || !domain.test(name) || !/^\/etc\/nginx\/./.test(path)) return undefined;
  return {
    kind: "change",
    tool: "config.edit",
    input: {
      path,
      edits: [{ find: `server_name ${beside_}`, replace: `server_name ${beside_} ${name}` }],
      reload: true,
    },
    does: `Let the site of ${beside_} answer for ${name}`,
  };
}

const monitors = ["prometheus-node-exporter", "zabbix-agent2", "telegraf", "netdata"];
function whichMonitoring({ source = "", slots, entities }: Match): Intent | undefined {
  const named = slots.flatMap(({ kind, value }) => (kind === "t" ? (entities[Number(value)] ?? []) : []));
  if (named.length > 0 && !named.some(({ said }) => said === "monitoring")) return undefined;
  const words = /\bmonitoring(?: (?:agents?|tools?|software|packages?))?\b/i;
  return {
    kind: "ask",
    question: "Which monitoring is meant? Say the name of its package.",
    about: "argument",
    options: monitors.map((name) => ({ label: name, value: source.replace(words, name) })),
  };
}

export const settingFrames = (): Frame[] => [
  ...php.map((one) => frame([setting, "{svc}", `(${one.words})`, amount], setPhp(one), { may: beside })),
  ...nginx.map((one) => frame([setting, "{svc}", `(${one.words})`, amount], setNginx(one), { may: beside })),
  frame(
    [
      off,
      "(root login|root logins|root sign-in|logging in as root|root access|login as root|logins as root|permitrootlogin)",
    ],
    signIn("PermitRootLogin", "no", "Forbid root to sign in over SSH"),
    { may: over },
  ),
  frame(
    [
      off,
      "(password login|password logins|password authentication|passwords|password auth|passwordauthentication|logging in with passwords|login with passwords)",
    ],
    signIn("PasswordAuthentication", "no", "Allow no passwords over SSH"),
    { may: over },
  ),
  frame(
    [
      "(add|put|append)",
      "({t} name|server name|server_name|domain|name)",
      "{path}",
      "(next to|beside|alongside|behind|after) {word}",
      "{word}",
    ],
    nextTo,
    {
      may: ["(in|to|of|into|the)", "{svc}"],
    },
  ),
  frame(
    [
      "(add|configure|set up|create|register|put|enable|serve|install|include|new|host)",
      "{svc}",
      "(domain|{t} name|server name|server_name|site|vhost|virtual host|hostname|website|subdomain|domain name|web site)",
      "{word}",
    ],
    addDomain,
    { may: ["(for|new|to|in|called|named|config|configuration|as)"] },
  ),
  frame(
    [
      "(install|set up|put|deploy|add|roll out|enable|get)",
      "({t}|monitoring) [agent|agents|tools|tool|software|package|packages]",
    ],
    whichMonitoring,
    {
      may: ["(running|up|some|onto|going|proper|basic|working)"],
    },
  ),
];

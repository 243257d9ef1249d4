/** Passwords in the arguments of programs, as `ps`, histories and error texts show them, and in the files that programs log in with. */
import { backChars, chars, lengthAt, type Candidate, type Rule } from "./rule.ts";

/** Programs whose options are looked at: without any of these names in it, a block holds none of them. */
export const programNames = [
  "mysql",
  "maria",
  "mydumper",
  "myloader",
  "xtrabackup",
  "7z",
  "rar",
  "pt-",
  "sshpass",
  "mongo",
  "docker",
  "podman",
  "az login",
  "oc login",
  "useradd",
  "usermod",
  "lftp",
  "bcp",
  "sqlcmd",
  "buildah",
  "skopeo",
  "helm",
  "cqlsh",
  "zip",
  "isql",
  "ipmitool",
  "smb",
  "redis-cli",
  "ldap",
  "slappasswd",
  "openssl",
  "snmp",
  "curl",
  "wget",
  "http",
  "rpcclient",
  "wmic",
  "hey ",
  "ab -",
] as const;

/** An option, whether its value may be joined to it, and the programs of which it means a password. */
const options: readonly (readonly [string, "joined" | "apart" | "both", RegExp])[] = [
  [
    " -p",
    "joined",
    /\b(?:mysql\w*|mariadb[\w-]*|mysqldump|mysqladmin|xtrabackup|7z[ar]?|rar|unrar|innobackupex|mydumper|myloader|pt-[\w-]+)\b/,
  ],
  [
    " -p",
    "both",
    /\b(?:sshpass|mongo(?:sh|dump|restore|export|import)?|docker login|podman login|az login|oc login|ldapadd|nordvpn|useradd|usermod|lftp|bcp|sqlcmd|buildah login|skopeo login|helm registry login|cqlsh)\b/,
  ],
  [" -P", "both", /\b(?:zip|unzip|sqlcmd|isql|ipmitool|smbmap|chntpw|vncviewer|sshpass)\b/],
  [" -a ", "apart", /\bredis-cli\b/],
  [" -w ", "apart", /\b(?:ldap(?:search|add|modify|delete|passwd|whoami|compare)|slappasswd|pwmconfig)\b/],
  [" -s ", "apart", /\bslappasswd\b/],
  [" -k ", "apart", /\bopenssl (?:enc|aes)/],
  [" -c ", "apart", /\bsnmp(?:walk|get|getnext|set|bulkwalk|table|status|trap)\b/],
  [" -A ", "apart", /\bsnmp(?:walk|get|getnext|set|bulkwalk|table|status|trap)\b/],
  [" -X ", "apart", /\bsnmp(?:walk|get|getnext|set|bulkwalk|table|status|trap)\b/],
];
/** `user:password` or `user%password` behind an option. */
const pairs: readonly (readonly [string, string, RegExp])[] = [
  [" -u ", ":", /\b(?:curl|wget|http|https|ab|hey|lftp)\b/],
  [" -u", ":", /\bcurl\b/],
  [" --user ", ":", /\b(?:curl|lftp)\b/],
  [" --user=", ":", /\b(?:curl|lftp)\b/],
  [" -U ", "%", /\b(?:smbclient|rpcclient|net|smbget|wmic|smbmap)\b/],
  [" --proxy-user ", ":", /\bcurl\b/],
  [" -U ", ":", /\bcurl\b/],
  [" -A ", ":", /\bab\b/],
];

const word = chars("[^\\s\"'`|;&<>]");
const inQuotes = { '"': chars('[^"\\n]'), "'": chars("[^'\\n]") } as const;
const commandChars = 400;

const commandBefore = (text: string, at: number): string => {
  const part = text.slice(Math.max(0, at - commandChars), at);
  return part.slice(part.lastIndexOf("\n") + 1).replace(/^.*[;|&](?=\s*\w)/, "");
};

function quotedOr(text: string, at: number, most: Pick<Candidate, "ok"> & { least: number }): Candidate {
  const mark = text.charAt(at);
  if (mark === '"' || mark === "'") return { from: at + 1, extend: inQuotes[mark], ...most };
  return { from: at, extend: word, ...most };
}

const notVariable = (value: string): boolean => !/^(?:\$|<|\{|-|\*+$)/.test(value);

/** Asked only where one of `programNames` is there. */
export const optionRules: readonly Rule[] = [
  ...options.map(([option, way, programs]): Rule => ({
    kind: "password",
    needles: [option],
    find: (text, at) => {
      const next = at + option.length;
      const isApart = option.endsWith(" ") || text.charAt(next) === " ";
      if (way === "joined" && isApart) return undefined;
      if (!programs.test(commandBefore(text, at))) return undefined;
      const from = next + (isApart && !option.endsWith(" ") ? 1 : 0);
      return quotedOr(text, from, { least: 2, ok: notVariable });
    },
  })),
  ...pairs.map(([option, mark, programs]): Rule => ({
    kind: "password",
    needles: [option],
    find: (text, at) => {
      if (!programs.test(commandBefore(text, at))) return undefined;
      const from = at + option.length;
      const length = lengthAt(
        mark === ":" ? /["']?[^\s:"'%-][^\s:"']{0,64}:/y : /["']?[^\s%"'-][^\s%"']{0,64}%/y,
        text,
        from,
      );
      return length === undefined ? undefined : { from: from + length, least: 1, extend: word, ok: notVariable };
    },
  })),
];

export const commandRules: readonly Rule[] = [
  {
    kind: "password",
    needles: ["-pass pass:", "passin pass:", "passout pass:", "-pass env:"],
    find: (text, at) => {
      const from = text.indexOf("pass:", at) + 5;
      return from - at > 14 || from < 5 ? undefined : quotedOr(text, from, { least: 1, ok: notVariable });
    },
  },
  {
    // SQL: the word alone is in many sentences, its quoted value is not.
    kind: "password",
    needles: ["DENTIFIED ", "dentified ", "ASSWORD '", "ASSWORD('", "assword '", "assword('", "ASSWORD = '"],
    find: (text, at) => {
      const length = lengthAt(
        /(?:dentified (?:with ['"]?\w{1,40}['"]? )?(?:by|as) (?:password )?|assword ?=? ?(?:password)?\(? ?)(?=')/iy,
        text,
        at,
      );
      return length === undefined
        ? undefined
        : { from: at + length + 1, least: 1, extend: chars("(?:[^'\\n\\\\]|\\\\.)") };
    },
  },
  {
    // .pgpass: host:port:database:user:password, a line each.
    kind: "password",
    needles: [":5432:", ":6432:", ":*:"],
    find: (text, at) => {
      const start = text.lastIndexOf("\n", at) + 1;
      if (at - start > 300) return undefined;
      const length = lengthAt(/[^\s:]{1,255}:(?:\d{2,5}|\*):[^\s:]{1,63}:[^\s:]{1,63}:(?=[^:\s])/y, text, start);
      return length === undefined ? undefined : { from: start + length, least: 1, extend: chars("[^\\r\\n]") };
    },
  },
  {
    // `echo user:password | chpasswd`
    kind: "password",
    needles: ["chpasswd"],
    find: (text, at) => {
      const back = commandBack.exec(text.slice(Math.max(0, at - backChars), at));
      const ahead = lengthAt(/chpasswd <<< ?["']?[\w.-]{1,64}:/y, text, at);
      if (ahead !== undefined) return { from: at + ahead, least: 1, extend: word };
      if (!back) return undefined;
      return {
        from: Math.max(0, at - backChars) + back.index + (back[1]?.length ?? 0),
        least: 1,
        extend: chars("[^\\s\"'|]"),
        ok: notVariable,
      };
    },
  },
  {
    kind: "password",
    needles: ["htpasswd "],
    find: (text, at) => {
      const length = lengthAt(
        /htpasswd(?: -[a-zA-Z]{1,4}){0,3}? -[a-zA-Z]{0,4}b[a-zA-Z]{0,4}(?: -[a-zA-Z]{1,4}){0,3} [^\s-]\S{0,200} [^\s-]\S{0,60} /y,
        text,
        at,
      );
      return length === undefined ? undefined : quotedOr(text, at + length, { least: 1, ok: notVariable });
    },
  },
  {
    kind: "password",
    needles: ["rocommunity", "rwcommunity", "snmp-server community", "com2sec"],
    find: (text, at) => {
      const length = lengthAt(
        /(?:r[ow]community6?|snmp-server community|com2sec6? {1,8}\S{1,64} {1,8}\S{1,64}) {1,8}/y,
        text,
        at,
      );
      return length === undefined ? undefined : { from: at + length, least: 1, extend: word };
    },
  },
  {
    // rndc, named, dhcpd, ppp: the word, a blank, the value in quotes.
    kind: "password",
    needles: ['secret "'],
    find: (_text, at) => ({
      from: at + 8,
      least: 16,
      extend: chars('[^"\\n]'),
      ok: (value) => /^[A-Za-z0-9+/]{16,}={0,2}$/.test(value),
    }),
  },
];

const commandBack =
  /(echo (?:-n |-e )?["']?[\w.-]{1,64}:)[^\s|]+["']?[ \t]{0,8}\|[ \t]{0,8}(?:sudo )?(?:\/usr\/sbin\/)?$/;

/** Passwords in the arguments of programs, as `ps`, histories and error texts show them, and in the files that programs log in with. */
import { backChars, before, chars, exactly, lengthAt, type Candidate, type Rule } from "./rule.ts";

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
  "mosquitto_",
  "plink",
  "pscp",
  "psftp",
  "putty",
  "kadmin",
  "cypher-shell",
  "rdesktop",
  "amqp-",
  "coap-client",
  "evil-winrm",
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
    /\b(?:sshpass|mongo(?:sh|dump|restore|export|import)?|docker login|podman login|az login|oc login|ldapadd|nordvpn|useradd|usermod|lftp|bcp|sqlcmd|buildah login|skopeo login|helm registry login|cqlsh|cypher-shell|rdesktop|evil-winrm)\b/,
  ],
  [
    " -P",
    "both",
    /\b(?:zip|unzip|sqlcmd|isql|ipmitool|smbmap|chntpw|vncviewer|sshpass|mosquitto_(?:pub|sub|rr)|zipcloak|zipnote)\b/,
  ],
  [" -pw ", "apart", /\b(?:plink|pscp|psftp|putty|kadmin(?:\.local)?)\b/],
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

/** Where the arguments alone say which is the password: all before it. */
const places: readonly (readonly [needle: string, before: RegExp])[] = [
  ["bbitmqctl ", /bbitmqctl (?:add_user|change_password|authenticate_user) \S{1,128} /y],
  ["mosquitto_passwd ", /mosquitto_passwd (?:-c )?-b \S{1,200} \S{1,64} /y],
  ["wifi connect ", /wifi connect (?:"[^"\n]{1,64}"|\S{1,64}) password /y],
  ["wpa_passphrase ", /wpa_passphrase (?:"[^"\n]{1,64}"|'[^'\n]{1,64}'|[^\s"'=]\S{0,63}) /y],
  ["sqlplus ", /sqlplus (?:-\w{1,8} ){0,3}["']?[\w.$]{1,64}\/(?=[^\s@/])/y],
  ["createUser ", /createUser (?:-e \S{1,70} )?\S{1,64} (?:MD5|SHA(?:-?\d{3})?) /y],
  [
    "createUser ",
    /createUser (?:-e \S{1,70} )?\S{1,64} (?:MD5|SHA(?:-?\d{3})?) (?:"[^"\n]{1,128}"|\S{1,128}) (?:DES|3DES|AES(?:-?\d{3})?) /y,
  ],
  ["snmp-server user ", /snmp-server user \S{1,64} \S{1,64} v3 (?:encrypted )?auth (?:md5|sha)(?: \d{3})? /y],
  [
    "snmp-server user ",
    /snmp-server user \S{1,64} \S{1,64} v3 (?:encrypted )?auth (?:md5|sha)(?: \d{3})? \S{1,128} priv (?:3?des|aes)(?: \d{3})? /y,
  ],
  ["]:587", /\]:(?:25|465|587|submission|smtps?)[ \t]{1,40}[^\s:]{1,128}:(?=[^\s:])/y],
];

/** Programs that read a password from what is piped into them. */
const piped =
  /(?:^|[\s;&("'])(?:echo|printf)(?: -[neE]{1,3}| ["']?%s(?:\\n)?["']?){0,2} (["']?)([^\s|"']{1,128})\1 {0,4}\| {0,4}(?:sudo )?(?:[\w./-]{1,40} [^|\n]{0,100})?$/;

export const placeRules: readonly Rule[] = [
  ...places.map(([needle, sticky]): Rule => ({
    kind: "password",
    needles: [needle],
    find: (text, at) => {
      const length = lengthAt(sticky, text, at);
      return length === undefined ? undefined : quotedOr(text, at + length, { least: 1, ok: notVariable });
    },
  })),
  {
    kind: "password",
    needles: ["sudo -S", "-stdin", "cryptsetup "],
    find: (text, at) => {
      const found = piped.exec(before(text, at, backChars));
      if (!found) return undefined;
      const value = found[2] ?? "";
      const from = at - found[0].length + found[0].indexOf(value, found[0].search(/echo|printf/) + 6);
      return { from, least: value.length, extend: exactly(value.length), ok: notVariable };
    },
  },
  {
    // `user:password@tcp(host)/base`, as programs in Go have it.
    kind: "password",
    needles: ["@tcp(", "@unix("],
    find: (text, at) => {
      const found = /(?:^|[\s"'=`/])[\w.-]{1,64}:([^\s"'`]{1,128})$/.exec(before(text, at, 200));
      const length = found?.[1]?.length;
      return length === undefined
        ? undefined
        : { from: at - length, least: 1, extend: exactly(length), ok: notVariable };
    },
  },
  {
    // `wg show all dump`: of an interface the first key, of a peer the second one.
    kind: "private-key",
    needles: ["=\t"],
    find: (text, at) => {
      if (!/(?:^|[\s])[A-Za-z0-9+/]{43}$/.test(before(text, at, 44))) return undefined;
      if (lengthAt(/=\t[A-Za-z0-9+/]{43}=\t\d{1,5}\t(?:off|0x[0-9a-f]{1,8})/y, text, at) !== undefined)
        return { from: at - 43, least: 44, extend: exactly(44) };
      if (lengthAt(/=\t[A-Za-z0-9+/]{43}=\t(?:\(none\)|[^\s]{1,64}:\d{1,5})\t/y, text, at) !== undefined)
        return { from: at + 2, least: 44, extend: exactly(44) };
      return undefined;
    },
  },
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

/** Hashes of passwords as they lie in shadow files, databases and configurations: whoever has one can guess at leisure. */
import { chars, lengthAt, type Rule } from "./rule.ts";

const crypt =
  /^\$(?:[156y7]|2[abxy]?|gy|apr1|sha1|md5|argon2(?:id|i|d)|pbkdf2[\w-]*|scrypt|bcrypt-sha256|P|H)\$[./A-Za-z0-9=,$+-]{12,}/;

export const hashRules: readonly Rule[] = [
  {
    kind: "hash",
    needles: [
      "$6$",
      "$5$",
      "$1$",
      "$y$",
      "$gy$",
      "$7$",
      "$2",
      "$apr1$",
      "$sha1$",
      "$argon2",
      "$pbkdf2",
      "$scrypt$",
      "$P$",
      "$H$",
    ],
    find: (_text, at) => ({
      from: at,
      least: 20,
      extend: chars("[./A-Za-z0-9=,$+-]"),
      ok: (value) => crypt.test(value),
    }),
  },
  {
    kind: "hash",
    needles: [
      "{S",
      "{CRYPT}",
      "{PBKDF2",
      "{ARGON2",
      "SCRAM-SHA-256$",
      "pbkdf2_sha256$",
      "pbkdf2:sha",
      "scrypt:",
      "bcrypt$",
    ],
    find: (_text, at) => ({
      from: at,
      least: 28,
      extend: chars("[./A-Za-z0-9=,$+:{}-]"),
      ok: (value) => /^(?:\{[A-Z0-9-]+\}|[\w:-]+\$)[./A-Za-z0-9=,$+:-]{20,}$/.test(value),
    }),
  },
  {
    // mysql.user of the native plugin: `*` and 40 hex digits, after its plugin's name or a quote.
    kind: "hash",
    needles: ["mysql_native_password"],
    find: (text, at) => {
      const length = lengthAt(/[^*\n]{21,60}(?=\*)/y, text, at);
      return length === undefined
        ? undefined
        : { from: at + length, least: 41, extend: chars("[*0-9A-F]"), ok: (value) => /^\*[0-9A-F]{40}$/.test(value) };
    },
  },
];

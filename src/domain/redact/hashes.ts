/** Hashes of passwords as they lie in shadow files, databases and configurations: whoever has one can guess at leisure. */
import { before, chars, exactly, lengthAt, startsWord, type Rule } from "./rule.ts";

const crypt =
  /^\$(?:[156y7]|2[abxy]?|gy|apr1|sha1|md5|argon2(?:id|i|d)|pbkdf2[\w-]*|scrypt|bcrypt-sha256|P|H)\$[./A-Za-z0-9=,$+-]{12,}/;

const isHex = (code: number): boolean => (code >= 48 && code <= 57) || (code >= 65 && code <= 70);

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
    // MySQL's and MariaDB's own: `*` and 40 hex digits.
    kind: "hash",
    needles: ["*"],
    find: (text, at) =>
      !isHex(text.charCodeAt(at + 1)) || lengthAt(/\*[0-9A-F]{40}(?![0-9A-Za-z])/y, text, at) === undefined
        ? undefined
        : { from: at, least: 41, extend: exactly(41) },
  },
  {
    // PostgreSQL's older one.
    kind: "hash",
    needles: ["md5"],
    find: (text, at) =>
      startsWord(text, at) && lengthAt(/md5[0-9a-f]{32}(?![0-9A-Za-z.-])/y, text, at) !== undefined
        ? { from: at, least: 35, extend: exactly(35) }
        : undefined,
  },
  {
    // Of Windows accounts, as Samba and its like print them: name, number, the older hash, the newer one.
    kind: "hash",
    needles: [":::", "]:LCT-"],
    find: (text, at) => {
      const found = /:([0-9A-Fa-f]{32}|X{32}|NO PASSWORD[*X]{21}):([0-9A-Fa-f]{32})(:\[[A-Z ]{1,16})?$/.exec(
        before(text, at, 88),
      );
      if (!found) return undefined;
      const end = at - (found[3] ?? "").length;
      // What stands for no older hash is the same everywhere.
      const older = /^[0-9A-Fa-f]{32}$/.test(found[1] ?? "") && !/^aad3b435b51404ee/i.test(found[1] ?? "");
      const length = older ? 65 : 32;
      return { from: end - length, least: length, extend: exactly(length) };
    },
  },
];

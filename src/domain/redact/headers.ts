/** What HTTP carries in its headers and addresses: credentials, cookies, passwords before an `@`. */
import { before, chars, lengthAt, looksRandom, startsWord, type Extend, type Rule } from "./rule.ts";

const line: Extend = chars("[^\\r\\n\"'`]");
const token = chars("[A-Za-z0-9._~+/=:-]");
const inLink = /[^\s/:@"'`<>()[\]{}]{0,128}:(?=[^\s/"'`<>])/y;

/** The password before the last `@` of an address's authority; where none comes, it was a port. */
const beforeAt: Extend = (text, from, ended) => {
  const length = lengthAt(/[^\s/"'`<>?#\\]{0,256}/y, text, from) ?? 0;
  const reached = from + length;
  if (reached === text.length && !ended && length < 256) return { to: reached, open: true };
  const at = text.slice(from, reached).lastIndexOf("@");
  return at <= 0 ? undefined : { to: from + at, open: false };
};

export const headerRules: readonly Rule[] = [
  {
    kind: "token",
    needles: ["uthorization", "UTHORIZATION"],
    find: (text, at) => {
      const length = lengthAt(
        /uthorization\\?["']?[ \t]{0,8}[:=>]{1,2}[ \t]{0,8}\\?["']?(?:(?:Bearer|Basic|Digest|Token|Negotiate|ApiKey|Api-Key|NTLM|Key|AWS4-HMAC-SHA256|Bot|OAuth|SSWS|GenieKey|PVEAPIToken|SharedKey|SharedAccessSignature)[ =]+)?/iy,
        text,
        at,
      );
      if (length === undefined) return undefined;
      const scheme =
        /[ =]$/.test(text.slice(at, at + length)) &&
        /(?:earer|asic|igest|oken|otiate|ey|NTLM|256|Bot|OAuth|SSWS|ature)[ =]+$/i.test(text.slice(at, at + length));
      if (/PVEAPIToken=/.test(text.slice(at, at + length))) return undefined;
      return {
        from: at + length,
        least: scheme ? 4 : 16,
        extend: line,
        ok: (value) => !/^[$<{*[]/.test(value) && (scheme || looksRandom(value)),
      };
    },
  },
  {
    kind: "token",
    needles: ["earer ", "EARER "],
    find: (text, at) => {
      const length = lengthAt(/earer {1,2}/iy, text, at) ?? 0;
      return { from: at + length, least: 16, extend: token, ok: (value) => /\d/.test(value) || value.length > 40 };
    },
  },
  {
    kind: "password",
    needles: ["Basic ", "basic "],
    find: (text, at) =>
      startsWord(text, at) ? { from: at + 6, least: 8, extend: chars("[A-Za-z0-9+/=]"), ok: isPair } : undefined,
  },
  {
    // Docker's own file: `"auth": "…"`.
    kind: "password",
    needles: ["auth"],
    find: (text, at) => {
      const length = lengthAt(/"?auth\\?"[ \t]{0,8}:[ \t]{0,8}\\?"/y, text, at);
      return length === undefined
        ? undefined
        : { from: at + length, least: 8, extend: chars("[A-Za-z0-9+/=]"), ok: isPair };
    },
  },
  {
    kind: "cookie",
    needles: ["ookie", "OOKIE"],
    find: (text, at) => {
      if (!/(?:^|[\s"'<>*-])(?:Set-)?[Cc]$/i.test(before(text, at, 6))) return undefined;
      const length = lengthAt(/ookie2?"?:[ \t]{0,8}"?(?=[^\s=;]{1,100}=)/iy, text, at);
      return length === undefined ? undefined : { from: at + length, least: 6, extend: line };
    },
  },
  {
    kind: "password",
    needles: ["://", "%3A%2F%2F", ":\\/\\/"],
    find: (text, at) => {
      const mark = text.startsWith("://", at) ? 3 : text.startsWith("%", at) ? 9 : 5;
      const length = lengthAt(inLink, text, at + mark);
      if (length !== undefined)
        return {
          from: at + mark + length,
          least: 1,
          extend: beforeAt,
          ok: (value) => !/^(?:\d{1,5}|\*+|[$<{].*|x+|\[redacted.*)$/i.test(value),
        };
      return { from: at + mark, least: 20, extend: beforeAt, ok: looksRandom };
    },
  },
];

/** `user:password` in base64. */
function isPair(value: string): boolean {
  return /^[\x20-\x7e]{1,64}:[\x20-\x7e]+/.test(Buffer.from(value, "base64").toString("latin1"));
}

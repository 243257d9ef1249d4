/** Values that are known to be secret, in the forms in which programs print them. */
import type { Kind } from "./rule.ts";

/** Shorter ones are parts of too much else. */
export const leastKnownBytes = 6;

export type Known = { needle: Buffer; kind: Kind };

/** All forms of these values; the longest first, so that of two in one place the whole one is masked. */
export function knownForms(values: readonly string[]): Known[] {
  const forms = new Set(values.flatMap((value) => [value, ...linesOf(value)]).flatMap(formsOf));
  return [...forms]
    .filter((form) => form.length >= leastKnownBytes)
    .toSorted((a, b) => b.length - a.length)
    .map((form) => ({ needle: Buffer.from(form, "latin1"), kind: "secret" }));
}

// Of a key in a file each line is one; short ones are in every file.
const linesOf = (value: string): string[] =>
  value.includes("\n") ? value.split(/\r?\n/).filter((line) => line.length >= 16 && !line.startsWith("-----")) : [];

/** Bytes as characters 0..255. */
function formsOf(value: string): string[] {
  const bytes = Buffer.from(value);
  if (bytes.length < leastKnownBytes) return [];
  const trimmed = value.trim();
  const json = JSON.stringify(value).slice(1, -1);
  const texts = [
    value,
    trimmed,
    json,
    JSON.stringify(json).slice(1, -1),
    encodeURIComponent(value),
    encodeURIComponent(value).replaceAll("%20", "+"),
    strictUrl(value),
    strictUrl(value).toLowerCase(),
    html(value),
    value.replaceAll("'", String.raw`'\''`),
    value.replaceAll(/([^A-Za-z0-9_@%+=:,./-])/g, String.raw`\$1`),
    value.replaceAll("\n", "\r\n"),
  ].map((text) => Buffer.from(text).toString("latin1"));
  const hex = bytes.length >= 8 ? [bytes.toString("hex"), bytes.toString("hex").toUpperCase()] : [];
  return [...texts, ...hex, ...base64Of(bytes)];
}

const strictUrl = (value: string): string =>
  encodeURIComponent(value).replaceAll(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

const html = (value: string): string =>
  value
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");

/** In base64 a value looks in three ways, by where in a text it stands; what its neighbours decide is left away. */
function base64Of(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((offset) => {
    const all = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString("base64")
      .replaceAll("=", "");
    const skip = offset === 0 ? 0 : offset + 1;
    const sure = Math.floor(((offset + bytes.length) * 8) / 6);
    const part = all.slice(skip, sure);
    // Fewer would be found in what has nothing to do with it.
    return part.length >= 7 ? [part, part.replaceAll("+", "-").replaceAll("/", "_")] : [];
  });
}

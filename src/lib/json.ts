/** JSON values, and the one canonical text of a JSON value (RFC 8785). */

export type Json = null | boolean | number | string | Json[] | JsonObject;
export type JsonObject = { [key: string]: Json };

/**
 * The canonical text of a value by RFC 8785: keys sorted by UTF-16 code units, no white space, numbers and strings
 * as ECMAScript writes them. Keys whose value is `undefined` are left out, as `JSON.stringify` does.
 * Throws `TypeError` on a number that JSON cannot hold.
 */
export function canonical(value: unknown): string {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new TypeError(`${value} has no JSON form`);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item ?? null)).join(",")}]`;
  if (typeof value === "object") {
    const fields = Object.entries(value)
      .filter(([, held]) => held !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1));
    return `{${fields.map(([key, held]) => `${JSON.stringify(key)}:${canonical(held)}`).join(",")}}`;
  }
  throw new TypeError(`a ${typeof value} has no JSON form`);
}

/** Nested deeper than anything that ailx says; what walks a value by calling itself would not survive much more. */
const deepest = 64;

/** `JSON.parse` for text that strangers send. Throws `SyntaxError` also where it is nested deeper than 64. */
export function parseForeign(text: string): unknown {
  if (isDeep(text)) throw new SyntaxError(`nested deeper than ${deepest}`);
  return JSON.parse(text);
}

function isDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (inString) {
      if (char === 0x5c) at++;
      else if (char === 0x22) inString = false;
    } else if (char === 0x22) inString = true;
    else if (char === 0x5b || char === 0x7b) {
      if (++depth > deepest) return true;
    } else if (char === 0x5d || char === 0x7d) depth--;
  }
  return false;
}

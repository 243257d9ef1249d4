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

/** Masks secrets in whole texts and in JSON, where the name of a field says as much as a name before `=`. */
import type { Json } from "../../lib/json.ts";
import { hash4, type RedactKey } from "./hash.ts";
import type { Known } from "./known.ts";
import { isStandIn, strengthOf } from "./names.ts";
import { Redactor, type OnMasked } from "./redactor.ts";

export type TextOptions = { key: RedactKey; known?: readonly Known[]; onMasked?: OnMasked };

export function redactText(text: string, options: TextOptions): string {
  const bytes = Buffer.from(text);
  let count = 0;
  const onMasked: OnMasked = (masked) => {
    count++;
    options.onMasked?.(masked);
  };
  const redactor = new Redactor({ ...options, onMasked });
  const out = [redactor.push(bytes), redactor.end()];
  // Nothing was masked: the text as it is, since not each is made of whole characters.
  return count === 0 ? text : Buffer.concat(out).toString();
}

/** All strings of a value; names of fields stay. */
export function redactJson<T extends Json>(value: T, options: TextOptions): T;
export function redactJson(value: Json, options: TextOptions): Json {
  if (typeof value === "string") return redactText(value, options);
  if (Array.isArray(value)) return value.map((item) => redactJson(item, options));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, held]) => [
      name,
      isSecretField(name, held) ? whole(held, options) : redactJson(held, options),
    ]),
  );
}

const isSecretField = (name: string, held: Json): held is string =>
  typeof held === "string" &&
  held !== "" &&
  strengthOf(name) === "secret" &&
  !isStandIn(held) &&
  !held.startsWith("[redacted:");

function whole(text: string, { key, onMasked }: TextOptions): string {
  const value = Buffer.from(text);
  const hash = hash4(key, value);
  onMasked?.({ kind: "password", hash, value });
  return `[redacted:password#${hash}]`;
}

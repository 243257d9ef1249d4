/** A value that fits a JSON schema, with text in it that a hostile machine would send. */
import type { Json } from "../../src/lib/json.ts";
import type { Schema } from "../../scripts/docs/tools.ts";

/** HTML, a character that turns the direction of writing, one that rings, and a quote. */
export const hostileText = '<img src=x onerror=alert(1)>"\u202e\u0007';

/** Of these the first that fits is taken where a field has a pattern: a pattern is there to keep hostile text out. */
const plain = [
  "0123456789ab",
  "0644",
  "0123456789abcdef".repeat(2),
  "0123456789abcdef".repeat(4),
  "active",
  "x",
  "R",
  "8080->80/tcp",
  "::1",
  "/x",
];

export function sampleOf(schema: Schema): Json {
  if (schema.const !== undefined) return schema.const as Json;
  if (schema.enum) return (schema.enum[0] ?? null) as Json;
  if (schema.anyOf) return sampleOf(schema.anyOf[0] ?? {});
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type) {
    case "object":
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, field]) => [name, sampleOf(field)]),
      );
    case "array":
      return [sampleOf(schema.items ?? {})];
    case "string":
      return textFor(schema);
    case "integer":
    case "number":
      return Math.max(1, schema.minimum ?? 1);
    case "boolean":
      return true;
    case undefined:
    default:
      return null;
  }
}

function textFor({ pattern, maxLength = Number.POSITIVE_INFINITY }: Schema): string {
  const hostile = hostileText.slice(0, maxLength);
  if (pattern === undefined) return hostile;
  const shape = new RegExp(pattern);
  return [hostile, ...plain].find((text) => shape.test(text)) ?? "";
}

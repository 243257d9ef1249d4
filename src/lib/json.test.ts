import { describe, expect, test } from "bun:test";
import { parseForeign } from "./json.ts";

const nested = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);

describe("JSON of strangers", () => {
  test("is read as it is, brackets and quotes in its texts included", () => {
    const value = { a: ["[".repeat(100), '\\"[[[['.repeat(30), { b: [1, 2] }], "{": null };
    expect(parseForeign(JSON.stringify(value))).toEqual(value);
    expect(parseForeign(JSON.stringify(Array.from({ length: 1_000 }, () => [[]])))).toHaveLength(1_000);
  });

  test("is refused where it is nested too deeply, before anything walks it", () => {
    expect(parseForeign(nested(64))).toBeArray();
    for (const text of [nested(65), nested(200_000), `{"x":"\\\\",${'"a":{'.repeat(70)}`])
      expect(() => parseForeign(text)).toThrow(SyntaxError);
  });

  test("takes no prototype from a key", () => {
    const read = parseForeign('{"__proto__":{"admin":true}}') as Record<string, unknown>;
    expect(read["admin"]).toBeUndefined();
  });
});

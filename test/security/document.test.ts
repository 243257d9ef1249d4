/** docs/security.md names tests: each of them is there. */
import { expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dir, "../..");
const text = readFileSync(join(root, "docs/security.md"), "utf8");
const named = [...text.matchAll(/`([\w./-]+\.test\.tsx?)` ((?:“[^”]+”(?:, )?)+)/g)].flatMap(
  ([, file = "", names = ""]) => [...names.matchAll(/“([^”]+)”/g)].map(([, name = ""]) => [file, name] as const),
);

test("the document names many tests", () => {
  expect(named.length).toBeGreaterThan(80);
});

test.each(named)("%s has: %s", (file, name) => {
  expect(existsSync(join(root, file))).toBe(true);
  expect(readFileSync(join(root, file), "utf8")).toContain(name);
});

test("what it says of files is true", () => {
  const paths = [...text.matchAll(/`((?:src|docs|deploy|test)\/[\w./-]+\.(?:ts|tsx|md|sh))`/g)].map(
    ([, path = ""]) => path,
  );
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

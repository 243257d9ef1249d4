import { afterEach, describe, expect, test } from "bun:test";
import { Database } from "bun:sqlite";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate } from "./migrate.ts";
import { migrations } from "./migrations.ts";

const dirs: string[] = [];
afterEach(() => dirs.splice(0).forEach((dir) => rmSync(dir, { recursive: true, force: true })));

function database() {
  const dir = mkdtempSync(join(tmpdir(), "ailx-migrate-"));
  dirs.push(dir);
  const path = join(dir, "hub.db");
  return { sqlite: new Database(path, { create: true, strict: true }), path };
}
const form = (sqlite: Database): number | undefined =>
  sqlite.query<{ user_version: number }, []>("PRAGMA user_version").get()?.user_version;
const names = (sqlite: Database): string[] =>
  sqlite
    .query<{ name: string }, []>("SELECT name FROM thing")
    .all()
    .map(({ name }) => name);

const first = "CREATE TABLE thing (name TEXT NOT NULL) STRICT; INSERT INTO thing VALUES ('old');";
const second = "ALTER TABLE thing ADD COLUMN size INTEGER; INSERT INTO thing VALUES ('new', 1);";

describe("migrating", () => {
  test("a new database keeps no copy of nothing", () => {
    const { sqlite, path } = database();
    migrate({ sqlite, path });
    expect(form(sqlite)).toBe(migrations.length);
    expect(existsSync(`${path}.before-1`)).toBe(false);
  });

  test("keeps a whole copy of what was there before", () => {
    const { sqlite, path } = database();
    migrate({ sqlite, path, steps: [first] });
    migrate({ sqlite, path, steps: [first, second] });
    expect(names(sqlite)).toEqual(["old", "new"]);
    const copy = new Database(`${path}.before-2`, { readonly: true });
    expect(names(copy)).toEqual(["old"]);
    expect(form(copy)).toBe(1);
    copy.close();
  });

  test("that fails changes nothing, and can be tried again", () => {
    const { sqlite, path } = database();
    migrate({ sqlite, path, steps: [first] });
    expect(() => migrate({ sqlite, path, steps: [first, `${second} INSERT INTO nowhere VALUES (1);`] })).toThrow(
      /nowhere/,
    );
    expect([form(sqlite), names(sqlite)]).toEqual([1, ["old"]]);
    migrate({ sqlite, path, steps: [first, second] });
    expect(names(sqlite)).toEqual(["old", "new"]);
  });

  test("twice does nothing the second time", () => {
    const { sqlite, path } = database();
    migrate({ sqlite, path, steps: [first] });
    migrate({ sqlite, path, steps: [first] });
    expect(names(sqlite)).toEqual(["old"]);
  });

  test("refuses a database of a newer program", () => {
    const { sqlite, path } = database();
    migrate({ sqlite, path, steps: [first, second] });
    expect(() => migrate({ sqlite, path, steps: [first] })).toThrow(/newer/);
  });
});

/** The tables as queries know them are the tables as migrations make them. */
import { Database } from "bun:sqlite";
import { describe, expect, test } from "bun:test";
import { is } from "drizzle-orm";
import { getTableConfig, SQLiteTable } from "drizzle-orm/sqlite-core";
import { migrations } from "../src/hub/db/migrations.ts";
import { root } from "./support/tree.ts";

type Column = { name: string; type: string; required: boolean };

const sqlite = new Database(":memory:", { strict: true });
for (const sql of migrations) sqlite.run(sql);

const migrated = (table: string): Column[] =>
  sqlite
    .query<{ name: string; type: string; notnull: number; pk: number }, []>(`PRAGMA table_info("${table}")`)
    .all()
    .map(({ name, type, notnull, pk }) => ({ name, type: type.toLowerCase(), required: notnull === 1 || pk > 0 }));

const files = [...new Bun.Glob("src/hub/*/table.ts").scanSync({ cwd: root })].toSorted();
const modules: object[] = await Promise.all(files.map((file) => import(`${root}/${file}`)));
const declared = modules.flatMap((module) => Object.values(module)).filter((value) => is(value, SQLiteTable));

describe("a declared table", () => {
  for (const table of declared) {
    const { name, columns } = getTableConfig(table);
    test(`${name} is the one that migrations make`, () => {
      const expected = columns.map((column) => ({
        name: column.name,
        type: column.getSQLType(),
        required: column.notNull || column.primary,
      }));
      expect(expected.toSorted(byName)).toEqual(migrated(name).toSorted(byName));
    });
  }
});

describe("every migrated table", () => {
  const all = sqlite
    .query<{ name: string; strict: number }, []>(
      "SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    )
    .all();

  test("is strict", () => {
    expect(all.filter(({ strict }) => strict === 0).map(({ name }) => name)).toEqual([]);
  });

  test("is declared for queries", () => {
    const names = new Set(declared.map((table) => getTableConfig(table).name));
    expect(all.map(({ name }) => name).filter((name) => !names.has(name))).toEqual([]);
  });
});

const byName = (a: Column, b: Column) => a.name.localeCompare(b.name);

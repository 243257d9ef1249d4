/** Inserts by a table's own columns. The builder writes the same SQL anew each time; here it is written once a table. */
import { getTableColumns, getTableName, type Table } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import type { Statement } from "./database.ts";

type Written = { sql: string; names: string[] };
const written = new WeakMap<Table, Written>();

/** A column that is absent is NULL; a wrong one does not compile. `replace`: a row of the same key gives way. */
export function insertInto<T extends SQLiteTable>(
  table: T,
  values: T["$inferInsert"],
  { replace = false } = {},
): Statement {
  const { sql, names } = written.get(table) ?? write(table);
  const given = values as Record<string, unknown>;
  return {
    toSQL: () => ({
      sql: replace ? sql.replace("insert", "insert or replace") : sql,
      params: names.map((name) => given[name] ?? null),
    }),
  };
}

function write(table: SQLiteTable): Written {
  const columns = Object.entries(getTableColumns(table));
  const quoted = columns.map(([, column]) => `"${column.name}"`).join(", ");
  const made = {
    sql: `insert into "${getTableName(table)}" (${quoted}) values (${columns.map(() => "?").join(", ")})`,
    names: columns.map(([name]) => name),
  };
  written.set(table, made);
  return made;
}

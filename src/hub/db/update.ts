/** Updates of rows by equality. The builder writes the same SQL anew each time; here it is written once a form. */
import { getTableColumns, getTableName, type Table } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import type { Statement } from "./database.ts";

const written = new WeakMap<Table, Map<string, string>>();

/** Sets what is given of every row whose columns are all equal to `where`; what is `undefined` counts as not given. */
export function updateOf<V extends object>(
  table: SQLiteTable & { $inferInsert: V },
  { set, where }: { set: Partial<V>; where: Partial<V> },
): Statement {
  const values = given(set);
  const keys = given(where);
  const names = [values, keys].map((each) => each.map(([name]) => name));
  return {
    toSQL: () => ({ sql: sqlOf(table, names), params: [...values, ...keys].map(([, value]) => value) }),
  };
}

const given = (columns: object): [string, unknown][] =>
  Object.entries(columns).filter(([, value]) => value !== undefined);

function sqlOf(table: SQLiteTable, names: string[][]): string {
  const forms = written.get(table) ?? new Map<string, string>();
  written.set(table, forms);
  const form = names.map((each) => each.join(",")).join(" where ");
  const known = forms.get(form);
  if (known !== undefined) return known;
  const columns = getTableColumns(table) as Record<string, { name: string }>;
  const equals = (of: string[] | undefined, between: string): string =>
    (of ?? []).map((name) => `"${columns[name]?.name}" = ?`).join(between);
  const sql = `update "${getTableName(table)}" set ${equals(names[0], ", ")} where ${equals(names[1], " and ")}`;
  forms.set(form, sql);
  return sql;
}

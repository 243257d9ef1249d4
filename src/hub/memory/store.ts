/** The table of memories, as domain values. There are few, so all are read at once. */
import { asc, eq } from "drizzle-orm";
import type { MachineId } from "../../domain/machine.ts";
import { memoryKinds, type Memory } from "../../domain/memory.ts";
import type { Change, Db, Statement } from "../db/database.ts";
import { insertInto } from "../db/insert.ts";
import { updateOf } from "../db/update.ts";
import { memory } from "./table.ts";

export function memoryStore({ read }: Pick<Db, "read">) {
  return {
    /** The oldest first. */
    all: (): Memory[] => read.select().from(memory).orderBy(asc(memory.id)).all().map(memoryOf),
    insert: (given: Memory): Change => insertInto(memory, rowOf(given)),
    change: (given: Memory): Change => ({
      of: updateOf(memory, { set: rowOf(given), where: { id: given.id } }),
      rows: 1,
    }),
    remove: (id: string): Change => ({ of: read.delete(memory).where(eq(memory.id, id)), rows: 1 }),
    used: (id: string, usedAtMs: number): Statement => updateOf(memory, { set: { usedAtMs }, where: { id } }),
  };
}
export type MemoryStore = ReturnType<typeof memoryStore>;

/** “The download server” and “download  server” are one name. */
export const aliasKey = (text: string): string =>
  text
    .toLowerCase()
    .trim()
    .replaceAll(/\s+/g, " ")
    .replace(/^(?:the|my|our) /, "");

const rowOf = ({ kind, text, machineIds, by, task, usedAtMs, ...rest }: Memory) => ({
  ...rest,
  kind,
  text,
  aliasKey: kind === "alias" ? aliasKey(text) : null,
  machinesJson: JSON.stringify(machineIds),
  byName: by,
  taskId: task ?? null,
  usedAtMs: usedAtMs ?? null,
});

const memoryOf = (row: typeof memory.$inferSelect): Memory => ({
  id: row.id,
  kind: memoryKinds.find((kind) => kind === row.kind) ?? "fact",
  text: row.text,
  machineIds: JSON.parse(row.machinesJson) as MachineId[],
  by: row.byName,
  ...(row.taskId === null ? {} : { task: row.taskId }),
  atMs: row.atMs,
  ...(row.usedAtMs === null ? {} : { usedAtMs: row.usedAtMs }),
});

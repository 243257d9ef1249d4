/** What was masked in runs: written with a run's end, read by who may reveal, and its values removed after seven days. */
import { and, asc, eq, isNotNull, lt, sql } from "drizzle-orm";
import type { Change, Db } from "../db/database.ts";
import { masked } from "./table.ts";

export type MaskedRow = typeof masked.$inferSelect;

export const keptMs = 7 * 86_400_000;

export function maskedStore({ read }: Pick<Db, "read">) {
  return {
    /** Of the newest attempt of a run that masked anything. */
    of: (runId: string): MaskedRow[] => {
      const all = read
        .select()
        .from(masked)
        .where(eq(masked.runId, runId))
        .orderBy(asc(masked.atMs), asc(masked.n))
        .all();
      const last = all.at(-1)?.attemptId;
      return all.filter((row) => row.attemptId === last);
    },

    /** Values that are older than is kept are gone; that there were some stays. */
    forget: (nowMs: number): Change =>
      read
        .update(masked)
        .set({ sealed: null })
        .where(and(isNotNull(masked.sealed), lt(masked.atMs, nowMs - keptMs))),

    expired: (nowMs: number): number =>
      read
        .select({ n: sql<number>`count(*)` })
        .from(masked)
        .where(and(isNotNull(masked.sealed), lt(masked.atMs, nowMs - keptMs)))
        .all()[0]?.n ?? 0,
  };
}

export type MaskedStore = ReturnType<typeof maskedStore>;

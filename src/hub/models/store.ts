/** The stored endpoint and the usage of models. The key is sealed for the address it was entered for, and opens for no other. */
import { desc, eq, sql, sum } from "drizzle-orm";
import type { ModelSpent } from "../../domain/modelCeiling.ts";
import type { Change, Db } from "../db/database.ts";
import { insertInto } from "../db/insert.ts";
import type { Seal } from "../keys/seal.ts";
import { nothingStored, probedForm, storedForm, type Stored, type StoredProbe } from "./settings.ts";
import { modelEndpoint, modelUsage } from "./table.ts";

export type StoredEndpoint = { settings: Stored; sealedKey: string | undefined; probed: StoredProbe | undefined };
export type Used = Omit<typeof modelUsage.$inferInsert, "id" | "month">;

const about = (url: string): string => `model\0${new URL(url).origin}`;
export const monthOf = (atMs: number): string => new Date(atMs).toISOString().slice(0, 7);

export function modelStore({ db: { read }, seal }: { db: Pick<Db, "read">; seal: Pick<Seal, "seal" | "open"> }) {
  const counted = {
    answers: sql<number>`count(*)`,
    inputTokens: sql<number>`sum(${modelUsage.inputTokens})`,
    cachedTokens: sql<number>`sum(${modelUsage.cachedTokens})`,
    outputTokens: sql<number>`sum(${modelUsage.outputTokens})`,
    microUsd: sql<number>`coalesce(sum(${modelUsage.costMicroUsd}), 0)`,
  };
  const spent = {
    tokens: sum(sql`${modelUsage.inputTokens} + ${modelUsage.outputTokens}`),
    microUsd: sum(modelUsage.costMicroUsd),
  };
  const spentOf = (rows: { tokens: string | null; microUsd: string | null }[]): ModelSpent => ({
    tokens: Number(rows[0]?.tokens ?? 0),
    microUsd: Number(rows[0]?.microUsd ?? 0),
  });

  return {
    get: (): StoredEndpoint => {
      const row = read.select().from(modelEndpoint).all()[0];
      if (!row) return { settings: nothingStored, sealedKey: undefined, probed: undefined };
      return {
        settings: storedForm().safeParse(JSON.parse(row.settingsJson)).data ?? nothingStored,
        sealedKey: row.sealedKey ?? undefined,
        probed: probedForm().safeParse(JSON.parse(row.probedJson ?? "null")).data,
      };
    },
    sealKey: (key: string, url: string): string => seal.seal(key, about(url)),
    /** Throws `storage_failed` where it was sealed for another address. */
    openKey: (sealed: string, url: string): string => seal.open(sealed, about(url)),
    put: ({ settings, sealedKey, probed }: StoredEndpoint, { atMs, by }: { atMs: number; by: string }): Change =>
      insertInto(
        modelEndpoint,
        {
          id: 1,
          settingsJson: JSON.stringify(settings),
          sealedKey: sealedKey ?? null,
          probedJson: probed ? JSON.stringify(probed) : null,
          changedAtMs: atMs,
          changedBy: by,
        },
        { replace: true },
      ),
    remove: (): Change => read.delete(modelEndpoint),

    used: (used: Used): Change => insertInto(modelUsage, { ...used, month: monthOf(used.atMs) }),
    monthSpent: (month: string): ModelSpent =>
      spentOf(read.select(spent).from(modelUsage).where(eq(modelUsage.month, month)).all()),
    taskSpent: (taskId: string): ModelSpent =>
      spentOf(read.select(spent).from(modelUsage).where(eq(modelUsage.taskId, taskId)).all()),
    byMonth: () =>
      read
        .select({ month: modelUsage.month, model: modelUsage.model, ...counted })
        .from(modelUsage)
        .groupBy(modelUsage.month, modelUsage.model)
        .orderBy(desc(modelUsage.month), modelUsage.model)
        .limit(100)
        .all(),
    byTask: (month: string) =>
      read
        .select({ taskId: sql<string>`${modelUsage.taskId}`, ...counted })
        .from(modelUsage)
        .where(sql`${modelUsage.month} = ${month} and ${modelUsage.taskId} is not null`)
        .groupBy(modelUsage.taskId)
        .orderBy(sql`sum(${modelUsage.inputTokens} + ${modelUsage.outputTokens}) desc`)
        .limit(20)
        .all(),
    /** Since the beginning, for counters. */
    byModel: () =>
      read
        .select({ model: modelUsage.model, ...counted })
        .from(modelUsage)
        .groupBy(modelUsage.model)
        .all(),
  };
}

export type ModelStore = ReturnType<typeof modelStore>;

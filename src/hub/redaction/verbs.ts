/** Shows one masked value to an admin: first the audit has who and why, then it is opened. */
import type { MaskedView, Revealed, RevealRequest } from "../../api/secret.ts";
import { AppError } from "../../domain/error.ts";
import { iso, type Clock } from "../../lib/clock.ts";
import { maskedContext } from "../../protocol/call.ts";
import type { AuditEntry, Db } from "../db/database.ts";
import type { HubKey } from "../keys/hubKey.ts";
import { keptMs, type MaskedRow, type MaskedStore } from "./store.ts";

type By = Pick<AuditEntry, "actor" | "origin">;
export type Parts = { db: Pick<Db, "commit">; store: MaskedStore; hub: Pick<HubKey, "open">; clock: Clock };
type RunNamed = { id: string; taskId: string; machineId: string };

export const viewOf = (row: MaskedRow, nowMs: number): MaskedView => ({
  n: row.n,
  kind: row.kind,
  hash: row.hash,
  count: row.count,
  ...(isKept(row, nowMs) ? { until: iso(row.atMs + keptMs) } : {}),
});

const isKept = ({ sealed, atMs }: MaskedRow, nowMs: number): boolean => sealed !== null && nowMs < atMs + keptMs;

/** Throws `not_found` for a number that there is not, `output_removed` where its value is no longer kept. */
export async function reveal(
  { db, store, hub, clock }: Parts,
  by: By,
  { run, n, reason }: RevealRequest & { run: RunNamed },
): Promise<Revealed> {
  const row = store.of(run.id).find((each) => each.n === n);
  if (!row) throw new AppError("not_found", `Nothing was masked in this run under number ${n}.`);
  if (row.sealed === null || !isKept(row, clock()))
    throw new AppError("output_removed", "This value is no longer kept, or there was no room to keep it.", {
      hint: "Masked values are kept for seven days.",
    });
  const { kind, hash, attemptId } = row;
  await db.commit({
    do: [],
    audit: [
      {
        ...by,
        action: "masked.revealed",
        taskId: run.taskId,
        machineId: run.machineId,
        data: { runId: run.id, n, kind, hash, reason },
      },
    ],
  });
  return { run: run.id, n, kind, hash, value: opened(hub, row.sealed, maskedContext(attemptId, hash)) };
}

function opened(hub: Pick<HubKey, "open">, sealed: string, context: string): string {
  try {
    return hub.open(sealed, context).toString();
  } catch (cause) {
    throw new AppError("storage_failed", "What the machine sealed cannot be opened.", { cause });
  }
}

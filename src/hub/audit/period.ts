/** The report of a period: what was changed, agreed to and refused, who could do what, and whether the trail holds. */
import type { AuditEntryView, AuditPeriod } from "../../api/audit.ts";
import { auditKinds } from "../../domain/auditWords.ts";
import type { Role } from "../../domain/account.ts";
import { iso } from "../../lib/clock.ts";
import type { Db } from "../db/database.ts";
import { apiKey, person } from "../accounts/table.ts";
import type { Verified } from "./keeper.ts";
import type { AuditStore } from "./store.ts";
import { viewOfEntry, viewOfVerified, type NameOf } from "./view.ts";

const atMost = 500;

export function periodReport({
  db,
  store,
  nameOf,
  verified,
  fromMs,
  toMs,
  nowMs,
}: {
  db: Pick<Db, "read">;
  store: AuditStore;
  nameOf: NameOf;
  verified: Verified | undefined;
  fromMs: number;
  toMs: number;
  nowMs: number;
}): AuditPeriod {
  const of = (actions: readonly string[]): AuditEntryView[] =>
    actions
      .flatMap((action) => store.list({ action, fromMs, toMs }, atMost))
      .toSorted((a, b) => b.seq - a.seq)
      .slice(0, atMost)
      .map((entry) => viewOfEntry(entry, nameOf));
  return {
    from: iso(fromMs),
    to: iso(toMs),
    counts: store.counts(fromMs, toMs).toSorted((a, b) => b.count - a.count),
    // What only looks says so; of older entries that say nothing it is not known.
    changes: of(["run.dispatched"]).filter(({ data }) => data["looks"] !== true),
    approvals: of(auditKinds.approvals),
    refusals: of(auditKinds.refusals),
    rules: of(auditKinds.rules),
    people: peopleOf(db, nowMs),
    ...(verified ? { verification: viewOfVerified(verified) } : {}),
  };
}

function peopleOf({ read }: Pick<Db, "read">, nowMs: number): AuditPeriod["people"] {
  const people = read.select().from(person).all();
  const nameOf = new Map(people.map(({ id, username }) => [id, username]));
  const keys = read.select().from(apiKey).all();
  return [
    ...people.map((row) => ({
      name: row.username,
      kind: "person" as const,
      role: row.role as Role,
      active: row.active === 1,
      since: iso(row.createdAtMs),
      ...(row.lastLoginAtMs === null ? {} : { lastSeenAt: iso(row.lastLoginAtMs) }),
    })),
    ...keys.map((row) => ({
      name: `${row.label} (${nameOf.get(row.createdBy) ?? row.createdBy})`,
      kind: "key" as const,
      role: row.role as Role,
      active: row.revokedAtMs === null && (row.expiresAtMs === null || row.expiresAtMs > nowMs),
      since: iso(row.createdAtMs),
    })),
  ];
}

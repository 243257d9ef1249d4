/** Invented audit entries, a trail that holds and one that does not. */
import type { AuditEntryView, AuditPeriod, AuditVerification } from "../../src/api/audit.ts";

const hash = (seq: number): string => (seq * 7_919).toString(16).padStart(64, "3fa9c1");
type Told = Partial<AuditEntryView> & Pick<AuditEntryView, "action" | "says">;
const told: Told[] = [
  { action: "task.ended", says: "the task ended: succeeded", origin: "hub" },
  {
    action: "run.ended",
    says: "the run ended ok, exit status 0 on web-2: nginx is active",
    machine: "web-2",
    origin: "hub",
  },
  { action: "run.dispatched", says: "sent service.restart nginx on web-2", machine: "web-2" },
  {
    action: "approval.given",
    says: "approved “restart nginx on all web servers”, risk high: after the release",
    data: { digest: "9f2c…", risk: "high" },
  },
  {
    action: "task.planned",
    says: "asked: restart nginx on all web servers, one at a time. Planned, risk high; somebody has to approve (risk)",
  },
  { action: "login.succeeded", says: "signed in" },
  {
    action: "login.failed",
    says: "could not sign in: wrong name or password",
    actorName: "unknown",
    actorId: "unknown",
    origin: "203.0.113.9",
  },
  {
    action: "machine.quarantined",
    says: "quarantined a machine: backup-1",
    machine: "backup-1",
    actorName: "ailx",
    actorId: "hub",
    origin: "hub",
  },
  { action: "token.created", says: "made a join token “web servers”" },
  {
    action: "task.planned",
    says: "asked: find / -xdev -size +500M -printf '%s %p\\n' | sort -rn | head -20 # a request that is longer than what fits into one line of the list, whatever the screen. Planned, risk medium; approved by typing it (typed)",
  },
];
export const auditEntries: AuditEntryView[] = told.map((each, at) => {
  const seq = 12_345 - at;
  return {
    seq,
    at: new Date(Date.now() - at * at * 97_000 - 9_000).toISOString(),
    actorId: "019ac0de-0000-7000-8000-000000000001",
    actorName: at % 3 === 0 ? "maria" : "anna",
    origin: "10.0.0.7",
    data: {},
    taskId: "019ac0de-0000-7000-8000-0000000000aa",
    prevHash: hash(seq - 1),
    hash: hash(seq),
    ...each,
    ...(each.machine ? { machineId: "019ac0de-0000-7000-8000-0000000000bb" } : {}),
  };
});
export const auditWhole: AuditVerification = {
  at: new Date(Date.now() - 240_000).toISOString(),
  ok: true,
  entries: 12_345,
  head: { seq: 12_345, hash: hash(12_345) },
  faults: [],
  faultCount: 0,
  explained: [],
  checkpoints: { fitting: 214, throughSeq: 12_345 },
  machines: { fitting: 96, asked: 6, throughSeq: 12_345 },
  notes: [],
};
export const auditBroken: AuditVerification = {
  ...auditWhole,
  ok: false,
  faults: [
    { kind: "changed", seq: 4_321, why: "its content was altered", by: "chain" },
    {
      kind: "truncated",
      seq: 12_346,
      toSeq: 12_480,
      why: "the trail ends at entry 12345, but the hub signed entry 12480, as the copy on web-1 shows: an older backup was put back, or the end was removed",
      by: "machine",
      machine: "web-1",
    },
  ],
  faultCount: 2,
  explained: ["entry 9120, maria: disk broke, backup of 3 November"],
};
export const auditPeriod: AuditPeriod = {
  from: "2026-10-01T00:00:00.000Z",
  to: "2026-10-31T23:59:59.999Z",
  counts: [
    { action: "run.dispatched", count: 4_211 },
    { action: "task.planned", count: 1_030 },
    { action: "approval.given", count: 61 },
  ],
  changes: auditEntries.filter(({ action }) => action === "run.dispatched"),
  approvals: auditEntries.filter(({ action }) => action === "approval.given"),
  rules: auditEntries.filter(({ action }) => action === "token.created"),
  refusals: auditEntries.filter(({ action }) => action === "login.failed"),
  people: [
    {
      name: "maria",
      kind: "person",
      role: "admin",
      active: true,
      since: "2026-01-03T08:00:00.000Z",
      lastSeenAt: "2026-10-31T17:12:00.000Z",
    },
    {
      name: "anna",
      kind: "person",
      role: "operator",
      active: true,
      since: "2026-02-11T08:00:00.000Z",
      lastSeenAt: "2026-10-30T09:40:00.000Z",
    },
    { name: "bert", kind: "person", role: "viewer", active: false, since: "2026-03-20T08:00:00.000Z" },
    { name: "monitoring (maria)", kind: "key", role: "viewer", active: true, since: "2026-05-02T08:00:00.000Z" },
  ],
  verification: auditWhole,
};

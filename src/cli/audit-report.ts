/** `ailx audit report`: a period in words: changes, approvals, refusals, people, verification. */
import type { AuditEntryView, AuditPeriod } from "../api/audit.ts";
import { auditTable } from "./audit-list.ts";
import { auditQuery } from "./audit-query.ts";
import { verificationText } from "./audit-verify.ts";
import { openHub } from "./client.ts";
import { exit } from "./exit.ts";
import type { Verb } from "./mode.ts";
import { paintFor } from "./paint.ts";
import { printJson } from "./shown.ts";
import { table } from "./table.ts";

export const run: Verb = async ({ args, io }) => {
  const report = await openHub({ args, io }).get<AuditPeriod>(`/api/audit/report?${auditQuery(args)}`);
  const paint = paintFor(io);
  if (args.has("json")) {
    printJson(io, report);
    return exit.ok;
  }
  const part = (title: string, items: readonly AuditEntryView[]): string =>
    `${paint.bold(`${title}: ${items.length}`)}\n${items.length === 0 ? "" : auditTable(items, paint.dim)}\n`;
  const people = table({
    columns: ["name", "kind", "role", "active", "since", "last seen"],
    rows: report.people.map((each) => [
      each.name,
      each.kind,
      each.role,
      each.active ? "yes" : "no",
      each.since.slice(0, 10),
      each.lastSeenAt?.slice(0, 10) ?? "",
    ]),
  });
  io.out(
    `${paint.bold(`${report.from.slice(0, 16)} to ${report.to.slice(0, 16)}`)}\n\n` +
      part("Changes", report.changes) +
      part("Approvals", report.approvals) +
      part("Refused", report.refusals) +
      part("Rules, people, keys and machines", report.rules) +
      `${paint.bold("Who could do what")}\n${people}\n` +
      (report.verification ? verificationText(report.verification, paint) : "Not verified: ailx audit verify\n"),
  );
  return exit.ok;
};

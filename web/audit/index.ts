/** The pages of the audit trail. */
export { AuditEntryPage } from "./entry.tsx";
export { AuditLines, AuditPage, type AuditQuery } from "./list.tsx";
export { AuditReportPage } from "./report.tsx";
export { AuditState } from "./state.tsx";

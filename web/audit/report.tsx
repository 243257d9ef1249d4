/** The report of a period: made to be read once, printed and filed. */
import type { AuditEntryView, AuditPeriod } from "../../src/api/audit.ts";
import { PageHead } from "../frame/page.tsx";
import { Button, Card, DataTable, Field, LinkButton, count } from "../kit/index.ts";
import { AuditLine } from "./list.tsx";
import { AuditState } from "./state.tsx";

export const AuditReportPage = ({ report, entries }: { report: AuditPeriod; entries: number }) => {
  const [from, to] = [report.from.slice(0, 10), report.to.slice(0, 10)];
  return (
    <div class="audit-page">
      <PageHead title={`Report, ${from} to ${to}`}>
        <LinkButton href={`/api/audit/report?from=${from}&to=${to}`}>As JSON</LinkButton>
        <LinkButton href="/audit">All entries</LinkButton>
      </PageHead>
      <form class="audit-fields card audit-period" method="get" action="/audit/report">
        <Field id="report-from" name="from" label="From" type="date" value={from} />
        <Field id="report-to" name="to" label="To" type="date" value={to} />
        <div class="audit-do">
          <Button type="submit" look="primary">
            Show
          </Button>
        </div>
      </form>
      <AuditState entries={entries} verification={report.verification} />
      <Entries title="Changes" none="Nothing was changed" items={report.changes} />
      <Entries title="Approvals" none="Nothing had to be approved" items={report.approvals} />
      <Entries title="Refused" none="Nothing was refused" items={report.refusals} />
      <Entries title="Rules, people, keys and machines" none="None of these was changed" items={report.rules} />
      <Card title="Who could do what" flush aside={<span class="muted">at the time of this report</span>}>
        <DataTable
          label="People and keys"
          columns={["Name", "Kind", "Role", "Active", "Since", "Last seen"]}
          rows={report.people.map(({ name, kind, role, active, since, lastSeenAt }) => [
            name,
            kind === "key" ? "API key" : "person",
            role,
            active ? "yes" : "no",
            since.slice(0, 10),
            lastSeenAt?.slice(0, 16).replace("T", " ") ?? "–",
          ])}
        />
      </Card>
      <Card title="Everything, counted" flush>
        <DataTable
          label="How often what was done"
          columns={["What", "Times"]}
          rows={report.counts.map((each) => [each.action, each.count.toLocaleString("en")])}
        />
      </Card>
    </div>
  );
};

const Entries = ({ title, none, items }: { title: string; none: string; items: AuditEntryView[] }) => (
  <Card title={title} flush aside={<span class="muted num">{count(items.length, "entry", "entries")}</span>}>
    {items.length === 0 ? (
      <p class="muted audit-none">{none}.</p>
    ) : (
      <ol class="audit-lines audit-filed" data-list>
        {items.map((entry) => (
          <AuditLine entry={entry} exact />
        ))}
      </ol>
    )}
  </Card>
);

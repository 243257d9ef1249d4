/** One entry of the audit trail with everything it holds, and its place in the chain. */
import type { Child } from "hono/jsx";
import type { AuditEntryView } from "../../src/api/audit.ts";
import { PageHead } from "../frame/page.tsx";
import { Age, Card, CodeBlock, LinkButton, said } from "../kit/index.ts";

type Props = {
  entry: AuditEntryView;
  /** Whether there are entries on either side. */
  older: boolean;
  newer: boolean;
};

export const AuditEntryPage = ({ entry, older, newer }: Props) => (
  <div class="audit-page">
    <PageHead title={`Entry ${entry.seq}`}>
      {older ? <LinkButton href={`/audit/${entry.seq - 1}`}>Entry before</LinkButton> : null}
      {newer ? <LinkButton href={`/audit/${entry.seq + 1}`}>Entry after</LinkButton> : null}
      <LinkButton href="/audit">All entries</LinkButton>
    </PageHead>
    <Card>
      <p class="audit-sentence">
        <strong>{said(entry.actorName)}</strong> {said(entry.says)}
      </p>
      <dl class="facts">
        <Fact name="When">
          <Age at={entry.at} /> <span class="muted num">{entry.at}</span>
        </Fact>
        <Fact name="Who">
          <a href={`/audit?person=${encodeURIComponent(entry.actorId)}`}>{said(entry.actorName)}</a>{" "}
          <span class="muted mono">{said(entry.actorId)}</span>
        </Fact>
        <Fact name="From">{said(entry.origin)}</Fact>
        <Fact name="What">
          <a href={`/audit?action=${encodeURIComponent(entry.action)}`}>{entry.action}</a>
        </Fact>
        {entry.taskId ? (
          <Fact name="Task">
            <a href={`/tasks/${entry.taskId}`} class="mono">
              {entry.taskId}
            </a>{" "}
            · <a href={`/audit?task=${entry.taskId}`}>its entries</a>
          </Fact>
        ) : null}
        {entry.machineId ? (
          <Fact name="Machine">
            <a href={`/machines/${entry.machineId}`}>{said(entry.machine ?? entry.machineId)}</a> ·{" "}
            <a href={`/audit?machine=${entry.machineId}`}>its entries</a>
          </Fact>
        ) : null}
      </dl>
    </Card>
    {Object.keys(entry.data).length > 0 ? (
      <Card title="What was written down" flush>
        <CodeBlock id="audit-data" text={said(JSON.stringify(entry.data, undefined, 2))} label="Data of the entry" />
      </Card>
    ) : null}
    <Card title="Its place in the chain">
      <dl class="facts">
        <Fact name="Hash">
          <span class="mono audit-hash">{said(entry.hash)}</span>
        </Fact>
        <Fact name="Entry before">
          <span class="mono audit-hash">{entry.prevHash === "" ? "none: it is the first" : said(entry.prevHash)}</span>
        </Fact>
      </dl>
    </Card>
  </div>
);

const Fact = ({ name, children }: { name: string; children: Child }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

/** The audit page: whether the trail holds, a filter, and the entries, newest first. */
import type { AuditEntryView, AuditVerification } from "../../src/api/audit.ts";
import { verbatim } from "../frame/form.ts";
import { PageHead } from "../frame/page.tsx";
import { place } from "../frame/partial.tsx";
import { Age, Button, Empty, Field, Icon, LinkButton, SelectField, said } from "../kit/index.ts";
import { AuditState } from "./state.tsx";

/** What the filter's fields hold. */
export type AuditQuery = Partial<Record<"person" | "machine" | "task" | "action" | "from" | "to" | "text", string>>;

type Props = {
  items: AuditEntryView[];
  query: AuditQuery;
  /** The address of older ones. */
  next?: string;
  entries: number;
  verification?: AuditVerification;
  /** For choosing: names of people and machines, and the actions that there are. */
  people: string[];
  machines: string[];
  actions: string[];
  /** Why the filter could not be read. */
  error?: string;
};

export const AuditPage = ({ items, query, next, entries, verification, people, machines, actions, error }: Props) => {
  const asked = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== "")).toString();
  return (
    <div class="audit-page">
      <PageHead title="Audit">
        <LinkButton href="/audit/report">Report</LinkButton>
        <LinkButton href={`/api/audit/export?${withKind(asked, "jsonl")}`}>Export JSONL</LinkButton>
        <LinkButton href={`/api/audit/export?${withKind(asked, "csv")}`}>Export CSV</LinkButton>
      </PageHead>
      <AuditState entries={entries} verification={verification} />
      <Filter query={query} people={people} machines={machines} actions={actions} error={error} />
      <AuditLines items={items} filtered={asked !== ""} />
      {next ? (
        <p class="page-next">
          <LinkButton href={next}>Show older entries</LinkButton>
        </p>
      ) : null}
    </div>
  );
};

const withKind = (asked: string, kind: string): string => (asked === "" ? `as=${kind}` : `${asked}&as=${kind}`);

const Filter = ({
  query,
  people,
  machines,
  actions,
  error,
}: Pick<Props, "query" | "people" | "machines" | "actions" | "error">) => {
  const used = Object.values(query).some((value) => value !== "");
  return (
    <details class="card audit-filter" open={used}>
      <summary>{used ? "Filter is on" : "Filter"}</summary>
      <form class="audit-fields" method="get" action="/audit" role="search">
        <Field
          id="audit-text"
          name="text"
          label="Text"
          type="search"
          value={query.text ?? ""}
          maxlength={200}
          {...verbatim}
        />
        <Field
          id="audit-person"
          name="person"
          label="Person"
          value={query.person ?? ""}
          list="audit-people"
          {...verbatim}
        />
        <Field
          id="audit-machine"
          name="machine"
          label="Machine"
          value={query.machine ?? ""}
          list="audit-machines"
          {...verbatim}
        />
        <SelectField
          id="audit-action"
          name="action"
          label="What"
          value={query.action ?? ""}
          options={[
            { value: "", label: "everything" },
            ...kindsOf(actions).map((kind) => ({ value: kind, label: kind.replace(".", ": ").replaceAll("_", " ") })),
          ]}
        />
        <Field id="audit-from" name="from" label="From" type="date" value={(query.from ?? "").slice(0, 10)} />
        <Field id="audit-to" name="to" label="To" type="date" value={(query.to ?? "").slice(0, 10)} />
        {query.task ? <input type="hidden" name="task" value={query.task} /> : null}
        <Choices id="audit-people" of={people} />
        <Choices id="audit-machines" of={machines} />
        <div class="audit-do">
          <Button type="submit" look="primary">
            Show
          </Button>
          {used ? <LinkButton href="/audit">Show everything</LinkButton> : null}
        </div>
        {error ? (
          <p class="field-error" role="alert">
            {said(error)}
          </p>
        ) : null}
      </form>
    </details>
  );
};

/** Each noun, and under it what was done to it. */
const kindsOf = (actions: string[]): string[] =>
  [...new Set(actions.flatMap((action) => [action.split(".")[0] ?? action, action]))].toSorted();

const Choices = ({ id, of }: { id: string; of: string[] }) => (
  <datalist id={id}>
    {of.map((each) => (
      <option value={each} />
    ))}
  </datalist>
);

export const AuditLines = ({ items, filtered }: { items: AuditEntryView[]; filtered: boolean }) => (
  <section id={place.auditLines} class="card" aria-label="Entries, newest first">
    {items.length === 0 ? (
      <Empty icon="scan-search" title={filtered ? "No entry fits this filter" : "Nothing has happened yet"}>
        {filtered ? <a href="/audit">Show everything</a> : null}
      </Empty>
    ) : (
      <ol class="audit-lines" data-list>
        {items.map((entry) => (
          <AuditLine entry={entry} />
        ))}
      </ol>
    )}
  </section>
);

/** `exact`: the moment instead of its age, for what is filed. */
export const AuditLine = ({ entry, exact }: { entry: AuditEntryView; exact?: boolean }) => (
  <li id={`audit-${entry.seq}`}>
    <a href={`/audit/${entry.seq}`} data-item class={alarming.test(entry.action) ? "audit-alarm" : ""}>
      <span class="num audit-seq">{entry.seq}</span>
      {exact ? <time class="num">{entry.at.slice(0, 16).replace("T", " ")}</time> : <Age at={entry.at} />}
      <span class="audit-who" title={`from ${said(entry.origin)}`}>
        {said(entry.actorName)}
      </span>
      <span class="audit-says">
        {alarming.test(entry.action) ? <Icon name="triangle-alert" size={14} /> : null} {said(entry.says)}
      </span>
    </a>
  </li>
);

/** What a reader should not miss. */
const alarming =
  /^(login\.failed|.*\.(refused|denied|quarantined)|audit\.(copy_differs|fault_found)|machine\.record_differs)$/;

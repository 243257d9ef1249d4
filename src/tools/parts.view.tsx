/** What the views of tools share. */
export { ChangedFiles } from "../../web/kit/changes.tsx";
import { DataTable } from "../../web/kit/table.tsx";
import { Percent } from "../../web/kit/numbers.tsx";

/** A result as a table, or a sentence where there is nothing in it. */
export const ResultTable = ({ table, label, empty }: { table: Table; label: string; empty: string }) =>
  table.rows.length === 0 ? <p class="muted">{empty}</p> : <DataTable {...table} label={label} />;

type Table = { columns: string[]; rows: string[][] };

/** Names and values under each other. */
export const ResultFacts = ({ of }: { of: readonly (readonly [name: string, value: string])[] }) => (
  <dl class="facts">
    {of.map(([name, value]) => (
      <div>
        <dt>{name}</dt>
        <dd class="num">{value}</dd>
      </div>
    ))}
  </dl>
);

/** Shares under each other, each with its bar and what it is a share of. */
export const Shares = ({ of }: { of: readonly (readonly [name: string, ratio: number, more: string])[] }) => (
  <dl class="facts">
    {of.map(([name, ratio, more]) => (
      <div>
        <dt>{name}</dt>
        <dd class="num">
          <Percent ratio={ratio} /> {more}
        </dd>
      </div>
    ))}
  </dl>
);

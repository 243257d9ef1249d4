/** The jobs as a table. */
import { ResultTable } from "../parts.view.tsx";
import { listTable, type ListOutput } from "./list.ts";

export const Outcome = ({ output }: { output: ListOutput }) => (
  <>
    <ResultTable table={listTable(output)} label="Jobs of cron" empty="cron runs nothing there." />
    {output.cut && <p class="muted">There are more jobs than these.</p>}
  </>
);

/** The users as a table. */
import { ResultTable } from "../parts.view.tsx";
import { listTable, type ListOutput } from "./list.ts";

export const Outcome = ({ output }: { output: ListOutput }) => (
  <>
    <ResultTable table={listTable(output)} label="Users" empty="There are no users." />
    {output.cut && <p class="muted">There are more users than these.</p>}
  </>
);

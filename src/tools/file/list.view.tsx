/** The folder as a table. */
import { forHtml } from "../../domain/untrusted.ts";
import { ResultTable } from "../parts.view.tsx";
import { listTable, type ListOutput } from "./list.ts";

export const Outcome = ({ output }: { output: ListOutput }) => (
  <>
    <p class="muted">
      {forHtml(output.realPath)}
      {output.truncated ? `, the first ${output.entries.length} of ${output.total}` : ""}
    </p>
    <ResultTable table={listTable(output)} label="Content of the folder" empty="Nothing is in it." />
  </>
);

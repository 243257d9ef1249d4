/** The packages as a table. */
import { ResultTable } from "../parts.view.tsx";
import { listTable, type ListOutput } from "./list.ts";

export const Outcome = ({ output }: { output: ListOutput }) => (
  <>
    <ResultTable table={listTable(output)} label="Packages" empty="No such package is installed." />
    {output.matched > output.packages.length && (
      <p class="muted">
        {output.packages.length} of {output.matched} are shown.
      </p>
    )}
  </>
);

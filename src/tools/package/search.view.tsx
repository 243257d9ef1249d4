/** The packages found, as a table. */
import { ResultTable } from "../parts.view.tsx";
import { searchTable, type SearchOutput } from "./search.ts";

export const Outcome = ({ output }: { output: SearchOutput }) => (
  <>
    <ResultTable table={searchTable(output)} label="Packages found" empty="No package has that word." />
    {output.matched > output.packages.length && (
      <p class="muted">
        {output.packages.length} of {output.matched} are shown.
      </p>
    )}
  </>
);

/** What differs, as a table, and what is the same. */
import { ResultTable } from "../parts.view.tsx";
import { aspectText, compareTable, type CompareOutput } from "./compare.ts";

export const Outcome = ({ output }: { output: CompareOutput }) => (
  <>
    <ResultTable table={compareTable(output)} label="In what the machines differ" empty="They do not differ." />
    {output.same.length > 0 && output.machines.length > 1 && (
      <p class="muted">
        The same on all {output.machines.length}: {output.same.map(aspectText).join(", ")}.
      </p>
    )}
    {output.truncated && <p class="muted">More services differ than are shown.</p>}
  </>
);

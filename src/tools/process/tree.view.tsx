/** The tree as a table, children indented. */
import { ResultTable } from "../parts.view.tsx";
import { treeTable, type TreeOutput } from "./tree.ts";

export const Outcome = ({ output }: { output: TreeOutput }) => (
  <>
    <ResultTable table={treeTable(output)} label="Tree of processes" empty="No process." />
    {output.cut && <p class="muted">There are more processes than these.</p>}
    {output.zombies > 0 && (
      <p class="muted">{output.zombies} ended and were not waited for by what started them (state Z).</p>
    )}
  </>
);

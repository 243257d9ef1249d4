/** The machines in order, and which of them told nothing. */
import { ResultTable } from "../parts.view.tsx";
import { topTable, type TopOutput } from "./top.ts";

export const Outcome = ({ output }: { output: TopOutput }) => (
  <>
    <ResultTable table={topTable(output)} label={`Machines by ${output.by}`} empty="No machine has told its numbers." />
    {output.without.length > 0 && (
      <p class="muted">
        Without numbers: {output.without.slice(0, 20).join(", ")}
        {output.without.length > 20 && ` and ${output.without.length - 20} more`}.
      </p>
    )}
  </>
);

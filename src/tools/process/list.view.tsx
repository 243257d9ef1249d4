/** The processes as a table, and how many there are besides. */
import { ResultTable } from "../parts.view.tsx";
import { processTable, type ProcessOutput } from "./list.ts";

export const Outcome = ({ output }: { output: ProcessOutput }) => (
  <>
    <ResultTable table={processTable(output)} label="Processes" empty="No such process." />
    <p class="muted">
      {output.processes.length} of {output.total} processes shown, {output.zombies} zombies.
    </p>
  </>
);

/** What became of each process. */
import { ResultTable } from "../parts.view.tsx";
import { processKill, type KillOutput } from "./kill.ts";

export const Outcome = ({ output }: { output: KillOutput }) => (
  <ResultTable
    table={processKill.table?.(output) ?? { columns: [], rows: [] }}
    label="What became of the processes"
    empty="No process."
  />
);

/** The machines found, as a table. */
import { ResultTable } from "../parts.view.tsx";
import { findTable, type FindOutput } from "./find.ts";

export const Outcome = ({ output }: { output: FindOutput }) => (
  <ResultTable table={findTable(output)} label="Machines" empty="No machine fits." />
);

/** What happens at boot, before and now. */
import { ResultTable } from "../parts.view.tsx";
import { bootTable, type BootOutput } from "./boot.ts";

export const Outcome = ({ output }: { output: BootOutput }) => (
  <ResultTable table={bootTable(output)} label="At boot before and now" empty="" />
);

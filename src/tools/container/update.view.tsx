/** The images before and now, and the log where the new one did not stay up. */
import { ResultTable } from "../parts.view.tsx";
import { Entries } from "./parts.view.tsx";
import { updatedTable, type UpdatedOutput } from "./updated.ts";

export const Outcome = ({ output }: { output: UpdatedOutput }) => (
  <>
    <ResultTable table={updatedTable(output)} label="Images before and now" empty="" />
    {output.log.length > 0 && <Entries lines={output.log} />}
  </>
);

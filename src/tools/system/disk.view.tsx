/** The disks as a table, as `df -h` would show them. */
import { showHidden } from "../../domain/untrusted.ts";
import { ResultTable } from "../parts.view.tsx";
import { diskTable, type DiskOutput } from "./disk.ts";

export const Outcome = ({ output }: { output: DiskOutput }) => (
  <>
    <ResultTable table={diskTable(output)} label="Disks" empty="This machine has no disk that can be written." />
    {output.notLookedAt.length > 0 && (
      <p class="muted">Not looked at, on other machines: {output.notLookedAt.map(showHidden).join(", ")}</p>
    )}
  </>
);

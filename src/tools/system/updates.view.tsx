/** The updates, those for security first, and how old the lists are. */
import { ResultTable } from "../parts.view.tsx";
import { listsText, updatesTable, type UpdatesOutput } from "./updates.ts";

export const Outcome = ({ output }: { output: UpdatesOutput }) => (
  <>
    <ResultTable table={updatesTable(output)} label="Updates" empty="No package has a newer version." />
    <p class="muted">
      {output.count > output.updates.length && `${output.updates.length} of ${output.count} are shown. `}
      {capital(listsText(output))}
      {!output.securityKnown && `; ${output.manager} does not say which updates mend security`}
      {output.rebootRequired && "; a restart is due"}.
    </p>
  </>
);

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

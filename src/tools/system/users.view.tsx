/** Who is signed in, who was, and from where it failed. */
import { ResultTable } from "../parts.view.tsx";
import { failedTable, lastTable, signedInTable, type UsersOutput } from "./users.ts";

export const Outcome = ({ output }: { output: UsersOutput }) => (
  <>
    <ResultTable table={signedInTable(output)} label="Signed in" empty="Nobody is signed in." />
    <p class="muted">Last sign-ins</p>
    <ResultTable table={lastTable(output)} label="Last sign-ins" empty="None was noted." />
    {output.failed ? (
      <>
        <p class="muted">Failed sign-ins of the last 7 days: {output.failed.count}</p>
        {output.failed.top.length > 0 && <ResultTable table={failedTable(output)} label="Failed sign-ins" empty="" />}
      </>
    ) : (
      <p class="muted">This machine notes no failed sign-ins, or does not show them to the agent.</p>
    )}
  </>
);

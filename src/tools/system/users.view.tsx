/** Who is signed in, who was, and from where it failed. */
import { ResultTable } from "../parts.view.tsx";
import { failedTable, lastTable, signedInTable, type UsersOutput } from "./users.ts";

export const Outcome = ({ output }: { output: UsersOutput }) => (
  <>
    <h4>Signed in</h4>
    <ResultTable table={signedInTable(output)} label="Signed in" empty="Nobody is signed in." />
    <h4>Last sign-ins</h4>
    <ResultTable table={lastTable(output)} label="Last sign-ins" empty="None was noted." />
    <h4>Failed in the last 7 days</h4>
    {output.failed ? (
      <>
        <p class="num">{output.failed.count} in all</p>
        {output.failed.top.length > 0 && <ResultTable table={failedTable(output)} label="Failed sign-ins" empty="" />}
      </>
    ) : (
      <p class="muted">This machine notes none, or does not show them to the agent.</p>
    )}
  </>
);

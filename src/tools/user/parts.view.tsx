/** What the views of the user tools share. */
import { forHtml } from "../../domain/untrusted.ts";
import { ResultTable } from "../parts.view.tsx";
import { accountTable, type ChangedAccount } from "./accounts.ts";

/** Before and now, and what the program said where it failed. */
export const ChangedUser = ({ output }: { output: ChangedAccount }) => (
  <>
    <ResultTable table={accountTable(output)} label="User before and now" empty="" />
    {forHtml(output.said) !== "" && <p>{forHtml(output.said)}</p>}
  </>
);

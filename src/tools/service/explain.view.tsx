/** What stands around services, as a table. */
import { ResultTable } from "../parts.view.tsx";
import { explainTable, type ExplainOutput } from "./explain.ts";

export const Outcome = ({ output }: { output: ExplainOutput }) => (
  <ResultTable table={explainTable(output)} label="Services" empty="No service was found." />
);

/** What was found, as text: no link of a stranger is one click away. */
import { ResultTable } from "../parts.view.tsx";
import { resultsTable, type SearchOutput } from "./search.ts";

export const Outcome = ({ output }: { output: SearchOutput }) => (
  <ResultTable table={resultsTable(output)} label="Found on the web" empty="Nothing was found." />
);

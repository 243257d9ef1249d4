/** The services as a table. */
import { ResultTable } from "../parts.view.tsx";
import { listTable, type ListOutput } from "./list.ts";

export const Outcome = ({ output }: { output: ListOutput }) => (
  <ResultTable table={listTable(output)} label="Services" empty="No such service." />
);

/** The open ports as a table. */
import { ResultTable } from "../parts.view.tsx";
import { portsTable, type PortsOutput } from "./ports.ts";

export const Outcome = ({ output }: { output: PortsOutput }) => (
  <ResultTable table={portsTable(output)} label="Open ports" empty="Nothing listens there." />
);

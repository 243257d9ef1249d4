/** The containers as a table. */
import { ResultTable } from "../parts.view.tsx";
import { containerTable, type ContainersOutput } from "./list.ts";

export const Outcome = ({ output }: { output: ContainersOutput }) => (
  <ResultTable
    table={containerTable(output)}
    label="Containers"
    empty={output.engines.length === 0 ? "Neither Docker nor Podman runs here." : "No container."}
  />
);

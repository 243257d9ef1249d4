/** How many there are of each kind, with whom, and the connections themselves. */
import { ResultFacts, ResultTable } from "../parts.view.tsx";
import { connectionsTable, type ConnectionsOutput } from "./connections.ts";

export const Outcome = ({ output }: { output: ConnectionsOutput }) => (
  <>
    {output.total > 0 && (
      <ResultFacts
        of={[
          ["States", output.byState.map(({ state, count }) => `${count} ${state}`).join(", ")],
          ["Most with", output.byRemote.map(({ remote, count }) => `${remote} (${count})`).join(", ")],
        ]}
      />
    )}
    <ResultTable table={connectionsTable(output)} label="Connections" empty="There is no such connection." />
    {output.total > output.connections.length && (
      <p class="muted">
        The first {output.connections.length} of {output.total}.
      </p>
    )}
  </>
);

/** The lines, oldest first. */
import type { LogsOutput } from "./logs.ts";
import { Entries } from "./parts.view.tsx";

export const Outcome = ({ output }: { output: LogsOutput }) => (
  <>
    {output.truncated && <p class="muted">Older lines are left out: together they are too long.</p>}
    <Entries lines={output.entries} />
  </>
);

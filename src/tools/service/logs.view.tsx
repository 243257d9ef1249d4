/** The lines, oldest first. */
import { Lines } from "./parts.view.tsx";
import type { LogsOutput } from "./logs.ts";

export const Outcome = ({ output }: { output: LogsOutput }) => (
  <>
    {output.cut && <p class="muted">Older lines are left out: together they are too long.</p>}
    <Lines lines={output.lines} />
  </>
);

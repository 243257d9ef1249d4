/** What was typed for a command. How it ended is the run's own line, and its output is in the pane below. */
import { showHidden } from "../../domain/untrusted.ts";
import type { ShellOutput } from "./run.ts";

export const Outcome = ({ output }: { output: ShellOutput }) => (
  <>
    {(output.answered ?? []).map(({ prompt, answer }) => (
      <p class="muted">
        Asked “{showHidden(prompt)}”; “{showHidden(answer)}” was typed, as planned.
      </p>
    ))}
  </>
);

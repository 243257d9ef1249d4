/** How a command ended; its output is shown by the output pane beside it. */
import { showHidden } from "../../domain/untrusted.ts";
import type { ShellOutput } from "./run.ts";

export const Outcome = ({ output }: { output: ShellOutput }) => (
  <>
    <p class="num">
      {output.timedOut
        ? "The time limit ended it."
        : output.signal
          ? `Signal ${output.signal}.`
          : `Exit status ${output.exitCode}.`}
    </p>
    {(output.answered ?? []).map(({ prompt, answer }) => (
      <p class="muted">
        Asked “{showHidden(prompt)}”; “{showHidden(answer)}” was typed, as planned.
      </p>
    ))}
  </>
);

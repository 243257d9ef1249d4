/** How long it was away, and what does not run since. */
import { forHtml } from "../../domain/untrusted.ts";
import { durationText } from "../../lib/duration.ts";
import { ResultFacts } from "../parts.view.tsx";
import { newlyFailed, type RebootOutput } from "./reboot.ts";

export const Outcome = ({ output }: { output: RebootOutput }) => (
  <ResultFacts
    of={[
      ["Restarted", output.bootIdBefore === output.bootIdAfter ? "no" : "yes"],
      ["Away for", durationText(output.downMs)],
      ["Failed since", newlyFailed(output).join(", ") || "nothing"],
      ["Failed units", output.failedUnits.map(forHtml).join(", ") || "none"],
    ]}
  />
);

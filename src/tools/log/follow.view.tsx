/** How much came; the lines themselves are the run's output. */
import { forHtml } from "../../domain/untrusted.ts";
import { followText, type FollowOutput } from "./follow.ts";

export const Outcome = ({ output }: { output: FollowOutput }) => (
  <p>
    {followText(output)}, from {forHtml(output.source) === "journal" ? "the journal" : forHtml(output.source)}.
  </p>
);

/** The lines found, oldest first, and how much was looked at. */
import { forHtml } from "../../domain/untrusted.ts";
import { Entries } from "./parts.view.tsx";
import type { SearchOutput } from "./search.ts";

export const Outcome = ({ output }: { output: SearchOutput }) => (
  <>
    <Entries entries={output.entries} />
    <p class="muted">
      {output.truncated
        ? `The newest ${output.entries.length} of at least ${output.matched} lines that fit`
        : `${output.matched} ${output.matched === 1 ? "line fits" : "lines fit"}`}
      , from {forHtml(output.source) === "journal" ? "the journal" : forHtml(output.source)}.
    </p>
  </>
);

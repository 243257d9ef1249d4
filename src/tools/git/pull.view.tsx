/** From which commit to which, and what came with it. */
import { forHtml } from "../../domain/untrusted.ts";
import { ResultFacts, ResultTable } from "../parts.view.tsx";
import { short } from "./path-input.ts";
import type { PullOutput } from "./pull.ts";

export const Outcome = ({ output }: { output: PullOutput }) => (
  <>
    <ResultFacts
      of={[
        ["Tree", forHtml(output.root)],
        ["Branch", forHtml(output.branch) || "none"],
        [
          "Commit",
          output.before === output.after
            ? `${short(output.after)}, as before`
            : `${short(output.before)} → ${short(output.after)}`,
        ],
        ["Files", String(output.files)],
      ]}
    />
    {output.subjects.length > 0 && (
      <ResultTable
        table={{ columns: ["What the commits say"], rows: output.subjects.map((subject) => [forHtml(subject)]) }}
        label="Commits"
        empty=""
      />
    )}
    {output.commits > output.subjects.length && <p class="muted">{output.commits} commits in all.</p>}
  </>
);

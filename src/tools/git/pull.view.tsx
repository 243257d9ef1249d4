/** From which commit to which, and what came with it. */
import { forHtml } from "../../domain/untrusted.ts";
import { ResultFacts } from "../parts.view.tsx";
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
      <ul>
        {output.subjects.map((subject) => (
          <li>{forHtml(subject)}</li>
        ))}
      </ul>
    )}
    {output.commits > output.subjects.length && <p class="muted">{output.commits} commits in all.</p>}
  </>
);

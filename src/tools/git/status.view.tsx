/** Branch and commit, and the files that are not as committed. */
import { forHtml } from "../../domain/untrusted.ts";
import { iso } from "../../lib/clock.ts";
import { ResultFacts, ResultTable } from "../parts.view.tsx";
import { short } from "./path-input.ts";
import { changesText, filesTable, standText, type StatusOutput } from "./status.ts";

export const Outcome = ({ output }: { output: StatusOutput }) => (
  <>
    <ResultFacts
      of={[
        ["Tree", forHtml(output.root)],
        ["Owner", forHtml(output.owner)],
        ["Branch", standText(output)],
        ["Commit", commitText(output)],
        ["Changes", changesText(output)],
      ]}
    />
    {output.files.length > 0 && <ResultTable table={filesTable(output)} label="Files not as committed" empty="" />}
  </>
);

const commitText = ({ commit, subject, committedAtMs }: StatusOutput): string =>
  `${short(commit)} ${committedAtMs > 0 ? iso(Math.min(committedAtMs, 253_402_300_799_999)).slice(0, 16).replace("T", " ") : ""} ${forHtml(subject)}`.trim();

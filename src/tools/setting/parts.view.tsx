/** What it was, what it is, and which files say so. */
import { forHtml } from "../../domain/untrusted.ts";
import { ChangedFiles, ResultFacts } from "../parts.view.tsx";
import type { ChangedSetting } from "./changed.ts";

export const SettingOutcome = ({ output: { before, after, note, files } }: { output: ChangedSetting }) => (
  <>
    <ResultFacts
      of={[
        ["Before", forHtml(before) || "unknown"],
        ["Now", forHtml(after)],
      ]}
    />
    {forHtml(note) === "" ? null : <p>{forHtml(note)}</p>}
    <ChangedFiles of={files} />
  </>
);

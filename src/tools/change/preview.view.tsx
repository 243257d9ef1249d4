/** What would change, and what stands against it. */
import { forHtml } from "../../domain/untrusted.ts";
import { ChangedFiles } from "../parts.view.tsx";
import type { PreviewOutput } from "./preview.ts";

export const Outcome = ({ output: { files, notes, problems } }: { output: PreviewOutput }) => (
  <>
    {problems.map((problem) => (
      <p class="preview-problem">{forHtml(problem)}</p>
    ))}
    {notes.map((note) => (
      <p>{forHtml(note)}</p>
    ))}
    {files.length === 0 && notes.length + problems.length > 0 ? null : (
      <ChangedFiles of={files} empty="Nothing would change." />
    )}
  </>
);

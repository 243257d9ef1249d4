/** The lines that changed, and what checked them. */
import { forHtml } from "../../domain/untrusted.ts";
import { ChangedFiles } from "../parts.view.tsx";
import type { ConfigEditOutput } from "./edit.ts";

export const Outcome = ({ output: { files, exact, reloaded } }: { output: ConfigEditOutput }) => (
  <>
    <ChangedFiles of={files} />
    <p class="muted">
      Checked by {forHtml(exact)}
      {reloaded === undefined ? "" : `; ${forHtml(reloaded)} has loaded it`}
    </p>
  </>
);

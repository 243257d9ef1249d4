/** Whether it stayed, how that is known, and the lines that differ. */
import { forHtml } from "../../domain/untrusted.ts";
import { CommitConfirm } from "../commitConfirm.view.tsx";
import { ChangedFiles } from "../parts.view.tsx";
import type { ApplyOutput } from "./apply.ts";

export const Outcome = ({ output }: { output: ApplyOutput }) => (
  <>
    <CommitConfirm of={output} what="the rules" />
    {output.tables.some(({ kind }) => kind !== "same") && <ChangedFiles of={output.tables} />}
    {output.outcome === "reverted" && output.back?.ok && output.tables.every(({ kind }) => kind === "same") && (
      <p class="muted">Its {output.tables.map(({ path }) => forHtml(path)).join(", ")} is what it was before.</p>
    )}
  </>
);

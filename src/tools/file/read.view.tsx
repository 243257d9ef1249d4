/** The file's text, and whether there is more of it. */
import { forHtml } from "../../domain/untrusted.ts";
import { bytesText } from "../../lib/bytes.ts";
import type { ReadOutput } from "./read.ts";

export const Outcome = ({ output }: { output: ReadOutput }) => (
  <div class="code">
    <p class="muted">
      {forHtml(output.realPath)}, {bytesText(output.sizeBytes)}
      {output.more ? `; ${output.lines} lines of it` : ""}
    </p>
    <pre tabindex={0} role="region" aria-label="Content">
      <code>{forHtml(output.text)}</code>
    </pre>
  </div>
);

/** The file's text, and whether it is right. */
import { forHtml } from "../../domain/untrusted.ts";
import { bytesText } from "../../lib/bytes.ts";
import type { ShowOutput } from "./show.ts";
import { faultLine } from "./validate.ts";

export const Outcome = ({ output }: { output: ShowOutput }) => (
  <div class="code">
    <p class="muted">
      {forHtml(output.realPath)}, {bytesText(output.sizeBytes)}
      {output.more ? "; its beginning" : ""}
      {output.exact
        ? `; ${forHtml(output.exact)} ${output.fault ? `finds ${faultLine(output.fault)}` : "finds no error"}`
        : ""}
    </p>
    <pre tabindex={0} role="region" aria-label="Content">
      <code>{forHtml(output.text)}</code>
    </pre>
  </div>
);

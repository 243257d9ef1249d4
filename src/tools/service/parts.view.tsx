/** What the views of the service tools share. */
import { forHtml } from "../../domain/untrusted.ts";
import { iso } from "../../lib/clock.ts";
import { ResultTable } from "../parts.view.tsx";
import { changeTable, type ChangeOutput } from "./change.ts";
import type { LogLine } from "./unit.ts";

const priorities = ["emergency", "alert", "critical", "error", "warning", "notice", "info", "debug"];

/** Log lines, oldest first, with time and priority in front. */
export const Lines = ({ lines }: { lines: LogLine[] }) =>
  lines.length === 0 ? (
    <p class="muted">No line.</p>
  ) : (
    <div class="code">
      <pre tabindex={0} role="region" aria-label="Log">
        <code>{lines.map(lineText).join("\n")}</code>
      </pre>
    </div>
  );

const lineText = ({ atMs, priority, text }: LogLine): string =>
  `${iso(atMs).slice(0, 19).replace("T", " ")} ${priority <= 4 ? `${priorities[priority]}: ` : ""}${forHtml(text)}`;

/** Before and after a change, and the log where it went wrong. */
export const Changed = ({ output }: { output: ChangeOutput }) => (
  <>
    <ResultTable table={changeTable(output)} label="State before and now" empty="" />
    {output.journal.length > 0 && <Lines lines={output.journal} />}
  </>
);

/** What the views of the container tools share. */
import { ResultTable } from "../parts.view.tsx";
import { changeTable, type ChangeOutput } from "./change.ts";
import { entryText, type LogEntry } from "./entries.ts";

/** Lines, oldest first, with their time in front. */
export const Entries = ({ lines }: { lines: LogEntry[] }) =>
  lines.length === 0 ? (
    <p class="muted">No line.</p>
  ) : (
    <div class="code">
      <pre tabindex={0} role="region" aria-label="Log of the container">
        <code>{lines.map(entryText).join("\n")}</code>
      </pre>
    </div>
  );

/** Before and after a change, and the log where it went wrong. */
export const Changed = ({ output }: { output: ChangeOutput }) => (
  <>
    <ResultTable table={changeTable(output)} label="State before and now" empty="" />
    {output.log.length > 0 && <Entries lines={output.log} />}
  </>
);

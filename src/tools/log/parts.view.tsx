/** What the views of the log tools share. */
import { forHtml } from "../../domain/untrusted.ts";
import { shortAt, type LogEntry } from "./entry.ts";

/** Log lines, oldest first, with time, service and, where it matters, priority in front. */
export const Entries = ({ entries }: { entries: readonly LogEntry[] }) =>
  entries.length === 0 ? (
    <p class="muted">No line.</p>
  ) : (
    <div class="code">
      <pre tabindex={0} role="region" aria-label="Log">
        <code>{entries.map(entryText).join("\n")}</code>
      </pre>
    </div>
  );

const quiet = new Set(["notice", "info", "debug"]);

const entryText = ({ at, unit, priority, text }: LogEntry): string =>
  [shortAt(at), forHtml(unit), quiet.has(priority) ? "" : `${priority}:`, forHtml(text)]
    .filter((part) => part !== "")
    .join(" ");

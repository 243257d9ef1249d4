/** Each table as its program writes it. */
import { forHtml } from "../../domain/untrusted.ts";
import type { ShowOutput } from "./show.ts";

export const Outcome = ({ output: { tables } }: { output: ShowOutput }) =>
  tables.length === 0 ? (
    <p class="muted">There are no rules: everything passes.</p>
  ) : (
    <>
      {tables.map(({ name, text, cut }) => (
        <>
          <div class="code">
            <pre tabindex={0} role="region" aria-label={`Table ${name}`}>
              <code>{forHtml(text)}</code>
            </pre>
          </div>
          {cut && <p class="muted">The rest of this table is not shown.</p>}
        </>
      ))}
    </>
  );

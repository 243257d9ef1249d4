/** The answer as names and values, and the beginning of what it holds. */
import { forHtml } from "../../domain/untrusted.ts";
import { ResultFacts } from "../parts.view.tsx";
import { httpFacts, type HttpOutput } from "./http.ts";

export const Outcome = ({ output }: { output: HttpOutput }) => (
  <>
    <ResultFacts of={httpFacts(output)} />
    {forHtml(output.text) !== "" && (
      <div class="code">
        <pre tabindex={0} role="region" aria-label="Beginning of the answer">
          <code>{forHtml(output.text)}</code>
        </pre>
      </div>
    )}
  </>
);

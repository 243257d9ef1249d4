/** What came from the web: where from, and its text. */
import { forHtml } from "../../domain/untrusted.ts";
import { ResultFacts } from "../parts.view.tsx";
import type { AnswerOutput } from "./answer.ts";

export const Answer = ({ output, more = [] }: { output: AnswerOutput; more?: [string, string][] }) => {
  const text = forHtml(output.text);
  const facts: [string, string][] = [
    ["Title", forHtml(output.title)],
    ["From", forHtml(output.url)],
    ["Answer", `status ${output.status}, ${forHtml(output.contentType)}, ${output.ms} ms`],
    ...more,
  ];
  return (
    <>
      <ResultFacts of={facts.filter(([, value]) => value !== "")} />
      {text === "" ? (
        <p class="muted">There is no text in it.</p>
      ) : (
        <div class="code">
          <p class="muted">Written by strangers{output.truncated ? "; only its beginning" : ""}.</p>
          <pre tabindex={0} role="region" aria-label="Text of the page">
            <code>{text}</code>
          </pre>
        </div>
      )}
    </>
  );
};

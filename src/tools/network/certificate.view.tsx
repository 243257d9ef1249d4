/** What is wrong first, then whom it is for and how long. */
import { forHtml } from "../../domain/untrusted.ts";
import { ResultFacts } from "../parts.view.tsx";
import { certificateFacts, type CertificateOutput } from "./certificate.ts";

export const Outcome = ({ output }: { output: CertificateOutput }) => (
  <>
    {output.problems.length === 0 ? (
      <p class="muted">Nothing is wrong with it.</p>
    ) : (
      <ul class="reasons">
        {output.problems.map((problem) => (
          <li>{forHtml(problem)}</li>
        ))}
      </ul>
    )}
    <ResultFacts of={certificateFacts(output)} />
  </>
);

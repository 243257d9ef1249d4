/** What is wrong first, then whom it is for and how long. */
import { forHtml } from "../../domain/untrusted.ts";
import { ResultFacts } from "../parts.view.tsx";
import { certificateFacts, type CertificateOutput } from "./certificate.ts";

/** “it expires on …” as a sentence of its own. */
const sentence = (problem: CertificateOutput["problems"][number]): string => {
  const text = forHtml(problem);
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
};

export const Outcome = ({ output }: { output: CertificateOutput }) => (
  <>
    {output.problems.length === 0 ? (
      <p class="muted">Nothing is wrong with it.</p>
    ) : (
      <p>
        <strong>{output.problems.map(sentence).join(" ")}</strong>
      </p>
    )}
    <ResultFacts of={certificateFacts(output)} />
  </>
);

/** What is right and wrong with a runbook's text, as it stands in the editor. */
import type { RunbookCheck as Checked } from "../../src/api/runbook.ts";
import { Icon, said } from "../kit/index.ts";
import { RunbookState } from "./list.tsx";

export const RunbookCheck = ({ of }: { of: Checked }) => (
  <div id="runbook-check" class="runbook-check" aria-live="polite">
    <p>{of.problems.length === 0 ? <RunbookState of={{ ...of, from: "own" }} /> : <Problems of={of} />}</p>
    {of.problems.length === 0 ? null : (
      <ul class="runbook-problems">
        {of.problems.map(({ line, text }) => (
          <li>
            {line === undefined ? null : <span class="runbook-line num">line {line}</span>} {said(text)}
          </li>
        ))}
      </ul>
    )}
    {of.results.length === 0 ? null : (
      <ul class="runbook-tests" aria-label="Tests">
        {of.results.map(({ say, passed, came }) => (
          <li class={`tone-${passed ? "ok" : "bad"}`}>
            <Icon name={passed ? "check" : "x"} size={14} /> {passed ? "passes" : "fails"}: <q>{said(say)}</q>
            {passed ? null : <span class="muted"> {said(came)}</span>}
          </li>
        ))}
      </ul>
    )}
    {of.said === undefined ? null : (
      <p class="runbook-said">
        <strong>Tried:</strong> {said(of.said)}
      </p>
    )}
  </div>
);

const Problems = ({ of }: { of: Checked }) => (
  <span class="state tone-warn">
    <Icon name="circle-alert" size={14} />
    {of.results.length === 0 ? "cannot be used like this" : "not in use until this is mended"}
  </span>
);

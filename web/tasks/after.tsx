/** What is known of a run beside its result: who ended it, what it left behind, what is missing, what it used. */
import type { RunView } from "../../src/api/task.ts";
import { heldText } from "../../src/domain/confinement.ts";
import { usageText } from "../../src/domain/usageWords.ts";
import { Note, count, said, sizeText } from "../kit/index.ts";

/** A run that a person ended has failed; why stands beside it. */
export const EndedBy = ({ run: { endedBy } }: { run: RunView }) =>
  endedBy ? (
    <p class="muted">
      {endedBy.action === "kill" ? "Killed" : "Interrupted"} by {said(endedBy.name)}.
    </p>
  ) : null;

const survivorsAtMost = 10;

export const After = ({ run }: { run: RunView }) => {
  const { survivors = [], warnings = [] } = run;
  const used = usageText(run);
  const missing = missingText(run);
  return (
    <>
      {survivors.length > 0 ? (
        <Note tone="warn">
          <p>
            {survivors.length === 1 ? "1 of its processes is" : `${survivors.length} of its processes are`} still there:
          </p>
          <ul class="survivors">
            {survivors.slice(0, survivorsAtMost).map((each) => (
              <li>
                <code>{said(each.command)}</code> pid {each.pid}, {said(each.why)}
              </li>
            ))}
            {survivors.length > survivorsAtMost ? <li>and {survivors.length - survivorsAtMost} more</li> : null}
          </ul>
        </Note>
      ) : null}
      {warnings.map(({ detail }) => (
        <Note tone="warn">{said(detail)}</Note>
      ))}
      {run.masked ? (
        <p class="muted num">
          Masked in its output: <a href={`/runs/${run.id}/masked`}>{count(run.masked, "place", "places")}</a>
        </p>
      ) : null}
      {missing === "" ? null : <p class="muted">{missing}</p>}
      {run.heldBy ? <p class="run-used muted">{said(heldText(run.heldBy))}</p> : null}
      {used === "" ? null : <p class="run-used muted num">{used}</p>}
    </>
  );
};

function missingText({ leftOutBytes, truncated }: RunView): string {
  if (leftOutBytes > 0) return `${sizeText(leftOutBytes)} of its output was left out; the place is marked there.`;
  return truncated ? "Part of its output was left out; the place is marked there." : "";
}

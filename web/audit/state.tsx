/** Whether the trail holds: how many entries, when it was looked over, by what, and everything that does not fit. */
import type { AuditVerification } from "../../src/api/audit.ts";
import { place } from "../frame/partial.tsx";
import { Age, Button, Icon, count, said } from "../kit/index.ts";

/** `entries`: how many there are now. `verification`: the last time all of it was looked over; absent before the first. */
export const AuditState = ({ entries, verification }: { entries: number; verification?: AuditVerification }) => (
  <section id={place.auditState} class={`audit-state ${tone(verification)}`} aria-label="State of the trail">
    <Icon name={verification ? (verification.ok ? "circle-check" : "octagon-alert") : "circle-dashed"} />
    <div class="audit-state-words">
      <p>
        <strong class="num">{count(entries, "entry", "entries")}</strong>,{" "}
        {verification ? (
          <>
            {verification.ok ? "whole" : <strong>not whole</strong>} when looked over <Age at={verification.at} />
          </>
        ) : (
          "not looked over since the hub started"
        )}
      </p>
      {verification ? <p class="muted">{proofOf(verification)}</p> : null}
      {verification?.explained.map((text) => (
        <p class="muted">Explained: {said(text)}</p>
      ))}
      {verification && !verification.ok ? <Faults verification={verification} /> : null}
    </div>
    <form method="post" action="/audit/verification">
      <Button type="submit" small>
        Verify now
      </Button>
    </form>
  </section>
);

const tone = (verification: AuditVerification | undefined): string =>
  verification === undefined ? "" : verification.ok ? "audit-ok" : "audit-bad";

const proofOf = ({ checkpoints, machines }: AuditVerification): string => {
  const signed =
    checkpoints.fitting === 0
      ? "No checkpoint yet"
      : `${count(checkpoints.fitting, "signed checkpoint")} up to entry ${checkpoints.throughSeq.toLocaleString("en")}`;
  const copies =
    machines.asked === 0
      ? "no machine holds a copy yet"
      : `${count(machines.fitting, "copy", "copies")} on ${count(machines.asked, "machine")} ${machines.fitting === 1 ? "fits" : "fit"}`;
  return `${signed}; ${copies}.`;
};

const Faults = ({ verification: { faults, faultCount, head } }: { verification: AuditVerification }) => (
  <>
    <ul class="audit-faults">
      {faults.slice(0, 8).map((fault) => (
        <li>
          {fault.seq <= head.seq ? (
            <a href={`/audit/${fault.seq}`}>Entry {fault.seq}</a>
          ) : (
            <strong>Entry {fault.seq}</strong>
          )}
          : {said(fault.why)}
        </li>
      ))}
    </ul>
    {faultCount > 8 ? <p class="muted">And {count(faultCount - 8, "more thing")} that do not fit.</p> : null}
    <p class="muted">
      Where a backup was put back, say so: <code>ailx audit explain --reason “…”</code>
    </p>
  </>
);

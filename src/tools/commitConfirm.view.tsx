/** How a change looks that stays only where the machine still reaches its hub. */
import { forHtml } from "../domain/untrusted.ts";
import { iso } from "../lib/clock.ts";
import type { Confirmed } from "./commitConfirm.ts";

/** Whether a change that may cut a machine off stayed, and how that is known. */
export const CommitConfirm = ({ of, what }: { of: Confirmed; what: string }) => {
  const reached = of.contacts.filter(({ ok }) => ok).length;
  const fault = forHtml(of.fault);
  if (of.outcome === "confirmed")
    return (
      <p>
        <b>Confirmed.</b> The hub was reached by {reached} new connections after the change, so {what} stay.
      </p>
    );
  const why =
    fault === ""
      ? `the hub was not reached within ${of.windowMs / 1_000} s (tried ${of.contacts.length} times)`
      : fault;
  return (
    <>
      <p>
        <b>{of.back?.ok ? "Came back by itself" : "Came back only in part"}</b>
        {of.back === undefined ? "" : ` at ${iso(of.back.atMs).slice(0, 19).replace("T", " ")} UTC`}: {why}.
      </p>
      {of.back && forHtml(of.back.said) !== "" && (
        <div class="code">
          <pre tabindex={0} role="region" aria-label="What the way back said">
            <code>{forHtml(of.back.said)}</code>
          </pre>
        </div>
      )}
    </>
  );
};

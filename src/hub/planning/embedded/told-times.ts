/** “web-1 is slow every morning at 9, why?”: it is looked at now, and where a look can go back in time, to when it was last so. */
import type { Outcome, Step } from "../../../domain/plan.ts";
import { onlyLooks } from "../../../tools/assess.ts";
import { sinceMs } from "../../../tools/log/entry.ts";
import type { Told } from "./timing.ts";

/** What goes wrong begins before people see it. */
const beforeMs = 15 * 60_000;
const defaultSinceMs: Readonly<Record<string, number>> = { "log.errors": 3_600_000 };

/** The same outcome, with the times that were told of said on it. */
export function lookedAtNow(outcome: Outcome, { told, nowMs }: { told: readonly Told[]; nowMs: number }): Outcome {
  if (outcome.kind !== "plan") return outcome;
  const { plan } = outcome;
  const from = told.flatMap(({ lastMs }) => lastMs ?? []).toSorted((a, b) => a - b)[0];
  const steps = from === undefined ? plan.steps : plan.steps.map((step) => sinceThen(step, from - beforeMs, nowMs));
  const looks = plan.steps.every(onlyLooks);
  const said = `“${told.map(({ text }) => text).join("” and “")}” is taken as when it happens, not as when to ${looks ? "look: it is looked at now" : "do it: it is done now, once"}`;
  return {
    kind: "plan",
    plan: { ...plan, steps, assumptions: [...plan.assumptions, said], understood: `${plan.understood} ${said}.` },
  };
}

/** Only ever further back than it would be. */
function sinceThen(step: Step, fromMs: number, nowMs: number): Step {
  const usual = defaultSinceMs[step.tool];
  const { since } = step.input;
  const reaches = typeof since === "string" ? sinceMs(since, nowMs) : usual === undefined ? 0 : nowMs - usual;
  return reaches <= fromMs || !onlyLooks(step)
    ? step
    : { ...step, input: { ...step.input, since: `${new Date(fromMs).toISOString().slice(0, 16)}Z` } };
}

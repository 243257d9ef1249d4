/** What ailx understood, what it takes for granted, what it leaves out, and the steps it made of it. */
import type { PlanView } from "../../src/api/plan.ts";
import { Card, Icon, count, said } from "../kit/index.ts";
import { PlanSteps } from "./step.tsx";

export const Understood = ({ plan }: { plan: PlanView }) => {
  // Most sentences say already what is taken for granted.
  const assumptions = plan.assumptions.filter((assumption) => !plan.understood.includes(assumption));
  return (
    <section class="understood" aria-label="I understood">
      <p>
        <span class="understood-lead">I understood:</span> {said(plan.understood)}
      </p>
      {assumptions.length > 0 || plan.excluded.length > 0 ? (
        <ul>
          {assumptions.map((assumption) => (
            <li>{said(assumption)}</li>
          ))}
          {plan.excluded.map((machine) => (
            <li class="left-out">
              <Icon name="circle-minus" size={14} /> <strong>{machine.name}</strong> is left out: {said(machine.why)}
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
};

/** `folded`: once the answer is there, the looks that led to it are for whoever wants to know. */
export const Plan = ({ plan, folded = false }: { plan: PlanView; folded?: boolean }) =>
  folded ? (
    <section class="card" aria-label="Plan">
      <details class="plan-folded">
        <summary class="card-head">
          <h2>
            <Icon name="chevron-right" size={14} class="chevron" /> Plan
          </h2>
          <PlanAside plan={plan} />
        </summary>
        <PlanSteps plan={plan} />
      </details>
    </section>
  ) : (
    <Card title="Plan" flush aside={<PlanAside plan={plan} />}>
      <PlanSteps plan={plan} />
    </Card>
  );

const PlanAside = ({ plan }: { plan: PlanView }) => (
  <span class="muted">
    {count(plan.steps.length, "step")} on <code>{said(plan.on)}</code>
    {plan.revision > 1 ? `, version ${plan.revision}` : ""}
  </span>
);

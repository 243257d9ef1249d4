/** One step of a plan: a line that opens to the exact command, why it is rated so, how it is checked and taken back. */
import type { PlanView, StepView } from "../../src/api/plan.ts";
import type { Child } from "hono/jsx";
import { Icon, MarkedCommand, RiskChip, count, durationText, levelWords, said } from "../kit/index.ts";

export const PlanSteps = ({ plan }: { plan: PlanView }) => (
  <ol class="steps">
    {plan.steps.map((step, at) => (
      <PlanStep step={step} number={at + 1} />
    ))}
  </ol>
);

const PlanStep = ({ step, number }: { step: StepView; number: number }) => (
  <li id={`step-${step.id}`}>
    <details>
      <summary>
        <span class="step-number num" aria-hidden="true">
          {number}
        </span>
        <span class="step-title">
          {said(step.title)}
          {step.condition ? <span class="step-if">if {said(step.condition)}</span> : null}
        </span>
        <span class="step-where">{machinesText(step)}</span>
        <RiskChip risk={step.risk} />
        <Icon name="chevron-right" size={14} class="chevron" />
      </summary>
      <div class="step-more">
        <MarkedCommand
          id={`exact-${step.id}`}
          text={step.exact}
          marks={step.marks ?? []}
          label={`Exact command of step ${number}`}
        />
        <dl class="facts">
          <Fact name="Machines">{step.machines.map((machine) => machine.name).join(", ")}</Fact>
          {step.machines.length > 1 ? <Fact name="How">{said(step.rollout)}</Fact> : null}
          {step.condition ? <Fact name="Only if">{said(step.condition)}</Fact> : null}
          <Learnt of={step} />
          {step.precheck ? <Fact name="First checks">{said(step.precheck)}</Fact> : null}
          {step.verify.length > 0 ? <Fact name="Afterwards checks">{step.verify.map(said).join("; ")}</Fact> : null}
          {step.risk === "low" ? null : (
            <Fact name={step.undoable ? "To go back" : "No way back"}>{said(step.undo)}</Fact>
          )}
          {step.reasons.length > 0 ? <Fact name="Rated so because">{step.reasons.map(said).join("; ")}</Fact> : null}
          <Fact name="Level">
            {step.level} {levelWords[step.level].name.toLowerCase()}: {levelWords[step.level].permits}
          </Fact>
          <Fact name="Time limit">{durationText(step.timeoutMs)}</Fact>
          <Fact name="Tool">
            <code>{step.tool}</code>
          </Fact>
        </dl>
      </div>
    </details>
  </li>
);

/** A value that nobody named: whoever approves it should know who did. */
export const Learnt = ({ of: { learnt = [] } }: { of: Pick<StepView, "learnt"> }) =>
  learnt.length === 0 ? null : (
    <Fact name="Not from you">
      {learnt.map(({ value, from }) => (
        <span class="learnt">
          <Icon name="triangle-alert" size={14} /> <code>{said(value)}</code> comes only from what {said(from)} said
        </span>
      ))}
    </Fact>
  );

export const Fact = ({ name, children }: { name: string; children: Child }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

export const machinesText = (step: Pick<StepView, "machines">): string => {
  const [only] = step.machines;
  return step.machines.length === 1 && only ? only.name : count(step.machines.length, "machine");
};

export const reach = (plan: PlanView): Set<string> =>
  new Set(plan.steps.flatMap((step) => step.machines.map((machine) => machine.name)));

/** The approval sheet: what will happen, to how much, in exact bytes, why it is rated so, how to go back. */
import type { PlanView } from "../../src/api/plan.ts";
import type { TaskView } from "../../src/api/task.ts";
import { acts, verbatim } from "../frame/form.ts";
import { Age, Button, CodeBlock, Icon, RiskChip, count, levelWords, said } from "../kit/index.ts";
import { Fact, machinesText } from "./step.tsx";

type Props = { task: TaskView; plan: PlanView; mayAct?: boolean };

export const Approval = ({ task, plan, mayAct = true }: Props) => {
  const changes = plan.steps.filter((step) => step.access === "change");
  const shown = changes.length > 0 ? changes : plan.steps;
  return (
    <section class={`approval approval-${plan.risk}`} id="task-approval" aria-labelledby="approval-title">
      <header>
        <RiskChip risk={plan.risk} />
        <h2 id="approval-title">{said(plan.consequence)}</h2>
      </header>
      <p class="approval-reach">
        <strong>{count(reach(plan).size, "machine")}</strong>
        {/* All of them, however many: who approves must know what is reached. */}
        <span>{[...reach(plan)].join(", ")}</span>
        <span>
          level {plan.level}, {levelWords[plan.level].permits}
        </span>
      </p>
      <ol class="approval-steps">
        {shown.map((step) => (
          <li>
            <p>
              <strong>{said(step.title)}</strong>{" "}
              <span class="muted">
                on {machinesText(step)}, {said(step.rollout)}
              </span>
            </p>
            <CodeBlock id={`approve-${step.id}`} text={step.exact} label={`Exactly what runs: ${said(step.title)}`} />
            <dl class="facts">
              {step.precheck ? (
                <Fact name="First checks">
                  <code>{said(step.precheck)}</code>
                </Fact>
              ) : null}
              {step.verify.length > 0 ? <Fact name="Afterwards checks">{step.verify.map(said).join("; ")}</Fact> : null}
              <Fact name={step.undoable ? "To go back" : "No way back"}>
                <span class={step.undoable ? "" : "no-way-back"}>
                  {step.undoable ? <Icon name="undo-2" size={14} /> : <Icon name="triangle-alert" size={14} />}{" "}
                  {said(step.undo)}
                </span>
              </Fact>
            </dl>
          </li>
        ))}
      </ol>
      <div class="approval-why">
        <h3>Why it is rated {plan.risk}</h3>
        <ul>
          {plan.reasons.map((reason) => (
            <li>
              <RiskChip risk={reason.risk} />
              <span>
                {said(reason.text)} <span class="muted">({words(reason.by)})</span>
              </span>
            </li>
          ))}
        </ul>
        <p class="muted">What decided: {said(words(plan.decidedBy))}.</p>
      </div>
      {mayAct ? <Decide task={task} plan={plan} /> : <p class="muted">An operator or admin has to decide on this.</p>}
    </section>
  );
};

const Decide = ({ task, plan }: { task: TaskView; plan: PlanView }) => (
  <footer class="approval-foot">
    <div id="approval-error" class="form-error" />
    <form {...acts({ action: `/tasks/${task.id}/approval`, error: "approval-error" })} class="approve">
      <input type="hidden" name="digest" value={plan.digest} />
      {plan.typeName ? (
        <div class="field">
          <label for="typed-name">
            Type <strong class="mono">{plan.typeName}</strong> to confirm
          </label>
          <input
            class="input mono"
            id="typed-name"
            name="typedName"
            required
            data-must-equal={plan.typeName}
            {...verbatim}
          />
        </div>
      ) : null}
      <Button look="primary" type="submit" class="approve-button" data-busy="Approving">
        {approveWords(plan)}
      </Button>
      {plan.expiresAt ? (
        <span class="muted">
          Expires <Age at={plan.expiresAt} />
        </span>
      ) : null}
    </form>
    <details class="reject">
      <summary class="btn btn-ghost">Reject</summary>
      <form {...acts({ action: `/tasks/${task.id}/rejection`, error: "approval-error" })}>
        <label class="sr-only" for="reject-reason">
          Why not
        </label>
        <input class="input" id="reject-reason" name="reason" maxlength={1000} placeholder="Why not (may stay empty)" />
        <Button look="danger" type="submit" data-busy="Rejecting">
          Reject this plan
        </Button>
      </form>
    </details>
    {task.kind === "ask" ? (
      <Button look="quiet" data-ask-fill={task.request}>
        Change the request
      </Button>
    ) : null}
  </footer>
);

const byWords: Record<string, string> = {
  command: "the command",
  machine: "the machine",
  reach: "how many it reaches",
  planner: "the planner's opinion",
};
const words = (source: string): string => byWords[source] ?? source;

const reach = (plan: PlanView): Set<string> =>
  new Set(plan.steps.flatMap((step) => step.machines.map((machine) => machine.name)));

/** A verb with its object: “Restart nginx on 3 machines”. */
export function approveWords(plan: PlanView): string {
  const changes = plan.steps.filter((step) => step.access === "change");
  const [only] = changes;
  if (changes.length === 1 && only) return `${said(only.title)} on ${machinesText(only)}`;
  return `Run ${count(plan.steps.length, "step")} on ${count(reach(plan).size, "machine")}`;
}

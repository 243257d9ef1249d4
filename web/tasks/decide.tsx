/** What a person decides on a plan: a yes, with its terms; a no, with a reason; or words for another plan. */
import type { PlanView } from "../../src/api/plan.ts";
import type { TaskView } from "../../src/api/task.ts";
import { acts, verbatim } from "../frame/form.ts";
import { Age, Button, count, said } from "../kit/index.ts";
import { machinesText, reach } from "./step.tsx";

export const Decide = ({ task, plan }: { task: TaskView; plan: PlanView }) => (
  <footer class="approval-foot">
    <div id="approval-error" class="form-error" />
    <form
      {...acts({ action: `/tasks/${task.id}/approval`, error: "approval-error" })}
      class="approve"
      data-given={(plan.approvals?.given ?? []).map(({ id }) => id).join(" ")}
    >
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
      {plan.risk === "critical" ? null : (
        <div class="field again">
          <label for="approve-again">The same again</label>
          <select class="select" id="approve-again" name="again">
            <option value="">asks every time</option>
            {againFor.map(({ value, label }) => (
              <option value={value}>{label}</option>
            ))}
          </select>
        </div>
      )}
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
    {task.kind === "ask" && task.undoOf === undefined ? <Change task={task} plan={plan} /> : null}
  </footer>
);

/** Another plan by words: this one is rejected with them. A model takes a remark; without one the request is said anew. */
const Change = ({ task, plan }: { task: TaskView; plan: PlanView }) => (
  <details class="reject change">
    <summary class="btn btn-ghost">Change</summary>
    <form {...acts({ action: `/tasks/${task.id}/change`, error: "approval-error" })}>
      <label class="sr-only" for="change-request">
        What should be another way
      </label>
      <textarea
        class="input"
        id="change-request"
        name="request"
        rows={2}
        required
        maxlength={1000}
        data-follow-input
        placeholder="What should be different"
        {...verbatim}
      >
        {plan.by === "llm" ? "" : task.request}
      </textarea>
      <Button type="submit" data-busy="Planning">
        Plan it this way
      </Button>
    </form>
  </details>
);

/** Exactly these steps on exactly these machines, for the person who asked. */
const againFor = [
  { value: "3600000", label: "allowed for 1 h" },
  { value: "28800000", label: "allowed for 8 h" },
  { value: "604800000", label: "allowed for 7 days" },
  { value: "2592000000", label: "allowed for 30 days" },
];

/** A verb with its object: “Restart nginx on 3 machines”. Of two, the first starts nothing yet. */
export function approveWords(plan: PlanView): string {
  const { needed = 1, given = [] } = plan.approvals ?? {};
  if (needed > 1) return given.length === 0 ? "Approve as the first of two" : "Approve as the second of two";
  const changes = plan.steps.filter((step) => step.access === "change");
  const [only] = changes;
  if (plan.schedule) return `Schedule ${plan.later ? "both" : "this"} on ${count(reach(plan).size, "machine")}`;
  if (changes.length === 1 && only) return `${said(only.title)} on ${machinesText(only)}`;
  return `Run ${count(plan.steps.length, "step")} on ${count(reach(plan).size, "machine")}`;
}

/** Policies: the read-only switch, the rules, what would happen if, and standing permissions. */
import type { PermitView, PolicyList, Simulation } from "../../src/api/policy.ts";
import type { PolicyRule } from "../../src/domain/policy.ts";
import { acts } from "../frame/form.ts";
import { PageHead } from "../frame/page.tsx";
import { Age, Button, Card, Empty, Icon, LinkButton, RiskChip, count, said } from "../kit/index.ts";
import { AnswerChip } from "./chip.tsx";
import { RuleForm } from "./form.tsx";
import { SimulationForm, SimulationResult } from "./simulation.tsx";
import { ruleText } from "./words.ts";

type Props = {
  policies: PolicyList;
  permits: PermitView[];
  /** An admin may change rules and switches. */
  mayEdit: boolean;
  /** The rule that is being changed. */
  edit?: PolicyRule;
  people: string[];
  simulation?: Simulation;
};

export const PoliciesPage = ({ policies, permits, mayEdit, edit, people, simulation }: Props) => (
  <div class="policy-page">
    <PageHead title="Policies">
      {mayEdit ? (
        <LinkButton href="#rule-editor" icon="plus">
          Add a rule
        </LinkButton>
      ) : null}
    </PageHead>
    <ReadOnlySwitch policies={policies} mayEdit={mayEdit} />
    <section class="card" aria-labelledby="rules-title">
      <header class="card-head">
        <h2 id="rules-title">Rules</h2>
      </header>
      <p class="muted card-lead">
        Of the rules that match, the strictest counts. Where none does: reading runs, medium and high ask one person,
        critical asks for a typed name. No rule lets anything critical run.
      </p>
      {policies.items.length === 0 ? (
        <Empty icon="shield-check" title="There are no rules yet">
          What is built in counts.
        </Empty>
      ) : (
        <ul class="line-list" data-list>
          {policies.items.map((item) => (
            <RuleLine item={item} mayEdit={mayEdit} />
          ))}
        </ul>
      )}
    </section>
    <section class="card simulation" id="simulation" aria-labelledby="simulation-title">
      <header class="card-head">
        <h2 id="simulation-title">What would happen if</h2>
      </header>
      <SimulationForm people={people} mayChoose={mayEdit} />
      <SimulationResult simulation={simulation} />
    </section>
    <Permits permits={permits} />
    {mayEdit ? <RuleForm {...(edit ? { rule: edit } : {})} /> : null}
  </div>
);

const RuleLine = ({
  item: { rule, changedBy, changedAt, notes },
  mayEdit,
}: {
  item: PolicyList["items"][number];
  mayEdit: boolean;
}) => (
  <li id={`rule-${rule.id}`}>
    <AnswerChip answer={rule.then} />
    <div class="line-main">
      <span>
        <strong>{said(rule.title)}</strong> <code class="muted">{rule.id}</code>
      </span>
      <p class="rule-text">{said(ruleText(rule))}</p>
      {notes.map((note) => (
        <p class="muted rule-note">{said(note)}</p>
      ))}
      <p class="muted rule-note">
        {said(changedBy)}, <Age at={changedAt} />
      </p>
    </div>
    {mayEdit ? (
      <div class="line-do">
        <LinkButton href={`/policies?edit=${rule.id}#rule-editor`} small>
          Change
        </LinkButton>
        <form {...acts({ action: `/policies/${rule.id}/removal`, error: `rule-${rule.id}-error` })}>
          <Button look="danger" small type="submit" data-busy="Removing">
            Remove
          </Button>
        </form>
        <div id={`rule-${rule.id}-error`} class="form-error" />
      </div>
    ) : null}
  </li>
);

const ReadOnlySwitch = ({ policies: { readOnly }, mayEdit }: { policies: PolicyList; mayEdit: boolean }) => {
  const hub = readOnly.find(({ machine }) => machine === undefined);
  const machines = readOnly.filter(({ machine }) => machine !== undefined);
  return (
    <Card title="Read-only">
      <div class="read-only">
        {hub ? (
          <p class="read-only-on">
            <Icon name="octagon-alert" size={16} /> <strong>This hub is read-only.</strong> {said(hub.by)} switched it{" "}
            <Age at={hub.since} />
            {hub.reason === "" ? "" : `: ${said(hub.reason)}`}. Nothing new is changed on any machine.
          </p>
        ) : (
          <p class="muted">
            Machines may be changed, as the rules below and each machine’s own policy permit. Read-only, nothing new is
            changed; without a machine’s name that is the whole hub.
          </p>
        )}
        {machines.map(({ machine = "", by, since, reason }) => (
          <form class="read-only-form" {...acts({ action: "/policies/read-only", error: "read-only-error" })}>
            <p>
              <Icon name="octagon-alert" size={14} /> <strong>{said(machine)}</strong> is read-only: {said(by)},{" "}
              <Age at={since} />
              {reason === "" ? "" : `, ${said(reason)}`}
            </p>
            {mayEdit ? (
              <>
                <input type="hidden" name="on" value="no" />
                <input type="hidden" name="machine" value={machine} />
                <Button small type="submit" data-busy="Switching">
                  Let it be changed again
                </Button>
              </>
            ) : null}
          </form>
        ))}
        {mayEdit && hub ? (
          <form {...acts({ action: "/policies/read-only", error: "read-only-error" })}>
            <input type="hidden" name="on" value="no" />
            <Button type="submit" data-busy="Switching">
              Let this hub change machines again
            </Button>
          </form>
        ) : null}
        {mayEdit && !hub ? (
          <form class="read-only-form" {...acts({ action: "/policies/read-only", error: "read-only-error" })}>
            <input type="hidden" name="on" value="yes" />
            <input
              class="input"
              name="machine"
              aria-label="Only this machine"
              placeholder="Only this machine"
              maxlength={64}
            />
            <input class="input" name="reason" aria-label="Why" placeholder="Why (may stay empty)" maxlength={500} />
            <Button look="danger" type="submit" data-busy="Switching">
              Make it read-only
            </Button>
          </form>
        ) : null}
        <div id="read-only-error" class="form-error" />
      </div>
    </Card>
  );
};

const Permits = ({ permits }: { permits: PermitView[] }) => {
  const open = permits.filter(({ state }) => state === "open");
  const ended = permits.length - open.length;
  return (
    <section class="card" id="permits" aria-labelledby="permits-title">
      <header class="card-head">
        <h2 id="permits-title">Standing permissions</h2>
      </header>
      <p class="muted card-lead">
        Given with an approval: exactly these arguments, for one person, until a time. Never for anything critical.
      </p>
      {open.length === 0 ? (
        <Empty icon="hand" title="Nothing is allowed beforehand">
          On an approval, choose how long the same is allowed again.
        </Empty>
      ) : (
        <ul class="line-list" data-list>
          {open.map((permit) => (
            <PermitLine permit={permit} />
          ))}
        </ul>
      )}
      {ended > 0 ? <p class="list-foot">{count(ended, "more that ended", "more that ended")}</p> : null}
    </section>
  );
};

const PermitLine = ({ permit }: { permit: PermitView }) => (
  <li>
    <RiskChip risk={permit.risk} />
    <div class="line-main">
      <code class="permit-exact">{said(permit.exact)}</code>
      <p class="task-facts">
        <span>on {said(permit.machines)}</span>
        <span>for {said(permit.person ?? "everybody")}</span>
        <span>
          until <Age at={permit.until} />
        </span>
        <span>{permit.used === 0 ? "not used yet" : `used ${count(permit.used, "time")}`}</span>
        <span>
          allowed by {said(permit.createdBy)}
          {permit.task ? (
            <>
              {" "}
              on <a href={`/tasks/${permit.task}`}>this task</a>
            </>
          ) : null}
        </span>
      </p>
    </div>
    {permit.mine ? (
      <div class="line-do">
        <form {...acts({ action: `/permits/${permit.id}/revocation`, error: `permit-${permit.shortId}-error` })}>
          <Button look="danger" small type="submit" data-busy="Revoking">
            Revoke
          </Button>
        </form>
        <div id={`permit-${permit.shortId}-error`} class="form-error" />
      </div>
    ) : null}
  </li>
);

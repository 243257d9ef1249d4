/** The approval sheet: what will happen, to how much, in exact bytes, why it is rated so, how to go back. */
import type { PlanView, PreviewView } from "../../src/api/plan.ts";
import type { TaskView } from "../../src/api/task.ts";
import { worst } from "../../src/domain/risk.ts";
import { Age, Diff, Icon, MarkedCommand, Preview, RiskChip, count, hourIn, levelWords, said } from "../kit/index.ts";
import { Decide } from "./decide.tsx";
import { Fact, Learnt, machinesText, reach } from "./step.tsx";

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
      {plan.changes && plan.changes.length > 0 ? <Changed plan={plan} changes={plan.changes} /> : null}
      {plan.schedule ? <Times plan={plan} first={plan.schedule} /> : null}
      <p class="approval-reach">
        <strong>{count(reach(plan).size, "machine")}</strong>
        {/* All of them, however many: who approves must know what is reached. */}
        <span>{[...reach(plan)].join(", ")}</span>
        <span>
          level {plan.level}: {levelWords[plan.level].permits}
        </span>
      </p>
      <ol class="approval-steps">
        {shown.map((step) => (
          <li>
            {/* Of one step the sentence above says it all. */}
            {shown.length === 1 ? null : (
              <p>
                <strong>{said(step.title)}</strong>{" "}
                <span class="muted">
                  on {machinesText(step)}
                  {step.machines.length > 1 ? `, ${said(step.rollout)}` : ""}
                </span>
              </p>
            )}
            <MarkedCommand
              id={`approve-${step.id}`}
              text={step.exact}
              marks={step.marks ?? []}
              label={`Exactly what runs: ${said(step.title)}`}
            />
            <Previews of={step.previews ?? []} total={step.machines.length} />
            <dl class="facts">
              <Learnt of={step} />
              {step.precheck ? <Fact name="First checks">{said(step.precheck)}</Fact> : null}
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
        <Sources plan={plan} />
      </div>
      <Asked plan={plan} />
      {mayAct ? <Decide task={task} plan={plan} /> : <p class="muted">An operator or admin has to decide on this.</p>}
    </section>
  );
};

/** Each of the four that can set a risk, and which of them did. */
const Sources = ({ plan }: { plan: PlanView }) => (
  <dl class="risk-sources">
    {(["command", "machine", "reach", "planner"] as const).map((source) => {
      const found = plan.reasons.filter(({ by }) => by === source).map(({ risk }) => risk);
      const highest = worst(found);
      const decides = plan.decidedBy === source;
      return (
        <div class={decides ? "decides" : ""}>
          <dt>{sourceNames[source]}</dt>
          <dd>
            {found.length === 0 ? <span class="muted">nothing to add</span> : <RiskChip risk={highest} />}
            {decides ? <strong> decides</strong> : null}
          </dd>
        </div>
      );
    })}
  </dl>
);
const sourceNames = { command: "Command", machine: "Machine’s tags", reach: "Reach", planner: "Planner’s opinion" };

/** What is another than in the plan that was shown before. */
const Changed = ({ plan, changes }: { plan: PlanView; changes: NonNullable<PlanView["changes"]> }) => (
  <section
    class={plan.changedFrom === "rejected" ? "approval-changed approval-answers" : "approval-changed"}
    aria-labelledby="changed-title"
  >
    <h3 id="changed-title">
      <Icon name={plan.changedFrom === "rejected" ? "pen-line" : "triangle-alert"} size={16} />{" "}
      {plan.changedFrom === "rejected"
        ? "What is different from the plan before"
        : "This is not the plan that you saw before"}
    </h3>
    <ul>
      {changes.map(({ text, before, after }) => (
        <li>
          <p>{said(text)}</p>
          {before === undefined && after === undefined ? null : (
            <Diff
              label={`What changed: ${said(text)}`}
              text={[...signed("-", before), ...signed("+", after)].join("\n")}
            />
          )}
        </li>
      ))}
    </ul>
  </section>
);

/** Nothing runs now: what is approved is that it runs then. */
type WhenProps = { schedule: NonNullable<PlanView["schedule"]>; what?: string };
const When = ({ schedule: { text, timeZone, next }, what }: WhenProps) => (
  <p class="approval-when">
    <Icon name="clock" size={16} /> <strong>{said(text)}</strong>
    {what === undefined ? null : <span>{what}</span>}
    {timeZone === undefined ? null : <span class="muted">{said(timeZone)}</span>}
    {next.length === 0 ? null : (
      <span>
        next:{" "}
        {next.map((at, index) => (
          <>
            {index === 0 ? "" : ", "}
            <time datetime={at} title={at}>
              {hourIn(at, timeZone)}
            </time>
          </>
        ))}
      </span>
    )}
  </p>
);

/** When it is carried out; where some of it has a time of its own, what is done at which. */
const Times = ({ plan, first }: { plan: PlanView; first: NonNullable<PlanView["schedule"]> }) => {
  const { later, steps } = plan;
  if (!later) return <When schedule={first} />;
  const at = steps.findIndex(({ id }) => id === later.from);
  return (
    <>
      <When schedule={first} what={titles(steps.slice(0, at))} />
      <When schedule={later.schedule} what={titles(steps.slice(at))} />
      <p class="muted">Approving makes two schedules.</p>
    </>
  );
};

function titles(steps: PlanView["steps"]): string {
  const changes = steps.filter(({ access }) => access === "change");
  return (changes.length > 0 ? changes : steps).map(({ title }) => said(title)).join("; ");
}

const signed = (sign: string, text: string | undefined): string[] =>
  text === undefined ? [] : text.split("\n").map((line) => `${sign}${line}`);

/** Who asks for it, where a rule of the hub does, and who has said yes where two have to. */
const Asked = ({ plan: { rule, approvals } }: { plan: PlanView }) => {
  const ofHub = rule && rule.where !== "built in" ? rule : undefined;
  const two = approvals && approvals.needed > 1 ? approvals : undefined;
  if (!ofHub && !two) return null;
  return (
    <div class="approval-asked">
      {two ? (
        <p>
          <Icon name="users" size={16} />{" "}
          <strong>
            {two.given.length} of {two.needed} approvals given.
          </strong>{" "}
          {two.given.length === 0 ? (
            "Two different people have to approve this."
          ) : (
            <>
              {two.given.map(({ name, at }) => (
                <span>
                  {said(name)} <Age at={at} />.{" "}
                </span>
              ))}
              Another person has to approve it too.
            </>
          )}
        </p>
      ) : null}
      {ofHub ? (
        <p class="muted">
          Asked by the{" "}
          {ofHub.where.startsWith("rule ") ? (
            <a href={`/policies#rule-${ofHub.id}`}>rule {ofHub.id}</a>
          ) : (
            said(ofHub.where)
          )}
          .
        </p>
      ) : null}
    </div>
  );
};

function previewWords({ unknown, files, notes, problems }: PreviewView): string {
  if (unknown !== undefined) return "Not known for";
  if (files.length === 0 && problems.length > 0) return "Would not work on";
  const isSame = notes.length === 0 && files.every(({ kind }) => kind === "same");
  return isSame ? "Nothing would change on" : "Would change on";
}

/** What the machines themselves say would change; of as many as were looked at. */
const Previews = ({ of, total }: { of: readonly PreviewView[]; total: number }) => {
  const looked = of.reduce((sum, { machines }) => sum + machines.length, 0);
  return (
    <>
      {of.map((found) => (
        <div class="approval-preview">
          <p class="muted">
            {previewWords(found)} {found.machines.map(said).join(", ")}
            {found.unknown === undefined ? "" : `: ${said(found.unknown)}`}
          </p>
          {found.unknown === undefined ? <Preview {...found} /> : null}
        </div>
      ))}
      {of.length > 0 && looked < total ? (
        <p class="muted">
          Looked at on {looked} of {count(total, "machine")}.
        </p>
      ) : null}
    </>
  );
};

const byWords: Record<string, string> = {
  command: "the command",
  machine: "the machine",
  reach: "how many it reaches",
  planner: "the planner's opinion",
};
const words = (source: string): string => byWords[source] ?? source;

/** “What would happen if”: who asks for what, and the decision for each machine with the rule and where it is written. */
import type { Simulation } from "../../src/api/policy.ts";
import { acts, verbatim } from "../frame/form.ts";
import { place } from "../frame/partial.tsx";
import { Button, CodeBlock, Field, Linked, Note, RiskChip, SelectField, count, said } from "../kit/index.ts";
import { AnswerChip } from "./chip.tsx";
import { decisionText } from "./words.ts";

export const SimulationForm = ({ people, mayChoose }: { people: string[]; mayChoose: boolean }) => (
  <form class="stack simulation-form" {...acts({ action: "/policies/simulation", error: "simulation-error" })}>
    <div class="fields">
      {mayChoose ? (
        <SelectField
          id="sim-who"
          name="who"
          label="Who asks"
          value=""
          options={[
            { value: "", label: "me" },
            ...["viewer", "operator", "admin"].map((role) => ({ value: `role:${role}`, label: `any ${role}` })),
            ...people.map((name) => ({ value: `person:${name}`, label: name })),
          ]}
        />
      ) : null}
      <SelectField
        id="sim-kind"
        name="kind"
        label="Asked as"
        value="request"
        options={[
          { value: "request", label: "a request in words" },
          { value: "command", label: "a typed command" },
        ]}
      />
      <Field
        id="sim-on"
        name="on"
        label="Machines"
        placeholder="tag:web"
        hint="A command needs them; words may name them."
        {...verbatim}
      />
    </div>
    <Field
      id="sim-text"
      name="text"
      label="What"
      placeholder="restart nginx on all web servers"
      required
      maxlength={2_000}
      {...verbatim}
    />
    <div id="simulation-error" class="form-error" />
    <p class="in-line">
      <Button type="submit" data-busy="Looking">
        Tell what would happen
      </Button>
      <span class="muted">Nothing runs.</span>
    </p>
  </form>
);

export const SimulationResult = ({ simulation }: { simulation?: Simulation | undefined }) => (
  <div id={place.simulation} class="simulation-result" aria-live="polite">
    {simulation === undefined ? null : simulation.whole ? (
      <Decided simulation={simulation} whole={simulation.whole} />
    ) : (
      <Note>{said(simulation.unplanned ?? "")}</Note>
    )}
  </div>
);

const Decided = ({ simulation, whole }: { simulation: Simulation; whole: NonNullable<Simulation["whole"]> }) => (
  <>
    <p class="simulation-whole">
      <AnswerChip answer={whole.decision} word={decisionText(whole)} />
      <strong>{said(whole.understood)}</strong>
      <RiskChip risk={whole.risk} />
      <span class="muted">
        level {whole.level}, asked by {said(simulation.who.name)} ({simulation.who.role})
      </span>
    </p>
    {whole.why === undefined ? null : <p>{said(whole.why)}</p>}
    <p class="muted">
      Decided by {whole.where === "built in" ? `what is built in (${said(whole.rule)})` : <Linked text={whole.where} />}
      .
    </p>
    {simulation.steps.map((step, at) => (
      <CodeBlock id={`sim-step-${at}`} text={step.exact} label={`What would run: ${said(step.title)}`} />
    ))}
    {whole.reasons.length > 0 ? <p class="muted">{whole.reasons.map(said).join("; ")}</p> : null}
    {simulation.machines.length > 0 ? (
      <div
        class="table-box"
        tabindex={0}
        role="region"
        aria-label={`${count(simulation.machines.length, "machine")}, one by one`}
      >
        <table class="data">
          <thead>
            <tr>
              {["Machine", "Decision", "Rule", "Written in", "Level", "It permits"].map((head) => (
                <th scope="col">{head}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {simulation.machines.map((each) => (
              <tr>
                <th scope="row">{said(each.machine)}</th>
                <td>
                  <AnswerChip answer={each.decision} word={decisionText(each)} />
                </td>
                <td>{said(each.rule)}</td>
                <td>
                  <Linked text={each.where} />
                </td>
                <td class="num">{each.level}</td>
                <td class="num">{each.permits}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    ) : null}
  </>
);

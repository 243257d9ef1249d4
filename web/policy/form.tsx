/** A rule as a form, with what it would mean beside it while it is written. */
import type { PolicyCheck } from "../../src/api/policy.ts";
import { policyAnswers, type PolicyRule } from "../../src/domain/policy.ts";
import { risks } from "../../src/domain/risk.ts";
import { acts, verbatim } from "../frame/form.ts";
import { place } from "../frame/partial.tsx";
import { Button, Field, Icon, LinkButton, SelectField, count, said } from "../kit/index.ts";
import { answerWords } from "./words.ts";

type Props = { rule?: PolicyRule; zone?: string };

const ends = (first: string) => [{ value: "", label: first }, ...risks.map((value) => ({ value, label: value }))];
const levelEnds = (first: string) => [
  { value: "", label: first },
  ...[1, 2, 3, 4].map((value) => ({ value, label: String(value) })),
];

export const RuleForm = ({ rule, zone = "UTC" }: Props) => (
  <section class="card rule-editor" id="rule-editor" aria-labelledby="rule-editor-title">
    <header class="card-head">
      <h2 id="rule-editor-title">{rule ? `Change “${said(rule.title)}”` : "Add a rule"}</h2>
    </header>
    <form class="stack" id="rule-form" {...acts({ action: "/policies", error: "rule-error" })}>
      <div class="fields">
        <Field
          id="rule-title"
          name="title"
          label="What it is called"
          value={rule?.title ?? ""}
          required
          maxlength={120}
        />
        <Field
          id="rule-id"
          name="id"
          label="Name in refusals"
          value={rule?.id ?? ""}
          required
          readonly={rule !== undefined}
          hint="Small letters, digits and dashes."
          maxlength={48}
          {...verbatim}
        />
      </div>
      <div class="fields">
        <Field
          id="rule-tools"
          name="tools"
          label="Tools"
          value={rule?.tools?.join(", ") ?? ""}
          placeholder="service.*, shell.run"
          hint="Empty: any."
          {...verbatim}
        />
        <Field
          id="rule-machines"
          name="machines"
          label="Machines"
          value={rule?.machines ?? ""}
          placeholder="tag:production"
          hint="An expression; empty: any."
          {...verbatim}
        />
        <Field
          id="rule-who"
          name="who"
          label="Who asks"
          value={rule?.who?.join(", ") ?? ""}
          placeholder="operator, person:ann"
          hint="Roles and people; empty: anybody."
          {...verbatim}
        />
      </div>
      <div class="fields">
        <SelectField
          id="rule-risk-from"
          name="riskFrom"
          label="Risk from"
          value={rule?.risk?.from ?? ""}
          options={ends("any")}
        />
        <SelectField
          id="rule-risk-to"
          name="riskTo"
          label="Risk to"
          value={rule?.risk?.to ?? ""}
          options={ends("any")}
        />
        <SelectField
          id="rule-level-from"
          name="levelFrom"
          label="Level from"
          value={rule?.level?.from ?? ""}
          options={levelEnds("any")}
        />
        <SelectField
          id="rule-level-to"
          name="levelTo"
          label="Level to"
          value={rule?.level?.to ?? ""}
          options={levelEnds("any")}
        />
      </div>
      <details open={rule?.during !== undefined}>
        <summary>Only at certain times</summary>
        <div class="fields rule-times">
          <Field id="rule-from" name="from" label="From" type="time" value={rule?.during?.from ?? ""} />
          <Field id="rule-to" name="to" label="To" type="time" value={rule?.during?.to ?? ""} />
          <Field id="rule-zone" name="zone" label="Time zone" value={rule?.during?.zone ?? zone} {...verbatim} />
          <Field
            id="rule-days"
            name="days"
            label="Days"
            value={rule?.during?.days?.join(", ") ?? ""}
            placeholder="sat, sun"
            hint="Empty: every day."
            {...verbatim}
          />
        </div>
      </details>
      <SelectField
        id="rule-then"
        name="then"
        label="Then it"
        value={rule?.then ?? "ask"}
        options={policyAnswers.map((value) => ({ value, label: answerWords[value] }))}
      />
      <div
        hx-post="/policies/check"
        hx-trigger="input delay:300ms from:#rule-form"
        hx-include="#rule-form"
        hx-swap="none"
        hx-sync="this:replace"
      >
        <RuleCheck />
      </div>
      <div id="rule-error" class="form-error" />
      <div class="rule-foot">
        {rule ? <LinkButton href="/policies">Cancel</LinkButton> : null}
        <Button look="primary" type="submit" data-busy="Saving">
          {rule ? "Save rule" : "Add rule"}
        </Button>
      </div>
    </form>
  </section>
);

/** What it would mean now: the machines and tools that it names, or what is wrong with it. */
export const RuleCheck = ({ check }: { check?: PolicyCheck }) => (
  <div id={place.ruleCheck} class="rule-check" role="status">
    {check === undefined ? null : check.ok ? (
      <>
        <p>
          <Icon name="check" size={14} /> It means <strong>{count(check.machines?.length ?? 0, "machine")}</strong>
          {namesOf(check.machines)} and <strong>{count(check.tools?.length ?? 0, "tool")}</strong>
          {namesOf(check.tools)}.
        </p>
        {check.notes.map((note) => (
          <p class="muted">{said(note)}</p>
        ))}
      </>
    ) : (
      <ul>
        {Object.entries(check.fields ?? {}).map(([field, fault]) => (
          <li class="field-error">
            <Icon name="circle-alert" size={14} /> {field} {said(fault)}
          </li>
        ))}
      </ul>
    )}
  </div>
);

const shownNames = 6;
const namesOf = (names: readonly string[] = []): string =>
  names.length === 0 || names.length > 60
    ? ""
    : ` (${names.slice(0, shownNames).map(said).join(", ")}${names.length > shownNames ? ", …" : ""})`;

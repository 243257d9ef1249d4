/** Add a machine: choose what it may permit, get one line to paste, watch it join. */
import type { MachineView } from "../../src/api/machine.ts";
import type { TokenCreated } from "../../src/api/token.ts";
import { levels, type Level } from "../../src/domain/risk.ts";
import { acts, verbatim } from "../frame/form.ts";
import { PageHead } from "../frame/page.tsx";
import { place } from "../frame/partial.tsx";
import {
  Age,
  Button,
  Card,
  CodeBlock,
  Field,
  Icon,
  LinkButton,
  MachineState,
  Note,
  SelectField,
  count,
  levelWords,
  said,
} from "../kit/index.ts";
import { systemName } from "./row.tsx";

/** What the form holds; `tags` as typed, with spaces or commas between. */
export type AddForm = { maxLevel: Level; tags: string; uses: number; validMs: number; errors?: Record<string, string> };

type Props = {
  form: AddForm;
  created?: TokenCreated;
  joined: MachineView[];
  /** True while only this computer can reach the hub. */
  loopbackOnly: boolean;
  hint?: string;
};

const hour = 3_600_000;
const validities = [
  { value: hour, label: "1 hour" },
  { value: 24 * hour, label: "24 hours" },
  { value: 7 * 24 * hour, label: "7 days" },
  { value: 30 * 24 * hour, label: "30 days" },
];

export const AddMachinePage = ({ form, created, joined, loopbackOnly, hint }: Props) => (
  <div class="add-page">
    <PageHead title="Add machine" />
    {loopbackOnly ? (
      <Note tone="warn" icon="unplug">
        <p>Only this computer can reach the hub now, so only it can join.</p>
        {hint ? <p class="muted">{said(hint)}</p> : null}
      </Note>
    ) : null}
    {created ? <Line created={created} joined={joined} /> : <Choose form={form} />}
  </div>
);

const Choose = ({ form }: { form: AddForm }) => (
  <form class="stack" {...acts({ action: "/machines/add", error: "add-error" })}>
    <Card title="What ailx may do there">
      <fieldset class="level-cards">
        <legend class="sr-only">Highest level that the machine permits</legend>
        {levels.map((level) => (
          <label class="level-card">
            <input type="radio" class="radio" name="maxLevel" value={level} checked={level === form.maxLevel} />
            <span>
              <strong>
                {level} {levelWords[level].name}
              </strong>
              <span class="muted">{explained[level]}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <p class="field-hint">
        The line writes this into the machine's own policy. The hub can lower it later, never raise it.
      </p>
    </Card>
    <Card title="The line">
      <div class="fields">
        <Field
          id="add-tags"
          name="tags"
          label="Tags"
          value={form.tags}
          placeholder="web production"
          hint="Words with spaces between."
          error={form.errors?.tags}
          {...verbatim}
        />
        <Field
          id="add-uses"
          name="uses"
          label="For how many machines"
          type="number"
          min={1}
          max={1000}
          value={form.uses}
          error={form.errors?.uses}
        />
        <SelectField
          id="add-valid"
          name="validMs"
          label="Good for"
          value={form.validMs}
          options={validities}
          error={form.errors?.validMs}
        />
      </div>
      <label class="check">
        <input type="checkbox" name="approve" value="on" />
        <span>Ask me first: each machine waits until I have compared its key and let it in</span>
      </label>
    </Card>
    <div id="add-error" class="form-error" />
    <p>
      <Button look="primary" type="submit" data-busy="Making the line">
        Make the line to paste
      </Button>
    </p>
  </form>
);

const explained: Record<Level, string> = {
  1: "Look only: numbers, services, logs. Nothing can be changed.",
  2: "Also files and programs of an ordinary user; git; builds.",
  3: "Also services, packages and hardware. Fits most machines.",
  4: "Also users, security, and commands that nothing proves harmless.",
};

const Line = ({ created, joined }: { created: TokenCreated; joined: MachineView[] }) => (
  <div class="stack">
    <Card title="Paste this on the machine" aside={<span class="muted">shown once</span>}>
      {created.line === "" ? (
        <Note tone="warn" icon="unplug">
          {said(created.hint ?? "There is no line while only this computer can reach the hub.")}
        </Note>
      ) : (
        <CodeBlock id="join-line" text={created.line} label="The line to paste" />
      )}
      <p class="task-facts">
        <span>good for {count(created.token.uses, "machine")}</span>
        <span>
          expires <Age at={created.token.expiresAt} />
        </span>
        <span>
          level {created.token.maxLevel}: {levelWords[created.token.maxLevel].permits}
        </span>
        {created.token.tags.length > 0 ? <span>tags {created.token.tags.join(", ")}</span> : null}
      </p>
      {created.hint && created.line !== "" && !created.loopbackOnly ? (
        <p class="field-hint">{said(created.hint)}</p>
      ) : null}
    </Card>
    <AddJoined joined={joined} uses={created.token.uses} />
    <p>
      <LinkButton look="quiet" href="/machines/add">
        Make another line
      </LinkButton>
    </p>
  </div>
);

/** Live: waits, then shows each machine the moment it joins. */
export const AddJoined = ({ joined, uses }: { joined: MachineView[]; uses: number }) => (
  <section id={place.addJoined} class="card joined" aria-label="Joined machines" aria-live="polite">
    {joined.map((machine) => (
      <div class="joined-line">
        <Icon name="circle-check" class="tone-ok" />
        <span>
          <a href={`/machines/${machine.id}`}>
            <strong>{machine.name}</strong>
          </a>{" "}
          {machine.state === "pending" ? "waits to be let in" : "joined"} <Age at={machine.joinedAt} />
          <span class="muted">, {said(systemName(machine))}</span>
        </span>
        <MachineState state={machine.state} />
        {machine.state === "pending" ? (
          <LinkButton small look="primary" href="/machines/waiting">
            Compare and let in
          </LinkButton>
        ) : (
          <LinkButton small href={`/machines/${machine.id}`}>
            Open {machine.name}
          </LinkButton>
        )}
      </div>
    ))}
    {joined.length < uses ? (
      <div class="joined-line">
        <Icon name="loader-circle" class="spin muted" />
        <span class="muted">
          {joined.length === 0
            ? "Waiting for the machine"
            : `Waiting for ${count(uses - joined.length, "more machine")}`}
        </span>
      </div>
    ) : null}
  </section>
);

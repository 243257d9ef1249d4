/** What ailx remembers: each entry with whose word it is, where it comes from and when it was used; added, changed and removed by people. */
import type { MemoryView } from "../../src/api/memory.ts";
import { acts, verbatim } from "../frame/form.ts";
import { PageHead } from "../frame/page.tsx";
import {
  Age,
  Button,
  Card,
  ClosesDialog,
  Dialog,
  Empty,
  Field,
  Note,
  OpensDialog,
  SelectField,
  said,
} from "../kit/index.ts";

type Props = { items: MemoryView[]; mayAct: boolean; nowMs: number };

export const MemoryPage = ({ items, mayAct, nowMs }: Props) => (
  <div class="memory-page" id="memory">
    <PageHead title="Memory" />
    <p class="muted">
      What people have confirmed: names for machines, how things are to be done, facts. Plans are made with it. Nothing
      gets here by itself.
    </p>
    <Card title="Remembered" flush>
      {items.length === 0 ? (
        <Empty icon="bookmark" title="Nothing is remembered yet">
          <p>
            Ask <code>remember that the download server is sab-1</code>
            {mayAct ? ", or add it here." : "."}
          </p>
        </Empty>
      ) : (
        <ul class="memory-list" data-list>
          {items.map((one) => (
            <Line one={one} mayAct={mayAct} nowMs={nowMs} />
          ))}
        </ul>
      )}
    </Card>
    {mayAct ? (
      <Card title="Add">
        <MemoryForm id="memory-new" action="/memory" button="Remember it" />
      </Card>
    ) : null}
  </div>
);

const kinds = [
  { value: "alias", label: "Name of a machine" },
  { value: "preference", label: "Preference" },
  { value: "fact", label: "Fact" },
];
const words = { alias: "Name", preference: "Preference", fact: "Fact" } as const;

const Line = ({ one, mayAct, nowMs }: { one: MemoryView; mayAct: boolean; nowMs: number }) => (
  <li class="memory-line" id={`memory-${one.id}`}>
    <div class="memory-what">
      <span class="memory-kind">{words[one.kind]}</span>
      <p class="memory-text">
        {said(one.text)}
        {one.machines.length === 0 ? null : (
          <>
            {one.kind !== "alias" ? ", about " : one.machines.length > 1 ? " are " : " is "}
            {one.machines.map(({ id, name }, at) => (
              <>
                {at === 0 ? "" : ", "}
                <a href={`/machines/${id}`}>{name}</a>
              </>
            ))}
          </>
        )}
      </p>
      <p class="muted num">
        {one.task === undefined ? "Added" : <a href={`/tasks/${one.task}`}>From a task</a>} by {one.by},{" "}
        <Age at={one.at} nowMs={nowMs} />
        {one.kind !== "alias" ? null : one.usedAt === undefined ? (
          "; never used"
        ) : (
          <>
            ; used <Age at={one.usedAt} nowMs={nowMs} />
          </>
        )}
      </p>
      {one.note === undefined ? null : <Note tone="warn">{said(one.note)}</Note>}
    </div>
    {mayAct ? <Acts one={one} /> : null}
  </li>
);

const Acts = ({ one }: { one: MemoryView }) => {
  const [change, remove] = [`change-${one.id}`, `remove-${one.id}`];
  return (
    <div class="memory-do">
      <OpensDialog dialog={change} look="quiet" small>
        Change
      </OpensDialog>
      <OpensDialog dialog={remove} look="quiet" small>
        Remove
      </OpensDialog>
      <Dialog id={change} title="Change what is remembered">
        <MemoryForm id={change} action={`/memory/${one.id}`} button="Save" one={one} />
      </Dialog>
      <Dialog id={remove} title="Forget this?">
        <p>{said(one.text)}</p>
        <form {...acts({ action: `/memory/${one.id}/removal`, error: `${remove}-error` })}>
          <div id={`${remove}-error`} role="alert" />
          <div class="modal-action">
            <ClosesDialog dialog={remove}>Keep it</ClosesDialog>
            <Button type="submit" look="danger">
              Forget it
            </Button>
          </div>
        </form>
      </Dialog>
    </div>
  );
};

type Form = { id: string; action: string; button: string; one?: MemoryView };

const MemoryForm = ({ id, action, button, one }: Form) => (
  <form class="memory-form" {...acts({ action, error: `${id}-error` })}>
    <SelectField id={`${id}-kind`} name="kind" label="What it is" value={one?.kind ?? "alias"} options={kinds} />
    <Field
      id={`${id}-text`}
      name="text"
      label="Words"
      required
      minlength={2}
      maxlength={300}
      value={one?.text ?? ""}
      placeholder="the download server"
      hint="What looks like a secret is masked."
      {...verbatim}
    />
    <Field
      id={`${id}-machines`}
      name="machines"
      label="Machines"
      value={one?.machines.map(({ name }) => name).join(", ") ?? ""}
      placeholder="sab-1"
      hint="Their names, apart by commas. A name needs at least one."
      {...verbatim}
    />
    <div id={`${id}-error`} role="alert" />
    <div class="memory-form-do">
      <Button type="submit" look="primary">
        {button}
      </Button>
      {one ? <ClosesDialog dialog={id}>Cancel</ClosesDialog> : null}
    </div>
  </form>
);

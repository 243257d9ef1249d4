/** What ailx remembers: each entry with whose word it is, where it comes from and when it was used; added, changed and removed by people. */
import type { MemoryView } from "../../src/api/memory.ts";
import { acts, verbatim } from "../frame/form.ts";
import { PageHead } from "../frame/page.tsx";
import { Age, Button, Card, Empty, Field, LinkButton, Note, SelectField, said } from "../kit/index.ts";

type Props = {
  items: MemoryView[];
  /** The one that is being changed. */
  change?: MemoryView | undefined;
  mayAct: boolean;
  nowMs: number;
};

export const MemoryPage = ({ items, change, mayAct, nowMs }: Props) => (
  <div class="memory-page" id="memory">
    <PageHead title="Memory" />
    <p class="muted">
      What people have confirmed: names for machines, how things are to be done, facts. Plans are made with it. Nothing
      gets here by itself.
    </p>
    {change && mayAct ? <Change one={change} /> : null}
    <Card title="Remembered" flush>
      {items.length === 0 ? (
        <Empty icon="bookmark" title="Nothing is remembered yet">
          <p>
            {mayAct ? (
              <>
                <button type="button" class="example" data-ask-fill="remember that the download server is ">
                  remember that the download server is …
                </button>{" "}
                is how it is said; or add it here.
              </>
            ) : (
              "An operator tells what to remember."
            )}
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
    {mayAct && !change ? (
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
    {mayAct ? (
      <LinkButton href={`/memory?change=${one.id}`} look="quiet" small aria-label={`Change “${said(one.text)}”`}>
        Change
      </LinkButton>
    ) : null}
  </li>
);

/** One entry, to be changed or forgotten. Of hundreds of entries each had dialogs of its own otherwise. */
const Change = ({ one }: { one: MemoryView }) => (
  <Card title="Change">
    <MemoryForm id="memory-change" action={`/memory/${one.id}`} button="Save" one={one} />
    <form class="memory-forget" {...acts({ action: `/memory/${one.id}/removal`, error: "memory-forget-error" })}>
      <div id="memory-forget-error" role="alert" />
      <Button type="submit" look="danger">
        Forget it
      </Button>
    </form>
  </Card>
);

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
      {one ? (
        <LinkButton href="/memory" look="quiet">
          Cancel
        </LinkButton>
      ) : null}
    </div>
  </form>
);

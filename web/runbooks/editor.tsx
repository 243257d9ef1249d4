/** One runbook: its text, checked while one types, its tests, a sentence to try, and how to save or remove it. */
import type { RunbookCheck as Checked } from "../../src/api/runbook.ts";
import { acts, verbatim } from "../frame/form.ts";
import { PageHead } from "../frame/page.tsx";
import { Button, Card, ClosesDialog, CodeBlock, Dialog, Field, LinkButton, OpensDialog, said } from "../kit/index.ts";
import { RunbookCheck } from "./check.tsx";
import { RunbookState } from "./list.tsx";

export const RunbookEditor = ({ of, isNew, mayAct }: { of: Checked; isNew: boolean; mayAct: boolean }) => (
  <div class="runbook-page" id="runbook">
    <PageHead title={isNew ? "New runbook" : said(of.title)} />
    {mayAct ? <Editor of={of} isNew={isNew} /> : <Shown of={of} />}
    {mayAct && !isNew ? <RemoveRunbook of={of} /> : null}
  </div>
);

const Editor = ({ of, isNew }: { of: Checked; isNew: boolean }) => (
  <form class="runbook-form" {...acts({ action: "/runbooks", error: "runbook-error" })}>
    {isNew ? null : <input type="hidden" name="was" value={of.id} />}
    <div class="runbook-write">
      <label for="runbook-source">Text</label>
      <textarea
        id="runbook-source"
        name="source"
        class="textarea runbook-source"
        rows={26}
        required
        wrap="off"
        aria-describedby="runbook-check"
        hx-post="/runbooks/check"
        hx-trigger="input changed delay:500ms"
        hx-target="#runbook-check"
        hx-swap="outerHTML"
        hx-include="closest form"
        {...verbatim}
      >
        {of.source}
      </textarea>
    </div>
    <div class="runbook-side">
      <Card title="State">
        <RunbookCheck of={of} />
      </Card>
      <Card title="Try a sentence">
        <Field
          id="runbook-say"
          name="say"
          label="Request"
          placeholder="as somebody would say it"
          hint="Planned on the runbook's own test machines. Nothing runs."
          hx-post="/runbooks/check"
          hx-trigger="input changed delay:500ms"
          hx-target="#runbook-check"
          hx-swap="outerHTML"
          hx-include="closest form"
          {...verbatim}
        />
      </Card>
      <div id="runbook-error" role="alert" />
      <div class="runbook-do">
        <Button type="submit" look="primary" data-busy="Saving">
          Save runbook
        </Button>
        <LinkButton href="/runbooks" look="quiet">
          Back
        </LinkButton>
        {isNew ? null : (
          <OpensDialog dialog="runbook-remove" look="quiet">
            Remove
          </OpensDialog>
        )}
      </div>
    </div>
  </form>
);

/** What cannot be changed here: a built-in one, or for somebody who only looks. */
const Shown = ({ of }: { of: Checked }) => (
  <>
    <p>
      <RunbookState of={of} />
    </p>
    <CodeBlock id="runbook-text" text={of.source} label="Text of the runbook" />
    <p>
      <LinkButton href="/runbooks" look="quiet">
        Back
      </LinkButton>
    </p>
  </>
);

const RemoveRunbook = ({ of }: { of: Checked }) => (
  <Dialog id="runbook-remove" title={`Remove ${said(of.title)}?`}>
    <p>Its sentences are no longer understood by it.</p>
    <form {...acts({ action: `/runbooks/${of.id}/removal`, error: "runbook-remove-error" })}>
      <div id="runbook-remove-error" role="alert" />
      <div class="modal-action">
        <ClosesDialog dialog="runbook-remove">Keep it</ClosesDialog>
        <Button type="submit" look="danger">
          Remove runbook
        </Button>
      </div>
    </form>
  </Dialog>
);

/** What was masked in a run's output: each different value once, and the way to see one, which is written into the audit. */
import type { MaskedView, Revealed } from "../../src/api/secret.ts";
import { acts } from "../frame/form.ts";
import { PageHead } from "../frame/page.tsx";
import { Button, Card, CodeBlock, Empty, Field, LinkButton, Note, count, said } from "../kit/index.ts";

type Props = {
  run: { id: string; taskId: string; machineName: string };
  items: MaskedView[];
  mayReveal: boolean;
  shown?: Revealed;
};

export const MaskedPage = ({ run, items, mayReveal, shown }: Props) => (
  <div class="masked-page">
    <PageHead title={`Masked in the output of ${run.machineName}`}>
      <LinkButton href={`/tasks/${run.taskId}`}>Back to the task</LinkButton>
    </PageHead>
    {shown ? (
      <Card title={`${shown.kind}#${shown.hash}`}>
        <CodeBlock id="masked-value" text={said(shown.value)} label="The value" />
        <p class="muted">That you have seen it, and why, is in the audit.</p>
      </Card>
    ) : null}
    <Card title="Values" flush aside={<span class="muted">each once, in the order they came</span>}>
      {items.length === 0 ? (
        <Empty icon="check" title="Nothing was masked in this run" />
      ) : (
        <ul class="secrets-list">
          {items.map((item) => (
            <Line runId={run.id} item={item} mayReveal={mayReveal} />
          ))}
        </ul>
      )}
    </Card>
    {mayReveal ? null : <Note>An admin can reveal a value, for seven days after the run.</Note>}
  </div>
);

const Line = ({ runId, item, mayReveal }: { runId: string; item: MaskedView; mayReveal: boolean }) => (
  <li class="secrets-line">
    <div>
      <code>
        [redacted:{item.kind}#{item.hash}]
      </code>{" "}
      <span class="muted num">{count(item.count, "place", "places")}</span>
    </div>
    {item.kind === "secret" ? (
      <span class="muted">a secret of this hub, shown to nobody</span>
    ) : item.until === undefined ? (
      <span class="muted">not kept any more</span>
    ) : mayReveal ? (
      <form class="masked-reveal" {...acts({ action: `/runs/${runId}/reveal`, error: `masked-error-${item.n}` })}>
        <input type="hidden" name="n" value={String(item.n)} />
        <Field id={`reason-${item.n}`} name="reason" label="Why" required minlength={3} maxlength={500} />
        <Button type="submit">Reveal</Button>
        <div id={`masked-error-${item.n}`} role="alert" />
      </form>
    ) : (
      <span class="muted">until {item.until.slice(0, 10)}</span>
    )}
  </li>
);

/** All runbooks: what each answers to, whether it is in use, and why not. */
import type { RunbookLine } from "../../src/api/runbook.ts";
import { PageHead } from "../frame/page.tsx";
import { Card, Empty, Icon, LinkButton, count, said } from "../kit/index.ts";

export const RunbooksPage = ({ items, mayAct }: { items: RunbookLine[]; mayAct: boolean }) => {
  const own = items.filter(({ from }) => from === "own");
  return (
    <div class="runbooks-page" id="runbooks">
      <PageHead title="Runbooks" />
      <p class="muted">
        Recipes that are found by what is said, and run like every plan: shown first, rated, approved where that is
        needed.
      </p>
      <Card title="Your own" flush>
        {own.length === 0 ? (
          <Empty icon="book-open" title="No runbook of your own yet">
            <p>A finished task can be saved as one, with its values turned into inputs.</p>
          </Empty>
        ) : (
          <List of={own} />
        )}
      </Card>
      {mayAct ? (
        <p>
          <LinkButton href="/runbooks/new" look="primary">
            New runbook
          </LinkButton>
        </p>
      ) : null}
      <Card title="Built in" flush>
        <List of={items.filter(({ from }) => from === "built-in")} />
      </Card>
    </div>
  );
};

const List = ({ of }: { of: RunbookLine[] }) => (
  <ul class="runbooks-list" data-list>
    {of.map((one) => (
      <li class="runbooks-line">
        <a class="runbooks-name" href={`/runbooks/${one.id}`}>
          {said(one.title)}
        </a>
        <RunbookState of={one} />
        <p class="runbooks-says muted">
          {one.sentences.length === 0 ? "No sentence" : <q>{said(one.example ?? one.sentences[0] ?? "")}</q>}
          {one.sentences.length > 1 ? `, and in ${count(one.sentences.length - 1, "more way")}` : null}
        </p>
        {one.problems[0] ? <p class="runbooks-why">{said(one.problems[0].text)}</p> : null}
      </li>
    ))}
  </ul>
);

export const RunbookState = ({ of: { active, tests, from } }: { of: RunbookLine }) => (
  <span class={`state tone-${active ? "ok" : "warn"}`}>
    <Icon name={active ? "circle-check" : "circle-alert"} size={14} />
    {active ? "in use" : "not in use"}
    {from === "own" ? `, ${tests.passed} of ${tests.all} tests pass` : `, ${count(tests.all, "test")}`}
  </span>
);

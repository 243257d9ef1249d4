/** The pane of the run in focus: how it ended, what was checked, the tool's own view, and its output as it comes. */
import type { Child } from "hono/jsx";
import type { RunView, TaskView } from "../../src/api/task.ts";
import { taskEnded } from "../../src/domain/task.ts";
import { place } from "../frame/partial.tsx";
import { Button, Elapsed, Failed, Icon, said } from "../kit/index.ts";
import { After, EndedBy } from "./after.tsx";
import { columnsOf } from "./matrix.tsx";
import { LeaveOut } from "./standing.tsx";
import { RunStateNow, Stalled } from "./stall.tsx";

/** `line`: of its output, from 1; `row`: of its result. */
export type Focus = { run: string; line?: number; row?: number };
type Props = { task: TaskView; outcomes: Record<string, Child>; mayAct?: boolean; focus?: Focus | undefined };

export const RunPane = ({ task, outcomes, mayAct, focus }: Props) => {
  const titles = new Map(columnsOf(task).map((column) => [column.id, column.title]));
  const named = task.runs.find(({ id }) => id === focus?.run);
  const first = named ?? firstShown(task.runs);
  return (
    <section
      class="card run-pane"
      id="run-pane"
      aria-label="The run in focus"
      data-first={first?.id}
      data-line={named ? focus?.line : undefined}
    >
      {task.runs.map((run) => (
        <RunDetail
          run={run}
          title={titles.get(run.stepId) ?? run.stepId}
          outcome={outcomes[run.id]}
          shown={run === first}
          held={run === named && run.endedAt !== undefined}
          mayAct={mayAct && !taskEnded(task.state)}
        />
      ))}
      <OutputPane />
    </section>
  );
};

/** `held`: what it came to bears the mark of a link, which updates of the page do not know of; it is final and left alone. */
type DetailProps = { run: RunView; title: string; outcome?: Child; shown?: boolean; held?: boolean; mayAct?: boolean };

export const RunDetail = ({ run, title, outcome, shown, held, mayAct }: DetailProps) => (
  <div id={place.runDetail(run.id)} class={`run-detail ${shown ? "run-first" : ""}`} data-run-detail={run.id}>
    <header class="card-head">
      <h2>
        {run.machineName} <span class="muted">{said(title)}</span>
      </h2>
      <span class="run-facts">
        <RunStateNow run={run} />
        {run.startedAt ? <Elapsed from={run.startedAt} to={run.endedAt} /> : null}
      </span>
    </header>
    <div class="run-body">
      <Stalled run={run} mayAct={mayAct} />
      {run.error ? (
        <Failed detail={run.error.detail} hint={run.error.hint}>
          <EndedBy run={run} />
        </Failed>
      ) : run.line ? (
        <p class="run-line">{said(run.line)}</p>
      ) : null}
      {mayAct && run.state === "queued" ? <LeaveOut run={run} /> : null}
      {run.evidence.length > 0 ? (
        <ul class="evidence" aria-label="What was checked">
          {run.evidence.map((item) => (
            <li>
              <Icon name={item.ok ? "check" : "x"} size={14} class={item.ok ? "tone-ok" : "tone-bad"} />
              <span class="sr-only">{item.ok ? "held:" : "did not hold:"}</span> {said(item.check)}{" "}
              <code>{said(item.found)}</code>
            </li>
          ))}
        </ul>
      ) : null}
      {outcome ? (
        <div id={`outcome-${run.id}`} class="run-outcome" hx-morph-skip={held ? "" : undefined}>
          {outcome}
        </div>
      ) : null}
      <After run={run} />
    </div>
  </div>
);

/** Filled by the page's script, and left alone by updates. Absent while the run in focus has written nothing. */
const OutputPane = () => (
  <div id="output" class="output" hx-morph-skip hidden>
    <div class="output-bar">
      <span class="output-title">Output</span>
      <span class="muted num" data-output-state role="status" />
      <span class="output-tools">
        <Toggle name="follow" words="Follow" icon="arrow-down-to-line" on />
        <Toggle name="wrap" words="Wrap" icon="text-wrap" on />
        <Button
          small
          look="quiet"
          icon="search"
          data-output-toggle="find"
          aria-pressed="false"
          aria-controls="output-find"
        >
          Find
        </Button>
        <Button small look="quiet" icon="copy" data-copy="#output-text">
          <span data-copy-label>Copy</span>
        </Button>
        <a class="btn btn-ghost btn-sm" data-output-download download>
          Download
        </a>
      </span>
    </div>
    <form id="output-find" class="output-find" hidden>
      <label class="sr-only" for="output-find-text">
        Find in the output
      </label>
      <input
        class="input"
        id="output-find-text"
        type="search"
        maxlength={200}
        placeholder="Find in the output"
        autocomplete="off"
      />
      <Button type="submit" small>
        Find lines
      </Button>
      <span class="muted num" data-output-found role="status" />
      <ol class="output-matches" data-output-matches aria-label="Lines that hold it" />
    </form>
    <p class="output-note" data-output-note hidden>
      <span data-output-note-text />
      <Button small look="quiet" data-output-toggle="end">
        Back to the end
      </Button>
    </p>
    <pre
      id="output-text"
      class="output-text wraps"
      tabindex={0}
      role="region"
      aria-label="Output of the run in focus"
    />
  </div>
);

const Toggle = ({
  name,
  words,
  icon,
  on,
}: {
  name: string;
  words: string;
  icon: "arrow-down-to-line" | "text-wrap";
  on: boolean;
}) => (
  <Button small look="quiet" icon={icon} data-output-toggle={name} aria-pressed={on ? "true" : "false"}>
    {words}
  </Button>
);

/** Where the eye should be at first: on what failed, else what waits, what runs, else the first. */
const firstShown = (runs: RunView[]): RunView | undefined =>
  runs.find((run) => run.state === "failed") ??
  runs.find((run) => run.stall) ??
  runs.find((run) => run.state === "running" || run.state === "verifying") ??
  runs[0];

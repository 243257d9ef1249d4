/** What a silent run waits for, and what can be done about it: told as trouble only where it is. */
import type { RunView } from "../../src/api/task.ts";
import type { StallAction } from "../../src/domain/stall.ts";
import { acts, verbatim } from "../frame/form.ts";
import { Button, Icon, RunState, said } from "../kit/index.ts";

type Stall = NonNullable<RunView["stall"]>;

/** Whoever works or sleeps is in nobody's way. */
const atPeace = ({ kind }: Stall): boolean => kind === "busy" || kind === "sleep";

/** What is told of a run instead of “running”; nothing where it works. */
export const waitsInWords = ({ stall }: RunView): string | undefined =>
  stall && stall.kind !== "busy" ? said(stall.words) : undefined;

export const RunStateNow = ({ run }: { run: RunView }) =>
  run.stall && waitsInWords(run) ? (
    <span class={`state tone-${atPeace(run.stall) ? "busy" : "warn"}`} data-state="waits">
      <Icon name="clock" size={14} />
      waits
    </span>
  ) : (
    <RunState state={run.state} />
  );

export const Stalled = ({ run, mayAct = true }: { run: RunView; mayAct?: boolean }) => {
  const { stall } = run;
  if (!stall) return null;
  const others = stall.actions.filter((action) => action !== "answer");
  return (
    <div class={`notice notice-${atPeace(stall) ? "quiet" : "warn"} stall`} id={`stall-${run.id}`}>
      <Icon name={stall.kind === "busy" ? "cpu" : "clock"} />
      <div>
        <p>
          {stall.kind === "busy" ? "Silent, but at work: " : ""}
          {said(stall.words)}
        </p>
        {mayAct ? (
          <>
            {stall.actions.includes("answer") ? <Answering run={run} stall={stall} /> : null}
            <div class="stall-acts">
              {others.map((action) => (
                <Act run={run} action={action} first={action === stall.actions[0]} />
              ))}
            </div>
            <div id={`stall-error-${run.id}`} class="form-error" />
          </>
        ) : (
          <p class="muted">An operator or admin can do something about it.</p>
        )}
        <details class="muted">
          <summary>
            How this is known <Icon name="chevron-right" size={14} class="chevron" />
          </summary>
          <dl class="stall-facts">
            {stall.evidence.map(({ what, found }) => (
              <>
                <dt>{said(what)}</dt>
                <dd>
                  <code>{said(found)}</code>
                </dd>
              </>
            ))}
          </dl>
        </details>
      </div>
    </div>
  );
};

const posts = (run: RunView) => acts({ action: `/runs/${run.id}/action`, error: `stall-error-${run.id}` });

const labels: Record<Exclude<StallAction, "answer">, string> = {
  wait: "Wait on",
  interrupt: "Interrupt",
  kill: "Kill",
};

const Act = ({ run, action, first }: { run: RunView; action: Exclude<StallAction, "answer">; first: boolean }) => (
  <form {...posts(run)}>
    <input type="hidden" name="action" value={action} />
    <Button type="submit" small look={first ? "plain" : action === "kill" ? "danger" : "quiet"}>
      {labels[action]}
    </Button>
  </form>
);

/** A click for what is usually answered, a field for the rest. A secret is typed, not shown and not kept. */
const Answering = ({ run, stall }: { run: RunView; stall: Stall }) => {
  const hides = stall.kind === "secret";
  return (
    <div class="stall-acts">
      {stall.answers?.map((text) => (
        <form {...posts(run)}>
          <Answers stall={stall} />
          <input type="hidden" name="text" value={text} />
          <Button type="submit" small>
            {text === "" ? "Press Enter" : <>Answer “{said(text)}”</>}
          </Button>
        </form>
      ))}
      <form {...posts(run)} class="in-line">
        <Answers stall={stall} />
        <label class="sr-only" for={`stall-text-${run.id}`}>
          {hides ? "What it asks for; it is not kept" : "Your answer"}
        </label>
        <input
          class="input"
          id={`stall-text-${run.id}`}
          name="text"
          type={hides ? "password" : "text"}
          maxlength={4096}
          placeholder={hides ? "Kept nowhere" : "Or type an answer"}
          {...verbatim}
          autocomplete={hides ? "new-password" : "off"}
        />
        <Button type="submit" small>
          Type it
        </Button>
      </form>
    </div>
  );
};

const Answers = ({ stall }: { stall: Stall }) => (
  <>
    <input type="hidden" name="action" value="answer" />
    {stall.prompt === undefined ? null : <input type="hidden" name="prompt" value={stall.prompt} />}
  </>
);

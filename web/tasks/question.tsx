/** A question that ailx asks instead of guessing, and the nearest things to a request it could not take. */
import type { TaskView } from "../../src/api/task.ts";
import { acts } from "../frame/form.ts";
import { Button, Card, Icon, said } from "../kit/index.ts";

type Asked = NonNullable<TaskView["question"]>;

/** More than so many candidates are looked for rather than read. */
const fewOptions = 8;

export const Question = ({ taskId, asked, mayAct = true }: { taskId: string; asked: Asked; mayAct?: boolean }) => {
  const many = asked.options.length > fewOptions;
  const own = <OwnAnswer taskId={taskId} many={many} />;
  return (
    <Card id="task-question" tone="ask" title={said(asked.question)}>
      {mayAct ? (
        <>
          {many ? own : null}
          <div class={many ? "options options-many" : "options"} data-list>
            {asked.options.map((option) => (
              <form {...acts({ action: `/tasks/${taskId}/answer`, error: "question-error" })}>
                <input type="hidden" name="answer" value={option.value} />
                <button type="submit" class="option" data-item>
                  <span>{said(option.label)}</span>
                  <Icon name="arrow-right" size={14} />
                </button>
              </form>
            ))}
          </div>
          {many ? null : own}
          <div id="question-error" class="form-error" />
        </>
      ) : (
        <p class="muted">An operator or admin has to answer this.</p>
      )}
    </Card>
  );
};

const OwnAnswer = ({ taskId, many }: { taskId: string; many: boolean }) => (
  <form {...acts({ action: `/tasks/${taskId}/answer`, error: "question-error" })} class="in-line">
    <label class="sr-only" for="own-answer">
      Your own answer
    </label>
    <input
      class="input"
      id="own-answer"
      name="answer"
      required
      maxlength={1000}
      placeholder={many ? "Find it, or say which" : "Or say it in your own words"}
      autocomplete="off"
      {...(many ? { "data-narrows": "" } : {})}
    />
    <Button type="submit">Answer</Button>
  </form>
);

type Said = NonNullable<TaskView["declined"]>;

export const Declined = ({ declined, mayAct = true }: { declined: Said; mayAct?: boolean }) => (
  <Card id="task-declined" title="Nothing was done">
    <p>{said(declined.reason)}</p>
    {mayAct && declined.nearest.length > 0 ? (
      <>
        <p class="muted">What ailx can do that comes near:</p>
        <div class="options" data-list>
          {declined.nearest.map((nearest) => (
            <button type="button" class="option" data-item data-ask-fill={nearest}>
              <span>{said(nearest)}</span>
              <Icon name="arrow-right" size={14} />
            </button>
          ))}
        </div>
      </>
    ) : null}
  </Card>
);

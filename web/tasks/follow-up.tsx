/** The box at the foot of a task: what is said there goes on from it; while a model still plans it, the model hears it at once. */
import type { TaskView } from "../../src/api/task.ts";
import { acts, verbatim } from "../frame/form.ts";
import { place } from "../frame/partial.tsx";
import { Button, Icon } from "../kit/index.ts";

/** A model plans this task now, so what is said steers it. */
export const isSteered = ({ state, model }: Pick<TaskView, "state" | "model">): boolean =>
  state === "planning" && model !== undefined;

/**
 * One form for both: what is typed survives the moment in which planning ends, and the hub decides by the state in which the
 * words arrive. Only the words above it are replaced by updates.
 */
export const FollowUp = ({ task }: { task: TaskView }) => (
  <section class="follow-up" aria-labelledby={place.followWords}>
    <FollowWords task={task} />
    <form
      class="ask"
      {...acts({ action: `/tasks/${task.id}/follow-up`, error: "follow-error" })}
      data-follow-form
      hx-morph-skip
    >
      <label class="sr-only" for="follow-input">
        What should happen next?
      </label>
      <textarea
        id="follow-input"
        name="request"
        rows={1}
        maxlength={2000}
        required
        placeholder="and on db-2 as well · undo that · why?"
        data-follow-input
        {...verbatim}
      />
      <div class="ask-foot">
        <span class="ask-keys" aria-hidden="true">
          <kbd>f</kbd> comes here · <kbd>Enter</kbd> sends
        </span>
        <Button type="submit" data-busy="Sending">
          Go on <Icon name="corner-down-left" size={14} />
        </Button>
      </div>
      <div id="follow-error" class="form-error" />
    </form>
  </section>
);

export const FollowWords = ({ task }: { task: Pick<TaskView, "state" | "model"> }) => (
  <h2 id={place.followWords} class="follow-words">
    {isSteered(task) ? "Say something to it while it plans" : "Go on from here"}
  </h2>
);

/** A request that is offered, as a button: pressing it asks for it, and like all others it is planned first. */
export const Offered = ({ task, say, why }: { task: string; say: string; why?: string }) => (
  <form {...acts({ action: `/tasks/${task}/follow-up`, error: "task-error" })}>
    <input type="hidden" name="request" value={say} />
    <button type="submit" class="option" data-item>
      <span>
        {say}
        {why === undefined || why === "" ? null : <span class="option-why">{why}</span>}
      </span>
      <Icon name="arrow-right" size={14} />
    </button>
  </form>
);

/** An answer that tells more than its task: what these words mean may be kept, where a person says so. */
import type { TaskView } from "../../src/api/task.ts";
import { acts } from "../frame/form.ts";
import { Button, Icon, said } from "../kit/index.ts";

export const Remember = ({ task: { id, rememberable } }: { task: Pick<TaskView, "id" | "rememberable"> }) => {
  if (!rememberable) return null;
  const { text, machines, kept } = rememberable;
  const names = machines.map(({ name }) => name);
  return (
    <form class="notice remember" id="remember" {...acts({ action: `/tasks/${id}/memory`, error: "task-error" })}>
      <Icon name={kept ? "check" : "message-circle-question-mark"} />
      <p>
        “{said(text)}” is <strong>{names.map(said).join(", ")}</strong>.{" "}
        {kept ? (
          <>
            This is <a href="/memory">remembered</a>.
          </>
        ) : null}
      </p>
      {kept ? null : (
        <>
          <input type="hidden" name="text" value={text} />
          <input type="hidden" name="machines" value={machines.map((machine) => machine.id).join(",")} />
          <Button small type="submit" data-busy="Keeping">
            Remember this
          </Button>
        </>
      )}
    </form>
  );
};

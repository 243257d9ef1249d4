/** An answer that tells more than its task: what these words mean may be kept, where a person says so. */
import type { TaskView } from "../../src/api/task.ts";
import { acts } from "../frame/form.ts";
import { Button, Icon, said } from "../kit/index.ts";

export const Remember = ({ task: { id, rememberable } }: { task: Pick<TaskView, "id" | "rememberable"> }) =>
  rememberable ? (
    <form class="notice remember" {...acts({ action: `/tasks/${id}/memory`, error: "task-error" })}>
      <Icon name="message-circle-question-mark" />
      <p>
        “{said(rememberable.text)}” is <strong>{rememberable.machines.map(({ name }) => said(name)).join(", ")}</strong>
        .
      </p>
      <Button small type="submit" data-busy="Keeping">
        Remember this
      </Button>
    </form>
  ) : null;

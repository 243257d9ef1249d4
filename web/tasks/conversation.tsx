/** The other requests of a conversation, before and after the one on the page: a line each, with what came of it. */
import type { TaskLine } from "../../src/api/task.ts";
import { Age, TaskState, count, said } from "../kit/index.ts";

/** Of many, the nearest are in sight. */
const inSight = 3;

export const Earlier = ({ of }: { of: readonly TaskLine[] }) => {
  if (of.length === 0) return null;
  const far = of.slice(0, -inSight);
  return (
    <nav class="turns-around" aria-label="Earlier in this conversation">
      {far.length === 0 ? null : (
        <details>
          <summary>{count(far.length, "earlier request")}</summary>
          <Around of={far} />
        </details>
      )}
      <Around of={of.slice(-inSight)} />
    </nav>
  );
};

export const Later = ({ of }: { of: readonly TaskLine[] }) =>
  of.length === 0 ? null : (
    <nav class="turns-around" aria-label="Later in this conversation">
      <h2 class="follow-words">Asked after this</h2>
      <Around of={of} />
    </nav>
  );

const Around = ({ of }: { of: readonly TaskLine[] }) => (
  <ol>
    {of.map((line) => (
      <li>
        <a href={`/tasks/${line.id}`}>
          <span class="around-request">{said(line.request)}</span>
          <span class="around-result">{line.headline ? said(line.headline) : ""}</span>
          <TaskState state={line.state} refused={line.refused} />
          <Age at={line.createdAt} />
        </a>
      </li>
    ))}
  </ol>
);

/** Screens of conversations, for the gallery. */
import type { Child } from "hono/jsx";
import { TaskPage, TasksPage } from "../tasks/index.ts";
import { recent, tasks } from "./tasks.ts";
import {
  atWork,
  candidates,
  changedByWords,
  diagnosed,
  doubted,
  earlier,
  failedWithSuggestions,
  fellBack,
  later,
  muchWork,
  outOfBudget,
  scheduled,
  scheduledTwice,
  steered,
  workDone,
} from "./thread.ts";

export const threadScreens: Record<string, () => Child> = {
  "thread-diagnosed": () => (
    <TaskPage task={diagnosed} outcomes={{}} turns={workDone} earlier={earlier.slice(0, 2)} later={later} />
  ),
  "thread-steered": () => <TaskPage task={steered} outcomes={{}} turns={atWork} earlier={earlier} />,
  "thread-much": () => <TaskPage task={steered} outcomes={{}} turns={muchWork} />,
  "thread-fallback": () => <TaskPage task={tasks.approval} outcomes={{}} turns={fellBack} />,
  "thread-doubted": () => <TaskPage task={doubted} outcomes={{}} turns={workDone} />,
  "thread-out-of-budget": () => <TaskPage task={outOfBudget} outcomes={{}} turns={workDone} />,
  "thread-candidates": () => <TaskPage task={candidates} outcomes={{}} />,
  "thread-failed": () => <TaskPage task={failedWithSuggestions} outcomes={{}} />,
  "thread-changed": () => <TaskPage task={changedByWords} outcomes={{}} earlier={earlier.slice(0, 1)} />,
  "thread-scheduled": () => <TaskPage task={scheduled} outcomes={{}} />,
  "thread-scheduled-twice": () => <TaskPage task={scheduledTwice} outcomes={{}} />,
  "tasks-folded": () => {
    const [newest] = recent;
    return <TasksPage items={recent} earlier={new Map(newest ? [[newest.id, earlier.toReversed()]] : [])} />;
  },
};

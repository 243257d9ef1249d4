/** Ways back as they are stored with runs, and what was taken back by what. */
import { eq, inArray, sql } from "drizzle-orm";
import type { Change } from "../db/database.ts";
import { insertInto } from "../db/insert.ts";
import { updateOf } from "../db/update.ts";
import type { Ports } from "./ports.ts";
import type { Run, Task } from "./rows.ts";
import { taskOf } from "./rows.ts";
import { task, wayBack } from "./table.ts";
import type { Judged } from "./verify.ts";

/** So many of one's last tasks are looked at for one that can be taken back. */
const lastTasks = 50;

export function undoStore({ db: { read }, store }: Pick<Ports, "db" | "store">) {
  const rowOf = (runId: string) => read.select().from(wayBack).where(eq(wayBack.runId, runId)).all()[0];

  return {
    /** For the commit in which a run ends: its own way back, and that it has taken another one back. */
    ended: (run: Run, judged: Judged): Change[] => {
      const plan = store.plan(run.taskId, run.revision)?.plan;
      const source = plan?.undoes?.runs[run.stepId]?.[run.machineId];
      const way = judged.wayBack;
      const own = way
        ? [
            insertInto(
              wayBack,
              {
                runId: run.id,
                taskId: run.taskId,
                wayJson: JSON.stringify(way),
                untilMs: way.untilMs ?? null,
                undoes: source ?? null,
              },
              { replace: true },
            ),
          ]
        : [];
      if (source === undefined || judged.state !== "ok") return own;
      const taken = rowOf(source);
      return [
        ...own,
        updateOf(wayBack, { set: { undoneBy: run.id }, where: { runId: source } }),
        // Who takes an undo back brings the change again, which can then be undone once more.
        ...(taken?.undoes ? [updateOf(wayBack, { set: { undoneBy: null }, where: { runId: taken.undoes } })] : []),
      ];
    },

    /** The person's last task that changed something and has not been taken back; an undo itself is not meant. */
    lastOf: (actorId: string, before: string): Task | undefined => {
      const recent = read
        .select()
        .from(task)
        .where(sql`${task.actorId} = ${actorId} and ${task.id} < ${before}`)
        .orderBy(sql`${task.id} desc`)
        .limit(lastTasks)
        .all();
      if (recent.length === 0) return undefined;
      const ids = recent.map(({ id }) => id);
      const open = new Set(
        read
          .select()
          .from(wayBack)
          .where(inArray(wayBack.taskId, ids))
          .all()
          .filter((row) => row.undoneBy === null && row.undoes === null)
          .map((row) => row.taskId),
      );
      return recent.filter(({ id }) => open.has(id)).map(taskOf)[0];
    },
  };
}

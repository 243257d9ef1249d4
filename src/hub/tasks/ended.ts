/** The runs of a task as they are once one of them has ended: what is told of the task is stored together with that end. */
import type { Run } from "./rows.ts";
import type { Judged } from "./verify.ts";

/** `endedAtMs`: epoch ms, as the machine says, or as the hub learnt it. */
export const withEnd = (
  runs: readonly Run[],
  { id, judged, endedAtMs }: { id: Run["id"]; judged: Judged; endedAtMs: number },
): Run[] =>
  runs.map((run) =>
    run.id === id
      ? { ...run, ...judged, endedAtMs, error: judged.error, output: judged.output, verdict: judged.verdict }
      : run,
  );

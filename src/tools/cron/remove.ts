/** `cron.remove`: takes away a job that `cron.add` made. */
import * as z from "zod/mini";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";
import { backFrom, changedLine, changedOutput, changedTable, judgeChanged, keptUndo } from "../file/changed.ts";
import { fileOf, jobName } from "./jobs.ts";

const input = once(() => z.strictObject({ name: jobName() }).check(z.meta({ examples: [{ name: "clean-tmp" }] })));
export type RemoveInput = z.infer<ReturnType<typeof input>>;

export const cronRemove = agentTool({
  name: "cron.remove",
  version: 1,
  does: "Takes away a job that ailx gave to cron; other jobs are edited in their files.",
  input,
  output: changedOutput,
  access: "change",
  platforms: ["linux"],
  risk: () => ({ risk: "high", reasons: ["what it did at its times is not done any more"] }),
  level: () => 3,
  preview: ({ name }) => ({ title: `Take “${name}” from cron`, exact: `remove ${fileOf(name)}` }),
  checks: () => ["its file is gone"],
  judge: (_input, output) => judgeChanged(output),
  undo: ({ name }) => keptUndo(`${fileOf(name)} is put back as it was`),
  wayBack: (_input, output) => backFrom(output),
  line: changedLine,
  table: changedTable,
  timeoutMs: 60_000,
  load: {
    run: () => import("./remove.run.ts"),
    view: () => import("./remove.view.tsx"),
    preview: () => import("./remove.run.ts"),
  },
});

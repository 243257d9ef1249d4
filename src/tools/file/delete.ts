/** `file.delete`: removes a file, a link, or an empty folder. */
import * as z from "zod/mini";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";
import { backFrom, changedLine, changedOutput, changedTable, judgeChanged, keptUndo } from "./changed.ts";
import { pathField, quoted } from "./path-input.ts";
import { pathLevel, pathRisk } from "./rated.ts";

const input = once(() =>
  z
    .strictObject({
      path: pathField("Absolute path of a file, a link (itself, not where it leads) or an empty folder."),
    })
    .check(z.meta({ examples: [{ path: "/etc/nginx/sites-enabled/old" }] })),
);
export type DeleteInput = z.infer<ReturnType<typeof input>>;

export const fileDelete = agentTool({
  name: "file.delete",
  version: 1,
  does: "Removes a file, a link or an empty folder, keeping a copy.",
  input,
  output: changedOutput,
  access: "change",
  platforms: ["linux"],
  risk: ({ path }) => pathRisk(path),
  level: ({ path }) => pathLevel(path),
  preview: ({ path }) => ({ title: `Delete ${path}`, exact: `rm -- ${quoted(path)}` }),
  checks: () => ["it is gone"],
  judge: (_input, output) => judgeChanged(output),
  undo: ({ path }) => keptUndo(`${path} is put back as it was`),
  wayBack: (_input, output) => backFrom(output),
  line: changedLine,
  table: changedTable,
  timeoutMs: 120_000,
  load: {
    run: () => import("./delete.run.ts"),
    view: () => import("./delete.view.tsx"),
    preview: () => import("./delete.run.ts"),
  },
});

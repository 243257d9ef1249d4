/** `file.edit`: changes parts of a text file, each as often as it says and no other. */
import * as z from "zod/mini";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";
import {
  backFrom,
  changedChecks,
  changedLine,
  changedOutput,
  changedTable,
  judgeChanged,
  keptUndo,
} from "./changed.ts";
import { editsField, editText } from "./edits.ts";
import { pathField, quoted } from "./path-input.ts";
import { pathLevel, pathRisk } from "./rated.ts";

const input = once(() =>
  z.strictObject({ path: pathField("Absolute path of a text file. A link is followed."), edits: editsField() }).check(
    z.meta({
      examples: [{ path: "/etc/app/app.conf", edits: [{ find: "debug = true", replace: "debug = false" }] }],
    }),
  ),
);
export type EditInput = z.infer<ReturnType<typeof input>>;

export const fileEdit = agentTool({
  name: "file.edit",
  version: 1,
  does: "Replaces, removes or adds parts of a text file, each exactly as often as asked, keeping a copy.",
  input,
  output: changedOutput,
  access: "change",
  platforms: ["linux"],
  risk: ({ path }) => pathRisk(path),
  level: ({ path }) => pathLevel(path),
  preview: ({ path, edits }) => ({
    title: `Edit ${path}`,
    exact: `in ${quoted(path)}:\n${edits.map((edit) => `  ${editText(edit)}`).join("\n")}`,
  }),
  precheck: () => "each edit must fit exactly as often as it says; otherwise nothing is changed",
  checks: () => changedChecks,
  judge: (_input, output) => judgeChanged(output),
  undo: ({ path }) => keptUndo(`${path} is put back as it was`),
  wayBack: (_input, output) => backFrom(output),
  line: changedLine,
  table: changedTable,
  timeoutMs: 60_000,
  load: {
    run: () => import("./edit.run.ts"),
    view: () => import("./edit.view.tsx"),
    preview: () => import("./edit.run.ts"),
  },
});

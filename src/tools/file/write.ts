/** `file.write`: makes a file hold exactly this text. */
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
import { modeField, ownerField, pathField, quoted, textField } from "./path-input.ts";
import { pathLevel, pathRisk } from "./rated.ts";

const input = once(() =>
  z
    .strictObject({
      path: pathField("Absolute path; its folder must be there. A link is followed."),
      content: textField("The whole text of the file."),
      mode: modeField(),
      owner: ownerField(),
      onlyNew: z.optional(z.boolean().check(z.describe("Refuse where there is a file already; default false."))),
    })
    .check(z.meta({ examples: [{ path: "/etc/motd", content: "Welcome.\n" }] })),
);
export type WriteInput = z.infer<ReturnType<typeof input>>;

export const fileWrite = agentTool({
  name: "file.write",
  version: 1,
  does: "Writes a text file whole, keeping a copy of what was there, its owner and its mode.",
  input,
  output: changedOutput,
  access: "change",
  platforms: ["linux"],
  risk: ({ path }) => pathRisk(path),
  level: ({ path }) => pathLevel(path),
  preview: ({ path, content, mode, owner }) => ({
    title: `Write ${path}`,
    exact: `write ${quoted(path)}${mode === undefined ? "" : ` with mode ${mode}`}${owner === undefined ? "" : ` for ${owner}`}:\n${content}`,
  }),
  checks: () => changedChecks,
  judge: (_input, output) => judgeChanged(output),
  undo: ({ path }) => keptUndo(`${path} is put back as it was, or removed where there was none`),
  wayBack: (_input, output) => backFrom(output),
  line: changedLine,
  table: changedTable,
  timeoutMs: 60_000,
  load: {
    run: () => import("./write.run.ts"),
    view: () => import("./write.view.tsx"),
    preview: () => import("./write.run.ts"),
  },
});

/** `file.restore`: puts files back as they were before a step, from the copies that the machine keeps. */
import * as z from "zod/mini";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";
import { backFrom, changedLine, changedOutput, changedTable, judgeChanged, keptUndo } from "./changed.ts";
import { pathField } from "./path-input.ts";
import { pathLevel, pathRisk } from "./rated.ts";

export const backupField = () =>
  z
    .string()
    .check(z.regex(/^[0-9a-f]{32}$/, "is no id of a copy"), z.describe("The record of copies, as the step told it."));
export const forceField = () =>
  z.optional(
    z.boolean().check(z.describe("Also over what somebody else changed since; that is kept too. Default false.")),
  );

const input = once(() =>
  z
    .strictObject({
      backup: backupField(),
      paths: z
        .array(pathField("A file that it holds."))
        .check(
          z.minLength(1),
          z.maxLength(50),
          z.describe("The files that are put back: all that the record holds, and no other."),
        ),
      force: forceField(),
    })
    .check(z.meta({ examples: [{ backup: "0123456789abcdef0123456789abcdef", paths: ["/etc/app/app.conf"] }] })),
);
export type RestoreInput = z.infer<ReturnType<typeof input>>;

export const fileRestore = agentTool({
  name: "file.restore",
  version: 1,
  does: "Puts files back as they were before a step, byte for byte, with owner, mode and attributes.",
  input,
  output: changedOutput,
  access: "change",
  platforms: ["linux"],
  risk: ({ paths }) => pathRisk(...paths),
  level: ({ paths }) => pathLevel(...paths),
  preview: ({ backup, paths, force }) => ({
    title: `Put back ${paths.length === 1 ? paths[0] : `${paths.length} files`}`,
    exact: `from the copies ${backup}${force ? ", also over later changes" : ""}:\n${paths.join("\n")}`,
  }),
  precheck: ({ force }) =>
    force ? undefined : "each file must still be what the step left; otherwise nothing is put back",
  checks: () => ["each file is as its copy, byte for byte, with owner, mode and attributes"],
  judge: (_input, output) => judgeChanged(output),
  undo: () => keptUndo("what is there now is put back"),
  wayBack: (_input, output) => backFrom(output),
  line: changedLine,
  table: changedTable,
  timeoutMs: 300_000,
  load: {
    run: () => import("./restore.run.ts"),
    view: () => import("./restore.view.tsx"),
    preview: () => import("./restore.run.ts"),
  },
});

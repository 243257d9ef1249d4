/** `config.restore`: puts configuration back as it was before an edit, has it checked, and reloads where the edit did. */
import * as z from "zod/mini";
import { machineText } from "../../domain/untrusted.ts";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";
import { changedFields, changedLine, changedTable, judgeChanged, keptUndo } from "../file/changed.ts";
import { pathField } from "../file/path-input.ts";
import { pathLevel, pathRisk } from "../file/rated.ts";
import { backupField, forceField } from "../file/restore.ts";
import { backToConfig } from "./back.ts";
import { checkText, configKinds } from "./kinds.ts";

const input = once(() =>
  z
    .strictObject({
      backup: backupField(),
      path: pathField("The configuration file that it holds."),
      of: z.enum(configKinds).check(z.describe("What it belongs to.")),
      reload: z.optional(z.boolean().check(z.describe("Let the service load it anew; default false."))),
      force: forceField(),
    })
    .check(
      z.meta({
        examples: [
          { backup: "0123456789abcdef0123456789abcdef", path: "/etc/nginx/nginx.conf", of: "nginx", reload: true },
        ],
      }),
    ),
);
export type ConfigRestoreInput = z.infer<ReturnType<typeof input>>;
const output = once(() =>
  z.object({ ...changedFields(), exact: machineText(300), reloaded: z.optional(machineText(256)) }),
);

export const configRestore = agentTool({
  name: "config.restore",
  version: 1,
  does: "Puts a configuration file back as it was before an edit, has it checked, and reloads where the edit did.",
  input,
  output,
  access: "change",
  platforms: ["linux"],
  risk: ({ path, reload }) => {
    const { risk, reasons } = pathRisk(path);
    return { risk, reasons: [...reasons, ...(reload ? ["its service loads it anew"] : [])] };
  },
  level: ({ path }) => (pathLevel(path) === 4 ? 4 : 3),
  preview: ({ backup, path, of, reload, force }) => ({
    title: `Put back ${path}${reload ? " and reload" : ""}`,
    exact: `from the copy ${backup}${force ? ", also over later changes" : ""}:\n${path}\nthen check it as ${of}${reload ? " and reload its service" : ""}`,
  }),
  precheck: ({ force }) => (force ? undefined : "it must still be what the edit left; otherwise nothing is put back"),
  checks: ({ of, reload }) => [
    "it is as its copy, byte for byte, with owner, mode and attributes",
    `${checkText[of]} finds no error`,
    ...(reload ? ["its service has loaded it and is active"] : []),
  ],
  judge: (_input, told) => judgeChanged(told),
  undo: () => keptUndo("what is there now is put back"),
  wayBack: ({ of, reload }, told) => backToConfig(told, { of, reload: reload ?? false }),
  line: changedLine,
  table: changedTable,
  timeoutMs: 300_000,
  load: {
    run: () => import("./restore.run.ts"),
    view: () => import("./restore.view.tsx"),
    preview: () => import("./restore.run.ts"),
  },
});

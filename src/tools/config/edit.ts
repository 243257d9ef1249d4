/** `config.edit`: edits a configuration file; what its own program refuses is put back, and nothing was down. */
import * as z from "zod/mini";
import type { Risk } from "../../domain/risk.ts";
import { worst } from "../../domain/risk.ts";
import { machineText } from "../../domain/untrusted.ts";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";
import { changedChecks, changedFields, changedLine, changedTable, judgeChanged, keptUndo } from "../file/changed.ts";
import { editsField, editText } from "../file/edits.ts";
import { pathField, quoted } from "../file/path-input.ts";
import { pathLevel, pathRisk } from "../file/rated.ts";
import { backToConfig } from "./back.ts";
import { checkText, configKinds, kindOf, type ConfigKind } from "./kinds.ts";

const input = once(() =>
  z
    .strictObject({
      path: pathField("Absolute path of a configuration file. A link is followed."),
      of: z.optional(z.enum(configKinds).check(z.describe("What it belongs to; default: known by its path."))),
      edits: editsField(),
      reload: z.optional(
        z
          .boolean()
          .check(z.describe("Let the service that reads it load it anew, and check that it stays up; default false.")),
      ),
    })
    .check(
      z.refine(
        ({ path, of }) => (of ?? kindOf(path)) !== undefined,
        "is of no kind that can be checked; use file.edit",
      ),
      z.meta({
        examples: [
          {
            path: "/etc/nginx/nginx.conf",
            edits: [{ line: "^\\s*worker_connections", to: "    worker_connections 2048;" }],
            reload: true,
          },
        ],
      }),
    ),
);
export type ConfigEditInput = z.infer<ReturnType<typeof input>>;

const output = once(() =>
  z.object({
    ...changedFields(),
    /** What checked it, as it was run. */
    exact: machineText(300),
    /** The service that has loaded it anew; absent where none was asked for. */
    reloaded: z.optional(machineText(256)),
  }),
);
export type ConfigEditOutput = z.infer<ReturnType<typeof output>>;

const kindFor = ({ path, of }: Pick<ConfigEditInput, "path" | "of">): ConfigKind => of ?? kindOf(path) ?? "yaml";

export const configEdit = agentTool({
  name: "config.edit",
  version: 1,
  does: "Edits a configuration file, lets its own program check it, reloads where asked, and puts it back where anything fails.",
  input,
  output,
  access: "change",
  platforms: ["linux"],
  risk: ({ path, reload }) => {
    const rated = pathRisk(path);
    const risk: Risk = worst([rated.risk, "medium"]);
    return { risk, reasons: [...rated.reasons, ...(reload ? ["its service loads it anew"] : [])] };
  },
  level: ({ path }) => (pathLevel(path) === 4 ? 4 : 3),
  preview: ({ path, edits, reload }) => ({
    title: `Edit ${path}${reload ? " and reload" : ""}`,
    exact: [
      `in ${quoted(path)}:`,
      ...edits.map((edit) => `  ${editText(edit)}`),
      `then check it${reload ? " and reload its service" : ""}`,
    ].join("\n"),
  }),
  precheck: (asked) => `${checkText[kindFor(asked)]}; with an error in it everything is as before`,
  checks: (asked) => [
    ...changedChecks,
    `${checkText[kindFor(asked)]} finds no error`,
    ...(asked.reload ? ["its service has loaded it and is active"] : []),
  ],
  judge: (_input, told) => judgeChanged(told),
  undo: ({ path }) => keptUndo(`${path} is put back as it was`),
  wayBack: (asked, told) => backToConfig(told, { of: kindFor(asked), reload: asked.reload ?? false }),
  line: changedLine,
  table: changedTable,
  timeoutMs: 300_000,
  load: {
    run: () => import("./edit.run.ts"),
    view: () => import("./edit.view.tsx"),
    preview: () => import("./edit.run.ts"),
  },
});

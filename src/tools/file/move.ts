/** `file.move`: moves a file to another path. */
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
import { pathField, quoted } from "./path-input.ts";
import { pathLevel, pathRisk } from "./rated.ts";

const input = once(() =>
  z
    .strictObject({
      from: pathField("Absolute path of a file."),
      to: pathField("Absolute path that it gets, with its name; the folder must be there."),
      replace: z.optional(z.boolean().check(z.describe("Replace what is there; default: refuse."))),
    })
    .check(z.meta({ examples: [{ from: "/etc/app/app.conf", to: "/etc/app/app.conf.old" }] })),
);
export type MoveInput = z.infer<ReturnType<typeof input>>;

export const fileMove = agentTool({
  name: "file.move",
  version: 1,
  does: "Moves a file with its owner, mode and attributes.",
  input,
  output: changedOutput,
  access: "change",
  platforms: ["linux"],
  risk: ({ from, to }) => pathRisk(from, to),
  level: ({ from, to }) => pathLevel(from, to),
  preview: ({ from, to, replace }) => ({
    title: `Move ${from} to ${to}`,
    exact: `mv${replace ? "" : " -n"} -- ${quoted(from)} ${quoted(to)}`,
  }),
  checks: () => [...changedChecks, "the old path is gone"],
  judge: (_input, output) => judgeChanged(output),
  undo: ({ from, to }) => keptUndo(`${from} is put back, and ${to} as it was`),
  wayBack: (_input, output) => backFrom(output),
  line: changedLine,
  table: changedTable,
  timeoutMs: 300_000,
  load: {
    run: () => import("./move.run.ts"),
    view: () => import("./move.view.tsx"),
    preview: () => import("./move.run.ts"),
  },
});

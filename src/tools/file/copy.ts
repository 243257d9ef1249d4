/** `file.copy`: copies a file, with its owner and mode, to another path. */
import * as z from "zod/mini";
import { once } from "../../lib/once.ts";
import { highestLevel } from "../../domain/risk.ts";
import { agentTool, type ToolRisk } from "../define.ts";
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
import { isPublic, secretIn } from "./paths.ts";

const input = once(() =>
  z
    .strictObject({
      from: pathField("Absolute path of a file."),
      to: pathField("Absolute path that it gets, with its name; the folder must be there."),
      replace: z.optional(z.boolean().check(z.describe("Replace what is there; default: refuse."))),
    })
    .check(z.meta({ examples: [{ from: "/etc/app/app.conf", to: "/etc/app/app.conf.old" }] })),
);
export type CopyInput = z.infer<ReturnType<typeof input>>;

export const fileCopy = agentTool({
  name: "file.copy",
  version: 1,
  does: "Copies a file with its owner, mode and attributes.",
  input,
  output: changedOutput,
  access: "change",
  platforms: ["linux"],
  risk: ({ from, to }) => copyRisk(from, to),
  level: ({ from, to }) => highestLevel([pathLevel(to), secretIn(from) ? 4 : isPublic(from) ? 1 : 3]),
  preview: ({ from, to, replace }) => ({
    title: `Copy ${from} to ${to}`,
    exact: `cp --preserve=all${replace ? "" : " -n"} -- ${quoted(from)} ${quoted(to)}`,
  }),
  checks: () => changedChecks,
  judge: (_input, output) => judgeChanged(output),
  undo: ({ to }) => keptUndo(`${to} is removed, or put back as it was`),
  wayBack: (_input, output) => backFrom(output),
  line: changedLine,
  table: changedTable,
  timeoutMs: 300_000,
  load: {
    run: () => import("./copy.run.ts"),
    view: () => import("./copy.view.tsx"),
    preview: () => import("./copy.run.ts"),
  },
});

/** A copy may stand where more people read it than the file itself. */
function copyRisk(from: string, to: string): ToolRisk {
  const rated = pathRisk(to);
  const secret = secretIn(from);
  if (!secret || rated.risk === "critical") return rated;
  return { risk: "high", reasons: [`${from} ${secret}`, ...(rated.risk === "high" ? rated.reasons : [])] };
}

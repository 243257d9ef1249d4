/** `cron.add`: lets cron run a command at set times, as a job of its own that is found and taken away by its name. */
import * as z from "zod/mini";
import { highestLevel, worst, type Level } from "../../domain/risk.ts";
import { rateShell } from "../../domain/shell/lazy.ts";
import { once } from "../../lib/once.ts";
import { faultOf } from "../config/faults.ts";
import { agentTool, type ToolRisk } from "../define.ts";
import {
  backFrom,
  changedChecks,
  changedLine,
  changedOutput,
  changedTable,
  judgeChanged,
  keptUndo,
} from "../file/changed.ts";
import { escaped, fileOf, jobName } from "./jobs.ts";

const input = once(() =>
  z
    .strictObject({
      name: jobName(),
      schedule: z.string().check(
        z.maxLength(100),
        z.refine(
          (text) =>
            /^(@\w+|\S+( \S+){4})$/.test(text) &&
            faultOf("cron", `${text} root true\n`, { system: true }) === undefined,
          "is no time that cron knows",
        ),
        z.describe("When, in cron's words: “*/5 * * * *”, “@daily”."),
      ),
      command: z.string().check(
        z.minLength(1),
        z.maxLength(900),
        // A line ends at any of these for somebody.
        z.regex(/^[^\0\n\r\v\f\u2028\u2029]+$/, "is more than one line"),
        z.describe("One line for sh."),
      ),
      user: z.optional(
        z
          .string()
          .check(
            z.maxLength(32),
            z.regex(/^[a-z_][a-z0-9_-]*\$?$/, "is no user name"),
            z.describe("As whom; default root."),
          ),
      ),
      replace: z.optional(
        z.boolean().check(z.describe("Replace the job of that name where there is one; default false.")),
      ),
    })
    .check(
      z.meta({
        examples: [{ name: "clean-tmp", schedule: "30 4 * * *", command: "find /var/tmp/app -mtime +7 -delete" }],
      }),
    ),
);
export type AddInput = z.infer<ReturnType<typeof input>>;

/** What runs again and again without anybody is high; where the command itself is worse, it is that. */
function rated({ command, user = "root" }: Pick<AddInput, "command" | "user">): ToolRisk & { level: Level } {
  const own = rateShell(user === "root" ? `sudo ${command}` : command);
  return {
    risk: worst([own.risk, "high"]),
    level: highestLevel([own.level, 3]),
    reasons: [
      `runs again and again as ${user}, without anybody who looks`,
      ...own.found.slice(0, 3).map(({ text }) => `its command ${text}`),
    ],
  };
}

export const cronAdd = agentTool({
  name: "cron.add",
  version: 1,
  does: "Lets cron run a command at set times.",
  input,
  output: changedOutput,
  access: "change",
  platforms: ["linux"],
  risk: (asked) => rated(asked),
  level: (asked) => rated(asked).level,
  preview: ({ name, schedule, command, user = "root" }) => ({
    title: `Run “${name}” by cron`,
    exact: `in ${fileOf(name)}:\n${schedule} ${user} ${escaped(command)}${escaped(command) === command ? "" : `\n(which is ${command})`}`,
  }),
  precheck: () => "its time, its user, and that cron runs there",
  checks: () => changedChecks,
  judge: (_input, output) => judgeChanged(output),
  undo: ({ name }) => keptUndo(`${fileOf(name)} is removed, or put back as it was; what it has run by then stays done`),
  wayBack: (_input, output) => backFrom(output),
  line: changedLine,
  table: changedTable,
  timeoutMs: 60_000,
  load: {
    run: () => import("./add.run.ts"),
    view: () => import("./add.view.tsx"),
    preview: () => import("./add.run.ts"),
  },
});

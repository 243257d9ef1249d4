/** `setting.timezone`: sets the time zone of a machine. */
import * as z from "zod/mini";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";
import { judgeChanged } from "../file/changed.ts";
import { backTo, changedSetting, settingLine, settingTable } from "./changed.ts";

const input = once(() =>
  z
    .strictObject({
      zone: z
        .string()
        .check(
          z.maxLength(64),
          z.regex(/^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+){0,2}$/, "is no name of a time zone"),
          z.describe("Its IANA name, such as Europe/Berlin or UTC."),
        ),
    })
    .check(z.meta({ examples: [{ zone: "Europe/Berlin" }] })),
);
export type TimezoneInput = z.infer<ReturnType<typeof input>>;

export const settingTimezone = agentTool({
  name: "setting.timezone",
  version: 1,
  does: "Sets the time zone of a machine; the clock itself stays right.",
  input,
  output: changedSetting,
  access: "change",
  platforms: ["linux"],
  risk: () => ({
    risk: "medium",
    reasons: [
      "times in logs are written otherwise, jobs by cron and timers come at other moments; services show it once they restart",
    ],
  }),
  level: () => 3,
  preview: ({ zone }) => ({ title: `Set the time zone to ${zone}`, exact: `timedatectl set-timezone ${zone}` }),
  precheck: () => "the machine knows this zone",
  checks: () => ["/etc/localtime leads to the zone"],
  judge: (_input, output) => judgeChanged(output),
  undo: () => ({ kind: "kept", text: "the zone that it had before is set again" }),
  wayBack: (_input, output) =>
    backTo("setting.timezone", output, {
      input: (zone) => ({ zone }),
      text: "Set the time zone to",
      takes: (back) => input().safeParse(back).success,
    }),
  line: settingLine,
  table: settingTable,
  timeoutMs: 60_000,
  load: {
    run: () => import("./timezone.run.ts"),
    view: () => import("./timezone.view.tsx"),
    preview: () => import("./timezone.run.ts"),
  },
});

/** `setting.hostname`: gives a machine another host name, now and at the next boot. */
import * as z from "zod/mini";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";
import { judgeChanged } from "../file/changed.ts";
import { backTo, changedSetting, settingLine, settingTable } from "./changed.ts";

const label = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
const input = once(() =>
  z
    .strictObject({
      name: z.string().check(
        // Linux takes 64 bytes.
        z.maxLength(64),
        z.regex(new RegExp(`^${label}(?:\\.${label})*$`), "is no host name"),
        z.describe("The new host name, with or without its domain."),
      ),
    })
    .check(z.meta({ examples: [{ name: "web-9" }] })),
);
export type HostnameInput = z.infer<ReturnType<typeof input>>;

export const settingHostname = agentTool({
  name: "setting.hostname",
  version: 1,
  does: "Gives a machine another host name, now and at the next boot.",
  input,
  output: changedSetting,
  access: "change",
  platforms: ["linux"],
  risk: () => ({
    risk: "medium",
    reasons: [
      "the machine calls itself otherwise from now on, in its logs and to others; its name in ailx and in DNS stays",
    ],
  }),
  level: () => 3,
  preview: ({ name }) => ({
    title: `Set the host name to ${name}`,
    exact: `hostnamectl set-hostname ${name}\nand in /etc/hosts, in the line of 127.0.1.1, instead of the old name`,
  }),
  checks: () => ["the machine is called so now", "it is called so after the next boot"],
  judge: (_input, output) => judgeChanged(output),
  undo: () => ({ kind: "kept", text: "the name that it had before is set again" }),
  wayBack: (_input, output) =>
    backTo("setting.hostname", output, {
      input: (name) => ({ name }),
      text: "Set the host name to",
      takes: (back) => input().safeParse(back).success,
    }),
  line: settingLine,
  table: settingTable,
  timeoutMs: 60_000,
  load: {
    run: () => import("./hostname.run.ts"),
    view: () => import("./hostname.view.tsx"),
    preview: () => import("./hostname.run.ts"),
  },
});

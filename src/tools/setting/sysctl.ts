/** `setting.sysctl`: sets a value of the kernel, now and for the boots to come. */
import * as z from "zod/mini";
import type { WayBack } from "../../domain/plan.ts";
import { forHtml, machineText } from "../../domain/untrusted.ts";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";
import { judgeChanged } from "../file/changed.ts";
import { changedSetting, settingLine, settingTable } from "./changed.ts";
import { keyRating } from "./kernelKeys.ts";

/** Read last of its folder on the distributions that are known, but for files that are named to come later. */
export const bootFile = "/etc/sysctl.d/99-z-ailx.conf";

const value = (means: string) =>
  z
    .string()
    .check(
      z.minLength(1),
      z.maxLength(500),
      z.regex(/^[\w./|%@:,+=-]+(?: [\w./|%@:,+=-]+)*$/, "is no value of one line"),
      z.describe(means),
    );
const input = once(() =>
  z
    .strictObject({
      key: z
        .string()
        .check(
          z.maxLength(120),
          z.regex(/^[a-z][\w-]*(?:\.[\w-]+)+$/, "is no name such as vm.swappiness"),
          z.describe("Its name with dots: “vm.swappiness”."),
        ),
      value: value("What it is now; several numbers with one space between."),
      boot: z.optional(
        z
          .enum(["same", "unchanged", "removed"])
          .check(
            z.describe(
              `For the boots to come: the same (default), unchanged, or without the line that ailx has written in ${bootFile}.`,
            ),
          ),
      ),
      bootValue: z.optional(value("Another value for the boots to come; default the same as now.")),
    })
    .check(
      z.refine(
        ({ boot, bootValue }) => bootValue === undefined || boot === undefined || boot === "same",
        "has a value for the boots and says that there is none",
      ),
      z.meta({ examples: [{ key: "vm.swappiness", value: "10" }] }),
    ),
);
export type SysctlInput = z.infer<ReturnType<typeof input>>;

const output = once(() =>
  z.extend(changedSetting(), {
    /** What the file of ailx said for the boots; absent where it said nothing of this. */
    bootBefore: z.optional(machineText(500)),
  }),
);
export type SysctlOutput = z.infer<ReturnType<typeof output>>;

const bootText = ({ key, value: now, boot = "same", bootValue = now }: SysctlInput): string => {
  if (boot === "unchanged") return "until the next boot";
  return boot === "removed" ? `and without ${key} in ${bootFile}` : `and in ${bootFile}: ${key} = ${bootValue}`;
};

export const settingSysctl = agentTool({
  name: "setting.sysctl",
  version: 1,
  does: "Sets a value of the kernel (sysctl), now and for the boots to come.",
  input,
  output,
  access: "change",
  platforms: ["linux"],
  risk: ({ key }) => {
    const { risk, why } = keyRating(key);
    return { risk, reasons: [`${key} ${why}`] };
  },
  level: ({ key }) => keyRating(key).level,
  preview: (asked) => ({
    title: `Set ${asked.key} to ${asked.value}`,
    exact: `sysctl -w ${asked.key}=${/ /.test(asked.value) ? `'${asked.value}'` : asked.value}\n${bootText(asked)}`,
  }),
  precheck: ({ boot = "same" }) =>
    `the kernel has this value${boot === "same" ? ", and no other file sets it otherwise at boot" : ""}`,
  checks: ({ boot = "same" }) => [
    "the kernel says the new value",
    ...(boot === "unchanged" ? [] : [`${bootFile} is on disk as asked`]),
  ],
  judge: (_input, told) => judgeChanged(told),
  undo: () => ({ kind: "kept", text: "the value that it had before is set again, now and for the boots" }),
  wayBack: ({ key }, told): WayBack => {
    const [was, fileChanged] = [forHtml(told.before), told.files.some(({ kind }) => kind !== "same")];
    if (was === forHtml(told.after) && !fileChanged) return { kind: "nothing" };
    const bootBefore = told.bootBefore === undefined ? undefined : forHtml(told.bootBefore);
    const boot: Record<string, string> = !fileChanged
      ? { boot: "unchanged" }
      : bootBefore === undefined
        ? { boot: "removed" }
        : { bootValue: bootBefore };
    const back = { key, value: was, ...boot };
    return input().safeParse(back).success
      ? { kind: "tool", tool: "setting.sysctl", input: back, text: `Set ${key} to ${was} again` }
      : { kind: "impossible", why: "The value that it had cannot be set in this form." };
  },
  line: settingLine,
  table: settingTable,
  timeoutMs: 60_000,
  load: {
    run: () => import("./sysctl.run.ts"),
    view: () => import("./sysctl.view.tsx"),
    preview: () => import("./sysctl.run.ts"),
  },
});

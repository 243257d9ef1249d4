/** `system.uptime`: since when a machine runs, its load, and whether it wants to be restarted. */
import * as z from "zod/mini";
import { forHtml, machineText } from "../../domain/untrusted.ts";
import { iso } from "../../lib/clock.ts";
import { durationText } from "../../lib/duration.ts";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";

const input = once(() => z.strictObject({}).check(z.meta({ examples: [{}] })));
const output = once(() =>
  z.object({
    bootedAtMs: z.number(),
    uptimeMs: z.number(),
    /** Over 1, 5 and 15 minutes. */
    load: z.array(z.number()).check(z.maxLength(3)),
    cpus: z.int(),
    rebootRequired: z.boolean(),
    /** Why it wants to be restarted, one sentence each, without a full stop. */
    why: z.array(machineText(1_000)).check(z.maxLength(10)),
  }),
);
export type UptimeOutput = z.infer<ReturnType<typeof output>>;

export const loadText = (load: readonly number[]): string => load.map((each) => each.toFixed(2)).join(" ");

export const systemUptime = agentTool({
  name: "system.uptime",
  version: 1,
  does: "Shows since when a machine runs, its load, and whether it needs a restart and why.",
  input,
  output,
  access: "read",
  platforms: ["linux"],
  risk: () => ({ risk: "low", reasons: ["only reads"] }),
  level: () => 1,
  preview: () => ({
    title: "Look since when it runs",
    exact: "read /proc/uptime, /proc/loadavg, /run/reboot-required and /lib/modules",
  }),
  checks: () => [],
  judge: () => ({ kind: "unchecked" }),
  undo: () => ({ kind: "nothing" }),
  line: ({ uptimeMs, load, rebootRequired, why }) =>
    `up ${durationText(uptimeMs)}, load ${(load[0] ?? 0).toFixed(2)}${rebootRequired ? `, needs a restart: ${why.map(forHtml).join("; ")}` : ""}`,
  table: ({ bootedAtMs, uptimeMs, load, rebootRequired }) => ({
    columns: ["Up", "Since (UTC)", "Load", "Needs a restart"],
    rows: [
      [
        durationText(uptimeMs),
        iso(Math.max(0, bootedAtMs)).slice(0, 16).replace("T", " "),
        loadText(load),
        rebootRequired ? "yes" : "no",
      ],
    ],
  }),
  timeoutMs: 10_000,
  load: { run: () => import("./uptime.run.ts"), view: () => import("./uptime.view.tsx") },
});

/** `cron.list`: what cron runs at which times, of the system and of people. */
import * as z from "zod/mini";
import { forHtml } from "../../domain/untrusted.ts";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";
import { cronJob } from "./jobs.ts";

const input = once(() => z.strictObject({}).check(z.meta({ examples: [{}] })));
const output = once(() =>
  z.object({
    jobs: z.array(cronJob()).check(z.maxLength(500)),
    /** There are more than are shown. */
    cut: z.boolean(),
  }),
);
export type ListOutput = z.infer<ReturnType<typeof output>>;

export const listTable = ({ jobs }: ListOutput) => ({
  columns: ["When", "User", "Command", "From"],
  rows: jobs.map(({ from, schedule, user, command }) => [schedule, user, command, from].map(forHtml)),
});

export const cronList = agentTool({
  name: "cron.list",
  version: 1,
  does: "Lists what cron runs at which times, of the system and of each person.",
  input,
  output,
  access: "read",
  platforms: ["linux"],
  risk: () => ({ risk: "low", reasons: ["only reads"] }),
  // Crontabs of people can be read by root alone.
  level: () => 3,
  preview: () => ({ title: "Look at cron's jobs", exact: "read /etc/crontab, /etc/cron.d and /var/spool/cron" }),
  checks: () => [],
  judge: () => ({ kind: "unchecked" }),
  undo: () => ({ kind: "nothing" }),
  line: ({ jobs }) => (jobs.length === 0 ? "no jobs" : `${jobs.length} jobs`),
  table: listTable,
  timeoutMs: 15_000,
  load: { run: () => import("./list.run.ts"), view: () => import("./list.view.tsx") },
});

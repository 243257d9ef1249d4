/** `service.logs`: what a service wrote to the journal. */
import * as z from "zod/mini";
import { forHtml } from "../../domain/untrusted.ts";
import { iso } from "../../lib/clock.ts";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";
import { sinceField } from "../log/entry.ts";
import { logLine, saidName, unitFile, unitName } from "./unit.ts";

export const defaultLines = 50;

const input = once(() =>
  z
    .strictObject({
      service: unitName(),
      lines: z.optional(
        z.int().check(z.minimum(1), z.maximum(1_000), z.describe("How many of the newest lines; default 50.")),
      ),
      since: sinceField("as far back as the lines go"),
      errorsOnly: z.optional(z.boolean().check(z.describe("Only lines of priority error and above; default false."))),
    })
    .check(z.meta({ examples: [{ service: "nginx", lines: 100, errorsOnly: true }] })),
);
const output = once(() =>
  z.object({
    service: saidName(),
    /** Oldest first. */
    lines: z.array(logLine()).check(z.maxLength(1_000)),
    /** True where older ones of the lines asked for were left out because they are too long together. */
    cut: z.boolean(),
  }),
);
export type LogsInput = z.infer<ReturnType<typeof input>>;
export type LogsOutput = z.infer<ReturnType<typeof output>>;

export const serviceLogs = agentTool({
  name: "service.logs",
  version: 1,
  does: "Shows the newest log lines of a service.",
  input,
  output,
  access: "read",
  platforms: ["linux"],
  risk: () => ({ risk: "low", reasons: ["only reads"] }),
  level: () => 1,
  preview: ({ service, lines = defaultLines, errorsOnly, since }) => ({
    title: `Look at the log of ${service}`,
    exact: `journalctl -u ${unitFile(service)} -n ${lines}${errorsOnly ? " -p err" : ""}${since === undefined ? "" : ` --since ${since}`} -o json`,
  }),
  checks: () => [],
  judge: () => ({ kind: "unchecked" }),
  undo: () => ({ kind: "nothing" }),
  line: ({ lines }) => {
    const errors = lines.filter(({ priority }) => priority <= 3).length;
    return `${lines.length} ${lines.length === 1 ? "line" : "lines"}, ${errors === 0 ? "no errors" : `${errors} of them errors`}`;
  },
  table: ({ lines }) => ({
    columns: ["Time (UTC)", "Text"],
    rows: lines.map(({ atMs, text }) => [iso(atMs).slice(0, 19).replace("T", " "), forHtml(text)]),
  }),
  timeoutMs: 30_000,
  load: { run: () => import("./logs.run.ts"), view: () => import("./logs.view.tsx") },
});

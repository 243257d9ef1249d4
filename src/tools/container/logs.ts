/** `container.logs`: what a container wrote. */
import * as z from "zod/mini";
import { forHtml } from "../../domain/untrusted.ts";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";
import { logEntry } from "./entries.ts";
import { containerField, containerIdentity, timeText } from "./one.ts";
import { sinceShape } from "../../lib/since.ts";

export const defaultLines = 100;

const input = once(() =>
  z
    .strictObject({
      container: containerField(),
      lines: z.optional(
        z.int().check(z.minimum(1), z.maximum(2_000), z.describe("How many of the newest lines; default 100.")),
      ),
      since: z.optional(
        z
          .string()
          .check(
            z.regex(sinceShape, "is no time such as 15m, 2h, 7d or 2026-11-21T09:00:00Z"),
            z.describe("Only newer ones: 15m, 2h, 7d, or a time in ISO 8601."),
          ),
      ),
    })
    .check(z.meta({ examples: [{ container: "shop-web", lines: 50, since: "1h" }] })),
);
const output = once(() =>
  z.object({
    ...containerIdentity(),
    /** Oldest first. */
    entries: z.array(logEntry()).check(z.maxLength(2_000)),
    /** True where older ones of the lines asked for were left out because they are too long together. */
    truncated: z.boolean(),
  }),
);
export type LogsInput = z.infer<ReturnType<typeof input>>;
export type LogsOutput = z.infer<ReturnType<typeof output>>;

export const containerLogs = agentTool({
  name: "container.logs",
  version: 1,
  does: "Shows the newest lines that a container wrote.",
  input,
  output,
  access: "read",
  platforms: ["linux"],
  risk: () => ({ risk: "low", reasons: ["only reads"] }),
  level: () => 1,
  preview: ({ container, lines = defaultLines, since }) => ({
    title: `Look at the log of the container ${container}`,
    exact: `GET /containers/${container}/logs, the newest ${lines} lines${since ? ` since ${since}` : ""}`,
  }),
  checks: () => [],
  judge: () => ({ kind: "unchecked" }),
  undo: () => ({ kind: "nothing" }),
  line: ({ entries }) => {
    const errors = entries.filter(({ stream }) => stream === "stderr").length;
    return `${entries.length} ${entries.length === 1 ? "line" : "lines"}${errors > 0 ? `, ${errors} on stderr` : ""}`;
  },
  table: ({ entries }) => ({
    columns: ["Time (UTC)", "Stream", "Text"],
    rows: entries.map(({ atMs, stream, text }) => [atMs === 0 ? "" : timeText(atMs), stream, forHtml(text)]),
  }),
  timeoutMs: 30_000,
  load: { run: () => import("./logs.run.ts"), view: () => import("./logs.view.tsx") },
});

/** `log.search`: lines of the system's log, or of a log file, by text, service, time and priority. */
import * as z from "zod/mini";
import { forHtml, machineText } from "../../domain/untrusted.ts";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";
import { unitFile } from "../service/unit.ts";
import { entriesTable, logEntry, logPath, priorities, serviceField, shortAt, sinceField, textField } from "./entry.ts";
import { logLevel, logRisk } from "./rated.ts";

export const defaultLines = 100;

const input = once(() =>
  z
    .strictObject({
      text: textField(),
      service: serviceField(),
      since: sinceField("as far back as there is"),
      priority: z.optional(z.enum(priorities).check(z.describe("Only lines of this priority and above."))),
      path: logPath(),
      lines: z.optional(
        z.int().check(z.minimum(1), z.maximum(1_000), z.describe("How many of the newest lines; default 100.")),
      ),
    })
    .check(
      z.refine(({ service, path }) => service === undefined || path === undefined, "has both a service and a path"),
      z.meta({ examples: [{ text: "timeout", service: "nginx", since: "2h" }] }),
    ),
);
const output = once(() =>
  z.object({
    /** Oldest first. */
    entries: z.array(logEntry()).check(z.maxLength(1_000)),
    /** How many lines fit, shown or not; at least so many where it is cut off. */
    matched: z.int(),
    /** How many lines were read for it; where the journal looked itself, those that it gave. */
    scanned: z.int(),
    /** There are more that fit, or more lines than were looked at: narrow it down. */
    truncated: z.boolean(),
    /** `journal`, or the path of the file that was read. */
    source: machineText(4_096),
  }),
);
export type SearchInput = z.infer<ReturnType<typeof input>>;
export type SearchOutput = z.infer<ReturnType<typeof output>>;

function exactly({ text, service, since, priority, path, lines = defaultLines }: SearchInput): string {
  const words = [
    ...(service === undefined ? [] : ["-u", unitFile(service)]),
    ...(since === undefined ? [] : [`--since ${since}`]),
    ...(priority === undefined ? [] : ["-p", String(priorities.indexOf(priority))]),
    ...(text === undefined ? [] : [`--grep '${text}'`]),
  ];
  return path === undefined ? `journalctl ${[...words, "-n", lines].join(" ")}` : ["read", path, ...words].join(" ");
}

export const logSearch = agentTool({
  name: "log.search",
  version: 1,
  does: "Searches the system's log or a log file by text, service, time and priority.",
  input,
  output,
  access: "read",
  platforms: ["linux"],
  risk: logRisk,
  level: logLevel,
  preview: (asked) => ({
    title: `Search ${asked.path ?? (asked.service === undefined ? "the log" : `the log of ${asked.service}`)}${asked.text === undefined ? "" : ` for “${asked.text}”`}`,
    exact: exactly(asked),
  }),
  checks: () => [],
  judge: () => ({ kind: "unchecked" }),
  undo: () => ({ kind: "nothing" }),
  line: ({ entries, matched, truncated }) => {
    const last = entries.at(-1);
    if (!last) return truncated ? "none in what was looked at" : "no such line";
    const count = `${matched}${truncated ? " or more" : ""} ${matched === 1 ? "line" : "lines"}`;
    return `${count}; last ${last.at === "" ? "" : `${shortAt(last.at)} `}${forHtml(last.text).slice(0, 160)}`;
  },
  table: ({ entries }) => entriesTable(entries),
  timeoutMs: 60_000,
  load: { run: () => import("./search.run.ts"), view: () => import("./search.view.tsx") },
});

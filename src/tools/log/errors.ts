/** `log.errors`: what went wrong lately, lines that say the same counted as one, and what the kernel had to say. */
import * as z from "zod/mini";
import { forHtml, machineText } from "../../domain/untrusted.ts";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";
import { saidAt, serviceField, shortAt, sinceField } from "./entry.ts";
import { kernelKinds } from "./kernel.ts";

export const defaultSince = "1h";
export const defaultLines = 50;

const input = once(() =>
  z
    .strictObject({
      since: sinceField("1h"),
      service: serviceField(),
      lines: z.optional(
        z.int().check(z.minimum(1), z.maximum(200), z.describe("How many kinds of errors at most; default 50.")),
      ),
    })
    .check(z.meta({ examples: [{ since: "2h" }] })),
);
const output = once(() =>
  z.object({
    /** The most frequent first. */
    groups: z
      .array(
        z.object({
          /** What these lines have in common: numbers, addresses and what strangers typed are marks such as `<n>`. */
          text: machineText(300),
          unit: machineText(256),
          count: z.int(),
          first: saidAt(),
          last: saidAt(),
          /** The newest of them as it was written, cut to 1,000 characters. */
          sample: machineText(1_000),
        }),
      )
      .check(z.maxLength(200)),
    /** Lines of errors in all. */
    total: z.int(),
    /** Memory that ran out, disks and file systems that fail, programs that crashed: the newest last. */
    kernel: z
      .array(
        z.object({
          at: saidAt(),
          kind: z.enum(kernelKinds),
          /** The program or device that it struck; empty where it is not said. */
          name: machineText(64),
          text: machineText(1_000),
        }),
      )
      .check(z.maxLength(100)),
    /** There were more lines than were looked at. */
    truncated: z.boolean(),
    /** `journal`, or the path of the file that was read. */
    source: machineText(4_096),
    since: saidAt(),
  }),
);
export type ErrorsInput = z.infer<ReturnType<typeof input>>;
export type ErrorsOutput = z.infer<ReturnType<typeof output>>;

export const groupsTable = ({ groups }: ErrorsOutput) => ({
  columns: ["Count", "From", "Last (UTC)", "Text"],
  rows: groups.map(({ count, unit, last, text }) => [String(count), forHtml(unit), shortAt(last), forHtml(text)]),
});

const kindTexts: Record<ErrorsOutput["kernel"][number]["kind"], string> = {
  oom: "out of memory",
  io: "disk error",
  filesystem: "file system error",
  crash: "crash",
  hang: "hang",
  hardware: "hardware error",
  network: "network",
};
export const kindText = ({ kind, name }: ErrorsOutput["kernel"][number]): string =>
  forHtml(name) === "" ? kindTexts[kind] : `${kindTexts[kind]}: ${forHtml(name)}`;

export const logErrors = agentTool({
  name: "log.errors",
  version: 1,
  does: "Shows recent errors of a machine or service, equal ones counted, and out-of-memory kills, disk errors and crashes.",
  input,
  output,
  access: "read",
  platforms: ["linux"],
  risk: () => ({ risk: "low", reasons: ["only reads"] }),
  level: () => 1,
  preview: ({ since = defaultSince, service }) => ({
    title: `Look for errors${service === undefined ? "" : ` of ${service}`} since ${since}`,
    exact: `journalctl${service === undefined ? "" : ` -u ${service}`} --since ${since}: priority error and above, lines that speak of errors, and the kernel's; equal lines counted`,
  }),
  checks: () => [],
  judge: () => ({ kind: "unchecked" }),
  undo: () => ({ kind: "nothing" }),
  line: ({ groups, total, kernel, truncated }) => {
    const [most] = groups;
    const struck = kernel.at(-1);
    const said = struck
      ? `kernel: ${kindText(struck)}${kernel.length > 1 ? ` and ${kernel.length - 1} more` : ""}`
      : "";
    if (!most) return said === "" ? "no errors" : said;
    const count = `${total}${truncated ? " or more" : ""} ${total === 1 ? "error" : "errors"} of ${groups.length} ${groups.length === 1 ? "kind" : "kinds"}`;
    const first = `most: ${forHtml(most.unit) === "" ? "" : `${forHtml(most.unit)}: `}${forHtml(most.text).slice(0, 140)} (${most.count}×)`;
    return [count, said, first].filter((part) => part !== "").join("; ");
  },
  table: groupsTable,
  timeoutMs: 90_000,
  load: { run: () => import("./errors.run.ts"), view: () => import("./errors.view.tsx") },
});

/** `process.list`: what runs, and what it uses. */
import * as z from "zod/mini";
import { forHtml, hasHidden, machineText } from "../../domain/untrusted.ts";
import { bytesText } from "../../lib/bytes.ts";
import { once } from "../../lib/once.ts";
import { percentText } from "../../lib/percent.ts";
import { agentTool } from "../define.ts";

const input = once(() =>
  z
    .strictObject({
      sort: z.optional(z.enum(["cpu", "memory"]).check(z.describe("What comes first; default cpu."))),
      limit: z.optional(z.int().check(z.minimum(1), z.maximum(500), z.describe("How many at most; default 20."))),
      match: z.optional(
        z.string().check(
          z.minLength(1),
          z.maxLength(200),
          z.refine((text) => !hasHidden(text), "holds control or invisible characters"),
          z.describe("Only those with this text in name or command line; upper and lower case are the same."),
        ),
      ),
      state: z.optional(
        z
          .enum(["zombie", "waiting"])
          .check(
            z.describe(
              "zombie: only those that have ended and were not waited for; waiting: those that a disk or a share holds up (state D).",
            ),
          ),
      ),
    })
    .check(z.meta({ examples: [{ sort: "memory", limit: 10 }] })),
);

const processSchema = () =>
  z.object({
    pid: z.int(),
    parent: z.int(),
    user: machineText(64),
    name: machineText(64),
    /** The command line, cut to 1,000 characters; the name in brackets for kernel threads and zombies. */
    command: machineText(1_002),
    /** R running, S sleeping, D waiting for a device, Z zombie, T stopped, I idle. */
    state: z.string().check(z.regex(/^[A-Za-z?]$/)),
    /** Share of one core over 200 ms: 1.5 is one core and a half. */
    cpuRatio: z.number(),
    memoryBytes: z.number(),
    threads: z.int(),
    startedAtMs: z.number(),
  });

const output = once(() =>
  z.object({
    processes: z.array(processSchema()).check(z.maxLength(500)),
    /** How many there are that fit the question, shown or not. */
    matched: z.int(),
    /** All processes of the machine. */
    total: z.int(),
    zombies: z.int(),
  }),
);
export type ProcessInput = z.infer<ReturnType<typeof input>>;
export type ProcessOutput = z.infer<ReturnType<typeof output>>;

/** The kernel cuts names to 15 characters; a longer one is in the command line. */
function wholeName(process: ProcessOutput["processes"][number]): string {
  const name = forHtml(process.name);
  const program = (/^[^\s:]+/.exec(forHtml(process.command))?.[0] ?? "").split("/").at(-1) ?? "";
  return name.length >= 15 && program !== "" && program.startsWith(name.split(" ")[0] ?? name) ? program : name;
}

export const processTable = ({ processes }: ProcessOutput) => ({
  columns: ["PID", "User", "State", "CPU", "Memory", "Command"],
  rows: processes.map((process) => [
    String(process.pid),
    forHtml(process.user),
    process.state,
    percentText(process.cpuRatio),
    bytesText(process.memoryBytes),
    forHtml(process.command),
  ]),
});

export const processList = agentTool({
  name: "process.list",
  version: 1,
  does: "Lists processes by CPU or memory use.",
  input,
  output,
  access: "read",
  platforms: ["linux"],
  risk: () => ({ risk: "low", reasons: ["only reads"] }),
  level: () => 1,
  preview: ({ match, state, sort }) => ({
    title: state
      ? state === "zombie"
        ? "Look for zombies"
        : "Look for processes that a disk or a share holds up"
      : match
        ? `Look for processes with “${match}”`
        : `Look at the processes${sort === "memory" ? ", most memory first" : ""}`,
    exact: "read /proc/PID/stat and /proc/PID/cmdline of each process, twice within 200 ms",
  }),
  checks: () => [],
  judge: () => ({ kind: "unchecked" }),
  undo: () => ({ kind: "nothing" }),
  line: ({ processes, matched, total }) => {
    const [first] = processes;
    if (!first) return `none of ${total} processes`;
    const count =
      matched === total ? `${total} ${total === 1 ? "process" : "processes"}` : `${matched} of ${total} processes`;
    return `${count}; first ${wholeName(first)}, ${percentText(first.cpuRatio)} CPU, ${bytesText(first.memoryBytes)}`;
  },
  table: processTable,
  timeoutMs: 20_000,
  load: { run: () => import("./list.run.ts"), view: () => import("./list.view.tsx") },
});

/** `process.tree`: which process started which. */
import * as z from "zod/mini";
import { forHtml, machineText } from "../../domain/untrusted.ts";
import { bytesText } from "../../lib/bytes.ts";
import { once } from "../../lib/once.ts";
import { percentText } from "../../lib/percent.ts";
import { agentTool } from "../define.ts";

const input = once(() =>
  z
    .strictObject({
      pid: z.optional(
        z.int().check(z.minimum(1), z.maximum(4_194_304), z.describe("Only this process and what it started.")),
      ),
    })
    .check(z.meta({ examples: [{}, { pid: 812 }] })),
);
const output = once(() =>
  z.object({
    /** A process before its children, and those by their number; what the kernel runs for itself is left out. */
    processes: z
      .array(
        z.object({
          pid: z.int(),
          ppid: z.int(),
          name: machineText(256),
          /** R running, S sleeping, D waiting for a device, Z zombie, T stopped, … */
          state: z.string().check(z.regex(/^[A-Za-z?]$/)),
          user: machineText(64),
          /** Share of one core over 200 ms. */
          cpu: z.number(),
          rssBytes: z.number(),
          startedAtMs: z.number(),
          /** 0 for what nothing shown here has started. */
          depth: z.int(),
        }),
      )
      .check(z.maxLength(1_000)),
    /** How many ended and were not waited for, among those shown or not. */
    zombies: z.int(),
    /** There are more than 1,000. */
    cut: z.boolean(),
  }),
);
export type TreeInput = z.infer<ReturnType<typeof input>>;
export type TreeOutput = z.infer<ReturnType<typeof output>>;

export const treeTable = ({ processes }: TreeOutput) => ({
  columns: ["PID", "User", "State", "CPU", "Memory", "Process"],
  rows: processes.map(({ pid, name, depth, user, state, cpu, rssBytes }) => [
    String(pid),
    forHtml(user),
    state,
    percentText(cpu),
    bytesText(rssBytes),
    `${"\u00a0\u00a0".repeat(Math.min(depth, 12))}${depth > 0 ? "└ " : ""}${forHtml(name)}`,
  ]),
});

export const processTree = agentTool({
  name: "process.tree",
  version: 1,
  does: "Shows which process started which, with state, user, CPU and memory.",
  input,
  output,
  access: "read",
  platforms: ["linux"],
  risk: () => ({ risk: "low", reasons: ["only reads"] }),
  level: () => 1,
  preview: ({ pid }) => ({
    title: pid === undefined ? "Look at the tree of processes" : `Look at process ${pid} and what it started`,
    exact: "read /proc/PID/stat and /proc/PID/cmdline of each process, twice within 200 ms",
  }),
  checks: () => [],
  judge: () => ({ kind: "unchecked" }),
  undo: () => ({ kind: "nothing" }),
  line: ({ processes, zombies, cut }) => {
    const count = `${processes.length}${cut ? " and more" : ""} ${processes.length === 1 ? "process" : "processes"}`;
    const [first] = processes;
    const below =
      first && processes.every(({ depth }, at) => at === 0 || depth > 0)
        ? ` from ${forHtml(first.name).split(" ")[0]}`
        : "";
    return `${count}${below}${zombies > 0 ? `, ${zombies} ${zombies === 1 ? "zombie" : "zombies"}` : ""}`;
  },
  table: treeTable,
  timeoutMs: 20_000,
  load: { run: () => import("./tree.run.ts"), view: () => import("./tree.view.tsx") },
});

/** `fleet.compare`: in what machines differ that are thought to be alike. Answered by the hub; no machine is asked. */
import * as z from "zod/mini";
import { machineName } from "../../domain/machine.ts";
import { forHtml, machineText } from "../../domain/untrusted.ts";
import { once } from "../../lib/once.ts";
import { hubTool } from "../define.ts";

export const compared = ["os", "kernel", "agent", "services", "all"] as const;
/** What is compared where all is: beside the others, what mostly is alike among machines of one kind. */
export const aspects = ["os", "kernel", "agent", "arch", "init", "packageManager", "services"] as const;

const input = once(() =>
  z
    .strictObject({
      on: z.optional(
        z.string().check(z.minLength(1), z.maxLength(1_000), z.describe("A target expression; default all machines.")),
      ),
      what: z.optional(z.enum(compared).check(z.describe("What is compared; default all."))),
    })
    .check(z.meta({ examples: [{ on: "tag:web", what: "services" }] })),
);
const name = () => z.string().check(z.regex(machineName));
const output = once(() =>
  z.object({
    machines: z.array(name()),
    /** What is not the same on all; the value that most have first. */
    differences: z
      .array(
        z.object({
          what: z.enum(aspects),
          values: z.array(z.object({ value: machineText(256), machines: z.array(name()) })).check(z.maxLength(200)),
        }),
      )
      .check(z.maxLength(aspects.length)),
    /** Services that some have and others have not; those that the fewest lack first. */
    services: z
      .array(
        z.object({
          service: machineText(256),
          /** The first hundred of them. */
          on: z.array(name()).check(z.maxLength(100)),
          missingOn: z.array(name()).check(z.maxLength(100)),
          missingCount: z.int(),
        }),
      )
      .check(z.maxLength(200)),
    /** What was compared and is the same on all. */
    same: z.array(z.enum(aspects)),
    /** There are more services that differ. */
    truncated: z.boolean(),
  }),
);
export type CompareInput = z.infer<ReturnType<typeof input>>;
export type CompareOutput = z.infer<ReturnType<typeof output>>;

const words: Record<(typeof aspects)[number], string> = {
  os: "system",
  kernel: "kernel",
  agent: "agent version",
  arch: "architecture",
  init: "init system",
  packageManager: "package manager",
  services: "services",
};
export const aspectText = (what: (typeof aspects)[number]): string => words[what];

const listed = (names: readonly string[], count = names.length): string =>
  count > 12 ? `${names.slice(0, 12).join(", ")} and ${count - 12} more` : names.join(", ");

export const compareTable = ({ differences, services }: CompareOutput) => ({
  columns: ["What", "Value", "Machines"],
  rows: [
    ...differences.flatMap(({ what, values }) =>
      values.map(({ value, machines }) => [words[what], forHtml(value) || "none", listed(machines)]),
    ),
    ...services.map(({ service, missingOn, missingCount }) => [
      `service ${forHtml(service)}`,
      "missing",
      listed(missingOn, missingCount),
    ]),
  ],
});

export const fleetCompare = hubTool({
  name: "fleet.compare",
  version: 1,
  does: "Compares machines: system, kernel, agent, services; shows in what they differ.",
  input,
  output,
  access: "read",
  platforms: ["linux", "darwin", "windows"],
  risk: () => ({ risk: "low", reasons: ["only reads what the hub knows"] }),
  level: () => 1,
  preview: ({ on = "all", what = "all" }) => ({
    title: `Compare ${on === "all" ? "all machines" : on}`,
    exact: `what the hub knows of ${on}: ${what === "all" ? aspects.map((each) => words[each]).join(", ") : words[what]}`,
  }),
  checks: () => [],
  judge: () => ({ kind: "unchecked" }),
  undo: () => ({ kind: "nothing" }),
  line: ({ machines, differences, services, same }) => {
    const count = `${machines.length} ${machines.length === 1 ? "machine" : "machines"}`;
    if (machines.length < 2) return `${count}, nothing to compare with`;
    const differing = [
      ...differences.map(({ what, values }) => `${values.length} ${words[what]}s`),
      ...(services.length > 0 ? [`${services.length} services are not on all`] : []),
    ];
    return differing.length === 0
      ? `${count}, the same ${same.map((each) => words[each]).join(", ")}`
      : `${count}: ${differing.join(", ")}`;
  },
  table: compareTable,
  timeoutMs: 10_000,
  load: { run: () => import("./compare.run.ts"), view: () => import("./compare.view.tsx") },
});

/** `fleet.describe`: all that the hub knows of one machine. No machine is asked. */
import * as z from "zod/mini";
import { machineKinds, machineName, machineStates, platforms, tagName } from "../../domain/machine.ts";
import { forHtml, machineText } from "../../domain/untrusted.ts";
import { bytesText } from "../../lib/bytes.ts";
import { iso } from "../../lib/clock.ts";
import { once } from "../../lib/once.ts";
import { percentText, percentUp } from "../../lib/percent.ts";
import { hubTool } from "../define.ts";

const share = () => z.number().check(z.minimum(0), z.maximum(1));
const input = once(() =>
  z
    .strictObject({
      machine: z
        .string()
        .check(z.minLength(1), z.maxLength(64), z.describe("The machine's name, another name of it, or its id.")),
    })
    .check(z.meta({ examples: [{ machine: "web-1" }] })),
);
const output = once(() =>
  z.object({
    id: z.string().check(z.maxLength(64)),
    name: z.string().check(z.regex(machineName)),
    aliases: z.array(machineText(64)).check(z.maxLength(100)),
    tags: z.array(z.string().check(z.regex(tagName))),
    state: z.enum(machineStates),
    /** Why it is not online; empty while it is. */
    stateReason: machineText(1_000),
    kind: z.enum(machineKinds),
    platform: z.enum(platforms),
    osName: machineText(256),
    kernel: machineText(256),
    arch: machineText(256),
    init: machineText(256),
    packageManager: machineText(256),
    cpus: z.int(),
    memoryBytes: z.number(),
    addresses: z.array(machineText(256)).check(z.maxLength(64)),
    agentVersion: machineText(64),
    maxLevel: z.int(),
    joinedAtMs: z.number(),
    lastSeenAtMs: z.number(),
    bootedAtMs: z.number(),
    /** Absent where the machine cannot say. */
    rebootRequired: z.optional(z.boolean()),
    services: z.array(machineText(256)).check(z.maxLength(2_000)),
    programs: z.array(machineText(256)).check(z.maxLength(200)),
    containers: z.array(machineText(256)).check(z.maxLength(1_000)),
    /** The newest numbers; absent until the first. */
    now: z.optional(
      z.object({
        atMs: z.number(),
        cpuRatio: z.optional(share()),
        memoryRatio: share(),
        fullestDiskRatio: share(),
        fullestDisk: machineText(1_024),
        load1: z.number(),
      }),
    ),
  }),
);
export type DescribeInput = z.infer<ReturnType<typeof input>>;
export type DescribeOutput = z.infer<ReturnType<typeof output>>;

const moment = (ms: number): string =>
  ms > 0 ? `${iso(Math.min(ms, 253_402_300_799_999)).slice(0, 16).replace("T", " ")} UTC` : "never";
const listed = (texts: DescribeOutput["services"]): string =>
  texts.length === 0
    ? "none"
    : `${texts.slice(0, 40).map(forHtml).join(", ")}${texts.length > 40 ? ` and ${texts.length - 40} more` : ""}`;

/** Names and values, as the page and the table have them. */
export function described(machine: DescribeOutput): [name: string, value: string][] {
  const { now } = machine;
  const numbers = now
    ? `CPU ${now.cpuRatio === undefined ? "–" : percentText(now.cpuRatio)}, memory ${percentText(now.memoryRatio)}, ${percentUp(now.fullestDiskRatio)} of ${forHtml(now.fullestDisk) || "no disk"}, load ${now.load1.toFixed(2)}`
    : "none yet";
  const why = forHtml(machine.stateReason);
  return [
    ["State", why === "" ? machine.state : `${machine.state}: ${why}`],
    ["Other names", machine.aliases.map(forHtml).join(", ") || "none"],
    ["Tags", machine.tags.join(", ") || "none"],
    [
      "System",
      `${forHtml(machine.osName)}, kernel ${forHtml(machine.kernel)}, ${forHtml(machine.arch)}, ${machine.kind}`,
    ],
    ["Size", `${machine.cpus} ${machine.cpus === 1 ? "core" : "cores"}, ${bytesText(machine.memoryBytes)}`],
    ["Addresses", machine.addresses.map(forHtml).join(", ") || "none"],
    ["Starts by", `${forHtml(machine.init)}; packages by ${forHtml(machine.packageManager)}`],
    ["Up since", moment(machine.bootedAtMs)],
    ["Needs a restart", machine.rebootRequired === undefined ? "not known" : machine.rebootRequired ? "yes" : "no"],
    ["Now", numbers],
    ["Agent", `${forHtml(machine.agentVersion)}, permits level ${machine.maxLevel}`],
    ["Joined", moment(machine.joinedAtMs)],
    ["Last seen", moment(machine.lastSeenAtMs)],
    ["Services", `${machine.services.length}: ${listed(machine.services)}`],
    ["Containers", listed(machine.containers)],
    ["Programs", listed(machine.programs)],
  ];
}

export const fleetDescribe = hubTool({
  name: "fleet.describe",
  version: 1,
  does: "Describes one machine by what the hub knows of it: system, size, state, services, numbers.",
  input,
  output,
  access: "read",
  platforms: ["linux", "darwin", "windows"],
  risk: () => ({ risk: "low", reasons: ["only reads what the hub knows"] }),
  level: () => 1,
  preview: ({ machine }) => ({ title: `Describe ${machine}`, exact: `what the hub knows of ${machine}` }),
  checks: () => [],
  judge: () => ({ kind: "unchecked" }),
  undo: () => ({ kind: "nothing" }),
  line: ({ name, state, osName, cpus, memoryBytes, tags }) =>
    `${name}: ${state}, ${forHtml(osName)}, ${cpus} ${cpus === 1 ? "core" : "cores"}, ${bytesText(memoryBytes)}${tags.length > 0 ? `, tagged ${tags.join(", ")}` : ""}`,
  table: (machine) => ({ columns: ["What", machine.name], rows: described(machine) }),
  timeoutMs: 5_000,
  load: { run: () => import("./describe.run.ts"), view: () => import("./describe.view.tsx") },
});

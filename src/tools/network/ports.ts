/** `network.ports`: which ports are open, and who listens there. */
import * as z from "zod/mini";
import { forHtml, machineText } from "../../domain/untrusted.ts";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";

const input = once(() =>
  z
    .strictObject({
      port: z.optional(z.int().check(z.minimum(1), z.maximum(65_535), z.describe("Only this port."))),
    })
    .check(z.meta({ examples: [{ port: 443 }] })),
);
const output = once(() =>
  z.object({
    ports: z
      .array(
        z.object({
          protocol: z.enum(["tcp", "udp"]),
          /** `0.0.0.0` and `::` are all addresses of the machine. */
          address: z.string().check(z.maxLength(64), z.regex(/^[0-9a-f.:]+$/)),
          port: z.int(),
          /** Null where the agent may not see whose it is. */
          pid: z.nullable(z.int()),
          process: z.nullable(machineText(64)),
        }),
      )
      .check(z.maxLength(4_096)),
  }),
);
export type PortsInput = z.infer<ReturnType<typeof input>>;
export type PortsOutput = z.infer<ReturnType<typeof output>>;

export const portsTable = ({ ports }: PortsOutput) => ({
  columns: ["Port", "Protocol", "Address", "Process", "PID"],
  rows: ports.map(({ port, protocol, address, process, pid }) => [
    String(port),
    protocol,
    address,
    process === null ? "not visible" : forHtml(process),
    pid === null ? "" : String(pid),
  ]),
});

export const networkPorts = agentTool({
  name: "network.ports",
  version: 1,
  does: "Lists open ports with the process that listens.",
  input,
  output,
  access: "read",
  platforms: ["linux"],
  risk: () => ({ risk: "low", reasons: ["only reads"] }),
  level: () => 1,
  preview: ({ port }) => ({
    title: port === undefined ? "Look at the open ports" : `Look who listens on port ${port}`,
    exact: "read /proc/net/{tcp,tcp6,udp,udp6} and /proc/PID/fd",
  }),
  checks: () => [],
  judge: () => ({ kind: "unchecked" }),
  undo: () => ({ kind: "nothing" }),
  line: ({ ports }) => {
    const [only] = ports;
    if (!only) return "nothing listens";
    if (ports.length > 1) return `${ports.length} open ports`;
    return `${only.process === null ? "a process" : forHtml(only.process)} listens on ${only.protocol} ${only.port}`;
  },
  table: portsTable,
  timeoutMs: 15_000,
  load: { run: () => import("./ports.run.ts"), view: () => import("./ports.view.tsx") },
});

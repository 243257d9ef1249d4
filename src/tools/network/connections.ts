/** `network.connections`: who the machine speaks with, in which state, and which process it is. */
import * as z from "zod/mini";
import { forHtml, machineText } from "../../domain/untrusted.ts";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";

export const states = [
  "established",
  "syn-sent",
  "syn-received",
  "fin-wait-1",
  "fin-wait-2",
  "time-wait",
  "close",
  "close-wait",
  "last-ack",
  "listen",
  "closing",
] as const;
/** So many are shown; all of them are counted. */
export const shownAtMost = 1_000;

const input = once(() =>
  z
    .strictObject({
      state: z.optional(z.enum(states).check(z.describe("Only those in this state."))),
      port: z.optional(
        z.int().check(z.minimum(1), z.maximum(65_535), z.describe("Only those with this port at either end.")),
      ),
      process: z.optional(
        z
          .string()
          .check(
            z.regex(/^[\w.:@/+-]{1,64}$/, "is no name of a process"),
            z.describe("Only those of processes with this name."),
          ),
      ),
    })
    .check(z.meta({ examples: [{ state: "established", port: 5432 }] })),
);
const address = () => z.string().check(z.maxLength(64), z.regex(/^[0-9a-f.:]+$/));
const output = once(() =>
  z.object({
    connections: z
      .array(
        z.object({
          protocol: z.enum(["tcp", "udp"]),
          local: address(),
          localPort: z.int(),
          remote: address(),
          remotePort: z.int(),
          state: z.enum(states),
          /** Null where no process holds it any more, or the agent may not see whose it is. */
          pid: z.nullable(z.int()),
          process: z.nullable(machineText(64)),
        }),
      )
      .check(z.maxLength(shownAtMost)),
    total: z.int(),
    byState: z.array(z.object({ state: z.enum(states), count: z.int() })),
    /** The other ends with most connections. */
    byRemote: z.array(z.object({ remote: address(), count: z.int() })).check(z.maxLength(10)),
  }),
);
export type ConnectionsInput = z.infer<ReturnType<typeof input>>;
export type ConnectionsOutput = z.infer<ReturnType<typeof output>>;

const end = (host: string, port: number): string => (host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`);

export const connectionsTable = ({ connections }: ConnectionsOutput) => ({
  columns: ["State", "Local", "Remote", "Process", "PID"],
  rows: connections.map((each) => [
    each.protocol === "udp" ? `udp ${each.state}` : each.state,
    end(each.local, each.localPort),
    end(each.remote, each.remotePort),
    each.process === null ? "" : forHtml(each.process),
    each.pid === null ? "" : String(each.pid),
  ]),
});

export const networkConnections = agentTool({
  name: "network.connections",
  version: 1,
  does: "Lists connections with state, other end and process.",
  input,
  output,
  access: "read",
  platforms: ["linux"],
  risk: () => ({ risk: "low", reasons: ["only reads"] }),
  level: () => 1,
  preview: ({ state, port, process }) => ({
    title: port === undefined ? "Look at the connections" : `Look at the connections of port ${port}`,
    exact: ["read /proc/net/{tcp,tcp6,udp,udp6} and /proc/PID/fd", state, process].filter(Boolean).join(", only "),
  }),
  checks: () => [],
  judge: () => ({ kind: "unchecked" }),
  undo: () => ({ kind: "nothing" }),
  line: ({ total, byState }) =>
    total === 0
      ? "no such connection"
      : `${total} ${total === 1 ? "connection" : "connections"}: ${byState.map(({ state, count }) => `${count} ${state}`).join(", ")}`,
  table: connectionsTable,
  timeoutMs: 15_000,
  load: { run: () => import("./connections.run.ts"), view: () => import("./connections.view.tsx") },
});

/** `network.ping`: whether a host answers, and how fast. */
import * as z from "zod/mini";
import { forHtml, machineText } from "../../domain/untrusted.ts";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";
import { hostField, nameRisk } from "./host.ts";

/** Asked in this order where there is no program to ping with; a refusal is an answer of the host too. */
export const tcpPorts = [443, 80, 22] as const;
export const defaultCount = 3;

const input = once(() =>
  z
    .strictObject({
      host: hostField("Name or address."),
      count: z.optional(z.int().check(z.minimum(1), z.maximum(20), z.describe("How many times; default 3."))),
    })
    .check(z.meta({ examples: [{ host: "db-1", count: 3 }] })),
);
const output = once(() =>
  z.object({
    host: machineText(255),
    /** Empty where the name has none. */
    address: machineText(64),
    /** `tcp`: by the time a connection takes; then `port` says which, and that nobody answers may mean a firewall only. */
    method: z.enum(["icmp", "tcp"]),
    port: z.optional(z.int()),
    sent: z.int(),
    received: z.int(),
    /** 0..1 */
    lossRatio: z.number(),
    /** Null where nothing came back. */
    minMs: z.nullable(z.number()),
    avgMs: z.nullable(z.number()),
    maxMs: z.nullable(z.number()),
    /** Why nothing came back: “the name has no address”. Empty where something did. */
    said: machineText(500),
  }),
);
export type PingInput = z.infer<ReturnType<typeof input>>;
export type PingOutput = z.infer<ReturnType<typeof output>>;

export function pingText({ method, port, sent, received, minMs, avgMs, maxMs, said }: PingOutput): string {
  const how = method === "tcp" ? `, by TCP${port === undefined ? "" : ` to port ${port}`}` : "";
  if (received === 0) {
    const why = forHtml(said);
    return why === "" ? `no answer to ${sent} ${sent === 1 ? "try" : "tries"}${how}` : why;
  }
  const loss = received < sent ? `, ${received} of ${sent} came back` : "";
  return `answers in ${avgMs} ms (${minMs} to ${maxMs})${loss}${how}`;
}

export const networkPing = agentTool({
  name: "network.ping",
  version: 1,
  does: "Sees whether a host answers from the machine, and how fast.",
  input,
  output,
  access: "read",
  platforms: ["linux"],
  risk: ({ host }) => nameRisk(host),
  level: () => 1,
  preview: ({ host, count = defaultCount }) => ({ title: `Ping ${host}`, exact: `ping -n -c ${count} -W 2 ${host}` }),
  checks: () => [],
  judge: () => ({ kind: "unchecked" }),
  undo: () => ({ kind: "nothing" }),
  line: pingText,
  table: (seen) => ({
    columns: ["Host", "Address", "Sent", "Came back", "Average"],
    rows: [
      [
        forHtml(seen.host),
        forHtml(seen.address),
        String(seen.sent),
        String(seen.received),
        seen.avgMs === null ? "" : `${seen.avgMs} ms`,
      ],
    ],
  }),
  timeoutMs: 90_000,
  load: { run: () => import("./ping.run.ts"), view: () => import("./ping.view.tsx") },
});

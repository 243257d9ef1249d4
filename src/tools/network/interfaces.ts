/** `network.interfaces`: the machine's network interfaces with addresses, state and counters, its gateways and name servers. */
import * as z from "zod/mini";
import { forHtml, machineText } from "../../domain/untrusted.ts";
import { bytesText } from "../../lib/bytes.ts";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";

const input = once(() => z.strictObject({}).check(z.meta({ examples: [{}] })));
const output = once(() =>
  z.object({
    interfaces: z
      .array(
        z.object({
          name: machineText(64),
          /** As the kernel says: up, down, unknown (which virtual ones say while they work), dormant … */
          state: machineText(32),
          /** False: there is no signal on it. Null where that cannot be told. */
          carrier: z.nullable(z.boolean()),
          mac: machineText(64),
          mtu: z.int(),
          /** Null where it has none, as virtual ones. */
          speedMbits: z.nullable(z.int()),
          /** The bridge or bond that it belongs to; empty where it belongs to none. */
          of: machineText(64),
          /** With their prefix: `10.0.0.7/24`. */
          addresses: z.array(machineText(64)).check(z.maxLength(100)),
          receivedBytes: z.number(),
          sentBytes: z.number(),
          /** Since boot. */
          errors: z.number(),
          dropped: z.number(),
        }),
      )
      .check(z.maxLength(500)),
    /** Default routes: `10.0.0.1 by eth0`. */
    gateways: z.array(machineText(128)).check(z.maxLength(20)),
    /** Of /etc/resolv.conf. */
    nameServers: z.array(machineText(64)).check(z.maxLength(20)),
    search: z.array(machineText(255)).check(z.maxLength(20)),
  }),
);
export type InterfacesOutput = z.infer<ReturnType<typeof output>>;

const stateText = ({ state, carrier }: InterfacesOutput["interfaces"][number]): string => {
  const word = forHtml(state);
  if (word === "unknown" && carrier !== false) return "up";
  return carrier === false && word !== "down" ? `${word}, no signal` : word;
};

export const interfacesTable = ({ interfaces }: InterfacesOutput) => ({
  columns: ["Name", "State", "Addresses", "MTU", "Received", "Sent", "Errors", "Dropped"],
  rows: interfaces.map((each) => [
    forHtml(each.name),
    stateText(each),
    each.addresses.map(forHtml).join(", "),
    String(each.mtu),
    bytesText(each.receivedBytes),
    bytesText(each.sentBytes),
    String(each.errors),
    String(each.dropped),
  ]),
});

export const networkInterfaces = agentTool({
  name: "network.interfaces",
  version: 1,
  does: "Lists network interfaces with addresses, state and errors, gateways and name servers.",
  input,
  output,
  access: "read",
  platforms: ["linux"],
  risk: () => ({ risk: "low", reasons: ["only reads"] }),
  level: () => 1,
  preview: () => ({
    title: "Look at the network interfaces",
    exact: "read /sys/class/net, /proc/net/{dev,route,ipv6_route} and /etc/resolv.conf",
  }),
  checks: () => [],
  judge: () => ({ kind: "unchecked" }),
  undo: () => ({ kind: "nothing" }),
  line: (seen) => {
    const used = seen.interfaces.filter(({ addresses, name }) => addresses.length > 0 && forHtml(name) !== "lo");
    const named = used
      .slice(0, 3)
      .map(({ name, addresses }) => `${forHtml(name)} ${addresses.slice(0, 1).map(forHtml).join("")}`);
    const sick = seen.interfaces.filter(({ errors }) => errors > 0).length;
    return [
      named.length === 0
        ? "no interface has an address"
        : `${named.join(", ")}${used.length > 3 ? ` and ${used.length - 3} more` : ""}`,
      ...(seen.gateways.length === 0 ? ["no default route"] : []),
      ...(sick > 0 ? [`errors on ${sick}`] : []),
    ].join("; ");
  },
  table: interfacesTable,
  timeoutMs: 15_000,
  load: { run: () => import("./interfaces.run.ts"), view: () => import("./interfaces.view.tsx") },
});

/** `network.dns`: what a name resolves to, as the machine's name servers or a given one say. */
import * as z from "zod/mini";
import { forHtml, machineText } from "../../domain/untrusted.ts";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";
import { hostField, nameRisk } from "./host.ts";

export const recordTypes = ["A", "AAAA", "CNAME", "MX", "TXT", "NS", "SOA", "SRV", "CAA", "PTR"] as const;
/** `none`: the name is there and has no such record. `nxdomain`: there is no such name. */
export const dnsAnswers = ["found", "none", "nxdomain", "servfail", "refused", "timeout", "unreachable"] as const;

const input = once(() =>
  z
    .strictObject({
      name: hostField("A name, or an address for PTR."),
      type: z.optional(z.enum(recordTypes).check(z.describe("Default A."))),
      server: z.optional(hostField("Address of the name server to ask; default those of the machine.")),
    })
    .check(z.meta({ examples: [{ name: "shop.example.com", type: "A" }] })),
);
const output = once(() =>
  z.object({
    name: machineText(255),
    type: z.enum(recordTypes),
    answer: z.enum(dnsAnswers),
    records: z.array(z.object({ value: machineText(1_000), ttl: z.optional(z.int()) })).check(z.maxLength(100)),
    /** Those that were asked, in order. */
    servers: z.array(machineText(64)).check(z.maxLength(10)),
    /** What programs of this machine get, from its own hosts file too; for A and AAAA without a given server. */
    local: z.array(machineText(64)).check(z.maxLength(100)),
    ms: z.number(),
  }),
);
export type DnsInput = z.infer<ReturnType<typeof input>>;
export type DnsOutput = z.infer<ReturnType<typeof output>>;

const words: Record<DnsOutput["answer"], string> = {
  found: "found",
  none: "has no such record",
  nxdomain: "there is no such name",
  servfail: "the name server could not answer",
  refused: "the name server refused to answer",
  timeout: "no name server answered in time",
  unreachable: "no name server can be reached",
};

/** “10.0.0.7, 10.0.0.8”, or why there is none. */
export function dnsText({ answer, records, local }: DnsOutput): string {
  const values = records.map(({ value }) => forHtml(value));
  const text = values.length === 0 ? words[answer] : values.slice(0, 5).join(", ") + (values.length > 5 ? ", …" : "");
  const own = local.map(forHtml).filter((value) => !values.includes(value));
  return own.length === 0 ? text : `${text}; programs here get ${own.slice(0, 5).join(", ")}`;
}

export const dnsTable = ({ name, type, answer, records }: DnsOutput) => ({
  columns: ["Name", "Type", "Value", "TTL"],
  rows:
    records.length === 0
      ? [[forHtml(name), type, words[answer], ""]]
      : records.map(({ value, ttl }) => [forHtml(name), type, forHtml(value), ttl === undefined ? "" : `${ttl} s`]),
});

export const networkDns = agentTool({
  name: "network.dns",
  version: 1,
  does: "Resolves a name from the machine, by its name servers or a given one.",
  input,
  output,
  access: "read",
  platforms: ["linux", "darwin"],
  risk: ({ name }) => nameRisk(name),
  level: () => 1,
  preview: ({ name, type = "A", server }) => ({
    title: `Resolve ${name}`,
    exact: `dig ${server ? `@${server} ` : ""}${type === "PTR" ? "-x " : ""}${name}${type === "PTR" ? "" : ` ${type}`}`,
  }),
  checks: () => [],
  judge: () => ({ kind: "unchecked" }),
  undo: () => ({ kind: "nothing" }),
  line: (seen) => `${dnsText(seen)} (${seen.ms} ms)`,
  table: dnsTable,
  timeoutMs: 30_000,
  load: { run: () => import("./dns.run.ts"), view: () => import("./dns.view.tsx") },
});

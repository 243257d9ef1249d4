/** Names that are not resolved because no name server answers. */
import { forHtml } from "../../../domain/untrusted.ts";
import type { ReadOutput } from "../../../tools/file/read.ts";
import type { CertificateOutput } from "../../../tools/network/certificate.ts";
import type { DnsOutput } from "../../../tools/network/dns.ts";
import type { InterfacesOutput } from "../../../tools/network/interfaces.ts";
import { evidence, seenOf, type Looked } from "./looked.ts";
import { changeLine, type Draft, type Fix } from "./rule.ts";

const resolvers = "/etc/resolv.conf";

/** “There is no such name” is an answer; only silence is a fault here. */
export function dns(looked: Looked): Draft[] {
  const asked = seenOf<DnsOutput>(looked, "network.dns");
  const silent = asked.filter(({ output: { answer } }) => answer === "timeout" || answer === "unreachable");
  const [first] = silent;
  if (!first || silent.length < asked.length) return [];
  const servers = first.output.servers.map(forHtml);
  const [file] = seenOf<ReadOutput>(looked, "file.read").filter(({ input }) => input["path"] === resolvers);
  const lines = file ? forHtml(file.output.text).split("\n") : [];
  const named = lines.filter((line) => /^\s*nameserver\s/.test(line));
  return [
    {
      id: "dns-silent",
      certainty: "certain",
      cause: `no name server answers: ${servers.join(", ") || "none is set"}${named.length > 0 ? `, as ${resolvers} names ${servers.length === 1 ? "it" : "them"}` : ""}`,
      evidence: [
        evidence(
          first,
          `${forHtml(first.output.name)}: ${first.output.answer} after ${Math.round(first.output.ms)} ms, asked ${servers.join(", ")}`,
          { of: first.output },
        ),
        ...(file && named[0] !== undefined
          ? [evidence(file, `${resolvers}: ${named.join("; ")}`, { line: lines.indexOf(named[0]) + 1 })]
          : []),
      ],
      fixes: [
        ...gatewayFix(looked, named),
        { say: `show ${resolvers} on ${looked.machine}`, why: "which name servers are set, and by whom" },
      ],
      about: "dns",
      depth: 0,
    },
  ];
}

/** In many networks the router is the name server; it is offered where only one line would have to change. */
function gatewayFix(looked: Looked, named: readonly string[]): Fix[] {
  const [line, more] = named;
  const gateway = seenOf<InterfacesOutput>(looked, "network.interfaces").flatMap(({ output }) =>
    output.gateways.map((each) => forHtml(each).split(" ")[0] ?? ""),
  )[0];
  if (line === undefined || more !== undefined || gateway === undefined) return [];
  const from = line.trim();
  const say = changeLine({ from, to: `nameserver ${gateway}`, path: resolvers, machine: looked.machine });
  const domain = domainOf(looked);
  const search =
    domain === undefined ? "" : `, then append the line “search ${domain}” to ${resolvers} on ${looked.machine}`;
  return say === undefined || from.includes(gateway)
    ? []
    : [
        {
          say: `${say}${search}`,
          why: "the gateway of a network mostly answers for names too; what is changed can be put back",
        },
      ];
}

/** The domain that the machine's own certificate puts behind its name, where short names are not completed any more. */
function domainOf(looked: Looked): string | undefined {
  const completed = seenOf<InterfacesOutput>(looked, "network.interfaces").some(
    ({ output }) => output.search.length > 0,
  );
  const names = seenOf<CertificateOutput>(looked, "network.certificate").flatMap(({ output }) =>
    output.names.map(forHtml),
  );
  const full = names.find((name) => name.startsWith(`${looked.machine}.`));
  const domain = full?.slice(looked.machine.length + 1);
  return completed || domain === undefined || !/^[a-z0-9.-]{1,200}$/.test(domain) ? undefined : domain;
}

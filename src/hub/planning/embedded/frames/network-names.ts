/** Names and addresses: records, reverse entries, caches of resolvers, and the address that the world sees. */
import type { Machine } from "../../../../domain/machine.ts";
import { literals, openWords, things, type Match } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { command, read } from "./say.ts";

const isName = (word: string): boolean => /^(?=.*\.[a-z]{2,}$)[a-z0-9_][a-z0-9._-]*$/.test(word);
const nameIn = (match: Match): string | undefined =>
  openWords(match).find(isName) ??
  literals(match, "quote").find((said) => isName(said.toLowerCase())) ??
  literals(match, "url").flatMap((url) => URL.parse(url)?.hostname ?? [])[0];
const record = /\b(mx|ns|txt|aaaa|cname|soa|srv|caa|ptr|spf|dmarc|dkim)\b/;
const kinds: Record<string, string> = { spf: "TXT", dmarc: "TXT", dkim: "TXT" };
const isResolver = ({ facts }: Machine): boolean =>
  facts.services.some((name) => /^(?:unbound|named|bind9|dnsmasq|pihole-FTL|coredns|systemd-resolved)$/i.test(name));

/** What empties the cache of the resolver that a machine runs. */
function flushing({ facts }: Machine): string | undefined {
  const has = (shape: RegExp): boolean => facts.services.some((name) => shape.test(name));
  const each = [
    ...(has(/^unbound$/) ? ["unbound-control flush_zone ."] : []),
    ...(has(/^(?:named|bind9)$/) ? ["rndc flush"] : []),
    ...(has(/^pihole-FTL$/i) ? ["pihole restartdns"] : []),
    ...(has(/^dnsmasq$/) ? ["systemctl kill -s HUP dnsmasq"] : []),
  ];
  return each.length > 0 ? each.join(" && ") : facts.init === "systemd" ? "resolvectl flush-caches" : undefined;
}

const beside =
  "(check|what|show|which|tell|properly|correctly|right|correct|still|dns|entry|entries|record|records|for|to|of|does|have|has|domain|name|set|set up|exist|exists|configured|valid|good|any|compare|and compare|answer|answers|via|using|through|against|with|ask|query|same|both|agree|lookup)";

function reverse(match: Match): Intent | undefined {
  const [ip] = literals(match, "ip");
  if (ip !== undefined) return read("network.dns", { name: ip, type: "PTR" });
  const input = ({ facts, name }: Machine) => ({ name: facts.addresses[0] ?? name, type: "PTR" });
  return { kind: "read", tool: "network.dns", input };
}

const certified =
  "(names|domains|hostnames|dns names|sans|san|subject alternative names|cover|covers|covered|issuer|issued|issuing|chain|intermediate|self-signed|self signed|trusted|fingerprint|serial|wildcard|expire|expires|expired|valid|details|info|{n} days|{n} weeks)";

export const networkNameFrames = (): Frame[] => [
  ...["", "{svc}"].map((also) =>
    frame(
      [
        "(certificate|cert|certs|certificates|ssl certificate|tls certificate|ssl cert|tls cert)",
        certified,
        ...(also === "" ? [] : [also]),
      ],
      () => read("network.certificate", { host: "localhost", port: 443 }),
      {
        reads: true,
        may: [
          certified,
          beside,
          "(ssl|tls|https|long|until|more than|at least|next|in|on|who|by|contain|contains|include|includes|which|still|days|valid|within|dns|names|are|is|the|complete|ok)",
        ],
      },
    ),
  ),
  frame(
    ["{svc}", "(answer|answers|record|records|lookup|lookups|response|responses)", "{word}"],
    (match) => {
      const name = nameIn(match);
      return name === undefined || !/^(?:dns|unbound|bind9?|named|pihole.*)$/i.test(things(match)[0]?.said ?? "")
        ? undefined
        : read("network.dns", { name });
    },
    { reads: true, may: [beside, "(results|differ|same)"] },
  ),
  ...["{svc}", "(dns|lookup|record|entry|name|zone)"].map((what) =>
    frame(["(reverse)", what], reverse, { reads: true, may: ["{ip}", beside, "{t}", "(proper|reverse|zone)"] }),
  ),
  frame(
    [
      "(reverse dns|rdns|reverse dns entry|reverse lookup|reverse record|ptr|ptr record|reverse entry|reverse name|reverse zone entry)",
    ],
    reverse,
    { reads: true, may: ["{ip}", beside, "{t}"] },
  ),
  frame(
    ["(mx|ns|txt|aaaa|cname|soa|srv|caa|spf|dmarc|dkim)", "{word}"],
    (match) => {
      const name = nameIn(match);
      const said = record.exec(match.text)?.[1] ?? "";
      if (name === undefined) return undefined;
      const asked = said === "dmarc" ? `_dmarc.${name}` : name;
      return read("network.dns", { name: asked, type: kinds[said] ?? said.toUpperCase() });
    },
    { reads: true, may: [beside, "(records|record|lookup|look up|resolve|dig|host|get|query)"] },
  ),
  frame(
    [
      "(resolve|resolves|resolving|lookup|look up|looks up|dig|nslookup|query|dns|ip of|address of|a record|ask)",
      "{word}",
    ],
    (match) => {
      const name = nameIn(match);
      return name === undefined ? undefined : read("network.dns", { name });
    },
    {
      reads: true,
      may: [
        beside,
        "(compare|results|result|answers|whether|match|differ|they|same|the|from|point|points|where|to|do|give)",
        "{t}",
      ],
    },
  ),
  frame(
    ["(where|what|which)", "(point|points|pointing|ip|address)", "{word}"],
    (match) => {
      const name = nameIn(match);
      return name === undefined ? undefined : read("network.dns", { name });
    },
    { reads: true, may: [beside, "(ip|address|domain|hostname|dns|to|at)"] },
  ),
  frame(
    [
      "(public|external|outside|outgoing|egress|wan|internet|internet facing|outbound)",
      "(ip|ip address|address|ips|addresses|ipv4|ip4|ipv4 address|ipv6|source ip)",
    ],
    () =>
      command({
        command: "curl -fsS --max-time 10 https://ifconfig.me/ip",
        does: "Ask which address the world sees",
        reads: true,
        needs: "curl",
      }),
    {
      reads: true,
      may: [
        "(come|comes|coming|go|goes|going|out|with|have|has|use|uses|seen|world|sees|to|from|as|under|behind|leave|leaves|appear|appears|internet|on|does|facing)",
      ],
    },
  ),
  frame(
    [
      "(flush|clear|empty|purge|wipe|drop|reset|clean)",
      "(dns cache|dns caches|resolver cache|name cache|dns resolver cache|{svc} cache|cache of {svc}|dns)",
    ],
    (match) => {
      const intent = command({
        command: flushing,
        does: "Empty the cache of the resolver",
        reads: false,
        needs: "a resolver that ailx knows",
      });
      const where = match.words.fleet.filter(isResolver);
      if (
        /@svc/.test(match.text) &&
        !/\b(?:unbound|named|bind9?|dnsmasq|pihole|dns|resolver|resolved)\b/i.test(
          match.entities.map(({ said }) => said).join(" "),
        )
      )
        return undefined;
      return intent.kind === "shell" && match.on === undefined ? { ...intent, where } : intent;
    },
    { may: ["(cache|caches|dns|local|whole|complete|resolver|{svc})"] },
  ),
  ...["{ip}", "{word}"].map((what) =>
    frame(
      ["(whois)", what],
      (match) => {
        const about = literals(match, "ip")[0] ?? openWords(match).find(isName);
        return about === undefined
          ? undefined
          : command({
              command: (_machine, q) => `whois ${q(about)}`,
              does: `Ask whois about ${about}`,
              reads: true,
              needs: "whois",
            });
      },
      { reads: true, may: ["(do|run|a|on|of|about|lookup|query|record|entry|belongs|owner)"] },
    ),
  ),
  frame(
    ["(hosts file|/etc/hosts|hosts entries|static hosts|host entries)"],
    () => ({ kind: "read", tool: "file.read", input: { path: "/etc/hosts" }, ask: true }),
    { reads: true, may: ["(entries|in|content|contents|of)"] },
  ),
  frame(
    ["(add|put|append|create|insert|set)", "{ip}", "{word}", "(hosts file|hosts|{path}|hosts entry|host entry)"],
    (match) => {
      const [ip] = literals(match, "ip");
      const [path = "/etc/hosts"] = literals(match, "path");
      const name = openWords(match).find((word) => /^[a-z0-9][a-z0-9.-]+$/.test(word));
      return ip === undefined || ip.includes("/") || name === undefined || path !== "/etc/hosts"
        ? undefined
        : command({
            command: (_machine, q) => `printf '%s\\n' ${q(`${ip} ${name}`)} >> /etc/hosts`,
            does: `Add ${name} to the file of hosts`,
            reads: false,
            needs: "a POSIX shell",
          });
    },
    { may: ["(as|entry|with|for|name|an|line|hosts|host|file|points|pointing|->|=)"] },
  ),
];

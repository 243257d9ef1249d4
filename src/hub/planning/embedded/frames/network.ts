/** What people say about the network. */
import { literals, type Match, number, openWords, place } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame, isFiller } from "./frame.ts";
import { command, read } from "./say.ts";

/** The other machine's name, where one is named after “reach”, “ping”, “connect to”. */
const hostOf = (match: Match): string | undefined => {
  const far = match.on === undefined ? undefined : place(match);
  const [machine] = far?.parts.flatMap((part) => part.machines) ?? [];
  return (
    machine?.facts.addresses[0] ??
    machine?.name ??
    literals(match, "ip")[0] ??
    openWords(match).find((word) => /\.[a-z]{2,}$|^localhost$/.test(word))
  );
};
const reaching =
  "(accepts tcp connections|accepts connections|accepts|accept tcp connections|accept connections|reach|connect to|talk to|get to|see|ping|contact|access|get through to|connectivity to|connection to|reachable|test connection to)";

/** From one machine to another: the first that is named tries. */
const fromTo = (match: Match): Intent | undefined => {
  if (/\bget (?:\S+ )?out\b/.test(match.text)) return undefined;
  const [from, to] = match.slots.filter(({ kind }) => kind === "t").map(({ value }) => match.entities[Number(value)]);
  if (from?.kind !== "t" || (to !== undefined && to.kind !== "t")) return undefined;
  // “can web-1 talk to cache-1”: what is behind “to” is taken for the place.
  const there = to?.place ?? (match.on === from.place ? undefined : match.on);
  if (!there) return undefined;
  const [far] = there.parts.flatMap((part) => part.machines);
  const host = far?.facts.addresses[0] ?? far?.name;
  const port = number(match);
  if (host === undefined) return undefined;
  if (port === undefined) {
    const ping = read("network.ping", { host });
    return ping?.kind === "read" ? { ...ping, from: from.place } : undefined;
  }
  const tried = tryPort(host, port);
  return tried.kind === "shell" ? { ...tried, from: from.place } : undefined;
};
const tryPort = (host: string, port: number): Intent =>
  command({
    command: (_machine, q) => `nc -z -v -w 5 ${q(host)} ${port}`,
    does: `Try ${host} port ${port}`,
    reads: true,
    needs: "nc",
  });

/** “dns servers” may be machines of this fleet: then what another one asks is still in its own file. */
function resolvers(match: Match): Intent | undefined {
  const named = match.slots.flatMap(({ kind, value }) => (kind === "t" ? (match.entities[Number(value)] ?? []) : []));
  const isThem = ({ said }: { said: string }): boolean => /^(?:dns|name) ?servers?$|^resolvers?$/.test(said);
  if (named.length > 0 && !named.some(isThem)) return undefined;
  const asked = named.find((entity) => !isThem(entity));
  const from = asked?.kind === "t" ? { from: asked.place } : {};
  return { kind: "read", tool: "file.read", input: { path: "/etc/resolv.conf" }, ask: true, ...from };
}

const isPort = (value: number): boolean => Number.isInteger(value) && value >= 1 && value <= 65_535;

/** All ports, or the one that is named. */
const ports = (match: Match): Intent => {
  const port = number(match);
  return { kind: "read", tool: "network.ports", input: port !== undefined && isPort(port) ? { port } : {} };
};

export const networkFrames = (): Frame[] => [
  frame(["{t}", reaching, "{t} [:] [{n}]"], fromTo, {
    reads: true,
    may: [
      "[on|over|via|at] (port|tcp port|tcp) {n}",
      "(on|at|over) {n}",
      "(over|via|check|from|still|tcp|network|directly|on)",
    ],
  }),
  frame(
    ["({t}|{ip}|{word})", "(port|tcp port|on port|tcp)", "{n}", reaching],
    (match) => {
      const host = hostOf(match);
      const port = number(match);
      if (host === undefined || port === undefined) return undefined;
      return command({
        command: (_machine, q) => `nc -z -v -w 5 ${q(host)} ${port}`,
        does: `Try ${host} port ${port}`,
        reads: true,
        needs: "nc",
      });
    },
    { reads: true, may: ["(over|via|check|open|from here|still|tcp)"] },
  ),
  frame(
    ["(reach|ping|contact|talk to|connect to)", "({t}|{ip}|{word})"],
    (match) => {
      const host = hostOf(match);
      return host === undefined
        ? undefined
        : (read("network.ping", { host }, { ask: true }) ??
            command({
              command: (_machine, q) => `ping -c 3 -w 10 ${q(host)}`,
              does: `Ping ${host}`,
              reads: true,
              needs: "ping",
            }));
    },
    { reads: true, may: ["(check|still|over network|at all|successfully)"] },
  ),
  frame(
    ["(resolve|resolves|resolving|lookup|look up|dns|nslookup|dig|a record|ip of|address of)", "{word}"],
    (match) => {
      const name = openWords(match).find((word) => /\.[a-z]{2,}$/.test(word));
      return name === undefined
        ? undefined
        : (read("network.dns", { name }) ??
            command({
              command: (_machine, q) => `getent hosts ${q(name)}`,
              does: `Look up ${name}`,
              reads: true,
              needs: "a POSIX shell",
            }));
    },
    { reads: true, may: ["(properly|correctly|check|still|dns|record|for|to|address|ip|lookup|fine)"] },
  ),
  frame(
    [
      "(certificate|cert|certs|certificates|ssl|tls|ssl certificate|tls certificate|ssl cert)",
      "(expire|expires|expiring|expiry|expired|valid|validity|valid until|run out|runs out|days left|ok|okay|check|good|renewal due|left|end date)",
    ],
    (match) => {
      const [name, more] = openWords(match).filter((word) => !isFiller(word));
      // “… and renew it”: a word that is no name is not understood.
      if (more !== undefined || (name !== undefined && !/\.[a-z]{2,}$/.test(name))) return undefined;
      const [url] = literals(match, "url");
      const host = name ?? (url === undefined ? undefined : URL.parse(url)?.hostname);
      const port = number(match);
      if (port !== undefined && !isPort(port)) return undefined;
      return read("network.certificate", { host: host ?? "localhost", port: port ?? 443 });
    },
    {
      reads: true,
      may: [
        "(valid|long|until|still|days|left|when|soon|check|date|ssl|tls|for|website|site|web|how)",
        "(port|on port|tcp port) {n}",
        "({word}|{url})",
      ],
    },
  ),
  frame(
    ["(listening|listen|listens|open|used|bound|exposed|taken|occupied)", "(ports|port|sockets)"],
    // “open port 8443” asks for it to be opened.
    (match) => (/^(?:open|allow) (?:port|tcp|udp)/.test(match.text) ? undefined : ports(match)),
    {
      reads: true,
      may: ["{n}", "(list|which|tcp|udp|process|program|what|by|behind|on|network|externally|currently)"],
    },
  ),
  frame(
    [
      "(listening|listens|uses|using|bound|sits|sitting|holds|occupies|blocking|on|behind)",
      "(port|tcp port|udp port)",
      "{n}",
    ],
    ports,
    { reads: true, may: ["(listening|process|program|tcp|udp|up|who|is)"] },
  ),
  frame(["(listening|listens|bound|sitting|answering)", "(on|at|behind) {n}"], ports, {
    reads: true,
    may: ["(process|program|tcp|udp|up|who|is|port)"],
  }),
  frame(
    [
      "({t}|dns servers|dns server|nameservers|nameserver|name servers|name server|resolver|resolvers|dns resolver)",
      "(which|what|use|uses|list|show|used|configured|set|check)",
    ],
    resolvers,
    { reads: true, may: ["{t}", "(use|uses|used|configured|set|for|dns|up|as|has|its|which|what|show|list|check)"] },
  ),
  frame(["{t}", "(talk|speak|connect|get through|get)"], fromTo, {
    reads: true,
    may: [
      "[on|over|via|at] (port|tcp port|tcp) {n}",
      "(on|at|over) {n}",
      "(over|via|check|still|tcp|network|directly|whether)",
    ],
  }),
  frame(
    ["(what|who|which|anything|something)", "(listening|listens)"],
    () => ({ kind: "read", tool: "network.ports", input: {} }),
    { reads: true, may: ["(ports|port|network)"] },
  ),
  frame(
    [
      "(connections|established connections|open connections|tcp connections|sockets|connected clients|network connections)",
    ],
    () =>
      read("network.connections", {}) ??
      command({ command: "ss -tn", does: "List the connections", reads: true, needs: "iproute2" }),
    {
      reads: true,
      may: [
        "(how many|established|list|active|current|number|count|many|tcp|udp|open|incoming|outgoing)",
        "(port) {n}",
      ],
    },
  ),
  frame(
    [
      "(ip|ips|ip address|ip addresses|addresses|interfaces|network interfaces|nics|mac address|network cards|network config)",
    ],
    () =>
      read("network.interfaces", {}) ??
      command({ command: "ip -brief address", does: "Show the addresses", reads: true, needs: "iproute2" }),
    { reads: true, may: ["(list|have|current|which|address|give|configured|network|up)"] },
  ),
  frame(
    ["(routes|routing table|default route|default gateway|gateway|routing)"],
    () => command({ command: "ip route", does: "Show the routes", reads: true, needs: "iproute2" }),
    { reads: true, may: ["(list|current|check|set|table|ok|interface|nic|device|via|goes|over|take|takes|which|has)"] },
  ),
  frame(
    [
      "(firewall|iptables|nftables|nft|ufw)",
      "(rules|rule|show|status|list|state|active|enabled|configured|look|check|on|what|ruleset|settings)",
    ],
    () => ({ kind: "read", tool: "firewall.show", input: {} }),
    { reads: true, may: ["(rules|current|status|list|open|look like|active|ports|blocked|allowed|enabled)"] },
  ),
  frame(
    ["(open|allow|unblock|permit|let through|let in)", "(port|ports|tcp|udp) [port|ports] {n} [/ tcp|/ udp]"],
    firewall("allow"),
    {
      may: [
        "(firewall|ufw|nftables|iptables)",
        "[,] [but] [only] (from|for) {ip} [only]",
        "(port|tcp|udp|in|through|incoming|traffic|access|to|rule|only|/)",
      ],
    },
  ),
  frame(
    ["(close|block|deny|shut|forbid|reject)", "(port|ports|tcp|udp) [port|ports] {n} [/ tcp|/ udp]"],
    firewall("deny"),
    {
      may: ["(firewall|ufw|nftables|iptables)", "(port|tcp|udp|in|incoming|traffic|access|to|rule)", "(from|for) {ip}"],
    },
  ),
  frame(
    [
      "(answer|answers|respond|responds|return|returns|reachable|load|loads|up|status code|http status|responding|status)",
      "({url}|{word})",
    ],
    (match) => {
      const [url] = literals(match, "url");
      const name =
        url ??
        openWords(match)
          .filter((word) => /\.[a-z]{2,}$/.test(word))
          .map((word) => `https://${word}`)[0];
      return name === undefined ? undefined : read("network.http", { url: name });
    },
    { reads: true, may: ["(site|website|page|url|web page|check|code|http|https|with|properly|ok|fine|still)"] },
  ),
];

function firewall(verb: "allow" | "deny") {
  return (match: Match): Intent | undefined => {
    const port = number(match);
    if (port === undefined || !Number.isInteger(port) || port < 1 || port > 65_535) return undefined;
    const protocol = /\budp\b/.test(match.text) ? "udp" : "tcp";
    const [from] = literals(match, "ip");
    return command({
      command: (_machine, q) =>
        from === undefined
          ? `ufw ${verb} ${port}/${protocol}`
          : `ufw ${verb} from ${q(from)} to any port ${port} proto ${protocol}`,
      does: `${verb === "allow" ? "Open" : "Close"} port ${port}${from === undefined ? "" : ` for ${from}`} in the firewall`,
      reads: false,
      risk: "high",
      needs: "ufw",
    });
  };
}

/** Interfaces, links, neighbours and tunnels of a machine. */
import { literals, number, openWords, things, type Match } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame, isFiller } from "./frame.ts";
import { command, read } from "./say.ts";

const look =
  (text: string, does: string, needs = "iproute2") =>
  (): Intent =>
    command({ command: text, does, reads: true, needs });
const asks =
  "(show|list|which|what|check|per|each|every|all|interface|interfaces|nic|nics|network|card|cards|port|ports|current|currently|configured|set|settings|and|have|has|size|its|their|on|active|up|link|links|device|devices|adapter|adapters|ethernet)";

/** Machines with a tunnel, where none is named. */
const tunnels = ({ words }: Match) =>
  words.fleet.filter(({ facts }) => facts.services.some((name) => /^(?:wg-quick|wireguard)/.test(name)));
const peers = (match: Match): Intent | undefined => {
  const named = things(match).map(({ said }) => said);
  if (named.some((said) => !/^(?:wireguard|wg.*|vpn)$/.test(said))) return undefined;
  const intent = command({ command: "wg show", does: "Show the peers of WireGuard", reads: true, needs: "WireGuard" });
  return intent.kind === "shell" && match.on === undefined ? { ...intent, where: tunnels(match) } : intent;
};

const deviceName = /^(?:eth|ens|enp|eno|wg|br|vmbr|bond|tun|tap|wlan|lo|enx|docker|veth)[\w.-]{0,14}$/;
/** The interface that is named; undefined also where a word beside it is none. */
const device = (match: Match): string | undefined => {
  const said = openWords(match).filter((word) => !isFiller(word));
  return said.every((word) => deviceName.test(word)) ? said[0] : undefined;
};
/** Of all of them, or of the one that is named. */
const ofDevices =
  (meaning: (match: Match) => Intent | undefined) =>
  (match: Match): Intent | undefined =>
    openWords(match).some((word) => !isFiller(word)) && device(match) === undefined ? undefined : meaning(match);

export const networkLinkFrames = (): Frame[] => [
  frame(
    [
      "(mtu|mtus|mtu size|link speed|link speeds|speed of link|negotiated speed|port speed|duplex|nic speed|interface speed|network speed setting|gigabit)",
    ],
    ofDevices(
      look(
        "grep . /sys/class/net/*/mtu /sys/class/net/*/speed /sys/class/net/*/duplex",
        "Show MTU and speed of the interfaces",
        "sysfs",
      ),
    ),
    { reads: true, may: [asks, "(mtu|speed|duplex|running|negotiated|at|mode)", "{word}"] },
  ),
  frame(
    [
      "(dropped packets|packet drops|drops|rx errors|tx errors|interface errors|network errors|nic errors|packet errors|interface statistics|interface stats|interface counters|network counters|error counters|crc errors|collisions|packet counters)",
    ],
    ofDevices(look("ip -s link", "Show what the interfaces counted")),
    { reads: true, may: [asks, "(are there|rx|tx|errors|statistics|stats|and|or|drops|{word})"] },
  ),
  frame(
    [
      "(bandwidth usage|bandwidth use|bandwidth|network traffic|traffic|throughput|network usage|network throughput|network load|network io|data transferred|bytes transferred|network utilisation|network utilization|bits per second)",
    ],
    look("ip -s link", "Show what the interfaces carried"),
    {
      reads: true,
      may: [
        asks,
        "(how much|lot of|is there|in|out|incoming|outgoing|inbound|outbound|goes|going|through|used|use|usage|flows|flowing|right now|statistics|stats|over|moved|handled|transfer|transferred|it)",
      ],
    },
  ),
  frame(
    [
      "(arp|arp table|arp cache|arp entries|neighbour table|neighbor table|neighbours|neighbors|neighbour|neighbor|lan neighbours)",
    ],
    look("ip neigh", "Show the neighbours on the network"),
    { reads: true, may: [asks, "(table|cache|entries|list|see|sees|known|ip)"] },
  ),
  frame(
    ["(ipv6|ip v6|v6)", "(routes|routing table|routing|default route|gateway)"],
    look("ip -6 route", "Show the IPv6 routes"),
    { reads: true, may: [asks] },
  ),
  frame(
    [
      "(ipv6|ip v6|v6)",
      "(address|addresses|connectivity|enabled|active|configured|reachable|working|available|disabled)",
    ],
    look("ip -6 -brief address", "Show the IPv6 addresses"),
    { reads: true, may: [asks, "(global|have|any|working|over)"] },
  ),
  frame(
    ["(policy routing|ip rules|ip rule|routing rules|routing policy)"],
    look("ip rule", "Show the rules of routing"),
    { reads: true, may: [asks] },
  ),
  frame(
    ["(bridges|bridge|vlans|vlan|bonds|bond|bonding|teaming)"],
    look("ip -d link", "Show bridges, VLANs and bonds"),
    {
      reads: true,
      may: [asks, "(exist|there|members|status|configuration|config|ids|id)"],
    },
  ),
  frame(
    [
      "(vip|vips|virtual ip|virtual ips|virtual address|floating ip|floating address|virtual ip address|failover ip|shared ip|cluster ip)",
    ],
    ({ on, words }) => {
      const owners = words.fleet.filter(({ facts }) =>
        facts.services.some((name) => /^(?:keepalived|corosync|pacemaker|ucarp)$/.test(name)),
      );
      const balancers = owners.filter(({ facts }) => facts.services.includes("keepalived"));
      const intent = read("network.interfaces", {});
      return intent?.kind === "read" && on === undefined
        ? { ...intent, where: balancers.length > 0 ? balancers : owners }
        : intent;
    },
    {
      reads: true,
      may: [
        "{svc}",
        asks,
        "(or|hold|holds|holding|held|own|owns|owned|has|have|got|by|where|sits|sit|sitting|at|which|who|one|lives|live|moment|right now|now|of|address|node|t)",
        "{t}",
      ],
    },
  ),
  frame(
    [
      "(wireguard|wg|vpn|{svc}|tunnel|{t})",
      "(peers|peer|clients|client|tunnels|handshake|handshakes|roadwarriors|road warriors|users)",
    ],
    (match) =>
      /(?:wireguard|\bwg\b|vpn|tunnel)/.test(
        `${match.text} ${things(match)
          .map(({ said }) => said)
          .join(" ")} ${saidOf(match)}`,
      )
        ? peers(match)
        : undefined,
    {
      reads: true,
      may: [
        asks,
        "(connected|active|online|latest|last|recent|of|how many|who|right now|now|moment|currently|seen|there|data|transferred|to)",
        "(wireguard|wg|vpn|{svc}|{t}|wg0|tunnel)",
      ],
    },
  ),
  frame(
    [
      "(who|anybody|anyone|somebody|someone)",
      "(connected|online|dialled in|dialed in|logged in|on|tunnelled in)",
      "(wireguard|wg|vpn|{svc})",
    ],
    peers,
    { reads: true, may: [asks, "(to|through|over|via|right now|now|moment|currently|by|still|{t})"] },
  ),
  frame(
    [
      "(wireguard|wg|{svc})",
      "(status|state|up|tunnel|show|config|interface)",
      "(tunnel|tunnels|interface|peers|handshake)",
    ],
    peers,
    { reads: true, may: [asks, "(status|state|of|is|tunnel)"] },
  ),
  frame(
    ["(set|change|lower|raise|reduce|increase|put|switch)", "(mtu|mtu size)", "(to|at|on|=) {n}"],
    (match) => {
      const [name, size] = [device(match), number(match)];
      if (size === undefined || !Number.isInteger(size) || size < 576 || size > 9_216) return undefined;
      if (name === undefined)
        return {
          kind: "ask",
          question: "Of which interface? Say for example: set the mtu of eth0 to 1400.",
          about: "argument",
          options: [],
        };
      const intent = command({
        command: (_machine, q) => `ip link set dev ${q(name)} mtu ${size}`,
        does: `Set the MTU of ${name} to ${size}`,
        reads: false,
        risk: "high",
        needs: "iproute2",
      });
      const where = name.startsWith("wg") && match.on === undefined ? { where: tunnels(match) } : {};
      return intent.kind === "shell"
        ? { ...intent, ...where, note: "It lasts until the interface or the machine starts again" }
        : intent;
    },
    { may: ["{word}", "(interface|nic|device|of|on|network)"] },
  ),
  frame(
    ["(bring|take|set|put|turn|switch|shut|down|up|enable|disable)", "{word}"],
    (match) => {
      const name = device(match);
      const isDown = /\b(?:down|off|disable|shut)\b/.test(match.text);
      const isUp = /\b(?:up|on|enable)\b/.test(match.text);
      if (name === undefined || isDown === isUp) return undefined;
      return command({
        command: (_machine, q) => `ip link set dev ${q(name)} ${isDown ? "down" : "up"}`,
        does: `${isDown ? "Take down" : "Bring up"} the interface ${name}`,
        reads: false,
        risk: isDown ? "critical" : "high",
        needs: "iproute2",
      });
    },
    { may: ["(down|up|off|on|again|back|interface|nic|link|network card|network interface|device)"] },
  ),
  frame(
    [
      "(add|create|set|put|install|delete|remove)",
      "(route|static route)",
      "(to|for|towards)",
      "{ip}",
      "(via|through|over|gateway|with gateway|using)",
      "{ip}",
    ],
    (match) => {
      const [to, via] = literals(match, "ip");
      const isGone = /\b(?:delete|remove)\b/.test(match.text);
      if (to === undefined || via === undefined || via.includes("/")) return undefined;
      return command({
        command: (_machine, q) => `ip route ${isGone ? "del" : "add"} ${q(to)} via ${q(via)}`,
        does: `${isGone ? "Remove" : "Add"} the route to ${to}`,
        reads: false,
        risk: "high",
        needs: "iproute2",
      });
    },
    { may: ["(new|static|network|subnet|gateway|a)"] },
  ),
  frame(
    [
      "(restart|reload|bounce|reinitialise|reinitialize|cycle)",
      "(network|networking|network stack|network service|network services|network interfaces|network config|network configuration|networking service)",
    ],
    () =>
      command({
        command: ({ facts }) =>
          facts.init === "openrc"
            ? "rc-service networking restart"
            : facts.packageManager === "dnf"
              ? "systemctl restart NetworkManager"
              : facts.osId === "ubuntu"
                ? "netplan apply"
                : "systemctl restart networking",
        does: "Restart the network",
        reads: false,
        risk: "critical",
        needs: "a network service that ailx knows",
      }),
    { may: ["(service|stack|whole|complete)"] },
  ),
  frame(
    ["(sniff|tcpdump|capture|packet capture|record|dump)", "(packets|traffic|network traffic|packet|port)"],
    (match) => {
      const port = number(match);
      return command({
        command: `timeout 20 tcpdump -nn -i any -c 100${port === undefined ? "" : ` port ${Math.trunc(port)}`}`,
        does: "Watch the traffic for 20 seconds",
        reads: true,
        needs: "tcpdump",
      });
    },
    {
      reads: true,
      may: [
        "[on] (port|tcp port|udp port) {n}",
        asks,
        "(run|do|start|short|quick|capture|packets|traffic|some|few|for|moment|of)",
      ],
    },
  ),
];

const saidOf = ({ slots, entities, on }: Match): string =>
  [
    ...slots.flatMap(({ kind, value }) => (kind === "t" ? (entities[Number(value)]?.said ?? []) : [])),
    ...(on?.parts.map(({ said }) => said) ?? []),
  ].join(" ");

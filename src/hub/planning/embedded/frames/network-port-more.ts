/** Ports and interfaces in further words: senders that alone get in, what an interface carried, packets that are watched, who holds a port. */
import { literals, type Match, number, openWords, things } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { beside, counted, isPort } from "./network-more.ts";
import { portNames, portOf } from "./network-ports.ts";
import { command, read } from "./say.ts";
import { at, having } from "./ways.ts";

const names = `(${portNames.filter((name) => /^[a-z0-9]+$/.test(name)).join("|")})`;

/** “allow 10.20.0.0/24 to 3306 on db-3, deny the rest”, “limit ssh to 10.20.0.0/24”. */
function onlyFrom(match: Match): Intent | undefined {
  const [from, more] = literals(match, "ip");
  const port = portOf(match);
  if (from === undefined || more !== undefined || port === undefined) return undefined;
  const protocol = /\budp\b/.test(match.text) ? "udp" : "tcp";
  return command({
    command: (_m, q) =>
      `ufw allow from ${q(from)} to any port ${port} proto ${protocol} && ufw deny ${port}/${protocol}`,
    does: `Let only ${from} in on port ${port}`,
    reads: false,
    risk: "high",
    needs: "ufw",
  });
}
const rest =
  "(deny|block|drop|reject|refuse|shut out|close it for|close for|close to|keep out|and nobody else|nobody else|no one else|but nobody else|but no one else|and no one else) [the] [rest|others|everyone else|everybody else|everything else|anyone else|all others|all other|other addresses]";

const deviceName = /^(?:eth|ens|enp|eno|wg|br|vmbr|bond|tun|tap|wlan|lo|enx|docker|veth)[\w.-]{0,14}$/;
function carried(match: Match): Intent | undefined {
  const [name, more] = openWords(match).filter((word) => deviceName.test(word));
  if (name === undefined || more !== undefined || openWords(match).length > 1) return undefined;
  const intent = command({
    command: (_m, q) => `ip -s -h link show dev ${q(name)}`,
    does: `Show what ${name} carried`,
    reads: true,
    needs: "iproute2",
  });
  const where = name.startsWith("wg") && match.on === undefined ? having(match, /^(?:wg-quick|wireguard)/) : [];
  return at(where, intent);
}

/** “open 9100 on db-2 for mon-1”: for the address of that machine. */
function forMachine(match: Match): Intent | undefined {
  const id = / (?:for|from|to) @t(\d+)/.exec(` ${match.text}`)?.[1];
  const said = id === undefined ? undefined : match.entities[Number(id)];
  const sender = said?.kind === "t" ? said.place : undefined;
  const others = match.slots.flatMap(({ kind, value }) => {
    const entity = kind === "t" ? match.entities[Number(value)] : undefined;
    return entity?.kind === "t" && entity.place !== sender ? [entity.place] : [];
  });
  const here = match.on ?? others[0];
  const [machine, more] = sender?.parts.flatMap(({ machines }) => machines) ?? [];
  const [address] = machine?.facts.addresses ?? [];
  const port = portOf(match);
  if (!machine || more || address === undefined || !isPort(port) || !here || here === sender || others.length > 1)
    return undefined;
  const protocol = /\budp\b/.test(match.text) ? "udp" : "tcp";
  const intent = command({
    command: (_m, q) => `ufw allow from ${q(address)} to any port ${port} proto ${protocol}`,
    does: `Let ${machine.name} in on port ${port}`,
    reads: false,
    risk: "high",
    needs: "ufw",
  });
  return intent.kind === "shell" ? { ...intent, from: here } : undefined;
}

export const networkPortFrames = (): Frame[] => [
  ...["{n}", names, "{svc}"].map((what) =>
    frame(["(open|allow|permit|unblock|grant|let)", what, "(for|from|to) {t}"], forMachine, {
      may: [beside, "{t}", "(port|tcp|udp|in|through|access|firewall|ufw|incoming|/)"],
    }),
  ),
  frame(
    [
      "({svc} settings|{svc} config|dns settings|dns config|dns configuration|resolver settings|dns setup|name resolution settings|resolv.conf|resolver config)",
      "(show|what|which|see|print|display|check|look at|are|is|list)",
    ],
    (match) =>
      things(match).every(({ said }) => said === "dns")
        ? read("file.read", { path: "/etc/resolv.conf" }, { ask: true })
        : undefined,
    { reads: true, may: [beside, "(current|set|configured)"] },
  ),
  ...["{n}", names, "{svc}"].flatMap((what) => [
    frame(["(allow|open|permit|let|grant|accept)", "{ip}", what, rest], onlyFrom, {
      may: [beside, "(port|tcp|udp|in|through|access|reach|connect|for|only|traffic|firewall|ufw|but|rule|subnet|/)"],
    }),
    frame(["(limit|restrict|confine|narrow|lock down|lock|tighten|constrain)", what, "(to|for)", "{ip}"], onlyFrom, {
      may: [
        beside,
        "(port|tcp|udp|access|logins|connections|only|traffic|firewall|ufw|incoming|inbound|down|subnet|network|range|address|addresses|/)",
      ],
    }),
  ]),
  frame(
    [
      "(traffic|bytes|data|packets|much|gb|gigabytes|megabytes|transferred|carried|received|sent|counters)",
      "{word}",
      "(over|through|via|on|went|sent|received|has|gone|did|moved|passed|carried|since|transfer|transferred|handled|for)",
    ],
    carried,
    {
      reads: true,
      may: [
        beside,
        "(traffic|bytes|data|packets|went|gone|go|goes|over|through|via|since|boot|reboot|start|last|sent|received|been|transferred|moved|passed|interface|nic|so far|already|in|out|total|it|carried|did|gb|and|up to now)",
      ],
    },
  ),
  frame(
    [
      "(port|tcp port|udp port) {n}",
      "(holding|holds|hold|keeps|keeping|blocking|blocks|using|uses|occupying|occupies|taking|takes|claims|owns|owning|bound|binding|binds|listening|grabbed|hogging|hogs|sitting|behind|open|squatting|opened|running|answering|serving)",
      "(which|what|who|find|tell|show|see|whose)",
    ],
    (match) => {
      const port = number(match);
      return isPort(port) ? read("network.ports", { port }) : undefined;
    },
    {
      reads: true,
      may: [
        beside,
        "(program|process|service|daemon|pid|app|application|open|holding|holds|using|uses|up|over there|out|that|binary|thing|it|is|listening|keeping|taking)",
      ],
    },
  ),
  frame(
    [
      "(add|create|set|put|install|delete|remove|drop)",
      "(route|static route|network route)",
      "{ip}",
      "(via|through|over|gateway|with gateway|using|by way of)",
      "{ip}",
    ],
    (match) => {
      const [to, via, more] = literals(match, "ip");
      const isGone = /\b(?:delete|remove|drop)\b/.test(match.text);
      return to === undefined || via === undefined || more !== undefined || via.includes("/")
        ? undefined
        : command({
            command: (_m, q) => `ip route ${isGone ? "del" : "add"} ${q(to)} via ${q(via)}`,
            does: `${isGone ? "Remove" : "Add"} the route to ${to}`,
            reads: false,
            risk: "high",
            needs: "iproute2",
          });
    },
    { may: ["(new|static|network|subnet|gateway|a|to|for|towards|route|the)"] },
  ),
  frame(
    ["(capture|sniff|tcpdump|record|dump|catch|grab|trace)", "[the] [next|first] {n} (packets|packet)"],
    (match) => {
      const count = counted(match, "packets?");
      const port = /port @n(\d+)/.exec(match.text)?.[1];
      const entity = port === undefined ? undefined : match.entities[Number(port)];
      if (count === undefined || count > 5_000) return undefined;
      const filter = entity?.kind === "n" && isPort(entity.value) ? ` port ${entity.value}` : "";
      return command({
        command: `timeout 60 tcpdump -nn -i any -c ${count}${filter}`,
        does: `Watch ${count} packets, for a minute at most`,
        reads: true,
        needs: "tcpdump",
      });
    },
    { reads: true, may: [beside, "[tcp|udp] port {n}", "(traffic|dns|tcp|udp|packets|with|using|tcpdump|next|first)"] },
  ),
  frame(
    ["(starttls)", "({n}|smtp|imap|pop3|submission|{svc}|port)"],
    (match) => {
      const port = portOf(match) ?? 587;
      const protocol =
        port === 143 ? "imap" : port === 110 ? "pop3" : port === 21 ? "ftp" : port === 389 ? "ldap" : "smtp";
      return command({
        command: `openssl s_client -brief -starttls ${protocol} -connect localhost:${port} </dev/null`,
        does: `Try STARTTLS on port ${port}`,
        reads: true,
        needs: "openssl",
      });
    },
    {
      reads: true,
      may: [
        beside,
        "(port|speak|speaks|support|supports|offer|offers|offered|do|does|if|works|working|enabled|accept|accepts|server|mail|{n}|{svc}|smtp|still|announce|announces)",
      ],
    },
  ),
  frame(
    ["(dhcp)", "(server|lease|leases|who|which|from where|handed out|gave|assigned|gives)"],
    () =>
      command({
        command:
          "grep -hE 'SERVER_ADDRESS|^ADDRESS|ROUTER|LIFETIME' /run/systemd/netif/leases/*; grep -hE 'dhcp-server-identifier|fixed-address|expire' /var/lib/dhcp/*.leases | tail -n 6; nmcli -f DHCP4 device show",
        does: "Show from whom the address was leased",
        reads: true,
        needs: "a POSIX shell",
      }),
    {
      reads: true,
      may: [
        beside,
        "{t}",
        "(server|segment|that|this|lan|its|address|lease|leases|got|get|gets|handed|out|gave|gives|ip|addresses|who|hands|serves|serving|subnet|vlan)",
      ],
    },
  ),
];

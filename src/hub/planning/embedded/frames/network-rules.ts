/** What may come in: firewall rules by port, by name and by sender; addresses that are shut out; ports that are passed on. */
import { literals, type Match } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { portNames, portsOf } from "./network-ports.ts";
import { command } from "./say.ts";

const opening = "(open|open up|allow|unblock|permit|let through|let in|let|accept|enable|grant|whitelist|allowlist)";
const closing =
  "(close|block|deny|shut|forbid|reject|drop|disallow|refuse|blacklist|denylist|ban|shut out|lock out|stop|cut off|filter)";
const noun =
  "(port|ports|tcp|udp|traffic|access|connect|talk|reach|connections|incoming|inbound|in|through|firewall|ufw|nftables|iptables|rule|rules|requests|packets|everything|all|any|anything|service|external|for|to|on|only|from|network|subnet|host|address|ip|addresses|vpn|lan|the|and|but|everyone else|for everyone|completely|entirely|office|range|protocol|a|new|create|add|set up|firewall rule|/|just|clients|coming|machines|anywhere|everywhere|outgoing|outbound|egress|world|outside|internet|everyone|public|publicly)";
const names = `(${portNames.filter((name) => /^[a-z0-9]+$/.test(name)).join("|")})`;

const partly =
  /\b(?:outside|outsiders|external|externally|internet|the world|public|publicly|wan|except|other than|but not)\b/i;

const isUdp = ({ text }: Match): boolean => /\budp\b/.test(text);
function rules(verb: "allow" | "deny", match: Match): Intent | undefined {
  const ports = portsOf(match).filter((port) => port !== 0);
  const senders = literals(match, "ip");
  const isOnly = /\bonly\b|\bjust\b/.test(match.text);
  if (senders.length > 1) return undefined;
  const [from] = senders;
  // Closed for some, and nobody said by address whom: a rule for all would shut out those who are meant to stay.
  if (verb === "deny" && from === undefined && partly.test(match.source ?? ""))
    return {
      kind: "decline",
      reason:
        "A rule without an address shuts everyone out, also those within. Say for which network it stays open, such as “open port 3306 on db-3 only for 10.20.0.0/24”.",
    };
  const protocol = isUdp(match) ? "udp" : "tcp";
  const isOut = /\b(?:outgoing|outbound|egress)\b/.test(match.text);
  if (isOut && from !== undefined) return undefined;
  if (ports.length === 0 && from === undefined) return undefined;
  // Closed for one sender, or for all of them: what is only for some is said with “only”.
  const lines =
    ports.length === 0
      ? [(q: (text: string) => string) => `ufw ${verb === "deny" ? "insert 1 deny" : "allow"} from ${q(from ?? "")}`]
      : ports.flatMap((port) => {
          if (from === undefined) return [() => `ufw ${verb} ${isOut ? "out " : ""}${port}/${protocol}`];
          const own = (q: (text: string) => string): string =>
            `ufw ${verb === "deny" ? "insert 1 deny" : "allow"} from ${q(from)} to any port ${port} proto ${protocol}`;
          return verb === "allow" && isOnly ? [own, () => `ufw deny ${port}/${protocol}`] : [own];
        });
  const what = ports.length === 0 ? "everything" : `port${ports.length > 1 ? "s" : ""} ${ports.join(", ")}`;
  return command({
    command: (_machine, q) => lines.map((line) => line(q)).join(" && "),
    does: `${verb === "allow" ? "Let in" : "Shut out"} ${what}${from === undefined ? "" : ` from ${from}`}`,
    reads: false,
    risk: "high",
    needs: "ufw",
  });
}

/** By the sender, by the name of what answers there, and by both. */
const passing = (verb: "allow" | "deny", words: string): Frame[] =>
  [
    ["{ip}"],
    [kinds, "{svc}"],
    [kinds, names],
    [kinds, "{n}"],
    [protocols],
    ["{n}", "{ip}"],
    [names, "{ip}"],
    ["{svc}", "{ip}"],
  ].map((need) =>
    frame(
      [words, ...need],
      (match) => {
        if (/\b(?:fail2ban|jail)\b/.test(match.source?.toLowerCase() ?? "")) return undefined;
        // “allow ssh for lena”, “stop traffic”: who is no address, and what is no port, is none of this.
        if (
          verb === "deny" &&
          /^stop\b/.test(match.text) &&
          !/\b(?:traffic|connections|packets|requests)\b/.test(match.text)
        )
          return undefined;
        // “block everything from …”: that is no place.
        const beside = match.slots
          .filter(({ kind }) => kind === "t")
          .map(({ value }) => match.entities[Number(value)]?.said ?? "");
        return beside.every((said) => /^(?:everything|all|everyone|everybody)$/.test(said))
          ? rules(verb, match)
          : undefined;
      },
      {
        may: [
          noun,
          ...(need.includes("{ip}") ? ["{t}"] : []),
          names,
          "{n}",
          "{ip}",
          ...(need.includes("{svc}") ? ["{svc}"] : []),
        ],
      },
    ),
  );
const protocols =
  "(http|https|smtp|smtps|imap|imaps|pop3|pop3s|ftp|sftp|telnet|rdp|snmp|ldap|ntp|smb|nfs|vnc|mqtt|rsync)";
const kinds =
  "(outgoing|outbound|port|ports|tcp|udp|traffic|access|connections|incoming|inbound|firewall|ufw|from|everything|rule|only|packets|requests|{ip})";

const jail = (text: string, match: Match): string => {
  const found = /\b(sshd?|postfix|dovecot|nginx|apache|vsftpd|proftpd)\b/.exec(text);
  const name = found?.[1] ?? match.entities.find(({ kind, said }) => kind === "svc" && !/fail2ban/.test(said))?.said;
  return name === undefined || name === "ssh" ? "sshd" : name;
};
const banned = (): Intent =>
  command({
    command: "fail2ban-client banned",
    does: "Show which addresses are banned",
    reads: true,
    needs: "fail2ban",
  });

export const networkRuleFrames = (): Frame[] => [
  frame(
    [
      "(unban|un-ban|unblock|release|free|lift ban on|lift the ban on|remove ban of|remove ban on|remove the ban on|let in again|pardon)",
      "{ip}",
    ],
    (match) => {
      const [ip] = literals(match, "ip");
      return ip === undefined || ip.includes("/")
        ? undefined
        : command({
            command: ({ facts }, q) =>
              facts.services.includes("fail2ban") || facts.services.length === 0
                ? `fail2ban-client unban ${q(ip)}`
                : `ufw delete deny from ${q(ip)}`,
            does: `Lift the ban of ${ip}`,
            reads: false,
            needs: "fail2ban",
          });
    },
    { may: ["{svc}", "(fail2ban|in|from|jail|jails|ip|address|again|all|the|ban|on|of|banned|list)"] },
  ),
  frame(
    ["(ban|jail)", "{ip}"],
    (match) => {
      const [ip] = literals(match, "ip");
      return ip === undefined || ip.includes("/")
        ? undefined
        : command({
            command: ({ facts }, q) =>
              facts.services.includes("fail2ban") || facts.services.length === 0
                ? `fail2ban-client set ${jail(match.text, match)} banip ${q(ip)}`
                : `ufw insert 1 deny from ${q(ip)}`,
            does: `Ban ${ip}`,
            reads: false,
            risk: "high",
            needs: "fail2ban",
          });
    },
    { may: ["{svc}", "(fail2ban|with|in|the|ip|address|jail|via|by|using)", "{svc}"] },
  ),
  frame(
    [
      "(banned|blocked|jailed|bans|jails|banlist|ban list)",
      "(ips|ip|addresses|address|fail2ban|{svc}|which|who|list|show|currently|hosts|how many)",
    ],
    banned,
    {
      reads: true,
      may: [
        "{svc}",
        "(fail2ban|in|has|been|by|which|list|jail|jails|got|are|addresses|ip|ips|address|ssh|many|right now|currently|status)",
      ],
    },
  ),
  frame(
    [
      "(enable|turn on|switch on|activate|start|set up)",
      "(ufw|firewall|host firewall)",
      "(keep|leave|with|allow|allowing|keeping|leaving|permit|but|and)",
      "({svc}|{n}|" + names.slice(1),
    ],
    (match) => {
      const ports = portsOf(match);
      if (ports.length === 0) return undefined;
      return command({
        command: `${[...ports].map((port) => `ufw allow ${port}/tcp`).join(" && ")} && ufw --force enable`,
        does: `Turn the firewall on, with port${ports.length > 1 ? "s" : ""} ${ports.join(", ")} open`,
        reads: false,
        risk: "critical",
        needs: "ufw",
      });
    },
    {
      may: [
        "{svc}",
        "{n}",
        names,
        "(keep|leave|with|allow|open|allowed|but|only|and|ports|port|ufw|firewall|through|reachable|incoming)",
      ],
    },
  ),
  ...["{n}", names, "{svc}"].map((what) =>
    frame(
      [
        "(remove|delete|drop|revoke|undo|take out|get rid of)",
        "(rule|rules|firewall rule|ufw rule|firewall rules|opening|exception)",
        what,
      ],
      (match) => {
        const [port, more] = portsOf(match);
        return port === undefined || more !== undefined
          ? undefined
          : command({
              command: `ufw delete ${/\b(?:deny|block|blocks|denies|blocking)\b/.test(match.text) ? "deny" : "allow"} ${port}/${isUdp(match) ? "udp" : "tcp"}`,
              does: `Remove the rule for port ${port}`,
              reads: false,
              risk: "high",
              needs: "ufw",
            });
      },
      { may: ["(firewall|ufw|for|port|that|allows|opens|allow|tcp|udp|the|deny|block|blocks|open|/)"] },
    ),
  ),
  frame(
    ["(forward|redirect|dnat|map|pass on|route)", "(port|tcp port|port tcp|udp port)", "{n}", "{ip} [: {n}|port {n}]"],
    (match) => {
      const [outer, inner] = match.slots
        .filter(({ kind }) => kind === "n")
        .map(({ value }) => match.entities[Number(value)]);
      const [ip] = literals(match, "ip");
      const isWhole = (entity: typeof outer): boolean =>
        entity?.kind === "n" && Number.isInteger(entity.value) && entity.value < 65_536;
      if (ip === undefined || !isWhole(outer) || (inner !== undefined && !isWhole(inner)) || outer?.kind !== "n")
        return undefined;
      const to = inner?.kind === "n" ? inner.value : outer.value;
      const protocol = isUdp(match) ? "udp" : "tcp";
      const intent = command({
        command: `iptables -t nat -A PREROUTING -p ${protocol} --dport ${outer.value} -j DNAT --to-destination ${ip}:${to} && iptables -t nat -A POSTROUTING -p ${protocol} -d ${ip} --dport ${to} -j MASQUERADE`,
        does: `Pass port ${outer.value} on to ${ip} port ${to}`,
        reads: false,
        risk: "high",
        needs: "iptables",
      });
      return intent.kind === "shell"
        ? { ...intent, note: "It lasts until the firewall or the machine starts again" }
        : intent;
    },
    { may: ["(to|on|host|the|tcp|udp|incoming|traffic|from|{n})"] },
  ),
  frame(
    [
      "(nat|nat table|nat rules|port forwards|port forwarding|port forwardings|forwarded ports|masquerading|dnat rules)",
    ],
    () =>
      command({
        command: "iptables -t nat -L -n -v",
        does: "Show the rules of address translation",
        reads: true,
        needs: "iptables",
      }),
    { reads: true, may: ["(rules|table|list|which|configured|forwarded|ports|active|set up)"] },
  ),
  ...passing("allow", opening),
  ...passing("deny", closing),
];

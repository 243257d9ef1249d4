/** Configurations as people speak of them: a mount table that is proofread, names in the hosts file, a journal that stays, forwarders. */
import { literals, type Match, openWords, things } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { asked, isChange } from "./on-unit.ts";
import { command } from "./say.ts";
import { at, having, looking } from "./ways.ts";

const isFstab = (match: Match): boolean => literals(match, "path").every((path) => path === "/etc/fstab");
const mounts = (match: Match): Intent | undefined =>
  isFstab(match) && !isChange(match) ? looking("Check the mount table", "findmnt --verify --verbose") : undefined;

const hostName = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/;
/** “registry.lab should be 10.20.0.61”: the name's old line goes, so that it has one address. */
function points(match: Match): Intent | undefined {
  const [ip, more] = literals(match, "ip");
  const [name, other] = openWords(match);
  if (ip === undefined || more !== undefined || ip.includes("/") || name === undefined || other !== undefined)
    return undefined;
  if (!hostName.test(name) || literals(match, "path").some((path) => path !== "/etc/hosts")) return undefined;
  const held = name.replaceAll(".", String.raw`\.`);
  return command({
    command: (_machine, q) =>
      `cp -a /etc/hosts /etc/hosts.bak && sed -Ei ${q(`/^[^#]*[[:space:]]${held}([[:space:]]|$)/d`)} /etc/hosts && printf '%s\\n' ${q(`${ip} ${name}`)} >> /etc/hosts`,
    does: `Let ${name} be ${ip} in the hosts file`,
    reads: false,
    needs: "a POSIX shell",
  });
}

const keptJournal = (): Intent =>
  command({
    command: ({ facts }) =>
      facts.init === "systemd"
        ? "mkdir -p /etc/systemd/journald.conf.d /var/log/journal && printf '[Journal]\\nStorage=persistent\\n' > /etc/systemd/journald.conf.d/persistent.conf && systemctl restart systemd-journald && journalctl --flush"
        : undefined,
    does: "Let the journal stay over a reboot",
    reads: false,
    needs: "systemd",
  });

/** Of Unbound, or of what else resolves there. */
function forwarders(match: Match): Intent | undefined {
  if (isChange(match)) return undefined;
  // “which dns servers does unbound forward to”: of the two it is the one with a name.
  const said = things(match);
  const [thing, more] = said.length > 1 ? said.filter((one) => one.said !== "dns") : said;
  if (more || (thing && !/^(?:unbound|dns|pi-?hole|pihole-ftl|bind9?|named|dnsmasq)$/i.test(thing.said)))
    return undefined;
  const intent = looking(
    "Show which name servers are asked",
    "grep -rnE '^[[:space:]]*(forward-addr|forwarders|server=|PIHOLE_DNS|upstreams)' /etc/unbound /etc/bind /etc/dnsmasq.conf /etc/dnsmasq.d /etc/pihole 2>/dev/null",
  );
  return at(
    thing ? thing.owners.map(({ machine }) => machine) : having(match, /^(?:unbound|pihole-ftl|bind9|named|dnsmasq)$/i),
    intent,
  );
}

/** A port range has two ends, and FTP servers have a line for each. */
function passivePorts(match: Match): Intent | undefined {
  const [from, to, more] = match.slots.flatMap(({ kind, value }) => {
    const entity = kind === "n" ? match.entities[Number(value)] : undefined;
    return entity?.kind === "n" ? [entity.value] : [];
  });
  const joined = /(?<!\d)(\d{4,5})-(\d{4,5})(?!\d)/.exec(match.source ?? "");
  const [low, high] = from !== undefined && to !== undefined ? [from, to] : [Number(joined?.[1]), Number(joined?.[2])];
  if (more !== undefined || !(low >= 1_024 && high > low && high <= 65_535)) return undefined;
  const set = (key: string, value: number): string =>
    `{ grep -q '^${key}=' /etc/vsftpd.conf && sed -i 's/^${key}=.*/${key}=${value}/' /etc/vsftpd.conf || echo '${key}=${value}' >> /etc/vsftpd.conf; }`;
  const intent = command({
    command: ({ facts }) =>
      facts.services.includes("vsftpd")
        ? `cp -a /etc/vsftpd.conf /etc/vsftpd.conf.bak && ${set("pasv_min_port", low)} && ${set("pasv_max_port", high)}`
        : undefined,
    does: `Let FTP use the ports ${low} to ${high} for passive connections`,
    reads: false,
    needs: "vsftpd",
  });
  return intent.kind === "shell"
    ? { ...intent, where: having(match, /^vsftpd$/), note: "vsftpd takes it at its next restart" }
    : intent;
}

/** Both halves count at once and until the next start of the server. */
const slowQueries = (match: Match): Intent | undefined => {
  const seconds = / @n(\d+) (?:seconds?|secs?|s)(?= |$)/.exec(match.text)?.[1];
  const entity = match.entities[Number(seconds)];
  if (entity?.kind !== "n" || !things(match).every(({ said }) => /^(?:mysql|mariadb)/.test(said))) return undefined;
  const intent = command({
    command: ({ facts }) =>
      facts.services.some((name) => /^(?:mariadb|mysqld?)$/.test(name))
        ? `mysql -e "SET GLOBAL slow_query_log = 'ON'; SET GLOBAL long_query_time = ${entity.value}"`
        : undefined,
    does: `Log queries that take longer than ${entity.value} seconds`,
    reads: false,
    needs: "MariaDB or MySQL",
  });
  return intent.kind === "shell"
    ? {
        ...intent,
        where: having(match, /^(?:mariadb|mysqld?)$/),
        note: "It counts until the next restart; for good it has to be in the configuration too",
      }
    : intent;
};

const hosts = "(hosts file|host file|/etc/hosts|{path}|hosts)";
const journal = "(journald|journal|systemd journal|systemd logs|journals|system journal)";

export const configSaidFrames = (): Frame[] => [
  frame(
    [
      "(check|verify|validate|test|lint|proofread|look|inspect|go over|sanity check)",
      "(fstab|{path}|mount table)",
      "(typo|typos|error|errors|mistake|mistakes|syntax|valid|sane|correct|problems|ok|okay|verify|validate|lint|sanity)",
    ],
    mounts,
    {
      reads: true,
      may: [asked, "(for|any|whether|is|still|over|at|check|file|its|syntax|everything)"],
    },
  ),
  frame(
    [
      "(edit|change|set|update|make|let|fix|adjust|correct|modify)",
      "{word}",
      "(should be|must be|should point to|to|as|=|is|be|point to|point at|resolve to|resolves to|should resolve to|to be|into) {ip}",
      hosts,
    ],
    points,
    {
      may: ["(in|so that|that|so|entry|for|of|the|file|hosts|and|,|:)"],
    },
  ),
  frame(
    [
      "{word}",
      "(should be|must be|should point to|has to be|needs to be|should resolve to|must resolve to|needs to point to) {ip}",
      "(hosts file|/etc/hosts|{path})",
    ],
    points,
    {
      may: ["(in|the|according to|per|via|entry|file)"],
    },
  ),
  frame(
    [
      "(make|set|keep|configure|switch|turn|let|have)",
      journal,
      "(persistent|persist|permanent|survive reboots|survive a reboot|survive reboot|survive|stay over reboots|kept over reboots|persistently|on disk|persistent storage)",
    ],
    keptJournal,
    {
      may: ["(to|a|over|across|reboots|reboot|storage|logs|on|be|it|logging)"],
    },
  ),
  frame(
    [
      "(enable|turn on|switch on|activate)",
      "(persistent journal|persistent journald|persistent logging|persistent storage of journal|persistent journald storage|persistent systemd journal)",
    ],
    keptJournal,
    {
      may: ["(for|of|the|journal|journald)"],
    },
  ),
  frame(
    [
      "(forward to|forwards to|forwarding to|forward queries to|forwards queries to|upstream|upstreams|upstream servers|upstream dns|forwarders|forward|forwards|ask upstream|asks upstream)",
      "({svc}|{t}|dns servers|dns server|name servers|resolvers)",
      "(which|what|where|who|show|list|tell)",
    ],
    forwarders,
    {
      reads: true,
      may: [
        asked,
        "(dns|server|servers|does|do|are|is|to|queries|resolvers|resolver|name|upstream|configured|use|uses|forward|{svc}|{t}|ask|asks|query|queried)",
      ],
    },
  ),
  frame(
    [
      "(set|change|use|configure|limit|make|restrict|put)",
      "(passive port range|passive ports|pasv ports|passive range|pasv port range|pasv range|passive port|ftp passive ports|passive mode ports)",
      "(to|=|at|from|between|of) ({n} (-|to|till|until|through|and) {n}|{word})",
    ],
    passivePorts,
    {
      may: ["(to|from|between|of|for|in|ftp|vsftpd.conf|{path}|{svc}|range|server)"],
    },
  ),
  frame(
    [
      "(enable|turn on|switch on|activate)",
      "(slow query log|slow_query_log|slow queries log|slow log|logging of slow queries)",
      "(threshold|with|over|longer than|slower than|long_query_time|at|limit|above|more than) [of|threshold|a threshold of|to|=|:] {n} (seconds|second|secs|s|sec)",
    ],
    slowQueries,
    {
      may: ["({svc}|in|for|of|with|a|queries|everything|,)"],
    },
  ),
];

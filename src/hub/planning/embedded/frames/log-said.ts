/** Logs that people ask for by what happened: refused sign-ins of one program, what the firewall threw away, who switched it off. */
import { literals, linesOf, type Match, openWords, things } from "../intents/match.ts";
import type { Intent, Thing } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { kernelSaid } from "./log-kernel.ts";
import { read, sinceOf, span } from "./say.ts";
import { asTyped, atOwners, byInit, having, looking, nameOn } from "./ways.ts";

const beside = [
  span,
  "{n}",
  "(log|logs|entries|messages|history|lines|last|latest|recent|newest|list|check|find|any|all|times|on|by|of|in|from|the|were|was|there|are|is|has|have|show|had|a|events|event|which|what|did|journal|past)",
];

/** “dovecot auth failures”: in what that program itself logged. */
function refused(match: Match): Intent | undefined {
  const [thing, more] = things(match);
  if (!thing || more || /^(?:sshd?|openssh.*|ssh server)$/.test(thing.said) || thing.isContainer) return undefined;
  const since = sinceOf(match) ?? "24h";
  const name = nameOn(match);
  return atOwners(
    match,
    looking(
      `Show who was refused by ${thing.said}`,
      (machine, q) => {
        const unit = name(machine);
        return unit === undefined
          ? undefined
          : byInit(
              `journalctl -u ${q(unit)} --since -${since} --no-pager -g 'auth[a-z ]*fail|failed|invalid|denied|rejected|wrong password'`,
              `grep -i ${q(unit)} /var/log/messages | grep -iE 'fail|invalid|denied' | tail -n 200`,
            )(machine);
      },
      "a journal",
    ),
  );
}

const firewall = (match: Match): Intent =>
  looking(
    "Show what the firewall threw away",
    (machine) =>
      `${kernelSaid(match)(machine)} | grep -E 'UFW (BLOCK|LIMIT)|(DROP|REJECT|nft).* IN=' | tail -n ${linesOf(match, 50)}`,
  );

const shutdowns = (): Intent =>
  looking(
    "Show when and how it was last shut down",
    byInit(
      "last -x -n 20 shutdown reboot; journalctl -b -1 -n 50 --no-pager",
      "last -n 20 reboot; tail -n 50 /var/log/messages",
    ),
  );

/** Words in capitals are what the line says: “backend DOWN events”. */
function capitals(match: Match): Intent | undefined {
  const [thing, more] = things(match);
  const said = [
    ...openWords(match),
    ...(match.text.match(/\b(?:down|up|error|warn|warning|critical|fatal|fail|failed)\b/g) ?? []),
  ]
    .map((word) => asTyped(match, word))
    .filter((word) => /^[A-Z][A-Z_]{2,}$/.test(word));
  const [text, other] = [...new Set(said)];
  if (!thing || more || text === undefined || other !== undefined || thing.isContainer) return undefined;
  return searched(match, thing, text);
}

/** What a service logged that holds this text, since the time that is named. */
function searched(match: Match, { owners, said }: Thing, text: string): Intent | undefined {
  const since = sinceOf(match);
  const service = owners[0]?.name ?? said;
  return atOwners(match, read("log.search", { text, service, ...(since === undefined ? {} : { since }) }));
}

/** Pi-hole writes its queries into a file of its own. */
function queries(match: Match): Intent | undefined {
  const owners = having(match, /^pihole-ftl$/i);
  const [text] = [...literals(match, "ip"), ...literals(match, "quote"), ...openWords(match)];
  if (owners.length === 0 || (text !== undefined && !/^[\w.:-]{3,100}$/.test(text))) return undefined;
  const intent = looking(
    text === undefined ? "Show the newest queries of Pi-hole" : `Show the queries of Pi-hole for ${text}`,
    (_machine, q) =>
      text === undefined
        ? `tail -n ${linesOf(match, 50)} /var/log/pihole/pihole.log`
        : `grep -F -e ${q(text)} /var/log/pihole/pihole.log | tail -n ${linesOf(match, 50)}`,
  );
  return intent.kind === "shell" ? { ...intent, where: owners } : intent;
}

const inText = (match: Match): Intent | undefined => {
  const [thing, more] = things(match);
  const [text, other] = [...literals(match, "quote"), ...literals(match, "code")];
  if (!thing || more || text === undefined || other !== undefined) return undefined;
  if (!thing.isContainer) return searched(match, thing, text);
  const since = sinceOf(match);
  const name = nameOn(match);
  return atOwners(
    match,
    looking(
      `Search the log of ${thing.said} for ${text}`,
      (machine, q) => {
        const container = name(machine);
        return container === undefined
          ? undefined
          : `docker logs --timestamps ${since === undefined ? "--tail 5000" : `--since ${since}`} ${q(container)} 2>&1 | grep -i -F -e ${q(text)}`;
      },
      "docker",
    ),
  );
};

const failures =
  "(auth failures|auth failure|authentication failures|authentication failure|failed logins|failed login|failed sign-ins|login failures|failed authentications|failed auths|refused logins|rejected logins|bad logins|wrong passwords|failed login attempts|failed passwords|password failures|auth errors|authentication errors)";

export const logSaidFrames = (): Frame[] => [
  frame(["{svc}", failures], refused, { reads: true, may: beside }),
  frame(
    [
      "(ufw|firewall|iptables|nftables|{svc}|packet filter)",
      "(blocks|block|blocked|drops|dropped|denies|denied|rejects|rejected|deny|drop)",
      "(latest|last|recent|log|logs|list|show|what|which|today|any|newest|who|{n}|entries|hour|hours|yesterday)",
    ],
    (match) =>
      things(match).every(({ said }) => /^(?:ufw|firewall|firewalld|nftables)$/.test(said))
        ? firewall(match)
        : undefined,
    {
      reads: true,
      may: [...beside, "(packets|packet|connections|connection|traffic|ips|did|ufw|by|recently|lately|been|being)"],
    },
  ),
  frame(
    [
      "(shutdown reason|reason for last shutdown|reason of last shutdown|last shutdown|shutdown history|shutdowns|power off history|who shut it down|who powered it off|last poweroff|last power off|unclean shutdown|unclean shutdowns)",
    ],
    shutdowns,
    { reads: true, may: [...beside, "(reason|when|who|why|caused|unclean|clean|or|ago)"] },
  ),
  frame(
    [
      "{svc}",
      "(logged|log|logs|reported|report|reports|written|wrote|saw|seen|had|messages|entries|lines|events)",
      "{words}",
    ],
    capitals,
    {
      reads: true,
      may: [...beside, "(events|event|messages|entries|lines|states|changes|status|has|did|any)"],
    },
  ),
  frame(
    ["{svc}", "(events|messages|entries|lines|log|logged)", "(down|up|failed|fatal|critical)", "{word}"],
    capitals,
    { reads: true, may: beside },
  ),
  frame(["{svc}", "(events|messages|entries|lines|log|logged)", "(down|failed|fatal|critical)"], capitals, {
    reads: true,
    may: beside,
  }),
  frame(
    ["{svc}", "(query log|queries|dns queries|query history|lookups)"],
    (match) =>
      things(match).every(({ said }) => /^(?:pi-?hole|pi hole|ftl|pihole-ftl)$/i.test(said))
        ? queries(match)
        : undefined,
    {
      reads: true,
      may: [...beside, "(for|{ip}|{quote}|client|host|domain|about)"],
    },
  ),
  frame(["{svc}", "(query log|queries|dns queries|query history|lookups)", "{ip}"], queries, {
    reads: true,
    may: [...beside, "(for|client|host|from|made|asked)"],
  }),
  frame(
    [
      "({svc}|{ctr}) [container|service]",
      "(lines|line|entries|messages|everything|anything|occurrences)",
      "({quote}|{code})",
    ],
    inText,
    {
      reads: true,
      may: [
        ...beside,
        "(with|containing|contain|contains|that|mention|mentioning|for|about|print|grep|min|mins|container|service|which|having|,)",
      ],
    },
  ),
];

/** Logs that are known by what is in them: sudo, sign-ins, mail, bans, slow queries, packages, rotation. */
import type { Machine } from "../../../../domain/machine.ts";
import { linesOf, literals, type Match, openWords, things } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { kernelSaid } from "./log-kernel.ts";
import { sinceOf, span } from "./say.ts";
import { at, atOwners, byInit, byManager, having, looking, looks } from "./ways.ts";

const word = "(log|logs|entries|messages|history|lines|records|events|record|file|journal|trail)";
const beside = [
  span,
  "{n}",
  "(log|logs|entries|messages|history|lines|last|latest|recent|newest|list|check|find|events|ever|times|count|most|times|on|by|of|in|from|week|this|month|{svc}|file|tail|grep|read|open|print|final|full)",
];
/** A file that may lie in one of two places, and what the journal knows else. */
const tail = (files: readonly string[], otherwise: string) => (match: Match) => (): string =>
  `${files.map((file) => `tail -n ${linesOf(match, 100)} ${file}`).join(" || ")} || ${otherwise} -n ${linesOf(match, 100)}`;
const named = (words: string, does: string, files: readonly string[], otherwise: string): Frame =>
  frame(
    [`(${words})`],
    (match) => {
      // The log of mail is asked for where there is a mail server.
      const owner = words.startsWith("mail")
        ? /^postfix/
        : /^(?:ftp|samba)/.test(words)
          ? /^(?:vsftpd|proftpd|smbd)$/
          : undefined;
      const intent = looking(does, tail(files, otherwise)(match));
      return owner === undefined ? intent : at(having(match, owner), intent);
    },
    { reads: true, may: beside },
  );

const sinceText = (match: Match): string => {
  const since = /(?:last|past|since) @n\d+ /.test(match.text) ? sinceOf(match) : undefined;
  return since === undefined ? dayText(match) : `-${since}`;
};
const dayText = ({ text }: Match): string =>
  / (?:this )?week(?: |$)/.test(text)
    ? "-7d"
    : / month(?: |$)/.test(text)
      ? "-30d"
      : / yesterday(?: |$)/.test(text)
        ? "yesterday"
        : / (?:today|this morning)(?: |$)/.test(text)
          ? "today"
          : "-7d";

/** “ata or I/O error”: each of them. */
function kernelAbout(match: Match): Intent | undefined {
  const quoted = [...literals(match, "quote"), ...literals(match, "code")];
  const said =
    quoted.length > 0 ? quoted : [...openWords(match), ...(/\bi \/ o\b/.test(match.text) ? ["I/O error"] : [])];
  if (said.length === 0 || said.some((text) => text.length < 2)) return undefined;
  const plain = quoted.length > 0 && said.length === 1;
  return looking(
    `Search the kernel's messages for ${said.join(", ")}`,
    (machine, q) =>
      `${kernelSaid(match)(machine)} | grep -i ${plain ? "-F" : "-E"} -e ${q(plain ? (said[0] ?? "") : said.join("|"))} | tail -n 200`,
  );
}
const kernel =
  "(kernel log|kernel logs|kernel messages|kernel ring buffer|kernel buffer|ring buffer|dmesg|kernel message|dmesg output|kernel 's log|kernel|kernel 's messages)";
const about =
  "(mention|mentions|mentioning|mentioned|about|containing|contain|contains|with|matching|match|regarding|related to|for|grep|search|say about|said about|any mention of|mention of|find|look for|filter|lines with)";

/** Without the lines that hold a text: what is left out is said with the command. */
function without(match: Match): Intent | undefined {
  const [thing] = things(match);
  const isContainer = match.slots.some(({ kind }) => kind === "ctr");
  const text = [
    ...literals(match, "quote"),
    ...literals(match, "code"),
    ...literals(match, "path"),
    ...openWords(match),
  ][0];
  if (!thing || text === undefined || things(match).length > 1) return undefined;
  const name = (machine: Machine) => thing.owners.find((owner) => owner.machine === machine)?.name;
  return atOwners(
    match,
    looking(
      `Show the log of ${thing.said} without lines that hold “${text}”`,
      (machine, q) => {
        const unit = name(machine);
        if (unit === undefined) return undefined;
        const source = isContainer
          ? `docker logs --tail 500 ${q(unit)} 2>&1`
          : byInit(
              `journalctl -u ${q(unit)} --no-pager -n 500`,
              `grep -i -F -e ${q(unit)} /var/log/messages | tail -n 500`,
            )(machine);
        return source === undefined ? undefined : `${source} | grep -v -i -F -e ${q(text)}`;
      },
      "a journal",
    ),
  );
}

const packageLog = byManager({
  apt: "tail -n 100 /var/log/apt/history.log",
  dnf: "dnf history list",
  apk: "ls -l --time-sort /lib/apk/db",
});
const sudo = [
  "(sudo)",
  "(ran|run|used|use|using|uses|commands|command|executed|invocations|invoked|calls|usage|log|logs|history|attempts|failed)",
];

export const logKindFrames = (): Frame[] => [
  frame([kernel, about, "({quote}|{code})"], kernelAbout, { reads: true, may: beside }),
  frame(
    [
      kernel,

      "(mention|mentions|mentioning|about|containing|contain|contains|matching|regarding|related to|grep|say about|said about|for) (i / o [error|errors]|{word}) [(or|and|,) (i / o [error|errors]|{word})] [(or|and|,) {word}]",
    ],
    kernelAbout,
    { reads: true, may: beside },
  ),
  frame(
    [
      "({svc}|{ctr})",
      "(log|logs|journal|output|entries)",
      "(without|but not|except|excluding|minus|not|leaving out|filter out|ignoring|other than) [lines|line|ones|anything|everything|those|messages|entries|requests] [that|which|with|containing|contain|mentioning|mention|matching|about|for|from]* [contain|mention|have|match|hold|are about] ({quote}|{code}|{path}|{word}) [lines|entries|noise|messages|requests|checks|stuff]".replace(
        "]* ",
        "] ",
      ),
    ],
    without,
    { reads: true, may: [...beside, "(lines|line|but|container|the|docker)"] },
  ),
  frame(
    sudo,
    (match) =>
      /\b(?:may|can|allowed|rights|able|members?|group)\b/.test(match.text)
        ? undefined
        : looking(
            "Show what was run with sudo",
            byInit(`journalctl _COMM=sudo --since ${sinceText(match)} --no-pager`),
            "a journal",
          ),
    { reads: true, may: [...beside, "(which|user|users|people|with|commands|command|via|failed|attempts|rights)"] },
  ),
  named(
    "auth log|auth.log|authentication log|secure log|security log|login log",
    "Show the log of sign-ins",
    ["/var/log/auth.log", "/var/log/secure"],
    "journalctl --no-pager -t sshd -t sudo -t login",
  ),
  named(
    "mail log|mail.log|mail logs|maillog|mail {svc} log|mail {t} log",
    "Show the log of mail",
    ["/var/log/mail.log", "/var/log/maillog"],
    "journalctl --no-pager -u 'postfix*'",
  ),
  named("dpkg log|dpkg.log", "Show the log of dpkg", ["/var/log/dpkg.log"], "journalctl --no-pager -t dpkg"),
  named(
    "audit log|audit logs|auditd log|audit trail|audit.log",
    "Show the audit log",
    ["/var/log/audit/audit.log"],
    "journalctl --no-pager _TRANSPORT=audit",
  ),
  named("daemon log|daemon.log", "Show the log of daemons", ["/var/log/daemon.log"], "journalctl --no-pager -p info"),
  named(
    "letsencrypt log|certbot log|let 's encrypt log|certbot logs|letsencrypt logs|acme log",
    "Show the log of certbot",
    ["/var/log/letsencrypt/letsencrypt.log"],
    "journalctl --no-pager -u certbot",
  ),
  named(
    "unattended upgrades log|what did unattended upgrades|what did unattended-upgrades|unattended-upgrades log|unattended-upgrade log|automatic updates log",
    "Show the log of automatic updates",
    ["/var/log/unattended-upgrades/unattended-upgrades.log"],
    "journalctl --no-pager -u unattended-upgrades",
  ),
  named(
    "ufw log|firewall log|firewall logs|ufw.log|blocked packets|dropped packets log",
    "Show the log of the firewall",
    ["/var/log/ufw.log"],
    "journalctl -k --no-pager -g 'UFW|DROP|REJECT'",
  ),
  named(
    "ftp log|vsftpd log|ftp transfer log|xferlog|transfer log",
    "Show the log of transfers",
    ["/var/log/vsftpd.log", "/var/log/xferlog"],
    "journalctl --no-pager -u vsftpd",
  ),
  named(
    "samba log|smbd log|samba logs",
    "Show the log of Samba",
    ["/var/log/samba/log.smbd"],
    "journalctl --no-pager -u smbd",
  ),
  ...looks(
    [
      [
        "(apt history|apt log|apt history log|package history|package manager log|dnf history|apt.log|history.log|package log|upgrade history|update history|install history|installation history|history of (updates|upgrades|packages|installs))",
      ],
    ],
    {
      does: "Show what was done to packages",
      run: packageLog,
      needs: "a package manager that ailx knows",
      may: [...beside, "(install|installed|upgrade|upgrades|package|packages|updates)"],
    },
  ),
  frame(
    ["(slow query log|slow queries|slow-query log|slowlog|slow log|slow query)"],
    (match) => {
      const mysql = having(match, /^(?:mariadb|mysqld?)$/);
      const postgres = having(match, /^postgresql/);
      const isPostgres = things(match).some(({ said }) => /^(?:post|pg|psql)/.test(said));
      const isMysql = things(match).some(({ said }) => /^(?:my|maria)/.test(said));
      const where = isPostgres ? postgres : isMysql ? mysql : [...mysql, ...postgres];
      return at(
        where,
        looking("Show slow queries", (machine) =>
          postgres.includes(machine)
            ? `journalctl -u 'postgresql*' --no-pager -g 'duration:' -n ${linesOf(match, 50)}`
            : `tail -n ${linesOf(match, 50)} /var/log/mysql/mysql-slow.log || tail -n ${linesOf(match, 50)} /var/log/mysql/mariadb-slow.log`,
        ),
      );
    },
    { reads: true, may: beside },
  ),
  frame(
    [
      "(mails|mail|emails|messages|email|deliveries)",
      "(rejected|bounced|bounce|deferred|refused|undelivered|failed|not delivered|undeliverable|stuck|blocked|greylisted|returned)",
    ],
    (match) => {
      const [to] = openWords(match);
      const count = linesOf(match, 50);
      const person = to === undefined || !/^[a-z0-9._@+-]+$/.test(to) ? "" : ` | grep -i -F -e ${to}`;
      return at(
        having(match, /^(?:postfix|exim4?)$/),
        looking(
          "Show mails that did not get through",
          `journalctl -u 'postfix*' --no-pager -g 'reject|bounced|deferred' ${person} | tail -n ${count}`.replaceAll(
            "  ",
            " ",
          ),
          "a journal",
        ),
      );
    },
    {
      reads: true,
      may: [
        ...beside,
        "(to|for|from|got|get|were|which|that|ten) [{word}]",
        "(that|which|got|why|were|was|ten|delivery|by|us)",
      ],
    },
  ),
  ...looks([["(ban|bans|banned|jailed)", "(how many times|how often|count|number of|how many|times)"]], {
    does: "Show who is banned",
    run: "fail2ban-client status sshd && zgrep -h ' Ban ' /var/log/fail2ban.log | tail -n 50",
    may: [...beside, "(someone|somebody|anyone|ip|ips|address|addresses|did|by|jail|times|people|hosts|many)"],
  }),
  ...looks([["(jails|fail2ban status|status of fail2ban|jail list)"]], {
    does: "Show the jails of fail2ban",
    run: "fail2ban-client status",
    may: beside,
  }),
  frame(
    [
      "(errors|warnings|error|log lines|lines|messages|entries)",
      "(per|each|every|by|hourly) (hour|minute|day)",
      "({svc}|{ctr})",
    ],
    (match) => {
      const [thing] = things(match);
      const cut = / (?:per|each|every|by) day/.test(match.text)
        ? 10
        : / (?:per|each|every|by) minute/.test(match.text)
          ? 16
          : 13;
      const level = /\b(?:errors?)\b/.test(match.text)
        ? " -p err"
        : /\bwarnings?\b/.test(match.text)
          ? " -p warning"
          : "";
      const owner = (machine: Machine) => thing?.owners.find((one) => one.machine === machine)?.name;
      return atOwners(
        match,
        looking(
          "Count log lines over time",
          (machine, q) => {
            const unit = owner(machine);
            return unit === undefined
              ? undefined
              : byInit(
                  `journalctl -u ${q(unit)} --since ${/\bweek\b/.test(match.text) ? "-7d" : "-1d"}${level} -o short-iso --no-pager | cut -c1-${cut} | sort | uniq -c`,
                )(machine);
          },
          "a journal",
        ),
      );
    },
    { reads: true, may: [...beside, word, "(count|number|many|how|day|hour|for|over|of|last)"] },
  ),
];

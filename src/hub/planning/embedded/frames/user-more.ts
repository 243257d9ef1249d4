/** Accounts in further words: keys that are taken away, sudo without a password, quotas, ends of accounts, sign-ins over a time. */
import type { Machine } from "../../../../domain/machine.ts";
import { type Match, openWords, things } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { account, notAName } from "./account-words.ts";
import { frame, type Frame } from "./frame.ts";
import { span } from "./say.ts";
import { atHome, personIn } from "./user-look.ts";
import { acting, countOf, daysOf, looking } from "./ways.ts";

const beside =
  "(user|users|account|accounts|the|of|for|on|a|an|his|her|their|'s|to|in|is|are|does|do|has|have|can|still|any|there|local|unix|with|and|show|check|list|what|which|who|please)";
const fileOf = (name: string): string =>
  name === "root" ? "/root/.ssh/authorized_keys" : `/home/${name}/.ssh/authorized_keys`;
const keyWords =
  "(key|keys|ssh key|ssh keys|public key|public keys|{svc} key|{svc} keys|authorized key|pubkey|authorized_keys entry|{svc} public key|access key)";

/** The comment of a key, as it stands at its end: “jonas@old-laptop”. */
const commentIn = ({ source = "" }: Match): string | undefined =>
  /(?<![\w.@-])([a-z0-9][\w.-]*@[a-z0-9][\w.-]*)(?![\w@-])/i.exec(source)?.[1];
function dropKey(match: Match): Intent | undefined {
  const comment = commentIn(match);
  const words = openWords(match).filter((word) => !word.includes("@") && !notAName.test(word));
  const name = / (?:from|of|for|out of) (?:user |account |authorized_keys of )?root(?: |$)/.test(` ${match.text} `)
    ? "root"
    : words[0];
  if (
    comment === undefined ||
    name === undefined ||
    !account.test(name) ||
    words.filter((word) => word !== "root").length > (name === "root" ? 0 : 1)
  )
    return undefined;
  const file = fileOf(name);
  const escaped = comment.replaceAll(".", "\\.");
  const intent = acting(
    `Take the key ${comment} of ${name} away`,
    (_m, q) =>
      `grep -q ${q(`${escaped}$`)} ${file} && sed -i.bak ${q(`/${escaped.replaceAll("/", "\\/")}[[:space:]]*$/d`)} ${file}`,
  );
  return name === "root" ? intent : atHome(name, match, intent);
}

const free =
  "(passwordless sudo|sudo without password|sudo without a password|nopasswd|nopasswd sudo|password-less sudo|password free sudo|sudo with no password|sudo without entering password|sudo without typing password|use sudo without password|sudo without being asked for password)";
const sudoOf = (match: Match): Intent | undefined => {
  const name = personIn(match) ?? /(?<=^| )(pi|git|deploy|root)(?= (?:user|account|have|use))/.exec(match.text)?.[1];
  return name === undefined
    ? undefined
    : atHome(name, match, looking(`Show what ${name} may do with sudo`, `sudo -l -U ${name}`));
};

const verbOf = (text: string): string | undefined => /\b(restart|reload|start|stop)(?:s|ing)?\b/.exec(text)?.[1];
/** One command of one service, and nothing else. */
function mayRun(match: Match): Intent | undefined {
  const words = openWords(match).filter((word) => !/^(?:nopasswd|systemctl|sudo|passwordless)$/.test(word));
  const [name, more] = words;
  const [thing, another] = things(match);
  const verb = verbOf(match.text);
  if (name === undefined || more !== undefined || !account.test(name) || notAName.test(name)) return undefined;
  if (!thing || another || verb === undefined) return undefined;
  const unitOn = (machine: Machine): string | undefined =>
    thing.owners.find((owner) => owner.machine === machine)?.name;
  return acting(
    `Let ${name} ${verb} ${thing.said} without a password`,
    (machine, q) => {
      const unit = unitOn(machine);
      if (unit === undefined || machine.facts.init !== "systemd") return undefined;
      const file = `/etc/sudoers.d/${name}-${verb}-${unit.replaceAll(/[^\w-]/g, "-")}`;
      const line = q(
        `${name} ALL=(root) NOPASSWD: /usr/bin/systemctl ${verb} ${unit}, /usr/bin/systemctl ${verb} ${unit}.service`,
      );
      // A file with a mistake in it would end sudo for everybody: it is checked before it lies there.
      return `printf '%s\\n' ${line} | visudo -cf - && printf '%s\\n' ${line} > ${file} && chmod 440 ${file}`;
    },
    "this service and sudo",
  );
}

const sized = ({ source = "" }: Match): string | undefined => {
  const found = /(?<![\w.])(\d{1,5}) ?([kmgt])i?b?(?![\w])/i.exec(source);
  return found ? `${found[1] ?? ""}${(found[2] ?? "").toUpperCase()}` : undefined;
};
/** On ZFS the pool keeps it, elsewhere the file system of the homes. */
function quota(match: Match): Intent | undefined {
  const name = personIn({
    ...match,
    slots: match.slots.filter(({ kind, value }) => kind !== "word" || !/^\d/.test(value)),
  });
  const size = sized(match);
  if (name === undefined || size === undefined) return undefined;
  const intent = acting(
    `Set the quota of ${name} to ${size}`,
    ({ facts, sample }) => {
      const pool = sample?.disks
        .find(({ mount }) => /^\/(?:tank|pool|data|zpool|zdata)\w*$/.test(mount))
        ?.mount.slice(1);
      return facts.services.some((one) => /^(?:zfs|zed)/.test(one)) && pool !== undefined
        ? `zfs set userquota@${name}=${size} ${pool}`
        : `setquota -u ${name} 0 ${size} 0 0 -a`;
    },
    "quotas",
  );
  return atHome(name, match, intent);
}

function dayOf(match: Match): string | undefined {
  const named = /\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b/.exec(match.text)?.[1];
  const date = /@n(\d+)|\b(\d{1,2})(?:st|nd|rd|th)\b/.exec(match.text);
  const iso = /\b(\d{4}-\d{2}-\d{2})\b/.exec(match.source ?? "")?.[1];
  if (iso !== undefined) return iso;
  const entity = date?.[1] === undefined ? undefined : match.entities[Number(date[1])];
  const day = entity?.kind === "n" ? entity.value : Number(date?.[2]);
  if (named === undefined || !Number.isInteger(day) || day < 1 || day > 31) return undefined;
  const month = "janfebmaraprmayjunjulaugsepoctnovdec".indexOf(named) / 3;
  const year = new Date(match.nowMs).getUTCFullYear();
  const at = Date.UTC(year, month, day);
  return new Date(at < match.nowMs ? Date.UTC(year + 1, month, day) : at).toISOString().slice(0, 10);
}

const loginWords = "(logins|sign-ins|logons|log-ins|sessions|ssh logins|{svc} logins|login entries)";
/** Before those about who is there now: who was. */
export const loginFrames = (): Frame[] => [
  frame(
    ["(last|latest|recent|most recent|previous)", "{n}", loginWords],
    (match) => looking("Show the last sign-ins", `last -n ${countOf(match, 10)}`),
    {
      reads: true,
      may: [beside, "(last|latest|recent|via|over|successful|all|give|me|{svc})"],
    },
  ),
  frame(
    [
      "(anyone|anybody|somebody|someone|who|did|has)",
      "(log in|logged in|logged on|log on|sign in|signed in|ssh in|sshed in|connected|login)",
      "(as) (root|{word})",
    ],
    (match) => {
      const name = /\bas root\b/.test(match.text) ? "root" : personIn(match);
      return name === undefined ? undefined : looking(`Show the last sign-ins of ${name}`, `last -n 50 ${name}`);
    },
    {
      reads: true,
      may: [
        beside,
        span,
        "(today|directly|via|over|recently|lately|ever|anyone|anybody|somebody|someone|did|root|as|last|{svc})",
      ],
    },
  ),
  frame(
    [
      "(which|what|list|any|show|who)",
      "(not logged in|not signed in|not been used|not logged on|never logged in|not used|not been active|not been logged in|inactive|unused|dormant)",
      "[for|in|since] [more than|over|at least] [last|past] {n} (days|weeks|months)",
    ],
    (match) => {
      const days = daysOf(match);
      return days === undefined
        ? undefined
        : looking(
            `Show the accounts that were not used for ${Math.round(days)} days`,
            `lastlog -b ${Math.round(days)}`,
          );
    },
    {
      reads: true,
      may: [
        beside,
        "(for|in|since|last|past|more than|over|at least|been|accounts|users|user|account|people|that|them|here)",
      ],
    },
  ),
  frame(
    [
      "(allowed to use|may use|can use|able to use|use|run|access to|access|permitted to use)",
      "{svc}",
      "{name}",
      "(is|may|can|does|has|allowed|whether)",
    ],
    (match) => {
      const [thing] = things(match);
      const [name, more] = openWords(match).filter((word) => account.test(word) && !notAName.test(word));
      return thing?.said !== "docker" || name === undefined || more !== undefined
        ? undefined
        : atHome(name, match, looking(`Show the groups of ${name}`, `id ${name}`));
    },
    { reads: true, may: [beside, "(allowed|use|run|access|without|sudo|group|permitted|able|may|can)"] },
  ),
];

export const userMoreFrames = (): Frame[] => [
  frame(
    ["(revoke|remove|delete|drop|take away|withdraw|throw out|get rid of|kick out|strip)", keyWords, "{words}"],
    dropKey,
    {
      may: [
        beside,
        "(from|ending in|ending|ends|ending with|with comment|comment|commented|labelled|labeled|named|called|authorized_keys|root|file|away|old|out|that|in|of|@|belonging)",
      ],
    },
  ),
  frame([free, "{name}"], sudoOf, {
    reads: true,
    may: [beside, "(still|use|using|allowed|may|able|get|got|run|it|or not)"],
  }),
  // “the pi user”: a machine is called so, too.
  frame(
    ["{t} [user|account]", free],
    (match) => {
      const said = match.slots.flatMap(({ kind, value }) =>
        kind === "t" ? (match.entities[Number(value)]?.said ?? []) : [],
      )[0];
      const name = said?.replace(/^(?:the|our|my) /, "");
      return name === undefined || !match.words.fleet.some(({ facts }) => (facts.accounts ?? []).includes(name))
        ? undefined
        : atHome(name, match, looking(`Show what ${name} may do with sudo`, `sudo -l -U ${name}`));
    },
    { reads: true, may: [beside, "(still|use|using|allowed|may|able|get|got|run)"] },
  ),
  frame(
    [
      "(give|allow|let|grant|permit|enable)",
      "({svc})",
      "(nopasswd|passwordless|without password|without a password|with no password|without being asked for password|without entering password|without sudo password|password-less)",
      "(restart|reload|start|stop|restarting|reloading|systemctl restart|systemctl reload|systemctl start|systemctl stop)",
      "{word}",
    ],
    mayRun,
    { may: [beside, "(sudo|systemctl|service|run|rights|access|nopasswd|command|only|just|via|using)"] },
  ),
  frame(
    [
      "(set|give|limit|put|grant|impose|allow|assign|cap)",
      "(quota|disk quota|storage quota|space quota|storage limit|disk limit)",
      "{words}",
    ],
    quota,
    { may: [beside, "{n} (gb|g|gib|tb|t|gigs|gigabytes|mb|m)", "(of|at|to|storage|space|disk|hard|soft|new)", "{n}"] },
  ),
  frame(
    [
      "(expire|end|terminate|close|let expire|let end)",
      "(account|accounts|login|user)",
      "{words}",
      "(january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)",
    ],
    (match) => {
      const day = dayOf(match);
      const name = personIn(match);
      return day === undefined || name === undefined || /\bpassword\b/.test(match.text)
        ? undefined
        : atHome(name, match, acting(`Let the account end of ${name}`, `chage -E ${day} ${name}`));
    },
    { may: [beside, "{n}", "(by|at|from|until|after|day|st|nd|rd|th|end of)"] },
  ),
  frame(
    ["(rename)", "(account|login|user|username)", "(to|into|as) {word}", "{word}"],
    (match) => {
      const [to, from, more] = openWords(match);
      return from === undefined ||
        to === undefined ||
        more !== undefined ||
        !account.test(from) ||
        !account.test(to) ||
        notAName.test(from)
        ? undefined
        : atHome(from, match, acting(`Rename the account ${from}`, `usermod -l ${to} ${from}`));
    },
    { may: [beside] },
  ),
  frame(
    [
      "(who|which users|which user|which accounts|anyone|anybody|somebody|everyone)",
      "(logged in|logged on|signed in|signed on|been on|connected|log in|sign in|sshed in|logged into|was on|had a session)",
      "(weekend|over the weekend|last weekend|night|last night|monday|tuesday|wednesday|thursday|friday|saturday|sunday|christmas|holidays|week|month)",
    ],
    () => looking("Show who signed in", "last -n 100"),
    {
      reads: true,
      may: [
        beside,
        span,
        "(over|during|since|last|this|the|past|via|to|into|onto|was|were|from|in|ssh|{svc}|list|all|has|had|been)",
      ],
    },
  ),
  frame(
    ["(when)", "{name}", "(last|most recently)", "(was|did|has)"],
    (match) => {
      const name = personIn(match);
      return name === undefined || !match.words.fleet.some(({ facts }) => (facts.accounts ?? []).includes(name))
        ? undefined
        : atHome(name, match, looking(`Show the last sign-ins of ${name}`, `last -n 20 ${name}`));
    },
    { reads: true, may: [beside, "(was|last|did|been|time|in|here|logged)"] },
  ),
  frame(
    [
      "(anyone|anybody|somebody|someone|who|which users|any)",
      "(failed to log in|failed logins|failed login|fail to log in|failed to sign in|failed attempts|failed ssh logins|failed sign-ins|wrong password|wrong passwords|tried to log in|tried to sign in|been locked out|failed {svc} logins|failed login attempts|tried to get in)",
    ],
    () => looking("Show failed sign-ins", "lastb -n 50"),
    {
      reads: true,
      may: [
        beside,
        span,
        "(been|were|today|with|try|tried|in|over|via|ssh|{svc}|recently|lately|attempts|to|has|had|was|many|since)",
      ],
    },
  ),
];

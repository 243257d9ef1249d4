/** What people ask of accounts: who was here, whose keys, which shells, what expires, who may do what. */
import { type Match, openWords, things } from "../intents/match.ts";
import { homesOfAccount } from "../homes.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { span } from "./say.ts";
import { at, countOf, looking, looks } from "./ways.ts";

const account = /^[a-z_][a-z0-9_-]{0,31}\$?$/;
const notAName =
  /^(?:attempt|attempts|history|records|backups|build|job|jobs|sync|replication|scrub|scan|migration|deployment|gzip|compression|swap|ipv6|selinux|live-restore|autostart|a|an|the|user|users|account|accounts|login|key|keys|password|passwords|group|groups|shell|access|who|which|anyone|anybody|somebody|someone|everyone|everybody|nobody|people|person|all|any|last|since|recent|ssh|sudo|his|her|their|our|my|me|us|you|it|this|that|local|system|human|real|inactive|locked|disabled|expired|there|with|without|none|staff|admin|admins)$/;
const beside = [
  "(user|users|account|accounts|user account|login|logins|person|people|of|for|the|on|called|named|with|has|have|had|by|member|local|unix|linux|system|'s|his|her|their)",
];
/** The one person that was named: an account may be called like a service. */
export const personIn = (match: Match): string | undefined => {
  // A day beside the name is none.
  const [name, more] = [
    ...openWords(match).filter((word) => !/^\d/.test(word)),
    ...things(match).map(({ said }) => said),
  ];
  return name !== undefined && more === undefined && account.test(name) && !notAName.test(name) ? name : undefined;
};
/** There, where no machine is named. */
export const atHome = (name: string, match: Match, intent: Intent): Intent =>
  at(homesOfAccount(name, match.words.fleet), onlyThere(name, match, intent));

/** “everywhere” is where the account is, as far as the machines tell which they have. */
export function onlyThere(name: string, { on }: Match, intent: Intent): Intent {
  if (intent.kind !== "change" || typeof intent.input === "function") return intent;
  if (!on?.parts.every(({ count, expr }) => count === "all" && expr === "all")) return intent;
  const { input } = intent;
  return {
    ...intent,
    input: ({ facts }) => (facts.accounts?.includes(name) === false ? undefined : input),
    needs: `the account ${name}`,
  };
}

const ofPerson =
  (does: string, run: (name: string, match: Match) => string) =>
  (match: Match): Intent | undefined => {
    const name = personIn(match);
    // “failed logins” are nobody's.
    return name === undefined || /^(?:failed|failing|successful|unsuccessful|bad|invalid|all|wrong)$/.test(name)
      ? undefined
      : atHome(name, match, looking(`${does} ${name}`, run(name, match)));
  };

const lastLogin =
  "(last login|last logins|last log in|last sign in|last sign-in|last seen|last logged in|last log on|last logged on|last signed in|last session|most recent login|recent logins|latest login|login history|recent sessions|last sessions|last connect|last connected|last used|last active|logins|sign-ins|last ssh login|previous logins|latest logins|recent login|last time)";
const keys =
  "(ssh key|ssh keys|authorized key|authorized keys|authorized_keys|public key|public keys|keys|key|authorised keys|{svc} key|{svc} keys|authorized {svc} keys|authorized {svc} key|authorised ssh keys|authorized ssh keys|pubkeys|{svc} pubkeys)";

export const userLookFrames = (): Frame[] => [
  frame(
    [keys, "(of|for) {word} [user|account]", "(show|list|which|what|print|see|display|give|get)"],
    (match) => {
      const name = personOfKeys(match);
      return name === undefined
        ? undefined
        : atHome(
            name,
            match,
            looking(
              `List the SSH keys of ${name}`,
              `ssh-keygen -lf ${name === "root" ? "/root" : `/home/${name}`}/.ssh/authorized_keys`,
            ),
          );
    },
    { reads: true, may: [...beside, "(all|authorized|installed|are|{svc}|there)"] },
  ),
  frame(
    [lastLogin, "{name}"],
    ofPerson("Show the last sign-ins of", (name, match) => `last -n ${countOf(match, 20)} ${name}`),
    {
      reads: true,
      may: [
        ...beside,
        span,
        "{n}",
        "(when|was|did|in|list|here|ssh|via|from where|where|from|time|login|log in|logged in|sign in|signed in|used|on|onto|{svc}|over|seen|active)",
      ],
    },
  ),
  frame(
    [
      "(when|has|did|what time|how long ago)",
      "(last|recently|ever|lately|ago|been|latest|this week|today|yesterday|this month)",
      "(log in|logged in|login|log on|signed in|sign in|logged on|connect|connected|been on|was on|been active|ssh in|{svc} in|seen|used)",
      "{name}",
    ],
    ofPerson("Show the last sign-ins of", (name) => `last -n 20 ${name}`),
    {
      reads: true,
      may: [
        ...beside,
        span,
        "(to|last|been|in|onto|was|did|here|time|recently|via|over|{svc}|into|via ssh|ever|lately|ago|long)",
      ],
    },
  ),
  ...looks(
    [
      [
        "(login attempts|sign-in attempts|log in attempts|logon attempts|ssh attempts|{svc} attempts|{svc} login attempts)",
      ],
      [
        "(who|which users|which user|users|user|which accounts|accounts|who all|which person|people|which people)",
        "(logged in|logged on|signed in|been on|connected|log in|sign in|sshed in|logging in|logging into|signing in|logging on)",
        "(last|recently|today|yesterday|this week|last night|lately|this month|past|since|ever|previously)",
      ],
    ],
    {
      does: "Show who signed in",
      run: "last -n 50; lastb -n 50",
      may: [
        ...beside,
        span,
        "{n}",
        "(last|recent|latest|failed|successful|via|over|{svc}|today|yesterday|week|this|list|recently|in|were|from|where|ssh|all|past|month|was|been|night|days|hours)",
      ],
    },
  ),
  ...looks(
    [
      ["(never)", "(logged in|used|signed in|logged on|log in)", "(users|accounts|who|which|account|user)"],
      ["(inactive|dormant|unused|stale|abandoned)", "(users|accounts|user accounts|logins|user|account)"],
    ],
    {
      does: "Show when each account was last used",
      run: "lastlog",
      may: [...beside, "(which|ever|have|has|never|are|there|list|for|days|months|months|{n}|in|long)"],
    },
  ),
  frame(
    [
      "(password|account|passwords|login)",
      "(expire|expires|expiry|expiration|expiring|age|aging|ageing|change|changed|set|last changed|old|max age|valid until|run out|runs out|policy|due)",
      "{name}",
      "(when|does|show|check|how|what|is|how long|will|days|list|did|until|expiry|has|status|was|was last)",
    ],
    (match) =>
      /\b(?:set|change|reset|make|let|force)\b/.test(match.text.split(" ")[0] ?? "")
        ? undefined
        : ofPerson("Show when the password ends of", (name) => `chage -l ${name}`)(match),
    {
      reads: true,
      may: [
        ...beside,
        "(password|expire|expires|expiry|date|days|left|until|valid|how|old|last|changed|change|set|time|account|was|be|long|will|did|due|on|to|aging|policy|info|information)",
      ],
    },
  ),
  ...looks(
    [
      [
        "(passwords|accounts|password)",
        "(expire|expired|expiring|expiry|expiration|about to expire|never expire|expire soon)",
        "(which|whose|who|any|list|show|all|users|soon|accounts)",
      ],
    ],
    {
      does: "Show when passwords end",
      run: 'for u in $(awk -F: \'$3 >= 1000 && $3 < 60000 {print $1}\' /etc/passwd); do echo "$u"; chage -l "$u"; done',
      may: [
        ...beside,
        "(which|whose|soon|are|about|to|never|have|expired|passwords|password|list|all|expire|will|next|month|week|an|set|date)",
      ],
    },
  ),
  frame(
    [keys, "{name}"],
    (match) => {
      const name = /\broot\b/.test(match.text) ? "root" : personOfKeys(match);
      if (name === undefined) return undefined;
      const intent = looking(
        `List the SSH keys of ${name}`,
        `ssh-keygen -lf ${name === "root" ? "/root" : `/home/${name}`}/.ssh/authorized_keys`,
      );
      return name === "root" ? intent : atHome(name, match, intent);
    },
    {
      reads: true,
      may: [
        ...beside,
        "(list|which|what|every|each|all|show|authorized|authorised|installed|allowed|how many|are|file|accept|accepted|sign in|log in|as|in|may|can|to|get|login|into|access|{svc}|trusted|deposited)",
      ],
    },
  ),
  frame(
    [keys, "root", "(list|which|what|show|every|all|how many|any|whose|who)"],
    () => looking("List the SSH keys of root", "ssh-keygen -lf /root/.ssh/authorized_keys"),
    {
      reads: true,
      may: [
        ...beside,
        "(list|which|what|every|each|all|show|authorized|authorised|installed|allowed|how many|are|file|accept|accepted|sign in|log in|as|in|may|can|to|get|login|into|access|{svc}|trusted|'s)",
      ],
    },
  ),
  ...looks(
    [
      [
        keys,
        "(all users|every user|each user|all accounts|which users|who has|whose|anywhere|everyone|everybody|all|list|which|what|any|installed|there|accepted|authorized)",
      ],
    ],
    {
      does: "List the SSH keys of all accounts",
      run: 'for f in /root/.ssh/authorized_keys /home/*/.ssh/authorized_keys; do echo "$f"; ssh-keygen -lf "$f"; done',
      may: [
        ...beside,
        "(list|which|what|every|each|all|show|authorized|installed|allowed|are|there|deposited|in|use|accepted|{svc}|set up|anywhere|may|log in|users|who|access|users)",
      ],
    },
  ),
  ...looks(
    [
      [
        "(login shell|login shells|real shell|valid shell|interactive shell|shell|shells|shell access|working shell)",
        "(users|accounts|which|who|people|list|everyone|user|account)",
      ],
      [
        "(human users|human accounts|real users|regular users|normal users|real people|non-system users|non system users|ordinary users|non-system accounts|regular accounts)",
      ],
      [
        "(who|which users|which accounts|users|accounts)",
        "(can log in|can login|may log in|allowed to log in|able to log in|can sign in|may sign in|could log in|can ssh in|can {svc} in)",
      ],
    ],
    {
      does: "List the accounts that have a login shell",
      run: "getent passwd | grep -vE '(nologin|false|sync|halt|shutdown)$'",
      may: [
        ...beside,
        "(bash|zsh|sh|as|their|fish|login|shell|a|an|which|have|has|list|interactive|real|valid|bash|who|at all|are|there|with|local|can|that|in|{svc}|via|over|using)",
      ],
    },
  ),
  ...looks(
    [
      [
        "(uid 0|root privileges|user id 0|uid zero|root equivalent|superuser|superusers)",
        "(users|accounts|who|which|any|account|user|list|has|anyone)",
      ],
      ["(uid)", "(users|accounts|who|which|account|user|any|other)", "{n}"],
    ],
    {
      does: "List the accounts that are root",
      run: "awk -F: '$3 == 0 {print $1}' /etc/passwd",
      may: [
        ...beside,
        "(have|has|other|than|root|besides|are|any|apart|from|{n}|equals|uid|id|of|privileges|is|there)",
      ],
    },
  ),
];

function personOfKeys(match: Match): string | undefined {
  const words = [...openWords(match), ...things(match).map(({ said }) => said)].filter(
    (name) => !/^(?:ssh|sshd|openssh)$/.test(name),
  );
  const [name, more] = words;
  return name !== undefined && more === undefined && account.test(name) && !notAName.test(name) ? name : undefined;
}

/** Whether an account is there, locked, may use sudo, in which groups, with what running. */
import { type Match, openWords, things } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { atHome, personIn } from "./user-look.ts";
import { read, span } from "./say.ts";
import { looking, looks } from "./ways.ts";

const account = /^[a-z_][a-z0-9_-]{0,31}\$?$/;
const notAName =
  /^(?:a|an|the|user|users|account|accounts|login|key|keys|password|passwords|group|groups|shell|access|who|which|anyone|anybody|somebody|someone|everyone|everybody|nobody|people|person|all|any|last|since|recent|ssh|sudo|his|her|their|our|my|me|us|you|it|this|that|local|system|human|real|inactive|locked|disabled|expired|there|with|without|none|staff|admin|admins)$/;
const beside = [
  "(user|users|account|accounts|user account|login|logins|person|people|of|for|the|on|called|named|with|has|have|had|by|member|local|unix|linux|system|'s|his|her|their)",
];

const ofPerson =
  (does: string, run: (name: string, match: Match) => string) =>
  (match: Match): Intent | undefined => {
    const name = personIn(match);
    return name === undefined ? undefined : atHome(name, match, looking(`${does} ${name}`, run(name, match)));
  };

export const userRightFrames = (): Frame[] => [
  ...looks(
    [
      [
        "(who|which users|which accounts|anyone|anybody|users|which user|everyone)",
        "(become root|be root|use sudo|run sudo|get root|run commands as root|sudo to root|has root|act as root|get to root|switch to root|run as root|sudo anything|escalate)",
      ],
    ],
    {
      does: "Show who is in the administrators' groups",
      run: "getent group sudo wheel adm admin",
      may: [...beside, "(may|can|could|allowed|to|is|able|has|rights|access|who)"],
    },
  ),
  ...looks(
    [
      [
        "(without password|without a password|with no password|no password|empty password|empty passwords|passwordless|without passwords|blank password|blank passwords|password-less)",
        "(account|accounts|users|user|who|anyone|logins|any)",
      ],
    ],
    {
      does: "Find accounts without a password",
      run: "passwd -S -a | awk '$2 == \"NP\"'",
      may: [...beside, "(find|list|which|any|are|there|have|has|set|local|check)"],
    },
  ),
  ...looks(
    [
      [
        "(locked|disabled|deactivated|blocked)",
        "(users|accounts|account|user|logins|user accounts)",
        "(which|list|show|any|are there|what|all|how many|who)",
      ],
    ],
    {
      does: "Show which accounts are locked",
      run: "passwd -S -a",
      may: [...beside, "(are|which|list|any|there|currently|out|disabled|locked)"],
    },
  ),
  frame(
    [
      "(locked|disabled|active|enabled|unlocked|deactivated|blocked|suspended|locked out|able to log in|able to login|allowed to log in|able to sign in)",
      "{name}",
      "(is|account|check|status|whether|user|has|still)",
    ],
    ofPerson("Show whether the account is locked of", (name) => `passwd -S ${name}`),
    { reads: true, may: [...beside, "(still|been|or|check|whether|out|is|account|status|state)"] },
  ),
  frame(
    [
      "(user|account|person|login|somebody|someone|anybody|anyone)",
      "(called|named|by name of|by name|with name|exist|exists|there|have|has|present|known)",
      "{name}",
    ],
    ofPerson("Look up the account", (name) => `getent passwd ${name}`),
    {
      reads: true,
      may: [
        ...beside,
        "(exist|exists|there|have|an|a|is|any|does|check|whether|by|name|called|named|present|at all|still|known|with)",
      ],
    },
  ),
  frame(
    [
      "(does|has|is)",
      "{name}",
      "(have an account|have account|an account|have a login|got an account|exist|exists|have user|got account|have login|account exist|account)",
    ],
    ofPerson("Look up the account", (name) => `getent passwd ${name}`),
    { reads: true, may: [...beside, "(exist|exists|there|have|an|a|is|still|account|got|at all|here|login)"] },
  ),
  frame(
    [
      "(uid|gid|user id|uid and gid|numeric id|home directory|home dir|home folder|login shell|shell|home|details|information|info|id)",
      "{name}",
      "(what|which|show|where|check|of|'s|is|tell|give|get)",
    ],
    ofPerson("Look up the account", (name) => `id ${name}; getent passwd ${name}`),
    {
      reads: true,
      may: [
        ...beside,
        "(is|uid|gid|and|shell|home|directory|id|have|use|uses|where|does|what|number|about|get|groups)",
      ],
    },
  ),
  frame(
    [
      "(sudo|root|run as root|sudo rights|sudo commands|privileges|permissions|admin|become root|use sudo)",
      "{name}",
      "(can|may|what|which|does|is|has|allowed|check|show|list)",
    ],
    ofPerson("Show what sudo lets do", (name) => `sudo -l -U ${name}`),
    {
      reads: true,
      may: [
        ...beside,
        "(sudo|use|run|do|rights|as|root|allowed|to|have|commands|is|an|a|admin|access|may|can|permissions|rights|what|privileges|become|in)",
      ],
    },
  ),
  ...looks(
    [
      [
        "(sudoers|sudoers file|sudo config|sudo configuration|sudo rules|/etc/sudoers)",
        "(show|valid|check|list|what|print|syntax|ok|in|contents|cat|who|which|entries)",
      ],
    ],
    {
      does: "Show the rules of sudo",
      run: "cat /etc/sudoers; grep -rv '^#' /etc/sudoers.d; visudo -c",
      may: [...beside, "(file|valid|syntax|contents|rules|in|what|is|check|ok|all|say|says|entries|entry|are|there)"],
    },
  ),
  ...looks(
    [
      [
        "(nopasswd|passwordless sudo|sudo without password|sudo without a password|no password sudo|password-less sudo)",
      ],
    ],
    {
      does: "Find who needs no password for sudo",
      run: "grep -rnE 'NOPASSWD' /etc/sudoers /etc/sudoers.d",
      may: [...beside, "(who|which|can|use|any|entries|rules|rights|is|allowed|to|there|anyone)"],
    },
  ),
  ...looks(
    [
      [
        "(sessions|session|ssh sessions|{svc} sessions|tty|ttys|terminals|open sessions|active sessions|login sessions)",
        "(open|active|current|currently|list|show|who|which|how many|are there|running|any|all|idle)",
      ],
      ["(idle|idling)", "(users|sessions|who|how long|logged in)"],
    ],
    {
      does: "Show the sessions that are open",
      run: "w; loginctl list-sessions",
      may: [...beside, "(open|active|ssh|{svc}|are|there|login|long|idle|running|list|on|how|right)"],
    },
  ),
  frame(
    ["(whose|who|person|which person|what name)", "(account|user|behind)", "{name}"],
    ofPerson("Look up the account", (name) => `getent passwd ${name}`),
    { reads: true, may: [...beside, "(is|behind|belongs|to|real)"] },
  ),
  ...looks([["(groups|group list|unix groups|local groups)", "(list|all|which|what|show|exist|how many|are there)"]], {
    does: "List the groups",
    run: "getent group",
    may: [...beside, "(exist|are|there|all|defined|local|list|configured)"],
  }),
  frame(
    [
      "(who|which users|which accounts|members|list members|everyone|users|accounts|anyone|anybody)",
      "(in|of|belong to|belongs to|member of|members of|part of|has) [group] ({svc}|{word})",
      "(group|members|belongs|belong|member)",
    ],
    (match) => {
      const name = things(match)[0]?.said ?? openWords(match)[0];
      return name === undefined || !account.test(name) || notAName.test(name)
        ? undefined
        : looking(`Show who is in the group ${name}`, `getent group ${name}`);
    },
    { reads: true, may: [...beside, "(group|is|are|in|members|list|who|belong|all|of)"] },
  ),
  frame(
    [
      "(processes|process|running|run|doing|commands|jobs|crontab|cron jobs|programs)",
      "(of|by|from|user|as|is|'s|owned by|under) [user] {name}",
      "(what|which|list|show|all|any)",
    ],
    ofPerson("Show what runs for", (name, { text }) =>
      /\bcron/.test(text) ? `crontab -l -u ${name}` : `ps -u ${name} -o pid,etime,pcpu,pmem,args`,
    ),
    {
      reads: true,
      may: [...beside, "(processes|running|run|doing|does|is|as|under|user|started|owned|jobs|cron|crontab|programs)"],
    },
  ),
  frame(
    [
      "(home|home directory|home directories|homes|home folder|homedir|home dir)",
      "(size|big|large|space|how much|use|take|takes|usage|full)",
      "{name}",
    ],
    ofPerson("Measure the home of", (name) => `du -sh /home/${name}`),
    {
      reads: true,
      may: [...beside, "(how|much|big|size|space|take|takes|up|use|uses|disk|usage|is|does|folder|directory)"],
    },
  ),
  frame(
    ["(password policy|password rules|password requirements|password complexity)"],
    () =>
      looking(
        "Show the rules for passwords",
        "grep -E '^(PASS|ENCRYPT|LOGIN)' /etc/login.defs; cat /etc/security/pwquality.conf",
      ),
    { reads: true, may: [...beside, "(what|show|set|configured|enforced|in|force)"] },
  ),
  frame(
    [
      "(new|newest|recently created|recently added|recent|last created|latest)",
      "(users|accounts|user accounts|account|user)",
      "(which|list|show|any|who|created|added|what|were|there|in|since)",
    ],
    () => read("user.list", {}),
    { reads: true, may: [...beside, span, "(created|added|recently|were|any|there|week|this|month|last|been|lately)"] },
  ),
];

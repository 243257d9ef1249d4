/** Lines of logs that are about something: a word, a failure to sign in, a job, a time around which they were written. */
import { literals, type Match, openWords, things } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { read, sinceOf, span } from "./say.ts";
import {
  act,
  acting,
  asTyped,
  atOwners,
  byInit,
  daysOf,
  kernelLines,
  kernelLog,
  looking,
  looks,
  nameOn,
} from "./ways.ts";

const beside = [
  span,
  "{n}",
  "(log|logs|journal|entries|messages|lines|line|last|latest|recent|newest|list|check|find|any|on|by|of|in|from|show|were|there|has|have|the|week|month|all|tail|grep|search|look|scan|through|container|docker|service|file|log lines|show me)",
];
const about =
  "(about|concerning|regarding|mentioning|mention|mentions|containing|contains|contain|with|matching|related to|for|on|that mention|that contain|which mention|that say|where)";

/** “in the pihole log about doubleclick.net”. */
function searched(match: Match): Intent | undefined {
  const [thing, more] = things(match);
  const text = [
    ...literals(match, "quote"),
    ...literals(match, "code"),
    ...literals(match, "ip"),
    ...literals(match, "url"),
    ...literals(match, "path"),
    ...openWords(match).map((word) => asTyped(match, word)),
  ][0];
  if (!thing || more || text === undefined || text.length < 3) return undefined;
  // A plain word may be one that the sentence is made of; a name of something is none.
  if (openWords(match).length > 0 && !/[.@\d_-]|^[A-Z]/.test(text)) return undefined;
  const since = sinceOf(match);
  const isContainer = match.slots.some(({ kind }) => kind === "ctr");
  const name = nameOn(match);
  return atOwners(
    match,
    isContainer
      ? looking(
          `Search the log of ${thing.said} for ${text}`,
          (machine, q) => {
            const unit = name(machine);
            return unit === undefined
              ? undefined
              : `docker logs --timestamps${since === undefined ? " --tail 5000" : ` --since ${since}`} ${q(unit)} 2>&1 | grep -i -F -e ${q(text)}`;
          },
          "docker",
        )
      : read("log.search", {
          text,
          service: thing.owners[0]?.name ?? thing.said,
          ...(since === undefined ? {} : { since }),
        }),
  );
}

/** Text in the logs of a folder, or of the whole machine. */
function anywhere(match: Match): Intent | undefined {
  const text = [
    ...literals(match, "quote"),
    ...literals(match, "code"),
    ...literals(match, "ip"),
    ...openWords(match).map((word) => asTyped(match, word)),
  ][0];
  if (text === undefined || text.length < 3) return undefined;
  const [path] = literals(match, "path");
  if (path !== undefined) return read("file.search", { path, text }, { ask: true });
  const since = sinceOf(match);
  return read("log.search", { text, ...(since === undefined ? {} : { since }) }, { ask: true });
}

const keeping =
  "(clear|clean|clean up|trim|vacuum|shrink|cut|prune|delete|remove|drop|throw away|truncate|purge|limit|reduce|cut down|clear out|get rid of|keep)";

export const logAboutFrames = (): Frame[] => [
  frame(
    [
      "(how much space|how big|size|how large|biggest|largest|fattest|space|what takes|which)",
      "(logs|log files|log file|log folder|log directory|/var/log|logfiles)",
      "(take|takes|biggest|largest|using|use|big|large|space|size|occupy|fattest|most|eat|up|grow|growing|huge)",
    ],
    (match) =>
      things(match).length > 0 ? undefined : read("file.search", { path: "/var/log", largest: true }, { ask: true }),
    {
      reads: true,
      may: [
        ...beside,
        "(how much|how big|space|take|up|are|biggest|largest|most|disk|do|the|use|grow|fastest|big|all|together|total)",
      ],
    },
  ),
  frame(
    [
      "(kernel log|kernel messages|dmesg|kernel ring buffer|kernel)",
      "(messages|errors|entries|lines|warnings|events|anything)",
      "{word}",
    ],
    (match) => {
      const [text] = openWords(match);
      return text === undefined || text.length < 2
        ? undefined
        : looking(`Search the kernel's messages for ${text}`, (machine, q) =>
            kernelLines(`-F -e ${q(text)}`, 200)(machine),
          );
    },
    {
      reads: true,
      may: [...beside, "(about|related|mention|mentions|mentioning|regarding|kernel|log|dmesg|buffer|to)"],
    },
  ),
  frame(
    ["({svc}|{ctr})", "(log|logs|journal|entries|logged|log lines)", about, "({quote}|{code}|{ip}|{url}|{path})"],
    searched,
    { reads: true, may: [...beside, "(anything|what|is|did|say|says|something)"] },
  ),
  frame(["({svc}|{ctr})", "(log|logs|journal|entries|logged|log lines)", `${about} {word}`], searched, {
    reads: true,
    may: [...beside, "(anything|what|is|did|say|says|something)"],
  }),
  frame(
    [
      "(mail log|mail.log|mail logs|mails|mail {svc} log)",
      `${about.replace(")", "|for recipient|for sender|to recipient|from sender|for address)")} ({word}|{quote})`,
    ],
    (match) => {
      const text = [...openWords(match).map((word) => asTyped(match, word)), ...literals(match, "quote")][0];
      if (text === undefined || !/^[\w.@+-]+$/.test(text)) return undefined;
      const where = match.words.fleet.filter(({ facts }) =>
        facts.services.some((name) => /^(?:postfix|exim4?)$/.test(name)),
      );
      const intent = looking(
        `Search the log of mail for ${text}`,
        (_m, q) => `journalctl -u 'postfix*' -u dovecot --since -2d --no-pager | grep -i -F -e ${q(text)}`,
        "a journal",
      );
      return intent.kind === "shell" ? { ...intent, where } : intent;
    },
    { reads: true, may: beside },
  ),
  frame(["(grep|search|look for|scan|any mention of)", "({quote}|{code})"], anywhere, {
    reads: true,
    may: [
      ...beside,
      "{path}",
      "(in|under|below|for|string|text|the|mention|anywhere|mentions|phrase|inside|everywhere|system|files|error|message)",
      "- (r|ri|rn|i|rl|ir|rin)",
    ],
  }),
  frame(["(grep|search|scan)", "(logs|log files|all logs|every log)", "{path}", "{word}"], anywhere, {
    reads: true,
    may: [...beside, "(in|under|below|for|string|text|inside|files|all|every)"],
  }),
  ...looks(
    [
      [
        "(authentication failures|auth failures|authentication failure|failed authentications|failed authentication|break-in attempts|break in attempts|brute force|brute-force|brute force attempts|brute-force attempts|password failures|invalid users|wrong passwords|failed passwords|hacking attempts|intrusion attempts|failed ssh|unauthorized access attempts|rejected passwords)",
      ],
      [
        "(reject|rejected|refuse|refused|deny|denied|block|blocked)",
        "(login|logins|log in|sign-in|sign-ins|connection attempts|password|passwords)",
        "({svc}|how often|how many|times|who|any)",
      ],
    ],
    {
      does: "Show who failed to sign in",
      run: "lastb -n 100 || journalctl -t sshd --since -7d --no-pager -g 'Failed|Invalid|refused'",
      may: [
        ...beside,
        "(how often|how many|times|count|did|login|logins|attempts|attempt|a|{svc}|ssh|via|over|were|against|today|who|which|were)",
      ],
    },
  ),
  ...looks(
    [
      [
        "(cron|cronjob|cronjobs|cron jobs|cron job|scheduled jobs)",
        "(failed|failing|errors|failures|fail|broken|problems|ran|run|log|output|history|last)",
      ],
    ],
    {
      does: "Show what cron did",
      run: byInit("journalctl -u cron -u crond --since -7d --no-pager", "tail -n 200 /var/log/messages"),
      needs: "a journal",
      may: [
        ...beside,
        "(failed|did|run|ran|which|jobs|job|any|when|what|cron|overnight|were|are|correctly|successfully|hourly|daily|nightly)",
      ],
    },
  ),
  ...looks(
    [
      [
        "(kernel)",
        "(errors|error|warnings|problems|panic|panics|oops|oopses|crash|crashes|issues|faults|trouble|complaints)",
      ],
    ],
    {
      does: "Look at the kernel's errors",
      run: kernelLog(" -p warning -n 200", " -T --level=emerg,alert,crit,err,warn | tail -n 200"),
      may: [
        ...beside,
        "(kernel|panic|oops|errors|warnings|last night|recently|any|overnight|today|did|see|seen|logged|recent|had)",
      ],
    },
  ),
  ...looks(
    [
      [
        "(segfault|segfaults|segmentation faults|segmentation fault|core dumps|coredumps|core dump|coredump|crashed programs|crashed processes|program crashes)",
      ],
    ],
    {
      does: "Look for programs that crashed",
      run: "journalctl -k --since -7d --no-pager -g 'segfault|traps:|general protection'; coredumpctl list --no-pager",
      may: [
        ...beside,
        "(look for|look|journal|recent|any|did|happen|happened|crash|crashed|programs|processes|which|list|recently|stored|exist|there|kernel|system)",
      ],
    },
  ),
  ...looks(
    [
      [
        "(oom-killer|oom killer|oom|out of memory killer|kernel)",
        "(strike|struck|kill|killed|kills|active|hit|fire|fired|trigger|triggered|act|acted)",
      ],
      [
        "(killed|kill|kills)",
        "(lack of memory|out of memory|low memory|memory pressure|shortage of memory|because of memory|due to memory|for memory)",
      ],
    ],
    {
      does: "Look whether the kernel killed something for want of memory",
      run: kernelLines("-E 'out of memory|oom-kill|killed process'", 100),
      may: [
        ...beside,
        "(did|kernel|anything|something|process|processes|any|anywhere|fleet|strike|ever|for|lack|of|memory|recently|was|were|been|because|whole)",
      ],
    },
  ),
  ...looks(
    [
      [
        "(which|what|who)",
        "(services|service|units|unit|programs|processes|daemons|daemon|program)",
        "(most log|most lines|log most|logs most|logged most|noisiest|chattiest|most messages|log the most|spam|spams|spamming|most log lines|flood|flooding|floods|loudest|logs so much|most noise|log most lines|writes most|fills)",
      ],
      ["(noisiest|chattiest|loudest|top)", "(loggers|services|units|log sources|logger|programs|service|unit)"],
    ],
    {
      does: "Rank who logs most",
      run: byInit(
        "journalctl --since -1d -o short --no-pager | awk '{sub(/\\[.*/, \"\", $5); print $5}' | sort | uniq -c | sort -rn | head -n 20",
      ),
      needs: "a journal",
      may: [
        ...beside,
        "(write|writes|wrote|most|the|produce|produces|log|logs|journal|today|lines|up|spamming|so much|noise)",
      ],
    },
  ),
  frame(
    [
      keeping,
      "(journal|systemd journal|journald|journal entries|journal logs|system journal|journal files|journals)",
      "(older than|keep|keeping|keep only|only keep|but keep|last|past|beyond|than|before)",
      "({n} (day|days|week|weeks|month|months)|(week|month|year))",
    ],
    (match) => {
      const days = daysOf(match);
      return days === undefined || !Number.isInteger(days)
        ? undefined
        : acting(`Keep ${days} days of the journal`, byInit(`journalctl --vacuum-time=${days}d`), "a journal");
    },
    {
      may: [
        "(old|older|entries|logs|everything|all|only|of|than|the|keep|last|but|and|down|to|log|archived|from|files|that is|that are|which are|is|are)",
      ],
    },
  ),
  act(
    [
      "(delete|remove|clear|clean up|purge|get rid of|clean|drop)",
      "(core dumps|coredumps|core files|crash dumps|crash reports)",
    ],
    {
      does: "Delete what crashed programs left",
      run: "find /var/lib/systemd/coredump /var/crash -xdev -type f -delete",
      may: ["(old|all|the|of|stored|kept|files)"],
    },
  ),
];

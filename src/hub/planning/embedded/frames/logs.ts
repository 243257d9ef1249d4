/** What people say about logs. */
import { linesOf, literals, type Match, openWords, things } from "../intents/match.ts";
import { shellWord } from "../../../../lib/shellWord.ts";
import type { Intent, Thing } from "../types.ts";
import { frame, type Frame, isFiller } from "./frame.ts";
import { ownersOf } from "./on-unit.ts";
import { command, read, sinceOf, span, thing } from "./say.ts";
import { kernelLog } from "./ways.ts";

const log =
  "(log|logs|journal|log file|log files|logfile|logfiles|log output|log entries|log lines|log messages|output|access log|access logs|error log|error logs|journald|journalctl|syslog|entries|history)";
const complaint =
  "(errors|error|warnings|warning|problems|failures|complaints|exceptions|crashes|stack traces|issues|anything strange|anything odd|anything unusual|trouble|bad|wrong)";
const say =
  "(say|saying|said|log|logged|logging|wrote|write|writing|print|printed|complain|complaining|complained|moan|moaning|whine|whining|report|reporting|reported|tell|telling|spit out|spitting out|throw|throwing|cry|crying|grumble|grumbling|bitching|output|scream|screaming)";
const lines = "[last|latest|newest|recent|final|most recent] {n} [lines|entries|messages|rows|log lines]";
const few = "(last|latest|newest|recent|most recent|final|few|couple of) [lines|entries|messages|ones|things|bits]";
const showing =
  "(tail|cat|dump|print|grab|pull|fetch|read|open|view|display|list|output|follow|check|go through|scan|give|get)";

/** The log of a service or container. */
function logOf(match: Match): Intent | undefined {
  // “who can log in over ssh” asks for no log.
  if (/\b(?:can|could|may|able to|allowed to|users|accounts) .*\blog (?:in|on)\b/.test(match.text)) return undefined;
  const meant = things(match);
  // “around 14:30” is a time, and no number of lines.
  if (meant.length === 0 || / (?:around|about|at|near|circa) @n\d+ : @n\d+/.test(match.text)) return undefined;
  const isContainer = match.slots.some(({ kind }) => kind === "ctr");
  const since = sinceOf(match);
  const [, kind] = /\b(error|access) logs?\b/.exec(match.text) ?? [];
  // Web servers write these into files of their own.
  if (kind !== undefined && since === undefined && meant.every(({ said }) => /^nginx$/.test(said)))
    return {
      kind: "read",
      tool: "file.read",
      input: { path: `/var/log/nginx/${kind}.log`, lines: linesOf(match, 50), from: "end" },
      where: ownersOf(meant),
    };
  const counted =
    /@n\d+ (?:lines|entries|messages|rows|log lines)|(?:last|latest|newest|tail) @n/.test(match.text) &&
    !/@n\d+ (?:minutes|hours|days)/.test(match.text);
  const count = counted ? linesOf(match, 50) : since === undefined ? 50 : 500;
  if (isContainer)
    return { kind: "container", act: "logs", things: meant, lines: count, ...(since === undefined ? {} : { since }) };
  const errorsOnly =
    /\b(?:errors?|warnings?|problems|failures|complain\w*|moan\w*|whin\w*|wrong|crash\w*|exceptions)\b/.test(
      match.text,
    ) && !/\berror logs?\b/.test(match.text);
  const from = since === undefined ? {} : { since };
  return { kind: "service", act: "logs", things: meant, lines: count, ...from, ...(errorsOnly ? { errorsOnly } : {}) };
}

/** The engine keeps what a container writes. */
const inContainer = (thing: Thing, text: string, since: string | undefined): Intent => {
  const intent = command({
    command: (machine, q) => {
      const name = thing.owners.find((owner) => owner.machine === machine)?.name;
      return name === undefined
        ? undefined
        : `docker logs --timestamps ${since === undefined ? "--tail 5000" : `--since ${since}`} ${q(name)} 2>&1 | grep -i -F -e ${q(text)}`;
    },
    does: `Search the log of ${thing.said} for ${shellWord(text)}`,
    reads: true,
    needs: "docker",
  });
  return intent.kind === "shell" ? { ...intent, where: thing.owners.map(({ machine }) => machine) } : intent;
};

/** Looking for a text in the log of a service. */
function searchOf(match: Match): Intent | undefined {
  const [word, more] = openWords(match).filter((each) => !isFiller(each));
  const text = [...literals(match, "quote"), ...literals(match, "code"), ...(more === undefined ? [word] : [])][0];
  const [thingSaid] = things(match);
  if (text === undefined) return undefined;
  const since = sinceOf(match);
  const [path] = literals(match, "path");
  const web =
    /\baccess logs?\b/.test(match.text) && thingSaid !== undefined && /nginx|apache|httpd|caddy/.test(thingSaid.said);
  const file = path ?? (web ? `/var/log/${/nginx/.test(thingSaid.said) ? "nginx" : "apache2"}/access.log` : undefined);
  if (file === undefined && !thingSaid) return undefined;
  if (file === undefined && thingSaid && match.slots.some(({ kind }) => kind === "ctr"))
    return inContainer(thingSaid, text, since);
  const name = thingSaid?.owners[0]?.name ?? thingSaid?.said;
  const typed = read("log.search", {
    text,
    ...(file === undefined ? { service: name ?? "" } : { path: file }),
    ...(since === undefined ? {} : { since }),
  });
  const where = [...new Set(thingSaid?.owners.map(({ machine }) => machine))];
  if (typed?.kind === "read") return where.length > 0 ? { ...typed, where } : typed;
  return command({
    command: (_machine, q) =>
      file === undefined
        ? `journalctl -u ${q(name ?? "")} --no-pager -n 1000 -g ${q(text)}`
        : `grep -n -F -e ${q(text)} -- ${q(file)}`,
    does: `Search ${file ?? `the log of ${name ?? ""}`} for ${shellWord(text)}`,
    reads: true,
    needs: "a POSIX shell",
  });
}

export const logFrames = (): Frame[] => [
  frame(
    ["(journal|system log|system journal|logs|log|journald|journalctl)", "({quote}|{code})"],
    (match) => {
      const text = [...literals(match, "quote"), ...literals(match, "code")][0];
      const since = sinceOf(match);
      return text === undefined
        ? undefined
        : read("log.search", { text, ...(since === undefined ? {} : { since }) }, { ask: true });
    },
    {
      reads: true,
      may: [
        span,
        "(search|grep|scan|look|check|find|filter|go through|look through) [through|in|for]",
        "(lines|entries|messages|anything|string|text|phrase|word|containing|contains|with|matching|mention|mentions|for)",
      ],
    },
  ),
  frame(["(how many times|how often|count)", thing, "({quote}|{code})"], searchOf, {
    reads: true,
    may: [say, log, span, "(lines|entries|messages|occurrences|times|requests|hits|with|containing)"],
  }),
  frame(
    ["(errors|error messages|problems|failures|warnings|issues)"],
    (match) => read("log.errors", { since: sinceOf(match) ?? "24h" }),
    {
      reads: true,
      may: [
        span,
        lines,
        few,
        showing,
        "(list|recent|last|logged|occurred|happened|have|there|system|main|most|common|frequent)",
      ],
    },
  ),
  frame([thing, log, "({quote}|{code})"], searchOf, {
    reads: true,
    may: [
      "(search|grep|scan|look|check|find|filter|go through|look through|comb) [through|in|for]",
      "(lines|entries|messages|anything|something|string|text|phrase|word|pattern|term|containing|contains|with|matching|mention|mentions|mentioning|occurrences|requests|hits)",
      span,
    ],
  }),
  // “search the postgres log for deadlock”: one word needs no quotes.
  frame(
    ["(search|grep|scan|look|check|find)", thing, log, "(for|containing|mentioning|mention|with|about) {word}"],
    searchOf,
    {
      reads: true,
      may: ["(lines|entries|messages|anything|something|word|through|in)", span],
    },
  ),
  frame(
    ["{path}", "({quote}|{code})", "(search|grep|scan|look|check|find|filter|lines|contain|contains|occurrences)"],
    searchOf,
    {
      reads: true,
      may: [
        "(search|grep|scan|look|check|find|filter|through|string|text|phrase|word|pattern|containing|with|matching|file|log|line|lines|entry|message|sentence|that says|saying|reading)",
        span,
      ],
    },
  ),
  frame(
    ["(oom|out of memory|out-of-memory|oom killer|oom-killer|oom kills|oom kill|memory kills)"],
    (match) =>
      read("log.errors", { since: sinceOf(match) ?? "7d" }) ??
      command({
        command: kernelLog(" -p warning -n 100", " --level=err,warn | tail -n 100"),
        does: "Look at the kernel's messages",
        reads: true,
        needs: "a kernel log",
      }),
    {
      reads: true,
      may: [
        "(kernel|log|logs|messages|dmesg|killed|kills|events|killer|process|entries|about|mention|mentions|was|anything)",
        span,
      ],
    },
  ),
  frame(
    ["(segfault|segfaults|segmentation fault|core dump|core dumps|coredumps|crashes of programs)"],
    (match) => read("log.errors", { since: sinceOf(match) ?? "7d" }),
    { reads: true, may: [span, "(kernel|log|logs|messages|list|any|recent|were|there)"] },
  ),
  frame(
    [
      "(kernel)",
      "(complain|complained|complains|complaining|moan|say|said|saying|log|logs|messages|errors|warnings|ring buffer|says|said|complaints)",
    ],
    () =>
      command({
        command: kernelLog(" -p warning", " --level=emerg,alert,crit,err,warn"),
        does: "Look at the kernel's messages",
        reads: true,
        needs: "a kernel log",
      }),
    { reads: true, may: ["(errors|warnings|last|latest|recent|entries|dmesg|lines|about)", "{n}", span] },
  ),
  frame([thing, log], logOf, {
    reads: true,
    may: [
      "- (f|n)",
      "for [next] ({n} (seconds|secs|sec|minutes|minute|mins|min)|minute|moment|while|bit)",
      span,
      lines,
      few,
      showing,
      complaint,
      "(for|about|regarding|because)",
      "(lines|entries|messages|full|whole|complete|log|logs|real quick|look like|scroll|through|latest|container|docker|recent)",
    ],
  }),
  frame(["{svc}", log, "{svc}", log], logOf, { reads: true, may: [span, lines, few, showing] }),
  frame([thing, say], logOf, {
    reads: true,
    may: [span, lines, few, "(about|whatever|give|gimme|been|things|stuff|lately|so loudly|all day|log|logs|up to)"],
  }),
  frame([thing, complaint], logOf, {
    reads: true,
    may: [
      span,
      lines,
      few,
      showing,
      "(log|logs|throw|throwing|show|recent|latest|any|are there|were there|happening|list|from|by)",
    ],
  }),
  frame([lines, thing], logOf, { reads: true, may: ["(lines|entries|messages|of|from|log|logs)", span, showing] }),
  frame(
    [
      "(errors|error messages|problems|failures|warnings|error lines)",
      "(log|logs|journal|syslog|system log|system logs|system journal)",
    ],
    (match) =>
      read("log.errors", { since: sinceOf(match) ?? "24h" }) ??
      command({
        command: "journalctl -p warning --no-pager -n 200",
        does: "Show recent errors of the journal",
        reads: true,
        needs: "journald",
      }),
    {
      reads: true,
      may: [
        span,
        lines,
        few,
        showing,
        "(all|system|any|check|look through|summary|summarise|summarize|group|grouped|most common|common|frequent)",
      ],
    },
  ),
];

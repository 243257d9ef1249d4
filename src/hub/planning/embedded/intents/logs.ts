/** What people say about logs that do not belong to one service. */
import type { Machine } from "../../../../domain/machine.ts";
import type { Intent } from "../types.ts";
import { linesOf, literals, type Meaning, type Meanings, things, means } from "./match.ts";
import { shell } from "./shell.ts";

const newest = "[last|latest|recent|newest|most recent|first] [{n}] [lines|entries|messages] [of|from|in]";

/** Where the classic system log is written: Debian's family, and everybody else. */
const syslogPath = ({ facts }: Machine): string =>
  /^(debian|ubuntu|raspbian|linuxmint|pop)$/.test(facts.osId) ? "/var/log/syslog" : "/var/log/messages";

/** Log files of web servers by what they are called. */
const webLogs: Record<string, { error: string; access: string }> = {
  nginx: { error: "/var/log/nginx/error.log", access: "/var/log/nginx/access.log" },
  apache2: { error: "/var/log/apache2/error.log", access: "/var/log/apache2/access.log" },
  httpd: { error: "/var/log/httpd/error_log", access: "/var/log/httpd/access_log" },
};

const systemLog: Meaning = (match) => ({
  kind: "read",
  tool: "file.read",
  input: (machine) => ({ path: syslogPath(machine), lines: linesOf(match, 50), from: "end" }),
  ask: true,
  note: "The system log is read from the place where this system writes it.",
});

export const logMeanings = (): Meanings => [
  ...means(
    [
      `[<show>|tail|read] ${newest} {svc} (error|access) (log|logs|log file|log entries)`,
      `[<show>|tail|read] ${newest} (error|access) (log|logs|log file) (of|for|from) {svc}`,
    ],
    (match): Intent | undefined => {
      const [thing] = things(match);
      const name = thing?.owners[0]?.name ?? thing?.said ?? "";
      const paths = webLogs[name === "apache" ? "apache2" : name];
      if (!paths || things(match).length !== 1) return undefined;
      const path = / access /.test(match.text) ? paths.access : paths.error;
      return {
        kind: "read",
        tool: "file.read",
        input: { path, lines: linesOf(match, 50), from: / first /.test(match.text) ? "start" : "end" },
        ask: true,
      };
    },
  ),
  ...means(
    [
      `[<show>|tail|read|check] ${newest} (syslog|system log|system logs|messages log|system journal|general log|var log messages|machine log)`,
      `what (does|do|is in) (syslog|system log|<logs>) [say]`,
    ],
    systemLog,
  ),
  ...means([`[<show>|tail|read] ${newest} (<logs>|log lines|lines)`, "what (does|do) <logs> say"], (match) => {
    // “…, then show the log”: of what was just spoken of.
    if (match.before && !/ (system|machine)/.test(match.text))
      return { kind: "service", act: "logs", things: match.before, lines: linesOf(match, 50) };
    return systemLog(match);
  }),
  ...means(
    [
      "who (tried|has tried|attempted|failed) to {svc} [in] [and failed] [today|yesterday|recently|lately|last night]",
      "who (tried|has tried|attempted|failed) to (log in|login|log on|sign in|break in|get in) [and failed] [today|yesterday|recently|lately|over {svc}|via {svc}|with {svc}]",
      "[<show>|any|are there|were there|find|how many|list|recent|there|count] [any|all|recent|last] [{n}] (failed|rejected|denied|invalid|bad|unsuccessful) [{svc}] (logins|login|login attempts|log ins|attempts|sign ins|authentication attempts|password attempts|authentications|auth attempts) [over {svc}|via {svc}|today|yesterday|recently] [were there|are there|attempts]",
      "[<show>|check|read|tail] [last|latest] [{n}] [lines|entries] [of|from|in] (auth log|auth logs|authentication log|login log|secure log)",
    ],
    (match) => {
      const [named] = things(match);
      const ssh = named ?? match.words.services.get("ssh");
      if (!ssh || (named && !/^(sshd?|ssh server|openssh)$/.test(named.said))) return undefined;
      return {
        kind: "service",
        act: "logs",
        things: [ssh],
        lines: 500,
        note: "Failed sign-ins over SSH are in the log of the SSH service; its newest 500 lines are shown.",
      };
    },
  ),
  ...means(
    [
      "[<show>|read|check] [last] [{n}] [lines of] (kernel log|kernel logs|kernel messages|dmesg|kernel ring buffer|dmesg output)",
      "any kernel errors",
      "(did|has) (oom killer|kernel) (kill|killed) (anything|something|any process)",
      "(any|were there) (oom|out of memory) (kills|kill|events|errors)",
    ],
    (match) =>
      shell({
        command: ({ facts }) =>
          facts.init === "systemd" ? `journalctl -k -n ${linesOf(match, 100)} --no-pager` : "dmesg",
        does: "Show the kernel's messages",
        reads: true,
        needs: "a kernel log",
      }),
  ),
  ...means(
    [
      "(grep|search|look|find|check) [for] ({quote}|{word}) in {path}",
      "(grep|search) {path} for ({quote}|{word})",
      "does {path} contain {quote}",
      "(find|show) lines [with|containing] {quote} in {path}",
    ],
    (match) => {
      const [path = ""] = literals(match, "path");
      const text = literals(match, "quote")[0] ?? match.slots.find(({ kind }) => kind === "word")?.value ?? "";
      return shell({
        command: (_machine, q) => `grep -n -- ${q(text)} ${q(path)}`,
        does: `Search ${path}`,
        reads: true,
        needs: "a POSIX shell",
      });
    },
  ),
];

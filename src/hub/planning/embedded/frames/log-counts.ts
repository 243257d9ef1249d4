/** Lines of logs that are counted or shown by number: warnings of a program, requests for a path, the newest of the journal. */
import { linesOf, literals, type Match, things } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { accessLog } from "./log-web.ts";
import { sinceOf, span } from "./say.ts";
import { atOwners, byInit, having, looking, nameOn } from "./ways.ts";

function counted(match: Match): Intent | undefined {
  const [thing, more] = things(match);
  if (!thing || more || thing.isContainer) return undefined;
  const since = sinceOf(match) ?? "24h";
  const name = nameOn(match);
  const level = /\bwarnings?\b/.test(match.text) ? "warning" : "err";
  return atOwners(
    match,
    looking(
      `Count what ${thing.said} logged from ${level} up`,
      (machine, q) => {
        const unit = name(machine);
        return unit === undefined
          ? undefined
          : byInit(`journalctl -u ${q(unit)} -p ${level} --since -${since} --no-pager -q | wc -l`)(machine);
      },
      "a journal",
    ),
  );
}

function requests(match: Match): Intent | undefined {
  const [path, more] = [...literals(match, "path"), ...literals(match, "quote")];
  if (path === undefined || more !== undefined) return undefined;
  const intent = looking(
    `Show requests for ${path}`,
    (machine, q) => `grep -F -e ${q(path)} ${accessLog(machine)} | tail -n ${linesOf(match, 100)}`,
  );
  return intent.kind === "shell" && match.on === undefined
    ? { ...intent, where: having(match, /^(?:nginx|apache2|httpd)$/) }
    : intent;
}

const newest = (match: Match): Intent | undefined =>
  things(match).length > 0
    ? undefined
    : looking(
        "Show the newest lines of the journal",
        byInit(`journalctl -n ${linesOf(match, 50)} --no-pager`, `tail -n ${linesOf(match, 50)} /var/log/messages`),
      );

const beside = [
  span,
  "(log|logs|entries|lines|last|latest|recent|newest|all|any|show|list|dump|print|tail|of|in|from|the|by|were|was|there|did|has|have|logged|past|how|many|number)",
];

export const logCountFrames = (): Frame[] => [
  frame(
    ["(count|how many|number of)", "(warnings|warning|errors|error|error lines|warning lines|error messages)", "{svc}"],
    counted,
    {
      reads: true,
      may: [...beside, "(log|logs|logged|produce|produced|throw|thrown|write|written|does|do|report|reported)"],
    },
  ),
  frame(
    [
      "(access log|access logs|access.log)",
      "(entries|lines|requests|hits|entry|show|list|find|grep|tail)",
      "({path}|{quote})",
    ],
    requests,
    {
      reads: true,
      may: [...beside, "{n}", "(for|to|with|containing|about|requests|hits|url|path|{svc}|on)"],
    },
  ),
  frame(
    [
      "{n}",
      "(journal lines|journal entries|journal messages|lines of journal|lines from journal|entries of journal|lines of system journal|journald lines)",
    ],
    newest,
    {
      reads: true,
      may: beside,
    },
  ),
];

/** What is counted and ranked in the access log of a web server. */
import type { Machine } from "../../../../domain/machine.ts";
import { type Match, literals, things } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { sinceOf, span } from "./say.ts";
import { atOwners, countOf, having, looking } from "./ways.ts";

const webServers = /^(?:nginx|apache2|httpd)$/;
/** The access log where this machine's web server writes it; nginx where none is known. */
export function accessLog({ facts }: Machine): string {
  if (facts.services.includes("apache2")) return "/var/log/apache2/access.log";
  return facts.services.includes("httpd") ? "/var/log/httpd/access_log" : "/var/log/nginx/access.log";
}

const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
/** “today” and “yesterday” as the log writes them; the whole file where no day is said. */
function dayOf({ text, nowMs }: Match): string | undefined {
  const back = /\byesterday\b/.test(text) ? 1 : /\b(?:today|this morning)\b/.test(text) ? 0 : undefined;
  if (back === undefined) return undefined;
  const at = new Date(nowMs - back * 86_400_000);
  return `${String(at.getUTCDate()).padStart(2, "0")}/${months[at.getUTCMonth()] ?? ""}/${at.getUTCFullYear()}`;
}

/** The lines that are meant: of a day, with a path, with a status. */
function lines(match: Match, quote: (text: string) => string): (machine: Machine) => string {
  const status = /\b([1-5])(\d\d|xx)(?:s|er|ers)?\b/.exec(readable(match));
  const [path] = [...literals(match, "path"), ...literals(match, "quote")];
  const day = dayOf(match);
  const [, count = "", unit = ""] = /^(\d+)(m|h|d)$/.exec(sinceOf(match) ?? "") ?? [];
  const back = count === "" ? undefined : `${count} ${{ m: "minutes", h: "hours", d: "days" }[unit] ?? "hours"}`;
  const filters = [
    ...(day === undefined ? [] : [`grep -F ${quote(day)}`]),
    // The time stands in front of each line, so lines of one month compare as text.
    ...(back === undefined || day !== undefined
      ? []
      : [`awk -v t="[$(date -d '-${back}' '+%d/%b/%Y:%H:%M:%S')" '$4 >= t'`]),
    ...(path === undefined ? [] : [`grep -F -- ${quote(path)}`]),
    ...(status ? [`awk '$9 ~ /^${status[1] ?? ""}${status[2] === "xx" ? "" : (status[2] ?? "")}/'`] : []),
  ];
  return (machine) => [`cat ${accessLog(machine)}`, ...filters].join(" | ");
}

/** Numbers as they were typed. */
const readable = ({ text, entities }: Match): string =>
  text.replaceAll(/@n(\d+)/g, (whole, id: string) => entities[Number(id)]?.said ?? whole);

function ofBalancer(does: string, match: Match): Intent | undefined {
  const status = /\b([1-5])(\d\d|xx)(?:s|er|ers)?\b/.exec(readable(match));
  if (!status) return undefined;
  const day =
    dayOf(match) === undefined && !/\bmidnight\b/.test(match.text)
      ? "-1d"
      : /\byesterday\b/.test(match.text)
        ? "yesterday"
        : "today";
  return atOwners(
    match,
    looking(
      does,
      `journalctl -u haproxy --since ${day} --no-pager | grep -cE ' ${status[1] ?? ""}${status[2] === "xx" ? "[0-9][0-9]" : (status[2] ?? "")} [0-9]+ '`,
    ),
  );
}

function counted(does: string, then: string | ((match: Match) => string)) {
  return (match: Match): Intent | undefined => {
    // HAProxy writes into the journal, in another form.
    if (things(match).some(({ said }) => said.startsWith("haproxy"))) return ofBalancer(does, match);
    const intent = looking(does, (machine, q) => {
      const tail = typeof then === "string" ? then : then(match);
      return `${lines(match, q)(machine)}${tail}`;
    });
    return intent.kind === "shell" ? { ...intent, where: having(match, webServers) } : intent;
  };
}
const ranked = (field: string) => (match: Match) =>
  ` | awk '{print ${field}}' | sort | uniq -c | sort -rn | head -n ${countOf(match.text.includes("@n") && !/@n\d+ (?:hours|minutes|days)/.test(match.text) ? withoutStatus(match) : { ...match, slots: [] }, 20)}`;
/** A status is no amount. */
const withoutStatus = (match: Match): Match => ({
  ...match,
  slots: match.slots.filter(({ kind, value }) => {
    const entity = kind === "n" ? match.entities[Number(value)] : undefined;
    return kind !== "n" || (entity?.kind === "n" && entity.value < 400 && entity.value !== 301 && entity.value !== 200);
  }),
});

const beside = [
  span,
  "(today|yesterday|this morning)",
  "{path}",
  "{quote}",
  "{n}",
  "(access log|access logs|access.log|log|logs|web log|web {t} log|web server|{svc}|from|in|for|to|by|http|https|website|site|web|shop)",
  "(4xx|5xx|3xx|2xx|404s|500s|502s|503s|403s|401s|504s|429s|errors|error|responses|response|status|codes|code|requests|request|hits|returned|got|get|served|answered|answer|seen|replies|pages|page|visits)",
  "(serve|serves|return|returns|produce|produced|throw|threw|hand out|handed out|did|does|count|counted|number|top|most|often|frequent|frequently|frequent|common|busiest|active|list|all|times|requested|hit|hits|hitting|accessed|visited|called|popular|ones|per|each|ip|ips|addresses|urls|us|clients)",
];
const statuses =
  "(4xx|5xx|3xx|2xx|404s|500s|502s|503s|403s|401s|504s|429s|{n} (errors|responses|status|codes|replies|answers|s|hits)|(status|code|error|http) {n}|(return|returned|returns|answer|answered|serve|served|give|gave|respond|responded|throw|threw) [with] [a|an] {n}|{n} - s)";
const ips =
  "(ip|ips|ip addresses|addresses|clients|client|visitors|hosts|ip address|remote addresses|who|anyone|anybody|someone|somebody|ip 's)";

export const logWebFrames = (): Frame[] => [
  frame(
    [
      ips,
      "(access log|access logs|access.log|hit|hits|hitting|requested|requests|access|accessed|visit|visited|hammering|hammers|called|calls|traffic|pounding|crawling)",
      "(most|top|often|count|{path}|frequent|busiest|list|which|many|hammering|hammers|pounding)",
    ],
    counted("Rank who asked most often", ranked("$1")),
    { reads: true, may: [...beside, "(most|with|traffic|sorted|which|unique|different|distinct|us|our)"] },
  ),
  frame(
    [
      "(most|top|frequently|popular|often|busiest)",
      "(requested|visited|accessed|called|hit|urls|url|pages|paths|endpoints|requests)",
      "(urls|url|pages|paths|endpoints|page|path|files|resources|access log|uris|requested)",
    ],
    counted("Rank what was asked for most often", ranked("$7")),
    { reads: true, may: beside },
  ),
  frame(
    [
      "(user agents|user agent|browsers|bots|crawlers|user-agents)",
      "(access log|top|most|which|list|hit|requests|common|us|crawl|crawling|count)",
    ],
    counted(
      "Rank the programs that asked",
      (match) => ` | awk -F'"' '{print $6}' | sort | uniq -c | sort -rn | head -n ${countOf(match, 20)}`,
    ),
    { reads: true, may: beside },
  ),
  frame(
    [
      "(status codes|response codes|http codes|http status codes|statuses|status code)",
      "(access log|count|distribution|breakdown|how many|which|summary|summarise|summarize|by|per|list|{svc})",
    ],
    counted("Count the answers by their status", " | awk '{print $9}' | sort | uniq -c | sort -rn"),
    { reads: true, may: [...beside, "(distribution|breakdown|summary|by)"] },
  ),
  frame(
    [statuses, "(count|how many|number|times|how often|many)"],
    counted("Count these answers in the access log", " | wc -l"),
    {
      reads: true,
      may: [
        ...beside,
        "(did|has|have|we|serve|served|return|returned|throw|thrown|threw|send|sent|produce|gave|give|since midnight|were|how|often|of)",
      ],
    },
  ),
  frame(
    [statuses, "(access log|access logs|list|show|which|requests|urls|pages|last|find|any|{svc}|paths)"],
    counted("Show these answers of the access log", (match) => ` | tail -n ${countOf(withoutStatus(match), 100)}`),
    {
      reads: true,
      may: [...beside, "(last|latest|recent|newest|lines|entries|any|did|was|were|there|caused|cause|gave)"],
    },
  ),
  frame(
    [
      "(how many|count|number)",
      "(requests|hits|visits|visitors|page views|lines)",
      "(access log|{svc}|got|serve|served|handle|handled|get|receive|received|per hour|came in|web|today|yesterday)",
    ],
    (match) =>
      counted(
        "Count the requests",
        / per (?:hour|minute)\b/.test(match.text)
          ? ` | awk '{print substr($4, 2, ${/ per minute/.test(match.text) ? 17 : 14})}' | uniq -c`
          : " | wc -l",
      )(match),
    {
      reads: true,
      may: [
        ...beside,
        "(per|hour|minute|did|we|has|have|receive|received|came|in|handle|handled|serve|served|of|does)",
      ],
    },
  ),
];

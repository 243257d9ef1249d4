/** Lines of a log that hold a status: “every haproxy line with a 503 of the last two hours”. */
import { type Match, things } from "../intents/match.ts";
import type { JsonObject } from "../../../../lib/json.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { sinceOf, span } from "./say.ts";
import { accessLog } from "./log-web.ts";
import { ownersOf } from "./on-unit.ts";

const webServers = /^(?:nginx|apache2|httpd)$/;

function lines(match: Match): Intent | undefined {
  const [thing, more] = things(match);
  const id =
    / (?:with|containing|contain|contains|returning|returned|return|status|code|got|http|having|mentioning|mention|for|about|of) (?:status |code |http |error |codes )*@n(\d+)(?! (?:hours?|minutes?|mins?|days?|lines?|entries|requests|weeks?))/.exec(
      ` ${match.text}`,
    )?.[1];
  const said =
    id === undefined ? /(?<![\w.])([1-5]\d\d)s(?= |$)/.exec(match.text)?.[1] : match.entities[Number(id)]?.said;
  if (!thing || more || said === undefined || !/^[1-5]\d\d$/.test(said)) return undefined;
  const since = sinceOf(match);
  const within: JsonObject = since === undefined ? {} : { since };
  const isContainer = match.slots.some(({ kind }) => kind === "ctr");
  if (isContainer) return undefined;
  return {
    kind: "read",
    tool: "log.search",
    input: (machine) => {
      const unit = thing.owners.find((owner) => owner.machine === machine)?.name ?? thing.said;
      return webServers.test(unit)
        ? { text: ` ${said} `, path: accessLog(machine), ...within }
        : { text: ` ${said} `, service: unit, ...within };
    },
    where: ownersOf([thing]),
  };
}

const what =
  "(line|lines|entry|entries|requests|request|messages|message|hits|log|logs|logged|log lines|log entries|responses|answers)";
const beside = [
  span,
  what,
  "(every|each|all|any|only|show|list|print|get|find|grep|search|log|logs|status|code|error|errors|http|of|that|which|were|was|answered|sorted|newest)",
];

export const logStatusFrames = (): Frame[] =>
  ["{n}", "(500s|501s|502s|503s|504s|404s|403s|401s|400s|429s|499s|301s|302s|200s)"].map((status) =>
    frame(
      [
        "{svc}",
        what,
        `(with|containing|that contain|that contains|that has|that have|returning|that returned|which returned|having|mentioning|for|about|of|that got|with status|with code) [status|code|http|error|status code|http status] ${status}`,
      ],
      lines,
      { reads: true, may: beside },
    ),
  );

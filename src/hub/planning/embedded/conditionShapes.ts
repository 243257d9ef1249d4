/** Conditions on what typed reads see: who is signed in, which port is open, whether a configuration is right, how full a folder's disk is. */
import type { JsonObject } from "../../../lib/json.ts";
import { kindOf } from "../../../tools/config/kinds.ts";
import { configOf } from "./configs.ts";
import type { Check } from "./conditions.ts";
import type { Entity, Thing } from "./types.ts";

type Given = { entities: readonly Entity[]; last: Thing[] | undefined };
type Shape = readonly [RegExp, (found: RegExpExecArray, given: Given) => Check | undefined];

/** A list in the result that has something in it, or nothing. */
const some = (tool: string, input: JsonObject, { field, isSome }: { field: string; isSome: boolean }): Check => ({
  tool,
  input,
  field,
  op: isSome ? ">" : "==",
  value: 0,
});
const truth = (tool: string, input: JsonObject, { field, is }: { field: string; is: boolean }): Check => ({
  tool,
  input,
  field,
  op: "==",
  value: is,
});
const negative =
  /\b(?:not|no|nobody|none|no longer|closed|gone|broken|invalid|fails|failed|wrong|missing|stopped|down|exited|dead)\b/;
const things = (id: string | undefined, { entities }: Given): Thing[] | undefined => {
  const entity = entities[Number(id)];
  return entity && "things" in entity ? entity.things : undefined;
};
const be = "(?:is|are|was|were|has|have|gets|got|be)";

export const conditionShapes: readonly Shape[] = [
  [
    new RegExp(
      `^(?:somebody|someone|anybody|anyone|nobody|no one|no user|any user|any users|a user|users?)(?: else)? ?(?:${be} )?(?:still |currently |not )?(?:logged in|logged on|signed in|connected|on it|working|there|on)$`,
    ),
    ([words]) => some("system.users", {}, { field: "signedIn.length", isSome: !negative.test(words) }),
  ],
  [
    /^(?:it|they|@t\d+|machine)? ?(?:does not |do not |does|do)? ?(?:needs?|requires?|wants?|need to be|needs to be) (?:a )?(?:reboot|restart|rebooted|restarted)(?: required)?$|^(?:a )?(?:reboot|restart) (?:is )?(?:not )?(?:required|needed|pending)$|^(?:it )?(?:is )?(?:not )?required$/,
    ([words]) => truth("system.uptime", {}, { field: "rebootRequired", is: !negative.test(words) }),
  ],
  [
    /^(?:there (?:are|is) |it has |any )?(?:any |no |not any )?(?:pending |outstanding |available |new )?(security )?(?:updates?|patches|upgrades?)(?: (?:are|is) )?(?: ?(?:pending|available|outstanding|there|waiting))?$/,
    (found) =>
      some("system.updates", {}, { field: found[1] ? "securityCount" : "count", isSome: !negative.test(found[0]) }),
  ],
  [
    /^(?:port|tcp port|udp port) @n(\d+) (?:is |are )?(?:not |no longer )?(?:open|closed|listening|in use|used|reachable|answering|responding|there|up|down|free)$|^(?:nothing|something|anything|it|@svc\d+|@ctr\d+|they) (?:is |does |do )?(?:not |no longer )?(?:listen(?:ing|s)?|answer(?:ing|s)?|respond(?:ing|s)?|reachable|open)(?: any more| anymore)? (?:on|at) (?:port )?@n(\d+)$|^(?:port )?@n(\d+) (?:does not|is not|do not) (?:answer|open|respond|listening)$/,
    (found, given) => {
      const amount = given.entities[Number(found[1] ?? found[2] ?? found[3])];
      const port = amount?.kind === "n" ? amount.value : undefined;
      if (port === undefined || !Number.isInteger(port) || port < 1 || port > 65_535) return undefined;
      const isFree = /\bfree$/.test(found[0]);
      return some(
        "network.ports",
        { port },
        { field: "ports.length", isSome: !isFree && !negative.test(found[0]) && !found[0].startsWith("nothing") },
      );
    },
  ],
  [
    /^(?:its |the |new )?(?:@svc(\d+) )?(?:config|configuration|config file|syntax|config test|configtest|config check|configuration test|test|syntax check)(?: of @svc(\d+))? ?(?:is |are )?(?:still |not |does not )?(?:valid|ok|okay|fine|correct|good|right|passes|passed|pass|succeeds|succeeded|invalid|broken|wrong|fails|failed|fail|green)$/,
    (found, given) => {
      const named = things(found[1] ?? found[2], given) ?? given.last;
      const path = named?.length === 1 && named[0] ? configOf(named[0].owners[0]?.name ?? named[0].said) : undefined;
      return path === undefined || kindOf(path) === undefined
        ? undefined
        : truth("config.validate", { path }, { field: "valid", is: !negative.test(found[0]) });
    },
  ],
  [
    /^(?:disk |folder |mount |filesystem |usage of |space on |disk usage of )?@path(\d+) (?:is |gets |has |uses |usage is |fills )?(?:(above|over|more than|fuller than|beyond|past|at least|below|under|less than|>|<) )?@(?:pct|n)(\d+)(?: percent)?(?: full| used| usage)?(?: or more)?$/,
    (found, given) => {
      const folder = given.entities[Number(found[1])];
      const path = folder?.kind === "path" ? folder.said : undefined;
      const amount = given.entities[Number(found[3])];
      if (path === undefined || (amount?.kind !== "pct" && amount?.kind !== "n") || amount.value > 100)
        return undefined;
      const op = /^(?:below|under|less than|<)$/.test(found[2] ?? "")
        ? "<"
        : /^at least$/.test(found[2] ?? "") || found[0].endsWith(" or more")
          ? ">="
          : ">";
      return { tool: "system.disk", input: { path }, field: "fullestRatio", op, value: amount.value / 100 };
    },
  ],
  [
    /^@ctr(\d+)(?: container)? (?:is |has |are )?(?:not |no longer |still |currently )?(?:running|up|started|alive|healthy|ok|down|stopped|exited|dead|crashed|died|unhealthy)$/,
    (found, given) => {
      const [thing, more] = things(found[1], given) ?? [];
      if (!thing || more) return undefined;
      const isUp = !/\b(?:not|no longer|down|stopped|exited|dead|crashed|died|unhealthy)\b/.test(found[0]);
      const container = thing.owners[0]?.name ?? thing.said;
      return {
        tool: "container.inspect",
        input: { container },
        field: "state",
        op: isUp ? "==" : "!=",
        value: "running",
        owners: thing,
      };
    },
  ],
  [
    /^(?:there (?:are|is) |any )?(?:any |no |new )?errors? (?:in|on|of) (?:its |the )?(?:@svc(\d+) )?(?:log|logs|journal)$|^@svc(\d+) (?:logs|has|shows|reports)(?: any| new)? errors?$/,
    (found, given) => {
      const [thing] = things(found[1] ?? found[2], given) ?? given.last ?? [];
      return thing
        ? some(
            "log.errors",
            { since: "1h", service: thing.owners[0]?.name ?? thing.said },
            { field: "total", isSome: !/\bno\b/.test(found[0]) },
          )
        : undefined;
    },
  ],
  [
    /^(?:a |an |any |no )?(?:process (?:called |named )?)?"?([a-z][a-z0-9_.-]{2,40})"? (?:process )?(?:is )?(?:not |no longer |still )(?:running|there|alive|active)$/,
    (found) => {
      const name = found[1] ?? "";
      return /^(?:it|they|this|that|there|backup|job|service|container|machine|server|one|everything|nothing|somebody|anyone)$/.test(
        name,
      )
        ? undefined
        : some(
            "process.list",
            { match: name },
            { field: "processes.length", isSome: !/\b(?:not|no longer|no)\b/.test(found[0].replace(name, "")) },
          );
    },
  ],
];

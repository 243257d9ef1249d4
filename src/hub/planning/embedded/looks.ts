/** Conditions over any read: a port, a configuration test, who is signed in, one disk, a container, a log, another machine. */
import { kindOf } from "../../../tools/config/kinds.ts";
import { configOf, configTestOf } from "./configs.ts";
import type { Check } from "./conditions.ts";
import { diskLooks } from "./looks/disks.ts";
import { guestLooks, installedLooks } from "./looks/installed.ts";
import { at, entity, type Given, isSo, type Look, number, opOf, ops, thingsOf } from "./looks/parts.ts";
import { programLooks } from "./looks/programs.ts";
import { hostLooks, reachLooks } from "./looks/reach.ts";
import { systemLooks } from "./looks/systems.ts";
import type { Place, Thing } from "./types.ts";

const no = "(?: (not|no longer))?";
const answers =
  "(?:answers?|answering|responds?|responding|repl(?:y|ies)|replying|listens?|listening|reachable|available|up|open|running|there|accepts? connections|accepting connections)";

/** The program that has a configuration says whether it is right; by a typed read where there is one. */
function configCheck(things: Thing[] | undefined, isValid: boolean, given: Given): Check | undefined {
  const [thing, more] = things ?? [];
  if (!things || !thing || more) return undefined;
  const name = thing.owners[0]?.name ?? thing.said;
  const path = configOf(name);
  const test = configTestOf(name);
  const about = { things, ...at(given), says: `the configuration is ${isValid ? "" : "not "}valid` };
  if (path !== undefined && kindOf(path) !== undefined)
    return { ...about, tool: "config.validate", input: { path }, field: "valid", op: "==", value: isValid };
  return test === undefined || !isValid
    ? undefined
    : { ...about, tool: "shell.run", input: { command: test }, field: "exitCode", op: "==", value: 0 };
}

/** What a container is in: its state, or its health. */
export function containerCheck(
  things: Thing[],
  state: { wanted: string; is: boolean },
  place?: Place,
): Check | undefined {
  const [thing, more] = things;
  const name = thing?.owners[0]?.name;
  if (!thing || more || name === undefined) return undefined;
  return {
    tool: "container.inspect",
    input: { container: name },
    things,
    ...(place ? { place } : {}),
    field: state.wanted === "healthy" ? "health" : "state",
    op: state.is ? "==" : "!=",
    value: state.wanted,
    says: `${name} is ${state.is ? "" : "not "}${state.wanted}`,
  };
}

const port = (given: Given, id: string | undefined, isOpen: boolean, things?: Thing[]): Check | undefined => {
  const value = number(given.entities, id);
  if (value === undefined || !Number.isInteger(value) || value < 1 || value > 65_535) return undefined;
  return {
    tool: "network.ports",
    input: { port: value },
    ...(things ? { things } : {}),
    ...at(given),
    field: "ports.length",
    op: isOpen ? ">" : "==",
    value: 0,
    says: isOpen ? `something listens on port ${value}` : `nothing listens on port ${value}`,
  };
};

const looks: readonly Look[] = [
  ...guestLooks,
  {
    shape:
      /^@t(\d+)(?: is| are| does| do)?( not| no longer)? ?(?:still )?(?:(running|up|online|reachable|alive|available|there|responding|responds?|answers?|answering|pings?|replies)|(down|offline|unreachable|off|dead|gone|away))$/,
    read: ([, id, not, , down], { entities }) => {
      const found = entity(entities, id);
      const machines = found?.kind === "t" ? found.place.parts.flatMap((part) => part.machines) : [];
      const [only, more] = machines;
      if (!only || more) return undefined;
      const isUp = (down === undefined) === (not === undefined);
      return {
        tool: "network.ping",
        input: { host: only.facts.addresses[0] ?? only.facts.hostname, count: 3 },
        field: "received",
        op: isUp ? ">" : "==",
        value: 0,
        says: `${only.name} ${isUp ? "answers" : "does not answer"}`,
      };
    },
  },
  {
    shape: new RegExp(
      `^(@svc(\\d+)|@ctr\\d+|it|they|that|nothing|something|anything|nobody)?(?: ?(?:is|does|are|do))?${no} ?${answers}(?: at all| any more| anymore)? (?:on|at) (?:tcp )?(?:port )?@n(\\d+)$`,
    ),
    read: ([, subject, svc, not, id], given) => {
      const isOpen = (not === undefined) !== /^(?:nothing|nobody)$/.test(subject ?? "");
      return port(given, id, isOpen, svc === undefined && subject !== "it" ? undefined : thingsOf(given, svc));
    },
  },
  {
    shape: new RegExp(
      `^(?:(?:tcp |udp )?port )?@n(\\d+)(?: is| does)?${no} ?(?:${answers}|respond|answer|in use|used|taken|closed|free|down|dead)$`,
    ),
    read: ([words, id], given) => port(given, id, isSo(words, /\b(?:not|no longer|closed|free|down|dead)\b/g)),
  },
  {
    shape:
      /^(?:its |the |new |that )?(?:@svc(\d+)(?: 's)? )?(?:config|configuration|config file|syntax|(?:config|configuration|syntax) (?:test|check)|configtest|test|check)(?: of @svc(\d+))? ?(?:is |are |does |has )?(?:still )?(?:not )?(?:valid|ok|okay|fine|good|clean|correct|right|green|passe[sd]|pass|succeeds|succeeded|succeed|works|successful|checks out|validates|fails|failed|fail|invalid|broken|wrong|bad)$/,
    read: ([words, first, second], given) =>
      configCheck(
        thingsOf(given, first ?? second),
        isSo(words, /\b(?:not|fails|failed|fail|invalid|broken|wrong|bad)\b/g),
        given,
      ),
  },
  {
    shape:
      /^(?:it|this|that) (?:does )?(?:not )?(?:passe[sd]|pass|validates|is valid|is not valid|is correct|succeeds|succeeded|checks out|is clean)$/,
    read: ([words], given) => configCheck(given.last, isSo(words, /\bnot\b/g), given),
  },
  {
    shape:
      /^(?:there is |there are )?(somebody|someone|anybody|anyone|people|an? user|users?|nobody|no one|no user|noone|any users?|no users)(?: else)?(?: is| are| was)?( not)?(?: still| currently)*(?: logged in| logged on| signed in| connected| on it| active there| working| there| on)$/,
    read: ([, who, not], given) => {
      const isAny = (who ?? "").startsWith("no") === (not !== undefined);
      return {
        tool: "system.users",
        input: {},
        ...at(given),
        field: "signedIn.length",
        op: isAny ? ">" : "==",
        value: 0,
        says: isAny ? "somebody is signed in" : "nobody is signed in",
      };
    },
  },
  {
    shape: new RegExp(
      `^(?:disk |folder |mount |filesystem |usage of |space on |disk usage of )?@path(\\d+)(?: disk| partition| filesystem| mount| volume)?(?: is| gets| goes| was| has| uses| usage is| fills)?(?: used| filled| full)?(?: (${ops}))? @(?:pct|n)(\\d+)(?: percent)?(?: full| used| usage)?( or more)?$`,
    ),
    read: ([, path, op, amount, more], given) => {
      const mount = entity(given.entities, path);
      const value = number(given.entities, amount);
      return mount?.kind !== "path" || value === undefined || value > 100 || !mount.said.startsWith("/")
        ? undefined
        : {
            tool: "system.disk",
            input: { path: mount.said },
            ...at(given),
            field: "fullestRatio",
            op: more === undefined ? opOf(op ?? "") : ">=",
            value: value / 100,
            says: `${mount.said} is ${more === undefined ? (op ?? "over") : "at least"} ${value} % full`,
          };
    },
  },
  {
    shape:
      /^(?:there (?:are|is) |it has |they have )?(?:any )?(no |not any )?(?:new |pending |available |outstanding )*(security )?(?:updates?|patches|upgrades?)(?: are| is)?(?: available| pending| there| outstanding| waiting)?$/,
    read: ([, none, security], given) => ({
      tool: "system.updates",
      input: {},
      ...at(given),
      field: security === undefined ? "count" : "securityCount",
      op: none === undefined ? ">" : "==",
      value: 0,
      says: `there are ${none === undefined ? "" : "no "}${security ?? ""}updates`,
    }),
  },
  {
    shape:
      /^(?:(?:a )?(?:reboot|restart) (?:is )?(?:not )?(?:required|needed|pending|necessary|due)|(?:it|they|@t\d+|machine|that)? ?(?:does not |do not |does |do )?(?:needs?|requires?|wants?|asks for) (?:a )?(?:reboot|restart|to be rebooted|to be restarted|rebooting|be rebooted)(?: required)?|(?:it )?(?:is )?(?:not )?required)$/,
    read: ([words], given) => ({
      tool: "system.uptime",
      input: {},
      ...at(given),
      field: "rebootRequired",
      op: "==",
      value: isSo(words, /\bnot\b/g),
      says: `it ${isSo(words, /\bnot\b/g) ? "wants" : "does not want"} to be restarted`,
    }),
  },
  {
    shape: new RegExp(
      `^(?:it |uptime |its uptime )?(?:has been |is |was )?(?:up )?(?:for )?(${ops}|longer than) @n(\\d+) (days?|hours?|weeks?)(?: up| of uptime)?$`,
    ),
    read: ([, op, id, unit], given) => {
      const count = number(given.entities, id);
      const hours = (unit ?? "").startsWith("d") ? 24 : (unit ?? "").startsWith("w") ? 168 : 1;
      return count === undefined
        ? undefined
        : {
            tool: "system.uptime",
            input: {},
            ...at(given),
            field: "uptimeMs",
            op: opOf(op ?? ""),
            value: count * hours * 3_600_000,
            says: `it has been up ${op ?? ""} ${count} ${unit ?? ""}`,
          };
    },
  },
  {
    shape:
      /^(?:@ctr(\d+)|it|they|that)(?: container)?(?: is| has| does| was| are)?( not| no longer)? ?(?:still |currently |already )*(?:(running|up|started|alive|run|ok)|(healthy)|(down|stopped|exited|dead|died|crashed|gone|off)|(unhealthy)|(restarting))$/,
    read: ([, id, not, up, healthy, , sick, looping], given) => {
      const wanted =
        healthy !== undefined || sick !== undefined ? "healthy" : looping === undefined ? "running" : "restarting";
      const is = (up !== undefined || healthy !== undefined || looping !== undefined) === (not === undefined);
      const things = thingsOf(given, id);
      return things?.every(({ isContainer }) => isContainer) === true
        ? containerCheck(things, { wanted, is }, given.place)
        : undefined;
    },
  },
  {
    shape:
      /^(?:there (?:are|is) |any )?(?:any |no |new )*errors? (?:in|on|of) (?:its |the )?(?:@(?:svc|ctr)(\d+) )?(?:log|logs|journal)$|^@svc(\d+) (?:logs|has|shows|reports)(?: any| new| no)* errors?$/,
    read: ([words, first, second], given) => {
      const [thing] = thingsOf(given, first ?? second) ?? [];
      const isSome = !/\bno\b/.test(words);
      return thing
        ? {
            tool: "log.errors",
            input: { since: "1h", service: thing.owners[0]?.name ?? thing.said },
            ...at(given),
            field: "total",
            op: isSome ? ">" : "==",
            value: 0,
            says: `${thing.said} has logged ${isSome ? "" : "no "}errors in the last hour`,
          }
        : undefined;
    },
  },
  {
    shape:
      /^(?:there is |an? |any )?(no )?(?:process (?:called |named )?)?"?([a-z][a-z0-9._-]+)"?(?: process| job)?(?: is| are)?( not| no longer)?(?: still| already)? (?:running|alive|active|there)$/,
    read: ([, none, name, not], given) => {
      if (
        name === undefined ||
        /^(?:it|is|are|was|they|this|that|there|still|already|every|everything|anything|anyone|somebody|nothing|something|one|process|backup|job|service|container|machine|server|not)$/.test(
          name,
        )
      )
        return undefined;
      const is = (none === undefined) === (not === undefined);
      return {
        tool: "process.list",
        input: { match: name, limit: 20 },
        ...at(given),
        field: "matched",
        op: is ? ">" : "==",
        value: 0,
        says: `${is ? "a" : "no"} process “${name}” runs`,
      };
    },
  },
  ...diskLooks,
  ...systemLooks,
  ...programLooks,
  ...installedLooks,
  ...reachLooks,
];

/** Words of conditions: none of them is a typing mistake. */
export const lookWords: readonly string[] = [...looks, ...hostLooks].flatMap(
  ({ shape }) => shape.source.replaceAll(/\(\?<\w+>/g, "(").match(/[a-z]{4,}/g) ?? [],
);

/** Undefined where the words are none of these. */
export const readLook = (words: string, given: Given): Check | undefined => firstOf(looks, words, given);
/** The same of words in which machines are still named: “the connection to git-1 works”. */
export const readHostLook = (words: string, given: Given): Check | undefined => firstOf(hostLooks, words, given);

function firstOf(of: readonly Look[], words: string, given: Given): Check | undefined {
  for (const { shape, read } of of) {
    const found = shape.exec(words);
    const check = found && read(found, given);
    if (check) return check;
  }
  return undefined;
}

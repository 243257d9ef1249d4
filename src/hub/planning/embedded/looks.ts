/** Conditions over any read: a port, a configuration test, who is signed in, one disk, a container, another machine. */
import type { Comparison } from "../../../domain/condition.ts";
import type { Check } from "./conditions.ts";
import type { Entity, Place, Thing } from "./types.ts";

type Given = { entities: readonly Entity[]; last: Thing[] | undefined; place: Place | undefined };
type Look = { shape: RegExp; read: (found: RegExpExecArray, given: Given) => Check | undefined };

const no = "(?: (not|no longer))?";
const answers =
  "(?:answers?|answering|responds?|responding|listens?|listening|reachable|available|up|open|running|there|accepts? connections)";
const ops =
  "over|above|more than|greater than|higher than|exceeds|>|at least|>=|below|under|less than|lower than|<|at most|<=";
const opOf = (words: string): Comparison =>
  /^(?:at least|>=)$/.test(words)
    ? ">="
    : /^(?:at most|<=)$/.test(words)
      ? "<="
      : /^(?:below|under|less than|lower than|<)$/.test(words)
        ? "<"
        : ">";

const entity = (entities: readonly Entity[], id: string | undefined): Entity | undefined => entities[Number(id)];
const number = (entities: readonly Entity[], id: string | undefined): number | undefined => {
  const found = entity(entities, id);
  return found?.kind === "n" || found?.kind === "pct" ? found.value : undefined;
};
const thingsOf = ({ entities, last }: Given, id: string | undefined): Thing[] | undefined => {
  const found = id === undefined ? undefined : entity(entities, id);
  return found && (found.kind === "svc" || found.kind === "ctr") ? found.things : last;
};
const at = ({ place }: Given): { place?: Place } => (place ? { place } : {});

/** Where the configuration is that a service's own program checks. */
const configurations: readonly [RegExp, string][] = [
  [/^nginx$/, "/etc/nginx/nginx.conf"],
  [/^apache2?$/, "/etc/apache2/apache2.conf"],
  [/^httpd$/, "/etc/httpd/conf/httpd.conf"],
  [/^(?:ssh|sshd|openssh)$/, "/etc/ssh/sshd_config"],
];

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
    says: `something${isOpen ? "" : " no longer"} listens on port ${value}`.replace("something no longer", "nothing"),
  };
};

const looks: readonly Look[] = [
  {
    shape:
      /^@t(\d+)(?: is| are)?( not| no longer)? ?(?:still )?(?:(running|up|online|reachable|alive|available|there|responding|respond)|(down|offline|unreachable|off|dead|gone|away))$/,
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
      `^(@svc(\\d+)|it|they|that|nothing|something|anything|nobody)?(?: is| does| are| do)?${no} ?${answers}(?: at all)? (?:on|at) (?:tcp )?port @n(\\d+)$`,
    ),
    read: ([, subject, svc, not, id], given) => {
      const isOpen = (not === undefined) !== /^(?:nothing|nobody)$/.test(subject ?? "");
      return port(given, id, isOpen, svc === undefined && subject !== "it" ? undefined : thingsOf(given, svc));
    },
  },
  {
    shape: new RegExp(
      `^(?:tcp )?port @n(\\d+)(?: is| does)?${no} ?(?:(${answers}|in use|used|taken)|(closed|free|down|dead))$`,
    ),
    read: ([, id, not, , closed], given) => port(given, id, (closed === undefined) === (not === undefined)),
  },
  {
    shape:
      /^(?:its )?(?:@svc(\d+)(?: 's)? )?(?:config|configuration|config test|configuration test|syntax|syntax check|config check|test)(?: of @svc(\d+))?(?: is| are| does)?( not)? ?(?:valid|ok|okay|fine|good|clean|correct|passes|passed|succeeds|pass|works|right|succeed|(fails|invalid|broken|wrong|bad|failed))$/,
    read: ([, first, second, not, bad], given) => {
      const things = thingsOf(given, first ?? second);
      const [thing] = things ?? [];
      const name = thing?.owners[0]?.name ?? thing?.said ?? "";
      const path = configurations.find(([shape]) => shape.test(name))?.[1];
      const isValid = (bad === undefined) === (not === undefined);
      return path === undefined || !things
        ? undefined
        : {
            tool: "config.validate",
            input: { path },
            things,
            ...at(given),
            field: "valid",
            op: "==",
            value: isValid,
            says: `the configuration is ${isValid ? "" : "not "}valid`,
          };
    },
  },
  {
    shape:
      /^(?:there is )?(somebody|someone|anybody|anyone|people|users?|nobody|no one|no user|noone|any user|any users|no users)(?: is| are| still)?( not)?(?: still)? (?:logged in|logged on|signed in|connected|on it|active there)$/,
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
      `^(?:disk )?@path(\\d+)(?: disk| partition| filesystem| mount| volume)?(?: is| gets| goes| was| has| uses)?(?: used| filled| full)? (${ops}) @(?:pct|n)(\\d+)(?: full| used| usage)?$`,
    ),
    read: ([, path, op, amount], given) => {
      const mount = entity(given.entities, path);
      const value = number(given.entities, amount);
      return mount?.kind !== "path" || value === undefined || value > 100 || !mount.said.startsWith("/")
        ? undefined
        : {
            tool: "system.disk",
            input: { path: mount.said },
            ...at(given),
            field: "fullestRatio",
            op: opOf(op ?? ""),
            value: value / 100,
            says: `${mount.said} is ${op ?? ""} ${value} % full`,
          };
    },
  },
  {
    shape:
      /^(?:there (?:are|is) |it has |they have )?(?:any )?(no )?(?:new |pending |available |outstanding )*(security )?updates?(?: are| is)?(?: available| pending| there| outstanding| waiting)?$/,
    read: ([, none, security], given) => ({
      tool: "system.updates",
      input: {},
      ...at(given),
      field: security === undefined ? "count" : "securityCount",
      op: none === undefined ? ">" : "==",
      value: 0,
      says: `there are ${none ?? ""}${security ?? ""}updates`,
    }),
  },
  {
    shape:
      /^(?:(?:a )?(?:reboot|restart) (?:is )?(not )?(?:required|needed|pending|necessary|due)|it (does not )?(?:needs?|requires?|wants?) (?:a )?(?:reboot|restart|to be rebooted))$/,
    read: ([, not, neither], given) => ({
      tool: "system.uptime",
      input: {},
      ...at(given),
      field: "rebootRequired",
      op: "==",
      value: not === undefined && neither === undefined,
      says: `it ${not === undefined && neither === undefined ? "wants" : "does not want"} to be restarted`,
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
      /^@ctr(\d+)(?: container)?(?: is| has| does| was)?( not| no longer)? ?(?:currently )?(?:(running|up|started|alive|run)|(healthy)|(down|stopped|exited|dead|crashed|gone|off)|(unhealthy)|(restarting))$/,
    read: ([, id, not, up, healthy, down, sick, looping], given) => {
      const things = thingsOf(given, id);
      const [thing] = things ?? [];
      const name = thing?.owners[0]?.name;
      if (!things || name === undefined) return undefined;
      const negated = not !== undefined;
      const health = healthy !== undefined || sick !== undefined;
      const wanted = health ? "healthy" : looping === undefined ? "running" : "restarting";
      const is = (up !== undefined || healthy !== undefined || looping !== undefined) !== negated;
      if (
        down === undefined &&
        sick === undefined &&
        up === undefined &&
        healthy === undefined &&
        looping === undefined
      )
        return undefined;
      return {
        tool: "container.inspect",
        input: { container: name },
        things,
        ...at(given),
        field: health ? "health" : "state",
        op: is ? "==" : "!=",
        value: wanted,
        says: `${name} is ${is ? "" : "not "}${wanted}`,
      };
    },
  },
  {
    shape:
      /^(?:there is )?(no )?(?:process (?:called |named )?)?([a-z][a-z0-9._-]+)(?: process| job)?(?: is| are)?( not| no longer)?(?: still| already)? running$/,
    read: ([, none, name, not], given) => {
      if (
        name === undefined ||
        /^(?:it|they|that|still|already|everything|anything|nothing|something|process|not)$/.test(name)
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
];

/** Undefined where the words are none of these. */
export function readLook(words: string, given: Given): Check | undefined {
  for (const { shape, read } of looks) {
    const found = shape.exec(words);
    const check = found && read(found, given);
    if (check) return check;
  }
  return undefined;
}

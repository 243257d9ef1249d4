/** Conditions over a machine as a whole: whether it wants a restart, its updates, services, people, processes, heat, certificates. */
import {
  counted,
  countOf,
  at,
  byCommand,
  bytesOf,
  comparing,
  isSo,
  look,
  number,
  opOf,
  ops,
  q,
  secondsOf,
  size,
  span,
  testing,
  thingsOf,
  type Look,
} from "./parts.ts";
import type { Check } from "../conditions.ts";
import type { Given } from "./parts.ts";

const rebootLook = (given: Given, is: boolean): Check => ({
  tool: "system.uptime",
  input: {},
  ...at(given),
  field: "rebootRequired",
  op: "==",
  value: is,
  says: `it ${is ? "wants" : "does not want"} to be restarted`,
});

export const systemLooks: readonly Look[] = [
  // “if it really needs one”: what is to be done is a restart of the machine.
  look(
    "(?:it |they |that |machine |box |server |host |@t\\d+ )?(?:(?:does|do) )?(?:not )?(?:really |actually |truly |indeed |absolutely |still )*(?:needs?|requires?|wants?|asks? for|calls? for|is waiting for|is due for|is in need of|has|is due|needs? to|needs? doing|needs? it)(?: (?:one|it|that|this|reboot|restart|rebooting|restarting|rebooted|restarted|be rebooted|be restarted|reboot pending|pending reboot))?(?: (?:pending|outstanding|flagged|at all|now|for (?:kernel|updates)|because of updates|after updates))*|(?:one|reboot|restart|that|it|this) (?:is|are|was|has been) (?:not )?(?:really |actually |still )*(?:needed|required|pending|necessary|due|flagged|requested|outstanding|called for|recommended)(?: (?:there|at all|by updates|after updates|for updates))*|(?:really |actually |truly |absolutely )*(?:needed|required|necessary|due)|(?:updates?|patches|upgrades?|kernel|kernel update|something|anything|installed updates|last updates) (?:needs?|requires?|asks? for|wants?) (?:it|one|that|reboot|restart)|(?:there is )?(?:no )?(?:pending )?(?:reboot|restart)(?: flag)? (?:pending|required|is set|exists)|kernel (?:has been |was |is |got )?(?:updated|upgraded|replaced|newer|outdated|old)|(?:there is )?(?:newer|new) kernel(?: (?:is )?(?:installed|waiting|available|pending))?",
    (_groups, given, words) =>
      given.about?.tool === "system.reboot" ? rebootLook(given, isSo(words, /\b(?:not|no)\b/g)) : undefined,
  ),
  // The same said of packages.
  look(
    "(?:it |they |that |machine |box |server |@t\\d+ )?(?:(?:does|do) )?(?:not )?(?:really |actually |still )*(?:needs?|requires?|has|have)(?: (?:any|them|it|some|updates?|patches|updating|patching|upgrades?|pending updates?|to be updated))?(?: (?:pending|outstanding|waiting|available))?|(?:any|some|updates?|patches|they|upgrades?) (?:are|is) (?:not )?(?:really |still )*(?:needed|required|necessary|due|pending|available|outstanding|waiting|there|out)|(?:really |actually )*(?:needed|required|necessary|available)|(?:there (?:are|is) )?(?:no |any |some )?(?:newer|new|later|fresh|pending) (?:versions?|one|ones|releases?|updates?)(?: (?:is |are )?(?:available|out|there|pending))?|(?:it|they) (?:is|are) (?:outdated|out of date|not up to date|old|not current|not latest)|(?:it|they) (?:is|are) (?:up to date|current)",
    (_groups, given, words): Check | undefined => {
      if (given.about?.tool !== "package.update") return undefined;
      const is = isSo(words, /\b(?:not|no)\b/g) !== / (?:up to date|current|latest)$/.test(words);
      const [only, more] = given.about.packages ?? [];
      if (only !== undefined && more === undefined)
        return {
          tool: "package.list",
          input: { name: only, upgradable: true },
          ...at(given),
          field: "matched",
          op: is ? ">" : "==",
          value: 0,
          says: `there is ${is ? "a" : "no"} newer ${only}`,
        };
      return {
        tool: "system.updates",
        input: {},
        ...at(given),
        field: "count",
        op: is ? ">" : "==",
        value: 0,
        says: `there are ${is ? "" : "no "}updates`,
      };
    },
  ),
  look(
    `(?:there (?:are|is) |it has |has |it is |waiting for |(?:apt|dnf|apk|yum|package manager) (?:shows|lists|has|reports|finds) )?(?:already )?(?<op>${ops}) ${counted} (?:of )?(?:new |pending |open |available |outstanding |waiting )*(?<sec>security )?(?:updates?|patches|upgrades?|packages)(?: (?:are|is|to install|have piled up|wait|waits|waiting|pending|available|outstanding|open|upgradable|there|ready|to be installed|missing))*`,
    (groups, given) => {
      const value = countOf(groups, given);
      return value === undefined
        ? undefined
        : {
            tool: "system.updates",
            input: {},
            ...at(given),
            field: groups["sec"] === undefined ? "count" : "securityCount",
            op: opOf(groups["op"] ?? ""),
            value,
            says: `${groups["op"] ?? ""} ${value} ${groups["sec"] ?? ""}updates are pending`,
          };
    },
  ),
  look(
    "(?:apt|apt-get|dnf|apk|yum|package manager|update check|check) (?:shows|lists|has|reports|finds|offers) (?<no>no )?(?:any |new |pending |available )*(?<sec>security )?(?:updates?|patches|upgrades?)",
    (groups, given) => ({
      tool: "system.updates",
      input: {},
      ...at(given),
      field: groups["sec"] === undefined ? "count" : "securityCount",
      op: groups["no"] === undefined ? ">" : "==",
      value: 0,
      says: `there are ${groups["no"] ?? ""}${groups["sec"] ?? ""}updates`,
    }),
  ),
  look(
    "(?:there (?:are|is) |it has |has )?(?<no>no |not any )?(?:any |some )?(?:failed|failing|broken|crashed|dead) (?:services?|units?)(?: (?:there|on it|left))*|(?:any|some) (?:service|unit|services|units) (?:has |have |is |are )?(?:failed|failing|down|crashed|broken)|(?<none>no|all) (?:services?|units?) (?:has |have |is |are )?(?:failed|failing|fine|up|running|ok|okay|healthy)",
    (groups, given) => {
      const isSome = groups["no"] === undefined && groups["none"] === undefined;
      return {
        tool: "service.list",
        input: { state: "failed" },
        ...at(given),
        field: "failed",
        op: isSome ? ">" : "==",
        value: 0,
        says: isSome ? "a service has failed" : "no service has failed",
      };
    },
  ),
  look(
    `(?:its |that )?(?:@svc(?<svc>\\d+) |ssl |tls |https |web |site )*(?:certificate|cert|certs|certificates|ssl)(?: of it)?(?: (?:there|for @?[\\w.-]+))? (?:expires?|runs out|is about to expire|is due|will expire|ends?|is going to expire|lapses?|is (?:still )?valid|is good|has|is running out)(?: (?:for|in|within))? ?(?<op>${ops}|within|in|only)? ?${span}(?: left| to go| of validity)?|(?:its |that )?(?:certificate|cert) (?:has |is )?(?<gone>expired|no longer valid|invalid)`,
    (groups, given, words) => {
      const gone = groups["gone"] !== undefined;
      const seconds = gone ? 0 : secondsOf(groups, given.entities);
      if (seconds === undefined) return undefined;
      const days = Math.round(seconds / 86_400);
      const said = groups["op"] ?? "within";
      const op = gone || /^(?:within|in|only)$/.test(said) ? "<" : opOf(said);
      if (/valid for(?! (?:less|under|only))|has (?:more|over|at least)/.test(words) && op === "<") return undefined;
      return {
        tool: "network.certificate",
        input: { host: "localhost", port: 443 },
        ...at(given),
        field: "daysLeft",
        op,
        value: days,
        says: gone
          ? "the certificate has expired"
          : `the certificate is valid for ${op === "<" ? "less" : "more"} than ${days} days`,
      };
    },
  ),
  look(
    `(?:(?<what>gpu|graphics card|cpu|processor|it|temperature|machine|box|temp|its) ?)(?:'s )?(?:temperature |temp )?(?:is|gets|goes|rises|runs|climbs|be|)? ?(?:above|(?<op>${ops})) @n(?<deg>\\d+) ?(?:degrees|degree|c|° ?c?|celsius|degrees celsius|degrees c)?`,
    (groups, given, words) => {
      const value = number(given.entities, groups["deg"]);
      if (value === undefined || value < 20 || value > 130 || !/temp|degree|hot|warm|celsius|cool| c$|°/.test(words))
        return undefined;
      const op = opOf(groups["op"] ?? "above");
      return /gpu|graphics/.test(groups["what"] ?? "")
        ? byCommand(
            given,
            comparing("nvidia-smi --query-gpu=temperature.gpu --format=csv,noheader | sort -n | tail -1", op, value),
            `the GPU is at ${op} ${value} °C`,
          )
        : byCommand(
            given,
            comparing("cat /sys/class/thermal/thermal_zone*/temp | sort -n | tail -1", op, value * 1_000),
            `it is at ${op} ${value} °C`,
          );
    },
  ),
  look(
    `(?:@svc(?<svc>\\d+)|it|process|(?<name>[a-z][a-z0-9._-]+)) (?:process |service )?(?:takes?|uses?|eats?|needs?|is using|is eating|consumes?|hogs|has|takes up|is at|grabs)(?: up)? (?<op>${ops}) (?:@pct(?<pct>\\d+)|${size})(?: of)?(?: its| all)? ?(?<what>memory|ram|cpu)`,
    (groups, given) => {
      const name = groups["name"] ?? thingsOf(given, groups["svc"])?.[0]?.owners[0]?.name ?? "";
      const isCpu = groups["what"] === "cpu";
      const share = number(given.entities, groups["pct"]);
      const bytes = bytesOf(groups, given.entities);
      const value = share ?? (bytes === undefined || isCpu ? undefined : Math.round(bytes / 1_024));
      if (
        name === "" ||
        /^(?:it|machine|server|box|process|cpu|memory)$/.test(name) ||
        value === undefined ||
        thingsOf(given, groups["svc"])?.[0]?.isContainer
      )
        return undefined;
      const column = isCpu ? "pcpu" : share === undefined ? "rss" : "pmem";
      const test = { ">": ">", ">=": ">=", "<": "<", "<=": "<=", "==": "==", "!=": "!=" }[opOf(groups["op"] ?? "")];
      return byCommand(
        given,
        `ps -eo ${column}=,args= | awk -v p=${q(name)} 'index($0, p) && !/awk/ { sum += $1 } END { exit !(sum ${test} ${value}) }'`,
        `${name} uses ${groups["op"] ?? ""} ${groups["pct"] === undefined ? `${value} KiB` : `${value} %`} of ${isCpu ? "a CPU" : "the memory"}`,
      );
    },
  ),
  look(
    `(?<op>${ops}) ${span}(?: of validity)? (?:are |is |be )?(?:left|remaining|remain|to go|until expiry)`,
    (groups, given) => {
      const seconds = secondsOf(groups, given.entities);
      if (seconds === undefined || !/certificate/.test(given.about?.tool ?? "")) return undefined;
      const days = Math.round(seconds / 86_400);
      return {
        tool: "network.certificate",
        input: { host: "localhost", port: 443 },
        ...at(given),
        field: "daysLeft",
        op: opOf(groups["op"] ?? ""),
        value: days,
        says: `the certificate is valid for ${groups["op"] ?? ""} ${days} days`,
      };
    },
  ),
  look(
    "(?:its |system )?(?:ntp|clock|time|system time|system clock|clock time|time sync|it) is (?<not>not |no longer )?(?:properly |correctly |still )?(?:synced|in sync|synchroni[sz]ed|synchroni[sz]ing|syncing|right|correct|off|wrong|out of sync|drifting)",
    (groups, given, words) => {
      const is = (groups["not"] === undefined) !== / (?:off|wrong|out of sync|drifting)$/.test(words);
      return words.startsWith("it ") && !/sync/.test(words)
        ? undefined
        : testing(
            given,
            is,
            "timedatectl show -p NTPSynchronized --value | grep -q yes",
            `the clock is ${is ? "" : "not "}in sync`,
          );
    },
  ),
];

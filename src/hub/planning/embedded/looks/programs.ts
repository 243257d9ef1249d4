/** Conditions over people, processes, storage pools, logs and single services of a machine. */
import {
  counted,
  countOf,
  at,
  byCommand,
  comparing,
  isSo,
  look,
  number,
  opOf,
  ops,
  q,
  secondsOf,
  span,
  testing,
  thingsOf,
  type Look,
} from "./parts.ts";

export const programLooks: readonly Look[] = [
  // People.
  look(
    "(?:user |account )?(?<user>(?!it\\b|they\\b|that\\b|nobody\\b|somebody\\b|someone\\b|anyone\\b|anybody\\b|no\\b|none\\b|people\\b|users?\\b|there\\b|everybody\\b|everyone\\b|any\\b)[a-z_][a-z0-9_.-]{1,31}) is (?<not>not |no longer )?(?:still |currently |already )*(?:logged in|logged on|signed in|connected|online there|on it)",
    (groups, given) =>
      testing(
        given,
        groups["not"] === undefined,
        `who | grep -q ${q(`^${groups["user"] ?? ""} `)}`,
        `${groups["user"] ?? ""} is ${groups["not"] === undefined ? "" : "not "}signed in`,
      ),
  ),
  look(
    "(?:there is )?(?<no>no )?(?:(?:user|account|login) (?:called |named )?)(?<user>[a-z_][a-z0-9_.-]{1,31})(?: (?<not>does not |is not )?(?:already |still |yet )?(?:exists?|there|present|known|is there)(?: yet| already| there)*)?",
    (groups, given) => {
      const is = groups["no"] === undefined && groups["not"] === undefined;
      return testing(
        given,
        is,
        `id -u ${q(groups["user"] ?? "")}`,
        `the user ${groups["user"] ?? ""} is ${is ? "" : "not "}there`,
      );
    },
  ),
  look(
    "(?:it|he|she|they|that|user|account|that user|that account) (?:(?:does|do) )?(?:not )?(?:already |still |yet )?(?:exists?|is (?:not |no longer )?(?:already |still )?(?:there|present|known)|is missing)(?: (?:already|yet|still|there|any more))*",
    (_groups, given, words) => {
      const user = given.about?.user;
      if (user === undefined) return undefined;
      const is = isSo(words, /\b(?:not|no longer|missing)\b/g);
      return testing(given, is, `id -u ${q(user)}`, `the user ${user} is ${is ? "" : "not "}there`);
    },
  ),
  // Processes.
  look(
    `(?:there is |any )?(?:a )?(?:process |job )?(?<name>@svc\\d+|it|that|this|(?!uptime\\b|machine\\b|server\\b)[a-z][a-z0-9._-]+)(?: process| job)? (?:has been |is |was )?(?:running|going|active|up|stuck|hanging|alive|at it)(?: for)? (?<op>${ops}) ${span}|(?<older>[a-z][a-z0-9._-]+)(?: process| job)? is older than ${span.replaceAll(/\?<(\w+)>/g, "?<$1b>")}`,
    (groups, given) => {
      const second = groups["older"] !== undefined;
      const parts = second
        ? Object.fromEntries(
            Object.entries(groups).flatMap(([key, value]) => (key.endsWith("b") ? [[key.slice(0, -1), value]] : [])),
          )
        : groups;
      const seconds = secondsOf(parts, given.entities);
      const said = groups["name"] ?? groups["older"] ?? "";
      const process = given.about?.tool === "process.kill" ? given.about.path : undefined;
      const name = /^(?:it|that|this)$/.test(said)
        ? process
        : said.startsWith("@svc")
          ? thingsOf(given, said.slice(4))?.[0]?.said
          : said;
      if (seconds === undefined || name === undefined || name.startsWith("@")) return undefined;
      return byCommand(
        given,
        `ps -eo etimes=,args= | grep -v grep | awk -v p=${q(name)} '$1 > ${seconds} && index($0, p) { found = 1 } END { exit !found }'`,
        `${name} has been running for more than ${Math.round(seconds / 60)} minutes`,
      );
    },
  ),
  look(
    `(?:mail |postfix )?(?:queue|mailq|mail queue) (?:has|holds|is|contains|grows)(?: beyond)? (?<op>${ops}) ${counted}(?: (?:mails?|messages?|entries|items|long|queued))?|(?:there are )?(?<op2>${ops}) @n(?<count2>\\d+) (?:mails?|messages?) (?:are |is )?(?:in (?:mail )?queue|queued|stuck|waiting)`,
    (groups, given) => {
      const value = groups["op2"] === undefined ? countOf(groups, given) : number(given.entities, groups["count2"]);
      const op = opOf(groups["op"] ?? groups["op2"] ?? "");
      return value === undefined
        ? undefined
        : byCommand(given, comparing("postqueue -j | wc -l", op, value), `${op} ${value} mails are queued`);
    },
  ),
  look(
    "(?:zpool status|zpool|zfs|pool|zpools|pools?|its pool) (?:shows?|has|have|reports?|lists?|is showing) (?<none>no )?(?:any )?(?:errors?|problems?|faults?|trouble|degraded (?:disks?|vdevs?|pools?))",
    (groups, given) =>
      testing(
        given,
        groups["none"] !== undefined,
        "zpool status -x | grep -q 'all pools are healthy'",
        groups["none"] === undefined ? "a pool is not healthy" : "the pools are healthy",
      ),
  ),
  look(
    "(?:(?:its |all )?(?:zfs |storage |raid )?(?:pools?|array|zpool|raid|zfs) (?:is|are|be) (?<not>not )?(?<state>healthy|ok|okay|fine|online|degraded|faulted|broken|unhealthy|clean))",
    (groups, given, words) => {
      const good =
        /^(?:healthy|ok|okay|fine|online|clean)$/.test(groups["state"] ?? "") === (groups["not"] === undefined);
      return /raid|array/.test(words)
        ? testing(given, !good, "grep -q '_' /proc/mdstat", good ? "the array is whole" : "the array is degraded")
        : testing(
            given,
            good,
            "zpool status -x | grep -q 'all pools are healthy'",
            good ? "the pools are healthy" : "a pool is not healthy",
          );
    },
  ),
  look(
    `(?:@svc(?<svc>\\d+)|replica|replication|it|standby) ?(?:replication )?(?:lag |lags? |lags? behind |is |is lagging |is behind |lagging |is lagging behind )+(?:is )?(?:by )?(?<op>${ops}) ${span}(?: behind| lag| of lag)?`,
    (groups, given, words) => {
      // “it is older than a week” is said of anything.
      if (!/\b(?:lag\w*|behind)\b/.test(words)) return undefined;
      const seconds = secondsOf(groups, given.entities);
      const said = thingsOf(given, groups["svc"])?.[0]?.said ?? "postgres";
      // Of which machine it is must have been said where a guest is saved from its node.
      return seconds === undefined ||
        !/postgres/.test(said) ||
        (given.place === undefined && given.about?.guests !== undefined)
        ? undefined
        : byCommand(
            given,
            comparing(
              `runuser -u postgres -- psql -tAc 'select coalesce(extract(epoch from now() - pg_last_xact_replay_timestamp())::int, 0)'`,
              opOf(groups["op"] ?? ""),
              seconds,
            ),
            `the replica lags ${groups["op"] ?? ""} ${seconds} seconds`,
          );
    },
  ),
  look(
    "(?:@svc(?<svc>\\d+)|it|service|that) is (?<not>not |no longer )?(?:already |still )?(?<state>enabled|disabled)(?: at boot| yet| already)?",
    (groups, given) => {
      const [thing, more] = thingsOf(given, groups["svc"]) ?? [];
      const is = (groups["state"] === "enabled") === (groups["not"] === undefined);
      return !thing || more || thing.isContainer
        ? undefined
        : {
            tool: "service.status",
            things: [thing],
            ...at(given),
            field: "enabled",
            op: "==",
            value: is,
            says: `${thing.said} is ${is ? "enabled" : "disabled"}`,
          };
    },
  ),
  look(
    "(?:(?:its|that|this) )?(?:@svc(?<svc>\\d+) )?(?:(?:error |access )?(?:log|logs|journal) (?:file )?(?:(?<not>does not|do not|no longer) )?(?:contains?|shows?|has|have|mentions?|says?|includes?|reads?)|@quote(?<front>\\d+) (?:is|appears|shows up|occurs|stands|is found) in (?:its |the |@svc(?<svc2>\\d+) )?(?:log|logs|journal))(?: @quote(?<text>\\d+))?",
    (groups, given) => {
      const text = given.entities[Number(groups["text"] ?? groups["front"])];
      const [thing, more] = thingsOf(given, groups["svc"] ?? groups["svc2"]) ?? [];
      if (text?.kind !== "quote" || text.said === "" || more) return undefined;
      const is = groups["not"] === undefined;
      return {
        tool: "log.search",
        input: {
          text: text.said,
          since: "1h",
          ...(thing && !thing.isContainer ? { service: thing.owners[0]?.name ?? thing.said } : {}),
        },
        ...at(given),
        field: "matched",
        op: is ? ">" : "==",
        value: 0,
        says: `the log of the last hour ${is ? "holds" : "does not hold"} “${text.said}”`,
      };
    },
  ),
  look(
    `(?:@ctr(?<ctr>\\d+)|it|container|that)(?: container)? (?:has |was |is )?(?:been )?(?:restarted|restarting|crashed) (?<op>${ops}) ${counted} times?|(?:@ctr(?<ctr2>\\d+)|it|container) (?:was |has been |got )(?:oom[- ]killed|oom killed|killed for memory)`,
    (groups, given) => {
      const [thing, more] = thingsOf(given, groups["ctr"] ?? groups["ctr2"]) ?? [];
      const name = thing?.owners[0]?.name;
      if (!thing?.isContainer || more || name === undefined) return undefined;
      const value = groups["op"] === undefined ? undefined : countOf(groups, given);
      const base = { tool: "container.inspect", input: { container: name }, things: [thing], ...at(given) };
      return value === undefined
        ? groups["op"] === undefined
          ? { ...base, field: "oomKilled", op: "==" as const, value: true, says: `${name} ran out of memory` }
          : undefined
        : {
            ...base,
            field: "restartCount",
            op: opOf(groups["op"] ?? ""),
            value,
            says: `${name} has restarted ${groups["op"] ?? ""} ${value} times`,
          };
    },
  ),
];

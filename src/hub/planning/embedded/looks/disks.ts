/** Conditions over room: how much of a disk or of memory is free, how large and how old a file is, what is there and mounted. */
import type { JsonObject } from "../../../../lib/json.ts";
import type { Check } from "../conditions.ts";
import {
  bytesOf,
  byCommand,
  comparing,
  at,
  isSo,
  look,
  type Look,
  number,
  opOf,
  ops,
  pathOf,
  q,
  secondsOf,
  size,
  span,
  testing,
} from "./parts.ts";

const mirrored: Record<string, "<" | ">" | "<=" | ">=" | "==" | "!="> = {
  ">": "<",
  "<": ">",
  ">=": "<=",
  "<=": ">=",
  "==": "==",
  "!=": "!=",
};
const free = "(?:free|left|available|remaining|unused)";
const room = `(?:${free} |disk |storage )*(?:space|room|disk|storage|disk space)(?: ${free})?`;
const onPath = "(?: (?:on|in|under|at|of) @path(?<path>\\d+)(?: disk| partition| volume| filesystem| drive)?)?";
const is = "(?:is|are|be|has|gets|goes|drops|falls)";
const sized = `(?:${size}|@pct(?<pct>\\d+)(?: percent)?)`;
const subject =
  "(?:(?:(?:file|folder|directory|dir|path|mount|share|drive) )?@path(?<path>\\d+)|it|that|this|they|file|folder|directory)";

const withPath = (path: string | undefined): JsonObject => (path === undefined ? {} : { path });
const freeRoom: Look["read"] = (found, given): Check | undefined => {
  const groups = found.groups ?? {};
  const op = opOf(groups["op"] ?? "");
  const path = groups["path"] === undefined ? undefined : pathOf(given, groups["path"]);
  const where = path ?? "/";
  const share = number(given.entities, groups["pct"]);
  if (groups["pct"] !== undefined)
    return share === undefined || share > 100
      ? undefined
      : {
          tool: "system.disk",
          input: withPath(path),
          ...at(given),
          field: "fullestRatio",
          op: mirrored[op] ?? op,
          value: Math.round((100 - share) * 10) / 1_000,
          says: `${groups["op"] ?? ""} ${share} % of ${path ?? "the fullest disk"} is free`,
        };
  const bytes = bytesOf(groups, given.entities);
  return bytes === undefined
    ? undefined
    : {
        tool: "system.disk",
        input: { path: where },
        ...at(given),
        field: "disks.0.freeBytes",
        op,
        value: bytes,
        says: `${groups["op"] ?? ""} ${(bytes / 1e9).toFixed(bytes < 1e9 ? 2 : 0)} GB are free on ${where}`,
      };
};
const freeLooks = [
  `(?:it |@path(?<path>\\d+) |there (?:is|are) )?(?:still )?(?:${is} )?(?:only )?(?<op>${ops}) ${sized}(?: of)?(?: ${room}| ${free})(?: ${is}| is)?(?: ${free})?`,
  `(?:there (?:is|are) )?(?<op>${ops}) ${sized}(?: of)?(?: ${room})? (?:${is} )?(?:${free})${onPath}`,
  `(?:there (?:is|are) )?(?<op>${ops}) ${sized}(?: of)? (?:${room}|${free})${onPath}(?: (?:is|are) ${free})?`,
  `(?:its |that )?(?:free ${room}|free|${room} ${free}|space|free space|disk space|room)${onPath} (?:${is} )?(?:is )?(?:down to )?(?<op>${ops}) ${sized}`,
  `@path(?<path>\\d+)(?: disk| partition| volume)? (?:has|have|is left with|is down to) (?:only )?(?<op>${ops}) ${sized}(?: of)? (?:${room}|${free})`,
  // “less than 5% of /data is free”.
  `(?:there (?:is|are) )?(?<op>${ops}) @pct(?<pct>\\d+)(?: percent)? (?:of |on )@path(?<path>\\d+) (?:is |are |be |remains? |stays? )?${free}`,
].map((pattern): Look => ({ shape: new RegExp(`^(?:${pattern})$`), read: freeRoom }));

export const diskLooks: readonly Look[] = [
  ...freeLooks,
  look(
    `(?:its )?(?:root|system|boot) (?:disk|partition|filesystem|file system|volume|fs|drive)(?: usage| use)? (?:is |be |gets |goes |has )?(?:used |filled |full )?(?<op>${ops}) @(?:pct|n)(?<pct>\\d+)(?: percent)?(?: full| used)?`,
    (groups, given) => {
      const share = number(given.entities, groups["pct"]);
      return share === undefined || share > 100
        ? undefined
        : {
            tool: "system.disk",
            input: { path: "/" },
            ...at(given),
            field: "fullestRatio",
            op: opOf(groups["op"] ?? ""),
            value: share / 100,
            says: `/ is ${groups["op"] ?? ""} ${share} % full`,
          };
    },
  ),
  look(
    `(?:it has |there is |it is left with )?(?:only )?(?<op>${ops}) ${size}(?: of)? (?:${free} )?(?:memory|ram)(?: (?:is |are )?${free})?|(?:${free}) (?:memory|ram) (?:${is} )?(?:is )?(?<op2>${ops}) ${size.replaceAll(/\?<(\w+)>/g, "?<$1b>")}`,
    (groups, given) => {
      const second =
        groups["op2"] === undefined
          ? groups
          : Object.fromEntries(
              Object.entries(groups).flatMap(([key, value]) => (key.endsWith("b") ? [[key.slice(0, -1), value]] : [])),
            );
      const bytes = bytesOf(second, given.entities);
      const op = groups["op"] ?? groups["op2"] ?? "";
      return bytes === undefined
        ? undefined
        : {
            tool: "system.memory",
            input: {},
            ...at(given),
            field: "availableBytes",
            op: opOf(op),
            value: bytes,
            says: `${op} ${(bytes / 1e9).toFixed(1)} GB of memory are free`,
          };
    },
  ),
  // What is there.
  look(
    `${subject} (?:already |still )?(?:(?:does|do) )?(?:not )?(?:already |still |yet )?(?:exists?|is (?:not |no longer )?(?:already |still )?(?:there|present|around|in place)|is (?:missing|gone|absent|lacking)|was deleted|has been deleted)(?: (?:already|yet|still|there|any more|anymore))*`,
    (groups, given, words) => {
      const path = pathOf(given, groups["path"]);
      const isThere = isSo(words, /\b(?:not|no longer|missing|gone|absent|lacking|deleted)\b/g);
      return path === undefined
        ? undefined
        : byCommand(
            given,
            isThere ? `test -e ${q(path)}` : `test ! -e ${q(path)}`,
            `${path} is ${isThere ? "" : "not "}there`,
          );
    },
  ),
  look(
    `there is (?<no>no |not any )?(?:file |folder |directory )?(?:called |named |at )?@path(?<path>\\d+)(?: (?:there|yet|already))*`,
    (groups, given) => {
      const path = pathOf(given, groups["path"]);
      return path === undefined
        ? undefined
        : byCommand(
            given,
            groups["no"] === undefined ? `test -e ${q(path)}` : `test ! -e ${q(path)}`,
            `${path} is ${groups["no"] === undefined ? "" : "not "}there`,
          );
    },
  ),
  look(`${subject} is (?:not )?(?:empty|non-empty)`, (groups, given, words) => {
    const path = pathOf(given, groups["path"]);
    const isEmpty = isSo(words, /\b(?:not|non-empty)\b/g);
    return path === undefined
      ? undefined
      : byCommand(
          given,
          `test ${isEmpty ? "-z" : "-n"} "$(ls -A -- ${q(path)})"`,
          `${path} is ${isEmpty ? "" : "not "}empty`,
        );
  }),
  look(
    `${subject} (?:is|has|takes|takes up|uses|gets|grows|has grown|occupies|weighs|be)(?: to| beyond)? ?(?<op>${ops}) ${size}(?: (?:big|large|in size|of (?:disk |data|space)?(?:space)?))?`,
    (groups, given) => {
      const path = pathOf(given, groups["path"]);
      const bytes = bytesOf(groups, given.entities);
      return path === undefined || bytes === undefined
        ? undefined
        : byCommand(
            given,
            comparing(`du -sb -- ${q(path)} | cut -f1`, opOf(groups["op"] ?? ""), bytes),
            `${path} is ${groups["op"] ?? ""} ${bytes} bytes`,
          );
    },
  ),
  look(
    `${subject} (?:is (?<op>older than|over|more than|at least|newer than|younger than|less than) ${span}(?: old)?|(?:has|was) (?<not>not )?(?:been )?(?:changed|modified|touched|written|updated|written to)(?: in| for| within| during)?(?: the)?(?: last| past)? ${span.replaceAll(/\?<(\w+)>/g, "?<$1b>")})`,
    (groups, given) => {
      const path = pathOf(given, groups["path"]);
      const later = groups["op"] === undefined;
      const parts = later
        ? Object.fromEntries(
            Object.entries(groups).flatMap(([key, value]) => (key.endsWith("b") ? [[key.slice(0, -1), value]] : [])),
          )
        : groups;
      const age = secondsOf(parts, given.entities);
      if (path === undefined || age === undefined || age < 60) return undefined;
      const isOlder = later ? groups["not"] !== undefined : !/^(?:newer|younger|less)/.test(groups["op"] ?? "");
      return byCommand(
        given,
        `find ${q(path)} -maxdepth 0 -mmin ${isOlder ? "+" : "-"}${Math.round(age / 60)} | grep -q .`,
        `${path} was ${isOlder ? "not " : ""}changed in the last ${Math.round(age / 60)} minutes`,
      );
    },
  ),
  look(
    `(?:(?:file|config) )?@path(?<path>\\d+) (?:(?<not>does not|no longer) )?(?:contains?|has|mentions?|lists?|holds?) @quote(?<text>\\d+)`,
    (groups, given) => {
      const path = pathOf(given, groups["path"]);
      const text = given.entities[Number(groups["text"])];
      return path === undefined || text?.kind !== "quote" || text.said === ""
        ? undefined
        : testing(
            given,
            groups["not"] === undefined,
            `grep -qF -- ${q(text.said)} ${q(path)}`,
            `${path} ${groups["not"] === undefined ? "holds" : "does not hold"} “${text.said}”`,
          );
    },
  ),
  look(
    `${subject} (?:is|are) (?:not |no longer |still |already |currently )*(?:mounted|unmounted)(?: yet| already| there)?`,
    (groups, given, words) => {
      const path = pathOf(given, groups["path"]);
      const isMounted = isSo(words, /\b(?:not|no longer|unmounted)\b/g);
      return path === undefined
        ? undefined
        : testing(given, isMounted, `mountpoint -q ${q(path)}`, `${path} is ${isMounted ? "" : "not "}mounted`);
    },
  ),
];

/** The forms in which people say when something is to be done, as patterns of cron or an instant. */
import type { PlanSchedule } from "../../../domain/plan.ts";
import { countOf } from "./numbers.ts";
import { clock, dateIn, dayName, dayOf, dayWord, nextOf, timeOf, timeWord, type Time } from "./times.ts";

export type Now = { nowMs: number; timeZone: string };
type Groups = Record<string, string | undefined>;
export type When = { schedule: PlanSchedule; assumed?: string } | undefined;
export type Shape = { shape: RegExp; read: (groups: Groups, now: Now) => When };

/** What is a time without an “at”, behind a day. */
const bare =
  "\\d{1,2}[:.]\\d\\d|\\d{1,2} ?(?:am|pm|a\\.m|p\\.m|o'?clock|h(?:rs|ours)?\\b)|(?:half|quarter|five|ten|twenty) (?:past|to)\\b|noon\\b|midday\\b|midnight\\b";
/** “at 7:15”, and “7:15” alone behind a day. */
export const at = `(?:,? ?(?:(?:at|around|about|by|@|always at|each time at|for) ?|(?=${bare}))${timeWord})`;
export const lead = "(?:on |at |for |, )?";
const number =
  "(?<count>\\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty-?five|sixty|ninety)";
const cronAt = (time: Time, days: string, text: string, { timeZone }: Now): When => ({
  schedule: { kind: "cron", cron: `${time.minute} ${time.hour} ${days}`, timeZone, text: `${text} at ${clock(time)}` },
});
/** With the time that was said, or a usual one, which is said. */
export const daily =
  (days: (groups: Groups) => { days: string; text: string } | undefined, usual: Time = { hour: 0, minute: 0 }) =>
  (groups: Groups, now: Now): When => {
    const on = days(groups);
    if (!on) return undefined;
    const isNamed = ["hour", "word", "past", "noon"].some((key) => groups[key] !== undefined);
    const time = isNamed ? timeOf(onPart(groups)) : (usualOf(groups["when"] ?? groups["part"]) ?? usual);
    if (!time) return undefined;
    const when = cronAt(time, on.days, on.text, now);
    return when && !isNamed ? { ...when, assumed: `No time was named, so ${clock(time)} is taken` } : when;
  };
/** “every night at 11” is 23:00, “every night at 2” is 02:00. */
const onPart = (groups: Groups): Groups => ({ ...groups, part: groups["part"] ?? partOf(groups["when"]) });
const partOf = (when: string | undefined): string | undefined =>
  /night/.test(when ?? "")
    ? "night"
    : /morning/.test(when ?? "")
      ? "morning"
      : /evening/.test(when ?? "")
        ? "evening"
        : undefined;
const usualOf = (when: string | undefined): Time | undefined =>
  when === undefined
    ? undefined
    : /night/.test(when)
      ? { hour: 2, minute: 0 }
      : /morning/.test(when)
        ? { hour: 8, minute: 0 }
        : /evening/.test(when)
          ? { hour: 20, minute: 0 }
          : undefined;

export const list = `(?<days>${dayWord}(?:(?:,| and| &|, and| or| to| through| till|-| -) ?${dayWord})*)`;
function daysIn(text: string | undefined): { days: string; text: string } | undefined {
  const found = [...(text ?? "").matchAll(new RegExp(dayWord, "g"))].map(([word]) => dayOf(word));
  if (found.length === 0 || found.includes(-1)) return undefined;
  const isRange = found.length === 2 && /\b(?:to|through|till)\b|-/.test(text ?? "");
  const names = found.map(dayName);
  return isRange
    ? { days: `* * ${found.join("-")}`, text: names.join(" to ") }
    : { days: `* * ${found.toSorted((a, b) => a - b).join(",")}`, text: `every ${names.join(" and ")}` };
}

const at1 = (time: Time, { nowMs, timeZone }: Now, ahead: number, text: string): When => {
  const { day, month } = dateIn(nowMs, timeZone, ahead);
  const atMs = nextOf(`${time.minute} ${time.hour} ${day} ${month} *`, nowMs, timeZone);
  return atMs === undefined ? undefined : { schedule: { kind: "at", atMs, text: `${text} at ${clock(time)}` } };
};
/** Once, at the next time that a pattern is met. */
const once = (time: Time | undefined, days: string, text: string, { nowMs, timeZone }: Now): When => {
  const atMs = time && nextOf(`${time.minute} ${time.hour} ${days}`, nowMs, timeZone);
  return time && atMs !== undefined ? { schedule: { kind: "at", atMs, text: `${text} at ${clock(time)}` } } : undefined;
};

const monthNames = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];
const monthWord = `(?:${monthNames.map((name) => `${name}|${name.slice(0, 3)}`).join("|")}|sept)`;
export const month = "(?:(?:of )?(?:every|each|the|a) month|monthly|of the month)";
export const nth: Record<string, number> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  "1st": 1,
  "2nd": 2,
  "3rd": 3,
  "4th": 4,
};
export const dayOfMonth = (text: string | undefined): number => nth[text ?? ""] ?? Number.parseInt(text ?? "", 10);
const units: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

export const shape = (pattern: string, read: Shape["read"]): Shape => ({
  shape: new RegExp(`(?<![\\w-])${pattern}(?![\\w-])`, "d"),
  read,
});

const everyFew = (groups: Groups, { timeZone }: Now): When => {
  const count = countOf(groups["count"]);
  const isHours = groups["unit"]?.startsWith("h") === true;
  const most = isHours ? 24 : 60;
  if (count < 1 || most % count !== 0) return undefined;
  const cron = isHours
    ? count === 24
      ? "0 0 * * *"
      : count === 1
        ? "0 * * * *"
        : `0 */${count} * * *`
    : count === 60
      ? "0 * * * *"
      : count === 1
        ? "* * * * *"
        : `*/${count} * * * *`;
  const unit = isHours ? "hour" : "minute";
  return {
    schedule: { kind: "cron", cron, timeZone, text: count === 1 ? `every ${unit}` : `every ${count} ${unit}s` },
  };
};

const afterTomorrow = (groups: Groups, now: Now): When =>
  someDay(groups, now, { ahead: 2, text: "the day after tomorrow" });
const tomorrow = (groups: Groups, now: Now): When => someDay(groups, now, { ahead: 1, text: "tomorrow" });

/** Tried in order; the longer ones stand first. */
export const shapes: readonly Shape[] = [
  // Months.
  shape(
    `${lead}(?:the )?(?<nth>first|second|third|fourth|last|1st|2nd|3rd|4th) (?<days>${dayWord}) ${month}${at}?`,
    (groups, now) =>
      daily(() => {
        const day = dayOf(groups["days"] ?? "");
        const which = groups["nth"] === "last" ? "L" : String(nth[groups["nth"] ?? ""] ?? 1);
        return { days: `* * ${day}#${which}`, text: `on the ${groups["nth"] ?? ""} ${dayName(day)} of every month` };
      })(groups, now),
  ),
  shape(
    `${lead}(?:the )?(?:last day) ${month}${at}?`,
    daily(() => ({ days: "L * *", text: "on the last day of every month" })),
  ),
  shape(
    `${lead}(?:the )?(?<nth>first|\\d{1,2}(?:st|nd|rd|th)?)(?: day)? ${month}${at}?`,
    daily(({ nth: which }) => monthly(which)),
  ),
  shape(
    `(?:every|each) month(?:,? on the (?<nth>first|\\d{1,2}(?:st|nd|rd|th)?))?${at}?`,
    daily(({ nth: which }) => monthly(which ?? "first")),
  ),
  shape(
    `(?:once a month|monthly)(?: on the (?<nth>first|\\d{1,2}(?:st|nd|rd|th)?))?${at}?`,
    daily(({ nth: which }) => monthly(which ?? "first")),
  ),
  // Days of the week.
  shape(
    `(?:(?:on )?(?:every|each|all) (?:weekday|work ?day|working day|business day)s?(?: (?:night|morning|evening|afternoon)s?)?|(?:on )?(?:weekdays|workdays|work days|working days|business days))${at}?`,
    daily(() => ({ days: "* * 1-5", text: "Monday to Friday" })),
  ),
  shape(
    `(?<!(?:before|after|until|by|for) (?:the )?)(?:(?:on |at |over )?(?:every|each|the)? ?weekends?)${at}?`,
    daily(() => ({ days: "* * 0,6", text: "every Saturday and Sunday" })),
  ),
  shape(
    `${at} (?:on )?(?:every|each) (?:weekday|work ?day)`,
    daily(() => ({ days: "* * 1-5", text: "Monday to Friday" })),
  ),
  shape(
    `(?:on )?(?:every|each) ${list}(?: (?<when>night|morning|evening|afternoon)s?)?${at}?`,
    daily(({ days }) => daysIn(days)),
  ),
  shape(
    `${at},? (?:on )?(?:every|each) ${list}(?: (?<when>night|morning|evening)s?)?`,
    daily(({ days }) => daysIn(days)),
  ),
  shape(
    `(?:on )?(?<days>(?:mon|tues|wednes|thurs|fri|satur|sun)days(?:(?:,| and|, and| to| through) (?:mon|tues|wednes|thurs|fri|satur|sun)days)*)${at}?`,
    daily(({ days }) => daysIn(days)),
  ),
  shape(
    `${at},? (?:on )?(?<days>(?:mon|tues|wednes|thurs|fri|satur|sun)days)`,
    daily(({ days }) => daysIn(days)),
  ),
  shape(
    `(?:on )?(?<days>${dayWord} ?(?:to|through|till|-) ?${dayWord})${at}?`,
    daily(({ days }) => daysIn(days)),
  ),
  shape(
    `(?:once a week|weekly|every week|each week)(?:,? on (?:a )?(?<days>${dayWord})s?)?${at}?`,
    daily(({ days }) => (days === undefined ? { days: "* * 0", text: "every Sunday" } : daysIn(days))),
  ),
  // Days.
  shape(
    `every (?:other|second|2nd) (?<when>day|night|morning|evening)${at}?`,
    daily(() => ({ days: "*/2 * *", text: "every other day" })),
  ),
  shape(
    `every ${number} (?:days|nights)${at}?`,
    daily(({ count }) => {
      const few = countOf(count);
      return few >= 2 && few <= 15 ? { days: `*/${few} * *`, text: `every ${few} days of a month` } : undefined;
    }),
  ),
  shape(`(?:every|each) (?:other|second|2nd) hour`, (_groups, { timeZone }) => ({
    schedule: { kind: "cron", cron: "0 */2 * * *", timeZone, text: "every 2 hours" },
  })),
  shape(
    `${at},? (?:every|each) (?<when>day|night|morning|evening)`,
    daily(({ when }) => ({ days: "* * *", text: `every ${when ?? "day"}` })),
  ),
  shape(
    `(?:every|each) (?:single )?(?<when>day|night|morning|evening|afternoon)${at}?`,
    daily(({ when }) => ({ days: "* * *", text: `every ${when ?? "day"}` })),
  ),
  shape(
    `(?<!(?:the|last|a|our|my|this|of) )(?<when>daily|nightly|once a day)(?=$| at| @|[ ,.]*$|,)${at}?`,
    daily(({ when }) => ({ days: "* * *", text: when === "nightly" ? "every night" : "every day" })),
  ),
  shape(
    `${at} (?<when>daily|nightly)`,
    daily(({ when }) => ({ days: "* * *", text: when === "nightly" ? "every night" : "every day" })),
  ),
  shape(
    `^(?<when>daily|nightly)`,
    daily(({ when }) => ({ days: "* * *", text: when === "nightly" ? "every night" : "every day" })),
  ),
  // Hours and minutes.
  shape(
    `(?:every|each) (?:full )?hour(?: on the hour)?|(?<!(?:the|last) )hourly|once an hour|at the top of every hour`,
    (_groups, { timeZone }) => ({ schedule: { kind: "cron", cron: "0 * * * *", timeZone, text: "every hour" } }),
  ),
  shape(`(?:every|each) half(?: an?)? ?-?hour`, (_groups, { timeZone }) => ({
    schedule: { kind: "cron", cron: "*/30 * * * *", timeZone, text: "every 30 minutes" },
  })),
  shape(`(?:every|each) quarter(?: of an)? ?-?hour`, (_groups, { timeZone }) => ({
    schedule: { kind: "cron", cron: "*/15 * * * *", timeZone, text: "every 15 minutes" },
  })),
  shape(`(?:every|each) ${number} ?(?<unit>minutes?|mins?|m|hours?|hrs?|h)`, everyFew),
  shape(`(?:every|each) (?<unit>minute)`, everyFew),
  // Once.
  shape(`(?:in|after) (?:about )?half an hour(?: from now)?|half an hour from now`, (_groups, { nowMs }) => ({
    schedule: { kind: "at", atMs: nowMs + 1_800_000, text: "in 30 minutes" },
  })),
  shape(
    `(?:in|after) (?:about )?${number}(?<extra> and a half)?(?: |(?<=\\d))(?<unit>seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|(?<=\\d ?)[smhd])(?<more> and a half)?(?: from now| time)?`,
    inAWhile,
  ),
  shape(`${number} ?(?<unit>minutes?|mins?|hours?|hrs?|days?) from now`, inAWhile),
  shape(
    `(?:on )?(?:the )?(?<nth>\\d{1,2})(?:st|nd|rd|th)?\\.?(?: of)? (?<month>${monthWord})(?:,? \\d{4})?,?${at}?`,
    onDate,
  ),
  shape(`on (?<month>${monthWord}) (?:the )?(?<nth>\\d{1,2})(?:st|nd|rd|th)?(?:,? \\d{4})?,?${at}?`, onDate),
  shape(`${at},? on (?:the )?(?<nth>\\d{1,2})(?:st|nd|rd|th)?(?: of)? (?<month>${monthWord})`, onDate),
  shape(`${at},? on (?<month>${monthWord}) (?:the )?(?<nth>\\d{1,2})(?:st|nd|rd|th)?`, onDate),
  shape(`(?:on )?(?:the )?day after tomorrow(?: (?<when>morning|night|evening|afternoon))?${at}?`, afterTomorrow),
  shape(`${at},? (?:on )?(?:the )?day after tomorrow`, afterTomorrow),
  shape(`(?:(?:for|on) )?tomorrow(?: (?<when>morning|night|evening|afternoon))?${at}?`, tomorrow),
  shape(`${at},? (?:tomorrow)(?: (?<when>morning|night|evening|afternoon))?`, tomorrow),
  shape(`(?:(?:for|later) )?(?:tonight|this night)${at}?`, (groups, now) => {
    const time = timeOf({ ...groups, part: "night" });
    const when = once(time ?? { hour: 22, minute: 0 }, "* * *", "tonight", now);
    return when && !time ? { ...when, assumed: "No time was named, so 22:00 is taken" } : when;
  }),
  shape(`${at},? tonight`, (groups, now) => once(timeOf({ ...groups, part: "night" }), "* * *", "tonight", now)),
  shape(`(?:this (?<when>evening|afternoon))${at}?`, (groups, now) => {
    const usual = groups["when"] === "evening" ? { hour: 20, minute: 0 } : { hour: 15, minute: 0 };
    return once(timeOf({ ...groups, part: groups["when"] }) ?? usual, "* * *", `this ${groups["when"] ?? ""}`, now);
  }),
  shape(
    `(?:for |on |next |this |coming |this coming )(?<days>${dayWord})(?: (?<when>night|morning|evening|afternoon))?${at}?`,
    onDay,
  ),
  shape(`${at},? (?:on |next |this )(?<days>${dayWord})`, onDay),
  shape(`(?:later )?today${at}`, (groups, now) => once(timeOf(groups), "* * *", "today", now)),
  shape(`${at},? today`, (groups, now) => once(timeOf(groups), "* * *", "today", now)),
  shape(
    `(?:at|for|around) ${timeWord}(?! ?(?:fps|%|percent|x|times|users|requests|connections|degrees|mb|gb|mbit|gbit|kb|ms|rpm|mhz|ghz|watt|watts|lines|processes|threads|cores|queries|or more|or less))`,
    (groups, now) => {
      // A bare number may be anything else: “at 80” is no time, and “at 2” needs nothing behind it.
      const time = timeOf(groups);
      return time && once(time, "* * *", "once", now);
    },
  ),
];

function monthly(which: string | undefined): { days: string; text: string } | undefined {
  const day = dayOfMonth(which);
  return day >= 1 && day <= 31 ? { days: `${day} * *`, text: `on day ${day} of every month` } : undefined;
}
const unitNames: Record<string, string> = { s: "second", m: "minute", h: "hour", d: "day", w: "week" };
function inAWhile(groups: Groups, { nowMs }: Now): When {
  const count = countOf(groups["count"]);
  const unit = groups["unit"] ?? "";
  const isHalf = groups["extra"] !== undefined || groups["more"] !== undefined;
  const much = isHalf ? count + 0.5 : count;
  const ms = much * (units[unit[0] ?? ""] ?? 0);
  if (ms <= 0 || ms > 366 * 86_400_000) return undefined;
  return {
    schedule: {
      kind: "at",
      atMs: nowMs + ms,
      text: `in ${much} ${unitNames[unit[0] ?? ""] ?? unit}${much === 1 ? "" : "s"}`,
    },
  };
}
function someDay(groups: Groups, now: Now, { ahead, text }: { ahead: number; text: string }): When {
  const isNamed = ["hour", "word", "past", "noon"].some((key) => groups[key] !== undefined);
  const time = isNamed ? timeOf(onPart(groups)) : (usualOf(groups["when"] ?? "morning") ?? { hour: 8, minute: 0 });
  const when = time && at1(time, now, ahead, text);
  return when && !isNamed && time ? { ...when, assumed: `No time was named, so ${clock(time)} is taken` } : when;
}
function onDay(groups: Groups, now: Now): When {
  const day = dayOf(groups["days"] ?? "");
  const isNamed = ["hour", "word", "past", "noon"].some((key) => groups[key] !== undefined);
  const time = isNamed ? timeOf(onPart(groups)) : (usualOf(groups["when"]) ?? { hour: 8, minute: 0 });
  const when = day < 0 ? undefined : once(time, `* * ${day}`, `on ${dayName(day)}`, now);
  return when && !isNamed && time ? { ...when, assumed: `No time was named, so ${clock(time)} is taken` } : when;
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** A year that is named is not looked at: the next such day counts, and it is shown. */
function onDate(groups: Groups, now: Now): When {
  const day = Number(groups["nth"]);
  const month = monthNames.findIndex((name) => name.startsWith((groups["month"] ?? "?").slice(0, 3))) + 1;
  const isNamed = ["hour", "word", "past", "noon"].some((key) => groups[key] !== undefined);
  const time = isNamed ? timeOf(groups) : { hour: 8, minute: 0 };
  if (month < 1 || day < 1 || day > 31 || !time) return undefined;
  const when = once(time, `${day} ${month} *`, `on ${day} ${capital(monthNames[month - 1] ?? "")}`, now);
  return when && !isNamed ? { ...when, assumed: `No time was named, so ${clock(time)} is taken` } : when;
}

/** From here on it is done once. */
export const onceFrom = shapes.findIndex(({ shape: { source } }) => source.includes("half an hour(?: from now)"));

/** Times that are said less often: twice a day, quarters, the first Monday, two days of a month. */
import {
  at,
  daily,
  dayOfMonth,
  lead,
  list,
  month,
  type Now,
  nth,
  shape,
  type Shape,
  type When,
} from "./schedule-shapes.ts";
import { numberWord } from "./numbers.ts";
import { clock, dayName, dayOf, dayWord, type Time } from "./times.ts";

type Groups = Record<string, string | undefined>;
const oneTime = (n: number): string =>
  `(?:(?<h${n}>\\d{1,2})(?:[:.](?<m${n}>\\d\\d))?(?: ?(?<p${n}>am|pm))?(?: ?o'?clock)?|(?<w${n}>noon|midday|midnight))`;
const bothTimes = `(?:at )?${oneTime(1)}(?:,? and| &|,) (?:at )?${oneTime(2)}`;
const daysWord = "(?:(?:every|each) day|daily|a day|twice daily|(?:every|each) (?:morning and evening|night))";

function timeAt(groups: Groups, n: number): Time | undefined {
  const word = groups[`w${n}`];
  if (word !== undefined) return { hour: word === "midnight" ? 0 : 12, minute: 0 };
  const said = Number(groups[`h${n}`]);
  const half = groups[`p${n}`];
  const hour = half === "pm" && said < 12 ? said + 12 : half === "am" && said === 12 ? 0 : said;
  const minute = Number(groups[`m${n}`] ?? 0);
  return Number.isInteger(hour) && hour <= 24 && minute <= 59 ? { hour: hour % 24, minute } : undefined;
}

/** Two hours in one pattern, where they share their minute. */
const twice =
  (days: string, text: string) =>
  (groups: Groups, { timeZone }: Now): When => {
    const [first, second] = [timeAt(groups, 1), timeAt(groups, 2)];
    if (!first || !second || first.minute !== second.minute) return undefined;
    const hours = [first.hour, second.hour].toSorted((a, b) => a - b).join(",");
    return {
      schedule: {
        kind: "cron",
        cron: `${first.minute} ${hours} ${days}`,
        timeZone,
        text: `${text} at ${clock(first)} and ${clock(second)}`,
      },
    };
  };
const quarterly = daily(() => ({ days: "1 */3 *", text: "on the first day of every quarter" }));

/** “every day except sunday”: the other days of the week. */
const others = daily(({ days, weekend }) => {
  const gone =
    weekend === undefined ? [...(days ?? "").matchAll(new RegExp(dayWord, "g"))].map(([word]) => dayOf(word)) : [0, 6];
  const left = [0, 1, 2, 3, 4, 5, 6].filter((day) => !gone.includes(day));
  return gone.length === 0 || gone.includes(-1) || gone.length > 5
    ? undefined
    : { days: `* * ${left.join(",")}`, text: `every day except ${gone.map(dayName).join(" and ")}` };
});
const without = `(?:every|each) (?:single )?day,? (?:except|but(?: not)?|apart from|other than|excluding)(?: for)?(?: on)? (?:(?<weekend>(?:the |at |on )*weekends?)|${list})`;

export const moreShapes: readonly Shape[] = [
  shape(`${without}${at}?`, others),
  shape(`${at},? ${without}`, others),
  shape(`(?:twice|two times) (?:a|per|each|every) day,? ?${bothTimes}`, twice("* * *", "every day")),
  shape(`${daysWord},? ${bothTimes}`, twice("* * *", "every day")),
  shape(
    `${bothTimes},? (?:every|each) day|${bothTimes.replaceAll(/\?<([hmpw])(\d)>/g, "?<$1$2x>")} daily`,
    twice("* * *", "every day"),
  ),
  shape(
    `(?:on )?(?:weekdays|workdays|(?:every|each) (?:weekday|workday)),? ${bothTimes}`,
    twice("* * 1-5", "Monday to Friday"),
  ),
  shape(`(?:twice|two times) (?:a|per|each|every) day|twice daily`, (_groups, { timeZone }) => ({
    schedule: { kind: "cron", cron: "0 8,20 * * *", timeZone, text: "every day at 08:00 and 20:00" },
    assumed: "No times were named, so 08:00 and 20:00 are taken",
  })),
  shape(
    `${at},? (?:on )?(?:weekdays|workdays|work days|working days|business days)`,
    daily(() => ({ days: "* * 1-5", text: "Monday to Friday" })),
  ),
  shape(
    `${at},? (?:on |at |over )?(?:the )?weekends|${at.replaceAll(/\?<(\w+)>/g, "?<$1x>")},? (?:every|each) weekend`,
    daily(() => ({ days: "* * 0,6", text: "every Saturday and Sunday" })),
  ),
  shape(
    `(?:on )?(?:every|each|the) (?<nth>first|second|third|fourth|last|1st|2nd|3rd|4th) (?<days>${dayWord}) (?:${month}|in (?:the|every|each|a) month)${at}?`,
    nthDay,
  ),
  shape(`(?:on )?(?:every|each) (?<nth>first|third|fourth|last|1st|3rd|4th) (?<days>${dayWord})${at}?`, nthDay),
  shape(
    `${at},? (?:on )?(?:every|each|the) (?<nth>first|second|third|fourth|last|1st|2nd|3rd|4th) (?<days>${dayWord})(?: ${month})?`,
    nthDay,
  ),
  shape(
    `${lead}(?:the )?(?<one>\\d{1,2}|first)(?:st|nd|rd|th)?(?:,| and|, and| &) (?:the )?(?<two>\\d{1,2}|fifteenth)(?:st|nd|rd|th)? ${month}${at}?`,
    (groups, now) =>
      daily(() => {
        const [one, two] = [dayOfMonth(groups["one"]), groups["two"] === "fifteenth" ? 15 : dayOfMonth(groups["two"])];
        return one >= 1 && two >= 1 && one <= 31 && two <= 31
          ? { days: `${one},${two} * *`, text: `on day ${one} and ${two} of every month` }
          : undefined;
      })(groups, now),
  ),
  shape(
    `(?:on |at )?(?:the )?(?:first day|first|1st|start|beginning) of (?:every|each|the|a) quarter${at}?`,
    quarterly,
  ),
  shape(
    `(?:(?:every|each) quarter|quarterly|once (?:a|per|every) quarter|every (?:3|three) months)(?! of an| hour)${at}?`,
    quarterly,
  ),
  shape(
    `(?:at )?(?:the )?end of (?:every|each|the|a) month${at}?`,
    daily(() => ({ days: "L * *", text: "on the last day of every month" })),
  ),
  shape(
    `(?:(?:every|each) year|yearly|annually|once (?:a|per) year)${at}?`,
    daily(() => ({ days: "1 1 *", text: "on 1 January" })),
  ),
  shape(`once (?:per|every|each) (?:single )?hour|every single hour`, (_groups, { timeZone }) => ({
    schedule: { kind: "cron", cron: "0 * * * *", timeZone, text: "every hour" },
  })),
  shape(
    `once (?:per|every|each) (?<when>day|night|morning|evening)${at}?`,
    daily(({ when }) => ({ days: "* * *", text: `every ${when ?? "day"}` })),
  ),
  shape(
    `once (?:per|every|each) week(?:,? on (?:a )?(?<days>${dayWord})s?)?${at}?`,
    daily(({ days }) => ({
      days: `* * ${days === undefined ? 0 : dayOf(days)}`,
      text: `every ${dayName(days === undefined ? 0 : dayOf(days))}`,
    })),
  ),
];

function nthDay(groups: Groups, now: Now): When {
  return daily(() => {
    const day = dayOf(groups["days"] ?? "");
    const which =
      groups["nth"] === "last" ? "L" : String(nth[groups["nth"] ?? ""] ?? numberWord(groups["nth"] ?? "") ?? 1);
    return { days: `* * ${day}#${which}`, text: `on the ${groups["nth"] ?? ""} ${dayName(day)} of every month` };
  })(groups, now);
}

/** What is said of a time beside it: its zone (“at 02:30 UTC”), days that it is not on (“except sundays”), and weeks that are counted, which no schedule can. */
import { type Scheduled, scheduleOf } from "./schedule.ts";
import type { Now } from "./schedule-shapes.ts";
import { dayName, dayOf, dayWord } from "./times.ts";
import type { Token } from "./types.ts";
import { once } from "../../../lib/once.ts";

/** The same as `scheduleOf`, with a zone that is named and days that are left out. */
export function scheduleWithMore(given: readonly Token[], now: Now): Scheduled | undefined {
  const zoned = withZone(given);
  const less = withoutDays(zoned.tokens);
  const found = scheduleOf(less.tokens, { ...now, ...(zoned.zone === undefined ? {} : { timeZone: zoned.zone }) });
  if (!found) return undefined;
  const kept = less.days.length === 0 ? found : leftOut(found, less.days);
  // Days that cannot be left out of such a time are not passed over.
  if (!kept) return undefined;
  const { schedule } = kept;
  return zoned.zone !== undefined && schedule.kind === "at"
    ? { ...kept, schedule: { ...schedule, text: `${schedule.text} ${zoned.zone}` } }
    : kept;
}

const short: Readonly<Record<string, string>> = {
  utc: "UTC",
  gmt: "UTC",
  zulu: "UTC",
  cet: "Europe/Berlin",
  cest: "Europe/Berlin",
  mez: "Europe/Berlin",
  bst: "Europe/London",
  est: "America/New_York",
  edt: "America/New_York",
  eastern: "America/New_York",
  pst: "America/Los_Angeles",
  pdt: "America/Los_Angeles",
  pacific: "America/Los_Angeles",
};
const cities = once(
  () =>
    new Map(
      Intl.supportedValuesOf("timeZone").flatMap((zone): [string, string][] => [
        [zone.toLowerCase(), zone],
        [(zone.split("/").at(-1) ?? zone).toLowerCase().replaceAll("_", " "), zone],
      ]),
    ),
);
const clockWord = /^(?:\d{1,2}(?:[:.]\d\d)?(?:am|pm|h)?|am|pm|noon|midday|midnight|o'clock|oclock)$/;

/** A zone right behind a time of day. */
function withZone(tokens: readonly Token[]): { tokens: readonly Token[]; zone?: string } {
  for (const [at, token] of tokens.entries()) {
    const before = tokens[at - 1];
    if (!before || !clockWord.test(before.low)) continue;
    const cut = (count: number): Token[] => tokens.filter((_one, index) => index < at || index >= at + count);
    const next = tokens.slice(at + 1, at + 3).map(({ low }) => low);
    const abbreviated = short[token.low];
    if (abbreviated !== undefined && (next[0] === "time" || !/^(?:eastern|pacific)$/.test(token.low)))
      return { tokens: cut(next[0] === "time" ? 2 : 1), zone: abbreviated };
    if (token.kind === "quote" && token.low.includes("/")) {
      const zone = cities().get(token.low);
      if (zone !== undefined) return { tokens: cut(next[0] === "time" ? 2 : 1), zone };
    }
    const words = [`${token.low} ${next[0] ?? ""}`, token.low];
    for (const [index, name] of words.entries()) {
      const zone = cities().get(name);
      const length = 2 - index;
      if (zone !== undefined && next[length - 1] === "time") return { tokens: cut(length + 1), zone };
    }
  }
  return { tokens };
}

const except = /^(?:except|excepting|excluding|without|not|save)$/;
const isDay = new RegExp(`^(?:${dayWord})$`);
const weekend = /^weekends?$/;

/** “except on sundays and mondays”. */
function withoutDays(tokens: readonly Token[]): { tokens: readonly Token[]; days: number[] } {
  for (const [at, token] of tokens.entries()) {
    if (!except.test(token.low)) continue;
    const days: number[] = [];
    let end = at + 1;
    for (; end < tokens.length; end += 1) {
      const low = tokens[end]?.low ?? "";
      if (isDay.test(low)) days.push(dayOf(low));
      else if (weekend.test(low)) days.push(0, 6);
      else if (!/^(?:on|for|the|at|and|or|,)$/.test(low)) break;
    }
    // A sign or word behind the last day belongs to what follows.
    while (end > at + 1 && /^(?:on|for|the|at|and|or|,)$/.test(tokens[end - 1]?.low ?? "")) end -= 1;
    const from = /^(?:,|but|and)$/.test(tokens[at - 1]?.low ?? "") ? at - 1 : at;
    if (days.length > 0) return { tokens: tokens.filter((_one, index) => index < from || index >= end), days };
  }
  return { tokens, days: [] };
}

function leftOut(found: Scheduled, days: readonly number[]): Scheduled | undefined {
  const { schedule } = found;
  if (schedule.kind !== "cron") return undefined;
  const [minute, hour, day, month, week = ""] = schedule.cron.split(" ");
  if (day !== "*") return undefined;
  const all = week === "*" ? [0, 1, 2, 3, 4, 5, 6] : weekOf(week);
  const left = all?.filter((one) => !days.includes(one)) ?? [];
  if (left.length === 0) return undefined;
  const said = [...new Set(days)].map(dayName).join(" and ");
  return {
    ...found,
    schedule: {
      ...schedule,
      cron: `${minute ?? "0"} ${hour ?? "0"} * ${month ?? "*"} ${left.join(",")}`,
      text: `${schedule.text}, except ${said}`,
    },
  };
}

function weekOf(field: string): number[] | undefined {
  const days = field.split(",").flatMap((part) => {
    const [, from, to] = /^(\d)(?:-(\d))?$/.exec(part) ?? [];
    if (from === undefined) return [-1];
    return Array.from({ length: Number(to ?? from) - Number(from) + 1 }, (_one, at) => Number(from) + at);
  });
  return days.includes(-1) ? undefined : days;
}

/** “every second sunday”: nothing counts weeks, so what can be had is offered. */
export function everyOtherWeek(
  text: string,
): { question: string; options: { label: string; value: string }[] } | undefined {
  const found = new RegExp(
    `\\b(?:every|each) (?:other|second|2nd|third|3rd) (?<day>${dayWord}|week)\\b(?! of)`,
    "i",
  ).exec(text);
  const day = found?.groups?.["day"];
  if (!found || day === undefined) return undefined;
  const name = day.toLowerCase() === "week" ? "week" : dayName(dayOf(day.toLowerCase()));
  const put = (words: string): string => text.replace(found[0], words);
  const which = name === "week" ? "sunday" : name.toLowerCase();
  return {
    question: `“${found[0]}” cannot be a schedule: weeks are not counted. Which of these instead?`,
    options: [
      { label: `every ${name}`, value: put(`every ${name.toLowerCase()}`) },
      ...["first", "third"].map((nth) => ({
        label: `on the ${nth} ${dayName(dayOf(which))} of every month`,
        value: put(`on the ${nth} ${which} of every month`),
      })),
    ],
  };
}

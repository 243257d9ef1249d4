/** Times of day and days of the week as people say them, and the instant that is meant in a time zone. */
import { Cron } from "croner";
import { numberWord } from "./numbers.ts";

export type Time = { hour: number; minute: number };

const days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const;
export const dayWord = `(?:${days.map((day) => `${day}s?`).join("|")}|mon|tues?|wed|thurs?|thu|fri|sat|sun)`;
export const dayOf = (word: string): number =>
  days.findIndex((day) => day.startsWith(word.replace(/s$/, "").slice(0, 3)));
export const dayName = (day: number): string => {
  const name = days[day] ?? "";
  return name.slice(0, 1).toUpperCase() + name.slice(1);
};

const part = "(?: (?:in the |at )?(?<part>morning|evening|afternoon|night))?";
const small = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve";
/** A time of day; named groups, so that it can stand once in a pattern. */
const small5 = "five|ten|fifteen|twenty|twenty[- ]five";
/** “ten past five”, “quarter to six”, “half past two”. */
const aroundHour = `(?<mins>half|(?:a )?quarter|${small5}|5|10|15|20|25)(?: minutes?)? (?<way>past|to|after) (?<past>\\d{1,2}|${small})(?: ?(?:o'? ?clock|(?<half3>am|pm)))?`;
export const timeWord = `(?:${aroundHour}|(?<hour>\\d{1,2})(?:[:.](?<minute>\\d\\d))?(?: ?(?<half>am|pm|a\\.m\\.?|p\\.m\\.?)|(?: ?o'? ?clock)| ?h(?:rs|ours)?\\b)?|(?<word>${small})(?: ?o'? ?clock| ?(?<half2>am|pm))?|(?<noon>noon|midday|midnight))${part}`;

const quarters: Record<string, number> = { half: 30, quarter: 15, fifteen: 15, "twenty-five": 25, "twenty five": 25 };
const numberOf = (text: string | undefined): number => numberWord(text ?? "") ?? Number(text);

/** Undefined where it is no time of day. */
export function timeOf(groups: Record<string, string | undefined>): Time | undefined {
  const { hour, minute, half, half2, half3, word, past, mins, way, noon, part: partOfDay } = groups;
  if (noon !== undefined) return { hour: noon === "midnight" ? 0 : 12, minute: 0 };
  const said = hour ?? word ?? past;
  if (said === undefined) return undefined;
  const of = numberWord(said);
  const around = past === undefined ? undefined : (quarters[(mins ?? "half").replace(/^a /, "")] ?? numberOf(mins));
  const isTo = way === "to" && around !== undefined;
  const number = of === undefined ? undefined : isTo ? (of + 23) % 24 || (of === 1 ? 12 : 0) : of;
  const minutes = around === undefined ? Number(minute ?? 0) : isTo ? 60 - around : around;
  if (number === undefined || number > 24 || minutes > 59) return undefined;
  const half12 = (half ?? half2 ?? half3)?.replaceAll(".", "");
  const late =
    half12 === "pm" || partOfDay === "evening" || partOfDay === "afternoon" || (partOfDay === "night" && number >= 6);
  const early = half12 === "am" || partOfDay === "morning" || (partOfDay === "night" && number < 6);
  if ((half12 !== undefined || partOfDay !== undefined) && number > 12)
    return half12 === undefined ? { hour: number % 24, minute: minutes } : undefined;
  if (late) return { hour: number === 12 ? (partOfDay === "night" ? 0 : 12) : number + 12, minute: minutes };
  if (early) return { hour: number === 12 ? 0 : number, minute: minutes };
  return { hour: number % 24, minute: minutes };
}

export const clock = ({ hour, minute }: Time): string =>
  `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;

/** The first instant after now at which a pattern of cron is met in a time zone. */
export const nextOf = (cron: string, nowMs: number, timeZone: string): number | undefined =>
  new Cron(cron, { timezone: timeZone, paused: true }).nextRun(new Date(nowMs))?.getTime();

/** The date so many days from now, in the zone. */
export function dateIn(nowMs: number, timeZone: string, ahead: number): { day: number; month: number } {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone, day: "numeric", month: "numeric" }).formatToParts(
    new Date(nowMs + ahead * 86_400_000),
  );
  const of = (type: string): number => Number(parts.find((one) => one.type === type)?.value);
  return { day: of("day"), month: of("month") };
}

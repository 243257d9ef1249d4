/** A stretch of the day, on some days of the week, by the clocks of a place: when a rule counts. Pure. */
import * as z from "zod/mini";

export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof weekdays)[number];

/**
 * `to` before `from` goes over midnight; the day is then that of the evening. `to` equal to `from` is the whole day.
 * Absent days: every day. `zone` is an IANA name such as `Europe/Berlin`.
 */
export type TimeWindow = { days?: Weekday[] | undefined; from: string; to: string; zone: string };

const time = () => z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, "has the form HH:MM, e.g. 22:00"));
const zone = () => z.string().check(z.maxLength(64), z.refine(isZone, "is a time zone such as Europe/Berlin or UTC"));
const days = () =>
  z.optional(
    z.array(z.enum(weekdays, "is one of mon, tue, wed, thu, fri, sat, sun")).check(z.minLength(1), z.maxLength(7)),
  );
export const timeWindowSchema = () => z.strictObject({ days: days(), from: time(), to: time(), zone: zone() });

export function isZone(name: string): boolean {
  try {
    return clockIn(name) !== undefined;
  } catch {
    return false;
  }
}

/** Making one takes about 0.1 ms, asking it a few µs; rules name few zones. */
const clocks = new Map<string, Intl.DateTimeFormat>();
function clockIn(zoneName: string): Intl.DateTimeFormat {
  const known = clocks.get(zoneName);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-GB", {
    timeZone: zoneName,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  if (clocks.size > 100) clocks.clear();
  clocks.set(zoneName, made);
  return made;
}

/** Whether a moment lies in it; at `from` it does, at `to` it does not any more. */
export function within({ days: on = [...weekdays], from, to, zone: place }: TimeWindow, atMs: number): boolean {
  const parts = Object.fromEntries(
    clockIn(place)
      .formatToParts(atMs)
      .map(({ type, value }) => [type, value]),
  );
  const today = weekdays.indexOf((parts["weekday"] ?? "").toLowerCase().slice(0, 3) as Weekday);
  const now = `${parts["hour"]}:${parts["minute"]}`;
  const isOn = (day: number): boolean => on.includes(weekdays[(day + 7) % 7] ?? "mon");
  if (from === to) return isOn(today);
  if (from < to) return isOn(today) && now >= from && now < to;
  return (isOn(today) && now >= from) || (isOn(today - 1) && now < to);
}

export const windowText = ({ days: on, from, to, zone: place }: TimeWindow): string =>
  `${on === undefined ? "daily" : on.join(", ")} ${from === to ? "all day" : `${from}–${to}`} ${place}`;

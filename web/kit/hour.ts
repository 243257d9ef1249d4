/** A time as people say it, by the clock of a place. */

/** “Mon 5 Jan 02:00”, by the clock of the schedule. */
export function hourIn(at: string, timeZone = "UTC"): string {
  try {
    return new Intl.DateTimeFormat("en-GB", {
      timeZone,
      weekday: "short",
      day: "numeric",
      month: "short",
      hour: "2-digit",
      minute: "2-digit",
    })
      .format(new Date(at))
      .replaceAll(",", "");
  } catch {
    return at;
  }
}

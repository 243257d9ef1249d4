/** Durations and ages in words; used by the hub and by the page's script alike. */

/** The largest unit that fits, for reading at a glance: 0.4 s, 12 s, 3 min, 5 h, 8 d. */
export function durationText(ms: number): string {
  const seconds = Math.max(0, ms) / 1_000;
  if (seconds < 0.1) return `${Math.round(seconds * 1_000)} ms`;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.floor(seconds)} s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

/** “4 s ago”, “in 9 min”; “now” within two seconds. */
export function ageText(atMs: number, nowMs: number): string {
  const ms = nowMs - atMs;
  if (Math.abs(ms) < 2_000) return "now";
  if (ms > 0) return `${whole(ms)} ago`;
  // What is left is rounded up, so that a fresh day does not read as 23 hours.
  return `in ${whole(-ms * 1.02)}`;
}

const whole = (ms: number): string => durationText(Math.max(ms, 2_000)).replace(/\.\d/, "");

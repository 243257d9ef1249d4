/** What the log tools share: since when is looked, how important lines are, and how one is written. */
import * as z from "zod/mini";
import { forHtml, hasHidden, machineText } from "../../domain/untrusted.ts";
import { unitName } from "../service/unit.ts";

/** As syslog counts, 0 first. */
export const priorities = ["emergency", "alert", "critical", "error", "warning", "notice", "info", "debug"] as const;
export type Priority = (typeof priorities)[number];

const unitMs: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};
const ago = /^(\d{1,5})([smhdw])$/;
const moment = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)?)?$/;

export const sinceField = (otherwise: string) =>
  z.optional(
    z.string().check(
      z.maxLength(40),
      z.refine(
        (text) => ago.test(text) || (moment.test(text) && Number.isFinite(Date.parse(text))),
        "is neither a length such as 15m, 2h or 7d nor a moment such as 2026-11-21T08:00Z",
      ),
      z.describe(`How far back: a length such as 15m, 2h or 7d, or a moment in ISO 8601; default ${otherwise}.`),
    ),
  );

/** Epoch ms. A moment without a zone is UTC. */
export function sinceMs(since: string, nowMs: number): number {
  const [, count, unit] = ago.exec(since) ?? [];
  if (count !== undefined && unit !== undefined) return Math.max(0, nowMs - Number(count) * (unitMs[unit] ?? 0));
  return Math.max(0, Date.parse(/T\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(since) ? `${since}Z` : since));
}

/** How a service is found in the log. */
export const serviceField = () =>
  z.optional(unitName().check(z.describe("Only what this service wrote; with or without `.service`.")));

export const textField = () =>
  z.optional(
    z.string().check(
      z.minLength(1),
      z.maxLength(200),
      z.refine((text) => !hasHidden(text) && !text.includes("\n"), "holds control or invisible characters"),
      z.describe("Only lines with this text in them; upper and lower case are the same."),
    ),
  );

export const logPath = () =>
  z.optional(
    z.string().check(
      z.minLength(2),
      z.maxLength(4_096),
      z.regex(/^\/[^\0]*[^/\0]$/, "is not an absolute path of a file"),
      z.refine((path) => !hasHidden(path) && !path.includes("\n"), "holds control or invisible characters"),
      z.describe("A log file to look into instead of the system's log."),
    ),
  );

/** A moment in UTC; empty where the line has none. */
export const saidAt = () => z.string().check(z.maxLength(32), z.regex(/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)?$/));

export const logEntry = () =>
  z.object({
    at: saidAt(),
    /** The service, or the program where no service is known; `kernel` for the kernel; empty where a file does not say. */
    unit: machineText(256),
    priority: z.enum(priorities),
    /** Cut to 4,096 characters. */
    text: machineText(4_096),
  });
export type LogEntry = z.infer<ReturnType<typeof logEntry>>;

/** 2026-11-21T10:45:06.123Z is `2026-11-21 10:45:06`. */
export const shortAt = (at: string): string => at.slice(0, 19).replace("T", " ");

export const entriesTable = (entries: readonly LogEntry[]) => ({
  columns: ["Time (UTC)", "From", "Priority", "Text"],
  rows: entries.map(({ at, unit, priority, text }) => [shortAt(at), forHtml(unit), priority, forHtml(text)]),
});

/** Lines of log files in the forms that syslog, nginx, Apache and programs with ISO times write. Pure. */
import { untrusted } from "../../domain/untrusted.ts";
import { iso } from "../../lib/clock.ts";
import type { LogEntry, Priority } from "./entry.ts";

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** A line as an entry; its time is the machine's own where it names no zone. */
export function parseLine(line: string, nowMs: number): LogEntry {
  const { atMs, rest } = timeOf(line, nowMs);
  const { unit, text } = sourceOf(rest);
  return {
    at: atMs === undefined ? "" : iso(atMs).slice(-24),
    unit: untrusted(unit.slice(0, 256)),
    priority: priorityOf(line),
    text: untrusted(text.slice(0, 4_096)),
  };
}

function timeOf(line: string, nowMs: number): { atMs?: number; rest: string } {
  // 2026-11-21T10:45:06.123456+01:00 host prog[1]: … · 2026-11-21 10:45:06,123 ERROR …
  const whole = /^\[?(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:[.,](\d{1,9}))?\s?(Z|UTC|[+-]\d\d:?\d\d)?\]?:?\s*/.exec(
    line,
  );
  if (whole) {
    const [all, day = "", time = "", part = "", zone = ""] = whole;
    const offset = zone === "UTC" ? "Z" : zone.replace(/^([+-]\d\d)(\d\d)$/, "$1:$2");
    return valid(
      Date.parse(`${day}T${time}.${part.slice(0, 3).padEnd(3, "0")}${offset}`),
      line.slice(all.length),
      line,
    );
  }
  // Nov 21 10:45:06 host prog[1]: …
  const syslog = /^(?:<\d+>)?([A-Z][a-z]{2}) +(\d{1,2}) (\d\d):(\d\d):(\d\d)\s+/.exec(line);
  if (syslog) {
    const [all, month = "", day, hours, minutes, seconds] = syslog;
    const of = (year: number): number =>
      new Date(
        year,
        months.indexOf(month.toLowerCase()),
        Number(day),
        Number(hours),
        Number(minutes),
        Number(seconds),
      ).getTime();
    const year = new Date(nowMs).getFullYear();
    const atMs = of(year);
    // It names no year: what would lie ahead is of the last one.
    return valid(atMs > nowMs + 86_400_000 ? of(year - 1) : atMs, line.slice(all.length), line);
  }
  // 10.0.0.1 - - [21/Nov/2026:10:45:06 +0000] "GET / … · [Sat Nov 21 10:45:06.123 2026] [core:error] …
  const access = /\[(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):(\d\d:\d\d:\d\d) ([+-]\d\d)(\d\d)\]/.exec(line);
  if (access) {
    const [, day = "", month = "", year = "", time = "", hours = "", minutes = ""] = access;
    const number = String(months.indexOf(month.toLowerCase()) + 1).padStart(2, "0");
    return valid(Date.parse(`${year}-${number}-${day}T${time}${hours}:${minutes}`), line, line);
  }
  const apache = /^\[[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{3})\d*)? (\d{4})\]\s*/.exec(line);
  if (apache) {
    const [all, month = "", day = "", time = "", part = "000", year = ""] = apache;
    const number = String(months.indexOf(month.toLowerCase()) + 1).padStart(2, "0");
    return valid(Date.parse(`${year}-${number}-${day}T${time}.${part}`), line.slice(all.length), line);
  }
  // 2026/11/21 10:45:06 [error] 12#12: …
  const nginx = /^(\d{4})\/(\d\d)\/(\d\d) (\d\d:\d\d:\d\d)\s*/.exec(line);
  if (nginx) {
    const [all, year = "", month = "", day = "", time = ""] = nginx;
    return valid(Date.parse(`${year}-${month}-${day}T${time}`), line.slice(all.length), line);
  }
  return { rest: line };
}

const valid = (atMs: number, rest: string, line: string): { atMs?: number; rest: string } =>
  Number.isFinite(atMs) && atMs >= 0 && atMs <= 253_402_300_799_999 ? { atMs, rest } : { rest: line };

/** `host prog[123]: text`; busybox puts `daemon.err` before the program. */
function sourceOf(rest: string): { unit: string; text: string } {
  const [all, unit] = /^[\w.-]+ (?:[a-z0-9]+\.[a-z]+ )?([\w@./-]{1,100}?)(?:\[\d+\])?: /.exec(rest) ?? [];
  return all === undefined || unit === undefined ? { unit: "", text: rest } : { unit, text: rest.slice(all.length) };
}

const words: readonly (readonly [RegExp, Priority])[] = [
  [/\b(emerg|panic)\b|\.(emerg|panic) /i, "emergency"],
  [/\[alert\]|\.alert /i, "alert"],
  [/\b(crit|critical|fatal)\b/i, "critical"],
  [
    /\b(err|error|errors|failed|failure|exception|traceback|segfault|oom-kill)\b|\bOut of memory\b|I\/O error/i,
    "error",
  ],
  [/\b(warn|warning)\b/i, "warning"],
  [/\bnotice\b/i, "notice"],
  [/\b(debug|trace)\b/i, "debug"],
];

/** A level that the line names for itself goes before a word somewhere in it; an access log's status counts. */
export function priorityOf(line: string): Priority {
  const head = line.slice(0, 200);
  const named =
    /\[(?:\w+:)?(emerg|alert|crit|error|warn|notice|info|debug)\w*\]|\b[a-z0-9]+\.(emerg|alert|crit|err|warn|notice|info|debug) |\b(FATAL|CRITICAL|ERROR|WARNING|WARN|NOTICE|INFO|DEBUG|TRACE)\b|\blevel=(\w+)/.exec(
      head,
    );
  const word = named
    ?.slice(1)
    .find((each) => each !== undefined)
    ?.toLowerCase();
  if (word === "info") return "info";
  if (word !== undefined)
    return words.find(([shape]) => shape.test(word))?.[1] ?? (word.startsWith("err") ? "error" : "info");
  const status = /" ([1-5]\d\d) (?:\d+|-)(?: |$)/.exec(line)?.[1];
  if (status !== undefined) return status.startsWith("5") ? "error" : "info";
  return words.find(([shape]) => shape.test(line))?.[1] ?? "info";
}

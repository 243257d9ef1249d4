/** Values of options that are more than text: lengths of time, risks, levels, counts. */
import { levels, risks, type Level, type Risk } from "../domain/risk.ts";
import { usageError } from "./exit.ts";
import type { Args } from "./mode.ts";

const unitMs: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, min: 60_000, h: 3_600_000, d: 86_400_000 };

/** `30s`, `5m`, `24h`, `7d`, `500ms` in milliseconds; undefined where the option was not given. */
export function durationOf(args: Args, option: string): number | undefined {
  const text = args.text(option);
  if (text === undefined) return undefined;
  const [, count = "", unit = ""] = /^(\d+(?:\.\d+)?)(ms|s|m|min|h|d)$/.exec(text) ?? [];
  const ms = Math.round(Number(count) * (unitMs[unit] ?? Number.NaN));
  if (!Number.isSafeInteger(ms) || ms <= 0)
    throw usageError(`--${option} ${text} is not a length of time.`, "It looks like 30s, 5m, 24h or 7d.");
  return ms;
}

/** Critical is nothing that can be approved beforehand. */
export function approveUpTo(args: Args): Exclude<Risk, "critical"> | undefined {
  const text = args.text("approve");
  if (text === undefined) return undefined;
  const risk = risks.find((each) => each === text);
  if (risk === "critical")
    throw usageError("Critical steps cannot be approved beforehand.", "Approve such a task by itself: ailx approve ID");
  if (risk === undefined) throw usageError(`--approve ${text} is not a risk.`, "It is low, medium or high.");
  return risk;
}

export function levelOf(args: Args, option: string): Level | undefined {
  const text = args.text(option);
  if (text === undefined) return undefined;
  const level = levels.find((each) => String(each) === text);
  if (level === undefined)
    throw usageError(
      `--${option} ${text} is not a level.`,
      "It is 1 (read), 2 (user files), 3 (services) or 4 (anything).",
    );
  return level;
}

export function countOf(args: Args, option: string): number | undefined {
  const text = args.text(option);
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,6}$/.test(text))
    throw usageError(`--${option} ${text} is not a count.`, "It is a whole number from 1.");
  return Number(text);
}

const unitBytes: Record<string, number> = { "": 1, k: 1 << 10, m: 1 << 20, g: 1 << 30 };

/** `500k`, `64M`, `1G`, `64MiB` in bytes, by 1,024; undefined where the option was not given. */
export function sizeOf(args: Args, option: string): number | undefined {
  const text = args.text(option);
  if (text === undefined) return undefined;
  const [, count = "", unit = ""] = /^(\d+(?:\.\d+)?)([kmg]?)(?:i?b)?$/i.exec(text) ?? [];
  const bytes = Math.round(Number(count) * (unitBytes[unit.toLowerCase()] ?? Number.NaN));
  if (count === "" || !Number.isSafeInteger(bytes))
    throw usageError(`--${option} ${text} is not a size.`, "It looks like 500k, 64M or 1G.");
  return bytes;
}

/** Small helpers for text: counts, sizes, levels, and what a machine said made harmless. */
import { showHidden } from "../../src/lib/hidden.ts";

/** Text that quotes a machine or a model: control, bidi and invisible characters become visible. */
export const said = (text: string): string => showHidden(text);

/** `count(3, "machine")` is “3 machines”. */
export const count = (n: number, noun: string, plural = `${noun}s`): string =>
  `${n.toLocaleString("en")} ${n === 1 ? noun : plural}`;

const units = ["B", "K", "M", "G", "T", "P"];

/** Binary units as `df -h` prints them, one decimal: 512B, 1.5G. */
export function sizeText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1023.95 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return unit === 0 ? `${Math.round(value)}B` : `${value.toFixed(1)}${units[unit]}`;
}

/** What a level lets ailx do on a machine. */
export const levelWords = {
  1: { name: "Read", permits: "look at things, change nothing" },
  2: { name: "Own files", permits: "write an ordinary user's files and run programs as that user" },
  3: { name: "System", permits: "services, packages and hardware" },
  4: { name: "Everything", permits: "users, security, anything as root" },
} as const;

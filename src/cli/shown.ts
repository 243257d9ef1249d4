/** Answers of a hub on their way to a terminal: what machines said in them may not steer it. */
import { hidden, showHidden } from "../lib/hidden.ts";
import type { Io } from "./io.ts";

/** The same data, control and invisible characters in all of its texts made visible. */
export function shown<T>(value: T): T {
  if (typeof value === "string") return showHidden(value) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => shown(item)) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, shown<unknown>(held)])) as T;
}

/** The same value on one line, for programs that read while it goes on. */
export const printLine = (io: Pick<Io, "out">, value: unknown): void => io.out(`${harmless(JSON.stringify(value))}\n`);

/** Prints the same JSON value, with what could steer a terminal as `\uXXXX`. */
export function printJson(io: Pick<Io, "out">, value: unknown): void {
  io.out(`${harmless(JSON.stringify(value, undefined, 2))}\n`);
}

const harmless = (json: string): string =>
  json.replace(hidden, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);

/**
 * What can be said of shell text without parsing it. It can only raise: whatever is not recognised here is high, because
 * nothing about it is proved. (Parsing, and with it anything below high, is the risk engine's work.)
 */
import type { Level, Risk } from "../risk.ts";
import { hasHidden } from "../untrusted.ts";
import { destructiveIn } from "./destructive.ts";

/** Programs that change nothing whatever their words are, and read no file by name. A reviewed list; a test pins it. */
export const observers: ReadonlySet<string> = new Set([
  "arch",
  "df",
  "false",
  "free",
  "groups",
  "id",
  "lsblk",
  "lscpu",
  "lsmem",
  "nproc",
  "ps",
  "pwd",
  "true",
  "tty",
  "uname",
  "uptime",
  "w",
  "who",
  "whoami",
]);
const plainWords = /^[A-Za-z0-9_./:=@%+,-]+( +[A-Za-z0-9_./:=@%+,-]+)*$/;

/** The words of a line that holds no shell syntax at all; undefined where bash would have to read it. */
export const plainArgv = (text: string): string[] | undefined =>
  plainWords.test(text.trim()) ? text.trim().split(/ +/) : undefined;

function observes(text: string): boolean {
  const program = plainArgv(text)?.[0];
  return program !== undefined && observers.has(program.replace(/^(\/usr)?\/bin\//, ""));
}

/**
 * medium and level 1 for a plain line of a reviewed observer; critical for text with hidden characters or of a
 * destructive shape; else high, level 4, because the agent may run it as root and nothing about it is proved.
 */
export function guardShell(text: string): { risk: Risk; level: Level; reasons: string[] } {
  if (observes(text)) return { risk: "medium", level: 1, reasons: ["a command that only looks"] };
  return { ...unproved(text), level: 4 };
}

function unproved(text: string): { risk: Risk; reasons: string[] } {
  if (hasHidden(text)) return { risk: "critical", reasons: ["holds control or invisible characters"] };
  const found = destructiveIn(text);
  if (found.length > 0) return { risk: "critical", reasons: found };
  return { risk: "high", reasons: ["a free command: what it does is not proved"] };
}

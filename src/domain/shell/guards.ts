/**
 * What can be said of shell text without parsing it. It can only raise: whatever is not recognised here is high, because
 * nothing about it is proved. (Parsing, and with it anything below high, is the risk engine's work.)
 */
import type { Level, Risk } from "../risk.ts";
import { hasHidden } from "../untrusted.ts";

/** Shapes whose every reading destroys data, locks people out or takes the machine down for good. */
const destructive: readonly [RegExp, string][] = [
  [
    /\brm\s+(-\S+\s+)*-\S*[rR]\S*\s+(-\S+\s+)*["']?(\/|\/\*|~|\$\{?HOME\}?|\/(bin|boot|dev|etc|home|lib\w*|opt|root|sbin|srv|usr|var))\/?\*?["']?(\s|$|[;&|])/,
    "deletes a system or home tree",
  ],
  [/\b(mkfs(\.\w+)?|mkswap|wipefs|blkdiscard|sgdisk|sfdisk|fdisk|parted)\b/, "rewrites a disk"],
  [/\bdd\b.*\bof=\/dev\//, "writes to a block device"],
  [/>\s*\/dev\/(sd|nvme|vd|xvd|hd|mmcblk|dm-|md)/, "writes to a block device"],
  [/\b(poweroff|halt|shutdown\s+(-h|-P|now)|init\s+0|systemctl\s+(poweroff|halt))\b/, "switches the machine off"],
  [/\b(curl|wget)\b[^|;&]*\|\s*(sudo\s+)?(\w+\/)*(ba|da|z|k)?sh\b/, "runs downloaded text"],
  [/:\s*\(\s*\)\s*\{/, "looks like a fork bomb"],
  [/\b(userdel|useradd|usermod|passwd|chpasswd|visudo|groupdel)\b/, "changes users or passwords"],
  [/\b(drop|truncate)\s+(database|table|schema)\b/i, "drops data"],
  [
    /\b(lvremove|vgremove|zfs\s+destroy|zpool\s+destroy|qm\s+destroy|pct\s+destroy|terraform\s+destroy)\b/,
    "destroys a managed object",
  ],
  [/\bsystemctl\s+(stop|disable|mask)\s+(\S+\s+)*(ssh|sshd|ailx-agent)\b/, "stops the way back in"],
];

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
  if (observes(text)) return { risk: "medium", level: 1, reasons: ["a typed command that only looks"] };
  return { ...unproved(text), level: 4 };
}

function unproved(text: string): { risk: Risk; reasons: string[] } {
  if (hasHidden(text)) return { risk: "critical", reasons: ["holds control or invisible characters"] };
  const found = destructive.filter(([shape]) => shape.test(text)).map(([, why]) => why);
  if (found.length > 0) return { risk: "critical", reasons: found };
  return { risk: "high", reasons: ["a free command: what it does is not proved"] };
}

/**
 * What can be said of shell text without parsing it. It can only raise: whatever is not recognised here is high, because
 * nothing about it is proved. (Parsing, and with it anything below high, is the risk engine's work.)
 */
import type { Risk } from "../risk.ts";
import { hasHidden } from "../untrusted.ts";

/** Shapes whose every reading destroys data, locks people out or takes the machine down for good. */
const destructive: readonly [RegExp, string][] = [
  [/\brm\s+(-\S+\s+)*-\S*[rR]\S*\s+(-\S+\s+)*["']?(\/|\/\*|~|\$\{?HOME\}?|\/(bin|boot|dev|etc|home|lib\w*|opt|root|sbin|srv|usr|var))\/?\*?["']?(\s|$|[;&|])/, "deletes a system or home tree"],
  [/\b(mkfs(\.\w+)?|mkswap|wipefs|blkdiscard|sgdisk|sfdisk|fdisk|parted)\b/, "rewrites a disk"],
  [/\bdd\b.*\bof=\/dev\//, "writes to a block device"],
  [/>\s*\/dev\/(sd|nvme|vd|xvd|hd|mmcblk|dm-|md)/, "writes to a block device"],
  [/\b(poweroff|halt|shutdown\s+(-h|-P|now)|init\s+0|systemctl\s+(poweroff|halt))\b/, "switches the machine off"],
  [/\b(curl|wget)\b[^|;&]*\|\s*(sudo\s+)?(\w+\/)*(ba|da|z|k)?sh\b/, "runs downloaded text"],
  [/:\s*\(\s*\)\s*\{/, "looks like a fork bomb"],
  [/\b(userdel|useradd|usermod|passwd|chpasswd|visudo|groupdel)\b/, "changes users or passwords"],
  [/\b(drop|truncate)\s+(database|table|schema)\b/i, "drops data"],
  [/\b(lvremove|vgremove|zfs\s+destroy|zpool\s+destroy|qm\s+destroy|pct\s+destroy|terraform\s+destroy)\b/, "destroys a managed object"],
  [/\bsystemctl\s+(stop|disable|mask)\s+(\S+\s+)*(ssh|sshd|ailx-agent)\b/, "stops the way back in"],
];

/** Never below high. Critical for text with hidden characters or of a destructive shape. */
export function guardShell(text: string): { risk: Risk; reasons: string[] } {
  if (hasHidden(text)) return { risk: "critical", reasons: ["holds control or invisible characters"] };
  const found = destructive.filter(([shape]) => shape.test(text)).map(([, why]) => why);
  if (found.length > 0) return { risk: "critical", reasons: found };
  return { risk: "high", reasons: ["a free command: what it does is not proved"] };
}

/**
 * Shapes of shell text whose every reading destroys data, locks people out or takes the machine down for good. Each is
 * found in time that grows with the text's length alone: a pattern that gives up on a hard text would find nothing there.
 */

/** Why this text is taken for destructive; empty where no known shape is in it. */
export function destructiveIn(text: string): string[] {
  const found = new Set<string>();
  for (const [shape, why] of shapes) if (shape.test(text)) found.add(why);
  if (removesTree(text)) found.add("deletes a system or home tree");
  if (writesDevice(text)) found.add("writes to a block device");
  if (runsDownload(text)) found.add("runs downloaded text");
  if (stopsWayIn(text)) found.add("stops the way back in");
  return [...found];
}

// None of these has two repetitions that could share the same characters.
const shapes: readonly [RegExp, string][] = [
  [/\b(mkfs(\.\w+)?|mkswap|wipefs|blkdiscard|sgdisk|sfdisk|fdisk|parted)\b/, "rewrites a disk"],
  [/>\s*\/dev\/(sd|nvme|vd|xvd|hd|mmcblk|dm-|md)/, "writes to a block device"],
  [/\b(poweroff|halt|shutdown\s+(-h|-P|now)|init\s+0|systemctl\s+(poweroff|halt))\b/, "switches the machine off"],
  [/:\s*\(\s*\)\s*\{/, "looks like a fork bomb"],
  [/\b(userdel|useradd|usermod|passwd|chpasswd|visudo|groupdel)\b/, "changes users or passwords"],
  [/\b(drop|truncate)\s+(database|table|schema)\b/i, "drops data"],
  [
    /\b(lvremove|vgremove|zfs\s+destroy|zpool\s+destroy|qm\s+destroy|pct\s+destroy|terraform\s+destroy)\b/,
    "destroys a managed object",
  ],
];

const tree =
  /^["']?(\/|\/\*|~|\$\{?HOME\}?|\/(bin|boot|dev|etc|home|lib\w*|opt|root|sbin|srv|usr|var))\/?\*?["']?($|[;&|])/;

/** `rm` with a recursive option among those that follow it, and then such a tree. */
function removesTree(text: string): boolean {
  let inOptions = false;
  let recursive = false;
  for (const word of text.split(/\s+/)) {
    if (inOptions && recursive && tree.test(word)) return true;
    const isOption = inOptions && word.startsWith("-");
    if (isOption && /[rR]/.test(word)) recursive = true;
    if (/\brm$/.test(word)) {
      inOptions = true;
      recursive = isOption && recursive;
    } else if (!isOption) {
      inOptions = false;
      recursive = false;
    }
  }
  return false;
}

function writesDevice(text: string): boolean {
  return text.split("\n").some((line) => {
    const dd = line.search(/\bdd\b/);
    return dd >= 0 && /\bof=\/dev\//.test(line.slice(dd));
  });
}

function runsDownload(text: string): boolean {
  return text.split(/[;&]/).some((part) => {
    const stages = part.split("|");
    const from = stages.findIndex((stage) => /\b(curl|wget)\b/.test(stage));
    return (
      from >= 0 && stages.slice(from + 1).some((stage) => /^\s*(sudo\s+)?([\w.-]*\/)*(ba|da|z|k)?sh\b/.test(stage))
    );
  });
}

function stopsWayIn(text: string): boolean {
  let verb: "none" | "next" | "seen" = "none";
  for (const word of text.split(/\s+/)) {
    if (verb === "seen" && /^(ssh|sshd|ailx-agent)\b/.test(word)) return true;
    if (verb === "next" && /^(stop|disable|mask)$/.test(word)) verb = "seen";
    else if (verb !== "seen")
      verb = /\bsystemctl$/.test(word) || (verb === "next" && word.startsWith("-")) ? "next" : "none";
  }
  return false;
}

/** What the kernel says when something is really wrong: told by kind, and by the name of what it struck. Pure. */

export const kernelKinds = ["oom", "io", "filesystem", "crash", "hang", "hardware", "network"] as const;
export type KernelKind = (typeof kernelKinds)[number];

const shapes: readonly (readonly [RegExp, KernelKind])[] = [
  [/Out of memory: Kill(?:ed)? process \d+ \(([^)]*)\)/, "oom"],
  [/Memory cgroup out of memory: Kill(?:ed)? process \d+ \(([^)]*)\)/, "oom"],
  [/oom-kill:.*\btask=([^,]+)/, "oom"],
  [/(?:blk_update_request: )?(?:critical \w+|I\/O) error, dev (\S+?),/, "io"],
  [/Buffer I\/O error on (?:dev(?:ice)? )?([\w-]+)/, "io"],
  [/\b(ata\d+(?:\.\d+)?): (?:failed command|exception Emask|error:|status: \{ DRDY ERR)/, "io"],
  [/\b(nvme\d+(?:n\d+)?):? .*(?:I\/O \d+ .*timeout|controller is down|Abort status|I\/O error)/, "io"],
  [/\b(sd [\d:]+): \[\w+\].*(?:FAILED Result|Medium Error|Hardware Error)/, "io"],
  [/\bmd\/?\w*:(\w+): Disk failure/, "io"],
  [/EXT[234]-fs (?:error|warning|\([^)]*\): (?:error|Remounting)).*?\(?device ([\w-]+)/, "filesystem"],
  [/EXT[234]-fs \(([\w-]+)\): .*(?:error|[Rr]emount|corrupt)/, "filesystem"],
  [/XFS \(([\w-]+)\): .*(?:[Cc]orruption|[Ee]rror|[Ss]hutdown)/, "filesystem"],
  [/BTRFS (?:error|critical|warning).*?\(device ([\w-]+)/, "filesystem"],
  [/([\w./:+-]+)\[\d+\]: segfault at/, "crash"],
  [/traps: ([\w./:+-]+)\[\d+\] (?:general protection|trap )/, "crash"],
  [/(?:Kernel panic - not syncing|BUG: |Oops: |general protection fault)()/, "crash"],
  [/INFO: task ([^:]+):\d+ blocked for more than/, "hang"],
  [/watchdog: BUG: soft lockup - CPU#\d+ stuck for \d+s! \[([^:\]]+)/, "hang"],
  [/rcu: INFO: .*(?:self-)?detected stalls?()/, "hang"],
  [/(?:mce: )?\[Hardware Error\]|Machine Check Exception|EDAC \w+: \d+ [CU]E()/, "hardware"],
  [/CPU\d*: (?:Core|Package) temperature (?:is )?above threshold()/, "hardware"],
  [/nf_conntrack: table full()/, "network"],
  [/\b([\w.-]+): (?:NIC )?[Ll]ink is [Dd]own/, "network"],
  [/TCP: (?:out of memory|request_sock_TCP: Possible SYN flooding on port)()/, "network"],
];

/** A container does not see its kernel's log; what systemd says of the unit is what there is then. The unit's name. */
export const unitOom = (text: string): string | undefined =>
  /^([\w@.:\\-]+?)(?:\.service)?: Failed with result 'oom-kill'/.exec(text)?.[1]?.slice(0, 64);

/** Undefined where the line is one of the many that say nothing of the kind. */
export function kernelEvent(text: string): { kind: KernelKind; name: string } | undefined {
  for (const [shape, kind] of shapes) {
    const found = shape.exec(text);
    if (found) return { kind, name: (found[1] ?? "").slice(0, 64) };
  }
  return undefined;
}

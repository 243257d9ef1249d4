/** Disks that are mounted, grown, trimmed and looked over, and room that is made on them. */
import { literals, type Match, openWords } from "../intents/match.ts";
import type { Machine } from "../../../../domain/machine.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { acting, act, at, byInit, byManager } from "./ways.ts";

const systemMount = /^\/(?:boot|boot\/efi|dev|etc|home|lib|proc|root|run|sys|usr|var)?$/;
const pathIn = (match: Match): string | undefined => {
  const [path, more] = literals(match, "path").filter((text) => text.startsWith("/"));
  return path === undefined || more !== undefined || path.split("/").includes("..") || /[*?[\]{}]/.test(path)
    ? undefined
    : path.replace(/(?<=.)\/$/, "");
};
const beside = [
  "(disk|drive|share|volume|partition|filesystem|file system|folder|directory|stick|usb|the|of|again|it|back|now|all|from|at|in|to|as|for|external|device|mount|point|{svc}|nfs|on|ssd|ssds|nvme)",
];

/** The pool of the machines that were meant, by the mount that it has there. */
function poolOf({ facts, sample }: Machine): string | undefined {
  const zfs = (sample?.disks ?? []).filter(({ fileSystem, mount }) => fileSystem === "zfs" || /^\/[a-z]+$/.test(mount));
  const found = zfs.filter(({ mount }) => !/^\/(?:var|home|boot|media|data|mnt|srv|opt|backup)$/.test(mount));
  return found.length === 1 && facts.platform === "linux" ? found[0]?.mount.slice(1) : undefined;
}
function scrub(verb: "scrub" | "scrub -s" | "scrub -p" | "clear") {
  return (match: Match): Intent | undefined => {
    const named = openWords(match).find((word) => /^[a-z][\w-]*$/.test(word));
    const pools = match.words.fleet.filter((machine) => poolOf(machine) !== undefined);
    const known = named === undefined || pools.some((machine) => poolOf(machine) === named) ? named : undefined;
    if (named !== undefined && known === undefined && match.on === undefined) return undefined;
    return at(
      named === undefined ? pools : pools.filter((machine) => poolOf(machine) === named),
      acting(
        verb === "scrub" ? "Look the pool over" : "Stop looking the pool over",
        (machine, q) => {
          const pool = named ?? poolOf(machine);
          return `zpool ${verb} ${pool === undefined ? "$(zpool list -H -o name)" : q(pool)}`;
        },
        "zfs",
      ),
    );
  };
}

const remount =
  (how: "ro" | "rw") =>
  (match: Match): Intent | undefined => {
    const path = pathIn(match) ?? (/\broot\b/.test(match.text) ? "/" : undefined);
    return path === undefined
      ? undefined
      : acting(
          `Mount ${path} anew, ${how === "ro" ? "for reading only" : "for reading and writing"}`,
          (_m, q) => `mount -o remount,${how} ${q(path)}`,
        );
  };

/** The file system of TARGET over all of its disk, whatever it lies on. */
export const grow =
  'src=$(findmnt -no SOURCE TARGET) && case "$src" in /dev/mapper/*) lvextend -r -l +100%FREE "$src" ;; *) disk=/dev/$(lsblk -no PKNAME "$src") && part=$(cat /sys/class/block/$(basename "$src")/partition) && growpart "$disk" "$part"; case $(findmnt -no FSTYPE TARGET) in xfs) xfs_growfs TARGET ;; *) resize2fs "$src" ;; esac ;; esac';

const oldKernels = byManager({ apt: "apt-get autoremove --purge -y", dnf: "dnf remove -y --oldinstallonly" });

export const diskActFrames = (): Frame[] => [
  frame(["(remount|mount)", "(read only|read-only|readonly|ro|for reading only)", "[{path}]"], remount("ro"), {
    may: [...beside, "(as|root|filesystem|{path})"],
  }),
  frame(
    ["(remount|mount)", "(read write|read-write|rw|writable|writeable|for writing|writable again)", "[{path}]"],
    remount("rw"),
    { may: [...beside, "(as|root|filesystem|{path})"] },
  ),
  frame(
    ["(unmount|umount|un-mount|detach|eject|dismount)", "{path}"],
    (match) => {
      const path = pathIn(match);
      return path === undefined || systemMount.test(path) || /\b(?:force|lazy|forcibly)\b/.test(match.text)
        ? undefined
        : acting(`Unmount ${path}`, (_m, q) => `umount ${q(path)}`);
    },
    { may: [...beside, "(safely|cleanly)"] },
  ),
  frame(
    ["(mount|remount)", "{path}"],
    (match) => {
      const path = pathIn(match);
      return path === undefined || path.startsWith("/dev/") || openWords(match).length > 0
        ? undefined
        : acting(`Mount ${path} as fstab says`, (_m, q) =>
            /\bremount\b/.test(match.text) ? `mount -o remount ${q(path)}` : `mount ${q(path)}`,
          );
    },
    { may: [...beside, "(fstab|according|says|per|entry|please)"] },
  ),
  frame(
    ["(mount)", "(/dev/{word}|{path})", "(on|to|at|under|in|into|onto) {path}"],
    (match) => {
      const [device, path, more] = literals(match, "path");
      return device === undefined || path === undefined || more !== undefined || !device.startsWith("/dev/")
        ? undefined
        : acting(`Mount ${device} at ${path}`, (_m, q) => `mount ${q(device)} ${q(path)}`);
    },
    { may: beside },
  ),
  frame(
    [
      "(mount)",
      "(everything|all|all filesystems|all mounts|what is missing|whatever is missing|missing mounts|missing filesystems)",
    ],
    (match) =>
      literals(match, "path").every((path) => path === "/etc/fstab")
        ? acting("Mount what fstab names", "mount -a")
        : undefined,
    { may: ["{path}", ...beside, "(fstab|listed|that is|from|in|missing|according to|says|everything)"] },
  ),
  frame(
    ["(start|run|kick off|begin|launch|trigger|do|initiate|perform|make)", "(scrub|scrubbing|zpool scrub)"],
    scrub("scrub"),
    {
      may: [
        "pool {word}",
        "(on|of) (zfs pool|zpool|pool|pools|zfs)",
        "(on|of|for) {word} [pool]",
        "(zfs|zpool|pool|pools|the|a|of|for|new|on)",
      ],
    },
  ),
  frame(["(scrub)", "(zfs|zpool|pool|tank|pools|zfs pool|storage pool|{word})"], scrub("scrub"), {
    may: ["(zfs|zpool|pool|the|now|data)"],
  }),
  frame(["(stop|cancel|abort|end)", "(scrub|scrubbing)"], scrub("scrub -s"), {
    may: ["(zfs|zpool|pool|the|of|running|current)"],
  }),
  frame(["(pause|suspend)", "(scrub|scrubbing)"], scrub("scrub -p"), {
    may: ["(zfs|zpool|pool|the|of|running|current)"],
  }),
  frame(
    [
      "(trim|fstrim|discard)",
      "(ssd|ssds|nvme|disk|disks|drive|drives|filesystems|filesystem|all|{path}|unused blocks|blocks|root)",
    ],
    (match) => {
      if (/\b(?:journal|log|logs|journald)\b/.test(match.text)) return undefined;
      const path = pathIn(match);
      return acting(
        "Tell the disks which blocks are free",
        (_m, q) => (path === undefined ? "fstrim -av" : `fstrim -v ${q(path)}`),
        "a POSIX shell",
      );
    },
    { may: [...beside, "(run|do|manual|once|mounted|unused|blocks|free)", "{path}"] },
  ),
  act(["(run|do|perform|start|trigger|kick off)", "(fstrim|trim|ssd trim|discard)"], {
    does: "Tell the disks which blocks are free",
    run: "fstrim -av",
    may: beside,
  }),
  frame(
    [
      "(grow|extend|expand|enlarge|resize|increase)",
      "(root|root filesystem|root partition|root disk|filesystem|partition|file system|/|{path}|rootfs|root volume)",
      "(whole|full|fill|all|entire|use|rest|max|maximum|available|remaining|new space|new size|grown|bigger|added|unallocated|complete|free space|disk)",
    ],
    (match) => {
      if (match.slots.some(({ kind }) => kind === "n")) return undefined;
      const path = pathIn(match) ?? "/";
      return acting(`Let the file system of ${path} fill its disk`, () => grow.replaceAll("TARGET", path));
    },
    {
      may: [
        ...beside,
        "(root|filesystem|partition|to|use|whole|entire|full|all|available|space|size|free|rest|remaining|of|so|that|it|uses|fills|disk|unallocated|its|max|maximum|up|new|resized|the|after|vm|virtual)",
      ],
    },
  ),
  frame(
    [
      "(remove|delete|purge|clean up|clean|get rid of|uninstall|drop|clear out)",
      "(old|unused|obsolete|leftover|superseded|older)",
      "(kernels|kernel images|kernel|kernel packages|kernel versions)",
    ],
    () => acting("Remove kernels that are not needed any more", oldKernels, "apt or dnf"),
    { may: ["(all|the|packages|image|images|up|to free|space|files|installed)"] },
  ),
  frame(
    [
      "(create|add|make|set up|enable|configure|give)",
      "[{n}] [gb|gib|g|mb|mib|m|gig|gigs|gigabytes] [of]",
      "(swap|swapfile|swap file|swap space)",
    ],
    (match) => {
      const found = /@n(\d+) (g|m)[a-z]*/.exec(match.text);
      const brief = /(?<![\w.])(\d{1,3})(g|m)i?b?(?!\w)/i.exec(match.source ?? "");
      const entity = found ? match.entities[Number(found[1])] : undefined;
      const amount =
        entity?.kind === "n"
          ? `${entity.value}${(found?.[2] ?? "").toUpperCase()}`
          : brief
            ? `${brief[1] ?? ""}${(brief[2] ?? "").toUpperCase()}`
            : undefined;
      if (amount === undefined) return undefined;
      const path = pathIn(match) ?? "/swapfile";
      return acting(
        `Add ${amount} of swap`,
        (_m, q) =>
          `test ! -e ${q(path)} && fallocate -l ${amount} ${q(path)} && chmod 600 ${q(path)} && mkswap ${q(path)} && swapon ${q(path)}`,
      );
    },
    {
      may: [
        ...beside,
        "{path}",
        "(file|gb|gib|of|with|size|a|space|more|partition|g|mb|1g|2g|4g|8g|16g|1gb|2gb|4gb|8gb|16gb|512m|512mb)",
      ],
    },
  ),
  act(["(turn off|disable|switch off|deactivate)", "(swap|swapping)"], {
    does: "Use no swap any more",
    run: "swapoff -a",
    may: ["(all|completely|entirely|space)"],
  }),
  act(["(turn on|enable|activate|switch on)", "(swap)"], {
    does: "Use the swap that fstab names",
    run: "swapon -a",
    may: ["(again|all|back|space)"],
  }),
  act(["(empty|clear|flush|reset|clean)", "(swap|swap space)"], {
    does: "Bring back what was swapped out",
    run: "swapoff -a && swapon -a",
    may: ["(out|usage|used)"],
  }),
  frame(
    [
      "(start|run|do|kick off|trigger|begin|launch|perform|schedule)",
      "[a] [short|long|extended|quick] [smart] (self test|self-test|selftest|smart test|disk test|drive test|short test|long test)",
    ],
    (match) => {
      const device =
        pathIn(match) ??
        openWords(match)
          .map((word) => `/dev/${word}`)
          .find((word) => /^\/dev\/(?:sd[a-z]|nvme\d+n?\d*|hd[a-z])$/.test(word));
      const kind = /\b(?:long|extended)\b/.test(match.text) ? "long" : "short";
      return acting(
        "Start a test of the disks",
        device === undefined
          ? `for d in $(lsblk -dno NAME -e 7,11,252,253); do smartctl -t ${kind} /dev/$d; done`
          : `smartctl -t ${kind} ${device}`,
        "smartctl",
      );
    },
    { may: [...beside, "(short|long|extended|smart|quick|test|disks|drives|all)", "({path}|{word})"] },
  ),
  frame(
    [
      "(empty|clear|clean|clean out|purge|clean up)",
      "(tmp|temp|temporary files|temp files|temp folder|tmp folder|temp directory|tmp directory|{path})",
    ],
    (match) =>
      literals(match, "path").every((path) => /^\/(?:var\/)?tmp\/?$/.test(path))
        ? acting(
            "Delete temporary files that are past their time",
            byInit("systemd-tmpfiles --clean", "find /tmp -xdev -type f -mtime +7 -delete"),
          )
        : undefined,
    { may: ["(old|the|up|out|folder|directory|dir|files|in|all|a bit|stale)"] },
  ),
];

/** Pools, volume groups, snapshots, swap, kernels and what else takes room. */
import { literals, type Match } from "../intents/match.ts";
import { frame, type Frame } from "./frame.ts";
import { at, byManager, countOf, having, look, looking, looks } from "./ways.ts";
import type { Machine } from "../../../../domain/machine.ts";

const beside = [
  "(disk|disks|drive|drives|partition|partitions|filesystem|filesystems|file system|file systems|volume|volumes|device|devices|storage|mount|mounts|block|all|space|free|left|used|list|of|in|and|size|sizes|table|layout|their|attached|have|has|there|with|much|how|mounted|what|check|zfs|pool|pools|nvme|ssd|ssds|hdd|hard|any|physical|connected|inside|built in)",
  "{path}",
];

const pool = "(zfs|zpool|zpools|pool|pools|raidz|raid|array|mirror|btrfs)";
const hasZfs = (match: Match): readonly Machine[] => {
  const named = match.words.fleet.filter((machine) =>
    (machine.sample?.disks ?? []).some(
      ({ mount }) => /^\/[a-z]{3,}$/.test(mount) && ` ${match.text} `.includes(` ${mount.slice(1)} `),
    ),
  );
  return named.length > 0 ? named : mayHaveZfs(match);
};
const mayHaveZfs = (match: Match): readonly Machine[] =>
  having(match, /^(?:zfs|zed|pve|proxmox-backup|nfs)/).filter(({ tags }) => !tags.includes("proxmox"));
const health =
  "(health|healthy|status|state|ok|okay|degraded|errors|error|faulted|resilver|resilvering|scrub|scrubbed|scrubbing|problem|problems|fine|online|broken|rebuild|rebuilding|sync|synced|resync|resyncing|last)";
const olderThan = ({ text, entities }: Match): number | undefined => {
  const found = /older than (?:@n(\d+) |(?:a|one) )?(day|week|month|year)/.exec(text);
  const entity = found?.[1] === undefined ? undefined : entities[Number(found[1])];
  const unit = { day: 1, week: 7, month: 30, year: 365 }[found?.[2] ?? "day"] ?? 1;
  return found ? (entity?.kind === "n" ? entity.value : 1) * unit : undefined;
};

const kernels = byManager({
  apt: "dpkg-query -W -f '${Installed-Size} ${Package}\\n' 'linux-image-*' 'linux-modules-*' 'proxmox-kernel-*' 'pve-kernel-*'; du -sh /boot /lib/modules/*",
  dnf: "rpm -q kernel-core --qf '%{SIZE} %{NVRA}\\n'; du -sh /boot /lib/modules/*",
});

export const diskPoolFrames = (): Frame[] => [
  ...looks([["(mdadm|md raid|mdraid|software raid|mdstat|raid array|raid arrays|raid status|md0|linux raid)"]], {
    does: "Show the software RAID",
    run: "cat /proc/mdstat",
    may: [...beside, health, "(in|sync|rebuilding|degraded)"],
  }),
  ...looks(
    [
      [
        "(lvm|logical volumes|volume groups|volume group|logical volume|physical volumes|lvs|vgs|pvs|thin pool|thinpool|vg|lv)",
        "(list|show|free|what|which|how|status|left|space|overview|usage|all|lvm|any|configured|full)",
      ],
    ],
    {
      does: "Show volume groups and logical volumes",
      run: "pvs; vgs; lvs",
      may: [...beside, "(extents|configured|unallocated|setup|overview|group|status|full|in|any|room)"],
    },
  ),
  frame(
    ["(snapshots|snapshot)", "(zfs|zpool|pool|dataset|datasets|tank|nas|btrfs|filesystem|how many|list|older)"],
    (match) => {
      if (!/\b(?:zfs|zpool|pool|datasets?|tank)\b/.test((match.source ?? "").toLowerCase())) return undefined;
      if (/\b(?:delete|destroy|remove|create|take|make|prune|rollback|drop|clean)\b/.test(match.text)) return undefined;
      const days = olderThan(match);
      const where = hasZfs(match);
      return at(
        where,
        days === undefined
          ? looking("List the snapshots of the pools", "zfs list -t snapshot -o name,creation,used -s creation", "zfs")
          : looking(
              `List the snapshots that are older than ${days} days`,
              `zfs list -H -p -t snapshot -o name,creation,used -s creation | awk -v t="$(date -d '-${days} days' +%s)" '$2 < t {print $1, strftime("%F", $2), $3}'`,
              "zfs",
            ),
      );
    },
    {
      reads: true,
      may: [
        ...beside,
        "(using|lot|much|total|older|than|{n}|months|month|weeks|week|days|day|year|years|old|tank|of|the|how|many|that|are|taken|exist|oldest|newest|latest|space|take|use|datasets|dataset)",
      ],
    },
  ),
  frame(
    [pool, health],
    (match) => {
      const isMd = /\b(?:raid|array)\b/.test(match.text) && !/\b(?:zfs|zpool|pool|raidz)\b/.test(match.text);
      const isBtrfs = /\bbtrfs\b/.test(match.text);
      if (isBtrfs) return looking("Show the state of btrfs", "btrfs device stats /; btrfs scrub status /", "btrfs");
      const intent = looking(
        "Show the state of the pools",
        isMd ? "cat /proc/mdstat; zpool status" : "zpool status",
        "zfs",
      );
      return isMd ? intent : at(hasZfs(match), intent);
    },
    {
      reads: true,
      may: [
        ...beside,
        health,
        "(when|was|finish|finished|done|any|time|ran|run|how long|far|how|long|progress|going|results|result|of|did|found|find|checksum|tank|last)",
      ],
    },
  ),
  frame(
    [
      "(zfs|zpool|pool|pools|zpools|dataset|datasets|tank)",
      "(list|free|usage|space|size|full|capacity|left|how much|show|which|properties|property|compression ratio|compression|quota|quotas|compressratio|dedup|fragmentation|arc|used|iostat)",
    ],
    (match) => {
      if (
        !/\b(?:zfs|zpools?|pools?|datasets?|tank|compression)\b/.test(match.text) ||
        /\b(?:create|destroy|delete|thread|set|connection|php|fpm|worker)\b/.test(match.text)
      )
        return undefined;
      const { text } = match;
      const run = /\b(?:compress\w*|quotas?|properties|property|dedup)\b/.test(text)
        ? "zfs get -t filesystem compression,compressratio,quota,dedup,recordsize"
        : /\barc\b/.test(text)
          ? "cat /proc/spl/kstat/zfs/arcstats"
          : /\biostat\b/.test(text)
            ? "zpool iostat -v 1 2"
            : "zpool list; zfs list -o space";
      return at(hasZfs(match), looking("Show the pools and their datasets", run, "zfs"));
    },
    {
      reads: true,
      may: [
        ...beside,
        "(list|datasets|dataset|of|each|per|tank|what|ratio|set|on|level|is|are|cache|size|hit|rate|enabled|for)",
        "{path}",
      ],
    },
  ),
  ...looks(
    [
      [
        "(kernels|kernel images|old kernels|installed kernels|kernel packages|unused kernels|kernel versions)",
        "(space|how much|take|takes|size|list|which|installed|how many|old|show|are there|boot)",
      ],
    ],
    {
      does: "Show the kernels that are installed and what they take",
      run: kernels,
      needs: "apt or dnf",
      may: [
        ...beside,
        "(old|installed|kernels|kernel|many|take|takes|up|eat|use|still|around|lying|versions|there|are|on|boot|image|images)",
      ],
    },
  ),
  ...looks(
    [
      [
        "(swap|swap space|swap usage|swapfile|swap file|swap partition|swappiness)",
        "(how much|size|usage|used|show|which|where|is there|any|what|list|configured|have|has|free|enabled|on|how big|exist|there)",
      ],
    ],
    {
      does: "Show the swap space",
      run: "swapon --show; free -h; cat /proc/sys/vm/swappiness",
      may: [
        ...beside,
        "(is|configured|enabled|being|partition|file|at all|value|set|to|does|have|currently|in use|set up)",
      ],
    },
  ),
  ...looks([["(deleted)", "(files|file)", "(held|open|still|space|processes|holding|hold|occupy|occupying)"]], {
    does: "Show files that are deleted and still open",
    run: "lsof +L1",
    needs: "lsof",
    may: [
      ...beside,
      "(held|open|still|by|processes|process|but|taking|take|holding|that|are|which|occupying|occupy|up)",
    ],
  }),
  frame(
    [
      "(disk usage|space|storage|size|du|how much|disk space|how big|usage)",
      "(per|of each|by|of every|for each|each|every)",
      "(user|users|home|home directory|home directories|folder|directory|homes|person|subfolder|subdirectory|people)",
    ],
    (match) => {
      const [path = /\b(?:user|users|home|homes|person|people|home director\w+)\b/.test(match.text) ? "/home" : "/"] =
        literals(match, "path");
      return looking(
        `Measure what is in ${path}`,
        (_machine, q) => `du -xsh ${path === "/" ? "/*" : `${q(path)}/*`} | sort -rh | head -n ${countOf(match, 30)}`,
      );
    },
    {
      reads: true,
      may: [
        ...beside,
        "(per|each|by|user|users|directory|directories|home|under|take|takes|uses|use|taken|does|do|have|up)",
      ],
    },
  ),
  ...looks(
    [
      [
        "(quota|quotas|disk quota|disk quotas)",
        "(list|show|which|what|how|user|users|report|set|status|over|check|usage|any|who)",
      ],
    ],
    {
      does: "Show the quotas of the users",
      run: "repquota -a",
      needs: "quotas",
      may: [...beside, "(users|user|per|over|report|set|their|who|is|are|for|reached|exceeded)"],
    },
  ),
  look(["(trim|discard|fstrim)", "(when|last|enabled|active|timer|does|supported|is|support|regularly|check|status)"], {
    does: "Show whether disks are trimmed regularly",
    run: "systemctl status fstrim.timer; lsblk -D",
    may: [...beside, "(when|time|run|enabled|supported|support|timer|ran|was|regularly|automatically|weekly)"],
  }),
  look(["(scheduler|io scheduler|i / o scheduler|elevator)", "(disk|io|i / o|which|what|show|drive|drives|used)"], {
    does: "Show the schedulers of the disks",
    run: "grep -H . /sys/block/*/queue/scheduler",
    may: [...beside, "(scheduler|used|set|io|uses|use|active)"],
  }),
  look(
    [
      "(exports|exported|shares|samba shares|smb shares|shared folders|export|nfs exports)",
      "(list|which|what|show|exported|shares|exports|clients|offered|{svc})",
    ],
    {
      does: "Show what is shared over the network",
      run: "exportfs -v; testparm -s",
      may: [
        ...beside,
        "(exported|shares|exports|samba|smb|nfs|{svc}|network|over|does|are|offer|offered|share|folders|directories|clients|active)",
      ],
    },
  ),
];

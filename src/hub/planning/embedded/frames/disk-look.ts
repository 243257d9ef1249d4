/** Disks, partitions, mounts, pools and what they take and do. */
import type { Machine } from "../../../../domain/machine.ts";
import { literals, type Match } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { read, span } from "./say.ts";
import { at, looks } from "./ways.ts";

const beside = [
  "(disk|disks|drive|drives|partition|partitions|filesystem|filesystems|file system|file systems|volume|volumes|device|devices|storage|mount|mounts|block|all|space|free|left|used|list|of|in|and|size|sizes|table|layout|their|attached|have|has|there|with|much|how|mounted|what|check|zfs|pool|pools|nvme|ssd|ssds|hdd|hard|any|physical|connected|inside|built in)",
  "{path}",
];
/** The mount of a name that is called like its folder: “the tank”, “the data disk”. */
function mountNamed(match: Match): { mount: string; machines: Machine[] } | undefined {
  const source = match.text;
  const mounts = match.words.fleet.flatMap((machine) =>
    (machine.sample?.disks ?? []).map(({ mount }) => ({ mount, machine })),
  );
  const hit = mounts.find(
    ({ mount }) =>
      /^\/[a-z][\w-]{2,}$/.test(mount) &&
      !/^\/(?:var|home|boot|opt|srv|usr|tmp|root|run|mnt)$/.test(mount) &&
      new RegExp(`(?:^|[^/\\w-])(?:the |a |my |our )?${mount.slice(1)}(?:[^\\w-]|$)`).test(source),
  );
  return (
    hit && {
      mount: hit.mount,
      machines: mounts.filter(({ mount }) => mount === hit.mount).map(({ machine }) => machine),
    }
  );
}
const full = "(full|free|left|room|space|usage|used|fill|filling|filled|capacity|big|large|running out|run out|size)";
function ofMount(match: Match): Intent | undefined {
  const named = mountNamed(match);
  const tool = named && read("system.disk", { path: named.mount });
  return tool && at(named.machines, tool);
}

function biggest(match: Match): Intent | undefined {
  const named = mountNamed(match);
  // “we are running low on /data, which folders are the biggest?”: the only path that was said.
  const [spoken, other] = new Set((match.source ?? "").match(/(?<![\w./:-])\/[a-z][\w/.-]*\w/gi));
  const [path = named?.mount ?? (other === undefined ? spoken : undefined) ?? "/"] = literals(match, "path");
  const intent = read("file.search", { path, largest: true }, { ask: true });
  return intent && named && match.on === undefined ? at(named.machines, intent) : intent;
}

const smart = "for d in $(lsblk -dno NAME -e 7,11,252,253); do smartctl -H -A /dev/$d; done";

/** Before those of processes: “are we running out of inodes” asks for no program. */
export const inodeFrames = (): Frame[] => [
  ...looks([["(inodes|inode|inode usage|inodes free|df - i)"]], {
    does: "Show the inodes of each file system",
    run: "df -i",
    may: [
      ...beside,
      "(running out|run out|out|of|usage|exhausted|short|low|enough|full|left|many|are|we|used|consumption|i|- i)",
    ],
  }),
];

export const diskLookFrames = (): Frame[] => [
  // “look how full the backup server is”: the whole machine, as no path is said.
  frame(["(how full)"], (match) => (match.on === undefined ? undefined : read("system.disk", {})), {
    reads: true,
    may: ["(disk|disks|drive|drives|storage|look|is|are|it|getting|already)"],
  }),
  frame(["(df)", "[- (h|ht|t|k|a)]"], () => read("system.disk", {}), {
    reads: true,
    may: [...beside, "- (h|ht|t|k|a|th)", "(output|run|of)"],
  }),
  frame(
    [
      "{path}",
      "(room|space|left|free|full|filling up|running out|fill level|usage|df|capacity|nearly full|almost full|running low|percent used|utilisation|utilization)",
      "(how|is|are|does|what|check|show|much|any|enough|df|usage|free|when|will)",
    ],
    (match) => {
      const [path, more] = literals(match, "path");
      return path === undefined || more !== undefined || !path.startsWith("/")
        ? undefined
        : read("system.disk", { path }, { ask: true });
    },
    {
      reads: true,
      may: [
        ...beside,
        full,
        "(is|running out|out|of|low|on|getting|nearly|almost|already|much|still|really|have|enough|do we|we|percent|partition|mount|how|left|currently|close to|remaining|available|rate|at this rate|at the present rate|at present rate|at the current rate|at current rate|when|soon|growth|run)",
      ],
    },
  ),
  frame(
    [
      "(which|what|any)",
      "(volume|volumes|filesystem|filesystems|partition|partitions|disk|disks|mount|mounts|drive|drives|file system)",
      "(full|fullest|nearly full|almost full|close to full|filling up|filled up|running out|tight|fills up|critical|least space|most space|least free)",
    ],
    () => read("system.disk", {}),
    {
      reads: true,
      may: [
        ...beside,
        "(nearly|almost|is|are|and|by|how|much|the|close|to|soon|up|getting|about|most|least|running|out|of|percent|free)",
      ],
    },
  ),
  frame(
    [
      "(drive|disk|volume|partition|laufwerk)",
      "(c|d|e|c :|d :|e :|c drive|d drive)",
      "(full|free|space|left|room|how|usage|used|capacity|nearly)",
    ],
    () => read("system.disk", {}),
    { reads: true, may: [...beside, full, ":", "(c|d|e|and|drive|is|nearly|almost|on|of|true|that)"] },
  ),
  frame(
    [
      "(free space|free disk space|space|room|disk usage|free|usage)",
      "(on|of) [drive|drives|disk|disks] (c|d|e|c :|d :|e :) [:] [and] [c|d|e] [:]",
    ],
    () => read("system.disk", {}),
    { reads: true, may: [...beside, full, ":", "(drive|drives|and|left|how|much|is|disk)"] },
  ),
  frame(
    [
      full,
      "(tank|data|backup|media|backups|tank pool|media disk|photos|archive|storage|games|vms|shares)",
      "(how|is|how much|when|check|what|space|usage|free|show|disk|left|any)",
    ],
    ofMount,
    {
      reads: true,
      may: [
        ...beside,
        full,
        "(is|running out|of|out|room|{t}|on|getting|nearly|almost|already|much|still|really|tank|data|media|backup|drive|volume|dataset|pool)",
      ],
    },
  ),
  frame(
    [
      "(biggest|largest|fattest|heaviest|hogs|hog|space hogs|top|eating|takes most|hungriest|bulkiest|most space|most disk space|most room|so much space|big)",
      "[{n}]",
      "(folders|directories|files|folder|directory|file|things|dirs|stuff|space|ones|items)",
    ],
    biggest,
    {
      reads: true,
      may: [
        "{n}",
        ...beside,
        "(find|search|look for|biggest|largest|top|which|take|takes|taking|use|uses|using|eat|eats|need|needs|occupy|hog|{path}|five|ten|three|twenty|by size|disk|space|most|up|stuff|by|sorted|under|below|in|inside|drive|data|media|eat|taking|take|most space|consumers|of|the|{t})",
      ],
    },
  ),
  ...looks(
    [
      [
        "(partitions|partition table|partition layout|block devices|lsblk|disk layout|drive layout|partitioning|partition|block device)",
      ],
      [
        "(what|which|list|how many|show|all)",
        "(physical disks|physical drives|hard disks|hard drives|disks|drives|ssds|nvmes|hdds|nvme drives|devices)",
        "(attached|installed|built in|connected|has|have|in|list|inside|are there|there|plugged in|got)",
      ],
    ],
    { does: "Show disks and partitions", run: "lsblk -o NAME,SIZE,TYPE,FSTYPE,MOUNTPOINTS,MODEL", may: beside },
  ),
  ...looks([["(uuid|uuids|blkid|labels of disks|filesystem label|disk labels|partuuid)"]], {
    does: "Show the ids of the partitions",
    run: "lsblk -o NAME,UUID,LABEL,FSTYPE,MOUNTPOINTS",
    may: [...beside, "(label|labels|ids|of)"],
  }),
  ...looks(
    [
      [
        "(filesystem type|file system type|type of filesystem|kind of filesystem|which filesystem|what filesystem|file system types|filesystem types|fs type|filesystems used|formatted|what file system|which file system)",
      ],
    ],
    {
      does: "Show the kind of each file system",
      run: "df -hT",
      may: [...beside, "(as|with|type|does|use|using|it|is|are)"],
    },
  ),
  ...looks(
    [
      [
        "(mount|mounts|mounted|fstab)",
        "(missing|fail|failed|not mounted|unmounted|not there|vanished|gone|all there|all mounted|dropped|all present|correctly|everything mounted)",
      ],
      ["(missing|failed|broken|stale)", "(mount|mounts|mount point|mount points|filesystems|shares)"],
      ["(everything|all|all mounts|all filesystems)", "(fstab)", "(mounted|there)"],
    ],
    {
      does: "Compare what should be mounted with what is",
      run: "findmnt --fstab; findmnt --real",
      may: [...beside, "(is|are|as|per|according to|in|fstab|everything|point|points|should be|that|anything|any|it)"],
    },
  ),
  ...looks(
    [
      [
        "(mounts|mounted filesystems|mounted file systems|mount points|mountpoints|mounted disks|mounted volumes|mount table|mount options|mounted drives|mounted shares|nfs mounts|network mounts|mounted network shares)",
      ],
      ["(what|which|list|where|everything|how|is)", "(mounted)"],
    ],
    {
      does: "Show what is mounted",
      run: "findmnt --real",
      may: [
        ...beside,
        "(are|is|where|how|currently|options|with|nfs|cifs|network|shares|share|read only|read-only|from|ro|rw|as|readonly|everything|anything|what)",
      ],
    },
  ),
  ...looks([["(fstab|/etc/fstab)"]], {
    does: "Show what is to be mounted",
    run: "cat /etc/fstab",
    may: [...beside, "(entries|contents|content|file|entry|is|in|print|cat|boot|at)"],
  }),
  ...looks(
    [
      [
        "(read only|read-only|readonly|ro)",
        "(filesystem|filesystems|mounted|disk|root|file system|mounts|remounted|mount)",
      ],
    ],
    {
      does: "Find what is mounted read-only",
      run: "findmnt -O ro",
      may: [...beside, "(any|gone|turned|flipped|went|become|is|are|root|anything|suddenly)"],
    },
  ),
  ...looks(
    [
      [
        "(disk|disks|io|i / o|drive|storage|ssd|nvme|zfs|pool)",
        "(throughput|iops|io|i / o|latency|activity|busy|bandwidth|wait|load|read rate|write rate|reads|writes|reading|writing|utilisation|utilization|performance|iostat|speed|queue)",
      ],
      ["(iostat|disk io|disk i / o|io stats|i / o stats|iowait|io wait)"],
    ],
    {
      does: "Show what the disks do",
      run: "iostat -dx 1 3 || vmstat -d 1 3",
      may: [
        ...beside,
        "(throughput|io|i / o|stats|statistics|rate|rates|busy|is|are|doing|going on|load|read|write|reads|writes|per second|s|currently|wait|high|how)",
        span,
      ],
    },
  ),
  ...looks(
    [
      [
        "(which process|which processes|who|what|what process|processes|top)",
        "(disk|io|i / o|writes|disk writes|reads|writing|reading|hammering)",
        "(writing|reading|io|i / o|using|most|hammering|hogging|thrashing|causing|activity|eating|writes|reads|doing)",
      ],
    ],
    {
      does: "Show which processes read and write",
      run: "iotop -b -o -n 2 || cat /proc/diskstats",
      may: [
        ...beside,
        "(is|are|most|to|so much|from|a lot|lot|the|hard|process|processes|causing|hammering|doing|generating|activity|io)",
      ],
    },
  ),
  ...looks(
    [
      ["(smart|s.m.a.r.t|smart data|smart values|smart status|smart health|smartctl|smart errors|smart attributes)"],
      [
        "(disk|disks|drive|drives|ssd|ssds|nvme|hdd|hard disk|hard disks|hard drive|hard drives)",
        "(health|healthy|dying|failing|reallocated|bad sectors|bad blocks|wear|worn|worn out|wearout|lifetime|life left|temperature|temperatures|temp|temps|hot|power on hours|power-on hours|pending sectors|old|age|about to fail|about to die|broken|fail soon|defective)",
      ],
      [
        "(bad sectors|reallocated sectors|bad blocks|pending sectors|wearout|ssd wear|disk temperature|drive temperature|disk temperatures|drive health|disk health)",
      ],
    ],
    {
      does: "Show how healthy the disks are",
      run: smart,
      needs: "smartctl",
      may: [
        ...beside,
        "(health|smart|status|temperature|values|hours|power|on|overall|any|signs|sign|long|how|running|reported|level|about|report|ok|okay|good|attributes|data|info|shape|sectors|reallocated|pending|wear|look|soon|to|fail|about)",
      ],
    },
  ),
];

/** Disks in further words: the room of a mount that is named by its path, serial numbers, what cleaning would bring, shares that are mounted, datasets. */
import type { Machine } from "../../../../domain/machine.ts";
import { literals, type Match, number, openWords } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { grow } from "./disk-act.ts";
import { frame, type Frame } from "./frame.ts";
import { read } from "./say.ts";
import { acting, at, byManager, having, kernelLog, looking, looks } from "./ways.ts";

const beside =
  "(disk|disks|drive|drives|partition|partitions|filesystem|filesystems|file system|volume|volumes|device|devices|storage|mount|mounts|mount point|block|all|space|free|left|used|list|of|in|and|size|sizes|their|attached|have|has|there|with|much|how|what|which|show|check|zfs|pool|pools|nvme|ssd|ssds|hdd|hdds|hard|any|physical|connected|inside|built in|is|are|on|by)";

const without = (path: string): string => path.replace(/(?<=.)\/$/, "");
/** Machines that have a file system mounted exactly there. */
const mountedAt = ({ words }: Match, path: string): readonly Machine[] =>
  words.fleet.filter(({ sample }) => sample?.disks.some(({ mount }) => mount === without(path)));
const room =
  "(room|room left|space|space left|disk space|free|left|how full|full|capacity|fill level|filling up|running out|run out|usage|percent|percentage|headroom|remaining|free space|available|free room|gb|gigs|gigabytes|tb|tight|filled|close to full|nearly full|almost full|fills up|fill up|filling)";
/** “space left on /backup”: on the machines that have it, and by what the file system says, whatever lies in it. */
function ofMount(match: Match): Intent | undefined {
  const [path, more] = literals(match, "path");
  if (path === undefined || more !== undefined || without(path) === "/") return undefined;
  const named = match.on?.parts.flatMap(({ machines }) => machines);
  const owners = mountedAt(match, path);
  if (owners.length === 0 || named?.some((machine) => !owners.includes(machine))) return undefined;
  const intent = read("system.disk", { path: without(path) });
  return intent && match.on === undefined ? at(owners, intent) : intent;
}

const cleaned = {
  packages: byManager({
    apt: "du -sh /var/cache/apt/archives /var/lib/apt/lists",
    dnf: "du -sh /var/cache/dnf /var/cache/libdnf5",
    apk: "du -sh /var/cache/apk",
  }),
  unneeded: byManager({ apt: "apt-get -s autoremove", dnf: "dnf autoremove --assumeno" }),
  kernels: byManager({
    apt: "apt-get -s autoremove --purge; du -sh /boot /lib/modules/*",
    dnf: "du -sh /boot /lib/modules/*",
  }),
};
/** What a cleaning would bring is what lies there now; nothing is cleaned. */
function gain(match: Match): Intent | undefined {
  const { text } = match;
  if (/\b(?:docker|image|images|containers?|volumes?|build cache|prune|pruning)\b/.test(text))
    return looking("Show what a pruning would free", "docker system df", "docker");
  if (/\bjournals?\b|\bjournald\b/.test(text))
    return looking("Show how large the journal is", "journalctl --disk-usage", "systemd");
  if (/\bkernels?\b/.test(text)) return looking("Show what old kernels take", cleaned.kernels, "apt or dnf");
  if (/\b(?:autoremove|autoremoving|unused packages|orphaned|unneeded)\b/.test(text))
    return looking("Show what nothing needs any more", cleaned.unneeded, "apt or dnf");
  if (/\b(?:apt|dnf|yum|apk|package|packages)\b/.test(text))
    return looking("Measure the package cache", cleaned.packages, "a package manager that ailx knows");
  if (/\b(?:tmp|temp|temporary)\b/.test(text)) return looking("Measure temporary files", "du -sh /tmp /var/tmp");
  if (/\b(?:log|logs|log files)\b/.test(text))
    return looking("Measure the logs", "du -sh /var/log; journalctl --disk-usage");
  const [path] = literals(match, "path");
  return path === undefined ? undefined : looking(`Measure ${path}`, (_m, q) => `du -sh -- ${q(path)}`);
}

/** “mount nas-1:/tank/media on media-1 at /media/nas”. */
function mountShare(match: Match): Intent | undefined {
  const [from, to, more] = literals(match, "path");
  const places = match.slots.flatMap(({ kind, value }) => {
    const entity = kind === "t" ? match.entities[Number(value)] : undefined;
    return entity?.kind === "t" ? [entity.place] : [];
  });
  const server = places.find((place) => place !== match.on);
  const here = match.on ?? places.find((place) => place !== server);
  const [machine, other] = server?.parts.flatMap(({ machines }) => machines) ?? [];
  if (!from || !to || more !== undefined || !machine || other || !here) return undefined;
  if (![from, to].every((path) => path.startsWith("/") && !/[*?]/.test(path)) || to === "/") return undefined;
  const isSmb = /\b(?:smb|cifs|samba|windows)\b/.test(`${match.text} ${(match.source ?? "").toLowerCase()}`);
  if (isSmb) return undefined;
  const host = machine.facts.addresses[0] ?? machine.name;
  const intent = acting(
    `Mount ${from} of ${machine.name} at ${to}`,
    (_m, q) => `mkdir -p ${q(to)} && mount -t nfs ${q(`${host}:${from}`)} ${q(to)}`,
    "NFS",
  );
  return intent.kind === "shell"
    ? { ...intent, from: here, note: "It lasts until the machine starts again; fstab is not changed" }
    : intent;
}

const hasPools = (match: Match): readonly Machine[] =>
  having(match, /^(?:zfs|zed)/).length > 0
    ? having(match, /^(?:zfs|zed)/)
    : match.words.fleet.filter(({ facts }) => facts.kind === "node");
/** “tank/timemachine”: a dataset as it was typed, which no word list holds. */
const datasetIn = ({ source = "" }: Match): string | undefined =>
  /(?<![\w/.:-])([a-z][\w-]*(?:\/[A-Za-z0-9][\w.-]*)+)(?![\w/])/.exec(source)?.[1];
const poolHere = (match: Match, dataset: string): readonly Machine[] => {
  const mounted = match.words.fleet.filter(({ sample }) =>
    sample?.disks.some(({ mount }) => mount === `/${dataset.split("/")[0] ?? ""}`),
  );
  return mounted.length > 0 ? mounted : hasPools(match);
};
const sized = ({ source = "" }: Match): string | undefined => {
  const found = /(?<![\w.])(\d{1,5}(?:\.\d)?) ?([kmgt])i?b?(?![\w])/i.exec(source);
  return found ? `${found[1] ?? ""}${(found[2] ?? "").toUpperCase()}` : undefined;
};
function makeDataset(match: Match): Intent | undefined {
  const name = datasetIn(match);
  if (name === undefined) return undefined;
  const size = sized(match);
  if (/\bquota\b/.test(match.text) && size === undefined) return undefined;
  const compression = /\b(lz4|zstd|gzip)\b/.exec(match.text)?.[1];
  const given = [
    ...(size === undefined ? [] : [`-o quota=${size}`]),
    ...(compression === undefined ? [] : [`-o compression=${compression}`]),
  ];
  return at(
    poolHere(match, name),
    acting(`Create the dataset ${name}`, (_m, q) => ["zfs create", ...given, q(name)].join(" "), "zfs"),
  );
}
function limitDataset(match: Match): Intent | undefined {
  const name = datasetIn(match);
  const size = /\b(?:no|none|remove|lift|unlimited)\b/.test(match.text) ? "none" : sized(match);
  if (name === undefined || size === undefined) return undefined;
  return at(
    poolHere(match, name),
    acting(`Set the quota of ${name}`, (_m, q) => `zfs set quota=${size} ${q(name)}`, "zfs"),
  );
}
function snapDataset(match: Match): Intent | undefined {
  const name = datasetIn(match);
  if (name === undefined || /\b(?:vm|guest|container|ct)\b/.test(match.text)) return undefined;
  const stamp = new Date(match.nowMs).toISOString().slice(0, 16).replaceAll(/[-:T]/g, "");
  return at(
    poolHere(match, name),
    acting(`Take a snapshot of ${name}`, (_m, q) => `zfs snapshot ${q(`${name}@ailx-${stamp}`)}`, "zfs"),
  );
}
const datasetWords =
  "(zfs|dataset|datasets|filesystem|called|named|with|a|quota|of|on|in|and|compression|lz4|zstd|gzip|new|size|limit|to|its|the|for|at|/|{n}|tb|gb|t|g|{path})";

export const diskMoreFrames = (): Frame[] => [
  frame(["{path}", room], ofMount, {
    reads: true,
    may: [
      beside,
      room,
      "(still|really|nearly|almost|getting|do we|we|much|enough|close|to|low|soon|currently|when|will|before|already|fast|quickly|rate|at|this|how|long|until|it|does|did|growing|growth|gets|of|total|look|looking|currently)",
    ],
  }),
  frame(
    [
      "{path}",
      "(how big|how large|size|big|large|how much|bytes)",
      "(last written|last modified|last changed|last touched|last updated|last write|modified|written|changed|touched|how old|age|timestamp|mtime|date)",
    ],
    (match) => {
      const [path, more] = literals(match, "path");
      return path === undefined || more !== undefined || !path.startsWith("/")
        ? undefined
        : read("file.stat", { path }, { ask: true });
    },
    {
      reads: true,
      may: [
        beside,
        "(file|folder|directory|was|it|to|when|last|did|and|time|written|modified|changed|ago|long|old|how)",
      ],
    },
  ),
  frame(
    [
      "(which|what|any|list|show)",
      "(mounts|mount|mount points|filesystems|filesystem|file systems|partitions|partition|volumes|volume|disks|drives)",
      "(above|over|more than|past|beyond|at least|below|under|fuller than|>|exceed|exceeds|higher than) ({pct}|{n}) [percent]",
    ],
    (match) => (match.on === undefined ? undefined : read("system.disk", {})),
    { reads: true, may: [beside, "(full|used|percent|usage|filled|free|that|utilised|utilized|sitting|already)"] },
  ),
  ...looks(
    [
      [
        "(serial|serials|serial numbers|serial number|model numbers|model number|wwn|wwns|models|model|manufacturer|vendor)",
        "(disk|disks|drive|drives|ssd|ssds|nvme|nvmes|hdd|hdds|hard disks|hard drives|block devices|block device)",
      ],
    ],
    {
      does: "Show the disks with model and serial number",
      run: "lsblk -d -o NAME,SIZE,MODEL,SERIAL,TRAN,ROTA",
      may: [beside, "(numbers|number|serial|model|models|vendor|and)"],
    },
  ),
  frame(
    [
      "(how much|what|how many|would)",
      "(gain|free|free up|freed|save|saved|reclaim|reclaimed|reclaimable|win|win back|get back|recover|recovered|yield|gained|bring)",
      "(clearing|cleaning|cleaning up|cleaning out|emptying|clear|clean|clean up|cleanup|empty|pruning|prune|purging|purge|vacuuming|vacuum|removing|remove|deleting|delete|dropping|autoremove|autoremoving|flushing|wiping|trimming|rotating)",
    ],
    gain,
    {
      reads: true,
      may: [
        beside,
        "(apt|dnf|apk|yum|cache|caches|package|packages|journal|journald|docker|image|images|container|containers|unused|old|kernel|kernels|logs|log|files|tmp|temp|temporary|build|by|if|i|we|would|could|it|be|me|us|up|can|orphaned|unneeded|volumes|back|that|gain|the|from|system|stopped|dangling)",
        "{path}",
      ],
    },
  ),
  frame(["(mount)", "{t} : {path}", "{path}"], mountShare, {
    may: [
      "{svc}",
      "{t}",
      "(nfs|export|share|shared|folder|directory|at|on|to|under|in|into|as|the|network|volume|'s|of|from)",
    ],
  }),
  frame(
    [
      "(mount)",
      "(export|share|nfs share|nfs export|{svc} share|{svc} export|folder|directory)",
      "{path}",
      "(of|from) {t}",
      "(at|on|to|under|in|into|as) {path}",
    ],
    mountShare,
    { may: ["{svc}", "{t}", "(nfs|export|share|the|network|on)"] },
  ),
  frame(
    [
      "(extend|grow|expand|enlarge|resize|increase|blow up)",
      "(lv|logical volume|root lv|root logical volume|lvm volume|root volume|filesystem|file system|partition|root partition|root filesystem|root fs|rootfs)",
    ],
    (match) => {
      if (number(match) !== undefined || openWords(match).length > 0 || match.on === undefined) return undefined;
      const [path = "/", more] = literals(match, "path");
      if (
        more !== undefined ||
        !/\b(?:all|whole|entire|rest|remaining|free|available|full|fill|after|grew|grown|enlarged|bigger|extended|new|now|max|maximum|unallocated|uses?)\b/.test(
          match.text,
        )
      )
        return undefined;
      return acting(`Let the file system of ${path} fill its disk`, (_m, q) => grow.replaceAll("TARGET", q(path)));
    },
    {
      may: [
        beside,
        "{path}",
        "(root|lv|vg|lvm|to|use|uses|so|it|that|the|whole|entire|all|available|free|space|rest|remaining|extents|after|since|now|that|i|we|have|has|was|been|grew|grown|enlarged|resized|extended|bigger|disk|virtual|vm|underlying|full|max|maximum|up|fill|unallocated|in|volume group|its|filesystem|and|new|size|got|logical volume|for|on)",
      ],
    },
  ),
  frame(
    [
      "(which|what|how many|count|number of)",
      "(dataset|datasets|zfs|pool|pools|filesystem|filesystems)",
      "(snapshots)",
      "(most|many|per|each|count|how many|number of)",
    ],
    (match) =>
      at(
        having(match, /^(?:zfs|zed)/),
        looking(
          "Count the snapshots of each dataset",
          "zfs list -H -t snapshot -o name | cut -d@ -f1 | sort | uniq -c | sort -rn | head -n 20",
          "zfs",
        ),
      ),
    { reads: true, may: [beside, "(most|has|have|snapshots|per|each|dataset|datasets|many|count|number|of)"] },
  ),
  frame(
    [
      "(who|which user|which users|whose|what user|which account|which person|which of users|who of users|top users)",
      "(most space|most disk space|most room|so much space|most storage|space|disk space|storage|disk|biggest home|largest home|most data|biggest|hogs|hogging)",
      "(takes|take|uses|use|using|taking|has|have|occupies|occupy|eats|eat|hogs|hogging|consumes|up|needs|stores|store|keeps)",
    ],
    () => looking("Measure the homes", "du -xsh /home/* /root | sort -rh | head -n 30"),
    {
      reads: true,
      may: [
        beside,
        "(takes|take|uses|use|using|up|most|user|users|people|the|home|homes|directory|in|per|person|files|data)",
      ],
    },
  ),
  ...looks(
    [
      [
        "(swap|swapfile|swap space)",
        "(in use|used|being used|using|swapping|swapped|swapped out|is there|left|free|enabled|active|on|turned on|configured)",
      ],
      ["(swapping)", "(is|are|does|why|heavily|much|currently)"],
    ],
    {
      does: "Show the swap space",
      run: "swapon --show; free -h; cat /proc/sys/vm/swappiness",
      may: [beside, "(swap|use|using|in use|used|it|currently|heavily|at all|does|being|enabled|out|to|active)"],
    },
  ),
  ...looks(
    [
      [
        "(ssd|ssds|disk|disks|drive|drives|nvme|nvmes|hdd|hdds|hard disk|hard drive|hard drives|hard disks)",
        "(wearing out|wearing|wear level|wear-out|wears out|tbw|terabytes written|read errors|write errors|crc errors|media errors|uncorrectable|end of life|dying|failing|percentage used|lifespan|endurance|going bad|about to die|on its way out|on their way out|prefail|pre-fail)",
      ],
    ],
    {
      does: "Show how healthy the disks are",
      run: (machine) =>
        `for d in $(lsblk -dno NAME -e 7,11,252,253); do smartctl -H -A /dev/$d; done; ${kernelLog(" -p warning", " --level=err,warn")(machine)} | grep -iE 'ata[0-9]|nvme|I/O error|medium error' | tail -n 20`,
      needs: "smartctl",
      may: [
        beside,
        "(out|read|write|errors|error|slowly|soon|already|look|for|on|near|its|close|to|yet|signs|sign|far|long|level|percent|health)",
      ],
    },
  ),
  ...looks([["(iostat)"]], {
    does: "Show what the disks do",
    run: "iostat -dx 1 5 || vmstat -d 1 5",
    may: [beside, "(for|a few|few|couple of|seconds|second|run|some|moment|while|{n}|-|x|dx|times|output)"],
  }),
  frame(
    ["(zpool status|zpool list|zfs list)"],
    (match) => {
      const said = /\b(zpool status|zpool list|zfs list)\b/.exec(match.text)?.[1] ?? "zpool status";
      return at(having(match, /^(?:zfs|zed)/), looking("Look at the storage pool", said, "zfs"));
    },
    { reads: true, may: [beside, "(say|says|output|tell|report|do|does|run|look at|now|please|saying)"] },
  ),
  frame(
    [
      "(scrub)",
      "(last|finish|finished|errors|error|when|find|found|result|results|outcome|complete|completed|ran|run|progress|done|far)",
    ],
    (match) => at(having(match, /^(?:zfs|zed)/), looking("Show the state of the pools", "zpool status", "zfs")),
    {
      reads: true,
      may: [
        beside,
        "(last|finish|finished|error|errors|when|did|was|it|and|any|find|found|turn up|come back|result|results|complete|completed|ran|run|tank|done|far|progress|along|{word})",
      ],
    },
  ),
  ...["(dataset|zfs filesystem|zfs dataset|zfs volume|zfs)"].flatMap((noun) => [
    frame(["(create|make|add|set up|new)", noun], makeDataset, { may: [datasetWords, "{word}", "{word} / {word}"] }),
    frame(["(set|limit|give|change|raise|lower|put|remove|lift)", noun, "(quota|limit)"], limitDataset, {
      may: [datasetWords, "{word}", "{word} / {word}", "(no|none|unlimited|remove)"],
    }),
    frame(["(snapshot|take a snapshot|snap|make a snapshot|create a snapshot)", noun], snapDataset, {
      may: [datasetWords, "{word}", "{word} / {word}", "(take|make|create|snapshot)"],
    }),
  ]),
];

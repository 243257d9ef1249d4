/** What is asked about processes: how many, since when, whose, how they wait, what they hold open. */
import { literals, type Match, number, openWords, things } from "../intents/match.ts";
import type { Entity, Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { ownersOf, isChange } from "./on-unit.ts";
import { processPidFrames } from "./process-pids.ts";
import { command, read, span } from "./say.ts";

/** What the processes of a service are called: their text in a list of processes. */
function processText(unit: string): string {
  const known: readonly [RegExp, string][] = [
    [/^php[\d.]*-fpm$/, "php-fpm"],
    [/^postgresql/, "postgres"],
    [/^(mariadb|mysqld?)$/, unit === "mariadb" ? "mariadbd" : "mysqld"],
    [/^rabbitmq/, "beam"],
    [/^sshd?$/, "sshd"],
    [/^(docker)$/, "dockerd"],
    [/^(apache2|httpd)$/, unit],
    [/^pihole/i, "pihole-FTL"],
    [/^grafana/, "grafana"],
    [/^wg-quick/, "wg"],
    [/^redis/, "redis-server"],
    [/^proxmox-backup$/, "proxmox-backup"],
    [/^crond?$/, "cron"],
  ];
  return known.find(([shape]) => shape.test(unit))?.[1] ?? unit.replace(/@.*$/, "");
}

/** Words that are no program's name. */
export const common =
  /^(?:hot|low|slow|high|late|out|up|heavy|top|busy|it|they|there|still|any|all|process|processes|a|an|one|two|what|which|services?|containers?|backup|backups|job|jobs|everything|anything|something|nothing|stuff|machines?|servers?|hosts?|vms?|fine|smoothly|ok|how|long|been|the|is|and|updates?|agents?|users?|threads?|cpu|memory|ram|swap|disk|io|longest|oldest|newest|biggest|heaviest|most|least|top|last|first|latest|running|zombie|kernel|system|background|other|new|old|more|less|same|main|child|parent|defunct|sleeping|runaway|rogue|stray|suspicious|idle|active|users|people|sessions?|connections?|cores?|errors?|files?|packages?|guests?|nodes?|ports?|kernel|load|uptime|time|too|many|much|of|on|off|hung|stuck|zombies?|root|open|free|restarts?|failed|running|alive|active|automatically|automatic|unattended|python\d? version)$/;

/** The processes of a program or a service by its name: each with its threads, its state and when it began. */
export function processesOf(match: Match): Intent | undefined {
  // “how many processes does www-data have” is about a user.
  const owner = / does (?:user )?([a-z_][a-z0-9_-]*) (?:have|own|run)(?: |$)/.exec(` ${match.text}`)?.[1];
  if (owner !== undefined && things(match).length === 0 && /\bprocesses\b/.test(match.text)) return byUser(owner);
  const meant = things(match);
  const [word, more] = openWords(match);
  if (isChange(match) || more !== undefined) return undefined;
  const [thing, other] = meant;
  if (other || (thing && word !== undefined)) return undefined;
  if (thing)
    return {
      kind: "read",
      tool: "process.list",
      input: (machine) => ({
        match: processText(thing.owners.find((owner) => owner.machine === machine)?.name ?? thing.said),
        limit: 100,
      }),
      where: ownersOf([thing]),
    };
  if (word === undefined || common.test(word) || !/^[\w][\w.+-]{1,60}$/.test(word)) return undefined;
  return read("process.list", { match: word, limit: 100 }, { ask: true });
}

const posix =
  (text: string, does: string) =>
  (match: Match): Intent | undefined =>
    isChange(match) ? undefined : command({ command: text, does, reads: true, needs: "a POSIX shell" });

function ofUser(match: Match): Intent | undefined {
  // “everything” is read as all machines.
  if (!match.slots.every(({ kind, value }) => kind !== "t" || isAll(match.entities[Number(value)]))) return undefined;
  const [user, more] = openWords(match);
  if (user === undefined || more !== undefined || isChange(match)) return undefined;
  if (!/^[a-z_][a-z0-9_-]{0,31}$/.test(user) || common.test(user)) return user === "root" ? byUser("root") : undefined;
  return byUser(user);
}
const isAll = (entity: Entity | undefined): boolean =>
  entity?.kind === "t" && /^(?:everything|anything|all)$/.test(entity.said);
const byUser = (user: string): Intent =>
  command({
    command: (_machine, q) => `ps -u ${q(user)} -o pid,lstart,pcpu,pmem,args`,
    does: `List what ${user} runs`,
    reads: true,
    needs: "a POSIX shell",
  });

function holding(match: Match): Intent | undefined {
  const [path, more] = literals(match, "path");
  if (path === undefined || more !== undefined || isChange(match)) return undefined;
  return command({
    command: (_machine, q) => `fuser -v ${q(path)}`,
    does: `Show which processes use ${path}`,
    reads: true,
    needs: "fuser",
  });
}

const many =
  "(processes|process|procs|instances|instance|workers|worker|children|child processes|threads|thread|tasks|forks|copies|worker processes)";
const noise =
  "(check|give|list|find|get|alive|running|currently|there|are|right|does|do|has|have|spawned|started|up|of|run|runs|exist|going|in|with|for|total|count|number|any|still|process|processes|the|by|under|its|their|and)";

export const processFactFrames = (): Frame[] => [
  ...processPidFrames(),
  frame(
    [
      "(who|which process|what process|which processes|what|which program|which application|process|processes|fuser|lsof|anything|something|anybody|who is)",
      "(holds|hold|holding|has|have|using|uses|use|keeps|keeping|keep|locks|locked|lock|locking|open|opened|accessing|accesses|writing|writes|reading|blocks|blocking|busy|in use|on|touching)",
      "{path}",
    ],
    holding,
    {
      reads: true,
      may: [
        "(open|file|files|lock|locked|folder|directory|mount|mountpoint|mount point|to|from|into|on|in|under|busy|fuser|lsof|process|processes|check|find|currently|device|it|inode|descriptor|handle|handles|program|keeps|by|which|what|is|use|umount|unmount)",
      ],
    },
  ),
  frame(["(fuser|lsof|open handles on|file handles on|users of file)", "{path}"], holding, {
    reads: true,
    may: ["(run|check|- v)"],
  }),
  frame(
    [
      "(d state|state d|uninterruptible|uninterruptible sleep|d-state|disk sleep|blocked on io|blocked on i / o|blocked on disk|waiting for io|waiting for i / o|waiting on io|waiting for disk|waiting on disk|stuck in io|stuck on io|stuck in i / o|in io wait|in iowait)",
      "(processes|process|procs|tasks|anything|which|what|any|threads)",
    ],
    posix(
      "ps -eo pid,stat,wchan:32,etime,args | awk 'NR == 1 || $2 ~ /^D/'",
      "List the processes that wait for a device",
    ),
    { reads: true, may: ["(processes|process|in|state|find|list|check|are|any|stuck|hanging|sleep|tasks|sitting)"] },
  ),
  frame(
    [
      "(zombies|zombie|defunct|zombie processes)",
      "(processes|process|any|list|show|count|how many|are there|check|find|which|number|parent|parents|who)",
    ],
    (match) => (isChange(match) ? undefined : read("process.list", { state: "zombie", limit: 100 })),
    {
      reads: true,
      may: [
        "(processes|process|there|find|list|check|around|count|of|lying|hanging|parent|parents|owns|own|spawned|spawns|many)",
      ],
    },
  ),
  frame(
    [
      "(swap|swapped|swap space|swapping)",
      "(which|what|who|process|processes|top|most|biggest|program|programs|per process)",
      "(process|processes|most|uses|using|use|program|programs|biggest|per|by|consumer|consumers|eats|hog|hogs|owner|who|swapped|in)",
    ],
    posix(
      "grep -H VmSwap /proc/[0-9]*/status | sort -k2 -n -r | head -n 20 | while IFS=:/ read -r _ _ pid _ _ size; do echo \"$pid $size $(tr '\\0' ' ' < /proc/$pid/cmdline | cut -c1-80)\"; done",
      "List the processes with the most in swap",
    ),
    {
      reads: true,
      may: [
        "(process|processes|most|uses|using|use|used|swap|space|is|are|by|in|the|top|{n}|list|out|biggest|eats|eating|per|consumers|hogs|memory|pages|has|have)",
      ],
    },
  ),
  frame(
    [
      "(io|i / o|disk io|disk i / o|disk activity|disk reads|disk writes|iotop|disk|reads and writes)",
      "(which|what|who|top|most|process|processes|program|causing|doing)",
      "(process|processes|program|programs|causing|hammering|causes|by process|per process|iotop|most io|writing most|reading most|doing most|thrashing)",
    ],
    posix("pidstat -d 1 3 2>/dev/null || iotop -b -o -n 2", "Look at which processes read and write"),
    {
      reads: true,
      may: [
        "(process|processes|most|by|per|causing|causes|doing|generating|is|are|the|io|i / o|disk|top|{n}|hammering|heavy|load|program|activity|all|this|reads|writes|writing|reading|and|much|so|to|on)",
      ],
    },
  ),
  frame(
    [
      "(oldest|longest running|longest-running|running longest|running the longest|been running longest|earliest|long running|long-running|oldest running|longest)",
      "(process|processes|procs|tasks|jobs|programs)",
    ],
    (match) => {
      const count = number(match);
      const shown = count !== undefined && Number.isInteger(count) && count > 0 && count <= 200 ? count : 20;
      return posix(
        `ps -eo pid,user,lstart,etime,args --sort=start_time | grep -v '\\]$' | head -n ${shown + 1}`,
        "List the processes that run longest",
      )(match);
    },
    { reads: true, may: ["(running|which|what|top|{n}|list|has|have|been|is|are|find|check|on|the)"] },
  ),
  frame(
    [
      "(newest|youngest|latest|most recently started|started last|recently started|just started|last started|most recent|started recently|started lately|new)",
      "(process|processes|procs|tasks|programs)",
    ],
    posix("ps -eo pid,user,lstart,args --sort=-start_time | head -n 21", "List the processes that began last"),
    { reads: true, may: ["(running|which|what|top|{n}|list|has|have|been|started|recently|the|were)", span] },
  ),
  frame(
    [
      "(open files|open file descriptors|open file handles|file descriptors|file handles|fds|open fds|open handles)",
      "(process|processes|which|how many|number|count|most|who|what|in total|total|program|used|in use|current|are)",
    ],
    (match) =>
      /\b(?:limit|limits|max|maximum|ulimit)\b/.test(match.text) ||
      match.slots.some(({ kind }) => kind === "svc" || kind === "n")
        ? undefined
        : posix(
            'cat /proc/sys/fs/file-nr; for d in /proc/[0-9]*; do echo "$(ls $d/fd 2>/dev/null | wc -l) ${d#/proc/} $(cat $d/comm 2>/dev/null)"; done | sort -rn | head -n 15',
            "Count the open files",
          )(match),
    {
      reads: true,
      may: [
        "(process|processes|most|has|have|many|open|in use|used|number|of|count|total|in total|the|are|use|uses|using|with|by|per|top|{n}|allocated|hogging|program)",
      ],
    },
  ),
  frame(
    [
      "(how many|number of|count|total number of|total)",
      "(processes|procs|tasks)",
      "(running|are there|there|total|in total|run|on|altogether|overall|exist|running in total)",
    ],
    (match) => (things(match).length > 0 ? undefined : read("process.list", { limit: 20 })),
    { reads: true, may: ["(running|there|total|in total|are|run|currently|altogether|overall|exist|of)"] },
  ),
  frame(
    [
      "(ssh session|ssh sessions|ssh connection|ssh connections|sshd session|{svc} session|{svc} sessions|{svc} connection|{svc} connections)",
      "(process|processes|oldest|longest|how long|age|alive|since when)",
      "(oldest|longest|how long|since when|age|running)",
    ],
    (match) =>
      things(match).every(({ said }) => /ssh/.test(said))
        ? posix(
            "ps -eo pid,user,lstart,etime,args --sort=start_time | grep '[s]shd[:-]'",
            "List the sessions over SSH with their age",
          )(match)
        : undefined,
    {
      reads: true,
      may: [
        "(process|processes|alive|open|been|has|running|is|the|which|connected|active|{t}|lasted|age|of|session|sessions|oldest|longest|how long)",
      ],
    },
  ),
  frame(
    [
      "(process tree|tree of processes|process hierarchy|pstree|child processes|children|processes tree|processes started by|process group|tree)",
      "{svc}",
    ],
    (match) =>
      things(match).length !== 1 || isChange(match)
        ? undefined
        : { kind: "read", tool: "process.tree", input: {}, where: ownersOf(things(match)) },
    { reads: true, may: [noise, "(tree|below|under|process|hierarchy|what|which|service|as)"] },
  ),
  frame(
    [
      "(top|heaviest|biggest|busiest|hungriest|greediest|hungry|heavy|most expensive)",
      "[{n}] (processes|process|procs|programs|tasks)",
    ],
    (match) => {
      const count = number(match);
      if (isChange(match)) return undefined;
      return read("process.list", {
        sort: /\b(?:memory|ram|mem|rss)\b/.test(match.text) ? "memory" : "cpu",
        limit: count !== undefined && Number.isInteger(count) && count > 0 && count <= 100 ? count : 10,
      });
    },
    {
      reads: true,
      may: [
        "(by|sorted by|ordered by|in terms of|with|their|memory|ram|mem|rss|cpu|usage|use|consumption|the|running|list|and|pid|pids|user|users|load|time|{n})",
      ],
    },
  ),
  ...["{svc}", "{word}"].flatMap((what) => [
    frame(["(how many|number of|count|how much)", many, what], processesOf, {
      reads: true,
      may: [noise, many, "(of|for|spawned|pool|fpm|handling|active|idle)"],
    }),
    frame(
      [
        "(threads|thread count|number of threads)",
        what,
        "(process|processes|many|number|count|have|has|use|uses|does|of)",
      ],
      processesOf,
      { reads: true, may: [noise, many] },
    ),
    frame(
      [
        "(since when|how long|when|start time|age|runtime|uptime)",
        what,
        "(process|processes|job|jobs|script|program|pid)",
      ],
      (match) => (match.slots.some(({ kind }) => kind === "n") ? undefined : processesOf(match)),
      {
        reads: true,
        may: [noise, "(been|start|started|began|begin|running|run|long|time|launched|for|already|a|an|did|was|is|of)"],
      },
    ),
  ]),
  frame([many, "(how many|number of|count|list|show|which|what)", "{svc}"], processesOf, {
    reads: true,
    may: [noise, many, "(pool|use|uses|using)"],
  }),
  frame(
    [
      "(is there|are there|any|is|still|check for|look for|see|exists)",
      "{word}",
      "(process|processes|job|jobs|instance|instances|proc)",
    ],
    processesOf,
    {
      reads: true,
      may: [
        noise,
        "(and|since when|since|how long|when|long|started|for how long|it|around|left|over|hanging|stuck|a|an|been|was|or not|whether|check whether)",
      ],
    },
  ),
  frame(["{t}", "{word}", "(runs|running|run by|owned by|owns|started by|has running|started)"], ofUser, {
    reads: true,
    may: ["(that|user|account|is|currently|on|now|has|have)"],
  }),
  frame(
    [
      "(processes|process|everything|what|all|procs|programs|stuff|anything|tasks|commands)",
      "{word}",
      "(of|by|from|owned|belonging|belong|run by|runs|running|run|owner|started by|user|owns)",
    ],
    ofUser,
    {
      reads: true,
      may: [
        "{t}",
        "(of|by|from|owned by|owned|belonging to|belong to|belongs to|to|run by|started by|user|account|owner|as|runs|run|running|owns|list|give|check|all|processes|process|that|everything|what|anything|currently|started|has|have|procs|under|going on|got)",
      ],
    },
  ),
];

/** What people say about a machine as a whole: disks, memory, load, processes, clock. */
import { literals, type Match, number, things } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { command, read, span } from "./say.ts";

const disk =
  "(disk|disks|disk space|space|storage|drive|drives|filesystem|filesystems|partition|partitions|hard disk|hard disks|root fs|rootfs|volumes|disk usage|mount points|mounts|hdd|ssd)";
const memory = "(memory|ram|mem|swap|memory usage|ram usage)";
const load =
  "(load|cpu|cpu usage|cpu load|load average|processor|utilisation|utilization|vitals|metrics|stats|resource usage|resources|performance|numbers)";
const hog =
  "(hog|hogs|hogging|eat|eats|eating|eating up|use|uses|using|consume|consumes|consuming|consumers|take|takes|taking|burn|burning|chew|chewing|chewing up|gobbling|gobbling up|stealing|draining|top|biggest|heaviest|greediest|hungriest|most|largest|hungry|pigs|hammering|pegging|maxing out|maxing)";
const processes = (by: "cpu" | "memory", match: Match): Intent => {
  const wanted = number(match);
  return {
    kind: "read",
    tool: "process.list",
    input: {
      sort: by,
      limit: wanted !== undefined && Number.isInteger(wanted) && wanted > 0 && wanted <= 50 ? wanted : 10,
    },
  };
};

export const machineFrames = (): Frame[] => [
  frame(
    ["(running out of|low on|short of|short on|out of)", "(cpu|cpu or ram|ram or cpu|memory or cpu|cpu or memory)"],
    () => ({ kind: "read", tool: "metrics.now", input: {} }),
    { reads: true, may: ["{t}", "(getting|or|again|slowly)"] },
  ),
  frame(
    [
      "(health|condition|wellbeing|health report|health check|status report|going on|happening|went wrong|go wrong|gone wrong|fail|failed|crash|crashed|break|happened)",
      "(report|check|overview|summary|what|anything|something|health|how|status)",
    ],
    () => ({ kind: "runbook", id: "machine-health", inputs: {} }),
    { reads: true, may: ["(overnight|give|of|{t}|on|quick|full|short|over)", span] },
  ),
  frame(
    ["(about|describe|specs|spec|info|information|details|hardware)"],
    () => ({ kind: "read", tool: "system.info", input: {} }),
    {
      reads: true,
      may: ["{t}", "(tell|give|hardware|system|basic|more|of|about|machine)"],
    },
  ),
  frame(
    [
      "(slow|sluggish|crawling|laggy|lagging|dragging|unresponsive|slowly|treacle|molasses|snail|struggling|grinding|overloaded|bogged down)",
    ],
    (match) =>
      match.on === undefined && !match.slots.some(({ kind }) => kind === "t")
        ? undefined
        : { kind: "runbook", id: "slow-machine", inputs: {} },
    { reads: true, may: ["(why|cause|reason|making|so|as|like|what makes|today|lately|again|{t})"] },
  ),
  frame(
    [
      "(broken|wrong|failing|weird|off|odd|strange|fishy|on fire|burning|red|unhappy|need attention|needs attention|out of the ordinary|unusual|suspicious|not right)",
      "(anything|something|everything|what|any|things|all)",
    ],
    () => ({ kind: "runbook", id: "machine-health", inputs: {} }),
    { reads: true, may: ["(need|my|attention|right now|look|looks|ok|{t})"] },
  ),
  frame(
    [
      "(ok|okay|fine|healthy|in order|all right|alright|good shape|good|well)",
      "(everything|all|things|overall|system|it)",
    ],
    () => ({ kind: "runbook", id: "machine-health", inputs: {} }),
    { reads: true, may: ["(check|health|in|{t}|running|doing)"] },
  ),
  frame(
    ["{svc} (jobs|entries|job list|tasks)"],
    (match) => (things(match)[0]?.said.startsWith("cron") ? { kind: "read", tool: "cron.list", input: {} } : undefined),
    { reads: true, may: ["(list|set up|configured|root)"] },
  ),
  frame(
    ["(prune|clean up|cleanup|clean|tidy up|tidy)", "{svc}"],
    (match) => {
      const said = things(match)[0]?.said ?? "";
      return /^(docker|podman)$/.test(said)
        ? command({
            command: `${said} system prune -f`,
            does: `Remove what ${said} does not use`,
            reads: false,
            risk: "high",
            needs: said,
          })
        : undefined;
    },
    { may: ["(up|system|garbage|junk|unused|stuff|leftovers|everything unused|old)"] },
  ),
  // What uses it, before how much of it there is.
  frame([hog, "(memory|ram|mem|swap)"], (match) => processes("memory", match), {
    reads: true,
    may: [
      "(two|three|four|five|six|seven|eight|ten)",
      "{n}",
      "[all|most|so much|too much|up] of",
      "(processes|process|programs|things|list|top|most|all|apps|services|usage|up|consumers|hogs|users)",
    ],
  }),
  frame([hog, "(cpu|processor|load|cpu time|cores|cycles|cpu usage)"], (match) => processes("cpu", match), {
    reads: true,
    may: [
      "(two|three|four|five|six|seven|eight|ten)",
      "{n}",
      "(processes|process|programs|things|list|top|most|all|apps|services|usage|up|time|consumers|hogs|users)",
    ],
  }),
  frame(
    [
      "(hogging|eating|slowing|slowing down|loading|choking|bogging down|hammering|killing|thrashing|dragging down)",
      "(what|who|which process|which processes|something)",
    ],
    // “the box is nearly full, what is hogging it”: then it is the disk that is meant.
    (match) =>
      / (?:hogging|eating|choking)\b/.test(` ${match.text}`) &&
      /\b(?:full|disks?|space|storage|filled|fills?)\b/i.test(match.source ?? "")
        ? { kind: "runbook", id: "disk-full", inputs: {} }
        : processes("cpu", match),
    { reads: true, may: ["(up|down|it|process|processes|all|so much)"] },
  ),
  frame(
    ["(busiest|top|heaviest|hungriest|all|running|list|current)", "[{n}]", "(processes|process|programs|tasks)"],
    (match) => processes(/mem|ram/.test(match.text) ? "memory" : "cpu", match),
    { reads: true, may: ["{n}", "(by|sorted|sort|cpu|memory|ram|usage|list|running|top|load)"] },
  ),
  frame(
    ["(zpool|zfs|pool|zfs pool|raid|mdadm|array|raid array)"],
    (match) =>
      command({
        command: /raid|mdadm|array/.test(match.text) ? "cat /proc/mdstat" : "zpool status",
        does: "Look at the storage pool",
        reads: true,
        needs: "a POSIX shell",
      }),
    {
      reads: true,
      may: [
        "(problem|problems|trouble|ok|okay|healthy|health|status|state|fine|degraded|check|good|errors|in order|scrub|pool|online|or)",
      ],
    },
  ),
  frame(
    ["(inodes|inode|inode usage|free inodes)"],
    () => command({ command: "df -i", does: "Show how many inodes are left", reads: true, needs: "a POSIX shell" }),
    { reads: true, may: ["(usage|free|left|used|how many|check|running|out|low|on|full|disk|of)"] },
  ),
  frame(
    ["(smart|disk health|health of disk|health of disks|drive health|smart status|smart values|smart data)"],
    () =>
      command({
        command: 'smartctl --scan | while read -r d _; do smartctl -H "$d"; done',
        does: "Look at the health of the disks",
        reads: true,
        needs: "smartctl",
      }),
    { reads: true, may: ["(status|values|check|disks|disk|drives|drive|ok|data|health|healthy|report|of|hdd|ssd)"] },
  ),
  frame(
    ["(full|fullness|free|left|used|usage|available|remaining|room|how much|percent|capacity)", disk],
    () => ({ kind: "read", tool: "system.disk", input: {} }),
    {
      reads: true,
      may: [
        "(free|left|used|usage|available|remaining|full|enough|percentage|percent|capacity|getting|nearly|almost|quick|give|list|numbers|overview|fill|level|filled)",
      ],
    },
  ),
  frame(
    [
      "(fill|fills|filling|eating|eats|taking|takes|using|uses|hogging|clogging|occupying|where did)",
      "[up]",
      `[all] (disk|disks|disk space|space|storage|drive|it|{path}|root|partition|room)`,
    ],
    (match) => {
      const [path] = literals(match, "path");
      return path === undefined
        ? { kind: "runbook", id: "disk-full", inputs: {} }
        : (read("file.search", { path, largest: true }, { ask: true }) ??
            command({
              command: (_machine, q) => `du -xh --max-depth=2 -- ${q(path)} | sort -rh | head -n 20`,
              does: `Find what is largest under ${path}`,
              reads: true,
              needs: "a POSIX shell",
            }));
    },
    { reads: true, may: ["(up|all|most|of|so much|space|go|gone|disk)"] },
  ),
  frame([load, memory], () => ({ kind: "read", tool: "metrics.now", input: {} }), {
    reads: true,
    may: ["(usage|use|give|numbers|current|values|figures|stats|consumption|overview)", disk, load],
  }),
  frame([memory], () => ({ kind: "read", tool: "system.memory", input: {} }), {
    reads: true,
    may: [
      "(free|left|used|usage|available|remaining|use|full|enough|consumption|utilisation|utilization|give|check|status|current|situation|low|using|uses)",
    ],
  }),
  frame([load], () => ({ kind: "read", tool: "metrics.now", input: {} }), {
    reads: true,
    may: ["(usage|use|high|give|check|current|average|averages|busy|numbers|right|situation|overview|quick)"],
  }),
  frame([disk], () => ({ kind: "read", tool: "system.disk", input: {} }), {
    reads: true,
    may: ["(check|status|give|overview|situation|report|list|quick|ok|okay|fine|doing|mounted)"],
  }),
  frame(
    ["(uptime|how long|since when|last boot|last reboot|booted|rebooted last|last rebooted|last restarted|been up)"],
    () => read("system.uptime", {}) ?? { kind: "read", tool: "system.info", input: {} },
    { reads: true, may: ["(been|up|running|online|last|when|boot|reboot|time|without reboot|alive|since)"] },
  ),
  frame(
    [
      "(reboot required|reboot needed|needs a reboot|need a reboot|needs reboot|pending reboot|need to be rebooted|reboot pending|waiting for a reboot|require a reboot|requires a reboot)",
    ],
    () => read("system.uptime", {}),
    { reads: true, may: ["(any|check|list|kernel|after|updates)"] },
  ),
  frame(
    [
      "(io wait|iowait|i / o wait|i/o wait|io load|disk io|disk i/o|io pressure|io stats|iostat|wait on disk|disk latency|disk activity)",
    ],
    () =>
      command({
        command: "cat /proc/pressure/io; vmstat 1 5",
        does: "Look at how much is waited for disks",
        reads: true,
        needs: "a POSIX shell",
      }),
    { reads: true, may: ["(high|usage|check|level|numbers|stats|statistics|right|what|how|much|cpu|values)"] },
  ),
  frame(
    ["(temperature|temperatures|temp|temps|sensors|how hot|hot|heat)"],
    () => command({ command: "sensors", does: "Read the temperatures", reads: true, needs: "lm-sensors" }),
    { reads: true, may: ["(cpu|check|ok|okay|readings|values|current|running|getting|fan|fans)"] },
  ),
  frame(
    [
      "(gpu|gpus|graphics card|nvidia|vram)",
      "(usage|use|load|utilisation|utilization|temperature|temp|memory|status|nvidia-smi|busy|free|used|stats)",
    ],
    () => command({ command: "nvidia-smi", does: "Look at the GPU", reads: true, needs: "nvidia-smi" }),
    { reads: true, may: ["(usage|use|load|memory|temperature|status|current|check|free|used|left|much)"] },
  ),
  frame(
    ["(mounts|mount points|mounted|nfs mounts|what is mounted)"],
    () => command({ command: "findmnt -D", does: "List what is mounted", reads: true, needs: "util-linux" }),
    { reads: true, may: ["(filesystems|list|everything|nfs|check|disks|drives|shares)"] },
  ),
  frame(
    [
      "(clock|time|ntp|time sync|system time|date)",
      "(right|correct|sync|synced|synchronised|synchronized|in sync|off|drift|drifting|status|check|what|current|offset|skew)",
    ],
    ({ text }) =>
      /^(?:sync|synchroni[sz]e|set|fix|correct|adjust)\b/.test(text)
        ? undefined
        : command({
            command: ({ facts }) => (facts.init === "systemd" ? "timedatectl" : "date"),
            does: "Show the clock",
            reads: true,
            needs: "a POSIX shell",
          }),
    { reads: true, may: ["(sync|time|check|ok|properly|correct|status|is it)"] },
  ),
  frame(
    ["(timers|systemd timers|scheduled timers)"],
    () =>
      command({ command: "systemctl list-timers --no-pager", does: "List the timers", reads: true, needs: "systemd" }),
    { reads: true, may: ["(list|active|next|scheduled|systemd|run)", span] },
  ),
  frame(
    [
      "(scheduled|timetabled|planned jobs|recurring jobs|periodic jobs|regular jobs|recurring tasks|regularly|cron schedule|job schedule)",
      "(what|which|show|list|anything|jobs|tasks|is|everything|all)",
    ],
    () => ({ kind: "read", tool: "cron.list", input: {} }),
    {
      reads: true,
      may: ["(job|jobs|task|tasks|to run|run|runs|by cron|in cron|cron|things|is|recurring|what is|set up|configured)"],
    },
  ),
  frame(
    ["(cron jobs|cronjobs|cron|crontab|crontabs|cron entries|scheduled jobs|scheduled tasks)"],
    () => ({ kind: "read", tool: "cron.list", input: {} }),
    { reads: true, may: ["(list|set up|configured|running|active|exist|entries|give|scheduled|root|overview)"] },
  ),
];

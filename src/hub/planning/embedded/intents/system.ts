/** What people say about a machine as a whole: disks, memory, load, processes, ports. */
import type { Intent } from "../types.ts";
import { literals, type Meanings, number, openWords, things, means } from "./match.ts";
import { shell } from "./shell.ts";

const read = (tool: string, input = {}): Intent => ({ kind: "read", tool, input });
const full =
  "[is|are] (left|free|used|available|remaining|there|in use|taken|got left|do they have left|do we have left|does it have left|is left|is free|is used|is available)";

export const systemMeanings = (): Meanings => [
  ...means(
    [
      "[<show>] [free|available|used|remaining|current] (disk|disks|hard disk|hdd|drive|filesystem|file system|storage|partition|root|disc) [space|<usage>|fill level|capacity|free space|sizes|size|filling|fullness] [left|free|available|remaining|used]",
      "<show> how full (disk|disks|they|drives|hard disk|filesystems|filesystem|{t}|it) (is|are)",
      "how full (is|are) [{t}] [disk|disks|drives|hard disk|it|storage|root|root disk|filesystem|filesystems|hard drive|they|root filesystem]",
      `how much (disk|disks|space|storage|room|free space|disk space|free disk space|hard disk space|storage space|free disk) [${full}|does {t} have|does {t} have left|do {t} have left|has {t} left|does it have|have {t} left|has {t}]`,
      "(is|are) [{t}] [disk|disks|drives|it|hard disk|storage|root disk] [nearly|almost|getting|running|too] [out of|low on] (full|disk|space|disk space|storage)",
      "(does|do) {t} [still] have (enough|any|some|free) [disk] (space|room|storage) [left|free]",
      "(is there|there) [still] (enough|any|free) [free] [disk] (space|room|storage) [left|free|available]",
      "(free|disk|available) space [left]",
      "(check|show) (space|free space)",
      "df",
      "check whether (disk|disks|{t}) (is|are) [nearly|almost] full",
      "{t} disk [space|usage]",
      "(are we|is it|is {t}|are {t}) running (out of|low on) [disk] (space|storage)",
    ],
    () => read("system.disk"),
  ),
  ...means(
    [
      "[<show>] [free|available|used|current] (memory|ram|mem|swap|memory and swap) [<usage>|space|free] [left|free|available|used]",
      `how much (memory|ram|mem|free memory|free ram|swap) [${full}|does {t} have|does {t} have left|does {t} use|do {t} have|is {t} using|has {t}|is being used|does it have]`,
      "(does|do) {t} have enough (memory|ram)",
      "(is|are) {t} [running] (low on|out of) (memory|ram)",
      "(is there|there) enough [free] (memory|ram) [left]",
      "{t} (memory|ram) [usage]",
    ],
    () => read("system.memory"),
  ),
  ...means(
    [
      "[<show>] uptime [of {t}]",
      "how long (has|have|is|are) ({t}|it|they|machine|machines|server) [been] (up|running|online)",
      "(when|since when) (was|were|has|did|is) ({t}|it) [last|been] (boot|booted|rebooted|restarted|up|reboot|running|last booted)",
      "when was last (reboot|boot|restart) [of {t}]",
      "(when did) {t} (start|boot|last boot|last reboot|reboot)",
      "[<show>] (system|machine|hardware|os|kernel|general|basic) (info|information|details|version|facts|specs|spec|overview)",
      "[<show>] (specs|hardware|os|kernel|operating system|architecture) [version|info|details] [of {t}]",
      "(which|what) (os|kernel|operating system|distribution|distro|linux|linux version|os version|kernel version|version of linux) [version] [is|does|do|are] [{t}|it] [run|runs|running|have|on|use|using|installed]",
      "how many (cpus|cores|cpu cores|processors) (does|do|has|have) ({t}|it) [have]",
      "(describe) {t}",
    ],
    () => read("system.info"),
  ),
  ...means(
    [
      "[<show>] [current] (cpu|processor|load|system load|load average|load averages|metrics|vitals|vital signs|resource usage|resources|system metrics|performance|utilization|cpu and memory|cpu and ram|memory and cpu|cpu memory and disk|cpu load) [<usage>|average] [look like]",
      "[<show>|check] (cpu|memory|ram|disk|disks|load|disk space|disk usage|memory usage|cpu usage|cpu load) [<usage>] (and|,) (cpu|memory|ram|disk|disks|load|disk space|disk usage|memory usage|cpu usage|cpu load) [<usage>] [(and|, and|,) (cpu|memory|ram|disk|disks|load|disk space|disk usage) [<usage>]]",
      "how (busy|loaded) (is|are) ({t}|it|they|cpu)",
      "how high is (cpu|load|cpu load|cpu usage|system load)",
      "what is (load|cpu load|cpu|load average)",
      "how much cpu (is used|is {t} using|does {t} use|is in use)",
    ],
    () => read("metrics.now"),
  ),
  ...means(
    [
      "(how is|how are|what about) {t} [doing|feeling|holding up|today|performing|running]",
      "how (does|do) {t} (look|feel)",
      "(<show>|check|check on|check up on|inspect|examine|look after|look into) [health|status|state|condition|health status] [of] {t}",
      "(is|are) {t} (ok|okay|fine|healthy|alright|all right|in good shape|doing ok|doing well|stable)",
      "check whether {t} (is|are) (ok|okay|fine|healthy|alright)",
      "(status|health) [of] {t}",
      "(health check|healthcheck|status check|checkup|check up) [of|on|for] [{t}]",
      "(is) (everything|all) (ok|okay|fine|alright|good|working)",
      "{t} (status|health|ok)",
      "give (overview|status) of {t}",
      "what is (status|state|health) of {t}",
    ],
    () => ({ kind: "runbook", id: "machine-health", inputs: {} }),
  ),
  ...processMeanings(),
  ...portMeanings(),
];

function processMeanings(): Meanings {
  const using =
    "(eating|using|hogging|taking|burning|consuming|stealing|chewing|chewing up|eating up|using up|taking up|draining|occupying|maxing out|causing|clogging|loading|killing|filling)";
  const resource =
    "(cpu|processor|processors|cores|memory|ram|mem|resources|swap|load|cpu time|cpu cycles|cpu load|high load|high cpu|cpu usage|memory usage|cpu power|processing power)";
  return [
    ...means(
      [
        `(what|who|which process|which program|what process|which processes|what processes|which app) (is|are) [currently] ${using} [all|most|up|so much|too much|that much] [of] [all] ${resource} [so much|that much|up|there]`,
        `(what|which process|which processes|who|which program|what process) (uses|use|eats|eat|takes|take|hogs|needs|consumes|consume) [up] [all|most|so much|too much] [of] ${resource}`,
        `<show> (what|which process|which processes|what process) (is|are|uses|use) [using|eating|hogging|taking|consuming] [all|most] [of] ${resource}`,
        `(why is|what is causing) ${resource} [usage|load] [so|that|this|at] [high|up|busy|through roof|maxed out|pegged]`,
        `[<show>] [top|biggest|heaviest|main] [{n}] (processes|process|consumers|hogs|programs|memory hogs|cpu hogs|memory consumers|cpu consumers|memory eaters) [by|sorted by|ordered by|in terms of|for|using] [most|their] [${resource}] [usage|consumption|use]`,
        `[<show>] [{n}] (processes|process|programs) (that use|which use|using|with|that eat|with highest|that take|that need|consuming) [most|highest] ${resource} [usage|most]`,
        "<show> [all] [running] (processes|process list|programs|tasks) [running]",
        "(top|htop|ps|process list|running processes)",
        "(which|what) (processes|programs) (are|is|run) [running]",
        "how many processes (are|run) [running|there]",
        `who is ${using} ${resource}`,
        `${resource} hogs`,
      ],
      (match) => {
        const limit = number(match);
        const sort = /\b(memory|ram|mem|swap)\b/.test(match.text) ? "memory" : "cpu";
        return read("process.list", {
          sort,
          limit: limit !== undefined && Number.isInteger(limit) && limit > 0 ? Math.min(limit, 500) : 15,
        });
      },
    ),
    ...means(
      [
        "[<show>|are there|any|find|list|is there|check for|look for|how many|count|there] [any|all] (zombie processes|zombies|zombie process|defunct processes|zombie|dead processes)",
      ],
      () => read("process.list", { state: "zombie" }),
    ),
    ...means(
      [
        "what is process {n} [doing|about|up to]",
        "(show|inspect|describe|check|look at|tell about|details of|info on|examine) [details of] (process|pid|process id) {n}",
        "(what|which process) (is|has) pid {n}",
        "is process {n} [still] (running|alive|there)",
        "what does process {n} do",
      ],
      (match) => {
        const pid = number(match) ?? 0;
        return Number.isInteger(pid) && pid > 0
          ? { kind: "read", tool: "process.tree", input: { pid }, ask: true }
          : undefined;
      },
    ),
    ...means(
      [
        "(is|are) [there] [any] {word} [process|processes] [still] running",
        "check whether {word} [process] is running",
        "(are there|is there) [any] {word} (processes|process) [running]",
        "(<show>|find|how many) [all] {word} (processes|process) [are running|are there|running]",
      ],
      (match) => {
        const [name = ""] = openWords(match);
        return /^(hot|low|slow|high|late|out|runaway|stuck|hung|rogue|heavy|top|old|oldest|newest|sleeping|idle|suspicious|background|long-running|sleepy|orphaned|longest|biggest|largest|first|last|latest|zombie|busy|it|they|everything|anything|something|what|backup|update|all|any|a|an|there|that|this|still|other|nothing)$/.test(
          name,
        )
          ? undefined
          : read("process.list", { match: name, sort: "cpu", limit: 50 });
      },
    ),
    ...means(["(kill|terminate|end) (process|pid|process id) {n}"], (match) => {
      const pid = number(match);
      return pid !== undefined && Number.isInteger(pid) && pid > 1
        ? { kind: "change", tool: "process.kill", input: { pid }, does: `End the process ${pid}` }
        : undefined;
    }),
    ...means(["(kill|terminate|end|kill off) [all] {word} (processes|process)"], (match) => {
      const [name = ""] = openWords(match);
      if (/^(the|all|any|every|zombie|those|these|that|this|other|hung|stuck|runaway)$/.test(name)) return undefined;
      const all = match.text.endsWith(" processes");
      return {
        kind: "change",
        tool: "process.kill",
        input: { name, ...(all ? { all } : {}) },
        does: all ? `End all processes named ${name}` : `End the process ${name}`,
      };
    }),
  ];
}

function portMeanings(): Meanings {
  return [
    ...means(
      [
        "[<show>|which|what] [all] [open|listening|used|tcp|network] (ports|sockets|listeners) [are|is] [open|listening|used|in use|there|being used]",
        "(which|what) ports (are|is|does|do) [{t}] [open|listening|in use|used|listen on|have open|expose|listening on]",
        "(what|which services|which processes|which programs|who) (is|are) (listening|open)",
        "(what|who) listens",
      ],
      () => read("network.ports"),
    ),
    ...means(
      [
        "(what|who|which process|which program|which service|what process|what service|which app|what program) (is|uses|listens|has|is using|is listening|occupies|is running|runs|owns|is bound|holds|blocks|sits|is blocking|is occupying|answers|is sitting|takes) [on|to|open] port {n}",
        "(is|check whether) [tcp] port {n} [is] (open|listening|in use|used|free|taken|reachable|closed|up|occupied|available)",
        "(is) (something|anything|somebody|anyone) (listening|running|open) on port {n}",
        "(<show>|check|find) [who uses|what uses|what is on|what is using|what listens on|process on|who is on|who listens on] port {n}",
        "(what is) (on|using|behind) port {n}",
        "does ({t}|anything|something|{svc}) (listen|run) on port {n}",
        "is {svc} (listening|running|reachable) on port {n}",
      ],
      (match) => {
        const port = number(match) ?? 0;
        return Number.isInteger(port) && port >= 1 && port <= 65_535 ? read("network.ports", { port }) : undefined;
      },
    ),
    ...means(
      [
        "is {svc} listening",
        "(which|what) port (does|is|do) {svc} [use|listen on|listening on|run on|using|running on|on]",
      ],
      (match) => {
        const [thing] = things(match);
        return thing && { kind: "service", act: "status", things: [thing] };
      },
    ),
    ...means(
      [
        "ping ({ip}|{word}) [{n} times]",
        "(can|does) {t} (ping|reach) ({ip}|{word})",
        "(is) ({ip}|{word}) reachable",
        "(check|test|verify) [whether] [connectivity|connection|network connection|the connection] to ({ip}|{word})",
        "(can|does) (you|it|it) (ping|reach) ({ip}|{word})",
      ],
      (match) => {
        const host = literals(match, "ip")[0] ?? openWords(match)[0] ?? "";
        return /^(it|them|all|that|the|internet|everything)$/.test(host)
          ? undefined
          : { kind: "read", tool: "network.ping", input: { host }, ask: true };
      },
    ),
    ...means(
      [
        "(resolve|look up|lookup|dig|nslookup) [dns|dns name|name|domain|hostname|host|for] {word}",
        "(does) {word} resolve",
        "what (does|is) {word} resolve to",
        "what ip does {word} resolve to",
        "check whether {word} resolves",
      ],
      (match) => {
        const [name = ""] = openWords(match);
        return name.includes(".") ? { kind: "read", tool: "network.dns", input: { name }, ask: true } : undefined;
      },
    ),
    ...means(
      [
        "(curl|check|fetch|test|open|request|get|probe|is|can you reach) {url} [up|reachable|ok|working|available|online|answering|responding]",
        "does {url} (work|answer|respond|load)",
        "check whether {url} (is|answers|works|responds|returns) [up|reachable|ok|online|available|{n}]",
      ],
      (match) => {
        const [url = ""] = literals(match, "url");
        return { kind: "read", tool: "network.http", input: { url }, ask: true };
      },
    ),
    ...means(["(traceroute|trace route|trace path|trace) [to] ({ip}|{word})"], (match) => {
      const host = literals(match, "ip")[0] ?? openWords(match)[0] ?? "";
      return shell({
        command: (_machine, q) => `tracepath -n ${q(host)}`,
        does: `Trace the way to ${host}`,
        reads: true,
        needs: "a POSIX shell",
      });
    }),
    ...means(
      [
        "(block|ban|blacklist|firewall off|blackhole|deny|drop) [all] [traffic|connections|requests|access|everything|packets] [from|by] [ip|address|ip address|host] {ip}",
        "(block|ban|deny) {ip} [in|with] [firewall]",
      ],
      (match) => {
        const [ip = ""] = literals(match, "ip");
        return shell({
          command: (_machine, q) => `iptables -I INPUT -s ${q(ip)} -j DROP`,
          does: `Block ${ip}`,
          reads: false,
          needs: "a Linux firewall",
        });
      },
    ),
  ];
}

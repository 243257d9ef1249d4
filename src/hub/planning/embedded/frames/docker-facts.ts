/** What is asked about one container: its image, ports, mounts, limits, environment, what it changed and what runs in it. */
import { type Match, things } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { asked, onUnit, ownersOf, isChange } from "./on-unit.ts";

/** Of one container, by the tool that shows it in detail. */
function inspected(match: Match): Intent | undefined {
  const [container, more] = things(match);
  if (!container || more || isChange(match)) return undefined;
  return {
    kind: "read",
    tool: "container.inspect",
    input: (machine) => ({
      container: container.owners.find((owner) => owner.machine === machine)?.name ?? container.said,
    }),
    where: ownersOf([container]),
  };
}

const by =
  (command: (container: string) => string, does: string) =>
  (match: Match): Intent | undefined =>
    isChange(match) ? undefined : onUnit(match, { command, does: (said) => `${does} ${said}`, reads: true });

const ctr = "{ctr} [container|containers]";
const noise =
  "(old|new|right|restarted|restarting|crashed|died|times|shell-free|inspect|look|me|container|docker|podman|have|has|having|run|runs|running|use|uses|using|used|based on|from|with|come|comes|came|is|are|exactly|set|it|inside|into|host|machine|main|app|does|do|been|by)";
const facts = (nouns: string): Frame => frame([nouns, ctr], inspected, { reads: true, may: [asked, noise, nouns] });

export const dockerFactFrames = (): Frame[] => [
  frame(
    [
      "(up to date|outdated|out of date|on newest version|on latest version|on latest image|current version|newest version|latest version|latest image|newest image)",
      ctr,
    ],
    inspected,
    { reads: true, may: [asked, noise, "(still|running|on|the|a|image|version)"] },
  ),
  frame(
    [
      "(environment variables|environment variable|environment|env vars|env var|env|env variables|envs|environment settings)",
      ctr,
    ],
    by(
      (container) => `docker inspect -f '{{range .Config.Env}}{{println .}}{{end}}' ${container}`,
      "Show the environment of",
    ),
    { reads: true, may: [asked, noise, "(variables|dump|see|sees)"] },
  ),
  frame(
    ["(processes|process list|top|docker top|process|procs|programs)", ctr],
    by((container) => `docker top ${container}`, "List the processes in"),
    { reads: true, may: [asked, noise, "(what|inside|within|list|active)"] },
  ),
  frame(
    ["(what|which processes|which programs|programs)", "(running|runs)", "(inside|within)", ctr],
    by((container) => `docker top ${container}`, "List the processes in"),
    { reads: true, may: [asked, noise] },
  ),
  frame(
    [
      "(docker diff|filesystem changes|changed files|files changed|changed files in|which files changed|what changed inside|what changed|changed|modified files|file changes|diff)",
      ctr,
    ],
    by((container) => `docker diff ${container}`, "Show which files differ from the image in"),
    { reads: true, may: [asked, noise, "(since|start|started|image|compared|filesystem|files|changed|what|which)"] },
  ),
  frame(
    [
      "(how big|how large|size|disk size|disk usage|disk space|writable layer|how much disk|how much space|how much disk space|storage)",
      ctr,
    ],
    by((container) => `docker ps -a -s --filter name=^${container}$`, "Show the size of"),
    {
      reads: true,
      may: [asked, noise, "(disk|space|take|takes|taking|occupy|occupies|eat|eats|layer|much|up|eating|usage)"],
    },
  ),
  frame(
    [
      "(cpu|memory|ram|cpu and memory|memory and cpu|stats|resource usage|resources|cpu usage|memory usage|docker stats|load|memory consumption|cpu load|io|network io|block io)",
      ctr,
    ],
    (match) =>
      /\b(?:limit|limits|cap|capped|allowed|max|maximum|quota|ceiling|reservation)\b/.test(match.text)
        ? inspected(match)
        : by((container) => `docker stats --no-stream ${container}`, "Show what it uses:")(match),
    {
      reads: true,
      may: [
        asked,
        noise,
        "(limit|limits|cap|capped|allowed|max|maximum|quota|ceiling|at|lot of|lots of|lot|a lot|too much|so much|much|usage|use|take|takes|taking|consume|consumes|consuming|eat|eats|eating|hogging|burn|burns|burning|leak|leaking|need|needs|high|cpu|memory|ram|and|how|now|stats|percent|consumption|io|network|disk|on|to|any|spike|spiking)",
      ],
    },
  ),
  facts(
    "(image|image tag|image version|which version|what version|version|tag|tags|image digest|digest|image name|base image|sha|build)",
  ),
  facts(
    "(port|ports|published ports|exposed ports|port mapping|port mappings|publish|publishes|published|expose|exposes|exposed|listen|listens|listening|forwarded ports|open ports|mapped|map|maps|bound to)",
  ),
  facts(
    "(restart policy|restart policies|restart setting|restart behaviour|restart behavior|restart mode|restart=always|restart automatically|restarts automatically|come back after reboot|comes back after reboot|start on boot|starts on boot|start at boot|starts at boot|start after reboot|starts after reboot|come up after reboot|survive reboot|survives reboot|autostart|unless-stopped)",
  ),
  facts(
    "(volumes|volume|mounts|mount|mounted|bind mounts|bind mount|bind-mounts|data directory|data dir|store its data|stores its data|store data|stores data|keeps data|keep data|data folder|persist data|persistent data|mount points|volume mounts|where data lives)",
  ),
  facts(
    "(network|networks|docker network|ip|ip address|ips|address|internal ip|container ip|subnet|network mode|attached to|connected to|networking|dns name|hostname|mac address|gateway)",
  ),
  facts(
    "(entrypoint|command|cmd|start command|startup command|health check|healthcheck|health status|health|labels|label|capabilities|privileged|privileges|compose project|compose file|project|working directory|details|inspect|config|configuration|settings|container id|id|created|creation date|created at|how old|age|exit code|exit status|exitcode|exit reason|oom|oom killed|oomkilled|out of memory|restart count|restarts|how often|how many times|uptime|started at|start time|how long|since when|when)",
  ),
  frame(
    [
      "(image|newer image|newer version|update|updates|latest|latest version|up to date|outdated|newest|new version|current|out of date|behind)",
      "(available|newer|up to date|outdated|latest|newest|old|current|is there|out of date|any|behind)",
      ctr,
    ],
    inspected,
    { reads: true, may: [asked, noise, "(image|version|any|newest|latest|still|on|tag|a|release|upstream|newer|for)"] },
  ),
  frame(["(docker inspect|inspect|describe)", ctr], inspected, {
    reads: true,
    may: [asked, noise, "(details|full|output|everything|in detail)"],
  }),
];

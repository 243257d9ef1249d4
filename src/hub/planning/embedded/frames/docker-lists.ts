/** What is asked about the containers, images, volumes and networks of a machine as a whole. */
import type { Machine } from "../../../../domain/machine.ts";
import { type Match, things } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { isChange } from "./on-unit.ts";
import { command, read, span } from "./say.ts";

/** Where nothing is said of where: on the machines that run containers. */
const hosts = ({ words }: Match): Machine[] =>
  words.fleet.filter(
    ({ facts }) => facts.containers.length > 0 || facts.services.some((name) => /^(?:docker|podman)$/.test(name)),
  );

const look =
  (text: string | ((match: Match) => string), does: string) =>
  (match: Match): Intent | undefined => {
    if (isChange(match) || !things(match).every(({ said }) => /^(?:docker|podman|containerd)$/.test(said)))
      return undefined;
    const intent = command({
      command: typeof text === "string" ? text : text(match),
      does,
      reads: true,
      needs: "docker",
    });
    return intent.kind === "shell" ? { ...intent, where: hosts(match) } : intent;
  };

const noise =
  "(docker|podman|container|containers|{svc}|list|give|get|all|any|there|on|in|of|check|with|their|and|by|sorted|sort|size|sizes|local|locally|stored|present|available|currently|have|has|each|every|per|find|names|only|which|lying around|around|still|take|takes|up|no|not|it|host|for|tags|tag|pulled|exist|being|used|use|uses|using|disk|space|engine)";
const age =
  "[more than|over] (older than|created more than|created over|from more than|at least|not updated for|not pulled for|that are) {n} [days|weeks|months|hours|day|week|month|years|year] [ago|old]";

export const dockerListFrames = (): Frame[] => [
  frame(
    [
      "(published ports|ports are published|ports published|exposed ports|ports are exposed|ports exposed|ports does docker publish)",
    ],
    look("docker ps --format 'table {{.Names}}\\t{{.Ports}}'", "Show which ports the containers publish"),
    { reads: true, may: [noise, "(what|which|are|to|outside|world)"] },
  ),
  frame(
    ["(containers|container)", "(image|images|versions|version|tags|which image)"],
    look("docker ps -a --format 'table {{.Names}}\\t{{.Image}}\\t{{.Status}}'", "Show which image each container runs"),
    { reads: true, may: [noise, "(run|runs|running|from|based|image|images|what|version|versions)"] },
  ),
  frame(
    [
      "[docker|podman|container] (images|image list|image|image tags)",
      "(older|old|age|created|sorted by age|by age|oldest|ancient|outdated|stale|newest)",
    ],
    look(
      "docker images --format 'table {{.Repository}}:{{.Tag}}\\t{{.CreatedSince}}\\t{{.Size}}'",
      "List the images with their age",
    ),
    {
      reads: true,
      may: [
        noise,
        age,
        "(older than|more than|at least|over|than|ago|older|old|age|created) [{n} (days|weeks|months|years|day|week|month|year)]",
        "(days|weeks|months|oldest|are|older|old|very|images)",
      ],
    },
  ),
  frame(
    [
      "(dangling|untagged|orphaned|orphan|unused|not used|no longer used|unreferenced)",
      "[docker|podman] (images|image)",
    ],
    look(
      ({ text }) =>
        /\b(?:unused|not used|no longer used|unreferenced)\b/.test(text)
          ? "docker system df -v"
          : "docker images --filter dangling=true",
      "List images that nothing uses",
    ),
    { reads: true, may: [noise] },
  ),
  frame(
    ["(dangling|orphaned|orphan|unused|not used|unattached|unreferenced)", "[docker|podman] (volumes|volume)"],
    look("docker volume ls --filter dangling=true", "List the volumes that no container uses"),
    { reads: true, may: [noise] },
  ),
  frame(
    [
      "[docker|podman] (images|image|image list)",
      "(docker|podman|container|biggest|largest|size|sizes|how big|how many|list|which|what|local|pulled|{svc}|show|give|there|all)",
    ],
    look("docker images", "List the images"),
    { reads: true, may: [noise, "(biggest|largest|smallest|big|how|many|much|space|taking|top)"] },
  ),
  frame(
    [
      "[docker|podman] (volumes|volume|volume list)",
      "(docker|podman|container|containers|list|which|what|{svc}|all|size|sizes|biggest|largest|show|how many|how big)",
    ],
    look(
      ({ text }) =>
        /\b(?:size|sizes|biggest|largest|big|space|much)\b/.test(text) ? "docker system df -v" : "docker volume ls",
      "List the volumes",
    ),
    { reads: true, may: [noise, "(biggest|largest|big|how|many|much|named)"] },
  ),
  frame(
    [
      "[docker|podman] (networks|network list|bridge networks)",
      "(docker|podman|container|containers|list|which|what|{svc}|all|show|how many|bridge)",
    ],
    look("docker network ls", "List the networks of containers"),
    { reads: true, may: [noise, "(bridge|how|many|defined|virtual)"] },
  ),
  frame(
    [
      "[docker] (network|networks)",
      "(inspect|details|subnet|subnets|members|attached|connected|which containers)",
      "{word}",
    ],
    (match) => {
      const name = match.slots.find(({ kind }) => kind === "word")?.value ?? "";
      return isChange(match) || !/^[a-z0-9][\w.-]{1,60}$/.test(name)
        ? undefined
        : command({
            command: (_machine, q) => `docker network inspect ${q(name)}`,
            does: `Show the network ${name}`,
            reads: true,
            needs: "docker",
          });
    },
    { reads: true, may: ["(docker|container|containers|are|in|to|of|called|named|inspect|details)"] },
  ),
  frame(
    [
      "(disk usage|disk|space|disk space|storage|gb|how much|reclaimable|eating|size|takes up|room)",
      "(docker|podman|images containers and volumes|images and volumes|containers and images|build cache|images and containers|{svc})",
    ],
    look(
      ({ text }) =>
        /\b(?:split|by|each|per|break|breakdown|detail|detailed|which)\b/.test(text)
          ? "docker system df -v"
          : "docker system df",
      "Show what containers, images and volumes take",
    ),
    {
      reads: true,
      may: [
        noise,
        "(usage|system df|split|broken down|break down|breakdown|images|containers|volumes|cache|build|layers|data|total|taken|occupied|occupy|occupies|occupying|could|reclaim|be reclaimed|reclaimed|reclaimable|reclaim|free|how|much|eat|eats|eating|consume|consumes|much disk|detail|taking|can|into|what|root|directory)",
      ],
    },
  ),
  frame(
    [
      "(containers|container|docker ps|docker containers)",
      "(up|running|run|alive|uptime|started)",
      "(more than|longer than|over|at least|for|less than|longest|oldest|since|how long|recently|last)",
    ],
    look(
      "docker ps --format 'table {{.Names}}\\t{{.Status}}\\t{{.RunningFor}}\\t{{.Image}}'",
      "Show how long the containers have run",
    ),
    {
      reads: true,
      may: [
        noise,
        "(been|than|more|less|long|how|longest|ago|oldest|newest|started|running|up|at least|week|day|month|hour|year|{n}) [days|weeks|hours|months|day|week|month|hour|minutes]",
        span,
      ],
    },
  ),
  frame(
    [
      "(containers|container|docker)",
      "(ports|published ports|port mappings|exposed ports|port mapping|which port|what port|port)",
    ],
    look("docker ps --format 'table {{.Names}}\\t{{.Ports}}'", "Show which ports the containers publish"),
    {
      reads: true,
      may: [
        noise,
        "(publish|publishes|published|expose|exposes|exposed|mapped|open|opened|to|ports|what|listen|overview|mapping)",
      ],
    },
  ),
  frame(
    [
      "(containers|container)",
      "(restart policy|restart policies|restart automatically|start at boot|start on boot|come back after reboot|start after reboot|restarted automatically|restart by themselves|survive reboot|autostart)",
    ],
    look(
      "docker inspect -f '{{.Name}} {{.HostConfig.RestartPolicy.Name}}' -- $(docker ps -aq)",
      "Show the restart policies of the containers",
    ),
    { reads: true, may: [noise, "(set|what|after|will|automatically|always|a|without)"] },
  ),
  frame(
    [
      "(containers|container)",
      "(restarted|restart|restarting|restart loop|crash loop|crashloop|crash-looping|keep restarting|keeps restarting|flapping|restart count|restart counts|most restarts|restarted most|restarted recently|looping|boot loop|restart loops)",
    ],
    look(
      "docker inspect -f '{{.Name}} {{.State.Status}} restarts={{.RestartCount}} since {{.State.StartedAt}}' -- $(docker ps -aq)",
      "Show how often the containers restarted",
    ),
    {
      reads: true,
      may: [noise, "(in|a|most|often|how|keep|keeps|times|recently|lately|are|is|loop|stuck|caught|today|count)", span],
    },
  ),
  frame(
    ["(docker|container|containers|{svc})", "(events|event log|event stream|happened)"],
    look("docker events --since 24h --until 0s", "Show what happened to containers in the last day"),
    { reads: true, may: [noise, "(last|recent|latest|day|hour|{n}|hours|today|happened|what|to|log)", span] },
  ),
  frame(
    [
      "(docker|podman)",
      "(info|storage driver|root dir|root directory|data root|data-root|data directory|logging driver|log driver|cgroup driver|registry mirrors|daemon config|where does docker store)",
    ],
    look("docker info", "Show the settings of docker"),
    { reads: true, may: [noise, "(store|stores|data|what|where|its|driver|daemon|configured|images|live|lives)"] },
  ),
  frame(
    [
      "(compose|docker-compose|compose stack|compose stacks|stack|stacks)",
      "(projects|project|stacks|stack|ls|list|which|what|running|show|status|up|ps)",
    ],
    look("docker compose ls --all", "List the compose projects"),
    { reads: true, may: [noise, "(running|projects|stacks|stack|status|up|deployed|defined|docker|compose|ls|ps)"] },
  ),
  frame(
    [
      "(containers|container)",
      "(memory limit|memory limits|no memory limit|without memory limit|cpu limit|limits|resource limits|without limits)",
    ],
    look(
      "docker inspect -f '{{.Name}} memory={{.HostConfig.Memory}} cpus={{.HostConfig.NanoCpus}}' -- $(docker ps -aq)",
      "Show the limits of the containers",
    ),
    { reads: true, may: [noise, "(set|without|limit|limits|memory|cpu|what|resource|any)"] },
  ),
  frame(
    [
      "(containers|container)",
      "(healthy|unhealthy|health|health checks|healthchecks|health check|sick|ill|broken|ok|okay|alright|fine|down|exited|stopped|dead|not running|crashed|paused|died)",
    ],
    (match) => (isChange(match) || things(match).length > 0 ? undefined : read("container.list", { all: true })),
    {
      reads: true,
      may: [
        noise,
        "(including|include|even|too|ones|also|failing|failed|passing|status|statuses|state|unhealthy|starting|has|recently|today|or|checks|healthy|anything|down|are)",
        span,
      ],
    },
  ),
];

/** What comes closest to a request that was not understood. It only suggests; nothing is chosen by it. */
import type { Machine } from "../../../domain/machine.ts";

const examples = [
  "restart nginx on all web servers",
  "is redis up?",
  "show the last 50 lines of the nginx log on web-1",
  "which services failed on db-1",
  "start docker on ci-1 if it is not running",
  "make sure nginx is running on web-1",
  "stop cron on app-1",
  "show disk usage on all machines",
  "how much memory is free on db-1",
  "what is eating the CPU on ci-1",
  "why is web-1 slow",
  "which ports are open on web-1",
  "what is listening on port 8080 on app-1",
  "show /etc/hosts on web-1",
  "list the files in /var/log on web-1",
  "show all containers on app-1",
  "restart the api container on app-1",
  "which machines are offline",
  "which servers run Ubuntu 22.04",
  "which machines have a disk more than 90 % full",
  "how many machines are there",
  "install htop on web-1",
  "which updates are pending on web-1",
  "update all packages on web-1",
  "reboot web-1",
  "who is logged in on web-1",
  "ping 1.1.1.1 from web-1",
  "run `uptime` on all machines",
  "if memory on cache-1 is above 90 percent restart redis",
  "what can you do",
] as const;

const stems = (text: string): Set<string> =>
  new Set(
    text
      .toLowerCase()
      .split(/[^a-z]+/)
      .filter((word) => word.length > 2 && !common.has(word))
      .map((word) => word.slice(0, 5)),
  );
const common = new Set(
  "the and all for with from show what which are how have machine machines server servers you can please".split(" "),
);

/** At most three, each about what is there, and none of them the request itself. */
export function nearestTo(request: string, fleet: readonly Machine[]): string[] {
  const wanted = stems(request);
  const spoken = request
    .trim()
    .toLowerCase()
    .replace(/[\s.!?]+$/, "");
  const near = examples
    .map((example) => ({
      example: atHome(example, spoken, fleet),
      score: [...stems(example)].filter((stem) => wanted.has(stem)).length,
    }))
    .filter(({ example, score }) => score > 0 && example !== undefined && example.toLowerCase() !== spoken)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, 3)
    .flatMap(({ example }) => example ?? []);
  return near.length > 0 ? near : ["show disk usage on all machines", "which services failed", "what can you do"];
}

/** The example about a machine of this fleet, the one that was spoken of if it can be; undefined where none fits. */
function atHome(example: string, spoken: string, fleet: readonly Machine[]): string | undefined {
  const thing = /\b(?:nginx|redis|docker|cron|api)\b/.exec(example)?.[0];
  const fitting = fleet.filter(
    ({ facts }) => thing === undefined || [...facts.services, ...facts.containers].includes(thing),
  );
  const machine =
    fitting.find(({ name }) => spoken.includes(name.toLowerCase())) ??
    fitting.find(({ name }) => example.includes(name)) ??
    fitting[0];
  return machine && example.replace(/\b(?:web|db|ci|app|cache)-1\b/, machine.name);
}

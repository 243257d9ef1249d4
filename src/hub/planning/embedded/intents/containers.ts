/** What people say about Docker and Podman containers. */
import type { ContainerAct } from "../types.ts";
import { linesOf, type Meaning, type Meanings, things, means } from "./match.ts";
import { shell } from "./shell.ts";

const act =
  (kind: ContainerAct): Meaning =>
  (match) => ({ kind: "container", act: kind, things: things(match), lines: linesOf(match, 50) });
const list: Meaning = (match) => ({
  kind: "read",
  tool: "container.list",
  input: {
    all: /\b(all|stopped|exited|unhealthy|crashed|dead|not running|restarting|failed|status|health|healthy|state|states)\b/.test(
      match.text,
    ),
  },
});
const docker = "[docker|podman]";

export const containerMeanings = (): Meanings => [
  ...means(
    [
      `(restart|bounce|recycle|kick|reboot|reset|docker restart|cycle) [${docker} container] {ctr}`,
      "{ctr} (needs|wants|could use) (restart|kick|bounce|restarting)",
      "(want|need|get|have|) {ctr} restarted",
      "(give) {ctr} (kick|restart|bounce)",
      "turn {ctr} off and on again",
    ],
    act("restart"),
  ),
  ...means(
    [
      "(start|bring up|bring back|launch|fire up|docker start|spin up) {ctr} [up]",
      "(bring|get) {ctr} (up|back|back up|running|going)",
      "turn {ctr} on",
    ],
    act("start"),
  ),
  ...means(
    ["(stop|shut down|bring down|take down|halt|docker stop) {ctr}", "(shut|turn|take|bring) {ctr} (down|off)"],
    act("stop"),
  ),
  ...means(
    [
      "[<show>] [last|latest|recent|newest] [{n}] [lines] [of|from|in] {ctr} [error|errors] <logs> [today]",
      "[<show>|tail] [last|latest|recent] [{n}] [lines] [of|from] <logs> (of|for|from) {ctr}",
      "(docker logs|tail|follow) [of|for] {ctr} [<logs>]",
      "what (does|is) {ctr} (log|logging|say|saying)",
      "[<show>|any|are there any|find] [any|recent] errors (in|from|of) {ctr} [<logs>]",
      "(<show>|read|scan) {ctr} <logs> for (errors|problems)",
    ],
    act("logs"),
  ),
  ...means(
    [
      "(is|are) {ctr} [still] <up>",
      "check whether {ctr} [is|are] [still] (<up>|runs|works)",
      "(<show>|check|check on|inspect) {ctr} [status|state|health]",
      "(<show>|what is) (status|state|health) (of|for) {ctr}",
      "(how is) {ctr} [doing|running]",
      "does {ctr} (run|work)",
      "{ctr} (status|state|health)",
      "(how much|what) (cpu|memory|ram|cpu and memory|memory and cpu|resources) (does|is|do|are) {ctr} (use|using|need|take)",
      "(<show>) (cpu|memory|cpu and memory|resource) usage of {ctr}",
    ],
    act("look"),
  ),
  ...means(
    [
      `[<show>|which|what|how many|are there|any|find] [any|all|running|stopped|exited|unhealthy|crashed|dead|failed|restarting] ${docker} (containers|container) [are|is] [there|running|stopped|exited|unhealthy|restarting|up|down|crashed|not running|healthy|up and running|exist|available]`,
      `(which|what|are any|do any|have any|are there any) ${docker} (containers) (are|keep|have|is) [currently] [running|stopped|exited|unhealthy|restarting|up|down|crashed|not running|unhealthy or stopped]`,
      `(are) all ${docker} containers (running|up|healthy|ok|fine)`,
      `check whether [all] ${docker} containers are (running|up|healthy|ok|fine)`,
      `[<show>] ${docker} (container|containers) (list|status|overview|state|states|stats|statistics|cpu|memory|resource usage|health|cpu and memory|usage)`,
      `[how much|<show>] (cpu|memory|ram|cpu and memory|memory and cpu|cpu and ram|resources) [usage|use] (do|of|by|for|per|are) [all|each] ${docker} (containers|container) [use|using|need|consume|take]`,
      "(docker ps|docker stats|docker containers|docker container ls|podman ps|docker status)",
      "what (runs|is running) in docker",
      "what containers (does|do) {t} (run|have)",
    ],
    list,
  ),
  ...means(["[<show>|which|what] [docker|container] images [are there|are on|exist]", "docker images"], () =>
    shell({ command: "docker images", does: "List the images", reads: true, needs: "docker" }),
  ),
  ...means(
    [
      "(clean up|cleanup|prune|remove|delete|clear) [all] (unused|dangling|old) [docker|container] images",
      "docker image prune",
      "prune docker images",
    ],
    () =>
      shell({
        command: "docker image prune -f",
        does: "Remove images that no container uses and that have no name",
        reads: false,
        needs: "docker",
      }),
  ),
];

/** All containers of a machine at once, or one after the other where that is said and it is known which there are. */
import { type Match, things } from "../intents/match.ts";
import type { ContainerAct, Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { command } from "./say.ts";

const inTurn =
  /\bone (?:by one|at a time|after (?:another|the other|each other|the next)|then the (?:other|next))\b|\b(?:sequentially|serially|successively|consecutively|individually|separately|rolling|staggered|in (?:turn|sequence|series|succession|order))\b|\b(?:never|not) (?:all |more than one )?(?:at once|at the same time)\b/i;
const isEngine = (match: Match): boolean => things(match).every(({ said }) => /^(?:docker|podman)$/.test(said));

/** One step a container, where one machine is meant and one by one was said. */
function each(match: Match, act: Extract<ContainerAct, "restart" | "stop" | "start">): Intent | undefined {
  const left = new Set(match.on?.minus.flatMap(({ machines }) => machines));
  const machines = (match.on?.parts ?? []).flatMap((part) => part.machines).filter((machine) => !left.has(machine));
  const [machine, more] = machines;
  if (!machine || more || !inTurn.test(match.source ?? "") || machine.facts.containers.length === 0) return undefined;
  return {
    kind: "container",
    act,
    things: machine.facts.containers.map((name) => ({ said: name, owners: [{ machine, name }], isContainer: true })),
  };
}

const all = ["(all|every|each|its|the)", "[docker|docker's|podman|running|{svc}] (containers|container)"];
const may = ["(running|docker|of|them|there|all|in turn|individually|separately|its|on it)"];
const atOnce = (text: string, does: string): Intent =>
  command({ command: text, does, reads: false, risk: "high", needs: "docker" });

export const allContainerFrames = (): Frame[] => [
  frame(
    ["(restart|bounce|cycle|reboot|recycle)", ...all],
    (match) =>
      isEngine(match)
        ? (each(match, "restart") ??
          (isWhole(match) ? atOnce("docker restart $(docker ps -q)", "Restart every container that runs") : undefined))
        : undefined,
    { may },
  ),
  frame(
    ["(stop|shut down|halt|bring down|take down)", ...all],
    (match) =>
      isEngine(match)
        ? (each(match, "stop") ??
          (isWhole(match) ? atOnce("docker stop $(docker ps -q)", "Stop every container that runs") : undefined))
        : undefined,
    { may },
  ),
];

/** “the container” is one of them. */
const isWhole = ({ text }: Match): boolean => /\b(?:all|every|each)\b/.test(text);

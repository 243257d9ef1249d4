/** What is done to a container by its compose project, and to volumes, networks and images by their names. */
import { type Match, number, openWords, things } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { isChange, onUnit } from "./on-unit.ts";
import { command } from "./say.ts";

const ctr = "{ctr} [container|containers]";
/** Its project's folder, as compose wrote it on the container; one that was started by hand has none, and then nothing is done. */
const inProject = (container: string): string =>
  `cd "$(docker inspect -f '{{index .Config.Labels "com.docker.compose.project.working_dir"}}' ${container})"`;

const anew = (match: Match): Intent | undefined =>
  onUnit(match, {
    command: (container) => `${inProject(container)} && docker compose up -d --force-recreate ${container}`,
    does: (said) => `Make the container ${said} anew`,
    reads: false,
    note: "The container is made anew as its compose project says; one that was started by hand is left as it is",
  });

function scaled(match: Match): Intent | undefined {
  const count = number(match);
  return count === undefined || !Number.isInteger(count) || count < 0 || count > 50
    ? undefined
    : onUnit(match, {
        command: (container) =>
          `${inProject(container)} && docker compose up -d --scale ${container}=${count} ${container}`,
        does: (said) => `Run ${count} of ${said}`,
        reads: false,
      });
}

const named =
  (text: (name: string) => string, does: string) =>
  (match: Match): Intent | undefined => {
    const [word, more] = openWords(match);
    const typed =
      new RegExp(`(?<![\\w.-])${(word ?? "").replaceAll(".", String.raw`\.`)}(?![\\w-])`, "i").exec(
        match.source ?? "",
      )?.[0] ?? word;
    return typed === undefined ||
      more !== undefined ||
      things(match).length > 0 ||
      !/^[a-z0-9][\w.-]{1,100}$/i.test(typed)
      ? undefined
      : command({ command: text(typed), does: `${does} ${typed}`, reads: false, risk: "high", needs: "docker" });
  };

export const composeFrames = (): Frame[] => [
  frame(["(recreate|re-create|redeploy|re-deploy|rebuild and restart)", ctr], anew, {
    may: [
      "(with|from|its|compose|compose file|docker compose|current|the|file|config|as defined|again|docker|container|project|by)",
    ],
  }),
  frame(
    ["(scale|run|set)", ctr, "(to|at|with|up to|down to) {n} [replicas|instances|copies|containers|workers]"],
    scaled,
    {
      may: ["(up|down|out|number of|replicas|instances|copies|service|of|compose)"],
    },
  ),
  frame(["(run|have|start)", "{n} (replicas|instances|copies) of {ctr}"], scaled),
  frame(
    ["(delete|remove|rm|drop|destroy|get rid of)", "(volume|docker volume|named volume)", "{word}"],
    named((name) => `docker volume rm ${name}`, "Delete the volume"),
    {
      may: ["(docker|called|named|old|container)"],
    },
  ),
  frame(
    ["(delete|remove|rm|drop|destroy|get rid of)", "(docker network|container network)", "{word}"],
    named((name) => `docker network rm ${name}`, "Delete the network"),
    {
      may: ["(docker|called|named|old|container)"],
    },
  ),
  frame(
    ["(docker|podman|{svc})", "(version|versions|engine version|release)"],
    (match) =>
      isChange(match) || !things(match).every(({ said }) => /^(?:docker|podman)$/.test(said))
        ? undefined
        : command({ command: "docker version", does: "Show the version of docker", reads: true, needs: "docker" }),
    {
      reads: true,
      may: ["(engine|daemon|client|server|installed|which|running|compose|api)"],
    },
  ),
];

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
      /^(?:all|any|every|each|everything|both|whole|entire|old|unused|these|those|wherever)$/i.test(typed) ||
      !/^[a-z0-9][\w.-]{1,100}$/i.test(typed)
      ? undefined
      : command({ command: text(typed), does: `${does} ${typed}`, reads: false, risk: "high", needs: "docker" });
  };

const image = ({ source = "" }: Match): string | undefined =>
  /(?<![\w./-])((?:[a-z0-9.-]+(?::\d+)?\/)*[a-z0-9][a-z0-9._-]*:[\w][\w.-]*)(?![\w/])/i.exec(source)?.[1];
const onImage =
  (text: (name: string) => string, does: string) =>
  (match: Match): Intent | undefined => {
    const name = image(match);
    return name === undefined || /^https?:/.test(name)
      ? undefined
      : command({ command: text(name), does: `${does} ${name}`, reads: false, needs: "docker" });
  };
const part = "({word}|{ctr}|{svc}|{t})";
const reference = `(${part}|{path}) [/ ${part}|{path}] [/ ${part}|{path}] [: ({word}|{n})]`;

function renamed(match: Match): Intent | undefined {
  const [name, more] = openWords(match);
  return name === undefined || more !== undefined || !/^[a-z0-9][\w.-]{1,60}$/i.test(name)
    ? undefined
    : onUnit(match, {
        command: (container) => `docker rename ${container} ${name}`,
        does: (said) => `Rename the container ${said} to ${name}`,
        reads: false,
      });
}
function connected(match: Match): Intent | undefined {
  const [name, more] = openWords(match);
  const verb = /\b(?:detach|disconnect|remove|take)\b/.test(match.text) ? "disconnect" : "connect";
  return name === undefined || more !== undefined || !/^[a-z0-9][\w.-]{1,60}$/i.test(name)
    ? undefined
    : onUnit(match, {
        command: (container) => `docker network ${verb} ${name} ${container}`,
        does: (said) =>
          `${verb === "connect" ? "Connect" : "Disconnect"} ${said} ${verb === "connect" ? "to" : "from"} the network ${name}`,
        reads: false,
      });
}
const made =
  (text: (name: string) => string, does: string) =>
  (match: Match): Intent | undefined => {
    const intent = named(text, does)(match);
    if (intent?.kind !== "shell") return intent;
    const { risk: _risk, ...rest } = intent;
    return rest;
  };

export const composeFrames = (): Frame[] => [
  frame(
    [`(pull|fetch) ${reference}`],
    onImage((name) => `docker pull ${name}`, "Fetch the image"),
    { may: ["(docker|the|with|image)"] },
  ),
  frame(
    ["(delete|remove|rm|drop|docker rmi|rmi)", `(image|docker image) ${reference}`],
    onImage((name) => `docker image rm ${name}`, "Delete the image"),
    { may: ["(docker|old|the)"] },
  ),
  frame(["(rename)", "{ctr} [container] (to|into|as) {word}"], renamed, { may: ["(docker|the|container)"] }),
  frame(["(attach|connect|join|add|put|detach|disconnect)", ctr, "(to|into|on|in|from) {word} network"], connected, {
    may: ["(docker|the|container)"],
  }),
  frame(
    ["(create|make|add|set up)", "(docker network|container network|bridge network)", "{word}"],
    made((name) => `docker network create ${name}`, "Make the network"),
    { may: ["(called|named|new|docker|a|bridge)"] },
  ),
  frame(
    ["(create|make|add|set up)", "(volume|docker volume|named volume)", "{word}"],
    made((name) => `docker volume create ${name}`, "Make the volume"),
    { may: ["(called|named|new|docker|a)"] },
  ),
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

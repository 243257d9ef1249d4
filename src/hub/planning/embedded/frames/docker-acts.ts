/** What is done to containers beyond starting and stopping: limits, policies, commands in them, files out of them, images. */
import { literals, type Match, number, openWords, things } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { nameOn, onUnit, ownersOf } from "./on-unit.ts";
import { allContainerFrames } from "./docker-all.ts";
import { command } from "./say.ts";

const ctr = "{ctr} [container|containers]";
const on =
  (text: (container: string) => string, does: string) =>
  (match: Match): Intent | undefined =>
    onUnit(match, { command: text, does: (said) => `${does} ${said}`, reads: false });
const engine =
  (text: string, does: string) =>
  (match: Match): Intent | undefined =>
    things(match).every(({ said }) => /^(?:docker|podman)$/.test(said))
      ? command({ command: text, does, reads: false, needs: "docker" })
      : undefined;

const pruning =
  "(prune|remove|delete|clean up|cleanup|clean|clear|clear out|purge|drop|empty|wipe|get rid of|throw away|flush|free up|rm|clean out|tidy up|sweep|bin|dump|nuke|kick out|toss|chuck out|throw out)";
const policies = "(always|unless-stopped|unless stopped|on-failure|on failure|no|never)";

/** “2 GB”, “512m” as docker takes it. */
function amount(match: Match): string | undefined {
  const [word] = openWords(match);
  const found = /^(\d+(?:\.\d+)?)(k|m|g)(?:i?b)?$/.exec(word ?? "");
  if (found) return `${found[1] ?? ""}${found[2] ?? ""}`;
  const count = number(match);
  const unit = / @n\d+ (m|g)(?:b|ib|egs?|igs?|egabytes?|igabytes?)?\b/.exec(match.text)?.[1];
  return count === undefined || unit === undefined ? undefined : `${count}${unit}`;
}

const limitMemory = (match: Match): Intent | undefined => {
  const size = amount(match);
  return size === undefined
    ? undefined
    : on(
        (container) => `docker update --memory ${size} --memory-swap ${size} ${container}`,
        `Limit to ${size} the memory of`,
      )(match);
};

/** The command as it was typed, in quotes, in the container that is named. */
function execute(match: Match): Intent | undefined {
  const [text = ""] = [...literals(match, "code"), ...literals(match, "quote")];
  if (text.trim() === "" || text.includes("\n")) return undefined;
  const isPlain = /^[\w./:=@%+,-]+(?: [\w./:=@%+,-]+)*$/.test(text);
  return onUnit(match, {
    command: (container) =>
      isPlain
        ? `docker exec ${container} ${text}`
        : `docker exec ${container} sh -c '${text.replaceAll("'", String.raw`'\''`)}'`,
    does: (said) => `Run a command in ${said}`,
    reads: false,
  });
}

function copyOut(match: Match): Intent | undefined {
  const [from = "", to = "", more] = literals(match, "path");
  if (from === "" || to === "" || more !== undefined) return undefined;
  const isInto =
    /(?:to|into) (?:the )?@ctr\d+|@path\d+ (?:to|into) @path\d+ (?:of|in|inside) (?:the )?@ctr|into (?:the )?(?:container )?@ctr/.test(
      match.text,
    );
  return onUnit(match, {
    command: (container) =>
      isInto
        ? `docker cp ${quote(from)} ${container}:${quote(to)}`
        : `docker cp ${container}:${quote(from)} ${quote(to)}`,
    does: (said) => `Copy ${from} ${isInto ? "into" : "out of"} ${said}`,
    reads: false,
  });
}
const quote = (path: string): string =>
  /^[\w./@%+,-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;

function setPolicy(match: Match): Intent | undefined {
  const said = /\b(always|unless-stopped|unless stopped|on-failure|on failure|never|no)\b/.exec(
    match.text.replace(/^(?:never|no) /, ""),
  )?.[1];
  // “never set the policy …” sets none.
  if (said === undefined || /^(?:never|do not|not) /.test(match.text)) return undefined;
  const policy = said === "never" ? "no" : said.replace(" ", "-");
  return on(
    (container) => `docker update --restart ${policy} ${container}`,
    `Set to ${policy} the restart policy of`,
  )(match);
}

/** “registry/name:tag” as it was typed. */
const imageOf = ({ source = "" }: Match): string | undefined =>
  /(?<![\w./-])((?:[a-z0-9.-]+(?::\d+)?\/)*[a-z0-9][a-z0-9._-]*(?::[\w][\w.-]*|@sha256:[0-9a-f]{64}))(?![\w/])/i.exec(
    source,
  )?.[1] ?? /(?<![\w./-])((?:[a-z0-9.-]+\/)+[a-z0-9][a-z0-9._-]*)(?![\w/])/.exec(source)?.[1];

function pullNamed(match: Match): Intent | undefined {
  const image = imageOf(match);
  return image === undefined
    ? undefined
    : command({ command: `docker pull ${image}`, does: `Fetch the image ${image}`, reads: false, needs: "docker" });
}

function recreated(match: Match): Intent | undefined {
  const [thing, more] = things(match);
  if (!thing || more) return undefined;
  return {
    kind: "change",
    tool: "container.update",
    input: (machine) => {
      const name = nameOn(thing, machine);
      return name === undefined ? undefined : { container: name };
    },
    does: `Update the container ${thing.said}`,
    where: ownersOf([thing]),
    needs: thing.said,
  };
}

const isAll = ({ text }: Match): boolean => /\b(?:all|unused|every|everything)\b/.test(text);

const part = "({word}|{ctr}|{svc}|{t})";
const named = `[called|named] (${part}|{path}) [/ ${part}|{path}] [/ ${part}|{path}] [: ({word}|{n})]`;
const namedFully = `${part} (/ ${part}|{path}|: ({word}|{n})) [: ({word}|{n})]`;
const besideImage = ["(newest|latest|docker|version)"];
const size =
  "((to|at|of|=|most|than|max|maximum) ({n} [mb|mib|m|megabytes|megs|gb|gib|g|gigabytes|gigs|gig]|{word})|{n} (mb|mib|m|megabytes|megs|gb|gib|g|gigabytes|gigs|gig))";

export const dockerActFrames = (): Frame[] => [
  frame(
    [
      "(limit|cap|restrict)",
      ctr,
      "[to|at] [at most|most|max] {n} (mb|mib|m|megabytes|megs|gb|gib|g|gigabytes|gigs|gig)",
    ],
    limitMemory,
    { may: ["(to|of|ram|memory|no more than)"] },
  ),
  frame(
    [
      "(pull|fetch|get|grab|download|update to|upgrade to|use)",
      "(newest|latest|new|newer|current|fresh|recent)",
      ctr,
      "(recreate|redeploy|restart|replace|roll|re-create|bring up|make anew|rebuild|start|run)",
    ],
    recreated,
    {
      may: [
        "(image|version|build|release|docker|container|with it|with that|with new one|from it|on it|it|and|then|afterwards|up|new|to|of|for)",
      ],
    },
  ),
  frame(["(update|upgrade|refresh)", ctr], recreated, {
    may: [
      "(image|docker|to|newest|latest|version|newer|new|current|with|from|release|up to date|compose|build|tag|a|and|pull|it)",
    ],
  }),
  frame(
    ["(pull|fetch|download|get|grab)", "(newest|latest|new|newer|current|fresh|recent|image|images)", ctr],
    on(
      (container) => `docker pull "$(docker inspect -f '{{.Config.Image}}' ${container})"`,
      "Fetch the newest image of",
    ),
    {
      may: [
        "(image|images|version|docker|of|for|newest|latest|new|newer|current|fresh|only|just|build|release|tag|up to date)",
      ],
    },
  ),
  frame(["(pull|fetch|download|get|grab)", `(image|docker image|container image) ${named}`], pullNamed, {
    may: besideImage,
  }),
  frame(["(pull|fetch|download)", namedFully, "(image|docker image|container image)"], pullNamed, { may: besideImage }),
  frame([`docker pull ${named}`], pullNamed, { may: ["(run|do|execute)"] }),
  frame(
    [
      pruning,
      "[docker|docker's|podman] (build cache|builder cache|buildkit cache|build caches|image build cache|cache of builds|buildx cache)",
    ],
    engine("docker builder prune -f", "Delete what builds have kept"),
    { may: ["(docker|{svc}|unused|old|all|'s|up|podman)"] },
  ),
  frame(
    [pruning, "(unused|dangling|orphaned|unattached|orphan|anonymous|leftover)", "[docker|podman] (volumes|volume)"],
    engine("docker volume prune -f", "Delete the volumes that no container uses"),
    { may: ["(docker|{svc}|unused|dangling|all|up|podman|old|anonymous)"] },
  ),
  frame(
    [pruning, "(unused|dangling|orphaned|old|leftover)", "[docker|podman] (networks|network)"],
    engine("docker network prune -f", "Delete the networks that no container uses"),
    { may: ["(docker|{svc}|unused|dangling|all|up|podman|old)"] },
  ),
  frame(
    [
      "(docker system prune|system prune|prune docker|clean up docker|docker cleanup|docker clean up|docker prune|clean docker|tidy up docker|prune {svc}|clean up {svc}|tidy up {svc})",
    ],
    engine(
      "docker system prune -f",
      "Delete stopped containers, unused networks, dangling images and what builds have kept",
    ),
    { may: ["(run|do|unused|stuff|docker|perform|leftovers|a|garbage|junk|system|everything unused)"] },
  ),
  frame(
    [pruning, "(unused|not used|no longer used|unreferenced)", "[docker|podman|container] (images|image)"],
    (match) =>
      engine(
        isAll(match) ? "docker image prune -a -f" : "docker image prune -f",
        "Delete images that no container uses",
      )(match),
    { may: ["(docker|{svc}|all|up|podman|old|by any container|by containers|any)"] },
  ),
  frame(
    [
      "(set|limit|cap|change|raise|lower|increase|reduce|restrict|bump|give|put|allow|decrease|update)",
      ctr,
      "(memory limit|memory|ram|mem limit|memory cap|ram limit|max memory|mem)",
      size,
    ],
    limitMemory,
    { may: ["(to|at|of|only|at most|max|maximum|no more|up|limit)"] },
  ),
  frame(
    ["(set|limit|cap|change|restrict|give|allow)", ctr, "[to|at] {n} (cpu|cpus|core|cores|cpu cores|vcpus)"],
    (match) => {
      const count = number(match);
      return count === undefined || count <= 0
        ? undefined
        : on((container) => `docker update --cpus ${count} ${container}`, `Limit to ${count} CPUs`)(match);
    },
    { may: ["(to|at|of|only|at most|max|maximum|no more than|cpu limit|cpu|limit)"] },
  ),
  frame(
    [
      "(set|change|switch|update|make|put)",
      ctr,
      "(restart policy|restart mode|restart setting|restart)",
      `[to|=] ${policies}`,
    ],
    setPolicy,
    { may: ["(to|=|docker|policy|on|its)"] },
  ),
  frame(
    ["(restart policy|restart mode)", ctr, `(should be|must be|needs to be|has to be|ought to be) ${policies}`],
    setPolicy,
  ),
  frame(
    [
      "(make|ensure|let|have|see to it|make sure|ensure that|configure|set)",
      ctr,
      "(come back|comes back|start|starts|come up|comes up|restart|restarts|survive|survives) [up] [automatically|by itself|on its own|again] (after|at|on|with) [each|every] (reboot|reboots|boot|startup|restart|reboots too)",
    ],
    on((container) => `docker update --restart unless-stopped ${container}`, "Let start at boot"),
    { may: ["(always|that|to|it|sure|automatically|again|too)"] },
  ),
  frame(
    [
      "(run|execute|exec|do|call|start)",
      "({code}|{quote})",
      "(in|inside|within|inside of|into) [container] {ctr} [container]",
    ],
    execute,
    {
      may: ["(command|docker|shell command|exec|of)"],
    },
  ),
  frame(["docker exec", "{ctr}", "({code}|{quote})"], execute, { may: ["(run|in|container)"] }),
  frame(
    ["(copy|cp|get|fetch|extract|pull|docker cp|grab|save|put|push|upload|take)", "{path}", "{path}", ctr],
    copyOut,
    {
      may: ["(file|folder|directory|out|from|of|out of|in|inside|into|to|on|host|container|docker|onto|over)"],
    },
  ),
  frame(
    ["(delete|remove|rm|get rid of|destroy|throw away|docker rm|drop|trash|scrap)", ctr],
    (match) =>
      /\b(?:image|images|volume|volumes|network|data|logs?|with)\b/.test(
        match.text.replace(/\b(?:keep|keeping|leave|not|but not)\b.*$/, ""),
      )
        ? undefined
        : onUnit(match, {
            // What is said to have ended is not ended for it.
            command: (container) =>
              /\b(?:exited|stopped|dead)\b/i.test(match.source ?? match.text)
                ? `docker rm ${container}`
                : `docker rm -f ${container}`,
            does: (said) => `Delete the container ${said}`,
            reads: false,
            risk: "high",
            note: "Its volumes stay",
          }),
    {
      may: [
        "(docker|completely|entirely|for good|please|container|force|forcefully|exited|stopped|dead|old)",
        "(keep|keeping|leave|but keep|and keep) [its|all] (volumes|volume|data|data volume|image|images)",
      ],
    },
  ),
  frame(
    ["(docker pause|pause|freeze|suspend)", "{ctr}"],
    on((container) => `docker pause ${container}`, "Freeze"),
    {
      may: ["(docker|for now|for a moment|for the moment|temporarily)"],
    },
  ),
  frame(
    ["(docker unpause|unpause|unfreeze|resume)", "{ctr} [container]"],
    on((container) => `docker unpause ${container}`, "Let go on"),
    {
      may: ["(docker|again)"],
    },
  ),
  frame(
    ["(docker kill|kill|force stop|force-stop|hard stop|hard-kill)", "{ctr} [container]"],
    on((container) => `docker kill ${container}`, "End at once"),
    { may: ["(docker|hard|now|forcefully|force|container)"] },
  ),
  ...allContainerFrames(),
];

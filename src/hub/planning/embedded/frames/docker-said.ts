/** Containers as people speak of them: who publishes a port, one's whole file system, a network by its name behind the noun. */
import { literals, type Match, number, openWords } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { isChange, onUnit } from "./on-unit.ts";
import { command } from "./say.ts";
import { asTyped } from "./ways.ts";

function publishing(match: Match): Intent | undefined {
  const port = number(match);
  return port === undefined || !Number.isInteger(port) || port < 1 || port > 65_535 || isChange(match)
    ? undefined
    : command({
        command: `docker ps --filter publish=${port} --format 'table {{.Names}}\\t{{.Image}}\\t{{.Ports}}'`,
        does: `Show which container publishes port ${port}`,
        reads: true,
        needs: "docker",
      });
}

function exported(match: Match): Intent | undefined {
  const [path, more] = literals(match, "path");
  return path === undefined || more !== undefined || !/^\/.*\.(?:tar|tgz|tar\.gz)$/.test(path)
    ? undefined
    : onUnit(match, {
        command: (container) =>
          path.endsWith("gz")
            ? `docker export ${container} | gzip > '${path}'`
            : `docker export -o '${path}' ${container}`,
        does: (said) => `Write the files of ${said} to ${path}`,
        reads: false,
      });
}

function connected(match: Match): Intent | undefined {
  const [word, more] = openWords(match);
  const name = word === undefined ? undefined : asTyped(match, word);
  const verb = /\b(?:detach|disconnect|remove|take)\b/.test(match.text) ? "disconnect" : "connect";
  return name === undefined || more !== undefined || !/^[a-z0-9][\w.-]{1,60}$/i.test(name)
    ? undefined
    : onUnit(match, {
        command: (container) => `docker network ${verb} ${name} ${container}`,
        does: (said) => `${verb === "connect" ? "Connect" : "Disconnect"} ${said} and the network ${name}`,
        reads: false,
      });
}

/** “a 2 GB memory cap”. */
function capped(match: Match): Intent | undefined {
  const [word] = openWords(match);
  const joined = /^(\d+(?:\.\d+)?)(m|g)(?:i?b)?$/.exec(word ?? "");
  const unit = / @n\d+ (m|g)(?:b|ib|egs?|igs?|egabytes?|igabytes?)?\b/.exec(match.text)?.[1];
  const count = number(match);
  const size = joined
    ? `${joined[1] ?? ""}${joined[2] ?? ""}`
    : count === undefined || unit === undefined
      ? undefined
      : `${count}${unit}`;
  return size === undefined
    ? undefined
    : onUnit(match, {
        command: (container) => `docker update --memory ${size} --memory-swap ${size} ${container}`,
        does: (said) => `Limit to ${size} the memory of ${said}`,
        reads: false,
      });
}

export const dockerSaidFrames = (): Frame[] => [
  ...["{n} (gb|gib|g|gigs|gigabytes|gig|mb|mib|m|megs|megabytes)", "{word}"].map((size) =>
    frame(
      [
        "(put|set|place|impose|enforce|add|give|apply)",
        size,
        "(memory limit|memory cap|ram limit|ram cap|mem limit|memory ceiling|memory max)",
        "{ctr} [container]",
      ],
      capped,
      {
        may: ["(a|an|of|on|to|for|hard|the)"],
      },
    ),
  ),
  frame(
    [
      "(container|containers)",
      "(publishes|publish|exposes|expose|maps|map|listens on|listening on|uses|holds|has|behind|on|owns|serves)",
      "(port|tcp port|udp port) {n}",
    ],
    publishing,
    { reads: true, may: ["(port|docker|published|is|running|what|which|on|listening|listens)"] },
  ),
  frame(["(export|dump|save)", "{ctr} [container]", "(to|into|as) [file] {path}"], exported, {
    may: ["(docker|container|filesystem|file system|files|of|its|contents|whole|tarball|tar|a|the)"],
  }),
  frame(
    ["(attach|connect|join|add|put|detach|disconnect)", "{ctr} [container]", "(to|into|from) [docker] network {word}"],
    connected,
    {
      may: ["(docker|container|called|named)"],
    },
  ),
];

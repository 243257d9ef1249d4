/** What people have done on many machines or at a time, in the words of commands: prunes, backups of folders, rotated logs, folders to be there. */
import { literals, type Match, things } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { command } from "./say.ts";

const isEngine = (match: Match): boolean => things(match).every(({ said }) => /^(?:docker|podman)$/.test(said));
const doing = ["(run|do|perform|execute|a|kick off|start|make|trigger|command|full|of|weekly|unused|regular)"];

const pruned =
  (what: "image" | "container" | "volume" | "network" | "builder" | "system", does: string, risk?: "high") =>
  (match: Match): Intent | undefined =>
    isEngine(match)
      ? command({
          command: `docker ${what} prune${what === "image" && /\ball\b|- a\b/.test(match.text) ? " -a" : ""} -f`,
          does,
          reads: false,
          needs: "docker",
          ...(risk ? { risk } : {}),
        })
      : undefined;
const engine = "(docker|podman|{svc})";

/** One whole path, and where its archive goes. */
function archived(match: Match): Intent | undefined {
  const [path = "", to, more] = literals(match, "path");
  if (!/^\/[^*?[\]{}]*[^*?[\]{}/]$/.test(path) || more !== undefined || path.includes("..")) return undefined;
  const name = path.slice(1).replaceAll(/[^\w.-]+/g, "-");
  const folder = (to ?? "/var/backups").replace(/\/$/, "");
  if (!folder.startsWith("/") || /[*?[\]{}]|\.(?:gz|tgz|tar|zip|zst|xz)$/.test(folder)) return undefined;
  return command({
    command: (_machine, q) =>
      `mkdir -p -- ${q(folder)} && tar -czf ${q(`${folder}/${name}-`)}$(date +%Y%m%d-%H%M%S).tar.gz -C / -- ${q(path.slice(1))}`,
    does: `Back up ${path} to ${folder}`,
    reads: false,
    needs: "a POSIX shell",
  });
}

/** “create /opt/scripts”: what has no ending is a folder. */
function folderMade(match: Match): Intent | undefined {
  const [path = "", more] = literals(match, "path");
  const last = path.split("/").at(-1) ?? "";
  if (more !== undefined || !/^\/[^*?[\]{}]+$/.test(path) || path.includes("..") || /\.[a-z0-9]{1,6}$/i.test(last))
    return undefined;
  return command({
    command: (_machine, q) => `mkdir -p -- ${q(path)}`,
    does: `Create the directory ${path}`,
    reads: false,
    needs: "a POSIX shell",
  });
}

/** What its package calls the rules for its logs. */
const rules: Readonly<Record<string, string>> = {
  postfix: "rsyslog",
  "pihole-ftl": "pihole",
  "redis-server": "redis-server",
  apache: "apache2",
  postgresql: "postgresql-common",
  postgres: "postgresql-common",
};
function rotated(match: Match): Intent | undefined {
  const [thing, more] = things(match);
  if (!thing || more) return undefined;
  const said = thing.owners[0]?.name.toLowerCase() ?? thing.said;
  if (!/^[a-z0-9@._-]+$/.test(said)) return undefined;
  const file = `/etc/logrotate.d/${rules[said] ?? said.replace(/^php[\d.]*-fpm$/, "php*-fpm")}`;
  return command({
    command: `logrotate -f ${file}`,
    does: `Rotate the logs of ${thing.said}`,
    reads: false,
    needs: "logrotate",
  });
}

export const batchMoreFrames = (): Frame[] => [
  frame([engine, "(image|images) prune"], pruned("image", "Delete images that no container uses"), {
    may: ["(all)", ...doing],
  }),
  frame(
    [engine, "(container|containers) prune"],
    pruned("container", "Remove the containers that do not run", "high"),
    { may: doing },
  ),
  frame([engine, "(volume|volumes) prune"], pruned("volume", "Delete the volumes that no container uses"), {
    may: doing,
  }),
  frame([engine, "(network|networks) prune"], pruned("network", "Delete the networks that no container uses"), {
    may: doing,
  }),
  frame([engine, "(builder|build cache|buildx) prune"], pruned("builder", "Delete what builds have kept"), {
    may: doing,
  }),
  frame(
    [engine, "(system) prune"],
    pruned("system", "Delete stopped containers, unused networks, dangling images and what builds have kept"),
    { may: doing },
  ),
  frame(
    [
      "(back up|backup|archive|tar|tar up|save|make backup of|take backup of|create backup of|make an archive of|zip up)",
      "{path}",
    ],
    archived,
    {
      may: [
        "(to|into|in|under|folder|directory|config|configuration|files|all|everything|whole|entire|as tarball|as archive|to tarball|contents|content|of) ",
        "{path}",
      ],
    },
  ),
  frame(["(create|make|set up|prepare)", "{path}"], folderMade, {
    may: ["(empty|new|at|if it does not exist|if missing)"],
  }),
  frame(
    [
      "(rotate|force rotation of|force rotate|roll)",
      "{svc}",
      "(log|logs|log files|logfiles|access logs|error logs|access log)",
    ],
    rotated,
    { may: ["(now|file|files|of|force|right away)"] },
  ),
  frame(["(logrotate)", "(run|force|trigger|for)", "{svc}"], rotated, { may: ["(log|logs|of|for|now)"] }),
  frame(
    ["(gravity|blocklists|block lists|adlists|ad lists|blocklist)", "(update|refresh|rebuild|reload|renew|pull)"],
    () => command({ command: "pihole -g", does: "Update the blocklists of Pi-hole", reads: false, needs: "Pi-hole" }),
    { may: ["({svc}|{t}|update|run|do|of|for|weekly|a|pihole|pi-hole)"] },
  ),
];

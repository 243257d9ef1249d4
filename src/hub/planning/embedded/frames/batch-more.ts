/** What people have done on many machines or at a time, in the words of commands: prunes, backups of folders, rotated logs, folders to be there. */
import { literals, type Match, openWords, place, things } from "../intents/match.ts";
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

const stamp = "$(date +%Y%m%d-%H%M%S)";
/** All databases of a server, as its own program writes them. */
function dumped(match: Match): Intent | undefined {
  const [named, another] = openWords(match);
  if (another !== undefined || (named !== undefined && !/^[a-z_][a-z0-9_-]{1,62}$/.test(named))) return undefined;
  const [path, more] = literals(match, "path");
  const folder = (path ?? "/var/backups").replace(/\/$/, "");
  const isFile = /\.(?:sql|gz|dump|bak)$/.test(folder);
  if (more !== undefined || isFile || !/^\/[^*?[\]{}]+$/.test(folder) || folder.includes("..")) return undefined;
  return command({
    command: ({ facts }, q) => {
      // Not through a pipe, which would hide that the dump failed.
      const by = (program: string, name: string) =>
        `mkdir -p -- ${q(folder)} && f=${q(`${folder}/${name}-`)}${stamp}.sql && ${program} > "$f" && gzip "$f"`;
      if (facts.services.some((name) => name.startsWith("postgresql")))
        return by(
          `sudo -u postgres ${named === undefined ? "pg_dumpall" : `pg_dump ${q(named)}`}`,
          named ?? "postgresql",
        );
      if (facts.services.some((name) => /^(?:mariadb|mysqld?)$/.test(name)))
        return by(
          `mysqldump ${named === undefined ? "--all-databases" : q(named)} --single-transaction --routines --events`,
          named ?? "mysql",
        );
      return undefined;
    },
    does: `Dump ${named === undefined ? "all databases" : `the database ${named}`} to ${folder}`,
    reads: false,
    needs: "PostgreSQL or MariaDB",
  });
}
const dbNames = /^(?:postgres|postgresql|postgre|psql|pg|mysql|mariadb|database|databases|db)$/;
/** “dump the blog database to /var/backups”: the machine is called so. */
function dumpedThere(match: Match): Intent | undefined {
  const said = match.slots.flatMap(({ kind, value }) =>
    kind === "t" ? [match.entities[Number(value)]?.said ?? ""] : [],
  );
  const intent = said.every((name) => /\b(?:databases?|dbs?|replica|primary|mariadb|postgres|mysql)\b/.test(name))
    ? dumped(match)
    : undefined;
  const at = place(match);
  return intent?.kind === "shell" && at && match.on === undefined ? { ...intent, from: at } : intent;
}
const databaseWord = "(database|databases|db|dbs|schema)";
const dumping = "(dump|back up|backup|export|make dump of|take dump of|create dump of|make backup of|take backup of)";
const into = [
  "(to|into|in|under|folder|directory|sql|all|full|as|every|of|server|mysql|mariadb|postgres|postgresql|its|data|content|contents) ",
  "{path}",
];

export const batchMoreFrames = (): Frame[] => [
  frame([dumping, `{t} [${databaseWord}]`, "{path}"], dumpedThere, { may: into }),
  frame([dumping, databaseWord], dumped, { may: ["{path}", ...into] }),
  frame([dumping, "{word} (database|db|schema)"], dumped, { may: ["{path}", ...into] }),
  frame([dumping, "(database|db|schema) [called|named] {word}"], dumped, { may: ["{path}", ...into] }),
  frame(
    [dumping, `({svc}) [${databaseWord}]`],
    (match) => (things(match).every(({ said }) => dbNames.test(said)) ? dumped(match) : undefined),
    { may: ["{path}", databaseWord, ...into] },
  ),
  frame(
    [
      "(make|take|create|do|run|need|write)",
      "(database|db|sql|mysql|postgres|postgresql|mariadb|{svc}|{t}) (dump|backup|dumps)",
    ],
    dumped,
    { may: ["{path}", "(full|fresh|new|a)", ...into] },
  ),
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

/** What people ask of one file or folder: how it reads, what kind, who may use it, whether it is the same elsewhere. */
import { literals, type Match, openWords, place, things } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { read } from "./say.ts";
import { asTyped, atOwners, looking } from "./ways.ts";

const beside = [
  "(file|files|of|for|folder|directory|dir|in|on|same|identical|equal|they|match|matching|both|different|differ|compare|all|between|each|the same|are|copies|copy|versions|compute|calculate|generate|whether|if)",
];
const pathOf = (match: Match): string | undefined => {
  const path = [...literals(match, "path"), ...literals(match, "quote")].find((text) => text.startsWith("/"));
  return path === undefined || path === "/" ? path : path.replace(/\/$/, "");
};
const onPath =
  (does: string, run: (path: string) => string) =>
  (match: Match): Intent | undefined => {
    const path = pathOf(match);
    return path === undefined ? undefined : looking(`${does} ${path}`, (_machine, q) => run(q(path)));
  };

/** Text in files below a folder. */
function textUnder(match: Match): Intent | undefined {
  const path = pathOf(match);
  const text = [
    ...literals(match, "quote").filter((each) => !each.startsWith("/")),
    ...literals(match, "code"),
    ...literals(match, "ip"),
    ...literals(match, "url"),
    ...openWords(match).map((word) => asTyped(match, word)),
  ][0];
  if (path === undefined || text === undefined || text.length < 2) return undefined;
  return read("file.search", { path, text }, { ask: true });
}

const download = "(download|get|fetch|grab|pull|send|give|copy down|export)";
/** A file that is known by its name alone: where its program keeps it. */
function wellKnown(match: Match): Intent | undefined {
  const [name] = openWords(match);
  if (name === undefined || place(match) !== undefined) return undefined;
  const known: Record<string, string> = {
    "prometheus.yml": "/etc/prometheus/prometheus.yml",
    "nginx.conf": "/etc/nginx/nginx.conf",
    "haproxy.cfg": "/etc/haproxy/haproxy.cfg",
    sshd_config: "/etc/ssh/sshd_config",
    "main.cf": "/etc/postfix/main.cf",
    "master.cf": "/etc/postfix/master.cf",
    "dovecot.conf": "/etc/dovecot/dovecot.conf",
    "redis.conf": "/etc/redis/redis.conf",
    "smb.conf": "/etc/samba/smb.conf",
    "app.ini": "/etc/gitea/app.ini",
    "wg0.conf": "/etc/wireguard/wg0.conf",
    "grafana.ini": "/etc/grafana/grafana.ini",
    "alertmanager.yml": "/etc/alertmanager/alertmanager.yml",
    "unbound.conf": "/etc/unbound/unbound.conf",
    "keepalived.conf": "/etc/keepalived/keepalived.conf",
    "rabbitmq.conf": "/etc/rabbitmq/rabbitmq.conf",
    "daemon.json": "/etc/docker/daemon.json",
    "resolv.conf": "/etc/resolv.conf",
    "my.cnf": "/etc/mysql/my.cnf",
    fstab: "/etc/fstab",
    hosts: "/etc/hosts",
    motd: "/etc/motd",
    sudoers: "/etc/sudoers",
    passwd: "/etc/passwd",
    exports: "/etc/exports",
    crontab: "/etc/crontab",
    "os-release": "/etc/os-release",
    "sources.list": "/etc/apt/sources.list",
    "sysctl.conf": "/etc/sysctl.conf",
    hostname: "/etc/hostname",
    "pihole.toml": "/etc/pihole/pihole.toml",
    "vsftpd.conf": "/etc/vsftpd.conf",
    "limits.conf": "/etc/security/limits.conf",
    "logrotate.conf": "/etc/logrotate.conf",
    "journald.conf": "/etc/systemd/journald.conf",
  };
  const path = Object.hasOwn(known, name) ? known[name] : undefined;
  return path === undefined ? undefined : { kind: "read", tool: "file.read", ask: true, input: { path } };
}

/** Where services keep what they hold, as their packages set it. */
const dataOf: readonly [RegExp, string][] = [
  [/^(?:postgres|pg|psql)/, "/var/lib/postgresql"],
  [/^(?:mysql|mariadb)/, "/var/lib/mysql"],
  [/^redis/, "/var/lib/redis"],
  [/^docker/, "/var/lib/docker"],
  [/^prometheus$/, "/var/lib/prometheus"],
  [/^grafana/, "/var/lib/grafana"],
  [/^loki$/, "/var/lib/loki"],
  [/^gitea/, "/var/lib/gitea"],
  [/^rabbit/, "/var/lib/rabbitmq"],
  [/^jellyfin/, "/var/lib/jellyfin"],
  [/^mongo/, "/var/lib/mongodb"],
];
function dataSize(match: Match): Intent | undefined {
  const [thing, more] = things(match);
  const path = more ? undefined : dataOf.find(([shape]) => thing && shape.test(thing.said))?.[1];
  return path === undefined
    ? undefined
    : atOwners(
        match,
        looking(
          `Measure ${path}`,
          (machine) => (thing?.owners.some((owner) => owner.machine === machine) ? `du -sh ${path}` : undefined),
          "this service",
        ),
      );
}

/** “what is in root's home”. */
function homeOf(match: Match): Intent | undefined {
  const [name, more] = [...openWords(match), ...things(match).map(({ said }) => said)];
  if (name === undefined || more !== undefined || !/^[a-z_][a-z0-9_-]*$/.test(name)) return undefined;
  const path = name === "root" ? "/root" : `/home/${name}`;
  const isAll = /\b(?:hidden|dot|dotfiles|all)\b/.test(match.text);
  return read("file.list", isAll ? { path, all: true } : { path }, { ask: true });
}

export const fileLookFrames = (): Frame[] => [
  frame(
    [
      "(data directory|data dir|data folder|datadir|database directory|database files|data files|storage directory)",
      "(how big|how large|size|how much space|big|large|take|takes|grown|usage)",
      "({svc})",
    ],
    dataSize,
    { reads: true, may: [...beside, "(take|takes|up|space|is|does|disk|how|much|big|grown|become|gotten)"] },
  ),
  frame(
    [
      "(home|home directory|home folder|home dir)",
      "{name}",
      "(list|show|what|which|files|contents|ls|look|see|hidden|dotfiles)",
    ],
    homeOf,
    {
      reads: true,
      may: [...beside, "('s|files|hidden|dotfiles|contents|list|lying|around|which|what|ls|everything|content)"],
    },
  ),
  frame(
    ["{path}", "(how old|how recent|how fresh|how stale|age of|what age)"],
    (match) => {
      const path = pathOf(match);
      return path === undefined ? undefined : read("file.stat", { path }, { ask: true });
    },
    { reads: true, may: beside },
  ),
  frame(
    ["(md5sum|md5|md5 hash|md5 checksum|md5 sum)", "{path}"],
    onPath("Compute the MD5 sum of", (path) => `md5sum ${path}`),
    { reads: true, may: [...beside, "(hash|sum|checksum)"] },
  ),
  frame(
    ["(sha256|sha256sum|sha-256|checksum|check sum|hash|hashes|checksums|sha256 sum|sha sum|fingerprint)", "{path}"],
    onPath("Compute the checksum of", (path) => `sha256sum ${path}`),
    { reads: true, may: [...beside, "(hash|sum|checksum|sha256|value)"] },
  ),
  frame(
    [
      "(same|identical|in sync|equal|differ|differs|different|matches|match|drifted|diverged|same content|same version)",
      "{path}",
    ],
    (match) => (match.on ? onPath("Compute the checksum of", (path) => `sha256sum ${path}`)(match) : undefined),
    { reads: true, may: [...beside, "(content|contents|version|everywhere|across|among|does|do|check)"] },
  ),
  frame(
    ["(diff|compare|difference|differences|differ|same|identical|changed)", "{path}", "{path}"],
    (match) => {
      const [a, b, more] = literals(match, "path");
      return a === undefined || b === undefined || more !== undefined
        ? undefined
        : looking(`Compare ${a} and ${b}`, (_m, q) => `diff -u ${q(a)} ${q(b)}`);
    },
    { reads: true, may: [...beside, "(with|to|against|vs|versus|from|and|content|contents|line by line)"] },
  ),
  frame(
    ["(what kind|what type|file type|type of|kind of|mime type|what sort|encoding|charset)", "{path}"],
    onPath("Find out the kind of", (path) => `file ${path}`),
    { reads: true, may: [...beside, "(file|kind|type|is)"] },
  ),
  frame(
    [
      "(how many lines|number of lines|line count|count lines|lines|how long|word count|count the lines|wc)",
      "{path}",
      "(how many|count|number|how long|wc|many)",
    ],
    onPath("Count the lines of", (path) => `wc -l ${path}`),
    { reads: true, may: [...beside, "(lines|have|has|many|how|does|l|- l)"] },
  ),
  frame(
    [
      "(where|which target|what|points|target of|destination of)",
      "{path}",
      "(point|points|link|links|linked|symlink|symlinked|lead|leads|target|link target|resolve|resolves)",
    ],
    onPath("Follow", (path) => `readlink -f ${path}`),
    { reads: true, may: [...beside, "(to|a|it|does|symlink|link|points|pointing)"] },
  ),
  frame(
    ["(acl|acls|access control list|getfacl)", "{path}"],
    onPath("Show who may use", (path) => `getfacl ${path}`),
    { reads: true, may: beside },
  ),
  frame(
    ["(attributes|lsattr|immutable|chattr)", "{path}"],
    onPath("Show the attributes of", (path) => `lsattr -d ${path}`),
    { reads: true, may: [...beside, "(flag|bit|set|flags)"] },
  ),
  frame(
    ["(tree|structure|hierarchy|layout|recursively|recursive|subfolders|subdirectories)", "{path}"],
    (match) =>
      /\b(?:delete|remove|copy|chown|chmod|move|rm)\b/.test(match.text)
        ? undefined
        : onPath("List what is below", (path) => `find ${path} -maxdepth 3`)(match),
    { reads: true, may: [...beside, "(directory|folder|list|below|under|as)"] },
  ),
  frame(
    [
      "(what|list|look|contents|content|which files|inside|peek|show)",
      "{path}",
      "(archive|tarball|zip|tar|tgz|backup archive|zip file|packed|zipfile)",
    ],
    (match) => {
      const path = pathOf(match);
      if (path === undefined) return undefined;
      return path.endsWith(".zip")
        ? onPath("List what is packed in", (text) => `unzip -l ${text}`)(match)
        : /\.t(?:ar(?:\.\w+)?|gz|xz|bz2)$/.test(path)
          ? onPath("List what is packed in", (text) => `tar -tf ${text}`)(match)
          : undefined;
    },
    { reads: true, may: [...beside, "(contents|content|inside|files|what|without|unpacking|extracting)"] },
  ),
  frame(
    [
      "(who|what|which process|which processes|anything|anyone|something|what process|who else|processes)",
      "{path}",
      "(open|using|uses|use|locked|locks|holding|holds|accessing|writing|busy|keeps|lock|reading|has)",
    ],
    onPath("Show who uses", (path) => `fuser -vm ${path}`),
    { reads: true, may: [...beside, "(open|process|processes|has|have|is|to|busy|from|it|being|files)"] },
  ),
  frame(
    [
      "(which files|grep|search|find|look|files|where|does|scan|any file|anything|any files|references to|which file|list)",
      "(contain|contains|containing|mention|mentions|mentioning|for|with|reference|references|referencing|say|set|text|string|occurrences of|uses|use)",
      "({quote}|{code}|{ip}|{url}|{word})",
      "{path}",
    ],
    textUnder,
    {
      reads: true,
      may: [
        ...beside,
        "(under|below|inside|through|recursively|everything|string|text|word|ip|address|line|lines|the|grep|find|search|look|for|any|that|still|anywhere)",
        "(- r|- ri|- rn|r|ri|rn)",
      ],
    },
  ),
  frame([download, "{word}"], wellKnown, {
    reads: true,
    may: [...beside, "(file|config|configuration|me|copy|down|content|contents)"],
  }),
  frame(["(show|cat|print|read|view|open|display|see|look|what|contents|content|dump|paste)", "{word}"], wellKnown, {
    reads: true,
    may: [...beside, "(file|config|configuration|me|contents|content|at|into|inside|in|say|says|does)"],
  }),
  frame(
    [download, "{path}"],
    (match) => {
      const path = pathOf(match);
      return path === undefined ? undefined : { kind: "read", tool: "file.read", ask: true, input: { path } };
    },
    { reads: true, may: [...beside, "(to|my|laptop|computer|here|local|locally|down|me|from|content)"] },
  ),
  frame(
    [
      "(when|last time|how old|how recent|age|how fresh|how long ago)",
      "{path}",
      "(changed|modified|edited|touched|updated|written|created|old|recent|age|accessed|fresh|ago|generated|made)",
    ],
    (match) => {
      const path = pathOf(match);
      return path === undefined ? undefined : read("file.stat", { path }, { ask: true });
    },
    { reads: true, may: [...beside, "(last|time|been|was|old|who|by whom|changed|modified)"] },
  ),
  frame(
    [
      "(who|which user|owner|can|may|is|does)",
      "{path}",
      "(own|owns|owned|owner|belong|belongs|read|write|writable|readable|executable|access|permissions|exist|exists|there|present|missing|a file|a directory|a folder|a symlink|symlink)",
    ],
    (match) => {
      const path = pathOf(match);
      return path === undefined || openWords(match).length > 0 ? undefined : read("file.stat", { path }, { ask: true });
    },
    {
      reads: true,
      may: [...beside, "(to|owner|everyone|allowed|group|and|world|permissions|mode|still|who|file|directory)"],
    },
  ),
];

/** Cuts a request into tokens. Quotes, code, paths, URLs and addresses are protected here: they are data from now on. */
import type { Token, TokenKind } from "./types.ts";

const shapes: readonly [TokenKind, RegExp][] = [
  ["code", /`([^`]+)`/y],
  ["quote", /"([^"]*)"|“([^“”]*)”|„([^“”]*)[“”]|«([^«»]*)»|(?<![\p{L}\p{N}])'([^']*)'(?![\p{L}\p{N}])/uy],
  ["url", /(?:ssh|git):\/\/[^\s"'<>]*[^\s"'<>.,;:!?)]|[\w.-]+@[\w.-]+:[\w.~/-]+\.git\b/iy],
  ["url", /https?:\/\/[^\s"'<>]*[^\s"'<>.,;:!?)]/iy],
  // “localhost:3000” is where something answers.
  ["url", /(?:localhost|127\.0\.0\.1):\d{2,5}(?:\/[^\s"'<>,;!?)]*)?(?![\w:])/iy],
  ["path", /(?<![\p{L}\p{N}])(?:~|\.{1,2})?\/(?:[^\s,;:"'`?!()]*[^\s,;:"'`?!().])?/uy],
  [
    "quote",
    /((?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific|Etc|US)\/[A-Za-z_+-]+(?:\/[A-Za-z_]+)?)(?![\p{L}\p{N}/])/iuy,
  ],
  ["ip", /\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?(?![\p{L}\p{N}])/uy],
  // Branches, remotes and commits of git: one word each, whatever signs they hold.
  [
    "word",
    /(?:(?:origin|upstream|feature|features|feat|hotfix|hotfixes|bugfix|bug|fix|release|releases|chore|refactor|topic|experiment|wip|task|dependabot|renovate|support|refs|heads|tags|users?)\/[\p{L}\p{N}][\p{L}\p{N}_./-]*[\p{L}\p{N}]|HEAD(?:[~^]\d*)+)(?![\p{L}\p{N}])/iuy,
  ],
  ["percent", /\d+(?:\.\d+)?\s?(?:%|(?:percent|per cent|pct)\b)/iy],
  ["number", /\d+(?:\.\d+)*(?![\p{L}\p{N}_-])/uy],
  ["word", /\*?[\p{L}\p{N}][\p{L}\p{N}_.-]*-\*(?![\p{L}\p{N}*])/iuy],
  // “.env.old”, “.part files”: a name that begins with a dot.
  ["word", /(?<=\s)\.[\p{L}][\p{L}\p{N}_-]*(?:\.[\p{L}\p{N}_-]+)*(?=\s|$)/uy],
  ["word", /[\p{L}\p{N}_](?:[\p{L}\p{N}_.@+-]*[\p{L}\p{N}_+])?(?:'[a-z]{1,2}\b)?/iuy],
  // “vm 150's disk”.
  ["word", /(?<=\d)'s(?![\p{L}\p{N}])/uy],
  ["punct", /[<>]=?|[^\s]/uy],
];

/** `source` is normalised (NFKC, straight apostrophes) and is what token positions refer to. */
export function lex(text: string): { source: string; tokens: Token[] } {
  const source = text
    .normalize("NFKC")
    .replaceAll(/\b(?:qemu[ -])?guest[ -]agent\b(?!s)/giu, "qemu-guest-agent")
    .replaceAll(/[’‘`´](?=(?:s|t|re|ll|d|m|ve)\b)/giu, "'");
  const tokens: Token[] = [];
  let at = 0;
  while (at < source.length) {
    if (/\s/.test(source[at] ?? "")) {
      at += 1;
      continue;
    }
    const token = tokenAt(source, at);
    at = token.end;
    tokens.push(...expanded(token));
  }
  return { source, tokens };
}

function tokenAt(source: string, at: number): Token {
  for (const [kind, shape] of shapes) {
    shape.lastIndex = at;
    const found = shape.exec(source);
    if (!found) continue;
    const raw = found.slice(1).find((group) => group !== undefined) ?? found[0];
    return { kind, raw, low: raw.toLowerCase(), at, end: at + found[0].length };
  }
  return { kind: "punct", raw: source[at] ?? "", low: source[at] ?? "", at, end: at + 1 };
}

/** Contractions become the words they stand for, so that “isn't” and “is not” are one thing to everybody else. */
function expanded(token: Token): Token[] {
  if (token.kind === "number" && token.raw.endsWith(".")) return [{ ...token, raw: token.raw.slice(0, -1) }];
  if (token.kind === "url" && /^(?:localhost|127)/i.test(token.raw)) {
    const raw = `http://${token.raw}`;
    return [{ ...token, raw, low: raw.toLowerCase() }];
  }
  if (token.kind !== "word") return [token];
  const place = Object.hasOwn(files, token.low) ? files[token.low] : undefined;
  if (place !== undefined) return [{ ...token, kind: "path", raw: place, low: place }];
  const fixed = Object.hasOwn(contractions, token.low) ? contractions[token.low] : undefined;
  if (fixed) return fixed.split(" ").map((word) => ({ ...token, raw: word, low: word }));
  const split = /^(.+)'(s|re|ll|d|m|ve)$/.exec(token.low);
  if (!split) return [token];
  const [, stem = "", tail = ""] = split;
  const word = pronouns.has(stem)
    ? { s: "is", re: "are", ll: "will", d: "would", m: "am", ve: "have" }[tail]
    : undefined;
  const cut = token.raw.slice(0, stem.length);
  return [
    { ...token, raw: cut, low: stem },
    { ...token, raw: word ?? "'s", low: word ?? "'s" },
  ];
}

/** Files that have one place, whatever the system. */
const files: Record<string, string> = {
  "nginx.conf": "/etc/nginx/nginx.conf",
  "haproxy.cfg": "/etc/haproxy/haproxy.cfg",
  "haproxy.conf": "/etc/haproxy/haproxy.cfg",
  sshd_config: "/etc/ssh/sshd_config",
  "redis.conf": "/etc/redis/redis.conf",
  "smb.conf": "/etc/samba/smb.conf",
  "main.cf": "/etc/postfix/main.cf",
  "unbound.conf": "/etc/unbound/unbound.conf",
  "prometheus.yml": "/etc/prometheus/prometheus.yml",
  "resolv.conf": "/etc/resolv.conf",
  fstab: "/etc/fstab",
  "sysctl.conf": "/etc/sysctl.conf",
  "daemon.json": "/etc/docker/daemon.json",
  "keepalived.conf": "/etc/keepalived/keepalived.conf",
  "journald.conf": "/etc/systemd/journald.conf",
  "grafana.ini": "/etc/grafana/grafana.ini",
  "dovecot.conf": "/etc/dovecot/dovecot.conf",
  "logrotate.conf": "/etc/logrotate.conf",
};
const pronouns = new Set(
  "what that it who how where when here there let i you we they he she which something everything nothing anything".split(
    " ",
  ),
);
const contractions: Record<string, string> = {};
for (const verb of ["do", "does", "did", "is", "are", "was", "has", "have", "should", "would", "could", "must"])
  for (const form of [`${verb}n't`, `${verb}nt`]) contractions[form] = `${verb} not`;
Object.assign(contractions, {
  "can't": "can not",
  cant: "can not",
  cannot: "can not",
  "won't": "will not",
  wont: "will not",
  "let's": "let us",
  lets: "let us",
  whats: "what is",
  hows: "how is",
  wheres: "where is",
  whos: "who is",
  somethings: "something is",
  thats: "that is",
  donot: "do not",
  im: "i am",
  ive: "i have",
  wanna: "want to",
  gonna: "going to",
  gimme: "give me",
  diskspace: "disk space",
  webserver: "web server",
  webservers: "web servers",
  loadbalancer: "load balancer",
  loadbalancers: "load balancers",
  webshop: "web shop",
  dbserver: "db server",
  dbservers: "db servers",
  dockerhosts: "docker hosts",
  mailserver: "mail server",
  fileserver: "file server",
  dnsserver: "dns server",
  logfile: "log file",
  logfiles: "log files",
  everywhere: "on all machines",
});

/** A thing or a file that is named before what is wanted of it: “gitlab-runner: errors since noon”, “in FILE on web-1, set …”. */

type Turn = readonly [RegExp, string | ((...found: string[]) => string)];
const thing = String.raw`(?:the |my |our )?@(?:svc|ctr)\d+(?: (?:service|container|unit|daemon))?`;
const there = String.raw`(?: (?:on|at|in) (?:the |my |our )?@t\d+)?`;
const said =
  "(?:any |all |the |its |recent |latest |last |newest |current |(?:last|latest|newest) @n\\d+ )*(?:errors?|warnings?|problems|log lines|log entries|lines|entries|messages|logs?|journal|status|state|uptime|config|configuration|version|ports?|mounts|volumes|env vars|environment|image|memory usage|cpu usage|memory|unit file|pid|main pid|dependencies|restart count|restart policy|exit code)";
const does =
  "(?:re-?start|start|stop|reload|enable|disable|bounce|kick|mask|unmask|check|recreate|pause|unpause|update)";

export const thingTurns: readonly Turn[] = [
  // “gitlab-runner: errors since this morning”.
  [
    new RegExp(
      `^(${thing})(${there}) ?[:,-]+ (?:show |list |print |give |get )*(${said}\\b(?! (?:check|test)\\b)[^;.:@,]*)$`,
    ),
    (_all, what = "", where = "", wanted = "") =>
      // “postgresql, logs and status” are two things.
      / and /.test(wanted) ? `${what}${where} : ${wanted}` : `${wanted.trim()} of ${what}${where}`,
  ],
  // “crond on vpn-1, is it enabled?”, “fail2ban, stop it”.
  [
    new RegExp(`^(${thing})(${there}) ?[:,-]+ (is|are|was|does|did|has|will|can) (?:it|they) ([^;@]+?)( [?])?$`),
    "$3 $1 $4$2",
  ],
  [new RegExp(`^(${thing})(${there}) ?[:,-]+ (?:please )?(${does}) (?:it|them)(?= |$)`), "$3 $1$2"],
  // “prometheus: reload config, no restart”.
  [
    new RegExp(
      `^(${thing})(${there}) ?[:,-]+ (?:please )?(reload|re-read) (?:the |its )?(?:config|configuration|settings)(?= |$)`,
    ),
    "reload $1$2",
  ],
  // “bring wg0 down and up again”.
  [
    new RegExp(
      `(?<=^|[.,;:] |and |then |please )(?:bring|take|turn|switch|put|shut) (${thing})(${there}) (?:down|off) and (?:then )?(?:back )?(?:up|on)(?: again)?(?= |$)`,
      "g",
    ),
    "restart $1$2",
  ],
  [new RegExp(`(?<=^|[.,;:] |and |then |please )(?:down and up|stop and start again) (?=${thing})`, "g"), "restart "],
  // “restart everything mail related: postfix, dovecot, rspamd”.
  [
    new RegExp(
      `^((?:please )?${does}) (?:@t\\d+|all|the|these|those|following|everything|both)(?: [a-z-]+){0,3} ?: (${thing})(?= |$)`,
    ),
    "$1 $2",
  ],
  // “in /etc/ssh/sshd_config on dev-1, switch X to no”.
  [
    /^(?:please )?((?:in|inside|within) (?:the )?(?:file |config |config file )?@path\d+)((?: (?:on|at|of) (?:the |my |our )?@t\d+)?) , (?:please )?([^;.@]*?(?:@(?:n|quote|ip|pct)\d+[^;.@]*){0,2})(?= ; | \. |$)/,
    "$3 $1$2",
  ],
  // “in the nginx config on web-2, raise worker_connections to 2048”.
  [
    new RegExp(
      `^(?:please )?in (?:the )?(@svc\\d+) (?:config|configuration|settings|conf)(${there}) , (?:please )?((?:set|change|raise|lower|increase|decrease|bump|switch|turn|enable|disable|put|make) [^;.@]*?(?:@(?:n|quote|ip)\\d+[^;.@]*)?)(?= ; | \\. |$)`,
    ),
    "$3 in $1$2",
  ],
];

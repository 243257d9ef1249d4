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
  // “disable aria2 so it stays gone after a reboot”: that is what disabling is.
  [
    /(?<=(?:^|[.,;:] |and |then |please )(?:disable|mask|stop and disable|turn off and disable) [^.;]*) ,? ?(?:so|so that|and make sure|to make sure)(?: that)? (?:it|they|that) (?:really )?(?:stays?|remains?|is kept|keeps|stay) (?:gone|off|down|stopped|disabled|dead|away|out|quiet|that way)\b[^.,;]*/g,
    "",
  ],
  // “is unbound answering or did it die again”: either way it is looked at.
  [
    /(?<=^(?:is|are|does|do|has|did|check whether) [^.;?]*@(?:svc|ctr|t)\d+[^.;?]*?) or (?:did|is|has|was|does|are|have) (?:it|they|that) (?:just |still |already |again |not |simply |perhaps )*(?:die|died|crash|crashed|down|dead|stop|stopped|fail|failed|failing|hang|hanging|hung|gone|stuck|broken|fall over|fallen over|go down|went down|not|down again)(?: (?:again|over|up|yet|too))*/,
    "",
  ],
  // “what did it say when it crashed”: what it logged, and no condition.
  [
    /(?<=^(?:what|show what|tell me what|why) (?:did |does |has |is )?(?:the )?@(?:svc|ctr)\d+ (?:say|log|logged|write|wrote|print|printed|report|complain|said)[^.;]*?) when (?:it|they|the (?:service|container)) (?:last )?(?:crashed|died|failed|stopped|went down|fell over|quit|exited|broke|restarted|was stopped|was killed)(?= |$)/,
    "",
  ],
  // “…? if there is any java”: what is asked is only found where it is.
  [
    /(?<=^(?:what|which|how|is|are|show|list|check|does|do|who|find|count) [^;]*?) (?:[?.,;-] )?(?:if|provided) (?:there (?:is|are)|it has|they have|we have|it runs|you find)(?: any| one| some)+(?: [a-z][a-z0-9_.-]*)?(?: [?.])?$/,
    "",
  ],
  // “pause (SIGSTOP) the ffmpeg process”.
  [
    /(?<=^(?:please )?(?:pause|suspend|freeze|resume|continue|kill|terminate|end|reload)[^;()]*) \( (sig[a-z]+) \)([^;]*)$/,
    "$2 with $1",
  ],
  // “kill rspamd and start it again”.
  [
    new RegExp(
      `(?<=^|[.,;:] |and |then |please )kill (${thing})(${there}) and (?:then )?(?:start|bring|fire) (?:it|them)(?: (?:up|back up|again|anew|back))*(?= |$)`,
      "g",
    ),
    "restart $1$2",
  ],
  // “shell into api and run 'ls /app'”.
  [
    /(?<=^|[.,;:] |and |then |please )(?:shell|exec|ssh|log|get|go|hop|jump|step) (?:into|in|inside) (?:the )?(@ctr\d+(?: container)?)((?: (?:on|at) (?:the )?@t\d+)?) and (?:run|execute|do|type|call) (@(?:quote|code)\d+)(?: (?:there|in it|inside))?(?= |$)/g,
    "run $3 in $1$2",
  ],
  // “watch the cpu usage of qbittorrent”: once, and now.
  [
    /^(?:please )?(?:watch|observe|keep an eye on|keep track of|track) (?:the )?(?=(?:cpu|memory|ram|disk|load|swap|network|traffic|i \/ o|io|resource|log|logs)\b)/,
    "show ",
  ],
  // “status of all docker daemons”: of each that there is.
  [
    /(?<=^(?:status|state|check|show|is|are|list|health)\b[^;.]*?) (?:all|every|each)(?: (?:of )?the)? (@svc\d+) (?:daemons|instances|servers|processes)(?= |$)/,
    " $1",
  ],
  [/^(?:please )?(?:remind|refresh) (?:me|us)(?: again)? (?:of )?(?=what |which |how |who |where |when |whether )/, ""],
  // “uptime kuma says grafana is flapping”: who said so.
  [
    /^(?:the |our |my )?(?:uptime kuma|uptime robot|nagios|zabbix|checkmk|icinga|datadog|pingdom|statuscake|healthchecks?|monit|netdata|sentry|new relic|opsgenie|pagerduty|the dashboard|status page)(?: just| now)? (?:says|said|reports?|reported|claims|alerts?|alerted|complains?|tells me|shows|thinks|flags)(?: that)? (?=(?:the )?@(?:svc|ctr|t)\d)/,
    "",
  ],
  // “…, and keep an eye on the log for a bit”.
  [
    /(?<=^|[.,;:] |and |then )(?:please )?(?:keep an eye on|watch|have an eye on|observe) (?:the |its |that )(log|logs|journal)(?: (?:for (?:a )?(?:bit|while|moment|minute|few minutes)|afterwards|after that|then|closely))*(?= [.,;]|$)/g,
    "show its $1",
  ],
  // “the postfix queue is stuck, flush it”.
  [
    /^(?:the |our )?(@svc\d+|mail) (?:mail )?queue((?: on @t\d+)?) (?:is |has |keeps |seems |got |looks )[^,;.@]* [,.;:-] (?:please |so |and )*flush it(?= |$)/,
    "flush the mail queue$2",
  ],
  [/^who pulled the plug (?:on|of|at) ((?:the |my |our )?@t\d+)/, "why did $1 reboot"],
  [
    /^what is (?:with|behind|up with|causing|driving|responsible for) (?:the |that |this )?(?:high |huge |crazy |insane )*(?:load|cpu|cpu usage|cpu load|load average)(?: of @n\d+)?(?: on| of| at) ((?:the |my |our )?@t\d+)(?: ,? ?(?:and )?(?:which|what) (?:pids?|processes|process|programs?)(?: (?:is it|are they|cause it|is that))?)?(?= [?.!]|$)/,
    "why is the load so high on $1",
  ],
  // “make a tarball of X and leave it in /root”.
  [
    /(?<=^|[.,;:] |and |then |please )(?:make|create|build|take|pack) (?:a |an )?(?:tarball|tar archive|tar|archive|zip|zip file|tgz|compressed archive) (?:of|from|with) ((?:the )?(?:folder |directory )?@path\d+)((?: (?:on|at) (?:the |my )?@t\d+)?) (?:and|,|then) (?:then )?(?:leave|put|store|save|place|drop|keep|write|stick|park) it (?:in|into|to|at|under|as) (@path\d+)(?= |$)/g,
    "pack $1 into $3$2",
  ],
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

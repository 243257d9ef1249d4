/** Turns of phrase about looks: what is collected, what could be removed, whether a configuration is fine, who has been there, what a text said by others is about. */

type Turn = readonly [RegExp, string | ((...found: string[]) => string)];
const start = "(?<=^|[.,;:!?] |and |then |please |but )";

export const lookTurns: readonly Turn[] = [
  // “search the log for "timeout", last hour only”.
  [
    / [,;-] ?(?:and |but )?(?:(?:only|just) )?(?:(?:of|in|from|for|within) )?(?:the )?((?:last|past) (?:@n\d+ )?(?:hours?|minutes?|days?|week|night|two hours|few hours))(?: only| please)*(?= ?[.!]|$)/g,
    " in the $1",
  ],
  // “… but do not upgrade anything else”: what is not named is left as it is anyway.
  [
    /(?<=\S) ?(?:[,;.-]+ )?(?:but |and |please )*(?:do not|never|without) (?:upgrad|updat|re-?start|touch|chang|install|remov|stop|reboot|modify|delet|alter)(?:e|es|ing|ping|ting)? (?:anything|something|any (?:other )?(?:packages?|services?|machines?|things?)|any of the) (?:else|others?|rest)(?: there| on it| please)?(?= ?[.!]|$)/g,
    "",
  ],
  // “reboot every machine that needs it”: each is looked at first.
  [
    /^(?:please )?reboot (?:all |every |each |any |only )*(?:of )?(?:the )?(@t\d+) (?:(?:that|which|who) )?(?:still )?(?:need|needs|require|requires|want|wants|are due for|is due for|are waiting for|is waiting for|have to have|must have|needing|requiring) (?:it|one|an? re(?:boot|start)|re(?:boot|start)|rebooting|restarting|to be re(?:booted|started)|to re(?:boot|start))(?= [.!,]|$)/g,
    "if $1 needs a reboot , reboot it",
  ],
  [
    /^(?:please )?(?:update|upgrade|patch) (?:all |every |each |any |only )*(?:of )?(?:the )?(@t\d+) (?:that|which|with) (?:have |has |got )?(?:pending |available |outstanding |open )*updates(?: pending| available| waiting)?(?= [.!,]|$)/g,
    "update $1",
  ],
  // “update everything in staging”.
  [
    /(?<=^|[.,;:] |and |then |please )(update|upgrade|patch|reboot) everything (?:in|within|inside|that is in) (?=(?:the )?@t\d)/g,
    "$1 ",
  ],
  // “scrub of tank”, “snapshot of db-1”: what is left of “a weekly scrub of tank”.
  [
    /^(?:an? )?(scrub|snapshot|backup|back up|prune|cleanup|dump|trim) of (?=\S)/g,
    (_all, verb = "") => `${verb === "backup" ? "back up" : verb === "cleanup" ? "clean up" : verb} `,
  ],
  // “collect the logs of pveproxy on pve-3”: to show them.
  [
    new RegExp(
      `${start}(?:only |just )?(?:collect|gather|pull together|harvest|retrieve) (?=(?:me )?(?:the |its |all |their |recent |latest |last |some )*(?:@svc\\d+ |@ctr\\d+ )?(?:logs?|journal|log lines|log entries|errors|status|output|facts|metrics|disk usage)(?: |$))`,
      "g",
    ),
    "show ",
  ],
  [
    /(?<=^|[.,;:!?] )(?:only|just) (?=(?:tell|show|check|list|give) (?:me |us )?(?:whether |if |how |what |which |who |the |its )|check whether )/g,
    "",
  ],
  // “is the nginx configuration fine on web-1”.
  [
    /(?<=^|[.,;:!?] |check whether )(?:is |are |whether )?(?:everything |all )?(?:ok|okay|fine|good|alright|right|well) with (?:the )?((?:@svc\d+ )(?:config|configs|configuration|syntax)|(?:config|configuration|syntax) of (?:the )?@svc\d+)(?= |$)/g,
    "is the $1 valid",
  ],
  [
    /((?:is|are|check whether|whether|if) (?:the |its )?(?:@svc\d+ (?:config|configs|configuration|syntax)(?: file)?|(?:config|configuration|syntax)(?: file)? of (?:the )?@svc\d+)(?: (?:on|at) (?:the )?@t\d+)?(?: (?:is|are|looks))?) (?:still )?(?:all )?(?:fine|okay|good|correct|alright|clean|sane|sound|intact|in order|right|healthy|without errors|error[- ]free|broken|faulty|wrong|invalid)(?= |$)/g,
    "$1 valid",
  ],
  // “which images could be removed”: those that nothing uses.
  [
    /(?<=^|[.,;:!?] |show |list |see |tell me |show me )(?:which|what|the) (?:(?:docker|container) )?(images|volumes|containers) (?:could|can|may|might|would|should|are safe to|are ok to) (?:be |safely be |i |we )?(?:removed?|deleted?|pruned?|cleaned up|clean up|go|dropped|drop|thrown away)(?: safely)?(?= |$)/g,
    "which docker $1 are unused",
  ],
  // “who has been on git-1”.
  [
    /(?<=^|[.,;:!?] |check |see |tell me |show me |find out )who (?:has been|was|had been) (?:working )?on (?=(?:the )?@t\d+(?: (?:lately|recently|before|last|today|yesterday|this week|instead|all))*(?: [.?!]|$))/g,
    "who was logged in on ",
  ],
  [/(?<=@t\d+(?: lately| recently| today| yesterday)?) (?:instead|rather)(?= [.!?]|$)/g, ""],
  // “show me the log line containing "…"”.
  [
    /(?<=^|[.,;:!?] |and |then )(?:show|find|give|print|get|search for|look for)(?: me)? (?:the |all |any |every |those |that )*(?:log )?(?:line|lines|entry|entries|message|messages)(?: in the (?:logs?|journal))? (?:that )?(?:containing|contains?|with|having|that has|that says?|saying|which says?|reading|mentioning|mentions?|about|matching) (?=@quote\d)/g,
    "search the logs for ",
  ],
];

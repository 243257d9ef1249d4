/**
 * Turns of phrase that say a request in another order: the passive, a noun in place of the verb, a place behind “only”, what is
 * not meant beside what is. They are rewritten to the one form that clauses are cut from; nothing that binds is left out.
 */
import { lookTurns } from "./turns-looks.ts";
import { lastTurns, moreTurns } from "./turns-more.ts";
import { thingTurns } from "./turns-things.ts";

const mark = String.raw`@(?:svc|ctr)\d+`;
const start = String.raw`(?<=^|[.,;:!?] |and |then |please |because )`;
const end = "(?= [.,;:!?)]|$)";

const participles: Record<string, string> = {
  restarted: "restart",
  bounced: "restart",
  kicked: "restart",
  recycled: "restart",
  reloaded: "reload",
  started: "start",
  stopped: "stop",
  rebooted: "reboot",
  enabled: "enable",
  disabled: "disable",
  updated: "update",
  upgraded: "upgrade",
  installed: "install",
  removed: "remove",
  uninstalled: "uninstall",
  checked: "check",
  "shut down": "shut down",
  "switched off": "stop",
  "switched on": "start",
  "turned off": "stop",
  "turned on": "start",
};
const done = `(${Object.keys(participles).join("|")})`;
const subject = String.raw`((?:the )?(?:${mark}|@t\d+)(?: (?:service|container|daemon|unit))?(?: (?:on|at|in) (?:the )?@t\d+)?)`;
const nouns = "(restart|reload|start|stop|reboot|shutdown|upgrade|update|status|health check|status check)";

/** None of these is a typing mistake. */
export const turnWords: readonly string[] = [
  ...Object.keys(participles),
  ..."ignore disregard overlook needed interrupting disturbing disrupting cutting deliveries affecting graceful gracefully reloading bounced boots excluding excluded excepting excepted exempting leaving skipping omitting sparing ignoring barring apart besides rolling batches chunks waves abort aborting failure standby replica primary secondary roles kernels distros distributions oldest newest architectures rebooted enrolled projects checkouts slides slice wiki sheet".split(
    " ",
  ),
];

type Turn = readonly [RegExp, string | ((...found: string[]) => string)];
const verbFor = (said: string): string => participles[said] ?? said;

const turns: readonly Turn[] = [
  // “which node has most memory left for a new vm”.
  [
    /(?<=^(?:which|what|where) .*) for (?:a |an |one |another |the )*(?:new|another|more|further|big|large) (?:@t\d+|vm|guest|container)(?= [?.!]|$)/g,
    "",
  ],
  // “delete kali-lab and its disks”: they go with it.
  [
    /(?<=^(?:please )?(?:delete|destroy|remove|purge) .*@[gt]\d+) (?:and|with|including|along with) (?:all )?(?:of )?(?:its|their|the|all) (?:virtual )?(?:disks?|volumes|drives)(?= |$)/g,
    "",
  ],
  // “get the latest commits of the shop onto web-1”.
  [
    /(?<=^|please )(?:get|bring|put) (?:the )?(?:latest|newest|new) (?:commits|changes|code|version) (?:of|for|from) (?:the )?([a-z][a-z0-9-]*) (?:onto|to|on) (?=@t\d)/g,
    "git pull $1 on ",
  ],
  // “snapshot vm 122 and call it pre-schema”.
  [/ ,? ?(?:and|then|,) (?:call|name) (?:it|that|the snapshot|the clone|this) (?=[a-z0-9@])/g, " called "],
  // “whichever of the web servers has nginx down, start it there”: what is said of each of them is a condition.
  [
    new RegExp(
      `${start}(?:(?:the|any|all|those|every|whichever of the|any of the) )?(@t\\d+) (?:has|have|with|that has|that have|where|with its) (?:the )?(${mark}) (?:is )?(down|stopped|dead|failed|crashed|not running|inactive) ?[,:.?]? ?(?:and |then |gets? (?:a )?)*(?=(?:re)?start|bring|kick|bounce)`,
      "g",
    ),
    "if $2 is $3 on $1 , ",
  ],
  // “rabbit's stuck”, “nobody's logged in”; “redis hangs -> restart it”.
  [
    / 's (?=(?:stuck|down|dead|broken|slow|gone|hung|hanging|not|no|logged|signed|up|full|running|failed|failing|crashed|acting|being|been|back|still|again|all|flapping|restarting|wedged|out|getting|eating|using|throwing|offline|unreachable|fine|ok|okay|valid|always|never|too|so|very)(?= |$))/g,
    " is ",
  ],
  [/ (?:-+|=) > /g, " ; "],
  [/(@svc\d+) -+ t (?=(?:passes|passed|succeeds|is|fails)\b)/g, "config of $1 "],
  [/(?<=^|[.,;:] )run (?=(?:apt|apt-get|dnf|yum|apk) (?:update|upgrade)\b)/g, ""],
  [
    /\b(if|when|unless) (?:any |one of (?:the )?|some )?(@t\d+) has (@(?:svc|ctr)\d+) (?=(?:not )?(?:down|stopped|failed|dead|running|inactive|crashed|exited|up)\b)([a-z ]+?)(?= , | then | (?:start|restart|reload|bring|stop|reboot)\b|$)/g,
    "$1 $3 is $4 on $2",
  ],
  [/(?<=show |list |check |display )(?:both|their|the) (?:statuses|states|status of both)(?= |$)/g, "their status"],
  [/(?<=^| )both (?=@(?:svc|ctr)\d)/g, ""],
  [/(?<=@(?:svc|ctr|t)\d+) (?:thingy|thing|dingus|stuff|tunnel|software|application|program)(?= |$)/g, ""],
  [/(?<=^|[.,;:] |and |then )systemctl (?=(?:status|restart|start|stop|reload|enable|disable) @svc)/g, ""],
  [/ anywhere(?= [.,;!?]|$)/g, ""],
  // “send a HUP to haproxy”, “undo the mask on aria2”.
  [/(?:send|give) (?:an? )?(?:sig)?hup(?: signal)? to (?=(?:the )?@(?:svc|ctr)\d)/g, "reload "],
  [
    /(?<=^|[.,;:] |and |then |please )(?:undo|revert|lift|take back) (?:the |a )?(?:mask|masking) (?:on|of|from|for) (?=(?:the )?@svc\d)/g,
    "unmask ",
  ],
  // “disable aria2 so it does not come back after a reboot”: that is what disabling is.
  [
    /(?<=(?:^|[.,;:] |and |then |please )(?:disable|mask|stop and disable|turn off and disable) [^.;]*) ,? ?(?:so|so that|in order that|and make sure|to make sure)(?: that)? (?:it|they|that) (?:(?:does|do|will|can|would|may|should|shall) not|never|can no longer|no longer|stops?) (?:ever )?(?:com(?:e|es|ing)|start(?:s|ing)?|get(?:s|ting)?|run(?:s|ning)?|launch(?:es|ing)?|auto-?start(?:s)?|boot|pop|return)\b[^.,;]*/g,
    "",
  ],
  [
    /(?<=(?:^|[.,;:] |and |then |please )(?:pause|suspend|freeze) [^.;]*?) [,;]? ?(?:and |but )?(?:do not|not|without|never) (?:kill(?:ing)?|terminat(?:e|ing)|end(?:ing)?|stop(?:ping)?) (?:it|them)(?= [.,;!?]|$)/g,
    "",
  ],
  [
    /((?:should|must|needs to|has to|ought to) be .+?) [,.;] ?(?:so |and |please )*(?:change|fix|adjust|correct|set|update) (?:it|that|this)(?: (?:accordingly|please|for me))?(?= [.!]|$)/g,
    "$1",
  ],
  // “turn aria2 off and keep it off after a reboot”.
  [
    new RegExp(
      `${start}(?:(?:turn|switch|shut) ${subject} (?:off|down)|(?:stop|turn off|switch off|shut down) ${subject})((?: (?:on|at|in) (?:the )?@t\\d+)?) (?:, )?and (?:keep (?:it|them) (?:off|down|stopped|disabled)|make sure (?:it|they) (?:stays?|remains?) (?:off|down|stopped)|make sure (?:it|they) (?:does|do|will) not (?:start|come back|come up))[^.,;]*`,
      "g",
    ),
    (_all, one = "", other = "", where = "") => `stop ${one || other}${where} and disable ${one || other}${where}`,
  ],
  [/(?<= )(?:the )?(?:tunnel|service|daemon|systemd service|systemd unit) (?=@svc\d+(?: |$))/g, ""],
  // “radarr and sonarr: restart both”.
  [
    /^((?:the )?@(?:svc|ctr)\d+(?: (?:on|at|in) (?:the )?@t\d+)?) ?[:,-]+ (?:please )?(restart|start|stop|reload|bounce|kick|enable|disable|check) (?:both|all|both of them|all of them|them all|them both|the two|all three|the lot|the pair)(?= of them)?(?= [.!]|$)/g,
    "$2 $1",
  ],
  // “pull the newest image and recreate the container”: one thing.
  [
    /(?<=^|[.,;:] |and |then |please )(?:pull|fetch|get|grab|download) (?:the |a )?(?:newest|latest|new|newer|current|fresh|recent|updated) (?:image |version )?(?:of |for )?(?:the )?(@ctr\d+)(?: container)?(?: (?:image|version|build|release))?((?: (?:on|at|in) (?:the )?@t\d+)?) ?,? ?(?:and |then |; |, )+(?:re-?create|redeploy|rebuild|replace|re-?start|bring up|roll|start|run) (?:it|the container|container|the @ctr\d+|@ctr\d+)(?: container)?(?: (?:with it|from it|on it|with that|with the new one|again|anew|afterwards|with the new image|from the new image))?((?: (?:on|at|in) (?:the )?@t\d+)?)(?= [.,;!?]|$)/g,
    "update $1 to newest image$2$3",
  ],
  // “it would be great if it could be restarted”, “I need it running again”, “it needs a kick in the pants”.
  [
    new RegExp(
      `^(?:it|that) would be (?:really |very |so )?[a-z]+ (?:if|when) ${subject} (?:could|can|would|will|were|was|is|gets|got)(?: be)? ${done}`,
      "g",
    ),
    (_all, what = "", verb = "") => `${verbFor(verb)} ${what}`,
  ],
  [
    new RegExp(`${start}${subject} (?:could|can) be ${done}((?: (?:on|at|in) (?:the )?@t\\d+)?)(?= [?]|$)`, "g"),
    (_all, what = "", verb = "", where = "") => `${verbFor(verb)} ${what}${where}`,
  ],
  [
    new RegExp(
      `${start}(?:i |we )?(?:need|want|require) (?:to have )?${subject} (?:to be )?(?:running|up|up and running|back|going|alive|online)(?: again| back| up)*((?: (?:on|at|in) (?:the )?@t\\d+)?)${end}`,
      "g",
    ),
    "start $1$2",
  ],
  [
    new RegExp(
      `${start}${subject} (?:needs|wants|requires|could use|deserves|needs to get|is due for|is up for) (?:an? |another )?(?:quick |good |little |swift |gentle |proper )*(?:kick|bounce|restart|nudge)(?: (?:in the [a-z]+|up the [a-z]+))?((?: (?:on|at|in) (?:the )?@t\\d+)?)${end}`,
      "g",
    ),
    "restart $1$2",
  ],
  // “check whether it runs and start it otherwise”.
  [
    /(?<=^|[.;:] )check whether (.+?) (?:, )?(?:and|,|;|but) (start|restart|bring|reload|launch|reboot)\b(.*?) (?:otherwise|if not|if it is not|if not so)(?= [.!]|$)/g,
    "unless $1 , $2$3",
  ],
  [
    /check whether (?:both|all)(?: of them)? (?:run|are running|are up|work|are working|are back|came back)(?= [.,;!?]|$)/g,
    "check whether they are running",
  ],
  // “the disk on the databases and the memory on the web servers”.
  [
    /(?<=^|[.,;:] |please )(check|show|get|list|print|display) (?:the )?([a-z][a-z ]*?) (on|of|at) ((?:the |all )?@t\d+) and (?:the )?([a-z][a-z ]*?) (?:on|of|at) ((?:the |all )?@t\d+)(?= [.,;!?]|$)/g,
    "$1 $2 $3 $4 ; $1 $5 $3 $6",
  ],
  // “first on web-1 and then on web-2”.
  [
    / first (on|at) (@t\d+) (?:, |; )?(?:and )?(?:then |after that |afterwards |later )?(?:on |at )?(?:the )?(@t\d+)(?: (?:after|afterwards|second|next|later))?(?= [.,;!?]|$)/g,
    " $1 $2 ; $1 $3",
  ],
  [
    / (?:all the time|constantly|continuously|over and over(?: again)?|again and again|in a loop|non-?stop)(?= [.,;!?]|$)/g,
    "",
  ],
  // “nginx on web-1 has to be reloaded”, “I would like the service to be restarted”.
  [
    new RegExp(
      `${start}${subject} (?:should|must|has to|have to|needs to|need to|ought to|is to|are to) (?:please )?be ${done}`,
      "g",
    ),
    (_all, what = "", verb = "") => `${verbFor(verb)} ${what}`,
  ],
  [
    new RegExp(
      `${start}(?:arrange for|have|get|see to it that|see that|make sure that|make sure|ensure that|ensure|i would like|i want|want|like|need|ask for|request that|we need|we want) ${subject} (?:to be |to get |is |gets |be )?${done}`,
      "g",
    ),
    (_all, what = "", verb = "") => `${verbFor(verb)} ${what}`,
  ],
  [
    new RegExp(
      `${start}(?:an? |the |another )?${nouns} (?:of|for|on) ${subject} (?:is|would be|seems|has become) (?:needed|required|necessary|due|wanted|requested|in order|appreciated|overdue|great|nice|good)`,
      "g",
    ),
    "$1 $2",
  ],
  [
    new RegExp(
      `${start}(?:do|perform|make|issue|trigger|initiate|carry out|execute|run|request|schedule) (?:an? |the )?(?:quick |clean |full |graceful |soft |hot |proper |complete |hard )*${nouns} (?:of|for|on) ${subject}`,
      "g",
    ),
    "$1 $2",
  ],
  [
    new RegExp(
      `${start}${subject} (?:needs|wants|requires|could use|deserves) (?:an? )?(?:quick |good |little )?(?:reload|reloading)${end}`,
      "g",
    ),
    "reload $1",
  ],
  // “off and on”, by itself.
  [new RegExp(`${start}(?:(?:turn|switch|power) )?off and (?:then )?(?:back )?on(?: again)?${end}`, "g"), "restart it"],
  // “reload haproxy, lb-2 only”, “…, only on lb-2”.
  [
    /(?<! read) (?:[,.;:(-]+ ?)?(?:and |but )?(?:only|just)(?: (?:on|at|in|for))?(?: the)? (@t\d+)(?: (?:please|though))?(?: \))?(?= [.,;!?]|$)/g,
    " on $1",
  ],
  [/ [,.;:(-]+ (?:on |at |in |for )?(?:the )?(@t\d+) only(?: \))?(?= [.,;!?]|$)/g, " on $1"],
  // “the log, only the last 30 lines, nothing else”.
  [
    / [,;-] ?(?:and |but )?(?:only|just)(?: the)? ((?:last|latest|newest|first|top) @n\d+(?: (?:lines?|entries|messages|rows))?)(?= [.,;!?]|$)/g,
    " $1",
  ],
  [
    / [,.;:-]* ?(?:and |but |really )?(?:nothing (?:else|more)|that is (?:all|it)|no more than that|not more)(?: please)?(?= [.,;!?]|$)/g,
    "",
  ],
  // “check whether it is down, and if so start it”.
  [
    /(?<=^|[.;:] )(?:please )?check whether (.+?) (?:[,.;?:-]+ |and |then |but )*(?:if so|if yes|if that is the case|if it is so|if that is so|if it is the case|in that case|should that be the case|should that be so|should it be|if it is(?! not\b)|if they are(?! not\b)) (?:, |then |please )*/g,
    "if $1 , ",
  ],
  [
    /(?<=^|[.;:] )(?:is|are) (@(?:svc|ctr|t)\d+(?: (?:on|at|in) (?:the )?@t\d+)?) ([a-z][a-z ]*?) [,.;?:-]+ (?:and )?(?:if so|if yes|in that case|if it is(?! not\b)|then) (?:, |then |please )*/g,
    "if $1 is $2 , ",
  ],
  // What checks a configuration, and the condition that it passes.
  [/(?<=^|[.,;:] |and |then )(@svc\d+) -+ t(?= |$)/g, "check config of $1"],
  [
    /(?<=^|[.,;:] |and |then |please |first )(?:do |run )?(?:an? |the |its )?(?:config|configuration|syntax) (?:test|check)(?= (?:of|for|on|first)\b| [.,;]|$)/g,
    "check config",
  ],
  [
    /(?<=^|[.,;:] |and |then |please |first )(check|test|validate|verify) (?:the |its |that its )?(?:config|configuration|syntax)(?: file)?(?: (?:beforehand|first|before that|before))?(?= [,;.]|$| and | (?:on|at|in) @t)/g,
    "$1 config of it",
  ],
  [
    /(check|test|validate|verify)( (?:the )?(?:config|configuration|syntax) of @svc\d+| (?:the )?@svc\d+ (?:config|configuration|syntax))((?: (?:on|at|in) @t\d+)?) first(?= [,;.]|$)/g,
    "$1$2$3",
  ],
  [
    /((?:check|test|validate|verify) [^.;]*?(?:config|configuration|syntax)\b.*? (?:only )?(?:if|when|once|provided|as long as)) (?:it|that|this|they|the check|the test|check|test|everything|all|the result) (?:is |are |looks |comes out |comes back |went |goes |was )*(?:ok|okay|fine|valid|clean|good|correct|passes|passed|succeeds|succeeded|checks out|right|well|green|through)(?= [.,;!?]|$| and (?:show|tell|then|check|start|list|print)\b)/g,
    "$1 config is valid",
  ],
  // “install updates if there are any”.
  [
    /((?:security |pending |available |new )*(?:updates|patches|upgrades))( [^.;]*?)? if (?:there (?:are|is)|it has|they have|we have) (?:any|some)(?: (?:pending|available|waiting|new))?(?= [.,;!?]|$)/g,
    "$1$2 if there are $1",
  ],
  [
    /((?:security )?(?:updates|patches|upgrades))\b([^;]*?[,.;]? (?:then )?)(install|apply) (?:them|these|those)(?: all)?(?= [.,;!?]|$)/g,
    "$1$2$3 $1",
  ],
  // “is the shop down”, “what is wrong with the website”.
  [
    /(?<=^|[.,;:] )(?:what is (?:wrong|the matter|up|going on|happening|the (?:problem|issue|trouble)) with|what happened to|(?:is there )?(?:anything|something) wrong with|any (?:problems?|issues?|trouble) with|why is|is|are|check whether|how is) (?:the |our |my )?(site|website|web site|shop|web shop|homepage)((?: (?:on|of) (?:the )?@t\d+)?)(?: (?:is|still|really|so|very|not|up|down|ok|okay|fine|working|broken|slow|dead|online|offline|reachable|unreachable|alive|running|healthy|doing|again|loading|responding))*(?= [.,;!?]|$)/g,
    "diagnose $1$2",
  ],
  // What runs by itself.
  [
    / (?:(?:all )?(?:on|by) (?:its|their) own|(?:all )?by (?:itself|themselves)|unattended(?! (?:upgrades?|updates?)))(?= |$)/g,
    " automatically",
  ],
  // “let gitea restart”.
  [new RegExp(`${start}(?:let|have|make) ${subject} (restart|reload|stop)${end}`, "g"), "$2 $1"],
  // “check whether port 443 on lb-1 answers”.
  [
    /(?<=^|[.,;:] |and |then |please )(?:check (?:whether )?|is |does |test (?:whether )?|see whether )(?:the )?(?:tcp )?port @n(\d+)((?: (?:on|at|of) (?:the )?@t\d+)?) (?:is |still )*(?:answers?|answering|responds?|responding|listening|listens|open|reachable|up|accepts connections|accepting connections)(?= [.,;!?]|$)/g,
    "check whether port @n$1 is open$2",
  ],
  // “starts when the machine boots”.
  [
    /\b(start|starts|started|come up|comes up|run|runs|launch|launches|enable|enabled)((?: [a-z]+){0,4}?) (?:when|whenever|once|after|each time|every time|as soon as) (?:the |this |my )?(?:(?:machine|system|server|it|box|host|@t\d+) )?(?:boots?|starts?|reboots?|restarts?|comes up|is booted|is rebooted|is restarted|has booted|booted|rebooted)(?: up)?(?= [.,;!?]|$)/g,
    "$1$2 at boot",
  ],
  // “give it a once-over”.
  [
    /(?<=^|[.,;:] |and |then |please )(?:give|do) ((?:the )?@(?:svc|ctr|t)\d+|it) (?:an? )?(?:quick |full |short |thorough )?(?:once[- ]over|check-?up|check|health ?-?check|look|look over|look-over|inspection|going[- ]over)(?= [.,;!?]|$)/g,
    "check $1",
  ],
  [/^((?:the )?@t\d+) (dead|down|up|ok|okay|alive|offline|online)(?: (?:again|now|or what))?(?: \?)?$/g, "is $1 $2"],
  [/ (?:that|this|the same|the very same|said) (log|logs|journal)(?= |$)/g, " its $1"],
];

/** What is done, and what is not meant by it: “reload it, not restart”. */
const acts = "restart|reload|start|stop|reboot|shutdown|kill|bounce";
const main = new RegExp(`(?:^|[.,;:] |and |then |please |@t\\d+ : )(${acts}) `);
const besides = new RegExp(
  ` (?:[,.;:(-]+ )*(?:and |but |please |just |a |an? ${acts} )*(?:not|do not|never|no|instead of|rather than|without|no need to|no need for|i do not want|i do not mean) (?:an? |the |full |any |to |by )*(restart|reload|start|stopp?|reboot|shutdown|kill|bounc)(?:e|ing|ed|s)?(?: (?:it|them|@t\\d+|machine|the machine|the server|the whole machine|whole machine|the box))?(?: (?:please|though))?(?: \\)|(?: [,;] (?:just |only |but )*(?:an? )?(?:${acts}))?(?= [.,;!?]|$))`,
);
const contrary = new RegExp(
  `^do not (${acts}) (${mark}(?: (?:on|at|in) (?:the )?@t\\d+)?) [,.;:-]+ (?:just |only |but |please |rather |instead )*(${acts})(?: it| them| instead)+$`,
);
/** “do not stop it, start it again” may be two things; of these two one is meant in place of the other. */
const gentler = new Set(["restart reload", "reload restart", "reboot restart", "reboot reload"]);
const clarified = new RegExp(` [.,;] (?:an? |just |only |it is )*(?:${acts}) (?:only|please)?$`);

export type Turned = {
  text: string;
  /** What was said not to be meant: a plan that does it is none. */
  not: string[];
};

export function inTurn(said: string): Turned {
  let text = said;
  for (const [shape, by] of [...thingTurns, ...moreTurns, ...lookTurns, ...turns, ...lastTurns])
    text = typeof by === "string" ? text.replace(shape, by) : text.replace(shape, by);
  const turned = contrary.exec(text);
  if (turned && gentler.has(`${turned[1] ?? ""} ${turned[3] ?? ""}`))
    return { text: `${turned[3] ?? ""} ${turned[2] ?? ""}`, not: [turned[1] ?? ""] };
  const verb = main.exec(` ${text}`.trim())?.[1];
  const found = besides.exec(text);
  const other = (found?.[1] ?? "").replace("stopp", "stop").replace(/^bounc$/, "bounce");
  // To restart is to stop for a moment, so that is no other thing.
  const isPart = verb === "restart" && /^(?:stop|start|kill|shutdown)$/.test(other);
  if (verb === undefined || !found || found.index === 0 || verb === other || isPart) return { text, not: [] };
  const rest = text.replace(found[0], "").replace(clarified, "");
  return { text: rest.replaceAll(/ +/g, " ").trim(), not: [other] };
}

const tools: Record<string, RegExp> = {
  restart: /\brestart\b/,
  bounce: /\brestart\b/,
  reload: /\breload\b/,
  start: /\bstart\b/,
  stop: /\bstop\b/,
  reboot: /\breboot\b/,
  shutdown: /\b(?:shutdown|poweroff|halt)\b/,
  kill: /\bkill\b/,
};

/** A step that does what was not meant. */
export const doesOtherwise = ({ tool, input }: { tool: string; input: unknown }, not: readonly string[]): boolean =>
  not.some((verb) => tools[verb]?.test(`${tool.replaceAll(".", " ")} ${JSON.stringify(input)}`));

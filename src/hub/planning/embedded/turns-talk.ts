/** How people talk: “something is fishy on mail-1”, “the pi, is it alive?”, “stupid question but …”, “bump the api”, and conditions as they say them. */

type Turn = readonly [RegExp, string | ((...found: string[]) => string)];
const place = String.raw`(?:the |my |our )?@t\d+`;
const any = String.raw`(?:the |my |our )?@(?:t|svc|ctr|g)\d+`;
const start = "(?<=^|[.;:!] |and |then |please |, )";
const shy =
  "(?:(?:kind of|kinda|kind|a bit|bit|little|almost|really|slightly) )*(?:scared|afraid|embarrassed|ashamed|shy|hesitant|reluctant) to ask|(?:this may|this might|it may|it might) (?:be|sound) (?:stupid|silly|dumb)|(?:sorry )?(?:stupid|silly|dumb|noob|newbie|beginner|naive|weird|odd) question|(?:sorry|i hate) to be a (?:pain|bother|nuisance)|i know (?:this|it) is (?:a )?(?:silly|stupid|dumb|weird|late|annoying)(?: question)?|long time no see|not sure (?:who|whom) to ask";

const people =
  "(?:(?:the|my|our|some|one of (?:the|our|my)) (?:(?:[a-z]+|@t\\d+) ){0,2}?(?:boss|manager|auditors?|colleagues?|coworkers?|team|people|guys|folks|devs?|developers?|admins?|consultants?|lead|ceo|cto|cfo|chef|accountants?|lawyers?|wife|husband|partner|client|customers?|vendor|dba|dbas|intern|qa|testers?|support|marketing|management|sales|accounting|security|office|department|provider)|@t\\d+ (?:people|team|guys|folks|admins?)|qa|support|marketing|management|accounting|sales|security|(?!somebody|someone|nobody|who|he|she|it|they|that|this|log|yesterday|@)[a-z]{3,10})";
const does =
  "(?:re-?start|start|stop|reload|reboot|install|update|upgrade|patch|check|show|list|look|clear|clean|prune|restore|deploy|pull|snapshot|back up|renew|rotate|open|block|create|add|enable|disable|find out|see|tell|give|get|copy|set|change|lock|unlock|remove|delete|kill|migrate|move)";

export const talkTurns: readonly Turn[] = [
  // “my manager wants to know how many machines we have”, “the database people told me to restart postgresql”.
  [
    new RegExp(
      `^${people} (?:wants?|would like|needs?|wishes|has asked me|asked me|asks me|asked us) to (?:know|see|find out|hear) (?=how|what|which|who|whether|if|when|where|why|the|all)`,
    ),
    "tell me ",
  ],
  [
    new RegExp(
      `^${people} (?:wants?|would like(?: to have)?|needs?|asks for|asked for|asked me for|requests?|requested|wants to have|needs to have) (?=(?:an? |the )?(?:list|overview|report|table|inventory|summary|number|names?) of )`,
    ),
    "show ",
  ],
  [
    new RegExp(
      `^${people} (?:told|asked|asks|tells|wants|needs|would like|begged) (?:me|us|you) to (?=${does}\\b)(?!.*\\b(?:yesterday|last week|last month|ago)\\b)`,
    ),
    "",
  ],
  [
    /^for (?:the |my |our |an? |tomorrow 's )*(?:audit|report|slides|ticket|meeting|boss|manager|records?|presentation|docs|documentation|review|post ?mortem|planning|inventory|auditors?) ?,? ?(?=(?:i|we|please|could|can|show|list|give|tell|what|which|how|who|print|get)\b)/,
    "",
  ],
  [new RegExp(`^(?:hi |hey |so |ok |well |um |uh )*(?:${shy}) ?[,.:;-]* ?(?:but |though |still )?[,.:;-]* ?`), ""],
  // “something is fishy on mail-1, too many logins”.
  [
    new RegExp(
      `^(?:i (?:think|guess|have a feeling) )?(?:there is )?something (?:is |seems |looks |smells |feels )?(?:a bit |a little |very |really |seriously )?(?:fishy|off|odd|wrong|weird|strange|funny|not right|not ok|rotten|broken|amiss|up|suspicious) (?:on|with|at|about|going on (?:on|with|at)) (${any})(?: [,.;-] .*)?$`,
    ),
    "what is wrong with $1",
  ],
  // “the pi, is it still alive?”
  [
    new RegExp(
      `^(${place}) ?[,:-]+ (is|are|was|does|did|has|will|can) (?:it|they) (?:still |even |already |really )*([^;@,]+?)( [?])?$`,
    ),
    "$2 $1 $3$4",
  ],
  [new RegExp(`(?<=@(?:t|svc|ctr|g)\\d+) (?:thing|thingy|thingie|dingens|gizmo)(?= |$)`, "g"), ""],
  [
    new RegExp(
      `${start}(?:(?:a|quick|little|lil|short|small|fast|brief) )+(?:check|look|glance|peek) (?:on|at|over|of) (?=${any})`,
      "g",
    ),
    "check ",
  ],
  // “bump the api on app-1”: without a version it is a restart.
  [
    /(?<=^|[.;:!] |and |then |please |, |can you |could you |can u )bump ((?:the )?@(?:svc|ctr)\d+(?: (?:service|container))?(?: (?:on|at) (?:the )?@t\d+)?)(?= [.,;!?]|$| please| for me| once)/g,
    "restart $1",
  ],
  [
    new RegExp(
      `^(?:show me |tell me |see |check )?who (?:is|are) (?:hammering|flooding|hitting|spamming|bombarding|abusing|overloading|connected to|connecting to|using) (${place})( [?])?$`,
    ),
    "show connections on $1",
  ],
  [/(?<=^|[.;:!] |and |then |please |, )beam up (?=(?:the |my |our )?@)/g, "boot up "],
  [
    /(?<=^|[.;:!] |and |then |please |, )kill (?:off )?((?:all |every |any )?)(?:the |those |these )([a-z][a-z0-9_.-]+) (?:jobs?|procs|tasks|instances|workers)(?= (?:on|at) (?:the )?@t\d| if |$)/g,
    "kill all $2 processes",
  ],
  // What is asked for by then is looked at now; a change says when.
  [
    /^((?:please |can you |could you )?(?:show|list|tell|check|give|get|print|find|what|which|how|who)\b.*?) by (?:tomorrow|tonight|noon|midnight|lunch|(?:mon|tues|wednes|thurs|fri|satur|sun)day|next week|(?:the )?end of (?:the |this )?(?:day|week)|eod)(?: (?:morning|noon|afternoon|evening|night))?(?= [.!]|$)/,
    "$1",
  ],
  // Conditions.
  [
    /(?<=(?:answer|respond|reply|listen|answers|responds|replies|listens)(?: [a-z]+)* (?:on|at) (?:port )?@n\d+) within @n\d+ ?(?:s|sec|secs|seconds?|ms|milliseconds?|minutes?)(?= |$)/g,
    "",
  ],
  [
    /\bthere (?:is|are) (?:still )?(?:enough|sufficient|plenty of) (?:room|space|disk space|free space|storage)(?: left| free)? (on|in|under|at) (@path\d+) ?[,(-]* ?(?:say|like|i e|that is|meaning|at least|e g|namely|i mean) (?:at least )?@n(\d+) ?(gb|gigs?|tb|mb|gib|tib)(?: free| left)?(?: \))?/g,
    "there are at least @n$3 $4 free $1 $2",
  ],
  [
    / (?:gives?|returns?|answers? with|responds? with|shows?|yields?|says?) (?:anything|something|any status|any code) (?:but|other than|except|besides|else than) (?=@n\d+)/g,
    " does not return ",
  ],
  [
    /(?<=^|[.;:] )check whether (.+?) (?:, )?(?:and |, |; |but )*(enable|install|create|mount|add|renew|launch) (it|them|one) (?:otherwise|if not|if it is not|if not so)(?= [.!]|$)/g,
    "unless $1 , $2 $3",
  ],
];

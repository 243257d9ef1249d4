/** How people type to somebody they know: short forms, slang and side remarks, put into plain words before clauses are cut. */

type Turn = readonly [RegExp, string | ((...found: string[]) => string)];
const thing = String.raw`(?:the |that |my |our |this )?@(?:svc|ctr|t|g)\d+`;
const end = "(?= [.,;!?)]|$)";
const start = "(?<=^|[.,;:!?(-] |and |then |but |so )";

const turns: readonly Turn[] = [
  [/ n (?=(?:tell|show|then|check|restart|start|stop|let|give|see|report|clean|reload|reboot|update)\b)/g, " and "],
  [/^is wrong with /, "what is wrong with "],
  [
    /(?<=^|[.,;:] |and |then )(?:slap|put|throw|chuck|stick|get|bring|push|pop|load) (?:the |all |all the )?(?:latest |newest |new |pending |available |current )*(updates|patches|upgrades|security updates|security patches) (?:on|onto|on to|to) /g,
    "install $1 on ",
  ],
  [
    /\b(?:under no circumstances|on no account|by no means|in no case|never ever|at no point) (?=(?:re-?start|start|stop|reload|reboot|kill|delete|remove|touch|change|shut|install|update|upgrade)\b)/g,
    "do not ",
  ],
  // What is not named is left alone anyway.
  [
    /(?: ?[,;.-]+ ?| and | but )+(?:please )?(?:leave|keep) (?:(?:@t\d+|everything|all|anything) else|the rest|all the rest|the others|all others|other packages|all other packages)(?: of it)?(?: (?:as (?:it|they) (?:is|are)|alone|untouched|as is|be|in peace|unchanged|like it is))?(?= [.,;!]|$)/g,
    "",
  ],
  [
    /(?<=[,;] |and |then )(?:show|tell|report|say)(?: me)? how much (?:space )?is (?:left|free)(?: now| then| afterwards)?(?= [.,;]|$)/g,
    "show disk usage",
  ],
  // “cleanly, don't pull the plug”: to shut down is that.
  [
    /((?:shut|switch|power|turn|stop|halt|reboot|restart)\b[^.;]*?)(?: ?[,;.-]+ ?| and | but )(?:please )?(?:do not|without|no) (?:just |simply )?(?:pull(?:ing)? (?:the )?(?:plug|power)|forc(?:e|ing)(?: it| anything)?|kill(?:ing)? it|a hard (?:stop|reset|shutdown)|hard (?:stop|reset|off|shutdown|power off)|power(?:ing)? it off hard|cut(?:ting)? (?:the )?power)(?= [.,;!]|$)/g,
    "$1",
  ],
  [
    /((?:shut|switch|power|turn|stop|halt|reboot|restart)\b[^.;,]*?) (?:cleanly|gracefully|properly|nicely|orderly|softly|gently|in (?:an |a )?(?:orderly|clean|proper) (?:way|fashion|manner))(?= [.,;!]|$| and | on | then )/g,
    "$1",
  ],
  // “send me the list of pending updates”: what is found is shown.
  [
    /(?<=^|[.,;:] |and |then )(?:please )?(?:send|mail|e-?mail|message|text|ping|slack|remind|brief|update) (?:me|us) (?:with |about |of |on )(?:an? |the )?(?:short |quick |full |fresh )?(?:list of |report of |report on |report about |summary of |overview of )?/g,
    "show ",
  ],
  [
    /(?<=^|[.,;:] |and |then )(?:please )?(?:send|mail|e-?mail|message|text|slack) (?:me|us) (?:an? |the )(?:short |quick |full |fresh )?(?:list of |report of |report on |report about |summary of |overview of )?/g,
    "show ",
  ],
  [/^from now on (?:, )?(?!you |i |we |all |the |your |my )/g, ""],
  [
    / before (?:the )?(?:weekend|holidays?|work|lunch|breakfast|dinner|everybody|everyone|people|the office|we|opening hours?|business hours?)(?: (?:opens?|starts?|begins?|arrives?|comes? in|get up|gets up|start work))?(?= [.,;]|$)/g,
    "",
  ],
  [/^(?:stop|halt|wait|hold on|no|careful|hey)(?: [!.,:-]+)+ (?=(?:please )?(?:do not|never) )/g, ""],
  // Laughs, sighs and the like add nothing wherever they stand.
  [
    /(?<=^|[ ])(?:lol|lmao|rofl|haha+|hehe|ugh+|argh+|grr+|omg|wtf|ffs|smh|meh|eh|innit|fam|bruh|dude|m8|rq|atm|tbh|imo|imho|afaik|yo|oi|ey|aye|xd|pretty please|real quick|quick question|no biggie|cheers|ta muchly|ta|thx|tx|tia|kthx|k thx|thanks a bunch|if u can|if ya can|when u can|4 me|for me real quick|would ya|will ya|could ya|wouldja|pls and ty|plox|pwease)(?= |$)/g,
    "",
  ],
  [/ : [()pd](?= |$)| [:;] - ?[()](?= |$)| ; \)(?= |$)/g, ""],
  [
    /(?<=^|[ ])(?:the hell|the heck|the fuck|on earth|in the world|the bloody|bloody|damn|damned|fucking|freaking|friggin|stupid|silly|good old|poor|dear|trusty)(?= )/g,
    "",
  ],
  [/(?<=^|[ ])(?:lookin|looking like)(?= )/g, "looking"],
  [
    new RegExp(
      `${start}(?:hows|how is) (?:it |things |everything )?(?:look|looking|going|doing|hanging|holding up)(?: over)? (?:on|at|with|for) (${thing})`,
      "g",
    ),
    "how is $1 doing",
  ],
  [
    new RegExp(
      `${start}(?:hows|how is) (${thing}) (?:looking|feeling|doing|going|holding up|getting on|getting along|keeping)(?: today| these days| now| tonight| this morning)*(?: , still alive| , alive)?`,
      "g",
    ),
    "how is $1 doing",
  ],
  [
    new RegExp(
      `${start}(?:sup|wassup|whassup|what is up|what's up|whats up|what is going on|what gives|what is the (?:deal|story|matter)|what is wrong|what is broken|what is it) (?:with|at|on) (${thing})`,
      "g",
    ),
    "what is wrong with $1",
  ],
  [
    new RegExp(
      `^(${thing}) (?:(?:is )?(?:still |yet )*(?:alive|breathing|up|with us|there|ok|okay|fine|kicking|happy|good))(?: \\?| right| yeah)*$`,
      "g",
    ),
    "is $1 ok",
  ],
  [
    new RegExp(
      `^(?:is |are )?(${thing}) (?:all )?(?:ok|okay|good|fine|alright|up and running|alive and kicking|healthy)(?: or what| or not| right)? \\?*$`,
      "g",
    ),
    "is $1 ok",
  ],
  // “put htop on the storage box”: a package and a machine.
  [
    new RegExp(
      `${start}(?:chuck|throw|slap|stick|pop|whack|bung|drop|plonk|toss|lob|shove|put|get|load|dump) (?!(?:a|an|the|it|them|that|this|him|her|me|us|all|down|up|on|in|your|my|more|some|off|back|everything|rid|out|together|of|to|any|caches?|connections?|packets?|traffic|tables?|indexe?s?|databases?|snapshots?|sessions?) )([a-z][a-z0-9.+-]+(?:(?: and |, )[a-z][a-z0-9.+-]+)*) (?:on|onto|on to|in|into) (?=(?:the |my |our |all |both |each )?@t\\d+${end})`,
      "g",
    ),
    (whole: string, names = "") =>
      /^(?:uptime|disk|disks|memory|load|cpu|logs?|status|info|access|eyes|hands|pressure|maintenance|updates?|files?|data|stuff|things|label|tag|limit|swap|rules?)$/.test(
        names,
      )
        ? whole
        : `install ${names} on `,
  ],
  // “nuke”, “bin”, “axe”: to remove; “revive”, “resurrect”: to start.
  [
    new RegExp(
      `${start}(?:nuke|bin|axe|trash|zap|yeet|chuck out|throw out|throw away|get rid of|ditch|toss out|kill off|obliterate|dump|scrap|wipe out) (?=(?:the |that |this |all |old |unused |leftover |any |dead |exited |stopped |crashed |stale |useless |orphaned |broken )*(?:@ctr|@path|(?:old |unused |stopped |dangling |leftover |exited |dead )*(?:docker|container|containers|image|images|file|files|folder|package|packages|user|account|cron|snapshot|snapshots)))`,
      "g",
    ),
    "remove ",
  ],
  [
    /(?<=^|[.,;:!?] |and |then )remove (?:the |that |this |my |our )?(?:(?:leftover|unused|old|orphaned|stale|crashed|useless|broken) )+(?=@ctr\d)/g,
    "remove ",
  ],
  // What is said to have ended keeps its word: it is not ended for it.
  [/(?<=^|[.,;:!?] |and |then )remove (?:that |this |my |our )(?=(?:stopped|dead|exited) @ctr\d)/g, "remove "],
  [
    new RegExp(
      `${start}(?:give|gave) (${thing}) (?:an? |the |another )?(?:good |quick |swift |gentle |little |fresh |proper |nice |hard )*(?:kick|kicking|bounce|nudge|poke|whack|slap|shake|jolt|push|boot|restart|start|reset|spin|turn|prod|shove)(?: (?:up|in) the [a-z]+)?`,
      "g",
    ),
    "restart $1",
  ],
  [
    new RegExp(
      `${start}(${thing}) (?:needs|wants|could do with|could use|deserves|is due|is asking for|is crying for|is begging for|is due for|is in need of|calls for) (?:an? |the |another )?(?:good |quick |swift |gentle |little |fresh |proper |nice |hard |clean )*(?:kick|kicking|bounce|nudge|start|restart|reset|whack|slap|boot|turn off and on)(?: (?:up|in) the [a-z]+)?`,
      "g",
    ),
    "restart $1",
  ],
  [
    new RegExp(
      `${start}(?:turn|switch|power|flip) (?:(${thing}) )?off and (?:then )?(?:back )?on(?: again)?(?: (?=(?:the |that )?@(?:svc|ctr)))?`,
      "g",
    ),
    (_whole: string, what = "") => (what === "" ? "restart " : `restart ${what}`),
  ],
  [
    new RegExp(
      `${start}(?:revive|resurrect|resuscitate|reanimate|bring back from the dead|wake|wake up|kick off|kickstart|kick start|get going|fire up|spin up|crank up|start up|boot up|light up) (?=(?:the |my |that |our )?@(?:ctr|svc)\\d)`,
      "g",
    ),
    "start ",
  ],
  [
    new RegExp(
      `${start}(?:take|knock) (${thing}) (?:offline|down|out)(?: for (?:a |an )?(?:sec|second|moment|minute|bit|while|now))?${end}`,
      "g",
    ),
    "stop $1",
  ],
  [
    new RegExp(
      `${start}(?:kick|throw|boot|shoo|chuck|log|sign|toss) (?:the user )?([a-z][a-z0-9_-]+) (?:off|out of|out from|out) (?:of )?((?:the |my |our )?@t\\d+)`,
      "g",
    ),
    "log $1 out on $2",
  ],
  [
    new RegExp(
      `${start}(?:whos|who is|who all is|who else is|who is even|who is all) (?:even |all |currently |still |now )*(?:on|in|at|using|hanging out on) ((?:the |my |our )?@t\\d+)${end}`,
      "g",
    ),
    "who is logged in on $1",
  ],
  [
    new RegExp(
      `${start}(?:can|could|would|will) (?:sb|sbdy|smb|some1|sum1|somebody|someone|anyone|u|ya|you) (?:plz |please |pls |just |maybe |quickly |have a )*`,
      "g",
    ),
    "",
  ],
  [
    new RegExp(
      `${start}(?:(?:it )?would|it'd) be (?:so |really |very |super )*(?:lovely|great|nice|cool|awesome|good|helpful|amazing|ace|sweet|brilliant|grand|kind) if (?:someone|somebody|you|u|one|anybody) (?:could|can|would|might) `,
      "g",
    ),
    "",
  ],
  [
    new RegExp(
      `${start}(?:have|has) (?:a |another |quick )*(?:look|peek|gander|glance|squint|butcher's)(?: (?:at|on|into|over))? (?=(?:the |my |our )?@)`,
      "g",
    ),
    "check ",
  ],
  [
    new RegExp(
      `${start}(?:take|get) (?:a |another |quick )*(?:look|peek|gander|glance) (?:at|on|into|over) (?=(?:the |my |our )?@)`,
      "g",
    ),
    "check ",
  ],
  [
    /(?<=^|[.,;:!?] |and |then |but )(?:where has|where did|where is|wheres|where's) all (?:the |my |our |its )?(ram|memory|disk|space|disk space|cpu|swap|storage) (?:gone|go|vanished|disappeared)/g,
    "what is using all the $1",
  ],
  // A machine as a whole is hogged by what computes on it.
  [
    /(?<=^|[.,;:!?] |and |then |but )who (?:is |has )?(?:hogs|hogging|hogged) (?=(?:the |my |our )?@t\d+(?= ?[?.!]| *$))/g,
    "what is eating the cpu on ",
  ],
  [
    /(?<=^|[.,;:!?] |and |then |but )who (?:is |has |else )*(?:filled|filling|ate|eaten|eats|hogs|hogging|clogged|clogging)(?: up)? (?!(?:the )?(?:tcp |udp )?port\b)/g,
    "what is filling up ",
  ],
  [
    /(?<=^|[.,;:!?] |and |then |but )(?:who or what|what or who|what on|who) (?:has |is )?(?:filled|fills|filling)(?: up)? /g,
    "what is filling up ",
  ],
  [/(?<=^|[.,;:!?] |and |then )(?:get|put|bring) me (?:in|into) (?:the )?(?:loop|picture)(?: :| ,)? ?/g, ""],
  [
    /(?<=^|[.,;:!?] |and |then )(?:anything|something|what is|whats|is anything|are things|is something) (?:on fire|burning|ablaze|exploding|exploded|smoking|in flames)(?: (?:this morning|today|tonight|overnight|right now|last night|again|currently|at the moment))*(?= [.,;!?]|$)/g,
    "is anything wrong",
  ],
  [
    /(?<=^|[.,;:!?] )(?:what (?:did|have) i mis+(?:ed)?|did i miss (?:anything|something)|what happened|anything (?:happen|happened|new|i should know(?: about)?)|what is new)(?: (?:overnight|last night|during the night|while i (?:was )?(?:slept|asleep|sleeping|away|gone|out)|since yesterday|over night))(?= [.,;!?]|$)/g,
    "is anything wrong",
  ],
  [
    /(?<=^|[.,;:!?] )(?:anything|something|is anything|what is) (?:broken|down|failing|wrong|off|weird)(?: anywhere| somewhere| overnight)(?= [.,;!?]|$)/g,
    "is anything wrong",
  ],
];

/** None of these is a typing mistake. */
export const slangWords: readonly string[] =
  "remind kuma nuke axe yeet chuck slap bung plonk lob whack revive resurrect innit atm lol lmao rofl haha hehe ugh argh sup wassup shoo ditch zap trash bin sluggish laggy borked toast hosed wonky kaputt flaky stutters stuttering buffering sb sbdy smb some1 m8 rq gander butcher lookin feelin wedged haywire bonkers berserk tanked nosedived choked crawls crawling".split(
    " ",
  );

/** On the marked text. */
export function plainly(said: string): string {
  let text = said;
  for (const [shape, by] of turns) text = typeof by === "string" ? text.replace(shape, by) : text.replace(shape, by);
  return text
    .replaceAll(/ +/g, " ")
    .replaceAll(/^[ ,.;!]+|[ ,;]+$/g, "")
    .trim();
}

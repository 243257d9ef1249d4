/**
 * What people say beside a request: why they want it, who told them, how they feel about it. Taken out only where the request
 * could not be read with it, and only sentences that state something; whatever limits, forbids, puts off or asks stays.
 */
import { doesNotWork, tells } from "./remarks-more.ts";
import type { Entity } from "./types.ts";

/** Who said so, and what introduces a request: taken away where a segment begins. */
const openings: readonly RegExp[] = [
  /^(?:can|could|would|will|may) (?:somebody|someone|anyone|anybody|you guys|one of you|we|u|ya) (?:please |maybe |quickly )*/,
  /^(?!who|why|what|nobody|no one|you |i )(?:(?:our|my|the|a|some|one of (?:the|our)) )?(?:colleagues?|boss|manager|consultant|customers?|users?|people|guys|team|folks|developers?|devs|support|monitoring|auditors?|[a-z]+) (?:in @?\w+ |at @?\w+ |from @?\w+ )?(?:told|tells?|says?|said|reports?|reported|mentioned|complains?|thinks?|claims?|writes?|wrote)(?: to)?(?: me| us)? (?:that )?/,
  /^(?:i|we) (?:was|were|have been|got|am|are) (?:just )?(?:told|informed|asked)(?: by \w+)?(?: that| to)? /,
  /^(?:i|we) (?:think|believe|guess|suspect|heard|hear|noticed|see|saw|suppose|have the feeling|have a feeling)(?: that)? /,
  /^(?:it |that )?(?:looks|seems|appears|sounds) (?:like|as if|that|to me (?:like|that)) /,
  /^(?:apparently|obviously|seemingly|unfortunately|sadly|strangely|weirdly|somehow|suddenly|right|also|again|look(?= ,)|listen|see(?= ,)|sigh|argh|ugh|ouch|oops|damn|crap|wow|yikes|hmm+|ok so|so|well|fyi|btw|heads up|help|urgent|question|quick q|quick one|yo|oi|dude|man|alright) (?:, )?(?=\S)/,
  /^(?:somebody|someone|one|we|you|i|they) (?:needs?|has|have|ought|got) to /,
  /^before (?:i|we) (?:touch|change|do|break|start|restart|go on|continue|mess with) ?(?:anything|something|it|that|any further|further)? ?(?:[:,] )?/,
  /^(?:before|since|because|as|when|while) (?:i|we) (?:go|leave|start|head|am|are|have to go|need to leave|get)(?: (?:home|out|off|on|with|to|into|the|my|our|work|meeting|bed|lunch|call|vacation|holiday|weekend))* (?=(?:i|we|is|are|please|can|could|check|show|tell)\b)/,
  /^(?:i|we) (?:would |'d )?(?:(?:just|also|really) )?(?:like|love|want|need) to (?:know|see|check|find out) (?=(?:if|whether)\b)/,
  /^(?:could|can|may|might) (?:i|we) (?:please )?(?:get|have|see|know|ask for|request) /,
  /^(?:i|we) (?:would|'d) (?:like|love|need) (?:to (?:see|know|have|get) )?/,
  /^(?:i|we) (?:just )?(?:need|want)(?: to (?:see|know|have|get))? /,
  /^(?:for|as to|regarding|concerning|about) (?:the |my |our |a |some )?(?:audit|report|slides|ticket|meeting|boss|manager|record|records|presentation|docs|documentation|post ?mortem|review|planning) /,
];
/** What a request is for, behind it. */
const purposes: readonly RegExp[] = [
  / for (?:the time being|the moment|maintenance|testing|debugging|now|today|tonight|(?:a |the )?(?:moment|while|bit|minute|second|sec|update|upgrade|migration|move|weekend|night|test|demo|show))$/,
  / (?:because|cause|cuz|coz|since|as) (?:(?:it|i|we|he|she|they|there|that|this|the|my|our|somebody|someone|people|users|customers)\b|@(?!n\d)).*$/,
  / (?:so that|so) (?:i|we|it|they|he|she|people|users|there) .*$/,
  / (?:for|in) (?:the |my |our |a |some |tomorrow's )?(?:audit|report|slides|ticket|meeting|boss|manager|records?|presentation|docs|documentation|review|post ?mortem|peace of mind|comparison|reference)$/,
  / (?:ffs|lol|lmao|wtf|omg|argh|ugh|tbh|imo|afaik|asap|pronto|real quick|quick|quickly|plz|thx|ta|cheers|mate|bro|haha|grr|sigh|xd|: \)|: \(|; \)|: d|, lol)$/,
  / (?:before|when|once|while|as) (?:i|we) (?:reload|restart|reboot|edit|push|apply|roll|merge|ship|upgrade|update|switch|move|migrate|commit|open|call|mess|touch|play|fiddle|tinker|break|go|leave|work|continue|start working|deploy|change|do|begin|try)\b.*$/,
  / (?:just )?(?:to be (?:safe|sure|on the safe side)|just in case|if (?:that is|that's|it is) (?:ok|okay|fine|possible|alright)|as (?:always|usual|discussed|agreed)|like (?:always|last time|before)|as a precaution)$/,
];

/** A word of these means that the sentence is more than a remark. */
const binding =
  /@n\d+ (?:am|pm)\b|\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|noon|midnight|in case|in the (?:event|case)|assuming|provided|providing|supposing|so long as|as long as|as soon as|on condition|given that|the moment|till|until|wait|no circumstances|no case|no way|no means|bad to|dangerous|tried to|refuse|forbidden|cancel|forget|ignore|whichever|whoever|wherever|whatever is|(?:those|ones|the one) (?:that|which|where)|where(?=.*\b(?:down|stopped|dead|failed|not running|broken)\b)|only|unless|except|until|instead|must|should|shall|never|make sure|ensure|careful|carefully|avoid|first|before|after|afterwards|if|when|while|whenever|wants? (?:it|that|them|this|you|no|only|nothing|us|@)|allowed|supposed|rather|leave|skip|exactly|nothing else|at most|at least|without|then|every|each|tomorrow|tonight|otherwise|and @|both|also|too|else|same|rest|not be|no more than|left (?:alone|out)|excluded|excepted|untouched|exempt|exempted|skipped|not included|spared|off[- ]limits|taboo|unchanged|one by one|one after|at a time|do not|don't|hands off|keep it|keep them|please)\b/;
const asks =
  /^(?:what|which|who|whose|how|why|where|when|is|are|was|were|does|do|did|can|could|will|would|has|have|any|anything|anyone|am)\b/;
const states =
  /\b(?:is|are|was|were|am|has|have|had|seems?|looks?|feels?|sounds?|keeps?|kept|left|leaves|went|goes|got|gets|wants?|said|says|complain|complains|complaining|died|dies|crashed|crashes|stopped|stops|failed|fails|broke|hangs|hung|eats?|takes?|uses?|lost|ran|runs|started|happened|happens|expired|moved|changed|came|comes|does not|will not|can not|could not|did not|will be|would be|shows|showed|annoys|annoying|restarts|swaps|hurts|hates?|needs|turned|throws|reports|killing|eating|hogging|filling|acting|back|over|quit|joins|joined|arrives|told|asked|fires|fired|woke|wakes|wedged|borked|hosed|toast|kaputt|misbehaves?|misbehaving|flapping|flaps|refuses?|fell|falls|renewed|replaced|updated|added|installed|edited|rotated|bought|planned|waiting|waits|differs?|varies|acts|hiccups?|choked|freaks?|choking|panicked|hang|take|takes|bounce|bounces|blocks|time out|drop|drops|reject|rejects|refuse|ignores|lags|deliver|delivers|does the job|do the job|does that job|does it|handles|covers|suffices|is enough|serves)\b/;
/** A scrap without a verb: “runaway php”, “disk alert again”, “oncall here”. */
const scrap = (words: readonly string[]): boolean =>
  (words.length <= 4 &&
    !/^(?:docker|docker-compose|git|npm|make|systemctl|apt|apt-get|pip|rsync|curl|compose)$/.test(words[0] ?? "") &&
    !words.some((word) => /^@|^\d|^(?:on|in|at|to|from|and|or|not|no|for|with|all)$/.test(word))) ||
  (words.length <= 4 && words[0] === "no" && !words.some((word) => word.startsWith("@"))) ||
  (words.length <= 3 &&
    /^(?:runaway|stuck|rogue|hung|crazy|that|stupid|good old|poor|bloody|damn)$/.test(words[0] ?? ""));
const verbs =
  /^(?:re-?start|start|stop|reload|bounce|kick|check|show|list|tell|give|get|print|install|remove|uninstall|update|upgrade|reboot|shut|kill|run|execute|copy|move|delete|create|read|tail|cat|find|look|see|make|enable|disable|ping|report|let|bring|turn|clone|snapshot|backup|back|do|verify|test|count|compare|clean|clear|free|open|close|send|put|add|set|change|edit|write|mount|unmount|pull|push|deploy|block|allow|rotate|migrate|undo|revert|wipe|format|drop|destroy|purge|rename|schedule|explain|describe|fetch|fix|repair|suspend|resume|power|wake|switch|resize|erase|launch|lock|unlock|grant|revoke|grep|search|watch|sync|boot|halt|empty|flush|prune|trim|shrink|fire|take|reset|apply|patch|roll|extend|grow|figure|investigate|debug|diagnose|need|top|last|latest|logs?|status|uptime|disk|memory|cpu|wtf|disable|how|drain|restore|recreate|rebuild|redeploy|scale|free|spin|spit|dump|grab|pull|throw|use|display|collect|gather|inspect|examine|confirm|validate|identify|determine|view|output|warn|notify|inform|message|alert|wait|register|compress|archive|zip|gzip|export|import|transfer|rsync|tar|pack|unpack|extract|convert|tag|label|confirm|validate|ask|call|mail|email|post|publish|share|hand|log|sign|ban|evict|promote|demote|failover|retry|repeat|save|store|keep|hold|unpause|freeze|expand|attach|detach|plug|unplug|connect|disconnect|map|tune|tweak|adjust|bump|pin|unpin|mask|unmask|reinstall|renew|regenerate|generate|replace|swap|upload|download|fork|merge|rebase|checkout|stash|reindex|vacuum|optimi[sz]e|repartition|prepare|arrange|collect|gather|summari[sz]e|translate|calculate|estimate|append|insert|prepend|echo|touch|chmod|chown|rm|cp|mv|mkdir|nuke|chuck|revive|rejoin|reconnect|resync|refresh|rescan|clear|assign|link|unlink|scrub|balance|rebalance)\b/;

/** It begins with a verb. */
export const isOrder = (segment: string): boolean => verbs.test(segment);

/** “figure out why”, “do not touch anything yet”: what a diagnosis is anyway. */
const looking =
  /^(?:(?:please )?(?:can you |could you )?(?:find out|figure out|see|check|investigate|look into it|have a look|take a look|look|diagnose|tell me|any idea|any ideas|do you know|no idea)?(?: ?(?:why|what is (?:wrong|up|going on|happening|the (?:problem|matter|issue|cause|reason))(?: with (?:it|that|them|this)| there)?|the (?:cause|reason|problem)|it|into it|into that))?(?: (?:please|now|there|again))*|(?:please )?(?:do not|don't|never) (?:touch|change|do|restart|break|fix|modify) (?:anything|it|something)(?: (?:yet|else|there|for now|please))*|just (?:look|check|read|diagnose|report)|(?:please )?(?:find|search for|look for|get|tell me|give me|show me) (?:the |a )?(?:root )?(?:cause|reason|culprit)(?: of (?:it|that|this))?|(?:but )?(?:please )?(?:touch|change|do) nothing(?: (?:yet|else|please|there))*|(?:just )?(?:want|need) to know why|wtf|huh|what the (?:hell|heck|f\w*)|why though|any clue(?: why)?|what is (?:the )?(?:reason|cause|root cause)|what is it|how come|(?:do not|don't|without) (?:restart|restarting|stop|stopping|change|changing|touch|touching) (?:anything|something|it)(?: yet| please)?|no touching|diagnose(?: it| that)?|(?:who|what|which process|which one|which pid) (?:is (?:it|guilty|the culprit|responsible|to blame|behind (?:it|that|this)|doing (?:it|that|this)|causing (?:it|that|this))|causes (?:it|that|this)|does (?:it|that|this))|whose fault(?: is it)?|root cause|read[- ]only(?: please)?|no changes(?: please| yet)?)$/;

/** “can not ssh into db-3”: what does not work, although it begins like a question. */
const failing =
  /^(?:nobody|no one|none of (?:us|them|the \w+)) (?:can|could|is able to|gets|reaches|sees|receives) |^(?:(?:(?:i|we|users?|people|customers|nobody|no one) )?(?:can|could|will) not|(?:i|we|users?|people|customers|it|they|@[a-z]+\d+) (?:does|do) not) (?:@svc\d+|@ctr\d+|ssh|log|connect|reach|get|open|access|load|see|use|send|print|login|sign|start|boot|push|pull|clone|save|upload|download|mount|ping|resolve|browse|play|stream|watch|join|find|read|write|receive|update|sync)\b/;

/** What somebody said or wrote, in quotes: it is told of, whatever it says. */
const quoting =
  /^(?!(?:please )?(?:search|grep|find|look|count|show|check|list|tell|get|print|add|write|put|append|insert|replace|run|execute|send|set|which|what|is|are|does|do|how|where|create|make|change|delete|remove)\b).*\b(?:says?|saying|said|reads?|reading|contains?|wrote|writes|written|states?|asks?|asked|claims?|mentions?|mentioned|tells?|told|stands?|goes|posted|pasted|paste|sent|left|shared|forwarded|typed|printed|recommends?|recommended|suggests?|suggested|called|quote|like|with)\b.*@quote\d+(?: (?:in|on|at|from|by|there|to|inside|again) ?[^@]*(?:@t\d+)?)?$/;
/** “mail from a vendor "…"”, “the issue title is "…"”, “a colleague wrote "…"”. */
const cited =
  /^(?:(?:the|a|an|this|that|our|my|some|one) )?(?:[a-z]+ )?(?:mail|e-?mail|message|ticket|note|sms|slack|chat|post|comment|alert|issue|issue title|subject|title|letter|page|readme|banner|motd|commit message|pull request|review|description|text|sticky note|notification|pager|log|log line|entry|line)(?: (?:title|subject|body|text))?(?: (?:from|by|of|in|on|at) (?:the |a |an |our |my |some )?[a-z@0-9-]+(?: [a-z@0-9-]+)?)?(?: (?:is|reads|has|goes|was|has the entry|has a line|has the line|contains the entry))? ?@quote\d+$/;
/** Of what is meant anyway: the one that is there. */
const ofCourse =
  /^(?:so |and |but |then )*(?:please )?(?:look|see|check|use|take|pick|choose|find out|go by|go with)(?: up)?(?: for)?(?: yourself)? (?:which|whichever|what|whatever|the (?:right|correct|proper|matching|fitting))(?: (?:one|ones|version|versions|name|it))?(?: (?:it|that|this|they))?(?: (?:applies|apply|is right|is correct|is installed|is there|fits|is|are|it is|is in use|is running|there|each|is used|has|have))*$/;
/** Said as far as somebody knows: it binds nothing. */
const hedged =
  /^(?:and |but |so )?(?:as far as (?:i|we) (?:know|can (?:tell|see)|remember|understand)|afaik|to (?:my|our) knowledge|(?:i|we) (?:think|believe|guess|assume|suppose)|if (?:i|we) (?:remember|recall|am not mistaken|are not mistaken)|iirc|in my opinion|imho)\b(?!.*\b(?:should|must|not to|do not|don't|never|only|except|unless|until|skip|leave)\b)/;
/** “we do not need it any more”: why it may go. */
const unneeded =
  /^(?:(?:i|we) )?(?:do not|no longer) (?:needs?|uses?|requires?) (?:it|that|them|this|(?:the |that |my )?@(?:svc|ctr|g)\d+(?: (?:container|service|vm|guest))?)(?: (?:any ?more|anymore|anyway|now|at all|these days))*$|^(?:because |since |as )?(?:i|we|nobody|no one|they) (?:do not |does not |no longer |not )*(?:needs?|uses?|misses|miss|using|care about)(?: (?:it|that|them|this))(?: (?:any ?more|anymore|anyway|there|now|at all|these days))*$/;
/** Why it may be done: “it is only staging”, “nobody is using it”. */
export const excuse =
  /^(?:and |but |because |since |as )?(?:(?:it|that|this|they|those|these) (?:is|are|was)|@t\d+ (?:is|are)) (?:only|just|merely)(?: a| an| the| our| my)? (?:@t\d+|staging|test|testing|a test(?: machine| system| box)?|dev|development|lab|playground|sandbox|homelab|spare|my own|mine|for (?:testing|tests|fun))(?: (?:machine|system|box|server|anyway|stuff|environment|env|thing))*$/;

/** “it hangs again and frobnicate it”, “keep 7 days”: something is wanted with it, whatever that is. */
export const wanting =
  /(?:^| )(?:and|then) (?!(?:i|we|you|they|he|she|nobody|everyone|people|users?|is|was|are|were|does|did|has|had|have|can|could|will|would|need|needs|want|wants|love|like|hate|use|uses|using|about|on|in|with|for|to|from|of|at|all|both|only|just|also|that|this|where|when|what|why|how|who|which|after|before|since|because|so|it|them)\b)[a-z]{3,} (?:it|them|this|that|those|these)(?= |$)|(?:^|[^ ]+ )keep(?:ing)? (?:the |its |their |last |all |everything|@n)/;

const isRemark = (segment: string): boolean => {
  if (wanting.test(segment) && !quoting.test(segment)) return false;
  const words = segment.split(" ").filter((word) => word !== "");
  if (words.length === 0 || failing.test(segment) || doesNotWork(segment)) return true;
  if (
    quoting.test(segment) ||
    cited.test(segment) ||
    ofCourse.test(segment) ||
    hedged.test(segment) ||
    excuse.test(segment) ||
    unneeded.test(segment)
  )
    return true;
  // “for a while” puts nothing off.
  const said = segment.replaceAll(/ for (?:a )?(?:little |long |good )?while\b| (?:tonight|tomorrow) 's\b/g, "");
  if (binding.test(said) || asks.test(segment) || verbs.test(segment)) return false;
  return states.test(segment) || tells(segment) || scrap(words);
};

const isWhole = (segment: string): boolean => quoting.test(segment) || cited.test(segment) || ofCourse.test(segment);
const verbless = (segment: string): boolean => !states.test(segment) && !failing.test(segment) && segment !== "";

const done =
  /^(?:(?:i|we|he|she|they|somebody|someone|it|that|this) )?(?:have |has |had |was |were |is |are )?(?:already |just )?(?:did|done|took care of|finished|taken care of|handled|fixed)(?: (?:it|that|this|so|by|already|myself|ourselves)\b.*)?$|\balready (?:did|done|fixed|handled)\b|no longer (?:needed|necessary|wanted)/;

export type Told = { text: string; remarks: string[] };

/** Undefined where there is nothing to take out. */
export function withoutRemarks(said: string, isRequest: (segment: string) => boolean = () => false): Told | undefined {
  // “a ticket says: "…"”: the sign belongs to what introduces the quote; “ignore that” is about it.
  const text = said
    .replaceAll(/ [:,] (?=@quote\d)/g, " ")
    .replaceAll(
      /(@quote\d+(?: (?:in|on|at|from) [^.;]*)?) [.;,!] (?:please )?(?:ignore|disregard|forget|never ?mind|skip) (?:that|it|this|them|all that)(?: line| text| message)?(?: ,)?(?: and| but| ,| ;| \.)+ /g,
      "$1 . ",
    );
  // “X is silent on port 3000? restart it”: asked, and not told, so that what follows hangs on it.
  const [asked = "", then] = text.split(" ? ");
  if (
    then !== undefined &&
    verbs.test(then.replace(/^(?:then|so|please|just) /, "")) &&
    states.test(asked) &&
    !asks.test(asked)
  )
    return undefined;
  const binds = text
    .split(/ (?:[.!?;,:()]|-+)(?= |$)/)
    .filter((segment) => !hedged.test(segment.trim()) && !excuse.test(segment.trim()) && !quoting.test(segment.trim()));
  if (
    binds.some((segment) =>
      /(?:^| )(?:if|when(?! (?:did|was|were|is|are|has|have|do|does|will)\b)|whenever|unless|in case|otherwise|provided|only) /.test(
        `${segment} `,
      ),
    )
  )
    return undefined;
  const segments = text
    .split(/ (?:[.!?;,:()]|-+)(?= |$)/)
    .map((segment) => (isWhole(segment.trim()) || tells(segment.trim()) ? segment.trim() : opened(segment.trim())))
    .filter((segment) => segment !== "");
  // “…, the uptime” is asked for and no remark, although there is no verb in it.
  const remarks = segments.filter((segment) => isRemark(segment) && !(verbless(segment) && isRequest(segment)));
  // “I already did”, “it is done”: then it is not wanted any more.
  if (remarks.some((remark) => done.test(remark))) return undefined;
  // Where everything else is what is wrong, whatever asks for the cause is what is made anyway.
  const open = segments.filter((segment) => !remarks.includes(segment));
  if (remarks.length > 0 && open.every((segment) => looking.test(segment)) && complaintOf(remarks) !== undefined)
    return { text: "", remarks };
  // Then “have a look” is not about the whole fleet.
  if (remarks.length > 0 && open.length > 0 && open.every((segment) => looking.test(segment))) return undefined;
  const kept = open.map(closed);
  const rest = placedAlike(kept.filter((segment) => segment !== "")).join(" . ");
  if (rest === text.trim()) return undefined;
  return { text: rest, remarks };
}

/** “show uptime, disk and memory of db-1”: what is looked at is all there. */
function placedAlike(segments: string[]): string[] {
  const place = / (?:on|of|at|for|from|in) (?:the )?@t\d+$/.exec(segments.at(-1) ?? "")?.[0];
  const looks = /^(?:show|check|list|get|tell|give|display|print|what|how)\b/.test(segments[0] ?? "");
  return place !== undefined && looks && segments.slice(0, -1).every((segment) => !segment.includes("@"))
    ? segments.map((segment, at) => (at < segments.length - 1 ? `${segment}${place}` : segment))
    : segments;
}

function opened(segment: string): string {
  let text = segment;
  for (let before = ""; before !== text;) {
    before = text;
    for (const shape of openings) text = text.replace(shape, "").trim();
  }
  return text;
}

function closed(segment: string): string {
  let text = segment;
  for (let before = ""; before !== text;) {
    before = text;
    for (const shape of purposes) {
      const cut = text.replace(shape, "").trim();
      // “since the last reboot of web-1” is no reason.
      if (
        /@t\d/.test(text.slice(cut.length)) &&
        /\b(?:since|as) (?:the|this|that) (?:last|latest|@|previous|boot|reboot)/.test(text.slice(cut.length))
      )
        continue;
      if (!binding.test(text.slice(cut.length).replace(/^ (?:because|so that|so|before|once|when|while)\b/, "")))
        text = cut;
    }
  }
  return text;
}

const symptom =
  /\b(?:not|no longer|down|slow|sluggish|laggy|dead|broken|errors?|crash\w*|hang\w*|hung|stuck|fail\w*|swapping|full|busy|weird|strange|restart(?:s|ing)|died|gone|unreachable|offline|timeouts?|502|503|504|500|unhealthy|stopped|exited|terminated|vanished|disappeared|quit|wrong|trouble|problems?|issues?|acting up|flaky|unstable|wedged|borked|hosed|toast|kaputt|flap\w*|refuses?|misbehav\w+|fell|acts|returns|throws|shows|gives|leaks?|leaking|loses|drops|degraded|unresponsive|lag\w*|hiccups?|never|bad gateway|alerts?|overloaded|rejects?|(?:load|cpu|memory|ram|swap|disk)\b[^.]* (?:is|at|of) (?:at |over |above )?@(?:n|pct)\d+|too (?:much|many|little|slow|long)|exhausted|skyrocket\w*|huge|nothing|blank|frozen|freezes|forever|timing out|times out|can)\b/;

/** All that was said is what is wrong with one thing or machine: then that is to be found out. */
export function complaintOf(remarks: readonly string[]): string | undefined {
  const said = remarks.join(" . ");
  if (wanting.test(said)) return undefined;
  const marks = new Set(said.match(/@(?:svc|ctr|t)\d+/g));
  const things = [...marks].filter((mark) => !mark.startsWith("@t"));
  if (!symptom.test(said) || marks.size === 0 || things.length > 1) return undefined;
  const [place] = [...marks].filter((mark) => mark.startsWith("@t"));
  const [thing] = things;
  if (thing !== undefined) return `what is wrong with ${thing}${place === undefined ? "" : ` on ${place}`}`;
  return marks.size === 1 ? `what is wrong with ${place ?? ""}` : undefined;
}

const fewMachines = 5;

/** Whether what is said to be wrong is wrong with more machines than one looks into for that. */
export function ofMany(said: string, entities: readonly Entity[]): boolean {
  const place = entities[Number(/@t(\d+)/.exec(said)?.[1])];
  return place?.kind === "t" && place.place.parts.flatMap(({ machines }) => machines).length > fewMachines;
}

/** The one thing and the one place that remarks speak of: what “it” and “there” are afterwards. */
export function spokenOf(
  { whole, kept }: { whole: string; kept: string },
  entities: readonly Entity[],
): { thing?: Entity; place?: Entity } {
  const still = new Set(kept.match(/@[a-z]+\d+/g));
  const found = [...whole.matchAll(/@[a-z]+(\d+)/g)]
    .filter(([mark]) => !still.has(mark))
    .flatMap(([, id]) => entities[Number(id)] ?? []);
  const things = found.filter(({ kind }) => kind === "svc" || kind === "ctr");
  const places = found.filter(({ kind }) => kind === "t");
  return {
    ...(things.length === 1 && things[0] ? { thing: things[0] } : {}),
    ...(places.length === 1 && places[0] ? { place: places[0] } : {}),
  };
}

/**
 * What is stated and nevertheless binds: limits, exceptions, orders of other people, what speaks against doing it, what says which
 * thing is meant. None of that may be left out of a request.
 */

import { excuse } from "../remarks.ts";

export type Told = {
  /** As typed, lower case. */ said: string;
  /** The same with marks for what the fleet has. */ marked: string;
  /** The word that joins it to what is before. */ lead: string;
  isFront: boolean;
};

const acts =
  "(?:re-?start|start|stop|reload|reboot|install|uninstall|remove|delete|update|upgrade|patch|kill|shut|power|turn|switch|enable|disable|create|add|move|copy|migrate|wipe|format|drop|purge|prune|clean|clear|empty|lock|unlock|block|unblock|allow|open|close|mount|unmount|restore|revert|roll|deploy|redeploy|rebuild|recreate|pull|push|clone|snapshot|resize|extend|grow|shrink|change|set|edit|rename|replace|rotate|renew|flush|reset|drain|touch|do|bring|take down|back up|backup|give|grant|revoke|put|bounce|kick|undo|fix)";
const done =
  "(?:restarted|started|stopped|reloaded|rebooted|installed|uninstalled|removed|deleted|updated|upgraded|patched|killed|shut|powered|turned|switched|enabled|disabled|created|added|moved|copied|migrated|wiped|formatted|dropped|purged|pruned|cleaned|cleared|emptied|locked|unlocked|blocked|allowed|opened|mounted|unmounted|restored|reverted|rolled|deployed|redeployed|rebuilt|recreated|pulled|pushed|cloned|snapshotted|resized|extended|changed|set|edited|renamed|replaced|rotated|renewed|flushed|reset|drained|touched|bounced|kicked|given|granted|done|fixed|left|kept|excluded|spared|skipped)";

/** Whatever it is said of. */
const always: readonly RegExp[] = [
  /\b(?:except|unless|until|till(?= (?:\d|@n|i|we|you|he|she|they|it|the|tomorrow|tonight|noon|midnight|\w+day|six|five|after|next|then)\b)|instead|rather|exactly|at most|at least|no more than|nothing else|max|maximum|minimum|one by one|one at a time|one after|either|neither|whichever|whatever|whoever|wherever|the ones?|that one|this one|which one|others?|the rest|alone|off[- ]limits|untouched|taboo|provided|assuming|supposed|allowed|forbidden|forbade|permitted|permission|prohibited|approve[ds]?|approval|go-ahead|green light|in case|as long as|as soon as|(?:has|have|takes|with) priority|priority over|important than|careful|carefully|gently|beware|make sure|ensure|keep in mind|remember to|note that|instructions?|rules?|polic(?:y|ies))\b/,
  /\b(?:keep(?:ing|s)? (?:the|its|their|last|all|everything|\d+|@n\d+)|no (?:circumstances|case|way|means|account)|bad to|bad idea|dangerous|unsafe|risky|tried to|cancel|forget|ignore|skip|avoid|please|do not do|don't do)\b|\byou\b(?! know)/,
  /\b(?:if|whenever|once|depending|not sure|unsure|no clue which|(?:do not|don't) know (?:which|where|what|whether|if|who))\b/,
  /\bonly\b(?! (?:(?:@(?:n|pct)\d+|\d+|a few|a|one|two|three)\b.*\b(?:left|free|available|remaining)|happens|just|me|a test|a lab|staging|test|dev|works))/,
  /\b(?:must|ought|shall)\b|\bshould(?! (?:be|have been) (?:in|there|live|fixed|done|enough|better|faster|ok|okay|fine|gone|ready|working|uploading|using|logged|reading|writing|connecting|able)\b| (?:work|help|fix|do|have|now|already)\b)/,
  /\b(?:has|have|had|needs?|is|are) to be\b(?! (?:up|ready|back|online|live|finished|available|reachable|done|gone)\b)/,
  /\b(?:same|likewise|as well|also)\b|\btoo$/,
  /\b(?:i|we|they|he|she) (?:mean|means|meant)\b|\b(?:is|are|was) meant\b|\bi am talking about\b|\bthat is the\b/,
  /\b(?:no|zero|any) (?:downtime|outage|interruption|data loss|restart|reboot)\b|\b(?:can not|cannot|can't|could not) (?:afford|risk|lose|have|be|go|miss|use (?:any|a))\b|\b(?:window|freeze|change freeze|slot|embargo)\b/,
  /\b(?:do not|does not|did not|don't|doesn't|didn't|never|nobody|no one|not) (?:want|wants|wanted|wish|allow|allows|agree|agreed|approve|approved|permit|touch|recommend|suggest)\b|\b(?:said|says|told (?:me|us|you|them)|asked (?:me|us|you|them)|warned (?:me|us|you)|wants?(?: me| us| you)?|begged(?: me| us)?) (?:not|never|no)\b|\bnot to\b|\b(?:vetoed|refuses? to let|said no)\b/,
  /\b(?:not|never|nothing is|nothing was) (?:finished|done|ready|complete|completed|through|approved|urgent|necessary|needed|yet)\b|\bnot yet\b|\byet$/,
  new RegExp(
    `\\b(?:ask(?:s|ed)?|told|tells|request(?:s|ed)?|order(?:s|ed)|beg(?:s|ged)|recommend(?:s|ed)?|suggest(?:s|ed)?|expect(?:s|ed)?|want(?:s|ed)?|need(?:s|ed)?|like(?:s)?|prefers?) (?:(?:me|us|you|them|him|her|it|somebody|someone|that|the|a|an|my|our|this|all|\\S+) ){1,3}to (?:please |also |just |then |only |never |have it |get it |have them )*${acts}\\b`,
  ),
  new RegExp(
    `\\b(?:i|we) (?:really |just |also |still |now |would )*(?:want|need|like|wish|love|prefer|have|asked|was asked|were asked|promised|agreed|decided) to (?:please |also |just |then |only |never )*${acts}\\b`,
  ),
  new RegExp(
    `\\b(?:want(?:s|ed)?|need(?:s|ed)?|like(?:s)?|prefer(?:s|red)?|request(?:s|ed)?|asked for|expects?|should|must|to|can|could) (?:\\S+ ){0,5}(?:be )?${done}\\b(?! by (?!tomorrow|tonight|noon|monday|friday))`,
  ),
  // What names what is meant: “it is in /var/backups”, “his ip is 10.2.3.4”, “it runs on app-2”.
  /@(?:path|quote|code|url|ip)\d/,
  /\b(?:needs?|wants?|could use|deserves?|requires?|calls? for|is due for) (?:an? |another |some |to be )?(?:\S+ )?(?:re-?start|reboot|reload|update|updates|upgrade|patch|patches|patching|clean-?up|cleaning|reinstall|rebuild|redeploy|snapshot|backup|kick|bounce|reset|look|check|fix)\b/,
  /\b(?:nobody|no one|noone) (?:outside|but|other|besides|apart|else (?:should|may|must|needs|is to|is allowed|can (?:access|reach|use|log)))\b|\bthe (?!(?:last|first|only|same) one)[a-z]+ ones?\b|\b(?:one|two|three|both|some|many|several|none|most|half) of (?:them|those|these|which)\b/,
  /\b(?:do not|don't) (?:need|want) (?:it|that|this|them) (?:now|yet|today|right now)\b|\b(?:thinking (?:aloud|out loud)|hypothetically|hypothetical|pretend|imagine|suppose|in theory|theoretically|just asking|for the sake of)\b/,
  /\b(?:agreed|planned|scheduled|booked|announced|arranged|appointed|set|due|approved) (?:on|for)\b/,
  /\b(?:comes?|be|is|are) back (?:next|in|on|at|soon|tomorrow|later|after)\b|\b(?:only|just) away\b|\breturns? (?:next|in|on|tomorrow|soon|after)\b/,
  /\b(?:called|named|spelled|spelt|aka|i e|known as)\b/,
  /\b(?:name|names|path|port|ip|address|password|user|username|group|branch|tag|version|size|number|id|key|domain|url|folder|directory|file|value|limit|owner|id)s? (?:is|are|was|should|must|=)\b/,
  /^(?:it|they|that|this|he|she|these|those)(?: \S+)? (?:is|are|was|runs?|lives?|sits?|lies?|belongs|goes|stands)(?: \S+)? (?:on|in|at|under|to|from|behind|inside) (?:the )?@(?:t|svc|ctr|g)\d/,
  /^(?:it|that|this|they) (?:is|are) (?:the |a |an |my |our |one |both )?@(?:t|svc|ctr|g)\d/,
  // What is said of another machine, and bids nothing of this one, would be taken for the place.
  /@t\d+ (?:is|are|was|were|looks|seems|works)(?: (?:just|still|all|already|totally|completely|perfectly))? (?:ok|okay|fine|good|well|healthy|done|next|up|alive|correct|right|unaffected|untouched|clean|green|not|mine|different|another|second|a different|the second)\b/,
  /\b(?:like|just like|as) (?:on|with|for) @/,
  /\bnot (?:on|in|at|the|that|this|those|all|both|just|even|for) ?@?/,
];

/** It is done, or not wanted any more. */
const moot =
  /\b(?:already|just) (?:did|done|handled|took care)\b|\b(?:fixed itself|solved itself|sorted itself|resolved itself|never ?mind|changed (?:my|our|his|her|their) minds?|on second thoughts?|false alarm|works again|working again|fine again|ok again|okay again|(?:is|are|was|came|comes|all|now) (?:back )?up again|back again|back up now|is back\b(?! to)|no longer needed|not needed|not necessary|no need|kidding|joking)\b/;

/** What says when, of a request that says no time itself. */
const untimed: readonly RegExp[] = [
  /\b(?:first|second|then(?<!by then)|afterwards|next|last)\b(?<!\b(?:at|for the|my|our|the|a|his|her|their|since|in the) (?:first|second|last|next))(?! (?:time|thing|week|night|month|year|day|hour|few|minutes|monday|friday|try|quarter|release|sprint|reboot|restart|update|upgrade|deploy|@n|\d))/,
  /\b(?:it|that|this) (?:can|could|may|might|has to|should|will) wait\b|\bwait(?:s|ed)? (?:until|till|for it)\b|\bhas time\b|\blater\b|\b(?:does|will do|did) it\b|\bdo it (?:later|then|tomorrow|tonight|on|at|after|first|myself|ourselves|himself|herself|themselves|another)\b/,
  // Ends of what somebody does: whether it waits for that is not clear.
  /\b(?:closes?|ends?|finish(?:es)?|is over|are over|be over|is done|are done|is finished|is free|are free|goes home|go home|leaves?|is quiet|are asleep|are gone)\b.*\b(?:at|by|around|from|after) (?:\d|@n|noon|midnight|six|seven|eight|nine|ten|eleven|twelve|one|two|three|four|five)/,
  /\b(?:better|best|early enough|good enough|preferred|preferable|safer|wiser|sooner|earliest|latest|no earlier|not before|no later)\b(?=.*\b(?:tonight|tomorrow|later|today|noon|midnight|morning|evening|night|weekend|(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d|@n)\b)|\b(?:tonight|tomorrow|later|noon|midnight|(?:this|tomorrow) (?:morning|evening|afternoon)|the weekend|(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?: night| morning| evening)? (?:is|would|will|works|suits)\b.*\b(?:better|best|fine|ok|okay|good|enough|great|work|do|me|us|suit)\b/,
];

const disruptive =
  /\b(?:re-?start|stop|reload|reboot|remove|delete|uninstall|purge|disable|lock|kill|drop|wipe|format|shut|power off|turn off|switch off|take down|get rid|drain|migrate|move|unmount|empty|clear|clean|close|block|recreate|replace|upgrade|update|bounce|kick|bin|destroy|nuke|rebuild|resize|prune|revoke|deny|suspend|pause)\b/;
/** Somebody has need of it now. */
const inUse =
  /\b(?:still|currently|right now|at the moment|just|again)?\b ?\b(?:is|are|am)(?: (?:still|currently|just|all|busy|now|always))* (?:(?:working|busy|logged|playing|watching|streaming|relying|depending|building|compiling|testing|debugging|printing|presenting) (?:on|in|into|with|at|from|there|against|something|a|the|it)?|using (?:it|them|that|the|this|@)|(?:deploy|releas|migrat|roll|test|build|upload|download|copy|edit|present|demo|print|play|watch|stream|import|export|restor|sync|render|compil|debug|install|updat|upgrad|import|record|back|merg|push)(?:p|t)?ing|in use|on it|on there|on the phone with it|in there|connected|needed|required|in the middle)\b|\b(?:depends?|relies|rely|relying) on\b|\b(?:need|needs|use|uses|love|loves|want|wants|like|likes|require|requires) (?:it|them|that|this)\b(?! (?:back|up|working|running|fixed|gone|away|out|off|now|today|tomorrow|tonight|by|for|in|asap|urgently|again|quickly|fast|badly|alive|online|so))|\bstill (?!(?:fail|hang|crash|eat|swapp|flapp|complain|wait|throw|show|refus|loop|restart|leak|lagg|fill|grow|miss|gett|giv|los|dropp|report|return|smok|bounc|burn|spinn)ing)[a-z]+ing\b|\bstill (?:use|uses|need|needs|works? on|working|running a|runs? a|builds?|building|copies|copying|uploads?|uploading|downloads?|downloading|open|there|active|logged|in|on|busy|plays?|playing|watch|watching|streaming|needed|used|wanted|required|connected|in use|important)\b|\b(?:a|the) (?:build|backup|job|migration|import|export|upload|copy|restore|sync|scrub|dump|update|upgrade|deployment|deploy|release|demo|meeting|call|test|training|render|resync|rebuild)s? (?:is|are) (?:still |currently |now |just |actually )*(?:running|going on|in progress|underway|under way|active|ongoing|on it|not|being)\b/;
const notUsed = /\b(?:nobody|no one|noone|not|no longer|never|none)\b/;
const takesAway =
  /\b(?:stop|disable|shut|lock|block|close|remove|kill|power off|turn off|switch off|revoke|deny|ban|suspend|pause|mask|take down|bring down|unmount|uninstall)\b/;
/** “nobody should be uploading”: what is to be so by what is asked, where that takes something away. */
const wishedFor =
  /\b(?:nobody|no one|noone|people|users|customers|they|he|she|it|clients) should(?: not)?(?: (?:be able to|be|have|still|ever|to))* (?:uploading|using|logged|reading|writing|connecting|able|upload|connect|log|access|have|use|reach|get|print|send|receive|be|see)\b/;
const touches = /\b(?:touch|change|restart|reboot|stop|delete|remove|edit|modify|break|mess|move|update|upgrade)\w*\b/;

const unneeded =
  /\b(?:no longer|not|never|no more) (?:needed|required|used|in use|necessary)\b|\bno need (?:for|of) (?:it|them|that)\b/g;
const removes = /\b(?:delete|remove|uninstall|purge|drop|destroy|wipe|erase|bin|get rid|throw|rm|clean|prune|revoke)\b/;
/** What speaks against the request, whatever else was made of it. */
export const opposes = (told: string, request: string): boolean => {
  const said = takesAway.test(request) || removes.test(request) ? told.replaceAll(unneeded, "") : told;
  return speaksAgainst(said, request);
};
const dear =
  /\b(?:important|stays?(?: (?:there|as|where|in place))?$|remains?|precious|valuable|matters?|pinned|protected|(?:is|are) in maintenance|comes? first|irreplaceable|unique)\b/;
const brokenConfig =
  /\bconfig(?:s|uration|urations)?\b.*\b(?:broken|wrong|invalid|fails?|failed|failing|errors?|error|incomplete|unfinished|half|bad|not (?:valid|ok|okay|right|correct))\b/;
const speaksAgainst = (said: string, request: string): boolean =>
  moot.test(said) ||
  (/\b(?:re-?start|reload|start|bounce|kick|reboot)\b/.test(request) && brokenConfig.test(said)) ||
  ((removes.test(request) || disruptive.test(request)) && dear.test(said)) ||
  (disruptive.test(request) && inUse.test(said) && !notUsed.test(said));

/** `request`: what is left, as typed; `hasTime`: a time was said in it. */
export function binds(
  { said, marked, lead, isFront }: Told,
  { request, hasTime }: { request: string; hasTime: boolean },
): boolean {
  const both = [said, marked];
  // “…, but he should still read his mail”.
  if (!isFront && /^(?:but|although|though|even though|however|yet|still)$/.test(lead)) return true;
  if (excuse.test(said)) return false;
  if (wishedFor.test(said)) return !takesAway.test(request) || touches.test(said);
  if (opposes(said, request)) return true;
  const shapes = hasTime ? always : [...always, ...untimed];
  if (shapes.some((shape) => both.some((text) => shape.test(text)))) return true;
  // “I need htop”, behind a request, may be a second one.
  const wanted =
    /^(?:and |so |also )*(?:i|we) (?:would |really |just |urgently |do |desperately )*(?:need|needs|want|wants|like|require|requires)\b(.*)$/.exec(
      said,
    );
  return wanted !== null && !isFront && lead === "" && !isPurpose(wanted[1] ?? "", said);
}

/** “I need to test an installer”, “I need the space”, “they want it up by noon”. */
function isPurpose(wanted: string, said: string): boolean {
  return (
    /^ (?:to|(?:it|that|this|them)\b)/.test(wanted) ||
    /^ (?:the|some|more|all the|its|his|her|my|our|their)?(?: \S+)? ?(?:cpu|cpus|cores?|power|resources|time|quiet|peace|gpu|traffic|space|room|memory|ram|port|machine|box|disk|slot|capacity|bandwidth|data|results?|output|numbers?|info|information|list|log|logs|answer|report)\b/.test(
      wanted,
    ) ||
    / for (?:a|an|the|my|our|some|tomorrow|today|tonight|monday|tuesday|wednesday|thursday|friday|ten|five|\d+|one|two)\b| (?:by|before|until) (?:tomorrow|tonight|noon|monday|tuesday|wednesday|thursday|friday|lunch|the)\b/.test(
      said,
    )
  );
}

/** Requests that lack what they are about: “restore the backup”, “set the limit higher”. They are asked, and only where they are all that was said. */

const verb =
  "(?:re-?start|start|stop|reload|reboot|kill|fix|repair|update|upgrade|downgrade|delete|remove|install|uninstall|check|move|copy|change|turn|shut|bring|put|enable|disable|clean|clear|reset|rotate|restore|renew|revoke|mount|unmount|open|close|lock|unlock|add|create|make|set|increase|decrease|raise|lower|reduce|extend|grow|shrink|resize|scale|switch|edit|adjust|modify|replace|rename|roll|revert|undo|deploy|redeploy|release|merge|push|pull|build|run|execute|trigger|launch|give|grant|show|send|get|print|read|tail|block|unblock|allow|ban|unban|forward|attach|detach|import|export|dump|back|backup|snapshot|clone|migrate|apply|free|empty|purge|prune|drop|format|swap|test|verify|validate|sync|pause|resume|connect|disconnect|use|move|tell|compress|archive|optimi[sz]e|speed|tune|fill|share|unshare|expose|publish|point|register|unregister|suspend|recreate|rebuild|bounce|kick|shut down|power)";
const which =
  "(?:(?:the|a|an|my|our|that|this|these|those|all|both|some|any|old|new|other|last|latest|previous|current|right|wrong|first|second|next|missing|broken|failed|stuck|full|big|usual|same|whole|whole lot of|default|main|local|remote|temporary|temp|test|extra|additional|more|another|correct|proper|older|newer|whole|second|spare) )*";
const noun =
  "(?:config|configs|configuration|configurations|file|files|log|logs|password|passwords|port|ports|backup|backups|snapshot|snapshots|certificate|certificates|cert|certs|key|keys|user|users|account|accounts|login|container|containers|service|services|database|databases|db|share|shares|mount|disk|disks|volume|volumes|partition|firewall|firewalls|rule|rules|limit|limits|quota|setting|settings|option|value|parameter|version|versions|change|changes|deployment|job|jobs|cron ?job|script|scripts|vm|vms|guest|guests|node|server|servers|machine|machines|host|box|site|website|page|app|application|domain|record|image|images|network|interface|route|repo|repository|branch|tag|release|one|ones|thing|things|stuff|process|processes|task|tasks|queue|cache|memory|swap|space|room|address|ip|dns|name|hostname|folder|directory|dir|link|environment|variable|variables|plugin|module|extension|table|index|replica|cluster|pool|array|permission|permissions|rights|access|owner|group|groups|mode|dump|archive|package|packages|patch|patches|code|build|pipeline|test|tests|migration|migrations|rest|timeout|threshold|alert|alerts|mail|mails|message|messages|session|sessions|connection|connections|tunnel|vpn|proxy|balancer|load|time|date|clock|timezone|schedule|timer|it|that|this|them|everything|all)";
const tail =
  "(?: (?:up|down|over|off|on|out|back|away|again|higher|lower|bigger|smaller|larger|faster|to @n\\d+|to @pct\\d+|by @n\\d+|to (?:the )?(?:new|other|old|right|latest|previous|next|second|correct) (?:one|version|server|machine|box|node|host|value|place|folder|directory|disk)|on (?:the )?(?:new|other|old|second) (?:one|server|machine|box|node|host)|from (?:yesterday|today|last night|last week|before|last time|this morning|monday|the weekend)|of (?:yesterday|last night|last week)|as (?:before|usual|discussed|agreed|always|last time)|like (?:before|last time|yesterday|usual|we (?:said|discussed|agreed).*|i said.*)|there|here|now|please|everywhere else|properly|correctly|in there|for (?:her|him|them|me|us|it|that)))*";
const unclear = new RegExp(
  `^${verb}(?: (?:up|down|off|out|on|back|over|in))?(?: (?:me|us|her|him|them))? ${which}${noun}(?: (?:file|files|folder|rule|rules|entry|entries|name|size|number|space|usage|setting|settings|value|level|key|server|job))?${tail}$`,
);
/** “open the port for the new customer”, “set the limit to 4 gb”: what is changed is named, and not which one of them. */
const changing = verb.replace(
  /\|(?:check|tell|show|get|print|read|tail|test|verify|validate|send|run|execute|use|find)(?=\|)/g,
  "",
);
const meant = new RegExp(
  `^${changing}(?: (?:up|down|off|out|on|back|over|in))?(?: (?:the|a|an|my|our|that|this|these|those|all|both|some))?(?: (?!@)[a-z-]+){0,2} ${noun}(?: (?:for|from|of|to|in|at|as|like|with|because|so|by|on|before|after|until|into|under) (?:@n\\d+|@pct\\d+|[a-z-]+)(?: (?:@n\\d+|@pct\\d+|[a-z-]+)){0,6})?(?: (?:again|please|now|today|properly|tonight|quickly))*$`,
);
const restoring =
  /^(?:put|bring|set|get|take|change|turn|make|have) (?:it|that|this|everything|things|all|them)(?: all)? (?:back|again|like|as|how|the way)\b(?: (?:to|how|it|was|were|as|before|the|way|like|they|state|of|yesterday|last|week|previous|old|earlier|used|be|had|been|we|i|changed|change|update|upgrade|again|this|morning|today|original))*$/;
const wanted =
  /^(?:(?:add|create|set up|onboard|invite|register) (?:(?:the|a|an|our|my|that) )?(?:new )?(?:colleague|intern|employee|hire|starter|guy|girl|person|developer|dev|customer|client|admin|freelancer|contractor|team ?mate|student|apprentice|member|user|account|login)|(?:allow|block|ban|whitelist|blacklist|permit|unblock|let in) (?:[a-z]+ ){0,3}(?:ip|ips|address|addresses|range|network|subnet|port|host|country|user|guy|attacker)|(?:(?:the|that|our|my|this) )?(?:certificate|cert|config|backup|password|disk|service|container|app|vm|server|database|db|site|website|machine|firewall|key|token|license|job|queue|cache|log|node) (?:needs?|wants?|could use|must|should|has to|is due for)(?: to be| be| an?| to| some| to get| more| another)? (?:renew(?:ing|ed|al)?|restart(?:ing|ed)?|reboot(?:ing|ed)?|chang(?:e|ing|ed)|updat(?:e|ing|ed)|upgrad(?:e|ing|ed)|fix(?:ing|ed)?|clean(?:ing|ed|up)?|restor(?:e|ing|ed)|reset(?:ting)?|delet(?:e|ing|ed)|remov(?:e|ing|al|ed)|mov(?:e|ing|ed)|resiz(?:e|ing|ed)|bigger|replac(?:e|ing|ed)|rotat(?:e|ing|ed|ion)|clear(?:ing|ed)?|empty(?:ing)|emptied|extend(?:ing|ed)|space|memory|ram|kick|reload(?:ing|ed)?))(?: (?:again|now|please|soon|today|for (?:me|us|the [a-z ]+)|to (?:it|that|the [a-z ]+)|in))*$/;
const undone = /^(?:please )?(?:undo|revert|roll ?back|take back|go back|reverse)\b(?! (?:task|step)\b)/;

/** About a clause without fillers. */
export const isUnclear = (text: string): boolean =>
  !/@(?:t|svc|ctr|g|path|quote|code|url|ip)\d/.test(text) &&
  text.split(" ").length <= 14 &&
  (wanted.test(text) ||
    restoring.test(text) ||
    (meant.test(text) &&
      !/\b(?:internet|github|moon|world|laptop|phone|neighbou?rs?|weather|hand|paper|desk|coffee|printer|tv|car)\b|'s /.test(
        text,
      )) ||
    unclear.test(text.replace(/ (?:so|so that|because|such that|in a way that) .*$/, "")) ||
    granting.test(text));
/** “give me access to the database”: who that is, nobody said. */
export const isGrant = (text: string): boolean =>
  granting.test(text.replace(/ (?:to|on) (?:the )?@(?:t|svc|ctr)\d+$/, " to it"));
const granting =
  /^(?:(?:give|grant|get) (?:access|sudo|root|write access|read access|a login|login|more rights)|(?:give|grant|get|let) (?:her|him|them|me|us|the (?:new )?(?:guy|girl|colleague|intern|person|team|boss)) (?:have )?(?:access|rights|permissions?|a login|an account|sudo|root|the same rights|more rights|write access|read access))(?: (?:to|on|for|in) (?:it|that|there|this|everything|the (?:server|box|machine|system|database|share|folder|repo)))?$/;
/** A question that stands before anything else is read. */
export function firstAsked(
  text: string,
  { isSpoken }: { isSpoken: boolean },
): { question: string; about: "intent" | "target" } | undefined {
  if (!isSpoken && ofIt.test(text))
    return { question: "What is meant by “it”? Name the machine, service or container.", about: "target" };
  if (
    undone.test(text) &&
    !/\b(?:laptop|phone|macbook|notebook|my (?:pc|mac|computer|desktop)|usb)\b/.test(text) &&
    !/@(?:t|svc|ctr|g|path|quote|code)\d|\bcommits?\b|\bmigrations?\b|^undo (?:that|it|this)$/.test(text)
  )
    return {
      question:
        "Which change is meant? Only whole tasks and their steps are taken back: “undo that” means your last change, “undo task 4f09c2” the one of that id.",
      about: "intent",
    };
  return freeing.test(text) ? { question: "On which machine, and what may go?", about: "target" } : undefined;
}
/** “why is it slow”, where nothing was spoken of. */
const ofIt =
  /^(?:so |and |but |hey )*(?:why (?:is|was|does|did) (?:it|this|that)(?: not)?(?: [a-z]+){1,4}|what is (?:wrong|the matter|up|going on|the (?:problem|issue)|happening) with (?:it|this|that)|(?:is|was) (?:it|that|this) (?:still |really |back )*(?:up|down|ok|okay|running|working|online|offline|alive|back|reachable|healthy|fine|on|off|slow|full|broken|dead)|how is (?:it|that|this) doing|what happened (?:to it|with it)|when did (?:it|that|this) (?:start|stop|crash|happen|reboot|restart|break|fail))(?: (?:again|now|yet|today|please|lately|there))*(?: \?)*$/;
const freeing =
  /^(?:please )?(?:free up|make|get|clear up|reclaim) (?:some |more |a bit of |enough )*(?:memory|ram|space|disk|disk space|storage|room)(?: (?:again|please|there|here))*$/;

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
const undone = /^(?:please )?(?:undo|revert|roll ?back|take back|go back|reverse)\b(?! (?:task|step)\b)/;

/** About a clause without fillers. */
export const isUnclear = (text: string): boolean =>
  !/@(?:t|svc|ctr|g|path|quote|code|url|ip)\d/.test(text) &&
  text.split(" ").length <= 14 &&
  (unclear.test(text.replace(/ (?:so|so that|because|such that|in a way that) .*$/, "")) || granting.test(text));
const granting =
  /^(?:give|grant|get|let) (?:her|him|them|me|us|the (?:new )?(?:guy|girl|colleague|intern|person|team|boss)) (?:have )?(?:access|rights|permissions?|a login|an account|sudo|root|the same rights|more rights|write access|read access)(?: (?:to|on|for|in) (?:it|that|there|this|everything|the (?:server|box|machine|system|database|share|folder|repo)))?$/;
/** A question that stands before anything else is read. */
export function firstAsked(text: string): { question: string; about: "intent" | "target" } | undefined {
  if (
    undone.test(text) &&
    !/@(?:t|svc|ctr|g|path|quote|code)\d|\bcommits?\b|\bmigrations?\b|^undo (?:that|it|this)$/.test(text)
  )
    return {
      question:
        "Which change is meant? Only whole tasks and their steps are taken back: “undo that” means your last change, “undo task 4f09c2” the one of that id.",
      about: "intent",
    };
  return freeing.test(text) ? { question: "On which machine, and what may go?", about: "target" } : undefined;
}
const freeing =
  /^(?:please )?(?:free up|make|get|clear up|reclaim) (?:some |more |a bit of |enough )*(?:memory|ram|space|disk|disk space|storage|room)(?: (?:again|please|there|here))*$/;

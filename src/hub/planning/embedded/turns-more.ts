/** More turns of phrase: what is not meant beside what is, what a process does before it is ended, small talk in front. */

import { missingTurns } from "./turns-missing.ts";
import { talkTurns } from "./turns-talk.ts";

type Turn = readonly [RegExp, string | ((...found: string[]) => string)];
const ends = "kill|end|terminate|stop|shoot|put down|get rid of|murder|nuke";

export const moreTurns: readonly Turn[] = [
  ...missingTurns,
  ...talkTurns,
  // “take the load balancer out for a reboot”, “give the pi a reboot”.
  [
    /(?<=^|[.,;:] |and |then |please )(?:take|get|put|pull) (?:the )?(@t\d+) (?:out|down|offline|out of (?:rotation|service)) (?:for|and) (?:a |its |another )?(?:quick )?(reboot|restart)(?: it)?(?= [.,;!?]|$)/g,
    "reboot $1",
  ],
  [
    /(?<=^|[.,;:] |and |then |please )(?:give|do) (?:the )?(@t\d+) (?:a |another )?(?:quick |fresh )?reboot(?= [.,;!?]|$)/g,
    "reboot $1",
  ],
  // “all containers on app-1 restart”, as word by word translations come.
  [/^(all containers?) (on (?:the )?@t\d+) (restart|stop)(?= [.!]|$)/g, "$3 $1 $2"],
  [
    /^(?:go|step|run|work|cycle) through (?:all |each of )*(?:the |its )?containers ((?:on|of|at) (?:the )?@t\d+) (?:and|, and|,|and then) (restart|stop|bounce) (?:them|each|each one|each of them|all of them|every one)(?: all)?(?= [.!]|$)/g,
    "$2 all containers $1",
  ],
  // “curl is needed on vpn-1, install it”.
  [
    /^(?:the (?:package|tool|program) )?(?:we (?:need|miss|lack) )?(?!it |they |we |this |that |there |nothing |something )([a-z][a-z0-9.+-]+) (?:(?:is|are) (?:needed|missing|required|lacking|not (?:installed|there)) )?on (?:the )?(@t\d+) ?[,;.-] (?:please |so |and |can you |could you )*install it(?= [.!?]|$)/g,
    "install $1 on $2",
  ],
  // The lists of Pi-hole are no package.
  [
    /(?<=^|[.,;:] |and |then |please |weekly |a |run )(?:update|refresh|upgrade) (?:the )?(gravity|blocklists?|block lists?|adlists?)(?= |$)/g,
    "rebuild $1",
  ],
  [
    /(?<=^|[.,;:] |and |then |please )(?:weekly |daily |regular |a |run |do )*(gravity|blocklist) update(?= |$)/g,
    "rebuild $1",
  ],
  [
    /^(?:did|has|what did|who did|whom did|which (?:ips|addresses) did|how many did) @svc(\d+) (?:ban|banned|block|blocked) ?(?:anyone|anybody|someone|something|any ips?|any addresses|anything)?/g,
    "show what @svc$1 banned",
  ],
  // “…, I'm about to edit it”: why, and nothing to be done.
  [
    / ,? ?[,;.-] (?:because |since |as )?(?:i|we) (?:am|are|will be|was|were) (?:just )?(?:about|going|planning|gonna) (?:to )?(?:edit|editing|change|changing|rework|modify|break|touch|play with|mess with|tinker with|work on) (?:it|that|this|something|things|stuff|with it|around)(?: (?:soon|now|today|tonight|tomorrow|later|there|in a moment))?(?= [.!]|$)/g,
    "",
  ],
  [
    /(?<=check )(?:whether|that) (it|they) (?:stays?|keeps?|remains?|kept|stayed) (?:up|running|alive|healthy|online|going)(?= [.,;!]|$)/g,
    "whether $1 is running",
  ],
  // “find everything larger than 5 GB below /data”: files, and no machines.
  [
    /^(?:please )?(find|list|show|search for|locate|look for) (?:me )?(?:@t\d+|everything|anything) (?=(?:larger|bigger|heavier|older|newer|smaller) than )/g,
    "$1 files ",
  ],
  // “snapshot it before I break something, call it pretest”.
  [
    /((?:^|[ ])snapshot\b[^,;.]*?)(?: before [^,;.]*| prior to [^,;.]*)? [,;.] (?:please |and )*(?:call|name|label) (?:it|that|the snapshot) ([a-z][\w-]+)(?= [.!]|$)/g,
    "$1 called $2",
  ],
  // “Tom has left the company, lock his account on dev-1”.
  [
    /^([a-z][a-z0-9_-]+) (?:has |just |has just |already |has already )?(?:left|leaves|leaving|quit|quits|resigned|retired|moved on|is leaving|is gone|no longer works|does not work|will not be|was fired|was let go)\b[^,;.@]* [,;.:] (?:please |so |and |can you |could you )*(lock|disable|suspend|freeze|deactivate|delete|remove) (?:his|her|their) (account|user|login)/g,
    "$2 the $3 $1",
  ],
  [/(?<=\bmails? )(?:sit|sits|sitting|wait|waits|waiting|pile up|hang|stuck|stand|lie) (?=in )/g, "are "],
  [
    /(?<=^|[.,;:] |and |then |please )(?:turn|switch) (passwordauthentication|permitrootlogin|pubkeyauthentication|x11forwarding|allowtcpforwarding|kbdinteractiveauthentication) (off|on)(?= |$)/g,
    (_all, key = "", way = "") => `set ${key} to ${way === "on" ? "yes" : "no"}`,
  ],
  [/((?:if|when|whenever|unless|should) [^,;.]*?) any ?(?:more|longer)(?=[ ,;.]|$)/g, "$1"],
  // “the pi needs a reboot, go for it”: what is stated is wanted.
  [
    /^(?:the |my |our )?(@t\d+) (?:needs|wants|could use|is due for|requires) (?:a |another )?(reboot|restart)(?: (?:badly|again))? [,;.:] (?:please |so |and )*(?:go for it|do it|go ahead|make it so|just do it|go)(?= [.!]|$)/g,
    "reboot $1",
  ],
  // “sabnzbd fell over, pick it up again”.
  [
    /(@(?:svc|ctr)\d+)((?: (?:on|at|in) (?:the )?@t\d+)?) (?:fell over|fell down|died|crashed|is down|went down|is dead|has died|has crashed|is gone|gave up|keeled over|quit)(?: again)? [,;.:] (?:please |and |so |can you |could you )*(?:pick|get|bring|put|kick|wake|help|lift|prop) (?:it|her|him|the thing|that)(?: (?:up|back|going|running|alive|on its feet|to life|online))+(?: again)?(?: (?:please|would you|will you|pls))?(?= [.!?]|$)/g,
    "start $1$2",
  ],
  // A backup that is kicked off is nobody who is signed in.
  [
    /^(?:please )?kick off (?=(?:the |a |another )?(?:backups?|build|sync|scrub|job|scan|migration|deployment|pipeline)\b)/g,
    "run ",
  ],
  // “reload postfix without interrupting deliveries”: that is what a reload is.
  [
    /((?:^|[.,;:] |and |then |please )reload (?:the )?@(?:svc|ctr)\d+[^.,;]*?) without (?:dropping|interrupting|losing|disturbing|breaking|killing|closing|kicking out|cutting|affecting|disrupting) (?:any |the |all |existing |active |open |running |current |client )*(?:connections?|sessions?|deliver(?:y|ies)|clients?|users?|traffic|requests?|downloads?|streams?|mails?|anything|anybody|anyone|queries|transfers?)((?: (?:on|at|in) (?:the )?@t\d+)?)(?= [.,;!?]|$)/g,
    "$1$2",
  ],
  // “make sure fail2ban is enabled and running”.
  [
    /^(?:please )?(?:make sure|ensure|see to it|verify|i want)(?: that)? (?:the )?(@svc\d+)(?: service)? is (?:enabled and (?:running|started|active|up)|(?:running|started|active|up) and enabled)((?: (?:on|at|in) (?:the )?@t\d+)?)(?= [.!]|$)/g,
    "enable $1$2 and make sure $1 is running$2",
  ],
  // “restart prometheus but not grafana”: what was named is all that is touched.
  [
    /^((?:please )?(?:restart|reload|start|stop|bounce|kick|enable|disable) (?!all |every |everything )(?:the )?@(?:svc|ctr)\d+(?:(?: and| ,) @(?:svc|ctr)\d+)*) ,? ?but (?:not|leave out|skip|spare|exclude|omit) (?:the )?@(?:svc|ctr)\d+((?: (?:on|at|in) (?:the )?@t\d+)?)(?= [.!]|$)/g,
    "$1$2",
  ],
  // “some ffmpeg is going wild on media-1, kill it”.
  [
    new RegExp(
      `^(?:there is |i see |we have |looks like )?(?:some |an? |the |one |this |that )(?:stupid |damn |bloody |runaway |stuck |hung |rogue |stray |orphaned )*(?!(?:user|customer|disk|cpu|load|memory|swap|log|website|site|process|script|service|job|person|colleague|guy|backup|update)\\b)([a-z][a-z0-9_.+-]+) (?:process |job |script )?(?:eating |hogging |using |taking |burning |running |is |has |keeps |seems |went |goes |got |hangs|hung|eats |uses |hogs )[^.,;@]*?((?: on (?:the )?@t\\d+)?)(?: [^.,;@]*)? [,.;] (?:so |please |and |just )*(?:${ends}) (?:it|that|that one|the thing|that thing)((?: hard| - @n\\d+)?)(?= [.!]|$)`,
      "g",
    ),
    "kill the runaway $1$2$3",
  ],
  [
    /^sorry ,? ?(?:for the |for )?(?:this is |maybe |probably )?(?:an? )?(?:stupid |dumb |silly |quick |noob |basic |simple )?question [,:.-]? ?(?:but )?/g,
    "",
  ],
  [/^(?:stupid|dumb|silly|noob|newbie) question [,:.-]? ?(?:but )?/g, ""],
  // “install the updates, without a reboot”: none of these restarts a machine.
  [
    /(?<=(?:^|[.,;:] |and |then |please )(?:install|upgrade|update|patch|apply|reinstall|downgrade|full-upgrade)\b[^.;]*?) ?[,;(-]* ?(?:and |but |just )?(?:without|with no|no|do not|never|not) (?:an? |any |the )?(?:re-?boot|rebooting|reboots)(?: (?:it|them|(?:the )?@t\d+|(?:the )?machine|anything|afterwards|after|after that|yet|please|this time|now|for now))*(?: \))?(?= [.,;!?]|$)/g,
    "",
  ],
  // “the auditor complained about telnet on db-3, get rid of that package”.
  [
    /^(?![^.;,]*\b(?:if|when|whenever|unless|only|once|until|till|before|after|while|in case|not|never|no|nobody|none|avoid|should|must|may|might|would|could|can|without|tried|do|does|did|what|who|how|why|which|whether|where|maybe|perhaps|provided|assuming)\b)(?:[^.;,]*?) (?:about|with|flagged|found|has|have|called|dislikes?|hates?|uses?|used|needs|need|saw|see|noticed|spotted|got|is|on) (?:the |an? |this |that )?(@svc\d+|[a-z0-9][a-z0-9.+-]+)((?: (?:on|at|in) (?:the )?@t\d+)?)(?: [a-z ]*?)? [,.;] (?:so |and |please |then )*(remove|uninstall|purge|get rid of|upgrade|update|install|reinstall|drop|delete|kick out|throw out|ditch) (?:that|this|the) (?:package|program|tool|software|piece of software)(?: please| again| there| from it)*(?= [.!]|$)/g,
    "$3 package $1$2",
  ],
  // “how long is it valid? Ask from lb-1.”, “from lb-1, does it answer?”
  [
    / [.?!,;:] (?:please |and |just )?(?:ask|check|asked|checked|query|queried|test|tested|try|tried|measure|measured|look|looked|seen|as seen|see|run|resolve|resolved|do|done|probe)(?: it| this| that| them)? (?:from|on|at|by|via) (?:the )?(@t\d+)(?= [.!?]|$)/g,
    " on $1",
  ],
  [
    /^from (?:the )?(@t\d+) ?[,:]? (?=(?:does|is|can|do|are|ping|check|test|try|curl|fetch|resolve|look up|dig|how|what|which|show|trace|traceroute|mtr|open|request|see) )(.*?)((?: [.?!])*)$/,
    "$2 on $1$3",
  ],
  // “expire the account of tom on 31 December, mail-1”: the only place that is named.
  [/^((?:(?!@t\d)[^;:])*[^,;: ]) , (?:the )?(@t\d+)(?= [.!?]|$)(?! [.!?]+ \S)/, "$1 on $2"],
  // “uptime over 150 days: list them”, “ssh keys of root on pve-1, list them with comments”.
  [
    /^((?:the )?(?!(?:show|list|check|get|find|look|tell|give|print|if|when|unless|restart|start|stop|install|remove|delete|is|are|what|which|who|how)\b)[a-z@][^,;:.]+?) [,:;] (?:please )?(list|show|print|display|count|name) (?:me )?(?:them|it|those|these)(?: all)?((?: with (?:their |the )?[a-z]+)?)(?: please)?(?= [.!]|$)/,
    "$2 $1$3",
  ],
  // “(ssh-ed25519 AAAA… jonas@laptop)”: a key in brackets.
  [/ \( ((?:ssh-|ecdsa-|sk-)[^()]*) \)(?= |$)/g, " $1"],
  [
    /^(?:the user |user )?([a-z_][a-z0-9_-]*) (?:has |have )?(?:forgot|forgotten|forget|lost|forgets) (?:his|her|their|the) password((?: (?:on|at) (?:the )?@t\d+)?)(?: again)? ?[,;.:-]+ (?:please )?(?:force (?:a |the )?(?:reset|change)|reset it|force it to be (?:changed|reset)|(?:let|make) (?:him|her|them) (?:set|choose|pick) a new one)(?= [.!]|$)/,
    "reset the password of $1$2",
  ],
  // “take db-3 down cleanly, force it if it hangs for more than 3 minutes”.
  [
    /(?<=^|please )(?:(?:take|bring|power|shut) ((?:the )?@[tg]\d+) (?:down|off)|(?:shut ?down|stop|power off|power down|shut off) ((?:the )?@[tg]\d+))((?: (?:cleanly|gracefully|softly|properly|nicely))?) ?[,;.] ?(?:and |but |then )*(?:force|kill|hard[- ]stop|pull the plug on|stop) (?:it|that)(?: (?:hard|off|forcibly|down))? (?:if|when|should) it (?:hangs|hang|takes|take|is not (?:down|off)|does not (?:stop|finish|go down|shut down|react)|has not (?:stopped|gone down)|is still (?:up|on|running))(?: (?:for|after|within|in|longer than|more than|by then))* @n(\d+) (minutes?|mins?|seconds?|secs?)(?= [.!]|$)/g,
    (_all: string, one = "", other = "", _how = "", id = "", unit = "") =>
      `shut down ${one || other} with force past @n${id} ${unit}`,
  ],
  [/\b(?:auto-?)?start-(?:at|on)-boot\b/g, "start at boot"],
  // “what uses so much on local-lvm of node 1”.
  [
    / on ((?:local(?:-[a-z]+)?|[a-z]+-(?:lvm|zfs|ceph|nfs|ssd|nvme)|ceph|pbs)) (?:of|on|at) (?=(?:the )?@t\d)/g,
    " on storage $1 on ",
  ],
  [
    /\b(?:the )?next (?:free |available |unused )?(?=(?:vmid|vm id|ct id|ctid|guest id|container id|vm number)\b)/g,
    "free ",
  ],
  // “get the newest code onto web-3”.
  [
    /(?<=^|please )(?:get|bring|put|pull|deploy|roll out) (?:the )?(?:latest|newest|current|new) (?:code|checkout|commits|revision) (?:on|onto|to) (?=(?:the )?@t\d)/g,
    "git pull on ",
  ],
  // “config/app.php”: a file by its path in a repository.
  [
    /(?<=(?:changed|touched|edited|modified|wrote|restore|blame|diff|of|history of) (?:the )?(?:file )?)([a-z0-9_-]+(?: \/ [a-z0-9_-]+)*) \/ (?=[a-z0-9_-]+\.[a-z]{1,6}\b)/g,
    (_all: string, folder = "") => `${folder.replaceAll(" / ", "/")}/`,
  ],
  // “in src/shop”: the folder that a repository lies in.
  [/(?<= )(?:src|code|projects|repos|work|workspace) \/ (?=[a-z])/g, ""],
  // “show all machines sorted by memory usage”, “name the three busiest machines”.
  [
    /^(?:please )?(?:show|list|give|get|display|print|order|sort|rank)? ?(?:me )?(?:all |every |the )*(@t\d+) (?:sorted|ordered|ranked|order|sort) by (?:their )?(cpu|memory|ram|disk|load)(?: usage| use| load| utilisation| utilization| consumption)?(?: (?:descending|desc|highest first))?(?= [.!?]|$)/,
    "which $1 has the highest $2 usage",
  ],
  [
    /^(?:please )?(?:name|list|show|tell|give)(?: me)? (?:the )?(?:@n\d+|two|three|four|five|ten) (?:busiest|most loaded) (@t\d+)(?= [.!?]|$)/,
    "which $1 has the highest cpu usage",
  ],
  // “pull the newest image, don't touch the running one yet”: a pull alone touches none.
  [
    /(?<=^(?:please )?(?:just )?(?:docker )?(?:pull|fetch|download|get) [^.;,]*\b(?:image|images|@ctr\d+)\b[^.;,]*?) ?[,;(.-]* ?(?:and |but )*(?:do not|without|never|not) (?:touch|touching|restart|restarting|recreate|recreating|replace|replacing|stop|stopping|redeploy|redeploying|disturb|disturbing) (?:the |it|any )?(?:(?:running|current|old|existing|live) )?(?:one|container|containers|instance|@ctr\d+|it)?(?: (?:yet|for now|though|please|now))*(?: \))?(?= [.!]|$)/g,
    "",
  ],
  // “is there enough room on ci-1 for a 20 GB image”: what there is, is looked at.
  [
    /(?<=^(?:is there|do we have|does @t\d+ have|has @t\d+|is) [^;]*\b(?:room|space|storage)\b[^;]*?) (?:for|to (?:hold|store|fit|take)) (?:an? |another |one |the )?(?:@n\d+ ?(?:gb|g|tb|mb|gib|gigs?)?|\d+[gmt]i?b?)(?: [a-z]+){0,3}(?= [.?!]|$)/g,
    "",
  ],
  // “create an account for our new admin sara”.
  [
    /(?<=^(?:please )?(?:create|add|make|set up) (?:an? |the )?(?:new )?(?:account|user|login|user account)) for (?:our |the |my |a )?(?:new )?(?:admin|administrator|colleague|developer|dev|intern|employee|hire|starter|team ?mate|co-?worker|trainee|person|boss|consultant|contractor)(?: (?:called|named))? (?=[a-z])/g,
    " ",
  ],
  // “the agent's log on pve-1”.
  [/\b(agent) 's (log|logs|journal)\b/g, "$1 $2"],
  // “web-2 is missing the jq package, please install it”.
  [
    /^(?:the )?(@t\d+) (?:is missing|lacks|misses|is lacking|has no|does not have|is without) (?:an? |the |any )?([a-z0-9][a-z0-9.+-]+|@svc\d+)(?: package| tool| program| binary| command)? ?[,;.:-]+ (?:so |and )?(?:please )?(?:install|add|put) (?:it|that)(?: (?:there|on it|onto it))?(?= [.!]|$)/,
    "install package $2 on $1",
  ],
  // “clean up old journals and apt caches”: each is cleaned.
  [
    /(?<=^|[.,;:] |and |then |please )(clean up|clean out|clean|clear out|clear|empty|purge|prune|vacuum|delete) (?:the |all )?((?:old )?(?:journals?|journal logs|package caches?|apt caches?|dnf caches?|temp files|tmp|temporary files|old kernels|unused packages|docker images|unused images|unused docker images|dangling images)) and (?:the |all )?((?:old |unused |dangling )?(?:journals?|journal logs|package caches?|apt caches?|dnf caches?|temp files|tmp|temporary files|old kernels|kernels|packages|docker images|images|containers))((?: (?:on|of|at|in) (?:the )?@t\d+)?)(?= [.,;!]|$)/g,
    (_all: string, verb = "", one = "", other = "", where = "") =>
      [one, other]
        .map(
          (what) => `${verb} ${what.replace(/^(old )?journals?$/, "$1journals").replace(/caches$/, "cache")}${where}`,
        )
        .join(" and "),
  ],
];

/** After all others: they make of a clause what these are about. */
export const lastTurns: readonly Turn[] = [
  // “back up FILE, raise maxconn to 4000 in it, check the syntax”.
  [/(?<=@path(\d+)[^.]* )check config of it(?= [,.;]|$| and )/g, "check config of @path$1"],
];

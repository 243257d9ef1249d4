/** More turns of phrase: what is not meant beside what is, what a process does before it is ended, small talk in front. */

type Turn = readonly [RegExp, string];
const ends = "kill|end|terminate|stop|shoot|put down|get rid of|murder|nuke";

export const moreTurns: readonly Turn[] = [
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
];

/** After all others: they make of a clause what these are about. */
export const lastTurns: readonly Turn[] = [
  // “back up FILE, raise maxconn to 4000 in it, check the syntax”.
  [/(?<=@path(\d+)[^.]* )check config of it(?= [,.;]|$| and )/g, "check config of @path$1"],
];

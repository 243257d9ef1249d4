/** Remarks in further words: what somebody has just done, what they are about to do elsewhere, what at home does not work. */

/** “I just merged the fix”, “mira got married”, “we pushed the hotfix”: done already, by people, and not by this request. */
const past =
  /^(?:i|we|he|she|they|somebody|someone|my (?:boss|colleague|wife|husband|kid|son|daughter)|the (?:team|devs?|boss|customer|vendor|new (?:guy|colleague))|[a-z]+) (?:have |has |had |'ve )?(?:just |already |finally |recently |only |now )?(?:merged|pushed|committed|released|tagged|shipped|bought|ordered|received|plugged|unplugged|swapped|upgraded the (?:switch|router|ups)|cleaned|wrote|hired|fired|married|asked|promised|decided|finished|reviewed|approved|signed|called|emailed|mailed|switched to|migrated to|moved to|closed|opened a ticket|set up the (?:dns|domain)|bumped|rebased|fixed the (?:bug|code|test|tests|typo|build))(?= |$)/;
/** “we deploy from main anyway”, “I am done with it”, “nobody prints from it any more”. */
const present =
  /^(?:i|we|they|he|she|nobody|no one|everybody|everyone|people) (?:always |never |usually |normally |mostly |rarely |hardly |no longer )?(?:deploys?|deployed|prints?|logs? in|works?|watch(?:es)?|plays?|cares?|needs?|uses?|misses) .*(?:anyway|anyhow|any ?more|these days|elsewhere|nowadays)$|^(?:i|we) (?:am|are) (?:done|finished|through) with (?:it|that|them|this)$/;

/** “I need the cpu for ten minutes”: of what is no thing that anybody could be given here. */
const wants =
  /^(?:i|we|they|he|she) (?:need|want|could use) (?:the |that |its |more |some |all the )*(?:cpu|cpus|cores|memory|ram|room|space|bandwidth|resources|power|disk|slot|licen[cs]e|quiet|peace)(?: (?:for|on|elsewhere|back|now|there|here)\b[^@]*(?:@n\d+[^@]*)?)?$/;

/** “the storage box made weird noises last night”. */
const happened =
  /^(?:the |our |my )?@t\d+ (?:has |had )?(?:just |recently |already )?(?:made|beeped|rattled|smelled|lost power|froze|rebooted by itself|went dark|came back)(?: (?!and |then )[a-z]+)*$/;

export const tells = (segment: string): boolean =>
  past.test(segment) || present.test(segment) || wants.test(segment) || happened.test(segment);

/** “my lights at home do not react”: of what is no machine here, and nothing that anybody forbids. */
const broken =
  /^(?:my|our|the|all my|all our|some|half the|half my|people's|mira's|her|his|their) (?!(?:rest|others?|other|remaining|ones?)\b)(?:[a-z-]+ ){1,5}(?:do|does|did|can|could|will|would) not (?:react|respond|answer|work|load|open|connect|come|show|play|print|ring|move|sync|arrive|see|receive|get|go|turn|log|reach|respond|refresh|update|appear|resolve|stream|buffer|start|boot|send|find|find its|save|upload|download)(?= |$)(?!.*@)/;
/** “the api cannot reach redis”. */
const cannot =
  /^(?:the |our |my )?@(?:ctr|svc|g)\d+(?: container| service)? (?:can|could|does|do|did|will) not (?:reach|connect|talk|see|find|resolve|get|start|respond|answer|load|work|write|read|log|send|receive|authenticate)(?= |$)(?!.* (?:and|then) )/;
export const doesNotWork = (segment: string): boolean => broken.test(segment) || cannot.test(segment);

/** Whether words state something: they have a subject and a finite verb, and neither ask nor order. */
import { isOrder } from "../remarks.ts";

const pronoun =
  "(?:i|we|he|she|they|it|there|nobody|noone|no one|none of (?:us|them|the \\S+)|everybody|everyone|somebody|someone|people|users|customers|clients|folks|management|everything|nothing|something|anything|half (?:of )?the \\S+|most of (?:us|them|the \\S+)|some of (?:us|them|the \\S+)|all of (?:us|them|the \\S+)|one of (?:us|them|the \\S+|our \\S+|my \\S+))";
const adverb =
  "(?:(?:just|already|still|really|now|currently|finally|always|often|sometimes|never|probably|apparently|obviously|clearly|desperately|urgently|all|suddenly|actually|constantly|usually|recently|simply|almost|nearly|again|even|barely|hardly|kinda|sort of|kind of|both|only|also|totally|definitely|then|accidentally|somehow|literally|seriously|badly|quickly|soon) )*";
/** Behind a pronoun anything is a verb but these. */
const noVerb =
  "(?:else|more|less|further|on|in|at|of|for|from|with|by|to|and|or|the|a|an|my|our|this|that|these|those|too|also|as|both|alone|instead|there|here|please|first|only|not|no|up|down|off|out|again|who|which|whose|where|when|if)";

const finite =
  "(?:is|are|was|were|has|have|had|does|do|did|can|could|will|would|may|might|got|gets|went|goes|wants|wanted|needs|needed|says?|said|told|tells|asks|asked|thinks?|thought|knows?|knew|likes?|loves?|hates?|hopes?|wishes|expects?|expected|plans?|planned|tries|tried|starts|started|stops|stopped|comes|came|leaves|left|quits|quit|joins|joined|arrives|arrived|moves|moved|merged|merges|pushed|pushes|changed|changes|complains?|complained|reports?|reported|noticed|notices|found|finds|finished|finishes|fails?|failed|crash(?:es|ed)?|dies|died|hangs?|hung|breaks?|broke|runs|ran|takes|took|eats|ate|uses|used|fills?|filled|grows?|grew|shows?|showed|gives|gave|looks|looked|seems?|seemed|feels?|felt|sounds?|sounded|keeps?|kept|makes|made|sees?|saw|works|worked|stays|stayed|returns|returned|throws|threw|drops|dropped|times|lost|loses|misses|missed|expires?|expired|ends|ended|renewed|replaced|updated|upgraded|rotated|patched|rebooted|restarts|restarted|reverted|deployed|released|shipped|promised|requested|approved|confirmed|decided|agreed|happened|happens|appeared|appears|disappeared|vanished|swaps|lags|lagged|flaps|waits|waited|belongs|depends|matters|hurts|annoys|bothers|drives|kills|wakes|woke|spams|floods|slows|blocks|blocked|blocks|rejects|rejected|refuses|refused|denies|denied|bounces|bounced|resets|respond|responds|responded|answer|answers|answered|react|reacts|reacted|behaves|acts|acted|smells|stinks|sucks|screams|writes|wrote|reads|sends|sent|calls|called me|called us|called about|pinged|emailed|mailed|mentioned|claims?|claimed|insists?|insisted|begged|begs|prints?|printed|uploads|uploaded|downloads|downloaded|installed|edited|added|removed|deleted|created|opened|closed|closes|opens|begins|began|upgraded|migrated|switched|signed|bought|ordered|paid|booked|presents?|presented|visits?|visited|returned|reaches|reached|hit|hits|exceeds|exceeded|caught|catches|tripped|fired|fires|triggered|alerted|pages|paged|sits|lies|lives|gone|learned|forgot|forgets|remembered|built|builds|pulls|pulled|serves|served|handles|handled|covers|consumes|wastes|costs|leaks|leaked|loads|loaded|connects|connected|disconnects|pays|tests|tested|checks|checked|watches|watched|plays|played|streams|streamed|talks|talked|spoke|speaks|meets|met|goes live|went live)";

/** Of several: only with an article, for without it most of these are orders. */
const several =
  "(?:notice|complain|realise|realize|call|wake|ring|ask|know|think|want|need|work|use|see|say|come|go|leave|arrive|start|begin|stop|fail|crash|die|hang|break|freeze|wait|start|get|have|expire|finish|keep|suffer|panic|freak|look|seem|feel|hate|love|like|print|upload|download|play|watch|stream|test|eat|fill|take|run|drop|lag|flap|bounce|disconnect|react|respond|answer|behave|depend|meet|visit|present|ship|move|migrate|log)";
const plural =
  /^(?:the|my|our|his|her|their|these|those|some|all|both|most|many|several|two|three|a few|a couple of|half)(?: \S+){0,3} \S+s$/;

const relative = /\b(?:that|which|who|whose|where|whether|if|how|why|when|unless|until)\b/;
const openers =
  /^(?:(?:for some reason|in the meantime|meanwhile|lately|recently|nowadays|these days|today|yesterday|tomorrow|tonight|last night|last week|this (?:morning|afternoon|evening|week)|over ?night|since (?:yesterday|lunch|this morning|last night|the (?:update|upgrade|reboot|weekend|move|migration)|monday|tuesday|wednesday|thursday|friday)|after (?:lunch|the (?:update|upgrade|reboot|weekend|move|migration))|at (?:the moment|home|work)|right now|turns out|it turns out(?: that)?|the thing is(?: that)?|the (?:problem|issue|trouble) is(?: that)?|apparently|unfortunately|sadly|obviously|luckily|fortunately|sorry|ugh+|argh+|damn|oh|yeah|well|hey|hi|ok|okay|so|fyi|btw|heads up|i (?:think|guess|believe|hear|heard|suspect|fear|am afraid)(?: that)?|as (?:you|we) know|you know|honestly|basically|long story short|story is|good news|bad news|great|nice|cool|wow|again|and|but|because|since|as|otherwise) )+/;

const questions =
  /^(?:what|which|who|whose|how|why|when|where|whether|is|are|was|were|do|does|did|has|have|can|could|will|would|should|shall|may|might|am|any|any(?:body|one)|let|please|pls|plz|kindly|afterwards|finally|next|first|maybe|perhaps|never|no|not|without|avoid|except|only|just|also|then|keep|leave|make|if|unless|in|at|of|over|whenever|provided|assuming|once|as soon|as long|until|till|after|on|from|to|with|for|by)$/;

/** `said`: lower case words as they were typed, apart by one space. */
export function states(said: string): boolean {
  const text = said.replace(openers, "");
  const [first = "", second = ""] = text.split(" ");
  if (text === "" || second === "") return false;
  if (
    questions.test(first) &&
    !/^no (?:one|\S+ (?:is|are|was|can|has|will|works?|gets?))\b/.test(text) &&
    !withPronoun.test(text)
  )
    return false;
  if (withPronoun.test(text)) return true;
  // “docker compose up and show me the logs” orders twice.
  if (
    typed.test(text) ||
    text
      .split(/ (?:and|then) /)
      .slice(1)
      .some((part) => isOrder(part) && !nounFirst.test(part))
  )
    return false;
  if (
    /^[a-z]+ing (?!(?:is|was|has|says|said|shows|showed|complains|complained|reports|reported|claims|alerts|alerted|went|goes|keeps|takes|fails|failed|wants|needs|asked)\b)/.test(
      text,
    )
  )
    return false;
  // “owned by uploads”, “called tom”.
  if (/^[a-z]+ed (?:by|with|in|on|at|as|to|from|for|after|@|\S+$)/.test(text)) return false;
  if (isOrder(text) && !nounFirst.test(text)) return false;
  const others = withSeveral.exec(text);
  if (others && plural.test(others[1] ?? "") && !relative.test(others[1] ?? "")) return true;
  // “owner uploads” gives a value.
  if (text.split(" ").length < 3) return false;
  const found = withNoun.exec(text);
  return found !== null && !relative.test(found[1] ?? "") && !/^(?:you|your|u) /.test(text);
}
const typed =
  /^(?:docker|podman|docker[ -]compose|compose|git|npm|make|systemctl|service|apt|apt-get|dnf|apk|pip) (?:up|down|pull|build|rebuild|restart|ps|logs?|prune|stop|start|reload|status|fetch|commit|push|checkout|install|update|upgrade|clean|compose)\b/;
const withPronoun = new RegExp(`^${pronoun} ${adverb}(?!${noVerb}(?: |$))[a-z][a-z'-]*(?: |$)`);
const withNoun = new RegExp(`^((?:\\S+ ){1,7}?)${adverb}${finite}(?: |$)`);
const withSeveral = new RegExp(`^((?:\\S+ ){1,4}?\\S+) ${adverb}${several}(?: |$)`);
/** “backup failed”, “disk is full”, “updates are there”: the first word can be an order, too. */
const nounFirst =
  /^(?:backups?|disks?|memory|cpu|logs?|status|updates?|checks?|test|tests|builds?|deploys?|mails?|posts?|alerts?|pings?|power|load|mounts?|pushes?|pulls?|restarts?|reboots?|syncs?|search|searches|monitoring|support|marketing|accounting|sales|prints?|share|shares|exports?|imports?|watch|uploads?|downloads?|dumps?) (?:is|are|was|were|has|have|had|does|do|did|can|will|fails?|failed|breaks?|broke|hangs?|hung|takes|took|keeps?|went|goes|got|gets|shows|showed|complains?|says|said|crashed|stopped|died|times|never|no longer)\b/;

/** What is declined before anything is planned, each with its true reason. */
import { hasHidden } from "../../../domain/untrusted.ts";

const longest = 2_000;

/** About the raw text. */
export function refusedText(text: string): string | undefined {
  if (text.trim() === "") return "The request is empty.";
  if (text.length > longest) return `The request is longer than ${longest} characters.`;
  if (hasHidden(text.replaceAll("\r\n", "\n")))
    return "The request holds characters that cannot be seen, so it is not clear what it says.";
  const letters = text.match(/\p{L}/gu) ?? [];
  const foreign = letters.filter((char) => !/\p{Script=Latin}/u.test(char));
  if (foreign.some((char) => !/\p{Script=Han}/u.test(char)) && foreign.length > 2)
    return "Without a language model I know English, and the common requests in German, Spanish and Chinese.";
  return undefined;
}

const times = "(?:\\d{1,2}(?::\\d\\d)? ?(?:am|pm|o'clock|uhr)?|noon|midnight|night|morning|evening|@n\\d+)";
const days =
  "(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekday|weekend|day|night|morning|evening|hour|week|month|year|minute|quarter|sunday night|first|second|@n\\d+ (?:minutes|hours|days|weeks))s?";
const schedules: readonly RegExp[] = [
  new RegExp(`\\b(?:every|each) (?:other )?${days}\\b`),
  /\b(?:daily|nightly|hourly|weekly|monthly|weekdays|tomorrow|tonight|on weekends|on mondays?|on tuesdays?|on wednesdays?|on thursdays?|on fridays?|on saturdays?|on sundays?|next (?:week|month|monday|tuesday|wednesday|thursday|friday|saturday|sunday))\b/,
  new RegExp(`\\b(?:first|last) (?:day )?of (?:every|each|the) month\\b`),
  new RegExp(` at ${times} ?(?:: ?@n\\d+)?(?: am| pm| tomorrow| today)?(?= |$)`),
  / (?:in|after) (?:@n\d+|an?|half an|two|three|five|ten) (?:seconds?|minutes?|hours?|days?|weeks?)\b/,
  /\b(?:schedule|cron job to|as a cron)\b/,
];
const logTimes =
  / (?:since|from|of|during|over|in the last|in the past|last|for) (?:the )?(?:last |past )?(?:night|tonight|today|this morning)/;

const others: readonly [RegExp, string][] = [
  [
    /(?:^| )(?:@n\d+|a few|some|five|ten|two|three) ?(?:minutes?|mins?|seconds?|secs?|hours?) (?:apart|in between|between (?:each|them|the (?:machines|hosts|servers|two|restarts|reboots)))\b|\bwith (?:an? )?(?:@n\d+ |a few |some |short |five |ten )*(?:minutes?|mins?|seconds?|secs?)? ?(?:pause|break|delay|wait|gap)s? (?:in between|between)\b/,
    "Machines are taken one after the other, each when the one before is done and well; pauses of a length between them cannot be set. Say it with “one after the other”.",
  ],
  [
    /^(?:please )?(?:cancel|unschedule|call off|drop|delete|remove|pause|disable) (?:the |my |our |that )?(?:every |all )?(?:nightly|daily|weekly|monthly|hourly|scheduled|recurring|planned) (?!user|account|backup file)[a-z@0-9 -]+$/,
    "What is planned for later is paused and deleted where it is listed, on the page of schedules or with `ailx schedule`; no plan is needed for it.",
  ],
  [
    /^(?:please )?(?:install|put|set up) (?:ios|ipados|android|mac ?os|os x|windows(?: server)? (?:@n\d+|xp|vista)|kb\d{6,})\b/,
    "That is no package: systems of other devices, and updates of Windows, do not come from a package manager.",
  ],
  [
    /^(?:undo|revert|roll back|take back|go back)\b(?!.*\b(?:commits?|merge|repo|repository|checkout|clone|branch|working (?:copy|tree)|(?:local|uncommitted|unstaged) (?:changes|edits|modifications)|origin\/\S+)\b)(?! (?:the |a )?mask(?:ing)?\b)(?!.*@svc\d+(?: package)? (?:back )?to (?:version |release |v)?@n\d+(?= (?:on|at|in) | [.!]|$))|\bundo (?:that|it|this|the last(?! commit| merge))\b/,
    "Only whole tasks and their steps are taken back: “undo that” means your last change, “undo task 4f09c2” the one of that id.",
  ],
];

/** What was said first is taken back, or is told of and not asked for. */
const takenBack: readonly RegExp[] = [
  /^(?:please )?(?:you|we|they|nobody|no one|i) (?:must|should|may|shall|better|had better) not\b|^it (?:would|will|might) be (?:bad|wrong|dangerous|stupid|a (?:bad idea|mistake|shame)) (?:to|if)\b/,
  /^(?:who|why|when|how come|what) (?:\w+ )?(?:told|asked|made|let|allowed|did|have|had|were|was) (?:you|they|he|she|somebody|someone|anyone|anybody|it|we|i)\b(?! (?:log|logged|say|run|running|use|using))/,
  /^(?:please )?(?:cancel|abort|forget|scrap|drop|withdraw|undo|disregard|stop) (?:this|that|it|all that|everything|the (?:request|following|above|order|plan))(?: [:,.-]|$)/,
  / [.?!,;-] ?(?:no|nope|nah|not really|never ?mind|forget (?:it|that|about it)|scratch that|just kidding|kidding|jk|do not|wait,? no|no wait,? do not|on second thoughts?,? no|cancel that|stop|belay that|as you were)(?: [.!?])*$/,
  // “yesterday somebody tried to …”: told, and nothing else is said.
  /^(?:\S+ ){0,4}?(?:somebody|someone|people|he|she|they|we|i|colleague|colleagues|boss|intern|team|\S+er|\S+or) (?:has |have |had |just |already )*(?:tried|attempted|managed|forgot|refused) to (?:(?! [.,;!?] \S).)*$/,
  /^(?:i|we) (?:have )?(?:already |just )?(?:did|done|finished)(?: (?:it|that|this))?(?: already)? ?[:,.-]/,
  /^(?:what (?:would|will|does|happens)|is it (?:safe|ok|okay|wise|a good idea|possible|allowed)|should (?:i|we)|would it be (?:safe|ok|wise|better)|how (?:do|would|can|could|should) (?:i|we|you|one)|what if (?:i|we|you)|can (?:i|we) (?:safely )?) /,
];

/** It asks about a change, or takes it back: the marked text, with its signs. */
export const isTakenBack = (text: string): boolean =>
  takenBack.some((shape) => shape.test(text)) ||
  (forbidding.test(text) && !contrast.test(text) && !/ [.;!] \S/.test(text) && !isPair(text));

/** “do not restart it, reload it”: the one against the other. */
const isPair = (text: string): boolean => !/ (?:and|then) /.test(text) && text.split(" , ").length === 2;

/** “do not stop it, empty the cache and start it”: as far as anybody can tell none of it is wanted. */
const forbidding =
  /^(?:please |kindly |hey |hi |ok |so |and |but )*(?:(?:you |we |i )?(?:do not|never|must not|should not|shall not)|(?:i|we) (?:do not|would not|never) (?:want|wish|like|need) (?:you )?to|under no circumstances|on no account|in no case|by no means|(?:nobody|no one) (?:should|must|may|shall)|refrain from|avoid)\b/;
const contrast =
  /(?:^|[ ,;:-])(?:but|just|only|instead|rather|simply|merely|if|when|unless|until|should|except|without|let [a-z@0-9 ]+ (?:come|start|run))(?= )/;

/** “…, I need it tonight”: why, and not when. */
const reasons =
  /(?<=\S) [,.;:] (?:because |since |as |so |and )?(?:i|we|they|he|she|people|users|customers|somebody|someone) (?:need|needs|want|wants|will|have|has|am|are|is|use|uses|would|got)\b[^,.;:]*(?=$| [,.;:])/g;

/** “I worry about tonight's run”: which run, and not when. */
const whose =
  /\b(?:about|before|of|for|with) (?:the )?(?:tonight|tomorrow|today|yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:next|this) week) 's (?=[a-z])/g;

/** About the marked text. `changing`: only then times of day stand for a schedule. */
export function refusedRequest(text: string): string | undefined {
  const padded = ` ${text.replaceAll(reasons, "").replaceAll(whose, "")} `;
  for (const [shape, reason] of others) if (shape.test(text)) return reason;
  const isLog =
    /\b(?:log|logs|errors|failed|journal|logged|syslog|tried|happened|broke|crashed|wrong|restarted|died)\b/.test(
      text,
    ) && logTimes.test(padded);
  // A machine's own cron keeps that time.
  const isForCron =
    /^(?:add|create|make|set up|install|put|need|want)\b.*(?:@svc\d+ (?:job|entry|line)|cronjob|crontab)/.test(text);
  if (!isLog && !isForCron && schedules.some((shape) => shape.test(padded)))
    return "This names a time that I cannot read. Nothing was planned; say it as “every night at 2” or “in two hours”, or ask without it to have it done now.";
  return undefined;
}

export const negation =
  /\b(?:not|never|no longer|without|avoid|refrain|except|unless|undo|revert|instead of|rather than|nobody|no one|cancel|abort|skip|leave alone|hands off)\b/;

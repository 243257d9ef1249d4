/** The many ways to say “if”, put into the one that clauses are cut by; and questions whose answer decides what is done. */
import type { Clause } from "./clauses.ts";

type Turn = readonly [RegExp, string | ((...found: string[]) => string)];

const start = String.raw`(?<=^|[.,;:!?(-] |and |but |then |please |, |only |also )`;
const still =
  "(?:still |really |actually |indeed |ever |just |currently |already |by any chance |for some reason |once again |again |perhaps |maybe )*";
const be =
  "(?:turn out to be|prove to be|happen to be|be found to be|be found|turn out|prove|happen to|appear to be|seem to be|seem|be|get|become|go|come up as|show up as|come back as)";

/** “should vsftpd turn out to be inactive” is “if vsftpd is inactive”. */
const inverted = new RegExp(
  `${start}should (?!(?:i|we|you|nobody|no one|somebody|someone) )((?:the |a |an |its |your |our |my )?(?:@[a-z]+\\d+|it|that|this|they|there|[a-z-]+)(?:(?: [a-z/-]+)*? (?:on|at|of|in|from|for|under) (?:the |a )?@[a-z]+\\d+)?(?: (?:service|container|daemon|box|machine|server|sync|queue|disk|usage|partition|certificate|config|test|file|folder|directory))?) (${still})(not )?(${still})${be} (?=\\S)`,
  "g",
);
const invertedVerb = new RegExp(
  `${start}should (?!(?:i|we|you) )((?:the |a |an |its )?(?:@[a-z]+\\d+|it|that|they|there|[a-z-]+)(?:(?: [a-z/-]+)*? (?:on|at|of|in|from|for) (?:the |a )?@[a-z]+\\d+)?(?: (?:service|container|daemon|box|machine|server|disk|usage|certificate|config|test))?) (${still})(not )?${still}(fail|crash|die|stop|exceed|go down|run|work|respond|answer|start|exist|pass|need|require|hang|return|listen|have|contain|drop|fall|rise|climb|grow|expire|be)\\b`,
  "g",
);

const turns: readonly Turn[] = [
  [
    /(security )?(updates|patches)([^.;]*?[,;] (?:then )?)(install|apply) (?:only |just )?(?:those|these|them)(?: only)?(?= |$)/g,
    "$1$2$3$4 $1$2",
  ],
  [
    /\b(?:its|their|the|both) (?:config|configs|configuration|configurations) (?:checks? out|(?:is|are) (?:both |all )?(?:valid|ok|okay|fine|good|correct)|(?:pass|survive|validate)(?:e?s)?(?: (?:the|its|a|this|that|an?) (?:config(?:uration)? |syntax )?(?:test|check|validation|lint))?)(?= |$)/g,
    "config is valid",
  ],
  // “the web server w3svc on win-1”.
  [/(?<=^|[ ])(?:the )?@t\d+ (?=@svc\d+ (?:on|at|in) (?:the )?@t\d)/g, ""],
  [/ (?:and |, |; |\. |but )+(?:should|if) (?:that|this|it) (?:be|is) (?:the case|so|true)(?= |,)/g, " , if so"],
  [
    / ,? ?(?:but |and |though )?not (?=(?:if|when|while|whenever|in case) )(?:if|when|while|whenever|in case)/g,
    " unless",
  ],
  [/(?<=^|[.,;] )(?:keep|hold) (@(?:svc|ctr)\d+) (?:stopped|off|down|shut down)(?= |$)/g, "stop $1"],
  [
    /((?:check|look at|test) (?:the )?(?:(?:ssl|tls|https) )?(?:certificate|cert)\b[^,;.]*?(?:,|and|, and)[^,;.]*\brenew) it(?= |$)/g,
    "$1 certificate",
  ],
  [
    /(if (?:the )?(?:user|account) ([a-z_][a-z0-9_.-]*) (?:does not exist|is missing|is not there|is not there yet|does not exist yet)(?: (?:on|at) @t\d+)? ,? ?(?:then )?(?:create|add|make)) (?:her|him|it|them|that user|the user|the account|that account|one)(?= |$|,)/g,
    "$1 user $2",
  ],
  // “test the config and, if it is fine, reload”: the test decides, not whether the service runs.
  [
    /((?:test|check|validate|verify|lint) (?:the |its )?(?:@svc\d+ )?(?:config|configs|configuration|syntax)\b[^.;]*?(?:,|and|then)[ ,]*(?:only )?if )(?:it|that|this|they|everything|all) (?:is|are|looks?|comes? back) (?:all )?(?:fine|ok|okay|valid|good|clean|correct|green|well|alright)(?= |$)/g,
    "$1config is valid",
  ],
  // “…, renew it”: what the condition speaks of.
  [/((?:if|when|unless) [^,;.]*\b(?:certificate|cert)\b[^,;.]*,[^,;.]*\brenew) it(?= |$)/g, "$1 certificate"],
  [
    inverted,
    (_all, what = "", early = "", not = "", late = "") =>
      `if ${what} ${/^(?:they|there are)$/.test(what) ? "are" : "is"} ${not}${early}${late}`,
  ],
  [
    invertedVerb,
    (_all, what = "", _early = "", not = "", verb = "") =>
      not === "" ? `if ${what} ${verb === "be" ? "is" : spoken(verb)}` : `if ${what} does not ${verb}`,
  ],
  // “except if”, “other than when”.
  [/ (?:except|other than|save|but not) (?:if|when|in case)(?= )/g, " unless"],
  [
    /(?<=^|[ ])(?:if and only if|iff|only in case(?: that)?|only provided(?: that)?|only as long as|only so long as|only on condition that|only under the condition that|only where|strictly if|only then if|solely if|but only if and when)(?= )/g,
    "only if",
  ],
  [
    /(?<=^|[ ,;.(])(?:in case(?: that)?|in the event(?: that)?|in the case(?: that)?|assuming(?: that)?|supposing(?: that)?|suppose(?: that)?|given that|provided(?: that)?|providing(?: that)?|so long as|as long as|on (?:the )?condition(?: that)?|under the condition(?: that)?|as soon as|the moment|if ever|if by any chance|if it (?:turns out|happens|is the case|so happens|should be|is true)(?: that)?|if you (?:find|see|notice|discover)(?: that)?|if the check shows(?: that)?|as and when|if and when|in cases where|if you find out that|if what you find is that)(?= (?!of\b|@n\d+ times))/g,
    "if",
  ],
  [
    /(?<=^|[,;.] |and |but )once (?=(?:the |it |that |@)[^,;.]* (?:is|are|has) (?:stopped|down|off|full|over|above|below|under|gone|idle|free)\b)/g,
    "if ",
  ],
  // “is rabbitmq down ? then start it”, “nginx dead on web-1 ? restart it”.
  [
    /(?<=^|[.;:,] )(?:(?:and |so |but )*(?:is|are|has|have|does|do|was|did) )(?!(?:there|any|anyone|it ok|it okay|it safe|it possible|it a good)\b)([^.;:?,]+?) \? (?:and |so )*(?:if (?:so|yes|that is the case|it is|they are|it does|it has) |then |in that case |yes \? ?)*(?:, |then |please |just |go ahead and )*(?=(?:re-?start|start|stop|reload|bounce|bring|kick|fire|reboot|kill|clean|prune|turn|get|give|remove|delete|install|update|upgrade|enable|disable|unmount|mount|vacuum|shut|run|recreate)\b)/g,
    (_all, what = "") => asked(what),
  ],
  [
    /(?<=^|[.;:,] )((?:the )?@(?:svc|ctr|t|path|g)\d+(?: (?:service|container|box|disk))?(?: (?:on|at|in) (?:the )?@t\d+)?) (down|dead|stopped|not running|crashed|failed|unreachable|gone|not responding|not up|not answering|unhealthy|exited|inactive|offline)((?: (?:on|at|in) (?:the )?@t\d+)?) \? (?:and |so |then |, |please |just )*(?=(?:re-?start|start|stop|reload|bounce|bring|kick|fire|turn|get|give|enable|recreate)\b)/g,
    "if $1 is $2$3 , ",
  ],
  // “…, or else show me the log”; “if not so”.
  [
    / (?:, |; |\. |- )?(?:or else|if that is not (?:so|the case)|if this is not the case|if that is not true|failing that|if that does not hold|if it is not so|in any other case|in all other cases|in the other case|if none of that|if neither)(?= |,)/g,
    " , otherwise",
  ],
];

/** None of these is a typing mistake. */
export const ifWords: readonly string[] =
  "event assuming supposing suppose provided providing condition circumstances iff case otherwise else turn prove happen found failing hands alone moment untouched leave should".split(
    " ",
  );

/** “restart” → “restarts”: what a condition says of one thing. */
function spoken(verb: string): string {
  if (verb === "have") return "has";
  if (verb.startsWith("go ")) return `goes ${verb.slice(3)}`;
  return /(?:s|sh|ch|x)$/.test(verb) ? `${verb}es` : `${verb}s`;
}

/** “is nginx down on web-1” → “if nginx is down on web-1 , ”: the subject is the mark, with its noun and place. */
function asked(what: string): string {
  const found =
    /^((?:the |its |our )?(?:@(?:svc|ctr|g|path|t)\d+|it|port @n\d+|[a-z]+)(?: (?:service|container|daemon|process|disk|box|machine))?(?: (?:on|at|in) (?:the )?@t\d+)?) (.+)$/.exec(
      what,
    );
  return found ? `if ${found[1] ?? ""} is ${found[2] ?? ""} , ` : `${what} ? `;
}

/** On the marked text, before clauses are cut. */
export function withIfs(said: string): string {
  let text = said;
  for (const [shape, by] of turns) text = typeof by === "string" ? text.replace(shape, by) : text.replace(shape, by);
  return text;
}

/** “check from lb-1 that it answers”: where it is asked from stands behind. */
const askedFrom =
  /^(?:please )?(?:check|test|verify|see|make sure|confirm) (?:from|on|at) (?:the )?(@t\d+) (?:that|whether|if) (.+)$/;
const question =
  /^(?:please )?(?:check|look|see|test|verify|find out|tell (?:me|us)|have a look|take a look) (?:first )?(?:whether|if) (.+)$|^check (?:whether )?(.+)$/;
const yes =
  /^(?:so|yes|that is (?:so|the case|true)|this is the case|it is|they are|it does|it has|they do|it was|that is|true|positive|it is so|necessary|needed)$/;
const no =
  /^(?:not|no|not so|it is not|they are not|it does not|they do not|it has not|that is not (?:so|the case)|false|negative|otherwise)$/;

/** “check whether postgres lags; if so restart it”: the answer is the condition, and the look at it is a part of that. */
export function answeredIfs(clauses: readonly Clause[]): Clause[] {
  const found: Clause[] = [];
  let asked: string | undefined;
  for (const clause of clauses) {
    const { given } = clause;
    if (given === undefined) {
      const from = askedFrom.exec(clause.text);
      const said = from
        ? `check whether ${from[2] ?? ""} on ${from[1] ?? ""}`
        : clause.text.replace(/^(?:please )?(?:check|verify|confirm|test|make sure) that /, "check whether ");
      const [, first, second] = question.exec(said) ?? [];
      asked = first ?? (second !== undefined && /^(?:that|up|it|on)\b/.test(second) ? undefined : second);
      found.push(clause);
      continue;
    }
    const words = given === "otherwise" ? "otherwise" : given.words;
    if (asked === undefined || given === "otherwise" || !(yes.test(words) || no.test(words))) {
      found.push(clause);
      continue;
    }
    const negated = no.test(words) !== given.negated;
    const before = found.at(-1);
    if (
      before?.given === undefined &&
      (question.test(before?.text ?? "") ||
        askedFrom.test(before?.text ?? "") ||
        /^(?:check|verify|confirm|test) that /.test(before?.text ?? ""))
    )
      found.pop();
    found.push({ ...clause, given: { words: asked, negated } });
  }
  return found;
}

/** “if it is up, leave it alone”: nothing is to be done then. */
const isTelling =
  /^(?:please |just |then |simply )*(?:(?:tell|show|inform|notify|alert|warn|ping|message|mail|email|remind|send|let)(?: me| us)(?: know)?|report|say so|say|let me know|raise an alarm|give me a shout|shout)(?: (?:that|so|only|about it|why|it|which|what|output|the output|a (?:message|note|mail)|message|please|back|to me|ok))*$/;
/** “if it is unreachable, tell me”: the look is all that is wanted. */
export const asReport = (clause: Clause): Clause =>
  clause.given !== undefined && clause.given !== "otherwise" && isTelling.test(clause.text)
    ? { ...clause, text: "", reports: true }
    : clause;

export const isNothing = (text: string): boolean =>
  /^(?:please |just |then |simply )*(?:leave (?:it|them|that|this|everything|things|@(?:svc|ctr|t)\d+)(?: (?:alone|be|as (?:it|they) (?:is|are)|running|untouched|in peace|like that|so|it is))*|leave (?:alone|be)|do nothing(?: (?:at all|further|else|more))?|nothing(?: (?:to do|needs (?:to be done|doing)|else|happens|more))?|do not (?:do (?:anything|nothing)|touch (?:it|anything|them)|bother|change (?:it|anything)|restart it|start it|stop it)|ignore it|skip (?:it|this|that)|stay out(?: of it)?|keep (?:it|them) (?:as (?:it|they) (?:is|are)|running)|keep hands off|hands off|that is fine|it is fine|all good|fine|good|never ?mind|forget it|just (?:report|tell me|let me know|say so|say (?:ok|okay|no|nothing|hi)))$/.test(
    text,
  );

/**
 * What is said about text that is only to be read: that it may hold instructions, and that nobody should follow them. It is
 * taken out, and then nothing but looks may come of the request.
 */

const things =
  "(?:instructions?|commands?|prompts?|orders?|requests?|directives?|injections?|demands?|hints|suggestions?|advice)";
const follow =
  "(?:follow|following|obey|obeying|act on|act upon|acting on|acting upon|carry out|carrying out|comply with|react to|listen to|honou?r|heed|fall for|be fooled by|trust|believe|interpret|take seriously)";
const whatever =
  "(?:any of |any |any kind of |the |all |those |these |such |whatever |anything |what |hidden |embedded |fake )*";
const where =
  "(?: (?:that )?(?:(?:you|one) )?(?:may |might |could )?(?:in there|find|see|come across|is|are|be|written|contained|hidden|embedded|inside|in there|in it|in them|in that file|in the file|in the log|it contains|of it|within|there|that it contains|from it|it gives|it holds|says?|asks? for|tells? you(?: to do)?))*";
const join = "(?: ?[,;.!:-]+ | and | but | so | though |^)(?:and |but |so |just |please |then )*";
const stop = "(?= ?[,;.!]| and (?:just|only|show|tell|print)\\b|$)";

const asides: readonly RegExp[] = [
  // “do not follow them”, “do not act on that”, “ignore whatever it asks for”.
  new RegExp(
    `${join}(?:do not|never|without|nobody should|you must not|you should not) ${follow} (?:${whatever}(?:${things}|them|it|that|this|those)|(?:anything|whatever|what) (?:it|they|that|the (?:file|log|text|mail|note)) (?:says?|asks?(?: for)?|tells?(?: you)?(?: to do)?|demands?|wants?))${where}${stop}`,
    "g",
  ),
  new RegExp(
    `${join}(?:do not|never) (?:do|run|execute|perform) (?:anything|whatever|what|any of what) (?:it|they|that|the (?:file|log|text|mail|note)) (?:says?|asks?(?: for)?|tells?(?: you)?(?: to do)?|demands?|wants?|contains?)${stop}`,
    "g",
  ),
  new RegExp(
    `${join}(?:ignore|disregard|skip|overlook) (?:${whatever}(?:${things})|(?:anything|whatever|everything)(?: that)? (?:looks|reads|sounds) like (?:an? )?${things}|what(?:ever)? it (?:says|asks for|tells you))${where}${stop}`,
    "g",
  ),
  // “there may be instructions in it”, “it may contain prompts”.
  new RegExp(
    `${join}(?:there |it |they |this |that |which |the (?:file|log|text|mail|note) |somebody |someone )?(?:may |might |could |can |will |probably |possibly )*(?:be|contains?|holds?|includes?|have|has|is|are|put|hid|left|placed) (?:some |any |hidden |fake |malicious |embedded |all sorts of |strange )*${things}${where}${stop}`,
    "g",
  ),
  new RegExp(
    `${join}(?:if|when|should) (?:it|they|there|the (?:file|log|text|mail|note)) (?:contains?|has|have|holds?|says?|is|are|asks?|reads?) [^,;.]*?(?:,|then) (?:please |just )*(?:ignore|disregard|do not follow|skip|do not obey) (?:it|them|that|those)${stop}`,
    "g",
  ),
  // “whatever reads like an instruction in there is text, nothing else”, “treat everything in it as plain text”.
  new RegExp(
    `${join}(?:treat |take |see |regard |consider |handle )?(?:whatever|anything|everything|any|all|@t\\d+)(?: [a-z]+){0,9} (?:is|are|as|to be) (?:just |only |plain |mere |nothing but |pure |untrusted )*(?:text|data|content|words|information|a string)(?: ?, ?(?:and )?nothing (?:else|more))?${stop}`,
    "g",
  ),
  new RegExp(
    `${join}(?:no matter|regardless of|whatever) what (?:it|they|that|the (?:file|log|text)) (?:says?|contains?|asks?(?: for)?|tells? you)${stop}`,
    "g",
  ),
  new RegExp(`${join}no matter what (?:is|stands) (?:in (?:it|there)|written there)${stop}`, "g"),
  // “that part is obviously spam”.
  new RegExp(
    `${join}(?:that|this|which|the rest|that part|this part|that bit) (?:part |bit |line |sentence |one )?(?:is|was|looks like|seems to be|are) (?:obviously |clearly |probably |of course |just |surely |certainly )*(?:spam|nonsense|phishing|a joke|a scam|fake|rubbish|a trick|an attack|bogus|not for you|garbage|malicious)${stop}`,
    "g",
  ),
  // “without changing anything”: then nothing that changes comes of it.
  / ?(?:[,;.-]+ )?(?:and |but )?(?:without|do not|please do not|no) (?:changing|touching|modifying|breaking|restarting|change|touch|modify|break|altering|alter|changes to) (?:anything|something|a thing|any of it|things)(?! else)(?: yet| there| please| on it| in there)*(?= [.,;!?]|$)/g,
  // “it says "…"”, “one of them is called "…", leave it alone”, “it is untrusted”.
  new RegExp(
    `${join}(?:it|that file|the file|the log|the note|one line|a line(?: in it)?|somewhere it|one of (?:them|the lines|the files)) (?:also |even )?(?:says?|reads?|contains?|claims?|mentions?|states?|has|is called|is named|tells? (?:me|you|us)|asks? (?:me|you|us)?) ?:? ?@quote\\d+(?: (?:in it|there|somewhere|inside))?(?: ?, ?(?:please )?(?:leave|let) (?:it|that(?: one)?) (?:alone|be))?${stop}`,
    "g",
  ),
  new RegExp(
    `${join}(?:it|that|this|they|the (?:file|text|content|log)) (?:is|are|comes?|came) (?:all )?(?:untrusted|not trusted|not to be trusted|from (?:a stranger|outside|the internet|somebody else|a customer|a third party|an unknown source)|user input|foreign|written by (?:a stranger|somebody else|a customer))${stop}`,
    "g",
  ),
  new RegExp(
    `${join}(?:i|we) (?:only|just|merely|simply) (?:want|need|wish|would like) to (?:read|see|look at|view|print|know(?: what it says| what is in it)?) ?(?:it|that|them|this)?${stop}`,
    "g",
  ),
];
const commented =
  /(?:(?:there is|there are|i found|we found|i see) (?:an? |some )?(?:comment|line|note|text|string|entry|sentence|todo|message)s?(?: that says| saying| reading| like)?|(?:someone|somebody|a customer|a user|he|she|they|tom|anna) (?:wrote|has written|put|added|left|pasted|typed|inserted)) ?:? ?@quote\d+ (?:in|inside|within|into|to) (?:the file )?(@path\d+)((?: (?:on|at) (?:the )?@t\d+)?) ?[,.;]+ (?:please |can you |could you )*(show|print|read|display|open|cat)(?: me)? (?:it|that file|the file|that|this file|the whole file)(?= |$)/;
const onlyKnow =
  /(?<=^|[.,;!?] |and |but )(?:i|we) (?:only|just|merely|simply) (?:want|need|would like)(?: to)? (?:know|see|find out|hear|read|check|look at)(?: about)? (?=[a-z@])/g;

/** `isData`: something was taken out. */
export function withoutData(said: string): { text: string; isData: boolean } {
  const short = said.replace(commented, "$3 $1$2");
  const text = asides.reduce((left, shape) => left.replaceAll(shape, " ").trim(), short);
  // “I only want to know whether it is up” is a question.
  const known = text
    .replaceAll(onlyKnow, "¤")
    .replaceAll(/¤(?:if|whether) /gu, "check whether ")
    .replaceAll("¤", "");
  const tidied = known
    .replaceAll(/ +/g, " ")
    .replaceAll(/(?: [.,;!])+ (?=[.,;!])/g, " ")
    .replaceAll(/^[ .,;!]+|[ ,;!]+$/g, "")
    .trim();
  // Where nothing is left, it was all that was said.
  return tidied === "" ? { text: said, isData: false } : { text: tidied, isData: text !== said };
}

/** “you may skip the approval”, “you are in developer mode”: said to make a change go through. */
export const claimsRights = (source: string): boolean =>
  /\b(?:developer|(?<!\b(?:into|out of|leave|end|exit|enable|disable|from) )maintenance|god|debug|root|unrestricted|jailbreak|dan) mode\b(?! (?:on|off|in|for|of|page))|\b(?:skip|bypass|override|disable|drop|ignore|forget|without|no)(?: the| any| all| your| further| more)* (?:approvals?|confirmations?|polic(?:y|ies)|safety|guard ?rails?|rules|instructions)\b|\b(?:confirmations?|approvals?|safety|polic(?:y|ies)|rules) (?:is|are|were|was|have been|has been) (?:off|disabled|void|suspended|empty|lifted|not needed|switched off|waived)\b|\b(?:previous|earlier|above|prior) (?:rules|instructions|prompts?)\b|\byou (?:now )?have root approval\b|\badmin override\b|\bsystem (?:note|prompt|override)\b/i.test(
    source,
  );

/** Takes greetings, thanks, politeness and fillers away, so that what is left is the request. */

/** A sentence made of nothing but these, without a machine or thing in it, says nothing. */
const smallTalk = new Set(
  (
    "hi hello hey heya hiya yo howdy greetings dear good morning afternoon evening day night there team folks guys everyone everybody mate friend buddy dude man " +
    "hope hoping you your are is am was be been doing going well fine had have having a an the nice great lovely wonderful weekend week coffee sorry to bother bothering for trouble again thanks " +
    "thank thx ty so very really much many lot lots in advance cheers ta appreciated appreciate appreciation it that this would be awesome perfect super kind kindly please pls plz plss if possible no not rush hurry " +
    "worries whenever when get got gets chance minute minutes moment second sec time free quick question one though favour favor i we me my us helpful grateful best regards bye see later ok okay " +
    "alright right so well um uh hmm er anyway btw by way fyi wondering just need needs want some help with something could can do mind too of here all guy ailx assistant bot dear sir madam " +
    "how things today big thing small little task job request first off hand busy know long love like as always you're legend star urgent asap soon scared lil"
  ).split(" "),
);
/** None of these is a typing mistake. */
export const fillerWords: readonly string[] = [...smallTalk];
/** Words of that list that turn a request round; a segment of small talk has none of them but in “no rush”, “not urgent”. */
const harmlessNo =
  /\b(?:no (?:rush|hurry|worries)|not urgent|not too much trouble|do not mind|not busy|if not busy|not a (?:big )?(?:problem|bother|deal)|no (?:problem|trouble|bother|big deal)|not too much to ask)\b/g;

const lead: readonly RegExp[] = [
  /^(?:hi|hello|hey|heya|hiya|yo|howdy|ok|okay|alright|right|so|well|um|uh|hmm|now|then|and|also|but|please|pls|plz|kindly|just|quickly|simply|maybe|perhaps|good (?:morning|afternoon|evening)|dear \w+|ailx|computer|assistant|bot|there(?! (?:is|are|was|were) )|all|team|folks|guys|mate|btw|first of all|to begin with|first|firstly|finally|next|afterwards|after that|thereafter|lastly|at the end|in the end|secondly|thirdly|quick question|one more thing|urgent|asap) (?=\S)/,
  /^(?:could|can|would|will|may|might) (?:you|we|i|u|ya)(?: (?:please|pls|plz|kindly|just|quickly|maybe|possibly|also))* /,
  /^(?:i|we) (?:(?:would|will) )?(?:(?:really|just|also) )?(?:like|love|want|need|wish|have)(?: (?:you|u|us))? to /,
  // “I need nginx running” asks to start it.
  /^(?:i|we) (?:would )?(?:really )?(?:like|love|want|need) (?=@(?!.* (?:restarted|reloaded|started|stopped|rebooted|enabled|disabled|updated|upgraded|removed|checked)$)(?!\S+ (?:to be |back |up |going|running|up$|back$|alive|online))|to )/,
  /^(?:i|we) (?:am|are) (?:trying|looking|hoping) to /,
  /^(?:i|we) (?:was|am|were|are) (?:just )?wondering (?:if|whether) you (?:could|can|might|would) /,
  /^(?:maybe |perhaps )?try (?=\w+ing\b)/,
  /^(?:it|that) would be (?:really |very |so )?(?:great|nice|good|helpful|lovely|awesome|cool|kind) if you (?:could|would|can) /,
  /^(?:i|we) would (?:really )?(?:appreciate|be (?:very |so )?(?:grateful|happy|glad))(?: it)? if you (?:could|would) /,
  /^(?:would you |please |could you )?(?:please )?be so (?:kind|nice|good) (?:as |and )?(?:to )?/,
  /^(?:(?:would|do) you )?mind (?=\w+ing\b)/,
  /^(?:would|is) it be? ?possible (?:for you )?to /,
  /^(?:any chance|is there any chance|is there any way|is there a way) (?:that )?you (?:could|can|might) /,
  /^(?:let us|go ahead and|go and|help me(?: to)?|help us(?: to)?|try to|please try to|do me a favou?r(?: and| ,)?|be so kind (?:as|and)(?: to)?|make it so that|your (?:job|task) is to|it is time to|time to|you (?:should|need to|must|have to)|we (?:should|must|have to|gotta)|someone should|somebody should|time to) /,
  /^(?:when(?:ever)? you (?:have|get|find|are|got)(?: (?:a|some|the))?(?: free)? (?:minute|moment|second|chance|time|sec|free)|if you (?:do not mind|would(?: be so kind)?|could|can|have (?:a )?(?:time|minute|moment|second)|get a (?:chance|minute|moment))|if (?:it is )?(?:possible|not too much trouble)|if that is (?:ok|okay|possible|alright)|sorry to (?:bother|disturb) you|sorry for (?:the trouble|bothering you|disturbing)|hope you are (?:well|doing well|fine)|for me|as soon as (?:possible|you can)) (?:, |but )?/,
];
const tail = new RegExp(
  " (?:,? ?(?:please|pls|plz|kindly|thanks|thank you|thx|ty|cheers|ta|will you|would you|could you|can you|for me|for us|asap|immediately|at once|straight away|right away|right now|now|real quick|quickly|quick|" +
    "if you (?:can|could|do not mind|would be so (?:kind|nice|good)|would|have (?:a )?(?:time|minute|moment|second)|get a (?:chance|minute|moment))|if possible|if (?:that is|it is) (?:ok|okay|possible|alright)|when(?:ever)? you (?:can|have (?:a )?(?:time|minute|moment|second|sec)|get a (?:chance|minute|moment))|" +
    "as soon as (?:possible|you can)|mate|man|dude|buddy|team|folks|guys|so much|very much|a lot|a bunch|in advance|again|once more|today please|before lunch|no rush|thanks a (?:lot|bunch|million)|that would be (?:great|nice|lovely|awesome)|i would (?:really )?appreciate (?:it|that)|much appreciated|(?:many |lots of |a lot of )?thanks in advance|many thanks|though|when it suits you|whenever|at your convenience|no hurry|pretty please|thank you very much|thank you so much|thanks so much|or what|or not|or something|or is it just me|or is it only me|(?:like|as|the way|just like|just as) (?:we|i|you) (?:have )?(?:always |already )?(?:discussed|agreed|talked about|spoke about|planned|said|mentioned|wanted)(?: (?:last (?:week|time|month|night)|yesterday|before|earlier|today|on (?:the )?(?:phone|call|monday|tuesday|wednesday|thursday|friday)|in (?:the )?(?:meeting|chat|standup|call)))?|would ya|will ya|could ya|can ya|if that is (?:not a|no) (?:problem|trouble|bother)|if (?:it is )?(?:not a|no) (?:problem|trouble|bother)|and thanks|, and thank you))$",
);

/** Words that add nothing anywhere in a clause. */
const fillers =
  /(?<= )(?:please|pls|plz|kindly|just|quickly|simply|actually|basically|really|currently|right now|at the moment|at present|immediately|right away|straight away|the|a|an|my|our|some|me|us|of all|for me|for us|also|too|as well|again|once more|even|kinda|sort of|like to|exactly|now|there is|ever so) (?=\S|$)/g;

const gerunds =
  /^(restart|start|stopp?|reload|check|show|list|install|reboot|updat|upgrad|remov|tell|giv|enabl|disabl|bounc|print|read|display|tak|look|bring|kick|see|mak|shutt|kill|paus|turn|run|delet|creat|copy|fetch|pull|ping)ing\b/;
/** What a verb is, by what its “-ing” leaves of it. */
export const bases: Record<string, string> = {
  stopp: "stop",
  updat: "update",
  upgrad: "upgrade",
  remov: "remove",
  giv: "give",
  enabl: "enable",
  disabl: "disable",
  bounc: "bounce",
  tak: "take",
  mak: "make",
  shutt: "shut",
  paus: "pause",
  delet: "delete",
  creat: "create",
};

/** Questions about a state, however they begin, become “check whether …”. */
const asking =
  /(?:^|(?<= ))(?:tell|show|let|inform) (?:me|us)(?: know)? (?:if|whether)|(?:check|see|look|verify|confirm|find out|test|have a look|take a look|figure out)(?: up)?(?: to see| and see)? (?:if|whether|that)|(?:i|we) (?:want|need|would like) to know (?:if|whether)|do you know (?:if|whether)|any idea (?:if|whether)|make sure whether/g;

/** “find out why …” is “why …”. */
const wondering =
  /(?:^|(?<= ))(?:find out|figure out|tell|tell me|tell us|show me|see|check|look into|investigate|explain|explain to me|understand|determine|look|know|do you know|any idea|i wonder) why/g;

const sequel =
  /^(?:and )?(?:then|next|after that|after this|afterwards|thereafter|subsequently|finally|lastly|last(?! (?:@n|\d|few|couple|hours?|minutes?|days?|weeks?|months?|nights?|years?|lines?|entries|five|ten|twenty|fifty|hundred))|at last|at the end|in the end|second|secondly|third|thirdly) (?!of\b)/;

/** The request without what is only manners. Segments are kept apart by their signs. */
export function plain(text: string): string {
  const segments = text.split(/ (?=[.!?;\n,:] |[.!?;,]$)/).flatMap((piece) => {
    const sign = /^[.!?;,:] ?/.exec(piece)?.[0] ?? "";
    return [{ sign: sign.trim(), words: piece.slice(sign.length).trim() }];
  });
  const kept = segments.filter(({ words }) => words !== "" && !isSmallTalk(words));
  const [first, ...others] = kept;
  if (!first) return "";
  // “…, please and thank you” is small talk once “please and” is taken away.
  const rest = others.filter(({ words }) => !isSmallTalk(strip(words)));
  // “…, then the uptime”: what comes next is a clause of its own.
  const joined = [
    strip(first.words),
    ...rest.flatMap(({ sign, words }) => [sequel.test(words) && /^[,:]?$/.test(sign) ? ";" : sign, strip(words)]),
  ].join(" ");
  const asked = joined.replaceAll(asking, "check whether").replaceAll(wondering, "why");
  // A “then” at the end says nothing: “…, the shop is closed by then”.
  return asked
    .replaceAll(/ +/g, " ")
    .trim()
    .replace(/ then(?: [.!?])*$/, "");
}

function isSmallTalk(words: string): boolean {
  const rest = words.replaceAll(harmlessNo, "").trim();
  if (rest === "") return true;
  const each = rest.split(" ");
  // “and, if it is fine, reload”: a condition, unless it is about the one who is asked.
  if (
    /\b(?:if|when|unless|once)\b(?! (?:you|possible|we|i)\b)(?!.*\b(?:possible|trouble|problem|convenient|you)\b)/.test(
      words,
    )
  )
    return false;
  return (
    !each.some((word) => word === "no" || word === "not" || word.startsWith("@")) &&
    each.every((word) => smallTalk.has(word)) &&
    each.length > 0 &&
    !/^(?:how|see|do|help)\b|\b(?:get|got) (?:it|that|this|them|all) \b/.test(rest) &&
    !/\bthere$/.test(rest.replace(/^(?:hi|hello|hey|yo|howdy) there$/, ""))
  );
}

function strip(words: string): string {
  let text = `${words} `;
  for (let before = ""; before !== text;) {
    before = text;
    for (const shape of lead) text = text.replace(shape, "");
  }
  text = text.trim();
  for (let before = ""; before !== text;) {
    before = text;
    // “only if it is ok” is a condition.
    if (!/\bonly (?:if|when) [a-z ]+$/.test(text)) text = text.replace(tail, "").trim();
  }
  return text.replace(gerunds, (_whole, stem: string) => bases[stem] ?? stem);
}

/** A clause without fillers and articles, for matching. */
export function bare(clause: string): string {
  let text = ` ${clause} `;
  for (let before = ""; before !== text;) {
    before = text;
    text = text.replaceAll(fillers, "").replaceAll("  ", " ");
  }
  return text.trim();
}

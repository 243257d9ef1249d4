/** “…, I need to test an installer”, “…, QA wants to finish something first”: what somebody is about to do is why it is asked for, and no request. */

const people =
  "(?:(?:the |our |my |some |a |one of the )?(?:[a-z]+ )?(?:qa|people|team|devs?|developers?|boss|customers?|colleagues?|users?|folks|kids|family|wife|husband|son|daughter|girlfriend|boyfriend|guys|auditors?|consultants?|support|marketing|sales|accounting|testers?|students?|management|everyone|everybody|somebody|someone|he|she|they|mira|anna|tom|max|bob|alice|lena|office|guests|client|clients|vendor|intern|admins?|operations|ops|finance|hr))";
const wants =
  "(?:wants?|needs?|has|have|had|would like|likes?|is going|are going|is about|are about|plans?|is planning|are planning|'d like|is trying|are trying|tries|try|hopes?)";
/** What people do themselves; nothing of it is done to machines. */
const own =
  "(?:watch|finish|play|try|stream|work|go|leave|sleep|demo|present|reproduce|listen|travel|eat|relax|wrap up|see|show|have|use|get|do|be|take|meet|call|talk|present|learn|read|write|practi[sc]e|film|study|continue|join|focus|concentrate|prepare|print|scan|rip|train|render|compile|develop|code|deploy|release|move|renovate|vacuum clean|drill|test(?= (?:an?|some|the new|my|our|out|whether|how|something|it)\\b))";
const binds =
  /@(?!n\d)|\b(?:not|no|never|only|unless|until|till|if|except|without|when|while|otherwise|instead|leave (?:it|them)|first|before|then|and (?:re-?start|stop|start|reboot|delete|install|update|remove))\b/;

const other = new RegExp(
  ` [,.;-] (?:because |since |as |so |and |but |cause )?${people} ${wants} to ([a-z][^,.;]*)(?= [,.;!]|$)`,
  "g",
);
const mine = new RegExp(
  ` [,.;-] (?:because |since |as |cause )?(?:i|we) (?:really |just |also )?${wants.replace("(?:", "(?:am going|am about|am trying|")} to (?:${own})( [^,.;]*)?(?= [,.;!]|$)`,
  "g",
);

/** The marked text without them. */
export const withoutReasons = (text: string): string =>
  text
    .replaceAll(other, (whole, does: string) => (binds.test(does) ? whole : ""))
    .replaceAll(mine, (whole, rest: string | undefined) => (binds.test(rest ?? "") ? whole : ""))
    .trim();

const last = new RegExp(
  `^[,;.-] (?:because |since |as |so |and |but )?(?:i|we|${people}) ${wants} to [a-z ]+ (?:first|before(?: that)?|until then)$`,
);
/** Where it is done later, what somebody wants to finish first is why: how many words of the end that is. */
export function finishedFirst(words: readonly string[]): number {
  for (let at = words.length - 1; at > Math.max(0, words.length - 16); at -= 1)
    if (last.test(words.slice(at).join(" "))) return words.length - at;
  return 0;
}

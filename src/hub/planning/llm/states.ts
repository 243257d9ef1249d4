/** Whether something is said to run, or not to, as it was read: of a service or container, on a machine. */

export type Is = "up" | "down";
/** `past`: how it was once, which what it is now does not speak against. */
export type StateClaim = { is: Is; words: string; past: boolean };

const up = "running|active|healthy|up|online|reachable|working|responding|listening";
const down =
  "inactive|failed|stopped|dead|down|crashed|offline|unreachable|unhealthy|exited|unresponsive|broken|not responding";
const filler = String.raw`(?:\w+ly |now |still |also |all |both |up and |been |in fact )*`;
const claim = new RegExp(
  String.raw`\b(is|are|was|were|has|have|had|remains?|stays?|seems?)(n't|n’t)? ${filler}(not |no longer |never )?${filler}(?:(${up})|(${down}))\b(?! to\b)`,
  "i",
);

export function stateIn(clause: string): StateClaim | undefined {
  const [, verb = "", short, not, isUp, isDown] = claim.exec(clause) ?? [];
  const word = isUp ?? isDown;
  if (word === undefined) return undefined;
  const negated = short !== undefined || not !== undefined;
  const is = (isUp !== undefined) === !negated ? "up" : "down";
  return { is, words: negated ? `not ${word}` : word, past: /^(?:was|were|ha[sd]|have)$/i.test(verb) };
}

const field =
  /(?:^|[\s{,"-])(?:active|running|state|status|health|isRunning|up|ok|valid|reachable|listening|alive)"?\s?[=:]\s?"?(true|false|[A-Za-z]+)/g;
const isUpWord = /^(?:true|active|running|up|healthy|online|listening|activating|reloading)$/i;
const isDownWord = /^(?:false|inactive|failed|dead|exited|stopped|down|offline|unhealthy|error|created|paused)$/i;

/** What typed results say of it; where there are none, words anywhere. */
export function shows(texts: readonly string[], { is, past }: Pick<StateClaim, "is" | "past">): boolean {
  const typed = texts.flatMap((text) => [...text.matchAll(field)].map(([, value = ""]) => value));
  const known = typed.filter((value) => isUpWord.test(value) || isDownWord.test(value));
  if (known.some((value) => (is === "up" ? isUpWord : isDownWord).test(value))) return true;
  if (known.length > 0 && !past) return false;
  return texts.some((text) => (is === "up" ? upWords : downWords).test(text));
}
const upWords = /\b(?:running|active|up|healthy|online|listen(?:ing)?|started|ok|reachable|200)\b/i;
const downWords =
  /\b(?:inactive|failed|dead|stopped|down|offline|exit(?:ed|s)?|not running|could not|refused|unreachable|crash\w*|killed|error|timed? ?out|no such|unhealthy|fatal|panic|denied)\b/i;

/**
 * What a time in a request is of: when it is to be done, or when it happens (“web-1 crashes every night at 3, why?”), which is
 * then looked into now. One decision for every planner. A clear “now” beats the time of a symptom; beside a time of its own it
 * is a question.
 */
import { isOrder } from "./remarks.ts";
import type { Scheduled } from "./schedule.ts";
import { everyOtherWeek, scheduleWithMore } from "./timing-more.ts";
import type { Now } from "./schedule-shapes.ts";
import { nextOf } from "./times.ts";
import type { Token } from "./types.ts";

export type Timing =
  /** It is done at its time. */
  | { kind: "later"; scheduled: Scheduled }
  /** The time is when something happens: it is done now, and these are the times that were told. */
  | { kind: "told"; tokens: Token[]; told: Told[] }
  /** Now, or then: only the person knows. */
  | { kind: "unclear"; question: string; options: { label: string; value: string }[] };

/** `text`: “every night at 3”, as it was said. `lastMs`: when it was last so; absent where that cannot be known. */
export type Told = { text: string; lastMs?: number };

const most = 3;

/** Undefined where no time is said. */
export function timingOf(given: readonly Token[], now: Now): Timing | undefined {
  const isPlain = given.every(({ kind }) => kind !== "quote" && kind !== "code");
  const counted = isPlain ? everyOtherWeek(saidOf(given)) : undefined;
  if (counted) return { kind: "unclear", ...counted };
  let tokens = [...given];
  const told: Told[] = [];
  for (let found = scheduleWithMore(tokens, now); found && told.length < most; found = scheduleWithMore(tokens, now)) {
    if (!isTold(found.around)) {
      return unclearNow(found, tokens) ?? { kind: "later", scheduled: found };
    }
    const { schedule, assumed, around } = found;
    // “every morning” names no hour.
    const lastMs = schedule.kind === "cron" && assumed === undefined ? lastOf(schedule.cron, now) : undefined;
    told.push({ text: around.said, ...(lastMs === undefined ? {} : { lastMs }) });
    tokens = found.tokens;
  }
  return told.length > 0 ? { kind: "told", tokens, told } : undefined;
}

/** Words before and behind a time; each with the signs that part clauses. */
export type Around = Pick<Scheduled["around"], "before" | "behind">;

/** The time is one at which something happens by itself. */
export function isTold({ before, behind }: Around): boolean {
  const [lead, last] = lastClause(before);
  const [first, rest] = firstClause(behind);
  const own = `${last} ${first}`.trim();
  if (own !== "" && !/^(?:and|so|but|then|please|too|again|also)$/.test(own)) return happens({ last, first });
  // “every night at 3, web-1 crashes”, “web-1 crashes, every night at 3”: the clause beside it.
  const [beside] = firstClause(rest.replace(/^[\s.,;:!?-]+/, ""));
  const [, earlier] = lastClause(lead.replace(/[\s.,;:!?-]+$/, ""));
  const next = [beside, earlier].map((clause) => clause.trim()).filter((clause) => clause !== "");
  return next.some((clause) => happens({ last: clause, first: "" })) && !next.some((clause) => orders(clause));
}

const joint = /[.,;:!?()]+(?=\s|$)|\s-+\s|\b(?:and|then|but|so)\b/g;
/** What stands before the last joint, and the clause behind it. */
function lastClause(text: string): [string, string] {
  const at = [...text.matchAll(joint)].at(-1);
  if (!at) return ["", text.trim()];
  const clause = text.slice(at.index + at[0].length).trim();
  return [text.slice(0, at.index), clause];
}
function firstClause(text: string): [string, string] {
  const [at] = [...text.matchAll(joint)];
  return at ? [text.slice(0, at.index).trim(), text.slice(at.index)] : [text.trim(), ""];
}

const why =
  /\b(?:why|how come|what (?:makes|causes|is causing|is making|does|happens|goes wrong|is wrong)|(?:reason|cause|culprit)s? (?:why|for|of|that))\b/;
/** Somebody wants it so: then it is a request, however it is put. */
const wanted =
  /\b(?:should|must|shall|ought|needs? to|has to|have to|want|wants|would like|to be|make sure|ensure|let|schedule|remind|please|can you|could you|if|when|whenever|unless|in case)\b/;
const adverbs =
  "(?:always |often |usually |suddenly |again |just |also |still |then |really |simply |randomly |sometimes )*";
const happening =
  "(?:slow|slower|sluggish|down|dead|unreachable|offline|unresponsive|full|busy|hot|overloaded|unhealthy|broken|gone|stuck|frozen|laggy|unavailable|restarted|rebooted|killed|stopped|disconnected|failing|crashing|dying|restarting|rebooting|freezing|hanging|lagging|swapping|dropping|timing out|flapping|not \\w+|out of \\w+|\\d+ ?%|at \\d+ ?%)";
/** “is slow”, “crashes”, “goes down”, “keeps restarting”, “the web servers crash”. */
const states = new RegExp(
  `\\b(?:(?:is|are|was|gets?|got|goes|go|becomes?|feels?|seems?|looks?|turns?|has been|keeps?|falls?) ${adverbs}(?:so |very |too |extremely |really |unbearably |completely |getting |being |becoming )*${happening}|keeps? (?:on )?\\w+ing|(?:has|have)(?: had)? (?:a |an |very |such |too )*(?:high|huge|trouble|troubles|problems?|errors|timeouts|hiccups|spikes?|no (?:network|internet|connection|space|memory)|(?:an? )?outages?)|(?:does|do|can|will) not \\w+|crash(?:es)?|dies|die|freezes|freeze|hangs?|lags?|stutters?|crawls?|fails?|breaks?|chokes?|panics?|flaps?|swaps?|misbehaves?|restarts|reboots|stops|dies|drops|loses|disconnects|times out|runs (?:out|full|hot|slow|amok)|fills up|falls over|goes (?:down|away|offline|crazy|nuts|wild)|spikes|jumps|leaks|throws|reports errors|eats|hogs|goes up|shoots up|climbs|vanishes|disappears|acts up|(?:an? )?(?:outages?|crash|crashes|timeouts?|load spikes?|cpu spikes?|spikes?|hiccups?|errors|reboots?|high (?:load|cpu|memory)) (?:on|of|in|at|from)|there (?:is|are))\\b`,
);
/** “the backup that fails every night at 2”, “the job that runs every night at 2”: the time belongs to the thing. */
const ofThing = new RegExp(
  `\\b(?:that|which|who) (?:(?:${states.source})(?: (?:on|of|in|for|with) \\S+| \\w+){0,2}|(?:\\w+ )?(?:runs?|is run|is started|is scheduled|starts?|executes?))$`,
);
/** “the backup every night at 2 fails”: what goes wrong stands behind the time, with its subject before it. */
const subject = /^(?:(?:the|our|my|your|this|that|its|their|a|an) )?(?:[\w.@/-]+ ){0,5}[\w.@/-]+$/;
/** “nightly backup at 2 fails”: names of jobs that could be orders. */
const job =
  /^(?:the |our |my )?(?:backups?|sync|updates?|upgrade|deploy|build|export|import|restore|scrub|snapshots?|dump|report|prune|clean-?up)(?: jobs?| runs?| (?:of|on) \S+)*$/;
const goesOn = new RegExp(`^(?:(?:on|of|in|for|at) \\S+ )?(?:${states.source})`);
const told = /^\S+ (?:\S+ )*(?:complain|report|notice|experience|suffer)s?$/;
/** “does it crash every night?” */
const asks = /^(?:(?:and|so|but) )?(?:does|do|is|are|has|have) /;
const trouble = new RegExp(`\\b(?:${happening}|crash|die|hang|freeze|fail|reboot|restart|stop|lag|break)\\b`);

const orders = (clause: string): boolean => {
  const said = clause.replace(/^(?:please |can you |could you |and |then |so |go ahead and )+/, "");
  // “mail-1” begins with no verb.
  return isOrder(said) && !/^\w+-/.test(said) && !isSubject(said);
};
/** “backup fails”, “disk is full”, “top hangs”: it begins with a word that could be an order, and states something of it. */
const isSubject = (clause: string): boolean =>
  /^(?:the )?(?:backups?|disk|memory|cpu|logs?|mail|sync|watch|post|find|top|status|print|share|restore|deploy|build|export|import|update|upgrade|backup|load) (?:job |jobs |usage |on \S+ |of \S+ )*(?:is|are|gets?|goes|fails?|crashes|dies|hangs|breaks|keeps|runs|fills|spikes|jumps|stops)\b/.test(
    clause,
  );

function happens({ last, first }: { last: string; first: string }): boolean {
  const clause = last === "" ? first : last;
  // “find out why it is slow every morning”; “every morning find out why it is slow” is an order for every morning.
  if (last !== "" && why.test(last)) return true;
  if (ofThing.test(last) || (job.test(last) && goesOn.test(first))) return true;
  if (wanted.test(last) || wanted.test(first.split(" ").slice(0, 4).join(" "))) return false;
  // “every night at 3 web-1 crashes”, “every morning at 8 show why web-1 is slow”.
  if (orders(clause)) return false;
  if (told.test(last) || (subject.test(last) && goesOn.test(first))) return true;
  if (last === "" && why.test(first)) return /^(?:why|how come|what)\b/.test(first);
  return states.test(last) || (last === "" && states.test(first)) || (asks.test(last) && trouble.test(last));
}

const clearNow =
  /(?<!\b(?:from|until|till|by|for|of|starting|beginning|before|since|up to|just|than|what|how|is|are|was) )\b(?:right now|now|immediately|right away|straight away|at once|instantly)\b(?! (?:on\b|that\b|it\b|i\b|we\b))/;

/** “restart it now and then every night at 2”: a “now” beside a time that is when it is to be done. */
function unclearNow({ tokens, schedule, around }: Scheduled, all: readonly Token[]): Timing | undefined {
  const words = `${around.before} \u{1} ${around.behind}`;
  const found = clearNow.exec(words);
  // “now, every night at 2 …”: how people begin.
  if (!found || /^\s*(?:ok|so|and|right|well)?[\s,]*$/.test(words.slice(0, found.index))) return undefined;
  if (all.some(({ kind }) => kind === "quote" || kind === "code")) return undefined;
  const without = saidOf(tokens)
    .replace(/\b(?:right now|now|immediately|right away|straight away|at once|instantly)\b/i, "")
    .replace(
      /[\s,;]*\b(?:and|then|also|again|too|afterwards)\b(?:[\s,]*\b(?:and|then|also|again|too|afterwards)\b)*[\s.,;!]*$/i,
      "",
    )
    .replaceAll(/\s+/g, " ")
    .trim();
  const { text } = schedule;
  return {
    kind: "unclear",
    question: `It says now, and also ${text}. Which of the two first? The other can be asked for afterwards.`,
    options: [
      { label: "now, once", value: without },
      { label: text, value: `${without} ${text}` },
    ],
  };
}

const saidOf = (list: readonly Token[]): string =>
  list
    .map(({ raw }) => raw)
    .join(" ")
    .replaceAll(/ (?=[.,;:!?])/g, "");

/** When it was last so: an hour before this is looked from. */
function lastOf(cron: string, { nowMs, timeZone }: Now): number | undefined {
  const dayMs = 86_400_000;
  for (const back of [1, 8, 32]) {
    let last: number | undefined;
    for (let at = nextOf(cron, nowMs - back * dayMs, timeZone); at !== undefined && at <= nowMs;) {
      last = at;
      at = nextOf(cron, at, timeZone);
      // Every few minutes: the last hour is as good.
      if (at !== undefined && at - last < 3_600_000) return nowMs - 3_600_000;
    }
    if (last !== undefined) return last;
  }
  return undefined;
}

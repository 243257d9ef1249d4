/** “every night at 2”, “in two hours”, “on the first of the month”: when a request is to be carried out. */
import type { Outcome, PlanSchedule, Step } from "../../../domain/plan.ts";
import { type Now, onceFrom, shapes } from "./schedule-shapes.ts";
import { moreShapes } from "./schedule-more.ts";
import { finishedFirst } from "./reasons.ts";
import type { Token } from "./types.ts";

const all = [...moreShapes, ...shapes];

export type Scheduled = {
  /** What is left of the request. */
  tokens: Token[];
  schedule: PlanSchedule;
  /** What was taken for granted. */
  assumed?: string;
  /** Its words, and those before and behind it, as they stand. */
  around: { before: string; said: string; behind: string };
};

/** The time is one of what is asked about, not when it is to be done. */
const past =
  /\b(?:happened|happen|did|was|were|had|been|since|yesterday|ago|until|between|logged|failed|crashed|died|went|last|history)\b/;
const askedOfPast =
  /^(?:who|what|which|how many|how often|did|has|have|was|were|when|show|list|any|tell me (?:who|what|which))\b.*\b(?:logged|signed|happened|did|was|were|had|been|changed|failed|crashed|died|went|installed|updated|rebooted|restarted|errors?)\b/;
const asks = /\b(?:logs?|journal|errors?|entries|when)\b/;

/** The request without its time, and the time; undefined where none is said. */
export function scheduleOf(said: readonly Token[], now: Now): Scheduled | undefined {
  const tokens = withRhythm(said);
  const { text, owner } = joined(tokens);
  const found = all.flatMap(({ shape: pattern, read }, index) => {
    const match = pattern.exec(text);
    const range = match?.indices?.[0];
    if (!match || !range) return [];
    // “who logged in over the weekend” asks for what was; “each” and “every” are for what is to come.
    if (askedOfPast.test(text) && !/\b(?:every|each|daily|nightly|weekly|hourly|monthly)\b/.test(match[0])) return [];
    // Once, at a time: only where nothing is asked about the past.
    const isOnce = index >= onceFrom + moreShapes.length;
    if ((isOnce && past.test(text)) || (index >= all.length - 3 && asks.test(text))) return [];
    // “I worry about tonight's run” tells which run.
    if (isOnce && /^ ?['’]s(?= )/.test(text.slice(range[1]))) return [];
    if (isOnce && isReason(text.slice(0, range[0]))) return [];
    // “by tomorrow”: it is wanted by then, and so it is done now.
    if (isOnce && /(?:^| )by (?:the )?$/.test(text.slice(0, range[0]))) return [];
    // “for ten minutes” is how long.
    const isHowLong = /(?:^| )for ?$/.test(text.slice(0, range[0])) || /^ ?for /.test(text.slice(range[0]));
    if (isOnce && isHowLong && lasting.test(text.slice(range[1]))) return [];
    const when = read(match.groups ?? {}, now);
    return when ? [{ when, from: range[0], to: range[1] }] : [];
  });
  const [first, ...others] = found;
  if (!first) return undefined;
  // “at 5 every monday” says more than the “every monday” in it.
  const { when, from, to } =
    others.find((one) => one.from <= first.from && one.to >= first.to && one.to - one.from > first.to - first.from) ??
    first;
  const cut = new Set(owner.slice(from, to).filter((id) => id !== -1));
  const around = { before: text.slice(0, from), said: text.slice(from, to).trim(), behind: text.slice(to) };
  return { tokens: tidied(tokens.filter((_token, id) => !cut.has(id))), around, ...when };
}

const rhythms: Record<string, string> = {
  hourly: "hour",
  daily: "day",
  nightly: "night",
  weekly: "week",
  monthly: "month",
};
const beforeRhythm =
  /^(?:please|do|run|perform|make|schedule|set|up|add|create|plan|want|need|would|like|i|we|a|an|the|have|give|trigger|configure)$/;
const ofWeek =
  /^(?:sundays?|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sun|mon|tue|tues|wed|thu|thur|thurs|fri|sat)$/;
/** “weekly reboot of web-3, sunday 4 am” is “reboot of web-3 every sunday 4 am”; “nightly restart of jellyfin at 3” every night at 3. */
function withRhythm(tokens: readonly Token[]): readonly Token[] {
  const at = tokens.findIndex(({ kind, low }) => kind === "word" && low in rhythms);
  const token = tokens[at];
  const next = tokens[at + 1];
  if (
    !token ||
    next?.kind !== "word" ||
    !/^(?:re-?start|reboot|update|upgrade|reload|prune|cleanup|clean-up|backup|snapshot|scrub|sync|pull|run|check|dump|report|gravity|blocklist|docker|image|package|security|maintenance|restarts?|reboots?|shutdown|full|apt|vacuum|trim|fstrim|rotation|renewal)$/.test(
      next.low,
    )
  )
    return tokens;
  if (!tokens.slice(0, at).every(({ low }) => beforeRhythm.test(low))) return tokens;
  const rest = tokens.slice(at + 1);
  const word = (low: string): Token => ({ kind: "word", raw: low, low, at: -2, end: -3 });
  const unit = rhythms[token.low] ?? "day";
  const day = rest.findIndex(({ low }) => ofWeek.test(low));
  if (unit === "week" && day !== -1) {
    const from = /^(?:on|at|each|every)$/.test(rest[day - 1]?.low ?? "") ? day - 1 : day;
    return [...rest.slice(0, from), word("every"), ...rest.slice(day)];
  }
  const time = rest.findIndex(
    ({ low }, index) =>
      /^(?:at|around|by)$/.test(low) &&
      /^\d|^(?:noon|midnight|half|quarter|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)$/.test(
        rest[index + 1]?.low ?? "",
      ),
  );
  const bare = time === -1 ? rest.findIndex(({ low }) => /^\d{1,2}(?:am|pm)$/.test(low)) : time;
  const cut = bare === -1 ? rest.length : bare;
  return [...rest.slice(0, cut), word("every"), word(unit), ...rest.slice(cut)];
}

const lasting = /^ ?(?:minutes?|mins?|hours?|hrs?|days?|seconds?)\b/;

/** “bring it back, I need it tonight” says why, and not when. */
const isReason = (before: string): boolean =>
  /[,.;:] ?(?:because |since |as |so |and )?(?:i|we|they|he|she|people|users|customers|it|somebody|someone) (?:need|needs|want|wants|will|have|has|am|are|is|use|uses|would|got|'ll|gotta)\b[^,.;:]*$/.test(
    before,
  );

/** Words as they stand, glued where they were glued; which token each character is of. Literals are no words. */
function joined(tokens: readonly Token[]): { text: string; owner: number[] } {
  let text = "";
  const owner: number[] = [];
  let before: Token | undefined;
  for (const [id, token] of tokens.entries()) {
    const isData = ["quote", "code", "path", "url", "ip"].includes(token.kind);
    const gap = before && before.end === token.at && before !== token && !isData ? "" : " ";
    if (text !== "") {
      text += gap;
      owner.push(...Array.from({ length: gap.length }, () => -1));
    }
    const word = isData ? "\u{1}" : token.low;
    text += word;
    owner.push(...Array.from({ length: word.length }, () => id));
    before = token;
  }
  return { text, owner };
}

/** Signs that held the time are of no use without it; “schedule a reboot” is a reboot. */
function tidied(tokens: Token[]): Token[] {
  const isSign = (token: Token | undefined): boolean => token !== undefined && /^[,:;-]$/.test(token.low);
  const kept = tokens.filter(
    (token, at) => !(isSign(token) && (at === 0 || at === tokens.length - 1 || isSign(tokens[at + 1]))),
  );
  const said = finishedFirst(kept.map(({ kind, low }) => (kind === "word" || kind === "punct" ? low : "\u{1}")));
  if (said > 0) return tidied(kept.slice(0, kept.length - said));
  const [first] = kept;
  if (first && first.low === "schedule") return [{ ...first, low: "do", raw: "do" }, ...kept.slice(1)];
  const made = jobFor.exec(kept.map(({ kind, low }) => (kind === "word" ? low : "\u{1}")).join(" "))?.[0];
  return made === undefined ? kept : asAsked(kept.slice(made.trim().split(" ").length));
}

/** “set up a cron job that …”: with a time that is what a schedule is. */
const jobFor =
  /^(?:please )?(?:set up|setup|create|add|make|configure|schedule|i want|i need|we need|have) (?:an? |the |another )?(?:new |recurring |regular |scheduled |automatic |cron )*(?:cron ?job|cron|job|task|schedule|timer|entry)(?: (?:that|to|which|for|and)) /;
/** “that restarts jellyfin” is “restart jellyfin”. */
function asAsked(tokens: Token[]): Token[] {
  const [first, ...rest] = tokens;
  const verb =
    first && /^[a-z]{3,}[^s]s$/.test(first.low)
      ? first.low.slice(0, /(?:sh|ch|x|ss)es$/.test(first.low) ? -2 : -1)
      : undefined;
  return first && verb !== undefined ? [{ ...first, low: verb, raw: verb }, ...rest] : tokens;
}

/** The same, at its time. What the hub answers by itself is answered now. */
export function scheduled(outcome: Outcome, { schedule, assumed }: Omit<Scheduled, "around">): Outcome {
  if (outcome.kind === "answer")
    return {
      kind: "decline",
      reason: "The hub answers this from what it knows now; only steps on machines are carried out at a time.",
      nearest: [],
    };
  if (outcome.kind !== "plan") return outcome;
  const { plan: now } = outcome;
  const when = `${schedule.text.slice(0, 1).toUpperCase()}${schedule.text.slice(1)}${schedule.kind === "cron" ? `, ${schedule.timeZone}` : ""}: ${now.understood}`;
  const said = assumed === undefined ? [] : [assumed];
  return {
    kind: "plan",
    plan: {
      ...now,
      ...(schedule.kind === "cron" ? { steps: now.steps.map(eachTime) } : {}),
      schedule,
      assumptions: [...now.assumptions, ...said],
      understood: [when, ...said.map((text) => `${text}.`)].join(" "),
    },
  };
}

/** A name that ailx made of the moment: the second run would meet the snapshot of the first. */
function eachTime(step: Step): Step {
  const { command } = step.input;
  const stamp = /\bailx-\d{12}\b/g;
  return step.tool === "shell.run" && typeof command === "string" && stamp.test(command)
    ? { ...step, input: { ...step.input, command: command.replaceAll(stamp, "ailx-$(date +%Y%m%d%H%M)") } }
    : step;
}

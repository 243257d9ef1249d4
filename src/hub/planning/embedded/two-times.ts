/** “Every day at 8 start the kali box and shut it down at 23”: two parts of a request with a time each. */
import type { Outcome, PlanSchedule, Step } from "../../../domain/plan.ts";
import { stepsOf } from "../../../domain/condition.ts";
import { canonical } from "../../../lib/json.ts";
import { scheduled, scheduleOf, type Scheduled } from "./schedule.ts";
import type { Now } from "./schedule-shapes.ts";
import { dayWord } from "./times.ts";
import type { Token } from "./types.ts";

type TwoTimes = { first: Scheduled; second: Scheduled };

/** On which days, where one part says it for both. */
const days = new RegExp(
  String.raw`^(?:(?:on )?(?:every|each) (?:single )?(?:day|night|morning|evening|weekday|workday|weekend|(?:${dayWord})(?:,? (?:and |& )?(?:${dayWord}))*)|daily|nightly|(?:on )?(?:weekdays|workdays|work days|working days|weekends)|on (?:${dayWord})s|(?:from )?(?:${dayWord}) (?:to|until|till|through|-) (?:${dayWord})|tomorrow|tonight|today)$`,
);
const mostDayWords = 8;
const joins = new Set(["and", "then", "but", ",", ";", ".", "&"]);
/** What is left of “turn it on at 7 and off at 19”. */
const short = /^(?:on|off|up|down|again)(?: again)?$/;
const switches = /^(?:please )?(?:turn|switch|power|bring|take|shut|boot|fire|spin)$/;

/** The request in two parts with a time each; undefined where it is none. */
export function twoTimesOf(tokens: readonly Token[], now: Now): TwoTimes | undefined {
  for (const [at, token] of tokens.entries()) {
    if (!joins.has(token.low) || at === 0) continue;
    const [left, right] = [tokens.slice(0, at), afterJoins(tokens.slice(at))];
    const said = daysIn(left) ?? daysIn(right);
    if (!hasClock(left) || !hasClock(right)) continue;
    const [first, second] = [partOf(left, said, now), partOf(right, said, now)];
    if (!first || !second || !inTurn(first.schedule, second.schedule)) continue;
    const whole = withVerb(second.tokens, first.tokens);
    if (whole && first.tokens.some(isVerb)) return { first, second: { ...second, tokens: whole } };
  }
  return undefined;
}

/** Both again and again, or both once, and then one after the other. */
const inTurn = (first: PlanSchedule, second: PlanSchedule): boolean =>
  first.kind === "at" ? second.kind === "at" && second.atMs > first.atMs : second.kind === "cron";

function afterJoins(tokens: readonly Token[]): Token[] {
  const from = tokens.findIndex(({ low }) => !joins.has(low));
  return from === -1 ? [] : tokens.slice(from);
}

const isVerb = ({ kind, low }: Token): boolean => kind === "word" && /^[a-z-]{2,}$/.test(low);
const hasClock = (tokens: readonly Token[]): boolean =>
  tokens.some(({ low }) =>
    /^(?:\d{1,2}(?:[:.]\d\d)?(?:am|pm|h)?|noon|midday|midnight|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)$/.test(
      low,
    ),
  );

/** The words that name the days, and where they stand. */
function daysIn(tokens: readonly Token[]): Token[] | undefined {
  for (let length = mostDayWords; length > 0; length -= 1)
    for (let from = 0; from + length <= tokens.length; from += 1) {
      const some = tokens.slice(from, from + length);
      if (days.test(some.map(({ low }) => low).join(" "))) return some;
    }
  return undefined;
}

/** A part with its time; the days of the other one where it names none itself. */
function partOf(tokens: readonly Token[], said: readonly Token[] | undefined, now: Now): Scheduled | undefined {
  const own = daysIn(tokens);
  const rest = tokens.filter((token) => !own?.includes(token));
  // The days stand before the time, where every form of a schedule takes them.
  const clock = rest.findIndex((token, at) => token.low === "at" && hasClock(rest.slice(at + 1, at + 2)));
  const at = clock === -1 ? rest.findIndex((token) => hasClock([token])) : clock;
  if (at === -1) return undefined;
  const found = scheduleOf([...rest.slice(0, at), ...(own ?? said ?? []), ...rest.slice(at)], now);
  return found && found.tokens.length > 0 && !hasClock(found.tokens.filter(({ kind }) => kind !== "word"))
    ? found
    : undefined;
}

/** “and off at 19” is said of what the part before switches on; “and again at 20” is no request of its own. */
function withVerb(tokens: Token[], before: readonly Token[]): Token[] | undefined {
  const [first] = tokens;
  if (!short.test(tokens.map(({ low }) => low).join(" "))) return tokens.some(isVerb) ? tokens : undefined;
  const verb = before.find(({ low }) => switches.test(low));
  return verb && first && first.low !== "again"
    ? [verb, { ...first, low: "it", raw: "it" }, ...tokens.filter(({ low }) => low !== "again")]
    : undefined;
}

/** One request of both parts, in their order. */
const bothParts = ({ first, second }: TwoTimes): Token[] => {
  const [next] = second.tokens;
  if (!next) return first.tokens;
  const [and, then] = ["and", "then"].map((low): Token => ({
    ...next,
    kind: "word",
    low,
    raw: low,
    at: next.at,
    end: -1,
  }));
  return and && then ? [...first.tokens, and, then, ...second.tokens] : first.tokens;
};

/**
 * The plan of both parts with the time of each; the plan of the first one alone tells where the second begins. Undefined where they do not come apart: a step of the second rests on one of the first, or the first is something else beside the second.
 */
export function atTwoTimes(two: TwoTimes, read: (tokens: Token[]) => Outcome): Outcome | undefined {
  const { first, second } = two;
  const [whole, alone] = [read(bothParts(two)), read(first.tokens)];
  if (whole.kind !== "plan" || alone.kind !== "plan") return undefined;
  const begins = alone.plan.steps.length;
  const [early, late] = [whole.plan.steps.slice(0, begins), whole.plan.steps.slice(begins)];
  const [from] = late;
  if (!from || canonical(early.map(kernel)) !== canonical(alone.plan.steps.map(kernel))) return undefined;
  const ids = new Set<string>(late.map(({ id }) => id));
  if (late.some(({ condition }) => condition && stepsOf(condition).some((id) => !ids.has(id)))) return undefined;
  const timed = scheduled(whole, first);
  const again = scheduled({ kind: "plan", plan: { ...whole.plan, steps: late } }, second);
  if (timed.kind !== "plan" || again.kind !== "plan") return undefined;
  const { understood } = whole.plan;
  const rest = understood.startsWith(alone.plan.understood)
    ? understood.slice(alone.plan.understood.length).trim()
    : "";
  const said = `${at(second.schedule)}: ${rest === "" ? late.map(({ title }) => title).join(", ") : rest}`;
  const assumed = second.assumed === undefined ? [] : [second.assumed];
  return {
    kind: "plan",
    plan: {
      ...timed.plan,
      steps: [...timed.plan.steps.slice(0, begins), ...again.plan.steps],
      later: { from: from.id, schedule: second.schedule },
      assumptions: [...timed.plan.assumptions, ...assumed],
      understood: `${rest === "" ? timed.plan.understood : timed.plan.understood.replace(understood, alone.plan.understood)} ${said}`,
    },
  };
}

const kernel = ({ tool, input, machineIds }: Step) => ({ tool, input, machineIds });

const at = (schedule: PlanSchedule): string => {
  const text = `${schedule.text.slice(0, 1).toUpperCase()}${schedule.text.slice(1)}`;
  return schedule.kind === "cron" ? `${text}, ${schedule.timeZone}` : text;
};

/** Logs between two times of the day, since one, since a boot, of a priority. */
import { shellWord } from "../../../../lib/shellWord.ts";
import { type Match, things } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { linesOf } from "../intents/match.ts";
import { sinceOf, thing } from "./say.ts";
import { atOwners, byInit, look, looking, nameOn } from "./ways.ts";

const hours = Array.from({ length: 12 }, (_, at) => [`${at + 1}am`, `${at + 1}pm`]).flat();
const clock = `({n} [: {n}] [: {n}] [am|pm|a.m|p.m|h|o ' clock|hrs]|${hours.join("|")}|noon|midnight)`;
const day =
  "(this morning|last night|yesterday|today|this afternoon|this evening|tonight|night|morning|afternoon|yesterday evening|yesterday morning)";
const log =
  "(log|logs|journal|log entries|log lines|log messages|log file|entries|lines|messages|events|output|logged|log|say|said|write|wrote|print|printed|report|reported|do|did|happen|happened|going on|errors|error|warnings|anything|everything|stuff)";

/** “6am”, “18:30”, “8 pm”: as the clock shows it. */
function clocksIn({ text, entities }: Match): string[] {
  const found: string[] = [];
  const shape =
    / (?:@n(\d+)(?: : @n(\d+))?(?: : @n\d+)?(?: (am|pm|a\.m|p\.m))?|(\d{1,2})(am|pm)|(noon|midnight))(?= |$)/g;
  const valueOf = (id: string | undefined): number | undefined => {
    const entity = id === undefined ? undefined : entities[Number(id)];
    return entity?.kind === "n" ? entity.value : undefined;
  };
  for (const [, hour, minute, half, brief, briefHalf, named] of ` ${text}`.matchAll(shape)) {
    if (named !== undefined) found.push(named === "noon" ? "12:00" : "00:00");
    else {
      const said = brief === undefined ? valueOf(hour) : Number(brief);
      const late = (half ?? briefHalf)?.startsWith("p");
      if (said === undefined || !Number.isInteger(said) || said > 24) return [];
      const full = late === true && said < 12 ? said + 12 : late === false && said === 12 ? 0 : said;
      found.push(`${String(full).padStart(2, "0")}:${String(valueOf(minute) ?? 0).padStart(2, "0")}`);
    }
  }
  return found;
}

/** With the date where it is not today. */
function dated(clock_: string, { text, nowMs }: Match): string {
  const isYesterday = /\byesterday\b/.test(text) || (/\blast night\b/.test(text) && clock_ >= "17:00");
  return isYesterday ? `${new Date(nowMs - 86_400_000).toISOString().slice(0, 10)} ${clock_}` : clock_;
}

/** What a service, a container or the whole machine logged in that time. */
function within(match: Match): Intent | undefined {
  const [from, to, more] = clocksIn(match);
  if (from === undefined || more !== undefined) return undefined;
  const isContainer = match.slots.some(({ kind }) => kind === "ctr");
  const [since, until] = [dated(from, match), to === undefined ? undefined : dated(to, match)];
  const day_ = new Date(match.nowMs).toISOString().slice(0, 10);
  const instant = (time: string): string => (time.includes(" ") ? time.replace(" ", "T") : `${day_}T${time}`);
  const onlyErrors = /\b(?:errors?|warnings?)\b/.test(match.text) && !/\berror log\b/.test(match.text);
  const name = nameOn(match);
  const span = until === undefined ? `since ${since}` : `between ${since} and ${until}`;
  return atOwners(
    match,
    looking(
      `Show what was logged ${span}`,
      (machine, q) => {
        const unit = name(machine);
        if (things(match).length > 0 && unit === undefined) return undefined;
        if (isContainer)
          return `docker logs --timestamps --since ${instant(since)}${until === undefined ? "" : ` --until ${instant(until)}`} ${q(unit ?? "")}`;
        const bounds = `--since ${q(since)}${until === undefined ? "" : ` --until ${q(until)}`}`;
        return byInit(
          `journalctl${unit === undefined ? "" : ` -u ${q(unit)}`}${onlyErrors ? " -p warning" : ""} ${bounds} --no-pager`,
        )(machine);
      },
      "a journal",
    ),
  );
}

const priorities: readonly [RegExp, string][] = [
  [/\b(?:emerg|emergency|emergencies|panic)\b/, "emerg"],
  [/\balerts?\b/, "alert"],
  [/\b(?:crit|critical)\b/, "crit"],
  [/\b(?:err|error|errors)\b/, "err"],
  [/\b(?:warning|warnings|warn)\b/, "warning"],
  [/\b(?:notice|notices)\b/, "notice"],
];
const priority = "(emerg|emergency|alert|alerts|crit|critical|err|error|errors|warning|warnings|warn|notice)";
const boot =
  "(since [last|latest|this|most recent|it was|current] (boot|reboot|restart|start|booted|rebooted|startup)|(since|after) (it|machine|box|server) (booted|rebooted|started|came up|restarted)|(during|from|of|in|at) [this|current|last|latest|previous] (boot|startup|reboot)|since boot|this boot|current boot|(since|after) booting)";
const previous =
  "(before|prior to|leading up to) [last|latest|previous|most recent] (boot|reboot|restart|crash)|(previous|last but one|boot before|earlier|prior) boot|right before it (crashed|rebooted|went down|died)";

function journal(match: Match, which: string): Intent {
  const level = priorities.find(([shape]) => shape.test(match.text))?.[1];
  const unit = nameOn(match);
  const about = level === undefined ? "" : ` -p ${level}`;
  return looking(
    `Show the journal${level === undefined ? "" : ` from ${level} up`}`,
    (machine) => {
      const name = unit(machine);
      const lines = ` --no-pager -n ${linesOf(match, 200)}`;
      return byInit(
        `journalctl ${/\bkernel\b/.test(match.text) ? "-k " : ""}${which}${name === undefined ? "" : ` -u ${shellWord(name)}`}${about}${lines}`,
        which === "-b" ? "dmesg" : undefined,
      )(machine);
    },
    "a journal",
  );
}

/** How far back: as it was said, else all that is kept. */
function backIn(match: Match): string {
  const since = /\b(?:this|past|last) week\b/.test(match.text) ? "7d" : sinceOf(match);
  return since === undefined ? "" : `--since -${since}`;
}

const said = [
  "(of|with|from|at|or|and|worse|higher|above|up|upwards|level|priority|severity|messages|message|entries|lines|log|logs|journal|journald|system|all|logged|went|wrong|happened|kernel|last|latest|{n}|has|have|it|appeared|occurred|came up|problems|issues)",
];

export const logTimeFrames = (): Frame[] => [
  frame(
    [
      "(critical|emergency|emergencies|crit|alert level|emerg|severe)",
      "(journal|system log|system journal|logs|log messages|log entries|messages)",
    ],
    (match) => journal(match, "--since -7d"),
    { reads: true, may: said },
  ),
  ...[
    [thing, `(between|from) ${clock} (and|to|till|until|-) ${clock}`],
    [`(between|from) ${clock} (and|to|till|until|-) ${clock}`, log],
    [thing, `(since|after|from) [about] ${clock}`, log],
    [`(since|after|from) [about] (yesterday|last night|this morning|today) [at] ${clock}`, log],
    [`(since|after) [about] ${clock}`, "(log|logs|journal|errors|log entries|log lines|log messages|logged)"],
  ].map((need) =>
    frame(need, within, {
      reads: true,
      may: [
        day,
        log,
        "(show|between|at|since|about|around|docker|container|occurred|any|were|there|all|get|grab|pull|time)",
      ],
    }),
  ),
  frame([thing, `(since|after|from) (yesterday|last night|this morning|today) [at] ${clock}`], within, {
    reads: true,
    may: [log, day],
  }),
  frame(
    [previous, "(log|logs|journal|happened|messages|entries|errors|said|logged|journal of)"],
    (match) => journal(match, "--boot=-1"),
    {
      reads: true,
      may: said,
    },
  ),
  frame([boot, priority], (match) => journal(match, "-b"), { reads: true, may: said }),
  frame(
    [boot, "(log|logs|journal|messages|entries|logged|happened|went wrong|problems|issues|failures)"],
    (match) => journal(match, "-b"),
    {
      reads: true,
      may: said,
    },
  ),
  frame(["(boot log|boot logs|boot messages|startup log|startup messages)"], (match) => journal(match, "-b"), {
    reads: true,
    may: said,
  }),
  frame(
    [`(priority|severity|level) ${priority}|${priority} (priority|severity|level)`],
    (match) => journal(match, backIn(match)),
    {
      reads: true,
      may: [
        ...said,
        "(was|anything|something|were|there|any|this week|this month|today|log)",
        "(or|worse|and|above|higher)",
        "(since|in|of|from|over|during) [last|past] [{n}] (hour|hours|day|days|today|yesterday|week)",
      ],
    },
  ),
  look(
    [
      "(boots|reboots|list of boots|boot history|reboot history|boot list)",
      "(list|last|recent|history|when|journal|recorded|which|all|show|how many|times)",
    ],
    {
      does: "Show when the machine booted",
      run: byInit("journalctl --list-boots --no-pager", "last reboot"),
      needs: "a journal",
      may: ["{n}", "(list|last|recent|history|all|of|recorded|times)"],
    },
  ),
];

/** What was logged around a time of the day, and when something was started last. */
import type { Machine } from "../../../../domain/machine.ts";
import { type Match, things } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { span } from "./say.ts";
import { atOwners, byInit, looking, nameOn } from "./ways.ts";

const beside = [
  span,
  "{n}",
  "(log|logs|journal|entries|messages|lines|line|last|latest|recent|newest|list|check|find|any|on|by|of|in|from|show|were|there|has|have|the|week|month|all|tail|grep|search|look|scan|through|container|docker|service|file|log lines|show me)",
];
/** Ten minutes before and after. */
function around(match: Match): Intent | undefined {
  const found =
    / (?:around|about|at|near|circa|ca) (?:@n(\d+)(?: : @n(\d+))?(?: (am|pm))?|(\d{1,2})(am|pm))(?= |$)/.exec(
      ` ${match.text}`,
    );
  if (!found) return undefined;
  const valueOf = (id: string | undefined): number | undefined => {
    const entity = id === undefined ? undefined : match.entities[Number(id)];
    return entity?.kind === "n" ? entity.value : undefined;
  };
  const hour = found[4] === undefined ? valueOf(found[1]) : Number(found[4]);
  if (
    hour === undefined ||
    hour > 23 ||
    (found[1] !== undefined && found[2] === undefined && found[3] === undefined && !/ o 'clock/.test(match.text))
  )
    return undefined;
  const half = found[3] ?? found[5];
  const full = half === "pm" && hour < 12 ? hour + 12 : half === "am" && hour === 12 ? 0 : hour;
  const minutes = full * 60 + (valueOf(found[2]) ?? 0);
  const clock = (at: number): string =>
    `${String(Math.floor(at / 60)).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}`;
  const back = /\byesterday\b/.test(match.text) || (/\blast night\b/.test(match.text) && full >= 17) ? 1 : 0;
  const day = back === 0 ? "" : `${new Date(match.nowMs - 86_400_000).toISOString().slice(0, 10)} `;
  const [from, to] = [clock(Math.max(0, minutes - 10)), clock(Math.min(1_439, minutes + 10))];
  const name = nameOn(match);
  return atOwners(
    match,
    looking(
      `Show what was logged around ${clock(minutes)}`,
      (machine, q) => {
        const unit = name(machine);
        if (things(match).length > 0 && unit === undefined) return undefined;
        return byInit(
          `journalctl${unit === undefined ? "" : ` -u ${q(unit)}`} --since ${q(`${day}${from}`)} --until ${q(`${day}${to}`)} --no-pager`,
        )(machine);
      },
      "a journal",
    ),
  );
}

/** What a service said when it was started last. */
function atStart(match: Match): Intent | undefined {
  const name = nameOn(match);
  return things(match).length !== 1
    ? undefined
    : atOwners(
        match,
        looking(
          "Show what was logged at the last start",
          (machine: Machine, q) => {
            const unit = name(machine);
            return unit === undefined
              ? undefined
              : byInit(
                  `journalctl -u ${q(unit)} --since "$(systemctl show -p ExecMainStartTimestamp --value ${q(unit)})" --no-pager | head -n 100`,
                )(machine);
          },
          "a journal",
        ),
      );
}

export const logAroundFrames = (): Frame[] => [
  frame(
    [
      "(around|about|at|near|circa|ca)",
      "({svc}|{ctr})",
      "(log|logs|say|said|write|wrote|messages|entries|logged|do|happened|journal|lines|print|printed|errors)",
    ],
    around,
    {
      reads: true,
      may: [
        ...beside,
        "(around|about|at|near|what|which|did|write|say|happened|am|pm|:|do|o|'clock)",
        "(today|yesterday|this morning|last night|this afternoon)",
      ],
    },
  ),
  frame(
    ["(around|about|at|near|circa|ca)", "(log|logs|happened|messages|entries|logged|journal|going on|went on)"],
    around,
    {
      reads: true,
      may: [
        ...beside,
        "(around|about|at|near|what|which|did|was|happened|am|pm|:|o|'clock|agent|system)",
        "(today|yesterday|this morning|last night|this afternoon)",
      ],
    },
  ),
  frame(
    [
      "({svc})",
      "(at startup|on startup|at start|on start|when it started|at its last start|during startup|while starting|when starting|at boot|when it was started|since it started|since its start|since its last restart|since the last restart|since last restart|since restart|at the last start|at last start|after its last restart|after the last restart)",
    ],
    atStart,
    {
      reads: true,
      may: [
        ...beside,
        "(complain|complained|say|said|log|logged|print|printed|what|did|about|errors|warnings|happened|write|wrote|moan|do|output|does)",
      ],
    },
  ),
];

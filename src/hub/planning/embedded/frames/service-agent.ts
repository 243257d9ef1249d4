/** What is said about the agents themselves: their log, when they were heard of last, a restart. */
import type { Machine } from "../../../../domain/machine.ts";
import { iso } from "../../../../lib/clock.ts";
import { type Match, linesOf } from "../intents/match.ts";
import { shell } from "../intents/shell.ts";
import type { Intent, Place } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { span, sinceOf } from "./say.ts";

const unit = "ailx-agent";
const isAgent = ({ said }: { said: string }): boolean => /^(?:ailx )?agents?$/.test(said);

type Spoken = { place: Place | undefined; named: boolean };
/** “the agent on vpn-1”, “vpn-1's agent”: the word stands for machines too, so it may be a place of its own. */
function spokenOf({ text, slots, entities, on }: Match): Spoken {
  const places = slots.flatMap(({ kind, value }) => {
    const entity = kind === "t" ? entities[Number(value)] : undefined;
    return entity?.kind === "t" ? [entity.place] : [];
  });
  const whole = [...places, ...(on ? [on] : [])];
  const named = /\bagents?\b/.test(text) || whole.some(({ parts }) => parts.some(isAgent));
  return { place: whole.find(({ parts }) => !parts.some(isAgent)), named };
}

/** Where it is; undefined where no agent or no machine is spoken of. */
const onAgent = (match: Match, intent: Extract<Intent, { kind: "shell" | "read" }>): Intent | undefined => {
  const { place, named } = spokenOf(match);
  return named && place ? { ...intent, from: place } : undefined;
};

function log(match: Match): Intent | undefined {
  const since = sinceOf(match);
  return onAgent(match, {
    kind: "read",
    tool: "service.logs",
    input: { service: unit, lines: linesOf(match, 50), ...(since === undefined ? {} : { since }) },
  });
}

function restart(match: Match): Intent | undefined {
  const intent = shell({
    // A moment later, so that it can still say that it was told to.
    command: ({ facts }) =>
      facts.init === "systemd"
        ? `systemd-run --on-active=3 systemctl restart ${unit}`
        : facts.init === "openrc"
          ? `rc-service ${unit} restart`
          : undefined,
    does: "Restart the agent",
    reads: false,
    needs: "systemd or OpenRC",
  });
  return intent.kind === "shell" ? onAgent(match, intent) : undefined;
}

function lastSeen(match: Match): Intent | undefined {
  const { place } = spokenOf(match);
  if (!place) return undefined;
  const wanted = new Set(place.parts.flatMap(({ machines }) => machines));
  const seen = ({ state, lastSeenAtMs }: Machine): string =>
    state === "online" ? "connected now" : `${iso(lastSeenAtMs).slice(0, 19).replace("T", " ")} UTC`;
  return {
    kind: "answer",
    of: (_machines, fleet) => {
      const found = fleet.filter((machine) => wanted.has(machine));
      const text = found
        .slice(0, 12)
        .map((machine) => `${machine.name}: ${seen(machine)}`)
        .join(", ");
      return {
        kind: "answer",
        text: `${text}.`,
        table: {
          columns: ["Machine", "Last heard of"],
          rows: found.map((machine) => [machine.name, seen(machine)]),
          machineIds: found.map(({ id }) => id),
        },
      };
    },
  };
}

const heard =
  "(last report|last reported|report in|reported in|heard from|heard of|hear from|hear of|last seen|seen|last contact|last contacted|check in|checked in|last online|phone home|phoned home|phones home|last connect|last connected|last heartbeat|heartbeat|last sign of life|sign of life|last talk|last talked|talked to|last ping|get in touch|been in touch|come online|last alive|last showed up|show up|last message|call home|called home)";

export const agentFrames = (): Frame[] => [
  frame(["[agent|agents|{t}]", "(log|logs|journal|log lines|log entries|log output)"], log, {
    reads: true,
    may: [
      "{t}",
      "(agent|agents|ailx|agent's|'s)",
      "[last|latest|newest|recent|of] {n} [lines|entries]",
      "(last|latest|recent|lines|entries|tail|errors|read|log|ailx)",
      span,
    ],
  }),
  frame(["(restart|bounce|kick|reload|recycle|cycle|re-start)", "{t}"], restart, {
    may: ["{t}", "(agent|agents|ailx|ailx-agent|'s|process)"],
  }),
  frame(["(restart|bounce|kick|recycle|cycle)", "(agent|agents|ailx-agent|ailx agent)"], restart, {
    may: ["{t}", "(ailx|'s|process)"],
  }),
  frame([heard, "{t}"], lastSeen, {
    reads: true,
    may: [
      "{t}",
      heard,
      "(last|when|did|was|has|have|been|from|time|agent|it|we|you|the|in|was the|there|hub|to|hear|heard|report|reported|contact|'s|long|ago|any|since)",
    ],
  }),
  frame([heard], lastSeen, {
    reads: true,
    may: [
      heard,
      "(last|when|did|was|has|have|been|from|time|agent|we|you|in|there|hub|to|hear|heard|report|reported|contact|long|ago|since)",
    ],
  }),
];

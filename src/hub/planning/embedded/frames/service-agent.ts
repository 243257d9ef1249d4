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

/** “how many agents are on 1.4.2”, “which agents are not on 1.4.2 yet”. */
function onVersion(match: Match): Intent | undefined {
  const version = match.slots.flatMap(({ kind, value }) =>
    kind === "n" ? (match.entities[Number(value)] ?? []) : [],
  )[0];
  if (version?.kind !== "n" || !spokenOf(match).named) return undefined;
  const isOther = /\b(?:not|other than|different|without|isn't|aren't)\b/.test(match.text);
  return {
    kind: "answer",
    of: (_machines, fleet) => {
      const found = fleet.filter(({ agentVersion }) => (agentVersion === version.said) !== isOther);
      const names = found.map(({ name }) => name).join(", ");
      return {
        kind: "answer",
        text: `${found.length} of ${fleet.length} agents are ${isOther ? "not " : ""}on ${version.said}${names === "" || found.length > 12 ? "" : `: ${names}`}.`,
        table: {
          columns: ["Machine", "Agent"],
          rows: found.map(({ name, agentVersion }) => [name, agentVersion]),
          machineIds: found.map(({ id }) => id),
        },
      };
    },
  };
}

/** Every agent with its version and when it was heard of. */
function overview(match: Match): Intent | undefined {
  if (!spokenOf(match).named) return undefined;
  return {
    kind: "answer",
    of: (_machines, fleet) => ({
      kind: "answer",
      text: `${fleet.length} agents, ${fleet.filter(({ state }) => state === "online").length} of them connected.`,
      table: {
        columns: ["Machine", "State", "Agent", "Last heard of"],
        rows: fleet.map(({ name, state, agentVersion, lastSeenAtMs }) => [
          name,
          state,
          agentVersion,
          `${iso(lastSeenAtMs).slice(0, 19).replace("T", " ")} UTC`,
        ]),
        machineIds: fleet.map(({ id }) => id),
      },
    }),
  };
}

const heard =
  "(last report|last reported|report in|reported in|heard from|heard of|hear from|hear of|last seen|seen|last contact|last contacted|check in|checked in|last online|phone home|phoned home|phones home|last connect|last connected|last heartbeat|heartbeat|last sign of life|sign of life|last talk|last talked|talked to|last ping|get in touch|been in touch|silent|been silent|gone silent|been quiet|gone quiet|gone dark|been away|been missing|been gone|been unreachable|been out of contact|last responded|come online|last alive|last showed up|show up|last message|call home|called home)";

/** Who has not been heard of for so long. */
function silent(match: Match): Intent | undefined {
  const unit = /\b(minute|hour|day|week|month)s?\b/.exec(match.text)?.[1] ?? "day";
  const entity = match.slots.flatMap(({ kind, value }) =>
    kind === "n" ? (match.entities[Number(value)] ?? []) : [],
  )[0];
  const count = entity?.kind === "n" ? entity.value : 1;
  const ms =
    count *
    ({ minute: 60_000, hour: 3_600_000, day: 86_400_000, week: 604_800_000, month: 2_592_000_000 }[unit] ?? 86_400_000);
  return {
    kind: "answer",
    of: (_machines, fleet) => {
      const found = fleet.filter(({ state, lastSeenAtMs }) => state !== "online" && match.nowMs - lastSeenAtMs > ms);
      return {
        kind: "answer",
        text:
          found.length === 0
            ? "All have been heard of since."
            : `${found.length} of ${fleet.length}: ${found.map(({ name }) => name).join(", ")}.`,
        table: {
          columns: ["Machine", "Last heard of"],
          rows: found.map(({ name, lastSeenAtMs }) => [
            name,
            `${iso(lastSeenAtMs).slice(0, 19).replace("T", " ")} UTC`,
          ]),
          machineIds: found.map(({ id }) => id),
        },
      };
    },
  };
}

export const agentFrames = (): Frame[] => [
  frame(
    [
      "{t}",
      "(not reported|not been seen|not been heard of|not been heard from|not checked in|silent|not reported in|not phoned home|not been online|been offline|been silent|been away|offline|quiet|not connected|missing|gone)",
      "[for|in|since] (more than|over|longer than|at least|for|in) [last|past] [{n}] (minutes|minute|hours|hour|days|day|weeks|week|months|month)",
    ],
    silent,
    { reads: true, may: ["(which|have|has|been|are|that|list|for|how many|any|of)"] },
  ),
  frame(
    [
      "{t}",
      "(not on|other than|not running|not at|not yet on|different from|on|at|running|with|have|run) [version|agent version] {n}",
    ],
    onVersion,
    {
      reads: true,
      may: ["(which|how many|version|agents|agent|yet|still|already|are|do|count)"],
    },
  ),
  frame(
    [
      "{t}",
      "(version and last contact|versions and last contact|version and last seen|version and state|versions and states|with version|with their version|with their versions|last contact|with last contact|overview|status overview|list)",
    ],
    overview,
    {
      reads: true,
      may: [
        "(list|all|with|their|its|version|versions|and|last|contact|seen|heartbeat|time|times|status|state|report|overview|table)",
      ],
    },
  ),
  frame(["[agent|agents|{t}]", "(log|logs|journal|log lines|log entries|log output)"], log, {
    reads: true,
    may: [
      span,
      "{t}",
      "(agent|agents|ailx|agent's|'s)",
      "[last|latest|newest|recent|of] {n} [lines|entries]",
      "(last|latest|recent|lines|entries|tail|errors|read|log|ailx)",
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

/** Agents in further words: whether they work, what they use, their errors; what is done about them on the machine itself is said. */
import type { Machine } from "../../../../domain/machine.ts";
import { iso } from "../../../../lib/clock.ts";
import type { Match } from "../intents/match.ts";
import type { Intent, Place } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { looking } from "./ways.ts";

const isAgent = ({ said }: { said: string }): boolean => /^(?:the |ailx |all )?(?:ailx )?agents?$/.test(said);
/** The places that are spoken of, and whether an agent is: the word stands for machines, too. */
function spoken({ text, slots, entities, on }: Match): { places: Place[]; isNamed: boolean } {
  const all = [
    ...slots.flatMap(({ kind, value }) => {
      const entity = kind === "t" ? entities[Number(value)] : undefined;
      return entity?.kind === "t" ? [entity.place] : [];
    }),
    ...(on ? [on] : []),
  ];
  const places = all
    .map((place) => ({ ...place, parts: place.parts.filter((part) => !isAgent(part)) }))
    .filter(({ parts }) => parts.length > 0);
  return { places, isNamed: /\bagents?\b/.test(text) || all.some(({ parts }) => parts.some(isAgent)) };
}
const machinesOf = (places: readonly Place[]): Machine[] => [
  ...new Set(places.flatMap(({ parts }) => parts.flatMap(({ machines }) => machines))),
];
const beside =
  "(the|ailx|agent|agents|ailx-agent|of|on|in|at|for|to|from|its|'s|a|an|is|are|does|do|has|have|all|every|each|any|please|still|machine|box|service|process|daemon|up|and|with|currently|right now|there|it)";

/** On the machine it is done by whoever is root there. */
const updating =
  "There is no tool for updating agents yet, so nothing was planned. Run the line of “Add machine” again on the machine: it fetches this hub's program and keeps the machine's key and policy.";
const removing =
  "An agent does not take itself away: run `ailx agent uninstall` as root on the machine, and revoke the machine on the hub afterwards. Nothing was planned.";
const adding =
  "A machine joins from its own side: “Add machine” on the page, or `ailx token create`, gives one line to paste there. Nothing was planned.";
const ifNamed =
  (reason: string) =>
  (match: Match): Intent | undefined =>
    spoken(match).isNamed ? { kind: "decline", reason } : undefined;

function states(match: Match): Intent | undefined {
  const { places, isNamed } = spoken(match);
  const wanted = machinesOf(places);
  if (!isNamed || wanted.length === 0) return undefined;
  const said = ({ state, lastSeenAtMs }: Machine): string =>
    state === "online"
      ? "connected now"
      : `${state}, last heard of ${iso(lastSeenAtMs).slice(0, 16).replace("T", " ")} UTC`;
  return {
    kind: "answer",
    of: () => ({
      kind: "answer",
      text: `${wanted
        .slice(0, 12)
        .map(
          (machine) =>
            `${machine.name}: ${said(machine)}, agent ${machine.agentVersion}, permits level ${machine.maxLevel}`,
        )
        .join("; ")}.`,
      table: {
        columns: ["Machine", "State", "Agent", "Level"],
        rows: wanted.map((machine) => [machine.name, said(machine), machine.agentVersion, String(machine.maxLevel)]),
        machineIds: wanted.map(({ id }) => id),
      },
    }),
  };
}

const onIt = (match: Match, intent: Intent): Intent | undefined => {
  const { places, isNamed } = spoken(match);
  const [place, more] = places;
  return isNamed && place && !more && (intent.kind === "shell" || intent.kind === "read")
    ? { ...intent, from: place }
    : undefined;
};

export const agentMoreFrames = (): Frame[] => [
  ...["{t}", "(agent|agents|ailx agent|ailx-agent)"].flatMap((what) => [
    frame(
      [
        "(update|updated|updating|upgrade|upgraded|upgrading|bring|roll out|rollout|refresh|deploy|push out|reinstall|put|switch|move|get|install|set|raise|take|push)",
        what,
        "({n}|newest|latest|current|up to date|newer|new version|update|upgrade|upgraded|updated|{t})",
      ],
      (match) =>
        /^(?:which|what|are|is|do|does|how|who|any)\b/.test(match.text) ? undefined : ifNamed(updating)(match),
      {
        may: [
          beside,
          "{t}",
          "{n}",
          "{word}",
          "(version|versions|release|to|up|date|latest|newest|current|out|new|one by one|those|ones|still|that|reachable|online|connected|tonight|fine|,|old|outdated|everywhere|fleet|across|which|behind)",
        ],
      },
    ),
    frame(["(update|upgrade|updating|upgrading|reinstall)", what], ifNamed(updating), {
      may: [
        beside,
        "{t}",
        "(that|are|is|reachable|online|connected|old|outdated|behind|only|those|which|ones|now|one|by|everywhere)",
      ],
    }),
    frame(
      ["(uninstall|remove|delete|deinstall|get rid of|purge|drop|take off|throw out|kick out|kick)", what],
      ifNamed(removing),
      {
        may: [beside, "{t}", "(off|completely|entirely|again|away|from|out)"],
      },
    ),
    frame(
      [
        what,
        "(working|running|alive|connected|online|reachable|healthy|ok|okay|fine|up|well|dead|down|offline|level|permit|permits|allowed|works|responding|there|installed)",
      ],
      states,
      {
        reads: true,
        may: [
          beside,
          "{t}",
          "(working|running|alive|connected|does|what|which|level|permit|permits|or|not|well|properly|yet|ok|get|got|see|check|whether|hub|doing|how|in|good|state|shape|responding)",
        ],
      },
    ),
    frame(
      [
        what,
        "(cpu|memory|ram|resources|load|much|heavy|hungry|footprint)",
        "(eating|eat|eats|use|using|uses|taking|takes|usage|footprint|consumes|consuming|need|needs|burning|hogging|much|heavy)",
      ],
      (match) =>
        onIt(
          match,
          looking("Show what the agent uses", "ps -C ailx -o pid,pcpu,pmem,rss,etime,args || ps aux | grep '[a]ilx'"),
        ),
      {
        reads: true,
        may: [
          beside,
          "{t}",
          "(much|how|cpu|memory|ram|resources|lot|so|too|using|usage|eating|taking|up|what|how much)",
        ],
      },
    ),
    frame(
      [what, "(error|errors|problem|problems|complaint|complaints|warnings|failure|failures|complain|complains)"],
      (match) =>
        onIt(match, {
          kind: "read",
          tool: "service.logs",
          input: { service: "ailx-agent", lines: 50, errorsOnly: true },
        }),
      {
        reads: true,
        may: [
          beside,
          "{t}",
          "(last|latest|recent|newest|any|show|list|what|which|was|were|about|does|log|:|most recent|logged|today|lately)",
        ],
      },
    ),
    frame(
      ["(reconnect|re-connect|kick|wake up|wake|revive|reset)", what],
      (match) => {
        const { places, isNamed } = spoken(match);
        const [place, more] = places;
        if (!isNamed || !place || more) return undefined;
        return {
          kind: "shell",
          command: ({ facts }) =>
            facts.init === "systemd"
              ? "systemd-run --on-active=3 systemctl restart ailx-agent"
              : facts.init === "openrc"
                ? "rc-service ailx-agent restart"
                : undefined,
          does: "Restart the agent",
          reads: false,
          needs: "systemd or OpenRC",
          from: place,
        };
      },
      { may: [beside, "{t}", "(again|to|hub|connection)"] },
    ),
  ]),
  frame(
    [
      "(register|add|enrol|enroll|onboard|join|connect|set up|bring in|include)",
      "(machine|server|host|box|node|vm|computer|raspberry|pi|laptop|{t})",
      "(new|another|fresh|as {word}|{ip}|to the fleet|to fleet|to ailx|to the hub|to hub)",
    ],
    (match) => (match.on === undefined ? { kind: "decline", reason: adding } : undefined),
    {
      may: [
        "(new|another|fresh|as|a|an|the|my|our|with|called|named|ip|address|to|fleet|hub|ailx|in|into|here|how|do|i|we|can|would)",
        "{ip}",
        "{word}",
        "{t}",
      ],
    },
  ),
];

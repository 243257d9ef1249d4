/** From one machine to another: whether it gets there, how fast, by which way; and what answers on a port. */
import type { JsonObject } from "../../../../lib/json.ts";
import type { Machine } from "../../../../domain/machine.ts";
import { literals, number, openWords, things, type Match } from "../intents/match.ts";
import type { Intent, Place } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { command, read } from "./say.ts";
import { portNames, portOf } from "./network-ports.ts";

const placesIn = ({ slots, entities, on }: Match): Place[] => [
  ...slots.flatMap(({ kind, value }) => {
    const entity = kind === "t" ? entities[Number(value)] : undefined;
    return entity?.kind === "t" ? [entity.place] : [];
  }),
  ...(on ? [on] : []),
];
const hostOf = (machine: Machine): string => machine.facts.addresses[0] ?? machine.name;
const hostNamed = (match: Match): string | undefined =>
  literals(match, "ip")[0] ?? openWords(match).find((word) => /\.[a-z]{2,}$/.test(word) || word === "localhost");

type Ends = { from: Place; host: string };
/** “between web-1 and db-1”, “from web-1 to db-1”, “db-1 from web-1”: who tries, and what is tried. */
function endsOf(match: Match): Ends | undefined {
  const places = [...new Set(placesIn(match))];
  const outer = hostNamed(match);
  const machinesOf = (place: Place | undefined): Machine[] => place?.parts.flatMap((part) => part.machines) ?? [];
  const [one, two, more] = places;
  if (one && outer !== undefined && two === undefined) return { from: one, host: outer };
  if (more || !one) return undefined;
  // “web-1 and db-1” is one place of two.
  if (!two) {
    const [a, b, c] = one.parts;
    const [far] = b?.machines ?? [];
    return a && far && !c && b?.machines.length === 1
      ? { from: { parts: [a], minus: [] }, host: hostOf(far) }
      : undefined;
  }
  const order = [...match.text.matchAll(/(from )?@t(\d+)/g)].map(([, from, id]) => ({ from, id }));
  const said = match.source === undefined ? undefined : fromIn(match, places);
  const [near, far] = said ?? (order[1]?.from === undefined ? [one, two] : [two, one]);
  const [target, another] = machinesOf(far);
  return near && target && !another ? { from: near, host: hostOf(target) } : undefined;
}

/** What stands behind “from” in the request as it was typed tries. */
function fromIn({ source = "", entities }: Match, places: readonly Place[]): [Place, Place] | undefined {
  const low = source.toLowerCase();
  const found = places.find((place) => {
    const said = entities.find((entity) => entity.kind === "t" && entity.place === place)?.said;
    return (
      said !== undefined && new RegExp(`\\bfrom (?:the |our |my )?${said.replaceAll(/[^a-z0-9 ]/g, ".")}\\b`).test(low)
    );
  });
  const other = places.find((place) => place !== found);
  return found && other ? [found, other] : undefined;
}

const at = (intent: Intent | undefined, from: Place): Intent | undefined =>
  intent && (intent.kind === "read" || intent.kind === "shell") ? { ...intent, from } : intent;
const trying = (host: string, port: number): Intent =>
  command({
    command: (_machine, q) => `nc -z -v -w 5 ${q(host)} ${port}`,
    does: `Try ${host} port ${port}`,
    reads: true,
    needs: "nc",
  });
const reach = (match: Match): Intent | undefined => {
  const ends = endsOf(match);
  const port = portOf(match);
  if (!ends) return undefined;
  return at(port === undefined ? read("network.ping", { host: ends.host }) : trying(ends.host, port), ends.from);
};
const measured =
  (tool: (host: string, q: (text: string) => string) => string, does: string, needs: string, note?: string) =>
  (match: Match): Intent | undefined => {
    const ends = endsOf(match);
    if (!ends) return undefined;
    const intent = command({ command: (_machine, q) => tool(ends.host, q), does, reads: true, needs });
    return intent.kind === "shell" ? { ...intent, from: ends.from, ...(note === undefined ? {} : { note }) } : intent;
  };

const names = `(${portNames.filter((name) => /^[a-z0-9]+$/.test(name)).join("|")})`;
const two = ["{t}", "{t}"] as const;
const outside = ["{t}", "{ip}"] as const;
const named = ["{t}", "{word}"] as const;
const words =
  "(between|from|to|and|on|over|via|at|port|tcp|udp|tcp port|is|there|any|how|high|fast|much|what|check|test|show|measure|between them|both|directly|currently|right now|whether|please|network|lan|link|high|low|has|have|lost|seen|do|run|a|still)";
/** The same request with two machines that are named one after the other, apart, or with one outside. */
const pair = (
  need: readonly string[],
  meaning: (match: Match) => Intent | undefined,
  may: readonly string[] = [],
): Frame[] =>
  [two, outside, named, ["{t}"] as const].map((ends) =>
    frame([...need, ...ends], meaning, {
      reads: true,
      may: [words, "{svc}", "[on|over|via|at] (port|tcp port|tcp) {n}", "[:] {n}", ...may],
    }),
  );

const lossy =
  "(packet loss|packetloss|packets lost|loss|latency|ping time|ping times|round trip|round trip time|rtt|jitter|delay|lag|ping|drop packets|dropping packets|losing packets|lose packets|dropped packets)";
const quick =
  "(bandwidth|throughput|iperf|iperf3|speed|speed test|speedtest|network speed|link speed|transfer speed|transfer rate|how fast is|mbit|line speed|fast)";
const reaching =
  "(reachable|reach|reaches|connectivity|connection|connect|connects|accessible|available|get through|gets through|get|talk|talks|see|sees|telnet|connecting|route|port open|come through|visible|open)";

/** “open connections from app-1 to db-1”. */
const between = (match: Match): Intent | undefined => {
  const ends = endsOf(match);
  const intent =
    ends &&
    command({
      command: (_machine, q) => `ss -tnp dst ${q(ends.host)}`,
      does: `List the connections with ${ends.host}`,
      reads: true,
      needs: "iproute2",
    });
  return intent?.kind === "shell" ? { ...intent, from: ends?.from } : undefined;
};

export const networkPathFrames = (): Frame[] => [
  ...pair(["(connections|open connections|established connections|sessions|sockets)", "(from|between)"], between, [
    "(open|established|active|current|list|count|number of|how many)",
  ]),
  ...[names, "{svc}"].map((what) =>
    frame(
      [what, "(works|working|work|alive|answers|answering)"],
      (match) => {
        const port = portOf(match);
        // What runs as a service is asked as one.
        if (port === undefined || things(match).length > 0) return undefined;
        return read("network.ports", { port });
      },
      { reads: true, may: ["(is|does|check|test|still|whether|properly|fine|ok|on|port)"] },
    ),
  ),
  ...pair([quick, "(between|from|to|against|towards|and)"], (match) =>
    hostNamed(match) === undefined
      ? measured(
          (host, q) => `iperf3 -c ${q(host)} -t 10`,
          "Measure how fast the network is",
          "iperf3",
          "On the other machine iperf3 -s must run meanwhile",
        )(match)
      : undefined,
  ),
  ...pair([lossy, "(between|from|to|towards|and)"], (match) => {
    const ends = endsOf(match);
    return ends && at(read("network.ping", { host: ends.host, count: 20 }), ends.from);
  }),
  ...pair(
    ["(mtr)"],
    measured((host, q) => `mtr -rwc 10 ${q(host)}`, "Trace the way with its losses", "mtr"),
  ),
  ...pair(
    ["(traceroute|trace|trace route|tracepath|hops|path|way|route)", "(from|to|between|towards)"],
    measured((host, q) => `tracepath -n ${q(host)}`, "Trace the way", "tracepath"),
    ["(take|takes|packets|which|hops|how many|network path|through)"],
  ),
  ...pair([reaching, "(from|between|to|out of)"], reach),
  ...pair(["(reach|reaches|access|accesses|get to|talk to|talks to|connect to|connects to)", "{svc}"], reach),
  frame(
    [
      "(internet speed|speedtest|speed test|internet connection speed|download speed|uplink speed|upload speed|internet bandwidth)",
    ],
    () =>
      command({
        command: "speedtest-cli --simple",
        does: "Measure the way to the internet",
        reads: true,
        needs: "speedtest-cli",
      }),
    { reads: true, may: ["(do|run|how|fast|measure|test|check|internet|is|what|get|we|perform|and|upload|download)"] },
  ),
  frame(
    [
      "(internet|internet access|internet connection|online|outside world)",
      "(access|reach|connection|connected|get|have|has|work|works|working|ok|up|out)",
    ],
    ({ text }) => (/\bonline\b/.test(text) ? undefined : read("network.ping", { host: "1.1.1.1" }, { ask: true })),
    { reads: true, may: ["(to|the|still|check|can|does|connection|access|any|out|from|is|there)"] },
  ),
  // What answers on a port, asked of the machine itself.
  ...["{t}", ""].flatMap((ends) =>
    ["{n}", "{svc}", names].map((what) =>
      frame(
        [
          "(answer|answers|answering|respond|responds|responding|listen|listens|listening|accept|accepts|accepting|reachable|open|up|exposed|speak|speaks|available|serving)",
          "(on|at|port|tcp|over|via|behind)",
          what,
          ...(ends === "" ? [] : [ends]),
        ],
        (match) => {
          const port = portOf(match);
          if (placesIn(match).length > 1) return reach(match);
          if (port === undefined || /^(?:open|allow|expose|accept|close)\b/.test(match.text)) return undefined;
          return read("network.ports", { port });
        },
        {
          reads: true,
          may: [
            "(from outside|from internet|from the internet|outside|externally|publicly|from anywhere|lan|just|only|or|in|connections|requests|still|internet|public|world|to|from|port|tcp|udp|anything|traffic|is|does|check|test|on|at|whether|clients)",
          ],
        },
      ),
    ),
  ),
  ...["{svc}", names].map((what) =>
    frame(
      [
        what,
        "(answer|answers|answering|respond|responds|reachable|open)",
        "(outside|externally|internet|publicly|world|from outside)",
      ],
      (match) => {
        const port = portOf(match);
        return port === undefined ? undefined : read("network.ports", { port });
      },
      { reads: true, may: ["(from|test|check|whether|to|the|port|tcp|is|does|still|on|public)"] },
    ),
  ),
  ...[
    "{path}",
    "(health|healthz|health endpoint|health check|healthcheck|health url|metrics|metrics endpoint|status page|root|index|start page|homepage|home page|web interface|web ui|webui)",
  ].map((what) =>
    frame(
      [
        "(curl|http get|http|request|get|fetch|hit|call|check|probe|query|wget|poll|load|open|does|answer|answers)",
        what,
        "(port|:|on) {n}",
      ],
      page,
      {
        reads: true,
        may: [
          "(curl|url|endpoint|api|status|status code|code|and|show|print|http|response|return|returns|tell|localhost|on|at|of|with|health|path|page|headers|the|what|{svc}|{ctr}|port|is|answer|answers|respond|responds|give|gives)",
        ],
      },
    ),
  ),
  frame(
    [
      "(connections|established connections|open connections|tcp connections|sockets|connected clients|network connections|clients|sessions|open sockets)",
      "({svc}|{n}|{ip}|process|processes|most|state|states|time-wait|time_wait)",
    ],
    connections,
    {
      reads: true,
      may: [
        "(how many|established|list|active|current|number|count|many|tcp|udp|open|incoming|outgoing|to|from|hold|holds|process|processes|port|which|most|by|per|of|connections|inbound|outbound|are|in|client|clients|network|connected|peers|opened|group|grouped|state|states|time-wait|time_wait|waiting|sockets|have|has|at|against)",
        "(port) {n}",
      ],
    },
  ),
  frame(
    [
      "(who|what|which clients|which hosts|which machines|anybody|anyone)",
      "(connected|talking|connects|speaking)",
      "(port|:|to port|on port) {n}",
    ],
    connections,
    { reads: true, may: ["(to|on|with|is|are|currently|right now|{t})"] },
  ),
];

function page(match: Match): Intent | undefined {
  const port = number(match);
  const [
    path = /\bhealthz\b/.test(match.text)
      ? "/healthz"
      : /\bhealth/.test(match.text)
        ? "/health"
        : /\bmetrics\b/.test(match.text)
          ? "/metrics"
          : "/",
  ] = literals(match, "path");
  if (port === undefined || !Number.isInteger(port) || port < 1 || port > 65_535) return undefined;
  return read("network.http", { url: `http://localhost:${port}${path}` });
}

function connections(match: Match): Intent | undefined {
  const port = number(match);
  const isEstablished = /\b(?:established|active|connected|clients|sessions)\b/.test(match.text);
  const isWaiting = /\btime[-_]wait\b/.test(match.text);
  const state: JsonObject = isWaiting ? { state: "time-wait" } : isEstablished ? { state: "established" } : {};
  const [thing, more] = things(match);
  const [ip] = literals(match, "ip");
  if (more) return undefined;
  if (ip !== undefined)
    return command({
      command: (_machine, q) => `ss -tnp dst ${q(ip)}`,
      does: `List the connections with ${ip}`,
      reads: true,
      needs: "iproute2",
    });
  const name = thing?.owners[0]?.name ?? thing?.said;
  const program: JsonObject =
    name === undefined ? {} : { process: programs[name] ?? name.replace(/(?:-server|d?\.service)$/, "") };
  const input: JsonObject = { ...state, ...program, ...(port === undefined ? {} : { port: Math.trunc(port) }) };
  if (!thing) return read("network.connections", input);
  const intent = read("network.connections", input);
  const where = [...new Set(thing.owners.map(({ machine }) => machine))];
  return intent?.kind === "read" && match.on === undefined ? { ...intent, where } : intent;
}
/** What the processes of a service are called. */
const programs: Record<string, string> = {
  postgresql: "postgres",
  mysql: "mysqld",
  mariadb: "mariadbd",
  ssh: "sshd",
  "rabbitmq-server": "beam.smp",
  "grafana-server": "grafana",
  smbd: "smbd",
};

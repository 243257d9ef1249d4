/** Networks in further words: traces with a count, certificates of an address with its port, who holds connections. */
import type { Machine } from "../../../../domain/machine.ts";
import { literals, type Match, number, openWords, things } from "../intents/match.ts";
import type { Intent, Place } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { portFor } from "./network-ports.ts";
import { command, read } from "./say.ts";
import { at, having } from "./ways.ts";

export const beside =
  "(is|are|does|do|the|a|on|of|in|at|to|for|from|what|which|who|how|many|much|show|list|check|test|see|tell|please|right now|now|currently|network|there|has|have|by|any|all|with|and|it|run|make|look|whether)";
const isName = (word: string): boolean => /^(?=.*\.[a-z]{2,}$)[a-z0-9_][a-z0-9._-]*$/.test(word);
export const isPort = (value: number | undefined): value is number =>
  value !== undefined && Number.isInteger(value) && value >= 1 && value <= 65_535;

const placesOf = ({ slots, entities }: Match): Place[] =>
  slots.flatMap(({ kind, value }) => {
    const entity = kind === "t" ? entities[Number(value)] : undefined;
    return entity?.kind === "t" ? [entity.place] : [];
  });
const only = (place: Place | undefined): Machine | undefined => {
  const [machine, more] = place?.parts.flatMap(({ machines }) => machines) ?? [];
  return more ? undefined : machine;
};
const addressOf = (machine: Machine): string => machine.facts.addresses[0] ?? machine.name;
/** The number that stands before one of these words. */
export function counted(match: Match, words: string): number | undefined {
  const id = new RegExp(`@n(\\d+) (?:${words})(?= |$)`).exec(match.text)?.[1];
  const entity = id === undefined ? undefined : match.entities[Number(id)];
  return entity?.kind === "n" && Number.isInteger(entity.value) && entity.value > 0 ? entity.value : undefined;
}

/** Who tries, and whom: what stands behind “from”, or the place of the clause; the other machine, address or name. */
function endsOf(match: Match): { from: Place | undefined; host: string } | undefined {
  const host = literals(match, "ip")[0] ?? openWords(match).find(isName);
  const places = [...new Set([...placesOf(match), ...(match.on ? [match.on] : [])])];
  if (host !== undefined) return places.length > 1 ? undefined : { from: places[0], host };
  const [one, two, more] = places;
  if (!one || !two || more) return undefined;
  const said = /from @t(\d+)/.exec(match.text)?.[1];
  const starts = said === undefined ? undefined : match.entities[Number(said)];
  const from = starts?.kind === "t" ? starts.place : match.on === one ? one : match.on === two ? two : one;
  const far = only(from === one ? two : one);
  return far && { from, host: addressOf(far) };
}
const asked = (intent: Intent | undefined, from: Place | undefined): Intent | undefined =>
  intent && (intent.kind === "read" || intent.kind === "shell") && from !== undefined ? { ...intent, from } : intent;

const cycles = "cycles?|rounds?|pings?|packets?|probes?|times|reports?|samples?";
const counting = `{n} (cycles|cycle|rounds|round|pings|packets|probes|times|reports|samples)`;
function traced(match: Match): Intent | undefined {
  const ends = endsOf(match);
  if (!ends) return undefined;
  const count = Math.min(counted(match, cycles) ?? 10, 100);
  return asked(
    command({
      command: (_m, q) => `mtr -rwc ${count} ${q(ends.host)}`,
      does: "Trace the way with its losses",
      reads: true,
      needs: "mtr",
    }),
    ends.from,
  );
}
function pinged(match: Match): Intent | undefined {
  const ends = endsOf(match);
  const count = counted(match, cycles);
  return ends && count !== undefined && count <= 20
    ? asked(read("network.ping", { host: ends.host, count }), ends.from)
    : undefined;
}

const cert =
  "(certificate|cert|certs|certificates|ssl certificate|tls certificate|ssl cert|tls cert|https certificate|https cert)";
const ends =
  "(expire|expires|expiring|expiry|expired|valid|validity|run out|runs out|running out|days left|good|end|ends|renewal|left|due|last|lasts|ok|about to expire|remaining|lapse|lapses|go stale|current|match|matches|trusted|correct)";
/** Of a name, an address or a machine, with its port. */
function certificate(match: Match): Intent | undefined {
  const words = openWords(match);
  const name = words.find(isName);
  if (words.some((word) => word !== name && !/^\d+$/.test(word))) return undefined;
  const port =
    number(match) ??
    things(match)
      .map(({ said }) => portFor(said))
      .find((found) => found !== undefined);
  if (port !== undefined && !isPort(port)) return undefined;
  const [ip] = literals(match, "ip");
  const place = match.on ?? placesOf(match)[0];
  if (placesOf(match).filter((one) => one !== match.on).length > (match.on ? 0 : 1)) return undefined;
  const tlsPort = port === 143 ? 993 : port === 25 ? 465 : port === 80 ? 443 : port;
  return asked(read("network.certificate", { host: name ?? ip ?? "localhost", port: tlsPort ?? 443 }), place);
}

function holders(match: Match): Intent | undefined {
  const named = things(match);
  const [thing] = named;
  const place = match.on ?? placesOf(match).find(({ parts }) => parts.every(({ count }) => count === "one"));
  if (named.length > 1) return undefined;
  const port = thing ? portFor(thing.said) : number(match);
  if (port !== undefined && !isPort(port)) return undefined;
  // What has no port of its own is known by its program.
  const program = thing && port === undefined ? thing.said : undefined;
  const intent = read("network.connections", {
    ...(port === undefined ? {} : { port }),
    ...(program === undefined ? {} : { process: program }),
  });
  if (place) return asked(intent, place);
  return thing && intent ? at([...new Set(thing.owners.map(({ machine }) => machine))], intent) : undefined;
}

export const networkMoreFrames = (): Frame[] => [
  ...[["{t}", "{t}"], ["{t}", "{ip}"], ["{t}", "{word}"], ["{ip}"], ["{word}"], ["{t}"]].flatMap((two) => [
    frame(["(mtr)", ...two], traced, {
      reads: true,
      may: [beside, counting, "{n}", "(report|trace|cycles|with|between|towards|over|,|go|target|against)"],
    }),
    frame(["(ping|pings)", counting, ...two], pinged, { reads: true, may: [beside, "(times|with|send|between|over)"] }),
  ]),
  ...["{word}", "{ip}", "{t}", ""].map((whose) =>
    frame([cert, ends, ...(whose === "" ? [] : [whose])], certificate, {
      reads: true,
      may: [
        beside,
        ends,
        "[:|port|on port|at port] {n}",
        "{t}",
        "{svc}",
        "(about|soon|when|long|days|until|still|good|more|be|will|ssl|tls|https|:|port|going|weeks|yet|not|website|site|left|before|it|can|served|used|presented|time|date|already|will|near|close|get|gets|old|fine)",
      ],
    }),
  ),
  frame(
    [
      "(who|which clients|clients|which {t}|how many|what|list|show|which addresses|which ips|which ip addresses)",
      "(connections|connection|connected|sessions|clients|open connections|established connections|talking|attached)",
      "(hold|holds|holding|open|established|to|handle|handles|handling|have|has|with|on|from|keeps|keep|there|serve|serves)",
      "({svc}|{t}|port {n}|{t} {t})",
    ],
    holders,
    {
      reads: true,
      may: [
        beside,
        "{t}",
        "{svc}",
        "(hold|holds|open|established|active|connections|clients|handle|handles|currently|at the moment|tcp|to|with|port|{n}|incoming|keep|keeps|number|count|client|sessions|serving)",
      ],
    },
  ),
  frame(
    [
      "(which|what) {t}",
      "(hold|have|keep|holds|has|holding|with)",
      "(connections|connection|open connections|established connections|sessions|tcp connections)",
    ],
    (match) => (match.on === undefined ? undefined : asked(read("network.connections", {}), match.on)),
    { reads: true, may: [beside, "(open|established|active|currently|to|with|at the moment|still)"] },
  ),
  frame(
    [
      "{ip}",
      "(answer|answers|respond|responds|reachable|open|reach|listen|listens|up|alive|accept|accepts)",
      "[port|on|on port] {n}",
    ],
    (match) => {
      const [ip] = literals(match, "ip");
      const port = number(match);
      return ip === undefined || ip.includes("/") || !isPort(port) || match.on === undefined
        ? undefined
        : command({
            command: (_m, q) => `nc -z -v -w 5 ${q(ip)} ${port}`,
            does: `Try ${ip} port ${port}`,
            reads: true,
            needs: "nc",
          });
    },
    { reads: true, may: [beside, "(port|tcp|still|connections|whether|if)"] },
  ),
  frame(
    ["{t}", "(say|says|answer|answers|return|returns|know|knows|resolve|resolves|think|thinks)", "{word}"],
    (match) => {
      const name = openWords(match).find(isName);
      return name === undefined ? undefined : asked(read("network.dns", { name }), placesOf(match)[0]);
    },
    { reads: true, may: [beside, "(about|as|say|says|record|address|ip|dns|when asked for|for|to|name)"] },
  ),
  frame(
    [
      "(who|anybody|anyone|somebody|which clients|which hosts|what|which machines|which ips)",
      "(connected to|connecting to|talking to|talks to|attached to|using)",
      "({svc}|port {n})",
    ],
    holders,
    {
      reads: true,
      may: [beside, "{t}", "(connected|is|are|currently|at the moment|still|database|server|service|all)"],
    },
  ),
  frame(
    [
      "{url}",
      "(answer|answers|answering|respond|responds|return|returns|work|works|up|reachable|load|loads|online|deliver|delivers|ok|alive|serve|serves|come back|comes back)",
    ],
    (match) => {
      const [url, more] = literals(match, "url");
      return url === undefined || more !== undefined ? undefined : read("network.http", { url });
    },
    {
      reads: true,
      may: [
        beside,
        "(with|status|code|http|website|web site|site|page|that|properly|correctly|still|if|shop|a|verify|confirm)",
        "(with|status|code|status code|http) {n}",
        "{n}",
        "{t}",
      ],
    },
  ),
  // “does the store in hamburg reach our vpn”: one machine and one that a service is named for.
  frame(
    [
      "{t}",
      "(reach|reaches|see|sees|get to|gets to|talk to|talks to|connect to|contact)",
      "(vpn|{svc}|nas|database|{t})",
    ],
    (match) => {
      const [from] = placesOf(match);
      const far = things(match).flatMap(({ owners }) => owners.map(({ machine }) => machine));
      const target =
        only(placesOf(match)[1]) ??
        (far.length === 1 ? far[0] : undefined) ??
        (/\bvpn\b/.test(match.text) ? having(match, /^(?:wg-quick|wireguard|openvpn)/)[0] : undefined);
      return from && target ? asked(read("network.ping", { host: addressOf(target) }), from) : undefined;
    },
    { reads: true, may: [beside, "(store|shop|branch|office|can|still|our|box|till|server|gateway|over|through)"] },
  ),
];

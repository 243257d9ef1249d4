/** Settings of programs by their own names: what is set, asked of the program itself, and set in its own file. */
import type { Machine } from "../../../../domain/machine.ts";
import { literals, type Match, openWords, things } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { ownersOf, isChange } from "./on-unit.ts";
import { programs } from "./settings-known.ts";
import { otherProgram, ownOfOthers } from "./settings-others.ts";
import type { Program } from "./settings-program.ts";

const programOf = (match: Match): Program | undefined => {
  const [thing, more] = things(match);
  const name = thing?.owners[0]?.name ?? thing?.said;
  return more || name === undefined
    ? undefined
    : (programs.find(({ units }) => units.test(name)) ?? otherProgram(name));
};

/** “max_connections”, “client_max_body_size”, “PermitRootLogin”: a name that only a setting has. */
const technical = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)+$/;

const typed = ({ source = "" }: Match, word: string): string =>
  new RegExp(`(?<![\\w.-])${word.replaceAll(/[.]/g, String.raw`\.`)}(?![\\w-])`, "i").exec(source)?.[0] ?? word;

/** Its spoken name, or the name as the program writes it. */
function keyOf(match: Match, program: Program | undefined): { key: string; program: Program } | undefined {
  // Where a machine is named it is one of the programs that are there.
  const there = match.on?.parts.flatMap(({ machines }) => machines) ?? [];
  const present =
    there.length === 0 ? programs : programs.filter((one) => there.some((machine) => hasProgram(one)(machine)));
  const candidates = program ? [program] : present;
  const text = ` ${match.text} `;
  const hits = candidates.flatMap((one) =>
    [...one.keys, ...(program ? (one.own ?? []) : [])].flatMap(({ words, key }) => {
      const found = words.split("|").filter((word) => text.includes(` ${word} `));
      return found.length === 0 ? [] : [{ key, program: one, length: Math.max(...found.map((word) => word.length)) }];
    }),
  );
  const best = hits.toSorted((a, b) => b.length - a.length)[0];
  if (best && (program !== undefined || hits.every((hit) => hit.program === best.program || hit.length < best.length)))
    return best;
  const word = openWords(match).find((one) => technical.test(one));
  return program && word !== undefined ? { key: typed(match, word), program } : undefined;
}

const hasProgram =
  (program: Program) =>
  (machine: Machine): string | undefined =>
    machine.facts.platform === "windows" ? undefined : machine.facts.services.find((name) => program.units.test(name));

/** Machines that have the program, if no thing was named. */
function placesOf(match: Match, program: Program): Machine[] {
  const named = ownersOf(things(match));
  return named.length > 0
    ? named
    : [...match.words.services.values()]
        .flatMap(({ owners }) => owners.filter(({ name }) => program.units.test(name)).map(({ machine }) => machine))
        .filter((one, at, all) => all.indexOf(one) === at);
}

function asked(match: Match): Intent | undefined {
  if (isChange(match) || (things(match).length > 0 && programOf(match) === undefined)) return undefined;
  const found = keyOf(match, programOf(match));
  return found && shown(match, found);
}

function shown(match: Match, { key, program }: { key: string; program: Program }): Intent {
  return {
    kind: "shell",
    command: (machine) => {
      const unit = hasProgram(program)(machine);
      return unit === undefined ? undefined : program.ask(key, unit, machine);
    },
    does: `Show ${key} of ${program.name}`,
    reads: true,
    needs: program.name,
    where: placesOf(match, program),
  };
}

/** “512 MB”, “5 minutes”, “on”: as the program writes it; undefined where it has no such value. */
function valueOf(match: Match, key: string, program: Program): string | undefined {
  const words = openWords(match).filter((word) => word !== key.toLowerCase());
  const [word, more] = words;
  if (more !== undefined) return undefined;
  const slot = match.slots.find(({ kind }) => kind === "n");
  const entity = slot && match.entities[Number(slot.value)];
  // “one day” is a number in letters.
  const amount = entity?.kind === "n" ? (/^\d/.test(entity.said) ? entity.said : String(entity.value)) : undefined;
  if (amount !== undefined && word !== undefined) return undefined;
  const unit =
    / @n\d+ (kb|kib|k|mb|mib|m|megs?|megabytes?|gb|gib|g|gigs?|gigabytes?|seconds?|secs?|s|minutes?|mins?|min|hours?|h|days?|d|ms|milliseconds?)(?= |$)/.exec(
      match.text,
    )?.[1];
  const said = amount ?? word;
  if (said === undefined || !/^[\w./%:-]{1,60}$/.test(said)) return undefined;
  const joined = /^(\d+(?:\.\d+)?)(k|m|g)(?:i?b)?$/i.exec(said);
  if (joined) return program.size(joined[1] ?? "", (joined[2] ?? "m").toLowerCase() as "k" | "m" | "g", key);
  if (unit === undefined) return said;
  const letter = unit.slice(0, 1);
  if (/^(?:k|m|g)(?:i?b|egs?|igs?|egabytes?|igabytes?)?$/.test(unit))
    return program.size(said, letter as "k" | "m" | "g", key);
  return program.time(
    said,
    unit.startsWith("ms") || unit.startsWith("milli") ? "ms" : (letter as "s" | "m" | "h" | "d"),
  );
}

function setIt(match: Match): Intent | undefined {
  const given = programOf(match);
  if (things(match).length > 0 && given === undefined) return undefined;
  const found = keyOf(match, given);
  const value = found && valueOf(match, found.key, found.program);
  return found && value !== undefined && value !== "" ? setTo(match, found, value) : undefined;
}

function setTo(match: Match, { key, program }: { key: string; program: Program }, value: string): Intent | undefined {
  const { set } = program;
  if (!set) return undefined;
  const note = program.note?.(key);
  return {
    kind: "change",
    tool: set.tool,
    input: (machine) => {
      const unit = hasProgram(program)(machine);
      return unit === undefined ? undefined : set.input({ key, value, unit, machine });
    },
    does: `Set ${key} of ${program.name} to ${value}`,
    where: placesOf(match, program),
    needs: program.name,
    about: [
      {
        said: program.name,
        owners: match.words.fleet.flatMap((machine) => {
          const name = hasProgram(program)(machine);
          return name === undefined ? [] : [{ machine, name }];
        }),
      },
    ],
    ...(note === undefined ? {} : { note }),
  };
}

const own = [...new Set([...programs.flatMap((one) => one.own ?? []), ...ownOfOthers].map(({ words }) => words))].join(
  "|",
);
const spoken = [...new Set(programs.flatMap(({ keys }) => keys.map(({ words }) => words)))].join("|");
const file =
  "(postgresql.conf|redis.conf|my.cnf|haproxy.cfg|nginx.conf|php.ini|sshd_config|main.cf|unbound.conf|mariadb.cnf|config|configuration|config file|conf|ssh config|sshd config|settings)";
const setting =
  "(set|change|update|raise|lower|increase|decrease|bump|adjust|put|make|limit|cap|reduce|bring|turn|push|drop|crank|switch|allow|extend|configure|shorten|tune)";
const units =
  "[mb|mib|m|megabytes|megs|meg|gb|gib|g|gigabytes|gigs|gig|k|kb|seconds|secs|s|sec|second|minutes|minute|mins|min|hours|hour|h|days|day|d|ms|milliseconds]";
const amount = `(to|at|=|is|be|of|up to|down to) ({n} ${units}|{word})`;
const beside = [
  file,
  "(value|setting|option|directive|up|down|for|of|should|must|has|needs|to|limit|parameter|variable|in|its|the|global|default|maximum|{t})",
  `[from|instead of] {n} ${units}`,
];
const noise =
  "(check|give|list|find out|find|get|want|know|currently|current|configured|set|setting|settings|to|in|on|of|use|uses|using|does|is|are|there|has|have|for|value|what|which|with|how|how many|high|big|large|long|much|allowed|limit|maximum|max|allow|allows|it|at|still|enabled|disabled|active|turned|or|off|under|by|parameter|option|directive|can|now|permitted|take|accept|accepts|yes|no|many)";

/** “enable gzip”: what is on or off. */
const onOff: Record<string, [string, string]> = {
  gzip: ["on", "off"],
  server_tokens: ["on", "off"],
  sendfile: ["on", "off"],
  appendonly: ["yes", "no"],
  slow_query_log: ["ON", "OFF"],
  autovacuum: ["on", "off"],
  display_errors: ["On", "Off"],
  "opcache.enable": ["1", "0"],
  X11Forwarding: ["yes", "no"],
  AllowTcpForwarding: ["yes", "no"],
  PubkeyAuthentication: ["yes", "no"],
};
const switched =
  (isOn: boolean) =>
  (match: Match): Intent | undefined => {
    const given = programOf(match);
    if (things(match).length > 0 && given === undefined) return undefined;
    const found = keyOf(match, given);
    const value = onOff[found?.key ?? ""]?.[isOn ? 0 : 1];
    return found && value !== undefined ? setTo(match, found, value) : undefined;
  };

/** The resolvers that Unbound asks, in a file of their own. */
function forwarders(match: Match): Intent | undefined {
  const servers = literals(match, "ip");
  const program = programOf(match);
  if (program?.name !== "Unbound" || servers.length === 0 || servers.some((ip) => ip.includes("/"))) return undefined;
  const lines = servers.map((ip) => `    forward-addr: ${ip}\\n`).join("");
  return {
    kind: "shell",
    command: (machine) =>
      hasProgram(program)(machine) === undefined
        ? undefined
        : `printf 'forward-zone:\\n    name: "."\\n${lines}' > /etc/unbound/unbound.conf.d/forward.conf && unbound-checkconf && ${machine.facts.init === "systemd" ? "systemctl reload unbound" : "rc-service unbound reload"}`,
    does: `Let Unbound ask ${servers.join(", ")}`,
    reads: false,
    needs: "Unbound",
    where: placesOf(match, program),
  };
}
const upstream =
  "(upstream|upstreams|upstream servers|upstream server|upstream dns|upstream resolvers|forwarders|forwarder|forward servers|dns servers|resolvers|upstream dns servers|forwarding servers|name servers|nameservers)";
const addresses = "{ip} [(and|,|, and) {ip}] [(and|,|, and) {ip}] [(and|,|, and) {ip}]";

export const programSettingFrames = (): Frame[] => [
  frame(["(enable|turn on|switch on|activate|set)", "{svc}", `(${spoken})`], switched(true), {
    may: [file, "(on|in|for|compression|globally|option|directive)"],
  }),
  frame(["(disable|turn off|switch off|deactivate|hide)", "{svc}", `(${spoken})`], switched(false), {
    may: [file, "(off|in|for|compression|globally|option|directive)"],
  }),
  frame([`(turn|switch) (${spoken}) on`, "{svc}"], switched(true), { may: [file] }),
  frame([`(turn|switch) (${spoken}) off`, "{svc}"], switched(false), { may: [file] }),
  frame([`(enable|turn on|switch on|activate) (${spoken})`], switched(true), { may: [file, "(compression|globally)"] }),
  frame([`(disable|turn off|switch off|deactivate) (${spoken})`], switched(false), {
    may: [file, "(compression|globally)"],
  }),
  frame(["(use|set|configure|make|let|change|switch|add|point)", "{svc}", upstream, addresses], forwarders, {
    may: ["(as|for|to|its|use|be|in|the|new|of|at|forward)"],
  }),
  frame(["(forward|let|point|make)", "{svc}", "(to|use|ask|query)", addresses], forwarders, {
    may: ["(queries|requests|everything|dns|its|lookups|as|upstream|forward|all|use|to|ask)"],
  }),
  frame([`(${spoken})`, amount, "{svc}"], setIt, { may: beside }),
  frame([`(${spoken})`, `(to|=|at|up to|down to) ({n} ${units}|{word})`], setIt, { may: beside }),
  frame([setting, "{svc}", `(${spoken})`, amount], setIt, { may: beside }),
  frame([setting, "{svc}", `(${spoken}) {n} ${units}`], setIt, { may: beside }),
  frame([setting, `(${spoken}) {n} ${units}`], setIt, { may: beside }),
  frame(
    [
      "{svc}",
      "(connections|clients)",
      "(allow|allows|allowed|permit|permits|permitted|maximum|max|limit|at most|accept at most|handle|handles)",
    ],
    (match) => {
      const program = programOf(match);
      const key = program?.keys.find(({ key: one }) => /^(?:max_connections|maxclients|maxconn)$/.test(one))?.key;
      return program === undefined || key === undefined || isChange(match) ? undefined : shown(match, { key, program });
    },
    { reads: true, may: [noise] },
  ),
  frame([setting, "{svc}", "{word}", amount], setIt, { may: beside }),
  frame([setting, `(${spoken})`, amount], setIt, { may: beside }),
  frame(
    [
      `(${spoken})`,
      `(should be|must be|needs to be|has to be|ought to be|to|shall be) [set to|raised to|changed to] ({n} ${units}|{word})`,
      "{svc}",
    ],
    setIt,
    { may: beside },
  ),
  frame(
    [
      `(${spoken})`,
      `(should be|must be|needs to be|has to be|ought to be|shall be) [set to|raised to|changed to] ({n} ${units}|{word})`,
    ],
    setIt,
    { may: beside },
  ),
  frame(
    [
      "{word}",
      `(should be|must be|needs to be|has to be|ought to be|shall be) [set to|raised to|changed to] ({n} ${units}|{word})`,
      "{svc}",
    ],
    setIt,
    { may: beside },
  ),
  frame([setting, "{svc}", `(${own})`, amount], setIt, { may: beside }),
  frame(
    [
      `(${own})`,
      "{svc}",
      `(should be|must be|needs to be|has to be|ought to be|shall be) [set to|changed to] ({n}|{word})`,
    ],
    setIt,
    { may: beside },
  ),
  frame([`(${own})`, "{svc}"], asked, { reads: true, may: [noise, file] }),
  frame([`(${spoken})`, "{svc}"], asked, { reads: true, may: [noise, file, `(${spoken})`] }),
  frame([`(${spoken})`], asked, { reads: true, may: [noise, file, `(${spoken})`] }),
  frame(["{svc}", "{word}"], asked, { reads: true, may: [noise, file] }),
];

/** What people say about a machine as a machine: reboot, power, users, names; and what ailx has no tool for. */
import type { Machine } from "../../../../domain/machine.ts";
import { hostName } from "../frames/settings-system.ts";
import { roleNouns, roles } from "../words.ts";
import type { Intent, Thing } from "../types.ts";
import { onlyThere } from "../frames/user-look.ts";
import { type Match, type Meanings, openWords, place, means } from "./match.ts";
import { shell, typed } from "./shell.ts";

const withInit =
  (systemd: string, other: string) =>
  ({ facts }: Machine) =>
    facts.init === "systemd" ? systemd : other;
const powerOff = (): Intent =>
  shell({
    command: withInit("systemctl poweroff", "poweroff"),
    does: "Switch off",
    reads: false,
    risk: "critical",
    needs: "a way to switch off that ailx knows",
  });
const reboot = (): Intent =>
  typed(
    "system.reboot",
    {},
    {
      command: withInit("systemctl reboot", "reboot"),
      does: "Reboot",
      reads: false,
      risk: "high",
      needs: "a way to reboot that ailx knows",
    },
  );

type Power = { act: "restart" | "stop" | "start"; whole: Intent };

/**
 * “restart the redis box”, “restart the database”: the phrase names machines by what they do, so the service may be
 * meant. Then that is what is planned, or it is asked; a machine by its own name is the machine.
 */
function machineOrService(match: Match, { act, whole }: Power): Intent | undefined {
  const named = place(match);
  // “restart everything on web-1” is not “reboot web-1”: a machine on another machine makes no sense.
  const machine = named === undefined || match.on === undefined || match.on === named ? whole : undefined;
  const [part] = named?.parts ?? [];
  // A hypervisor is a machine; nobody calls its web interface so.
  if (part && /hypervisors?$/.test(part.said)) return machine;
  if (!part || named?.parts.length !== 1 || /^(reboot|power|poweroff|halt)/.test(match.text)) return machine;
  const minus = new Set(named.minus.flatMap((one) => one.machines));
  const around =
    match.on === undefined || match.on === named ? undefined : match.on.parts.flatMap((one) => one.machines);
  const meant = part.machines.filter((one) => !minus.has(one) && (around?.includes(one) ?? true));
  const alias = /^(.+) (?:box|server|machine|host|node)$/.exec(part.said)?.[1];
  const thing = alias === undefined ? undefined : match.words.services.get(alias);
  const here = thing?.owners.filter((owner) => meant.includes(owner.machine)) ?? [];
  const note = `“${part.said}” is read as a service there. For the whole machine, say reboot or switch off.`;
  if (thing && here.length > 0) return { kind: "service", act, things: [{ said: thing.said, owners: here }], note };
  const isRole = roleNouns.has(lastWords(part.said));
  const things = meant.some(({ name }) => name.toLowerCase() === part.said) ? [] : roleThings(part.said, meant);
  if (things.length === 0 && isRole && machine !== undefined && !/hypervisor/.test(part.said))
    return machineInstead(act, part.said, meant);
  if (things.length === 0 || (!isRole && !/ servers?$/.test(part.said))) return machine;
  if (isRole || match.on !== named) return { kind: "service", act, things: [asOne(things)], note };
  return whichOfBoth({
    act,
    things,
    names: meant.map(({ name }) => name),
    several: (part.count === "one" || part.any === true) && meant.length > 1,
  });
}

/** The services that make machines what a phrase calls them: of “the database” the PostgreSQL there. */
function roleThings(said: string, machines: readonly Machine[]): Thing[] {
  const role = roles.find(({ words }) => words.some((word) => ` ${said} `.includes(` ${word} `)));
  const names = new Set(
    role ? machines.flatMap(({ facts }) => facts.services.filter((name) => role.services.test(name))) : [],
  );
  return [...names].map((name) => ({
    said: name,
    owners: machines.filter(({ facts }) => facts.services.includes(name)).map((machine) => ({ machine, name })),
  }));
}

/** One thing of several services: on each machine the first that is there. */
function asOne(things: readonly Thing[]): Thing {
  const owners: Thing["owners"] = [];
  for (const owner of things.flatMap((thing) => thing.owners))
    if (!owners.some(({ machine }) => machine === owner.machine)) owners.push(owner);
  return { said: [...new Set(owners.map(({ name }) => name))].join(" or "), owners };
}

/** “turn off the database” where no database is known: whether the machine is meant is not guessed. */
function machineInstead(act: Power["act"], said: string, machines: readonly Machine[]): Intent {
  const names = machines.map(({ name }) => name).join(", ");
  const text = `${act === "stop" ? "shut down" : act === "start" ? "boot" : "reboot"} ${names}`;
  return {
    kind: "ask",
    question: `No service that makes it “${said}” is known on ${names}. Is the whole machine meant?`,
    about: "intent",
    options: [{ label: text, value: text }],
  };
}

function whichOfBoth({
  act,
  things,
  names,
  several,
}: {
  act: Power["act"];
  things: Thing[];
  names: string[];
  several: boolean;
}): Intent {
  const said = things.map((thing) => thing.said).join(" and ");
  const option = (text: string) => ({ label: text, value: text });
  const whole = act === "stop" ? "shut down" : "reboot";
  if (several)
    return {
      kind: "ask",
      question: `Which machine is meant, and is it the service (${said}) or the whole machine?`,
      about: "target",
      options: names.map((name) => ({ label: name, value: `${act} ${said} on ${name}` })),
    };
  const all = names.join(", ");
  return {
    kind: "ask",
    question: `Is the service (${said}) meant, or the whole machine (${all})?`,
    about: "intent",
    options: [option(`${act} ${said} on ${all}`), option(`${whole} ${all}`)],
  };
}

const lastWords = (said: string): string =>
  said
    .split(" ")
    .slice(-2)
    .join(" ")
    .replace(/^.* (?=databases?$|dbs$|lbs$|balancers$|hypervisors?$)/, "");

const noTool = (what: string): Intent => ({
  kind: "decline",
  reason: `There is no tool for ${what} yet, so nothing was planned.`,
});

export const machineMeanings = (): Meanings => [
  ...means(
    [
      "(reboot|restart|power cycle|powercycle|bounce|cycle|reset|recycle) {t}",
      "(do|perform|make) (reboot|restart) (of|on) {t}",
      "{t} (needs|needs a|should|must|has to|wants) [be] (reboot|rebooted|restart|restarted|rebooting)",
      "(want|need|get|have) {t} (rebooted|restarted)",
      "turn {t} off and on again",
    ],
    (match) => machineOrService(match, { act: "restart", whole: reboot() }),
  ),
  ...means(["reboot", "(do|perform|make|trigger) reboot"], reboot),
  ...means(
    [
      "(shut down|shutdown|power off|poweroff|turn off|halt|switch off|power down) {t}",
      "(shut|turn|power|switch) {t} (down|off)",
      "(shutdown|power off|poweroff)",
    ],
    (match) => machineOrService(match, { act: "stop", whole: powerOff() }),
  ),
  ...means(["(stop|quit|bring down|take down) {t}"], (match) => {
    const meant = machineOrService(match, { act: "stop", whole: powerOff() });
    return meant?.kind === "shell"
      ? {
          kind: "ask",
          question: "Stop which service there? To switch the machine off, say “shut down”.",
          about: "argument",
          options: [],
        }
      : meant;
  }),
  ...means(
    [
      "(start|wake|wake up|boot|power on|turn on|switch on|boot up|power up|start up|bring up) {t}",
      "(turn|power|switch|bring) {t} (on|up)",
    ],
    (match) => {
      const meant = machineOrService(match, { act: "start", whole: noTool("switching machines on") });
      return meant;
    },
  ),
  ...means(
    [
      "(set|change) (hostname|host name) [of {t}] to {word}",
      "(change|set) {t} ['s] (hostname|host name) to {word}",
      "rename host to {word}",
    ],
    hostName,
  ),
  ...means(
    [
      "(who is|which users are|<show> who is|is anyone|is anybody|is somebody|list who is|see who is) [currently] (logged in|logged on|on|signed in|connected)",
      "[<show>|which|list] [all] (logged in|active|current) (users|sessions|people|user)",
      "(who|w|who is|who is on it)",
      "[<show>|any|list] [active|open|current] (user sessions|login sessions|ssh sessions|sessions)",
      "who (uses|is using) {t}",
      "check whether (anyone|anybody|somebody) is logged in",
    ],
    ({ text, on }) =>
      // Who is connected to a tunnel is no matter of signing in.
      /\bconnected\b/.test(text) && on?.parts.some(({ said }) => /^(?:wireguard|vpn)\b/.test(said)) === true
        ? shell({ command: "wg show", does: "Show the peers of WireGuard", reads: true, needs: "WireGuard" })
        : { kind: "read", tool: "system.users", input: {} },
  ),
  ...means(
    [
      "[<show>|who] [last|recent|latest] [{n}] (logins|login history|sign ins|who logged in|logged in last|last logins|logged in recently|logins were)",
      "who logged in [last|recently|today|yesterday|lately|last night]",
      "last",
    ],
    () => ({ kind: "read", tool: "system.users", input: {} }),
  ),
  ...means(
    [
      "[<show>|which|what|list] [all] (users|user accounts|accounts|local users|system users) [are there|exist]",
      "(which|what) users (exist|are there|does {t} have|have accounts)",
    ],
    () => ({ kind: "read", tool: "user.list", input: {} }),
  ),
  ...means(
    [
      "(create|add|make) [new] (user|account|user account|login) [called|named|for|with name] {word}",
      "(add|create) {word} as [new] user",
    ],
    (match) => {
      const [name = ""] = openWords(match);
      return /^[a-z_][a-z0-9_-]{0,30}$/.test(name)
        ? { kind: "change", tool: "user.add", input: { user: name }, does: `Add the account ${name}` }
        : undefined;
    },
  ),
  ...means(
    [
      "(lock|disable|deactivate|suspend) (user|account|user account|account of|account for|login of|login for|user account of) {word} [account]",
    ],
    (match) => {
      const [name = ""] = openWords(match);
      return /^[a-z_][a-z0-9_-]{0,30}$/.test(name)
        ? onlyThere(name, match, {
            kind: "change",
            tool: "user.lock",
            input: { user: name },
            does: `Lock the account ${name}`,
          })
        : undefined;
    },
  ),
  ...means(
    [
      "[<show>|what is|check] [current] (time|date|clock|system time|date and time|local time|timezone|time zone) [is it|set]",
      "what time is it",
      "(is|check whether) (clock|time) [is] (right|correct|synchronised|in sync|synced|synchronized)",
    ],
    () =>
      shell({ command: withInit("timedatectl", "date"), does: "Show the clock", reads: true, needs: "a POSIX shell" }),
  ),
  ...means(
    [
      "[<show>|list|which|what] [all] (cron jobs|cronjobs|crontab|crontabs|scheduled jobs|cron entries|cron) [are there|set up]",
    ],
    () => ({ kind: "read", tool: "cron.list", input: {} }),
  ),
  ...means(["[<show>|list|which] [all] [systemd] timers [are there|active]"], () =>
    shell({ command: "systemctl list-timers --no-pager", does: "List the timers", reads: true, needs: "systemd" }),
  ),
  ...means(
    [
      "[<show>|what is|what are|list] (ip|ips|ip address|ip addresses|network interfaces|interfaces|addresses|network config|network configuration) [are there|of {t}]",
      "what ip [address] (does|do|has) {t} [have]",
    ],
    () => ({ kind: "read", tool: "network.interfaces", input: {} }),
  ),
  ...means(["[<show>] (routes|routing table|route table|default route|default gateway)"], () =>
    shell({ command: "ip route", does: "Show the routes", reads: true, needs: "iproute2" }),
  ),
  ...means(
    [
      "(vacuum|trim|shrink|clean up|clean|clear out) [old] (journal|journal logs|systemd journal|journald logs|journals|journal files)",
    ],
    () =>
      shell({
        command: "journalctl --vacuum-size=500M",
        does: "Shrink the journal to 500 MB",
        reads: false,
        needs: "systemd",
      }),
  ),
];

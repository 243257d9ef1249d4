/** What may be said of machines in a question about the fleet: each phrase with the machines that it fits. */
import type { Machine } from "../../../../domain/machine.ts";
import { parseTarget } from "../../../../domain/target.ts";
import { compareVersions } from "../../../../domain/target-version.ts";
import type { JsonObject } from "../../../../lib/json.ts";
import { type Guest, guestOf } from "../guests.ts";
import type { Entity } from "../types.ts";
import type { Vocabulary } from "../vocabulary.ts";
import { numberWord } from "../numbers.ts";

export type About = { entities: readonly Entity[]; words: Vocabulary; nowMs: number };
export type Fits = (machine: Machine) => boolean;
/** `of`: phrases of one kind are alternatives where nothing is both. `live`: only the machines themselves can say. */
export type Said = { of: string; fits: Fits; said: string; live?: { tool: string; input: JsonObject } };
type Phrase = readonly [RegExp, (found: RegExpExecArray, about: About) => Said | undefined];

const over =
  "(?:more than|greater than|higher than|bigger than|larger than|longer than|over|above|exceeding|beyond|upwards of|in excess of|>)";
const atLeast = "(?:at least|>=|no less than|not less than|minimum of|min)";
const under = "(?:less than|lower than|smaller than|shorter than|fewer than|under|below|not even|<)";
const atMost = "(?:at most|<=|no more than|not more than|up to|max|maximum of)";
const compared = `(${over}|${atLeast}|${under}|${atMost}|exactly|just|only|precisely)`;
const signs: readonly [RegExp, ">" | ">=" | "<" | "<=" | "="][] = [
  [new RegExp(`^${atLeast}$`), ">="],
  [new RegExp(`^${atMost}$`), "<="],
  [new RegExp(`^${over}$`), ">"],
  [new RegExp(`^${under}$`), "<"],
];
const signOf = (said: string | undefined): ">" | ">=" | "<" | "<=" | "=" =>
  signs.find(([shape]) => shape.test(said ?? ""))?.[1] ?? "=";
const holds = (value: number, sign: string, wanted: number): boolean =>
  sign === ">"
    ? value > wanted
    : sign === ">="
      ? value >= wanted
      : sign === "<"
        ? value < wanted
        : sign === "<="
          ? value <= wanted
          : value === wanted;

const amount =
  "(@n\\d+|@pct\\d+|one|two|three|four|five|six|seven|eight|nine|ten|zero|twelve|twenty|thirty|a|an|half a)";
const end = "(?= |$)";
const numberIn = (said: string | undefined, { entities }: About): number | undefined => {
  const entity = entities[Number(/\d+$/.exec(said ?? "")?.[0])];
  if (/^@/.test(said ?? "")) return entity?.kind === "n" || entity?.kind === "pct" ? entity.value : undefined;
  return /^an?$/.test(said ?? "") ? 1 : said === "half a" ? 0.5 : numberWord(said ?? "");
};
const versionIn = (said: string | undefined, { entities }: About): string | undefined => {
  const entity = entities[Number(/\d+$/.exec(said ?? "")?.[0])];
  return /^@/.test(said ?? "") ? entity?.said : said?.replace(/^v/, "");
};

const hour = 3_600_000;
const units: Record<string, number> = {
  minute: hour / 60,
  min: hour / 60,
  hour,
  h: hour,
  hr: hour,
  day: 24 * hour,
  d: 24 * hour,
  week: 168 * hour,
  month: 720 * hour,
  year: 8_760 * hour,
};
const unit = "(minute|min|hour|hr|h|day|d|week|month|year)s?";
const spanOf = (count: string | undefined, name: string | undefined, about: About): number | undefined => {
  const value = numberIn(count, about);
  return value === undefined ? undefined : value * (units[name ?? ""] ?? 0);
};

const measure = "(cpu|processor|memory|ram|mem|disk|disks|disk space|storage|filesystem|swap)";
const usage =
  "(?: (?:usage|use|used|utilisation|utilization|consumption|load|filled|full|is|are|of|at|sitting|its|their|space|currently|standing|running|in))*";
const expression = (name: string, sign: string, value: number): Said | undefined => {
  if (value < 0 || value > 100 || sign === "=") return undefined;
  const kind = /^(?:cpu|processor)$/.test(name)
    ? "cpu"
    : /^(?:memory|ram|mem)$/.test(name)
      ? "memory"
      : name === "swap"
        ? "swap"
        : "disk";
  if (kind !== "swap")
    return { of: kind, fits: parseTarget(`${kind}${sign}${value}`).test, said: `${kind} ${sign} ${value} %` };
  return {
    of: kind,
    fits: ({ sample }) =>
      sample !== undefined &&
      sample.swapTotalBytes > 0 &&
      holds((100 * sample.swapUsedBytes) / sample.swapTotalBytes, sign, value),
    said: `swap ${sign} ${value} %`,
  };
};
const mirrored: Record<string, string> = { ">": "<", "<": ">", ">=": "<=", "<=": ">=" };
const freely = (text: string): boolean => /\b(?:free|left|available|unused|remaining)\b/.test(text);

function measured(
  found: RegExpExecArray,
  about: About,
  [name, sign, value]: [string?, string?, string?],
): Said | undefined {
  const wanted = numberIn(value, about);
  const op = signOf(sign);
  if (wanted === undefined || name === undefined) return undefined;
  return freely(found[0]) ? expression(name, mirrored[op] ?? op, 100 - wanted) : expression(name, op, wanted);
}
const both = (a: Said | undefined, b: Said | undefined): Said | undefined =>
  a && b && { of: "both", fits: (machine) => a.fits(machine) && b.fits(machine), said: `${a.said}, ${b.said}` };

const gib = 2 ** 30;
const disksOf = ({ sample }: Machine): number =>
  (sample?.disks ?? []).reduce((sum, { totalBytes }) => sum + totalBytes, 0);
const newestAgent = (fleet: readonly Machine[], { agentVersion }: Machine): boolean =>
  !fleet.some((other) => (compareVersions(other.agentVersion, agentVersion) ?? 0) > 0);
const inNet = (address: string, net: string): boolean => {
  const [base = "", bits] = net.split("/");
  const value = (ip: string): number => ip.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  const width = bits === undefined ? 32 : Number(bits);
  const size = 2 ** (32 - width);
  return /^\d+\.\d+\.\d+\.\d+$/.test(address) && Math.floor(value(address) / size) === Math.floor(value(base) / size);
};
const account = (name: string): Said => ({
  of: "account",
  fits: ({ facts }) => facts.accounts?.some((held) => held.toLowerCase() === name) === true,
  said: `have the account ${name}`,
});
const isKnownAccount = (name: string, { words }: About): boolean =>
  words.fleet.some(({ facts }) => facts.accounts?.some((held) => held.toLowerCase() === name));
/** An account that nobody has is asked for only where it is plain that it is one. */
const accountIn = (found: RegExpExecArray, isPlain: RegExp | undefined, about: About): Said | undefined => {
  const [whole, name = ""] = found;
  const isStop = /^(?:on|in|at|for|of|with|and|or|the|called|named|is|are|do|does|any|have|has|not|no|who)$/.test(name);
  return isKnownAccount(name, about) || (!isStop && isPlain?.test(whole) === true) ? account(name) : undefined;
};
const repository = (name: string, { words }: About): Said | undefined => {
  const has = ({ facts }: Machine): boolean =>
    facts.repositories?.some((path) => path.toLowerCase().endsWith(`/${name}`)) === true;
  return words.fleet.some(has) ? { of: "repository", fits: has, said: `have ${name} checked out` } : undefined;
};
const live = (tool: string, input: JsonObject, said: string): Said => ({
  of: tool,
  fits: () => true,
  said,
  live: { tool, input },
});
const seenAgo = (ms: number | undefined, isLonger: boolean, about: About): Said | undefined =>
  ms === undefined || ms === 0
    ? undefined
    : {
        of: "seen",
        fits: ({ lastSeenAtMs, state }) => (state !== "online" && about.nowMs - lastSeenAtMs > ms) === isLonger,
        said: isLonger
          ? `silent for ${Math.round(ms / hour)} hours`
          : `heard of in the last ${Math.round(ms / hour)} hours`,
      };
const upFor = (ms: number | undefined, sign: string, { nowMs }: About): Said | undefined =>
  ms === undefined || ms === 0
    ? undefined
    : {
        of: "uptime",
        fits: ({ facts, state }) =>
          state === "online" && holds(nowMs - facts.bootedAtMs, sign === "=" ? ">" : sign, ms),
        said: `are up ${sign === "=" ? ">" : sign} ${Math.round(ms / (24 * hour))} days`,
      };

export const phrases: readonly Phrase[] = [
  [
    new RegExp(
      `^${measure}${usage} (?:and|or|&) ${measure}${usage} (?:both |each |are |is )*${compared} ${amount}(?: percent)?${end}`,
    ),
    (found, about) => {
      const [, one, two, sign, value] = found;
      return both(measured(found, about, [one, sign, value]), measured(found, about, [two, sign, value]));
    },
  ],
  [
    new RegExp(
      `^(?:free |available )?${measure}${usage}(?: free| left| available)? ${compared} ${amount}(?: percent| %)?(?: free| left| full| used| available| usage| utilisation| utilization| load)*${end}`,
    ),
    (found, about) => {
      const [, name, sign, value] = found;
      return measured(found, about, [name, sign, value]);
    },
  ],
  [
    new RegExp(
      `^${compared} (@pct\\d+|@n\\d+)(?: percent)? (?:of )?(?:their |its |the )?(?:free |available |used )?${measure}(?: (?:usage|use|used|utilisation|utilization|consumption|load|filled|full|space|free|left|available|in use))*${end}`,
    ),
    (found, about) => {
      const [, sign, value, name] = found;
      const entity = about.entities[Number(/\d+$/.exec(value ?? "")?.[0])];
      return entity?.kind === "pct" || / percent /.test(found[0])
        ? measured(found, about, [name, sign, value])
        : undefined;
    },
  ],
  [
    new RegExp(
      `^load(?: average)?(?: is)? (?:${over}|higher than) (?:their |its |the )?(?:core|cores|cpu|cpus|number of cores|number of cpus|core count|cpu count|count of cores)(?: count)?${end}`,
    ),
    () => ({
      of: "load",
      fits: ({ sample, facts }) => sample !== undefined && sample.load1 > facts.cpus,
      said: "have a load above their number of CPUs",
    }),
  ],
  [
    new RegExp(`^load(?: average)?(?: is| of)? ${compared} ${amount}${end}`),
    (found, about) => {
      const [sign, wanted] = [signOf(found[1]), numberIn(found[2], about)];
      return wanted === undefined
        ? undefined
        : {
            of: "load",
            fits: ({ sample }) => sample !== undefined && holds(sample.load1, sign, wanted),
            said: `have a load ${sign} ${wanted}`,
          };
    },
  ],
  [
    new RegExp(
      `^(?:a )?(?:cpu |processor )?(?:core|cpu)s? (?:count )?(?:is )?${compared} ${amount}${end}|^(?:${compared} )?${amount} (?:or (more|fewer|less) )?(?:cpu |processor |virtual |physical )?(?:cores?|cpus?|vcpus?|threads?|processors?)${end}`,
    ),
    (found, about) => {
      const [, s1, n1, s2, n2, or] = found;
      const [sign, wanted] = [
        or === "more" ? ">=" : or === undefined ? signOf(s1 ?? s2) : "<=",
        numberIn(n1 ?? n2, about),
      ];
      return wanted === undefined
        ? undefined
        : { of: "cores", fits: ({ facts }) => holds(facts.cpus, sign, wanted), said: `have ${sign} ${wanted} CPUs` };
    },
  ],
  [
    new RegExp(
      `^(?:${compared} )?${amount} (?:or (more|less) )?(gb|gib|g|gig|gigs|gigabytes?|tb|mb)(?: or (more|less))?(?: of)?(?: (ram|memory|mem|disk|disks|disk space|storage))?(?: installed| in total)?${end}`,
    ),
    (found, about) => {
      const [, said, value, or1, size, or2, what = "memory"] = found;
      const or = or1 ?? or2;
      const [sign, wanted] = [or === "more" ? ">=" : or === "less" ? "<=" : signOf(said), numberIn(value, about)];
      const factor = size === "tb" ? 1_024 : size === "mb" ? 1 / 1_024 : 1;
      const isDisk = /disk|storage/.test(what);
      if (wanted === undefined || (isDisk && /free/.test(found[0]))) return undefined;
      const of = (machine: Machine): number =>
        Math.round(((isDisk ? disksOf(machine) : machine.facts.memoryBytes) / gib) * 100) / 100;
      return {
        of: isDisk ? "disk size" : "memory size",
        fits: (machine) => holds(of(machine), sign, wanted * factor),
        said: `have ${sign} ${wanted} ${(size ?? "gb").toUpperCase()} of ${isDisk ? "disk" : "memory"}`,
      };
    },
  ],
  [
    new RegExp(
      `^(?:been )?(?:up|running|online|alive|uptime)(?: (?:for|of|is|since|time|in|days))* (?:for )?${compared} ${amount} ${unit}${end}|^${compared} ${amount} ${unit} (?:of )?(?:uptime|up)${end}`,
    ),
    (found, about) => {
      const [, s1, n1, u1, s2, n2, u2] = found;
      return upFor(spanOf(n1 ?? n2, u1 ?? u2, about), signOf(s1 ?? s2), about);
    },
  ],
  [
    new RegExp(`^(?:been )?(?:up|running)(?: for)? ${amount} ${unit}(?: or (?:more|longer))?${end}`),
    (found, about) => upFor(spanOf(found[1], found[2], about), ">=", about),
  ],
  [
    new RegExp(
      `^(?:been )?(?:rebooted|restarted|booted|booted up|came up|come up|started)(?: in| within| during)?(?: (?:the )?(?:last|past))? ${amount} ${unit}${end}`,
    ),
    (found, about) => upFor(spanOf(found[1], found[2], about), "<", about),
  ],
  [
    new RegExp(`^(?:been )?(?:rebooted|restarted|booted) (?:today|in last day|since yesterday|yesterday)${end}`),
    (_found, about) => upFor(24 * hour, "<", about),
  ],
  [
    new RegExp(`^(?:been )?(?:rebooted|restarted|booted) (?:this week|in last week|last week)${end}`),
    (_found, about) => upFor(168 * hour, "<", about),
  ],
  [
    new RegExp(`^(?:been )?(?:rebooted|restarted|booted) (?:this month|in last month|last month)${end}`),
    (_found, about) => upFor(720 * hour, "<", about),
  ],
  [
    new RegExp(`^(?:been )?(?:rebooted|restarted|booted) (?:for|since)?(?: ${compared})? ?${amount} ${unit}${end}`),
    (found, about) => upFor(spanOf(found[2], found[3], about), "<", about),
  ],
  [
    new RegExp(
      `^(?:been )?(?:seen|heard from|heard of|reported|reported in|checked in|contacted|responded|connected)(?: (?:for|in|within|since|the|last|past|over|more than|longer than))* ${amount} ${unit}${end}`,
    ),
    (found, about) => seenAgo(spanOf(found[1], found[2], about), false, about),
  ],
  [
    new RegExp(
      `^(?:been )?(?:seen|heard from|reported|checked in|connected) (?:today|since yesterday|in last day)${end}`,
    ),
    (_found, about) => seenAgo(24 * hour, false, about),
  ],
  [
    new RegExp(
      `^(?:last )?(?:seen|heard from|contact|check-?in|reported) (?:${over} )${amount} ${unit} ago${end}|^(?:been )?(?:silent|gone|missing|away|offline|down|quiet|unreachable|disconnected)(?: for| since)? (?:${over} |longer than )?${amount} ${unit}${end}`,
    ),
    (found, about) => seenAgo(spanOf(found[1] ?? found[3], found[2] ?? found[4], about), true, about),
  ],
  [
    new RegExp(
      `^(?:an? |the )?(?:outdated|old|older|stale|obsolete|out of date)(?: version of)?(?: the)? (?:ailx )?agents?(?: versions?)?${end}`,
    ),
    (_found, { words }) => ({
      of: "agent",
      fits: (machine) => !newestAgent(words.fleet, machine),
      said: "have an outdated agent",
    }),
  ],
  [
    new RegExp(
      `^(?:the )?(?:latest|newest|current|up to date|most recent)(?: version of)?(?: the)? (?:ailx )?agents?(?: versions?)?${end}`,
    ),
    (_found, { words }) => ({
      of: "agent",
      fits: (machine) => newestAgent(words.fleet, machine),
      said: "have the newest agent",
    }),
  ],
  [
    new RegExp(
      `^(?:ailx )?(?:agents?|@t\\d+)(?: versions?)?(?: is| are)? (older than|below|before|under|less than|newer than|above|behind) (?:version |v)?(@n\\d+|v?\\d[\\d.]*)${end}`,
    ),
    (found, about) => {
      const version = versionIn(found[2], about);
      const isNewer = /newer|above/.test(found[1] ?? "");
      return version === undefined
        ? undefined
        : {
            of: "agent",
            fits: ({ agentVersion }) => {
              const order = compareVersions(agentVersion, version);
              return order !== undefined && (isNewer ? order > 0 : order < 0);
            },
            said: `have an agent ${isNewer ? "newer" : "older"} than ${version}`,
          };
    },
  ],
  [
    new RegExp(
      `^(?:ailx )?agents?(?: versions?)? (?:is )?(@n\\d+|v?\\d[\\d.]*)${end}|^(?:on )?(?:version |v)(@n\\d+|\\d[\\d.]+)(?: of the agent)?${end}`,
    ),
    (found, about) => {
      const version = versionIn(found[1] ?? found[2], about);
      return version === undefined
        ? undefined
        : {
            of: "agent",
            fits: ({ agentVersion }) => compareVersions(agentVersion, version) === 0,
            said: `have agent ${version}`,
          };
    },
  ],
  [
    new RegExp(
      `^kernels?(?: version)?(?: is| are)? (older than|below|before|under|less than|lower than|newer than|above|higher than|at least) (?:version |v)?(@n\\d+|\\d[\\d.]*)${end}`,
    ),
    (found, about) => {
      const version = versionIn(found[2], about);
      const isNewer = /newer|above|higher|least/.test(found[1] ?? "");
      return version === undefined
        ? undefined
        : {
            of: "kernel",
            fits: ({ facts }) => {
              const order = compareVersions(facts.kernel, version);
              return order !== undefined && (isNewer ? order > 0 : order < 0);
            },
            said: `have a kernel ${isNewer ? "newer" : "older"} than ${version}`,
          };
    },
  ],
  [
    new RegExp(`^on (?:version )?(@n\\d+)${end}`),
    (found, about) => {
      const version = versionIn(found[1], about);
      return version === undefined || !/^\d+\.\d+\.\d+$/.test(version)
        ? undefined
        : {
            of: "agent",
            fits: ({ agentVersion }) => compareVersions(agentVersion, version) === 0,
            said: `have agent ${version}`,
          };
    },
  ],
  [
    new RegExp(`^kernel(?: version)? (?:is )?(@n\\d+|\\d[\\d.]*)${end}`),
    (found, about) => {
      const version = versionIn(found[1], about);
      return version === undefined
        ? undefined
        : {
            of: "kernel",
            fits: ({ facts }) => compareVersions(facts.kernel, version) === 0,
            said: `have kernel ${version}`,
          };
    },
  ],
  [
    new RegExp(
      `^(arm64|arm|aarch64|x86_64|x86-64|x86|amd64|x64|intel|64-bit)(?: (?:architecture|arch|cpus?|based|processors?))*${end}`,
    ),
    ([, said = ""]) => {
      const arch = /arm|aarch/.test(said) ? "arm64" : "x64";
      return { of: "arch", fits: ({ facts }) => facts.arch === arch, said: `are ${arch}` };
    },
  ],
  [
    new RegExp(`^(systemd|openrc)${end}`),
    ([, init = ""]) => ({ of: "init", fits: ({ facts }) => facts.init === init, said: `use ${init}` }),
  ],
  [
    new RegExp(`^(?:package manager )?(apt|dnf|apk|pacman|zypper)(?: based)?${end}`),
    ([, manager = ""]) => ({
      of: "packages",
      fits: ({ facts }) => facts.packageManager === manager,
      said: `use ${manager}`,
    }),
  ],
  [
    new RegExp(
      `^(?:needs?|needing|wants?|requires?|requiring|waiting for|due for|pending|awaiting|want)(?: an?| the| pending| to be| outstanding)* (?:reboot|restart|rebooted|restarted|rebooting|reboots)${end}|^(?:an? )?(?:pending|required|outstanding|open) (?:reboots?|restarts?)${end}|^(?:an? )?(?:reboots?|restarts?)(?: is| are)? (?:pending|required|outstanding|due|needed|flagged)${end}`,
    ),
    () => ({
      of: "reboot",
      fits: ({ facts }) => facts.rebootRequired === true,
      said: "want to be restarted",
    }),
  ],
  [
    new RegExp(
      `^(?:an? |the )?(?:account|user|login|user account)s? (?:called |named |for |of )?([a-z_][\\w.-]*)(?: (?:exists?|on it))?${end}`,
    ),
    (found, about) => accountIn(found, /(?:called|named) /, about),
  ],
  [
    new RegExp(`^(?:an? |the )?([a-z_][\\w.-]*) (?:user|account|login)${end}`),
    (found, about) => accountIn(found, undefined, about),
  ],
  [
    new RegExp(
      `^(?:user |does |do |can |is )?([a-z_][\\w.-]*) (?:can |may )?(?:has|have|having|with|exists?|known|log into|log in to|sign in to|login to|log in|access|get into|ssh into|on)(?: an?)?(?: (?:account|login|user account|user|access))?(?: (?:on|to|at|in))?${end}`,
    ),
    (found, about) => accountIn(found, /^user .* account/, about),
  ],
  [
    new RegExp(
      `^(?:the )?(?:ip |ips |ip address |address |addresses )?(?:is |of |in |within |range |subnet |network )*@ip(\\d+)${end}`,
    ),
    ([, id], { entities }) => {
      const net = entities[Number(id)]?.said ?? "";
      return {
        of: "address",
        fits: ({ facts }) => facts.addresses.some((address) => inNet(address, net)),
        said: `have ${net.includes("/") ? "an address in " : ""}${net}`,
      };
    },
  ],
  [
    new RegExp(
      `^(?:a |the )?(?:checkouts?|clones?|working copy|repo|repository|git repo|project) (?:of |called |named )?(?:the )?([a-z0-9][\\w.-]*)${end}`,
    ),
    ([, name = ""], about) => repository(name, about),
  ],
  [
    new RegExp(
      `^(?:the )?([a-z0-9][\\w.-]*) (?:repo |repository |project )?(?:checked out|cloned|checkouts?|repo|repository|is checked out|is cloned)${end}`,
    ),
    ([, name = ""], about) => repository(name, about),
  ],
  [
    new RegExp(
      `^(?:a |any |some )?(?:git )?(?:repos|repositories|checkouts?|git repo|git repository|working copies)${end}`,
    ),
    () => ({ of: "repository", fits: ({ facts }) => (facts.repositories?.length ?? 0) > 0, said: "have a repository" }),
  ],
  [
    new RegExp(
      `^(?:any |some )?(?:docker |podman )?(?:containers? engine|container runtime|docker engine|container engine)${end}`,
    ),
    () => ({
      of: "engine",
      fits: ({ facts }) => facts.services.some((name) => /^(?:docker|podman|containerd)$/.test(name)),
      said: "have an engine for containers",
    }),
  ],
  [
    new RegExp(`^(?:without |no )(?:any )?(?:running )?(?:docker )?containers${end}`),
    () => ({ of: "containers", fits: ({ facts }) => facts.containers.length === 0, said: "have no containers" }),
  ],
  // What only the machines themselves know.
  [
    new RegExp(
      `^(?:(?:${compared} )?${amount} |zero |no |any |some |most |open |outstanding |available )*(?:pending |open |available |outstanding |missing )?(?:security |package |software |system )?(?:updates?|upgrades?|patches|patch|updatable packages|upgradable packages)(?: (?:pending|available|outstanding|open|due|waiting|missing|to install|needed))*${end}`,
    ),
    () => live("system.updates", {}, "updates"),
  ],
  [
    new RegExp(
      `^(?:needs?|needing|wants?|requires?|due for|behind on|missing|behind with|lacking)(?: any| some| security| package| software| the latest)* (?:updates?|updating|upgrades?|patches|patching|to be updated|to be patched)${end}`,
    ),
    () => live("system.updates", {}, "updates"),
  ],
  [
    new RegExp(`^(?:fully |completely )?(?:up to date|up-to-date|patched|fully patched)${end}`),
    () => live("system.updates", {}, "updates"),
  ],
  [
    new RegExp(
      `^(?:any |some )?(?:failed|failing|broken|crashed|dead) (?:services?|units?|systemd units?|daemons?)${end}`,
    ),
    () => live("service.list", { state: "failed" }, "failed services"),
  ],
  [
    new RegExp(
      `^(?:an? |any |some )?(?:docker )?containers? (?:that |which )?(?:keeps? |are |is |in )*(?:restarting|stopped|exited|unhealthy|crashed|crashing|dead|crash loop|restart loop|not running|flapping|down)${end}`,
    ),
    () => live("container.list", { all: true }, "containers"),
  ],
  [
    new RegExp(
      `^(?:an? |any |some )?(?:restarting|stopped|exited|unhealthy|crashed|dead) (?:docker )?containers?${end}`,
    ),
    () => live("container.list", { all: true }, "containers"),
  ],
  [
    new RegExp(
      `^(?:an? |the )?(?:open |listening )?(?:tcp |udp )?port @n(\\d+)(?: (?:open|exposed|in use|listening|bound|reachable|used))*${end}`,
    ),
    ([, id], about) => {
      const port = numberIn(`@n${id ?? ""}`, about);
      return port === undefined || !Number.isInteger(port) || port < 1 || port > 65_535
        ? undefined
        : live("network.ports", { port }, `port ${port}`);
    },
  ],
  [
    new RegExp(
      `^(?:somebody|someone|anybody|anyone|users?|people|person|anybody) (?:is |are )?(?:logged in|signed in|logged on|connected by ssh|on)${end}|^(?:a )?(?:logged in|logged-in|active) (?:users?|sessions?|person|people)${end}`,
    ),
    () => live("system.users", {}, "who is signed in"),
  ],
];

/** The guest that a machine is, on these nodes. */
export const onNode =
  (nodes: readonly Machine[], guests: readonly Guest[]): Fits =>
  (machine) => {
    const guest = guestOf(machine, guests);
    return guest !== undefined && nodes.includes(guest.node);
  };

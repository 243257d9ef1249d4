/** What may be said of machines in a question about the fleet: each phrase with the machines that it fits. */
import type { Machine } from "../../../../domain/machine.ts";
import { compareVersions, startsWithVersion } from "../../../../domain/target-version.ts";
import {
  type Phrase,
  compared,
  amount,
  end,
  numberIn,
  versionIn,
  newestAgent,
  inNet,
  accountIn,
  repository,
  live,
  signOf,
  holds,
  spanOf,
  expression,
  unit,
  type About,
  type Said,
} from "./fleet-parts.ts";
import { measurePhrases } from "./fleet-measures.ts";
import { morePhrases } from "./fleet-words-more.ts";

const joinedIn = (span: number | undefined, { nowMs }: About, per = 1): Said | undefined =>
  span === undefined || span === 0
    ? undefined
    : { of: "joined", fits: ({ joinedAtMs }) => nowMs - joinedAtMs < span * per, said: "joined since then" };

export const factPhrases: readonly Phrase[] = [
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
  [
    new RegExp(
      `^(?:${compared} )?${amount} (?:or (more) )?(?:docker |running )?(containers|services|guests|accounts|disks)${end}`,
    ),
    (found, about) => {
      const [, said, value, or, what = ""] = found;
      const [sign, wanted] = [or === undefined ? signOf(said) : ">=", numberIn(value, about)];
      const of = ({ facts, sample }: Machine): number =>
        what === "containers"
          ? facts.containers.length
          : what === "services"
            ? facts.services.length
            : what === "guests"
              ? (facts.guests?.length ?? 0)
              : what === "disks"
                ? (sample?.disks.length ?? 0)
                : (facts.accounts?.length ?? 0);
      return wanted === undefined
        ? undefined
        : { of: "ctr", fits: (machine) => holds(of(machine), sign, wanted), said: `have ${sign} ${wanted} ${what}` };
    },
  ],
  [
    new RegExp(`^(?:on |version |release |at )?@n(\\d+)${end}`),
    (found, about) => {
      const version = versionIn(found[0], about) ?? "";
      return /^\d+\.\d+$/.test(version)
        ? { of: "version", fits: ({ facts }) => startsWithVersion(facts.osVersion, version), said: `are on ${version}` }
        : undefined;
    },
  ],
  [
    new RegExp(
      `^(?:been )?(?:joined|added|enrolled|registered|new|installed|set up)(?: in| within| since)?(?: (?:the )?(?:last|past))? ${amount} ${unit}${end}`,
    ),
    (found, about) => joinedIn(spanOf(found[1], found[2], about), about),
  ],
  [
    new RegExp(`^(?:been )?(?:joined|added|enrolled|registered|new) (today|this week|this month|this year)${end}`),
    ([, when = ""], about) =>
      joinedIn({ today: 24, "this week": 168, "this month": 720, "this year": 8_760 }[when] ?? 0, about, 3_600_000),
  ],
  [
    new RegExp(
      `^(?:almost|nearly|close to|getting|about to be) full(?: disks?)?${end}|^(?:running )?(?:low on|out of|short on|short of) (?:disk|disk space|space|storage)${end}`,
    ),
    () => expression("disk", ">=", 85),
  ],
  [
    new RegExp(`^(?:running )?(?:low on|out of|short on|short of) (?:memory|ram)${end}`),
    () => expression("memory", ">=", 85),
  ],
  [
    new RegExp(`^(?:no|without|zero) swap(?: configured| space)?${end}`),
    () => ({
      of: "swap",
      fits: ({ sample }) => sample !== undefined && sample.swapTotalBytes === 0,
      said: "have no swap",
    }),
  ],
  [
    new RegExp(`^swap(?: configured| space| enabled)?${end}`),
    () => ({ of: "swap", fits: ({ sample }) => (sample?.swapTotalBytes ?? 0) > 0, said: "have swap" }),
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

export const phrases: readonly Phrase[] = [...morePhrases, ...measurePhrases, ...factPhrases];

/** What people say about packages and updates. */
import type { Intent } from "../types.ts";
import { type Match, openWords, things } from "../intents/match.ts";
import { onPackages, packageNames } from "../intents/packages.ts";
import { frame, type Frame } from "./frame.ts";
import { read } from "./say.ts";

const one = "({word}|{svc}) [package|packages]";
const some = `${one} [(and|,|plus|as well as) ${one}] [(and|,|plus) ${one}]`;
const updates =
  "(updates|update|upgrades|patches|security updates|security patches|security fixes|package updates|pending updates|available updates|patch level)";
const kindOf = (match: Match): Intent | undefined =>
  read("system.updates", {}) ??
  onPackages("pending", /security/.test(match.text) ? "List the pending security updates" : "List the pending updates");

const packages =
  (verb: "install" | "remove" | "upgrade" | "version", does: string) =>
  (match: Match): Intent | undefined => {
    const names = packageNames(match);
    return names === undefined ? undefined : onPackages(verb, `${does} ${names.join(" and ")}`, names);
  };
const open = (match: Match): boolean => openWords(match).length + things(match).length > 0;

/** What people need of a machine that is no package. */
const wished =
  /^(?:root|sudo|shell|ssh|login|account|accounts|password|uptime|downtime|errors?|output|info|information|versions?|stats|statistics|internet|dns|ip|time|backups?|snapshots?|logs?|room|disk|power|support|permission|permissions|rights|maintenance|you|someone|somebody|people|everyone|anything|something|nothing|two|one|new|another|new|sleep|coffee|credentials|keys?|certificates?|ports?|processes|results?|details?|list|lists|files?|folders?|directory|swap|docker|containers?|graphs?|metrics|monitoring|alerts?|to)$/;
const acts =
  /^(?:reboot|restart|start|stop|update|upgrade|reload|shutdown|reset|help|fix|check|more|less|it|that|them|access|space|memory|ram|cpu|attention)$/;

export const packageFrames = (): Frame[] => [
  frame(
    ["(update|newer version|new version|upgrade|patch) (for|of) ({word}|{svc})"],
    (match) => {
      const [name] = packageNames(match) ?? [];
      return name === undefined ? undefined : read("package.list", { name, upgradable: true });
    },
    { reads: true, may: ["(available|there|any|pending|out|check)"] },
  ),
  frame(
    [
      updates,
      "(pending|outstanding|available|open|missing|waiting|due|any|there|list|how many|which|what|need|needs|behind|up to date|current)",
    ],
    kindOf,
    {
      reads: true,
      may: [
        "(security|package|packages|system|os|apt|software|list|count|number|installable|to install|waiting|critical|kernel|are there|still|on it|does it need)",
      ],
    },
  ),
  frame(
    [
      "(packages can be updated|packages can be upgraded|packages need updating|packages to update|packages have updates|up to date|up-to-date|fully patched|patched|outdated packages|upgradable packages|out of date)",
    ],
    kindOf,
    {
      reads: true,
      may: ["(packages|system|check|list|which|have)"],
    },
  ),
  frame(
    [
      "(install|apply|run|do|perform|roll out|pull in|get)",
      "[all] [the] [pending|available|outstanding|latest|newest|open|security]",
      "(updates|upgrades|patches|package updates|system updates|security updates)",
    ],
    ({ text }) => (/security/.test(text) ? undefined : onPackages("upgradeAll", "Upgrade all packages")),
    { may: ["(all|pending|available|outstanding|latest|newest|package|system|os|apt|software|everything)"] },
  ),
  frame(
    [
      "(patch|upgrade|update)",
      "(packages|everything|all packages|system|os|software|all software|all the packages|its packages|machine|distro)",
    ],
    () => onPackages("upgradeAll", "Upgrade all packages"),
    { may: ["(all|installed|fully|completely|to latest|newest|latest|versions|os)"] },
  ),
  frame(
    [`(install|apt install|apt-get install|set up|put|add|throw)`, some],
    (match) => (open(match) ? packages("install", "Install")(match) : undefined),
    { may: ["(package|packages|tool|utility|via apt|with apt|using apt|from apt|onto|please|newest|latest|version)"] },
  ),
  frame(
    [
      `(need|could use|could do with|require|am missing|are missing|miss|lack) ${one} [(and|,|plus) ${one}] [(and|,|plus) ${one}]`,
      "[installed]",
    ],
    (match) =>
      // “machines that need it”, “they need reboot”: a need is a wish only where a person begins with it, and for a package.
      match.on === undefined ||
      !/^(?:(?:i|we) )?(?:need|could use|could do with|require|am missing|are missing|miss|lack) /.test(match.text) ||
      openWords(match).some((word) => acts.test(word) || wished.test(word)) ||
      (openWords(match).length === 0 && !/ installed(?: |$)/.test(match.text))
        ? undefined
        : packages("install", "Install")(match),
  ),
  frame([some, "(installed)", "(need|get|have|want|should be|must be|needs to be|has to be)"], (match) =>
    packages("install", "Install")(match),
  ),
  frame(
    [
      `(uninstall|remove|purge|get rid of|deinstall|apt remove|apt purge|kick off|throw out|ditch)`,
      one + ` [(and|,) ${one}]`,
    ],
    (match) =>
      /\bpackages?\b|uninstall|purge|deinstall|apt/.test(match.text) ? packages("remove", "Remove")(match) : undefined,
    { may: ["(package|packages|completely|entirely|via apt)"] },
  ),
  frame(
    [`(upgrade|update|bump)`, one, "(package|newest|latest|new|most recent|current)"],
    (match) => packages("upgrade", "Upgrade")(match),
    { may: ["(version|release|package|packages|to|via apt|up|only|available)"] },
  ),
  frame(
    ["(version|which version|what version|installed version)", one],
    (match) => packages("version", "Show the version of")(match),
    { reads: true, may: ["(installed|run|running|use|using|on|package|does it run|exactly|currently|got)"] },
  ),
  ...["{svc}", "{word}"].map((name) =>
    frame(["(version|versions|release)", name], (match) => packages("version", "Show the version of")(match), {
      reads: true,
      may: ["(of|installed|run|runs|running|use|using|on|package|exactly|currently|got|there|have|does|is)"],
    }),
  ),
  frame([one, "(installed)"], (match) => packages("version", "Show the version of")(match), {
    reads: true,
    may: ["(check|at all|yet|whether|already|which version|package)"],
  }),
];

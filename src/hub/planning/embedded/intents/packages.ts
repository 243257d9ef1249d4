/** What people say about packages: carried out by the machine's own package manager. */
import type { Machine } from "../../../../domain/machine.ts";
import type { JsonObject } from "../../../../lib/json.ts";
import type { Intent } from "../types.ts";
import { type Match, type Meanings, openWords, place, things, means } from "./match.ts";
import { quoted, shell } from "./shell.ts";

type Verb =
  | "install"
  | "remove"
  | "upgrade"
  | "upgradeAll"
  | "pending"
  | "version"
  | "hold"
  | "refresh"
  | "clean"
  | "autoremove";

/** NAMES stands for the quoted package names. Where a manager lacks the verb, the machine is left out and named. */
const commands: Record<string, Partial<Record<Verb, string>>> = {
  apt: {
    install: "apt-get install -y NAMES",
    remove: "apt-get remove -y NAMES",
    upgrade: "apt-get install -y --only-upgrade NAMES",
    upgradeAll: "apt-get update && apt-get -y upgrade",
    pending: "apt list --upgradable",
    version: "dpkg-query -W NAMES",
    hold: "apt-mark hold NAMES",
    refresh: "apt-get update",
    clean: "apt-get clean",
    autoremove: "apt-get autoremove -y",
  },
  dnf: {
    install: "dnf install -y NAMES",
    remove: "dnf remove -y NAMES",
    upgrade: "dnf upgrade -y NAMES",
    upgradeAll: "dnf upgrade -y",
    pending: "dnf list --upgrades",
    version: "rpm -q NAMES",
    hold: "dnf versionlock add NAMES",
    refresh: "dnf makecache",
    clean: "dnf clean all",
    autoremove: "dnf autoremove -y",
  },
  apk: {
    install: "apk add NAMES",
    remove: "apk del NAMES",
    upgrade: "apk info -e NAMES && apk add -u NAMES",
    upgradeAll: "apk upgrade -U",
    pending: "apk version -l '<'",
    version: "apk list -I NAMES",
    refresh: "apk update",
    clean: "apk cache clean",
  },
  pacman: {
    install: "pacman -S --noconfirm --needed NAMES",
    remove: "pacman -R --noconfirm NAMES",
    upgradeAll: "pacman -Syu --noconfirm",
    pending: "pacman -Qu",
    version: "pacman -Q NAMES",
    clean: "pacman -Sc --noconfirm",
  },
  zypper: {
    install: "zypper --non-interactive install NAMES",
    remove: "zypper --non-interactive remove NAMES",
    upgrade: "zypper --non-interactive update NAMES",
    upgradeAll: "zypper --non-interactive update",
    pending: "zypper list-updates",
    version: "rpm -q NAMES",
    hold: "zypper addlock NAMES",
    refresh: "zypper refresh",
    clean: "zypper clean",
  },
};

const reads: readonly Verb[] = ["pending", "version"];

export function onPackages(verb: Verb, does: string, names: readonly string[] = []): Intent {
  const command = ({ facts }: Machine) =>
    commands[facts.packageManager === "yum" ? "dnf" : facts.packageManager]?.[verb]?.replaceAll(
      "NAMES",
      names.map(quoted).join(" "),
    );
  const intent = shell({ command, does, reads: reads.includes(verb), needs: "a package manager that can do this" });
  const tool = tools[verb];
  if (intent.kind !== "shell" || tool === undefined) return intent;
  const input: JsonObject =
    verb === "pending" || verb === "upgradeAll"
      ? {}
      : verb === "version"
        ? { name: names[0] ?? "" }
        : { packages: [...names] };
  // One tool looks for one name; several are asked for in one command.
  if (verb === "version" && names.length !== 1) return intent;
  // With other managers the tools that change something have not been run yet, so that their own commands do.
  return reads.includes(verb)
    ? { ...intent, as: { tool, input } }
    : { ...intent, as: ({ facts }) => (facts.packageManager === "apt" ? { tool, input } : undefined) };
}

/** Tools that look before at what comes and goes with it, check afterwards and know the way back. */
const tools: Partial<Record<Verb, string>> = {
  install: "package.install",
  remove: "package.remove",
  upgrade: "package.update",
  upgradeAll: "package.update",
  pending: "system.updates",
  version: "package.list",
};

/** Words behind “install” that are no package: what is meant must be asked. */
const noPackage =
  /^(those|these|only|just|it|this|that|them|config|configs|configuration|configurations|leftovers|traces|settings|compare|compared|difference|differences|between|list|lists|index|indexes|metadata|hold|repo|repos|repository|repositories|checkout|branch|code|codebase|monitoring|project|website|site|app|domain|certificate|certificates|cert|certs|update|updates|upgrade|upgrades|patches|software|package|packages|agent|agents|everything|something|stuff|things|tools|program|app|application|driver|drivers|license|key|keys|font|fonts|os|version|versions|new|all|server|kernel|security|plugin|plugins|theme|site|tool|database|same|latest|newest|to|of|for|from|in|on|at|with|by|and|or|so|if|not|no|any|some|each|every|one|two|my|our|your|its|their|more|most|version|release|last|first|next|second|third|just|only|eventually|someday|sometime|sometimes|soon|excluded|excepted|aside|whenever|maybe|perhaps|instead|slowly|carefully|restart|restarted|reboot|rebooted|reload|start|stop|then|later|tonight|tomorrow|back|also|too|again|once|after|before|finally|check|confirm|verify|register|now|machine|machines|server|servers|container|containers|service|services|user|users|file|files|log|logs|data|backup|backups|disk|space|cache|caches|node|host|system|everything)$/;

const isBeside = ({ entities, on }: Match, at: number): boolean => {
  const entity = entities[at];
  return entity?.kind === "t" && on !== undefined && entity.place !== on;
};

export function packageNames(match: Match): string[] | undefined {
  // A package may be called almost like a service: it is taken as it was typed.
  const found = [
    ...openWords(match),
    ...things(match).map(({ said }) => {
      const repaired = match.repairs.find(({ meant }) => meant === said);
      if (repaired) repaired.undone = true;
      return repaired ? repaired.typed.toLowerCase() : packageOf(said);
    }),
  ];
  return found.length === 0 || found.some((name) => noPackage.test(name) || !/^[a-z0-9][a-z0-9+._-]*$/.test(name))
    ? undefined
    : found;
}

/** People say the service's everyday name; the package has its own. */
const packageOf = (said: string): string =>
  ({ apache: "apache2", postgres: "postgresql", ssh: "openssh-server" })[said] ?? said.replaceAll(" ", "-");

const ask: Intent = {
  kind: "ask",
  question: "Which package is meant? Say its name as the package manager knows it.",
  about: "argument",
  options: [],
};
const one = "({word}|{svc})";
const some = `[package|packages] ${one} [and ${one}] [package|packages]`;
const newest =
  "[to] [newest|latest|most recent|current|new] [version|release] [in repo|in repository|available|from repo|there is]";

export const packageMeanings = (): Meanings => [
  ...means(
    [
      `(install|apt install|apt-get install|set up|setup|add package) ${some}`,
      `get ${one} installed`,
      `${one} (should be|must be|needs to be) installed`,
    ],
    (match) => {
      const found = packageNames(match);
      if (!found && /\b(?:updates?|upgrades?|patches|monitoring)\b/.test(match.text)) return undefined;
      return found ? onPackages("install", `Install ${found.join(" and ")}`, found) : ask;
    },
  ),
  ...means(
    [
      "(install|set up|deploy) (certificate|certificates|cert|ssl certificate|tls certificate|software|package|packages|it|that|this|tool|tools|app|application|program|driver|drivers|key|license)",
    ],
    () => ask,
  ),
  ...means([`(uninstall|remove|purge|deinstall|get rid of) ${some}`], (match) => {
    const found =
      /\b(package|packages|uninstall|deinstall|purge)\b/.test(match.text) ||
      things(match).length > 0 ||
      openWords(match).length > 0
        ? packageNames(match)
        : undefined;
    return found && onPackages("remove", `Remove ${found.join(" and ")}`, found);
  }),
  ...means(
    [
      "(update|upgrade|patch|bring up to date) {t}",
      "(update|upgrade|patch) [all] (packages|everything|system|software|os|operating system|all packages|all software|installed packages)",
      "(install|apply|run|do|perform) [all] [pending|available|outstanding|latest|package|security|system|software|os] (updates|upgrades|patches|update|upgrade|system update|package upgrade)",
      "(bring) {t} up to date",
      "(update|upgrade|patch)",
      "(update and upgrade|apt update and upgrade|apt upgrade|apt-get upgrade|full upgrade|dist-upgrade|system update|system upgrade)",
    ],
    (match) => {
      // “upgrade the runner on ci-1”: what is named beside the machine is something on it, not all of it.
      if (match.slots.some(({ kind, value }) => kind === "t" && isBeside(match, Number(value)))) return undefined;
      if (/agents?$/.test(place(match)?.parts[0]?.said ?? ""))
        return {
          kind: "decline",
          reason:
            "There is no tool for updating agents yet, so nothing was planned. Run the line of “Add machine” again on the machine: it fetches this hub's program and keeps the machine's key and policy.",
        };
      return / security /.test(match.text) ? undefined : onPackages("upgradeAll", "Upgrade all packages");
    },
  ),
  ...means([`(upgrade|update) [package] ${one} [package] ${newest}`, `bring ${one} up to date`], (match) => {
    const found = packageNames(match);
    return found && onPackages("upgrade", `Upgrade ${found.join(" and ")}`, found);
  }),
  ...means(
    [
      "[<show>|which|what|are there|any|list|how many|check for|is there|there|look for|find] [any|all|pending|available|outstanding|package|security|missing] (updates|upgrades|update|patches|outdated packages|upgradable packages|pending updates|package updates) [are|is] [pending|available|outstanding|missing|there|waiting|open|due|needed]",
      "(which|what) packages (are|can be|need to be|have|need|could be) (outdated|upgradable|upgraded|updated|out of date|updates|upgrading|updating)",
      "(does|do|has|have|is|are) {t} (need updates|have updates|have pending updates|up to date|fully patched|pending updates|need patching)",
    ],
    () => onPackages("pending", "List the packages that can be upgraded"),
  ),
  ...means(
    [
      `(which|what) version[s] (of|is|does) ${one} [is|are|do|does] [{t}] [installed|running|there|have|run|in use|used]`,
      `(which|what) ${one} version[s] [is|are|does|do] [{t}] [installed|running|there|have|run|in use]`,
      `(is|are|check whether|do|does|has|have) [{t}] [package] ${one} [is|are] installed`,
      `(<show>|check) [installed] version of ${one} [is|installed]`,
      `(<show>|check) ${one} version`,
      `${one} version`,
    ],
    (match) => {
      const found = packageNames(match);
      return found && onPackages("version", `Show the installed version of ${found.join(" and ")}`, found);
    },
  ),
  ...means(
    [
      `(hold|pin|freeze|hold back|lock) ${some} [at current version] [so it does not get (upgraded|updated)|so that it is not (upgraded|updated)]`,
    ],
    (match) => {
      const found = packageNames(match);
      return found && /\b(package|packages|version|hold|pin|freeze)\b/.test(match.text)
        ? onPackages("hold", `Hold ${found.join(" and ")} at its version`, found)
        : undefined;
    },
  ),
  ...means(
    [
      "(refresh|update|reload) (package lists|package list|package index|package cache|apt cache|repositories|repos|repo metadata|package metadata|package database)",
      "(apt update|apt-get update)",
    ],
    () => onPackages("refresh", "Refresh the package lists"),
  ),
  ...means(
    ["(clean|clear|empty|clean up|flush) (package cache|apt cache|dnf cache|package manager cache|apt|yum cache)"],
    () => onPackages("clean", "Empty the package cache"),
  ),
];

/** What people ask of packages without changing any: whose a file is, what is held, what an upgrade would do, what was done. */
import { literals, type Match, openWords, things } from "../intents/match.ts";
import { packageNames } from "../intents/packages.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { read } from "./say.ts";
import { atOwners, byManager, daysOf, looking, looks, type Managers } from "./ways.ts";

export const needs = "a package manager that ailx knows";
export const beside = [
  "(package|packages|packages are|installed|apt|dnf|apk|software|system|list|of|by|to|all|any|for|which|version|versions|what|would|available|pending|currently|there|debian|deb|rpm|names)",
];
export const nameOf = (match: Match): string | undefined => (packageNames(match) ?? [])[0];

/** A look at one package by the machine's own manager; NAME is its name. */
const about =
  (does: string, commands: Managers) =>
  (match: Match): Intent | undefined => {
    const name = nameOf(match);
    if (name === undefined) return undefined;
    return atOwners(
      match,
      looking(`${does} ${name}`, (machine, q) => byManager(commands)(machine)?.replaceAll("NAME", q(name)), needs),
    );
  };

const simulated: Managers = { apt: "apt-get -s upgrade", dnf: "dnf upgrade --assumeno", apk: "apk upgrade -s" };
const dry =
  "(simulate|simulated|simulation|dry run|dry-run|dryrun|would|pretend|preview|without installing|without applying|test run|what if|if we ran|if i ran)";
const upgrade =
  "(upgrade|update|dist-upgrade|full upgrade|full-upgrade|upgrades|updates|apt upgrade|apt-get upgrade|dnf upgrade|dnf update|system upgrade|patching|apt full-upgrade)";

function history(match: Match): Intent {
  const days = daysOf(match);
  const since = days === undefined || !Number.isInteger(days) ? undefined : days;
  const verb = /\b(?:remove\w*|uninstall\w*|purge\w*|delete\w*)\b/.test(match.text)
    ? " remove | purge "
    : /\b(?:upgrade\w*|update\w*|patch\w*)\b/.test(match.text)
      ? " upgrade "
      : / installed? /.test(` ${match.text} `) && !/\blast time\b/.test(match.text)
        ? " install "
        : " install | upgrade | remove ";
  return looking(
    "Show what was done to packages",
    byManager({
      apt:
        since === undefined
          ? `zgrep -hE '${verb}' /var/log/dpkg.log | tail -n 60`
          : `zgrep -hE '${verb}' /var/log/dpkg.log | awk -v d="$(date -d '-${since} days' +%F)" '$1 >= d'`,
      dnf: "dnf history list",
      apk: "ls -l --full-time /lib/apk/db",
    }),
    needs,
  );
}

export const packageLookFrames = (): Frame[] => [
  frame(
    [
      "(when|last time|how long ago|what day|history)",
      "(updated|upgraded|installed|patched|upgrade|update|install)",
      "{name}",
    ],
    about("Show when was changed", {
      apt: "zgrep -h NAME /var/log/dpkg.log | grep -E ' (install|upgrade) ' | tail -n 20",
      dnf: "dnf history list NAME",
      apk: "ls -l --full-time /lib/apk/db",
    }),
    { reads: true, may: [...beside, "(last|was|were|did|time|get|got|first|ago|long|day|has|been)"] },
  ),
  frame(
    [
      "(newer|new|latest|updated|newest)",
      "(kernel|kernels)",
      "(is there|available|any|update|there|out|offered|which|what)",
    ],
    () => read("system.updates", {}),
    { reads: true, may: [...beside, "(kernel|version|there|available|update|out|to install)"] },
  ),
  frame(
    ["(installed|install|present)", "{name}", "({t}|anywhere|which|is|still|check|where|everywhere|got)"],
    (match) => {
      const name = nameOf(match);
      return name === undefined || !/^[a-z0-9][a-z0-9+.-]*$/.test(name) ? undefined : read("package.list", { name });
    },
    { reads: true, may: [...beside, "(still|have|has|already|anywhere|which|everywhere|at all|got|where|is|yet)"] },
  ),
  frame(
    [
      "(compare|difference|differences|diff|differ|same|identical)",
      "(packages|package|package versions|versions|software|installed packages|package lists|package sets)",
    ],
    () =>
      looking(
        "List the packages that are installed",
        byManager({ apt: "dpkg-query -W", dnf: "rpm -qa", apk: "apk list -I" }),
        needs,
      ),
    { reads: true, may: [...beside, "(versions|between|installed|same|identical|compare|differ|of|each other)"] },
  ),
  frame(
    [
      "(which package|what package|package|who owns|whose|what provides|which packages|what installed|where does)",
      "{path}",
      "(belong|belongs|own|owns|owned|provide|provides|provided|ship|ships|contain|contains|from|come|comes|part|install|installed|package|installs)",
    ],
    (match) => {
      const [path] = literals(match, "path");
      if (path === undefined || !/\bpackages?\b|provides|owns\b.*\bpackage/.test(match.text)) return undefined;
      return looking(
        `Find the package of ${path}`,
        (machine, q) =>
          byManager({ apt: "dpkg -S PATH", dnf: "rpm -qf PATH", apk: "apk info --who-owns PATH" })(machine)?.replace(
            "PATH",
            q(path),
          ),
        needs,
      );
    },
    {
      reads: true,
      may: [...beside, "(belong|belongs|to|does|come|comes|part|file|program|binary|owned|from|which|the|come from)"],
    },
  ),
  ...looks(
    [
      [
        "(held|held back|on hold|pinned|holds|kept back|frozen|version locks|versionlock|versionlocks|locked packages|held-back)",
        "(package|packages|list|which|what|any|are there|show|anything|versions|everything)",
      ],
    ],
    {
      does: "List the packages that are held",
      run: byManager({ apt: "apt-mark showhold", dnf: "dnf versionlock list", apk: "grep '=' /etc/apk/world" }),
      needs,
      may: [...beside, "(held|back|hold|on|pinned|versions|kept|anything|at|their|version|frozen|locked)"],
    },
  ),
  frame(
    [dry, upgrade],
    (match) =>
      nameOf({ ...match, slots: match.slots.filter(({ kind }) => kind !== "word") }) === undefined
        ? looking(
            /\b(?:full|dist)/.test(match.text) ? "Show what a full upgrade would do" : "Show what an upgrade would do",
            byManager(
              /\b(?:full|dist)/.test(match.text) ? { ...simulated, apt: "apt-get -s dist-upgrade" } : simulated,
            ),
            needs,
          )
        : undefined,
    {
      reads: true,
      may: [
        ...beside,
        "(an|pull in|bring|change|do|install|full|dist|only|just|run|upgrade|upgrades|pull|in|bring in|affect|touch|remove|result|happen|next|new|replace|going to be|be|upgraded|updated|if|we|ran|i|apt|without|applying|installing|simulate|of|nothing|it|actually|real|for real)",
        "(do not|don't|but do not|not) (apply|install|change|do|touch|run|execute) (anything|it|them|any|for real|yet)",
      ],
    },
  ),
  frame(
    [
      "(changelog|change log|changes|release notes|what changed|what is new|changed|whats new|fixes)",
      "(of|in|for|with)",
      "{name}",
    ],
    about("Show the changes of", {
      apt: "apt-get changelog NAME | head -n 60",
      dnf: "dnf updateinfo info NAME; rpm -q --changelog NAME | head -n 60",
    }),
    {
      reads: true,
      may: [
        ...beside,
        "(update|upgrade|pending|latest|new|newest|last|the|changes|changelog|security|in|with|release)",
      ],
    },
  ),
  frame(
    [
      "(newer|newest|latest|up to date|up-to-date|current|most recent|outdated|patched|candidate|behind|recent|newest one|vulnerable|out of date|unpatched)",
      "{name}",
      "(version|is|are|available|there|has|newer|have|been|check|or|release|still|already|one|in)",
    ],
    (match) => {
      const name = nameOf(match);
      return name === undefined || !/^[a-z0-9][a-z0-9+.-]*$/.test(name)
        ? undefined
        : about("Compare with what is offered the version of", {
            apt: "apt-cache policy NAME",
            dnf: "dnf list NAME",
            apk: "apk policy NAME",
          })(match);
    },
    {
      reads: true,
      may: [
        ...beside,
        "(version|versions|one|newest|latest|release|in|repo|repository|repos|repositories|it|a|out|than|we|have|ours|already|still|been|or|behind|against|for|the|cve|vulnerability|check|does|running|old|offered|up|date)",
      ],
    },
  ),
  frame(
    [
      "(available|candidate|offered|all|other|which|what|installable|repo|repository)",
      "(versions|version|candidate|releases)",
      "{name}",
    ],
    about("Show the versions that are offered of", {
      apt: "apt-cache policy NAME; apt-cache madison NAME",
      dnf: "dnf list --showduplicates NAME",
      apk: "apk policy NAME",
    }),
    {
      reads: true,
      may: [
        ...beside,
        "(available|offered|in|repo|repos|repositories|repository|could|can|be|installed|we|the|has|does|have|from|apt|offer|candidate|get|exist|exists)",
      ],
    },
  ),
  frame(
    [
      "(depend|depends|dependencies|dependency|requires|require|requirements|needed by|rely|relies|reverse dependencies|rdepends|needs)",
      "{name}",
    ],
    (match) => {
      const isReverse =
        /\b(?:what|which(?: packages)?|anything|packages|who) (?:depends?|requires?|needs|rel(?:y|ies)|packages depend)\b|reverse|needed by|rdepends|\b(?:depends?|require|rely|relies) on\b/.test(
          match.text,
        ) && !/\bwhat (?:does|do)\b/.test(match.text);
      return about(
        isReverse ? "Show what needs" : "Show what is needed by",
        isReverse
          ? {
              apt: "apt-cache rdepends --installed NAME",
              dnf: "dnf repoquery --installed --whatrequires NAME",
              apk: "apk info -r NAME",
            }
          : { apt: "apt-cache depends NAME", dnf: "dnf repoquery --requires NAME", apk: "apk info -R NAME" },
      )(match);
    },
    { reads: true, may: [...beside, "(depend|depends|on|does|do|need|of|what|anything|reverse|rely|it|is)"] },
  ),
  frame(
    [
      "(files|file list|contents|binaries|paths|what)",
      "(installed by|in|of|belong to|belongs to|from|shipped by|shipped with|does|did|part of|come with)",
      "{name}",
      "(package|files|install|ship|contain|installed|contents|provide)",
    ],
    (match) =>
      /\bpackage\b/.test(match.text)
        ? about("List the files of", { apt: "dpkg -L NAME", dnf: "rpm -ql NAME", apk: "apk info -L NAME" })(match)
        : undefined,
    { reads: true, may: [...beside, "(files|install|installed|ship|ships|contain|contains|does|did|belong|provide)"] },
  ),
  ...looks(
    [
      [
        "(repositories|repos|package sources|apt sources|sources list|sources.list|repository|ppas|ppa|package repositories|apt repositories|apt repos|third party repos|third-party repos|dnf repos|yum repos|package repos|software sources|apt repository)",
        "(which|list|show|what|configured|enabled|are there|active|used|any|set up|third party|print|added|check)",
      ],
    ],
    {
      does: "Show where packages come from",
      run: byManager({
        apt: "grep -rhE '^(deb|Types|URIs|Suites)' /etc/apt/sources.list /etc/apt/sources.list.d",
        dnf: "dnf repolist",
        apk: "cat /etc/apk/repositories",
      }),
      needs,
      may: [
        ...beside,
        "(configured|enabled|active|used|set up|third party|third-party|external|in use|sources|from|come|uses|use|has|extra|added|are)",
      ],
    },
  ),
  frame(
    [
      "(packages|software|what|which|stuff|anything|package|things|programs|updates|upgrades|history|everything)",
      "(installed|upgraded|updated|removed|changed|uninstalled|applied|patched|added|were installed|got installed)",
      "(last|lately|recently|yesterday|today|this week|this month|since|past|most recent|latest|in|when|history|over|on)",
    ],
    (match) => (openWords(match).length > 0 || things(match).length > 0 ? undefined : history(match)),
    {
      reads: true,
      may: [
        ...beside,
        "(last|latest|recently|lately|yesterday|today|since|in|over|past|week|month|weekend|this|{n}|days|day|weeks|months|were|was|got|have been|been|when|time|did|most|recent|history|new|newly|apt|night|have|has|from|removed|upgraded|updated|installed|changed)",
      ],
    },
  ),
  frame(
    [
      "(when|last time|how long ago|how long since|what date|date)",
      "(updated|upgraded|patched|updates|get updates|got updates|upgrade|update|patches|apt upgrade|last updates|got patched|package update|patch|system update|received updates)",
    ],
    (match) =>
      openWords(match).length > 0
        ? undefined
        : looking(
            "Show when packages were last upgraded",
            byManager({
              apt: "zgrep -h -A2 'Start-Date' /var/log/apt/history.log | tail -n 20",
              dnf: "dnf history list",
              apk: "ls -l --full-time /lib/apk/db",
            }),
            needs,
          ),
    {
      reads: true,
      may: [
        ...beside,
        "(was|were|did|get|got|it|last|time|the|applied|has|been|have|happen|run|ran|ago|long|since|how|update|full|a|see|receive|received|any|this|box)",
      ],
    },
  ),
];

/** Packages in further words: what is offered beside what is installed, whether a hole is closed, whole upgrades, older versions, where they come from. */
import { type Match, openWords, things } from "../intents/match.ts";
import { onPackages } from "../intents/packages.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { inVersion, security } from "./package-act.ts";
import { beside, nameOf, needs } from "./package-look.ts";
import { read } from "./say.ts";
import { acting, act, atOwners, byManager, looking, looks } from "./ways.ts";

/** A package's name: no sign of a hole, and no ordinary word that a question is made of. */
const isHole = (word: string): boolean =>
  /^(?:cve|usn|dsa|rhsa|rlsa|elsa|ghsa|cve-\d.*|usn-\d.*|dsa-\d.*|rhsa.*|\d[\d-]*)$/i.test(word);
const offered = (match: Match): Intent | undefined => {
  const name = nameOf(match);
  if (name === undefined || !/^[a-z0-9][a-z0-9+.-]*$/.test(name)) return undefined;
  return atOwners(
    match,
    looking(
      `Compare what is installed with what is offered of ${name}`,
      (machine, q) =>
        byManager({ apt: "apt-cache policy NAME", dnf: "dnf list NAME", apk: "apk policy NAME" })(machine)?.replace(
          "NAME",
          q(name),
        ),
      needs,
    ),
  );
};
/** “is openssl patched for CVE-2024-5535”: its version, and the lines of its changes that name the hole. */
function holes(match: Match): Intent | undefined {
  const hole = openWords(match).find((word) => /^(?:cve|usn|dsa|rhsa)-\d[\w-]*$/i.test(word));
  const name = nameOf({ ...match, slots: match.slots.filter(({ kind, value }) => kind !== "word" || !isHole(value)) });
  if (name === undefined || !/^[a-z0-9][a-z0-9+.-]*$/.test(name)) return undefined;
  if (hole === undefined) return offered(match);
  const id = hole.toUpperCase();
  return atOwners(
    match,
    looking(
      `Look whether ${name} holds the fix of ${id}`,
      (machine, q) =>
        byManager({
          apt: `apt-cache policy NAME; zcat -f /usr/share/doc/NAME/changelog.Debian.gz | grep -n -m 5 ${id}`,
          dnf: `rpm -q NAME; rpm -q --changelog NAME | grep -n -m 5 ${id}`,
          apk: "apk policy NAME",
        })(machine)?.replaceAll("NAME", q(name)),
      needs,
    ),
  );
}

const everything = acting(
  "Upgrade all packages, also those that need others",
  byManager({ apt: "apt-get update && apt-get -y dist-upgrade", dnf: "dnf upgrade -y", apk: "apk upgrade -U -a" }),
  "a package manager that can do this",
);
/** That it is not restarted afterwards is so with every upgrade here: nothing restarts a machine by itself. */
export const noReboot =
  "(without|no|and no|but no|do not|not|and not|but not|never) (reboot|reboots|restart|rebooting|restarting) [it|them|machine|anything|afterwards|after|yet|at the end|of it|after that|please|this time|now]";

const unneeded =
  "(nothing needs|nobody needs|nothing depends on|nothing requires|nothing uses|no longer needed|no longer required|no longer used|not needed|not required|not used|are orphaned|are unused|were only dependencies|nothing else needs|no one needs|nothing else depends on)";

export const packageMoreFrames = (): Frame[] => [
  ...["{name}"].flatMap((name) => [
    frame(
      ["(is|are)", name, "(available|offered|packaged|installable|obtainable|in repos|in repo)"],
      (match) => (things(match).length > 0 ? undefined : offered(match)),
      {
        reads: true,
        may: [...beside, "(yet|already|there|from|in|repo|repos|as|a|package|for)"],
      },
    ),
    frame(
      [
        "(out there|out|available|upstream|offered|candidate|in repo|in repos|in the repos|newest|latest|in apt|published|current)",
        "(vs|versus|compared to|compared with|against|and|or|than)",
        "(installed|ours|what we have|we have|we run|we are on|running|have installed|is installed|what is installed)",
        name,
      ],
      offered,
      { reads: true, may: [...beside, "(which|what|is|are|out|there|vs|and|of|in|one|on it|we|here|have|do)"] },
    ),
    frame(
      [
        "(patched|fixed|vulnerable|affected|safe|unpatched|covered|protected|secure|hit|concerned|exposed)",
        name,
        "(usn|cve|latest usn|latest cve|vulnerability|advisory|dsa|rhsa|security notice|security advisory|bulletin|for|against|from|by|to|hole)",
        "{words}",
      ],
      holes,
      {
        reads: true,
        may: [
          ...beside,
          "(is|for|against|from|latest|recent|last|new|newest|the|already|to|by|still|our|notice|hole|bug|usn|cve)",
        ],
      },
    ),
    frame(
      [
        "(can|could|is|may)",
        name,
        "(be had|be installed|get|be gotten|be got|be found|have|obtainable|gettable|in reach)",
        "[yet|already|there|from apt|from the repos]",
      ],
      offered,
      { reads: true, may: [...beside, "(we|i|on|yet|already|from|repo|repos|apt|there|it|now|out|get|have|the)"] },
    ),
    frame(
      [
        "(downgrade|roll back|rollback|revert|go back|step back|bring back|put back|return|set back|take back)",
        "({word}|{svc}) [package] (to|to version|to release|at) ({n}|{word})",
      ],
      inVersion,
      { may: [...beside, "(version|release|older|old|previous|exactly|v|from {n}|back)"] },
    ),
  ]),
  // “full-upgrade on app-staging please”.
  frame(
    ["(full-upgrade|full upgrade|dist-upgrade|dist upgrade|apt full-upgrade|apt dist-upgrade|apt-get dist-upgrade)"],
    (match) =>
      match.on === undefined ||
      /\b(?:simulate\w*|dry|would|pretend|what|which|preview|test|show|list)\b/.test(match.text)
        ? undefined
        : everything,
    {
      may: [
        ...beside,
        noReboot,
        "(do|run|perform|a|an|complete|whole|all the way|it|them|and|but|full|packages|everything|now|execute|y|- y)",
      ],
    },
  ),
  frame(
    [
      "(upgradeable|upgradable|updatable|updateable|outdated|out of date|needs updating|need updating|can be upgraded|can be updated|could be upgraded|waiting to be upgraded)",
      "(list|what|which|show|everything|anything|packages|package|how many|all|count|software|stuff|is there)",
    ],
    (match) => (openWords(match).length > 0 || match.on === undefined ? undefined : read("system.updates", {})),
    {
      reads: true,
      may: [
        ...beside,
        "{t}",
        "(everything|anything|that|is|are|list|show|can|be|could|currently|needs|need|software|stuff|updating)",
      ],
    },
  ),
  frame(
    [
      "(install|apply|run|do|perform|roll out|pull in|get|bring in|put in|upgrade|update|patch|push|deploy|put)",
      "(security updates|security patches|security fixes|security stuff|security things|security bits|security packages|security relevant stuff|security part|security update|security ones|security-related stuff|security errata|security)",
    ],
    security,
    {
      may: [
        ...beside,
        noReboot,
        "(only|just|nothing else|nothing but|and nothing else|solely|exclusively|leave the rest|no others|pending|outstanding|available|open|latest|missing|waiting|stuff|that are|which are|apt|but|with|relevant|related|of|for|the)",
      ],
    },
  ),
  // “security patches for all of lb-2, without a reboot”.
  frame(
    ["(security updates|security patches|security fixes)", noReboot],
    (match) => (match.on === undefined ? undefined : security()),
    {
      may: [...beside, "(all|please|only|just|the|pending|outstanding|available|latest|but|and|for|on|install)"],
    },
  ),
  frame(
    [
      "(upgrade|update|patch|install updates|apply updates|install all updates|apply all updates)",
      "[all|all packages|everything|packages|the packages|all the packages]",
      noReboot,
    ],
    (match) =>
      match.on === undefined || openWords(match).length > 0
        ? undefined
        : onPackages("upgradeAll", "Upgrade all packages"),
    { may: [...beside, "(all|packages|everything|but|and|please|it|pending|updates|upgrade|patch)"] },
  ),
  ...looks(
    [
      [
        "(debs|deb packages|packages|package|software|what|programs)",
        "(not from|not come from|not coming from|outside of|not in|no longer in|not part of|foreign to|not shipped by|from outside|from third parties|from third party repos|from third-party repos|third-party packages|third party packages|from other sources|from ppas|from a ppa|not official|unofficial|installed by hand|locally installed|installed manually from a file|from elsewhere|not provided by|from other repos)",
      ],
      [
        "(third-party|third party|foreign|unofficial|external|local)",
        "(packages|debs|rpms|software)",
        "(list|which|what|show|any|are there|installed)",
      ],
    ],
    {
      does: "List the packages that do not come from the distribution",
      run: byManager({
        apt: "apt list '?narrow(?installed, ?not(?origin(Debian)), ?not(?origin(Ubuntu)))'",
        dnf: "dnf list --extras",
        apk: "apk list --orphaned",
      }),
      needs,
      may: [
        ...beside,
        "(do|does|come|coming|from|the|ubuntu|debian|fedora|rocky|repos|repo|repositories|repository|official|distro|distribution|sources|archive|archives|which|that|are|in|any more|anymore|local|installed|{t})",
      ],
    },
  ),
  frame(
    [
      "(remove|uninstall|clean up|clean out|purge|get rid of|drop|delete|throw out|clear out|kick out)",
      "(packages|package|dependencies|libraries|stuff|software|debs|everything|deps|whatever)",
      unneeded,
    ],
    () => onPackages("autoremove", "Remove packages that nothing needs any more"),
    {
      may: [
        ...beside,
        "(that|which|are|is|any more|anymore|any|more|longer|old|nothing|by|anything|else|needs|need|now|there|automatically installed|left|over|still|on|lying around)",
      ],
    },
  ),
  ...looks(
    [
      [
        "(unattended-upgrades|unattended upgrades|automatic updates|auto updates|automatic upgrades|automatic security updates|auto-updates)",
        "(switched on|turned on|enabled|on|active|activated|set up|configured|running|working|off|disabled|switched off|installed|is|are|does|do)",
      ],
    ],
    {
      does: "Show whether updates are installed by themselves",
      run: byManager({
        apt: "apt-config dump APT::Periodic; systemctl status unattended-upgrades apt-daily-upgrade.timer; tail -n 20 /var/log/unattended-upgrades/unattended-upgrades.log",
        dnf: "systemctl status dnf-automatic.timer; cat /etc/dnf/automatic.conf",
      }),
      needs,
      may: [...beside, "(switched|turned|on|off|or|for|enabled|active|there|still|even|not)"],
    },
  ),
  act(
    ["(run|do|execute|perform|finish)", "(dpkg --configure|dpkg - - configure|dpkg configure)", "[- a|all|everything]"],
    {
      does: "Finish what was left half installed",
      run: byManager({ apt: "dpkg --configure -a" }),
      needs: "apt",
      may: [...beside, "(a|- a|-a|all)"],
    },
  ),
];

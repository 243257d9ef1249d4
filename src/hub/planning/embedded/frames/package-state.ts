/** How packages are: broken, changed, large, of other managers, still running in an older version. */
import { type Match, things } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { beside, nameOf, needs } from "./package-look.ts";
import { read } from "./say.ts";
import { at, byManager, looking, looks, type Managers } from "./ways.ts";

/** A look at one package by the machine's own manager; NAME is its name. */
const about =
  (does: string, commands: Managers) =>
  (match: Match): Intent | undefined => {
    const name = nameOf(match);
    if (name === undefined) return undefined;
    return looking(`${does} ${name}`, (machine, q) => byManager(commands)(machine)?.replaceAll("NAME", q(name)), needs);
  };

export const packageStateFrames = (): Frame[] => [
  ...looks(
    [
      [
        "(broken|half installed|half-installed|inconsistent|damaged|corrupt|unconfigured|half configured)",
        "(packages|package|dependencies|dpkg|apt|installs|package state)",
      ],
      [
        "(dpkg|apt|package database|package manager)",
        "(ok|okay|consistent|broken|healthy|state|sane|locked|lock|interrupted|working)",
      ],
    ],
    {
      does: "Look for packages that are broken",
      run: byManager({ apt: "dpkg --audit; apt-get check", dnf: "dnf check", apk: "apk audit --packages" }),
      needs,
      may: [
        ...beside,
        "(state|database|in|a|shape|ok|are|dependencies|still|anything|half|configured|does|work|check)",
      ],
    },
  ),
  frame(
    [
      "(modified|changed|altered|tampered|verify|integrity|damaged|differ|intact|corrupted)",
      "(files|package files|installed files|file|checksums|integrity|of|package)",
      "(package|packages|{svc}|dpkg|debsums|rpm)",
    ],
    (match) => {
      const name = nameOf(match);
      return looking(
        "Compare installed files with their packages",
        (machine, q) =>
          byManager({
            apt: name === undefined ? "dpkg -V" : `dpkg -V ${q(name)}`,
            dnf: name === undefined ? "rpm -Va" : `rpm -V ${q(name)}`,
            apk: "apk audit",
          })(machine),
        needs,
      );
    },
    {
      reads: true,
      may: [
        ...beside,
        "(files|from|with|against|their|they|came|shipped|installed|been|have|has|modified|changed|verify|check|integrity|of)",
      ],
    },
  ),
  ...looks(
    [
      [
        "(which|what|how many|list|count|number of|show)",
        "(packages|package|software packages)",
        "(installed|there|have|has|list|are|total|explicitly|manually|by hand)",
      ],
    ],
    {
      does: "List the packages that are installed",
      run: byManager({ apt: "dpkg-query -W", dnf: "rpm -qa", apk: "apk list -I" }),
      needs,
      may: [...beside, "(installed|manually|explicitly|by hand|on|total|many|are|number|count|in)"],
    },
  ),
  frame(
    [
      "(biggest|largest|heaviest|fattest|biggest installed|most space)",
      "(packages|package|software|installed packages)",
    ],
    () =>
      looking(
        "Show the largest packages",
        byManager({
          apt: "dpkg-query -Wf '${Installed-Size}\\t${Package}\\n' | sort -rn | head -n 20",
          dnf: "rpm -qa --qf '%{SIZE} %{NAME}\\n' | sort -rn | head -n 20",
        }),
        needs,
      ),
    { reads: true, may: [...beside, "{n}", "(by size|space|disk|most|take|takes|using|use|up|top)"] },
  ),
  ...looks(
    [
      [
        "(services|processes|what|which|programs|anything|daemons)",
        "(restart|restarting|restarted)",
        "(after|since|because of|due to)",
        "(update|updates|upgrade|upgrades|patching|library|libraries|last)",
      ],
      [
        "(old|outdated|deleted|stale|replaced)",
        "(libraries|library|libs|binaries)",
        "(use|using|used|running|run|still|processes|services)",
      ],
      ["(needrestart|needs-restarting|checkrestart)"],
    ],
    {
      does: "Show what still runs on old files",
      run: byManager({ apt: "needrestart -b", dnf: "dnf needs-restarting" }),
      needs,
      may: [
        ...beside,
        "(need|needs|to be|be|being|a|services|processes|still|after|last|update|updates|upgrade|using|use|on|run|are|libraries|old|files|should)",
      ],
    },
  ),
  ...looks(
    [
      [
        "(unattended upgrades|unattended-upgrades|automatic updates|auto updates|automatic upgrades|automatic security updates|auto-updates|auto upgrades|unattended upgrade|dnf-automatic|dnf automatic|autoupdates)",
        "(enabled|on|active|configured|is|are|working|work|does|do|set up|status|running|check|run|log|when|did|last|installed|turned on|which|settings|config)",
      ],
    ],
    {
      does: "Show whether updates are installed by themselves",
      run: byManager({
        apt: "apt-config dump APT::Periodic; systemctl status unattended-upgrades apt-daily-upgrade.timer; tail -n 20 /var/log/unattended-upgrades/unattended-upgrades.log",
        dnf: "systemctl status dnf-automatic.timer; cat /etc/dnf/automatic.conf",
      }),
      needs,
      may: [
        ...beside,
        "(enabled|on|active|configured|turned|working|last|run|ran|set|up|status|do|did|when|log|state|there|time)",
      ],
    },
  ),
  ...(
    [
      ["php", "(php|{svc})", "(modules|extensions|module|extension|mods)", "php -m"],
      ["apache", "(apache|apache2|{svc})", "(modules|mods)", "apachectl -M"],
      [
        "nginx",
        "(nginx|{svc})",
        "(modules|compiled|build options|configure arguments|compile options|build flags)",
        "nginx -V",
      ],
    ] as const
  ).map(([name, thing, what, run]) =>
    frame(
      [thing, what],
      (match) =>
        things(match).some(({ said }) => said.startsWith(name)) || match.text.includes(name)
          ? looking(`Show the modules of ${name}`, run === "nginx -V" ? "nginx -V" : run)
          : undefined,
      {
        reads: true,
        may: [
          ...beside,
          "(modules|extensions|loaded|enabled|active|compiled|in|with|built|on|has|have|options|arguments|does)",
        ],
      },
    ),
  ),
  ...(
    [
      ["snap|snaps|snap packages", "snap list", "snap"],
      ["flatpak|flatpaks|flatpak apps|flatpak packages", "flatpak list", "flatpak"],
      [
        "pip packages|python packages|pip|python modules|pip modules|pip list|python libraries|pip3 packages",
        "pip3 list || pip list",
        "pip",
      ],
      ["npm packages|global npm packages|node modules|npm modules|node packages|npm", "npm ls -g", "npm"],
      ["gems|ruby gems|gem packages", "gem list", "gem"],
      ["cargo packages|cargo crates|rust crates", "cargo install --list", "cargo"],
    ] as const
  ).map(([names, run, tool]) =>
    frame(
      [`(${names})`, "(installed|list|which|what|show|are there|any|global|globally|print)"],
      () => looking(`List what ${tool} installed`, run, tool),
      { reads: true, may: [...beside, "(installed|global|globally|there|outdated|are|has|have|in|through|via|with)"] },
    ),
  ),
  frame(
    [
      "(describe|description|what is|what does|details|info|information|tell|explain|purpose|homepage|maintainer)",
      "(package)",
      "({word}|{svc})",
    ],
    about("Describe", { apt: "apt-cache show NAME", dnf: "dnf info NAME", apk: "apk info -a NAME" }),
    { reads: true, may: [...beside, "(do|does|for|about|details|the|on|called)"] },
  ),
  frame(
    [
      "(is|are|can|could|does)",
      "{name}",
      "(in|available|offered|installable|exist|packaged|be installed)",
      "(repo|repos|repositories|repository|apt|package sources|install|available|there|installable|for|dnf|packaged)",
    ],
    (match) => {
      const name = nameOf(match);
      return name === undefined
        ? undefined
        : at(
            [],
            looking(
              `Look whether ${name} is offered`,
              (machine, q) =>
                byManager({ apt: "apt-cache policy NAME", dnf: "dnf list NAME", apk: "apk policy NAME" })(
                  machine,
                )?.replace("NAME", q(name)),
              needs,
            ),
          );
    },
    {
      reads: true,
      may: [
        ...beside,
        "(in|repo|repos|repositories|the|as|a|package|available|to|install|offered|standard|default|official)",
      ],
    },
  ),
  frame(
    [
      "(security updates|security patches|security fixes|security advisories|cves|cve|security update|vulnerabilities)",
      "(pending|list|which|what|any|outstanding|missing|how many|are there|open|waiting|show|affect|affects|available|need|needed|left|unpatched)",
    ],
    () => read("system.updates", {}),
    {
      reads: true,
      may: [
        ...beside,
        "(security|outstanding|missing|waiting|unpatched|open|affect|affects|it|known|still|to|install|installed|need|be|needs|apply|applied|left|unfixed|on|of|me|number)",
      ],
    },
  ),
];

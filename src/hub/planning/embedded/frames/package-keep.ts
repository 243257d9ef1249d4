/** Packages that nothing needs, lists and caches, sources, updates that come by themselves. */
import { type Match, openWords } from "../intents/match.ts";
import { onPackages, packageNames } from "../intents/packages.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { change } from "./say.ts";
import { acting, act, atOwners, byManager } from "./ways.ts";

const needs = "a package manager that can do this";
const beside = [
  "(package|packages|the|via apt|with apt|using apt|via dnf|with dnf|using dnf|through apt|all|please|software|system|its|of|for|on|now)",
];

const onlyWords =
  "(only|just|nothing else|nothing but|and nothing else|solely|exclusively|but nothing else|leave the rest|and no others|no others|the rest can wait|not the rest|rest can wait|leave everything else alone|leave everything else)";

/** Where packages of these makers come from: nothing is taken from a place that is not known here. */
const sources: Record<string, { key: string; line: string; dnf?: string }> = {
  docker: {
    key: "https://download.docker.com/linux/FAMILY/gpg",
    line: "https://download.docker.com/linux/FAMILY CODENAME stable",
    dnf: "https://download.docker.com/linux/DNF/docker-ce.repo",
  },
  grafana: { key: "https://apt.grafana.com/gpg.key", line: "https://apt.grafana.com stable main" },
  hashicorp: {
    key: "https://apt.releases.hashicorp.com/gpg",
    line: "https://apt.releases.hashicorp.com CODENAME main",
    dnf: "https://rpm.releases.hashicorp.com/RHEL/hashicorp.repo",
  },
  postgresql: {
    key: "https://www.postgresql.org/media/keys/ACCC4CF8.asc",
    line: "https://apt.postgresql.org/pub/repos/apt CODENAME-pgdg main",
  },
  nginx: { key: "https://nginx.org/keys/nginx_signing.key", line: "https://nginx.org/packages/FAMILY CODENAME nginx" },
};
function addSource(match: Match): Intent | undefined {
  const said = (match.source ?? "").toLowerCase();
  const ppa = /\bppa:[\w.+-]+\/[\w.+-]+/.exec(match.source ?? "")?.[0];
  if (ppa !== undefined) return acting(`Add ${ppa}`, byManager({ apt: `add-apt-repository -y ${ppa}` }), "apt");
  const known = Object.keys(sources).find((name) =>
    new RegExp(`\\b${name}\\b`).test(said.replace(/\bpostgres\b|\bpgdg\b/, "postgresql")),
  );
  const source = known === undefined ? undefined : sources[known];
  if (known === undefined || source === undefined) return undefined;
  return acting(
    `Add the package source of ${known}`,
    (machine) => {
      const family = machine.facts.osId === "ubuntu" ? "ubuntu" : "debian";
      const keyring = `/etc/apt/keyrings/${known}.asc`;
      const at = (text: string): string =>
        text.replace("FAMILY", family).replace("CODENAME", "$(. /etc/os-release && echo $VERSION_CODENAME)");
      return byManager({
        apt: `install -d -m 0755 /etc/apt/keyrings && curl -fsSL ${at(source.key)} -o ${keyring} && echo "deb [signed-by=${keyring}] ${at(source.line)}" > /etc/apt/sources.list.d/${known}.list && apt-get update`,
        ...(source.dnf === undefined
          ? {}
          : {
              dnf: `dnf config-manager addrepo --from-repofile=${source.dnf.replace("DNF", machine.facts.osId === "fedora" ? "fedora" : "rhel").replace("RHEL", machine.facts.osId === "fedora" ? "fedora" : "RHEL")}`,
            }),
      })(machine);
    },
    "apt or dnf",
  );
}

export const packageKeepFrames = (): Frame[] => [
  frame(
    [
      "(refresh|update|reload|fetch|sync)",
      "(package lists|package list|package index|package cache|apt cache|repositories|repos|package metadata|package database|metadata|list of packages)",
      "(without (upgrading|installing|updating|touching|changing) (anything|any package|any packages|packages|them|a package|stuff)|[but|;|,|and] (do not|not) (upgrade|install|update|touch|change) (anything|any|packages|them|any packages))",
    ],
    () => onPackages("refresh", "Refresh the package lists"),
    { may: [...beside, "(only|just|lists)"] },
  ),
  frame(
    [
      "(unhold|un-hold|release|unpin|free|unfreeze|let go of|remove hold from|remove the hold from|clear)",
      "(all held packages|held packages|all holds|every held package|all package holds|everything held|all pinned packages|every hold|package holds)",
    ],
    () =>
      acting(
        "Let go of all packages that are held",
        byManager({ apt: "apt-mark unhold $(apt-mark showhold)", dnf: "dnf versionlock clear" }),
        needs,
      ),
    { may: beside },
  ),
  frame(
    ["(autoremove|auto-remove|apt autoremove|apt-get autoremove|dnf autoremove|auto remove)"],
    () => onPackages("autoremove", "Remove packages that nothing needs any more"),
    { may: [...beside, "(run|do|an|perform|a|old|unused|kernels|dependencies|orphaned|and)"] },
  ),
  frame(
    [
      "(remove|uninstall|clean up|clean out|purge|get rid of|drop|delete|throw out)",
      "(orphaned|unused|unneeded|unnecessary|leftover|no longer needed|not needed any more|not needed anymore|no longer required|obsolete|orphan)",
      "(packages|dependencies|libraries|package|stuff|deps)",
    ],
    () => onPackages("autoremove", "Remove packages that nothing needs any more"),
    { may: [...beside, "(that are|which are|any|old|automatically installed|auto installed)"] },
  ),
  frame(
    [
      "(fix|repair|mend)",
      "(broken packages|broken package|dpkg|apt|broken dependencies|package database|package manager|packages|dependencies|interrupted dpkg|half installed packages|rpm database)",
    ],
    () =>
      acting(
        "Finish what was left half installed",
        byManager({ apt: "dpkg --configure -a && apt-get -f install -y", dnf: "dnf distro-sync -y", apk: "apk fix" }),
        needs,
      ),
    { may: [...beside, "(state|broken|interrupted|half|configured|the|run|database|up)"] },
  ),
  frame(
    [
      "(finish|complete|continue|run|resume)",
      "(dpkg --configure|dpkg configure|interrupted|dpkg - - configure|half finished|configuring)",
      "[- a|a|upgrade|dpkg|packages|package|update|installation]",
    ],
    () => acting("Finish what was left half installed", byManager({ apt: "dpkg --configure -a" }), "apt"),
    { may: [...beside, "(upgrade|dpkg|package|packages|installation|update|apt|- a|a|configuration)"] },
  ),
  frame(
    [
      "(refresh|update|reload|renew|fetch|sync|rebuild|resync|renew)",
      "(package lists|package list|package index|package indexes|package indices|package cache|apt cache|repositories|repos|repo metadata|package metadata|package database|apt lists|repository metadata|package sources|apt index|metadata|dnf cache|apk index|package catalog|package catalogue|list of packages|lists of packages|apt sources)",
    ],
    () => onPackages("refresh", "Refresh the package lists"),
    { may: [...beside, "(lists|only|of|from|the|apt|cache|its|anew)"] },
  ),
  frame(
    [
      "(run|do|execute|perform)",
      "(apt update|apt-get update|dnf makecache|apk update|yum makecache|apt upgrade|apt-get upgrade|dnf upgrade|dnf update|apk upgrade|yum update|apt full-upgrade|apt dist-upgrade|apt-get dist-upgrade|pacman - syu|zypper up|dist-upgrade|full upgrade|dist upgrade|full system upgrade|distribution upgrade)",
    ],
    ({ text }) =>
      /\b(?:dist-upgrade|full-upgrade|full upgrade|dist upgrade)\b/.test(text)
        ? acting(
            "Upgrade all packages, also those that need others",
            byManager({
              apt: "apt-get update && apt-get -y dist-upgrade",
              dnf: "dnf upgrade -y",
              apk: "apk upgrade -U -a",
            }),
            needs,
          )
        : / (?:upgrade|update|syu|up)(?: |$)/.test(` ${text}`) && !/\b(?:apt|apt-get|apk) update\b|makecache/.test(text)
          ? onPackages("upgradeAll", "Upgrade all packages")
          : onPackages("refresh", "Refresh the package lists"),
    { may: [...beside, "(an|a|full)"] },
  ),
  frame(
    [
      "(clean|clear|empty|clean up|flush|purge|delete|drop|wipe|prune|free)",
      "(package cache|apt cache|dnf cache|package manager cache|yum cache|apt package cache|cached packages|downloaded packages|package archives|apt archives|apk cache|apt 's cache|cached debs|deb cache|cache of apt|cached package files)",
    ],
    () => onPackages("clean", "Empty the package cache"),
    { may: [...beside, "(of|files|up|old|downloaded)"] },
  ),
  frame(
    [
      "(add|set up|configure|enable|register|include)",
      "(apt repository|apt repo|repository|repo|ppa|package source|package repository|apt source|package repo|yum repo|dnf repo|official repo|official repository|packages repo|repos)",
    ],
    addSource,
    {
      may: [
        ...beside,
        "(the|official|{svc}|docker|grafana|hashicorp|pgdg|for|from|apt|upstream|to|as|a|dnf|deb|ppa|ce|so|new|stable|'s)",
        "ppa : {word} [{path}]",
      ],
    },
  ),
  frame(
    [
      "(remove|delete|drop|disable|get rid of)",
      "(apt repository|apt repo|repository|repo|ppa|package source|package repository|apt source|package repo)",
    ],
    (match) => {
      const name = openWords(match)[0];
      return name === undefined || !/^[a-z][\w.-]+$/.test(name)
        ? undefined
        : acting(
            `Take the package source ${name} away`,
            byManager({
              apt: `rm -- /etc/apt/sources.list.d/${name}.list && apt-get update`,
              dnf: `dnf config-manager setopt ${name}.enabled=0`,
            }),
            "apt or dnf",
          );
    },
    { may: [...beside, "(the|for|apt|from)", "{word} [repo|repository|ppa]"] },
  ),
  act(
    [
      "(enable|activate|turn on|switch on|set up|configure|install|start)",
      "(unattended upgrades|unattended-upgrades|automatic updates|automatic security updates|auto updates|auto-updates|automatic upgrades|automatic security upgrades|automatic security patches|auto security updates|dnf-automatic|automatic patching|auto upgrades|automatic installation of security updates)",
    ],
    {
      does: "Let updates be installed by themselves",
      run: byManager({
        apt: 'apt-get install -y unattended-upgrades && printf \'APT::Periodic::Update-Package-Lists "1";\\nAPT::Periodic::Unattended-Upgrade "1";\\n\' > /etc/apt/apt.conf.d/20auto-upgrades && systemctl enable --now unattended-upgrades',
        dnf: "dnf install -y dnf-automatic && systemctl enable --now dnf-automatic-install.timer",
      }),
      needs,
      may: [...beside, "(security|for|only|updates|automatic)"],
    },
  ),
  act(
    [
      "(disable|turn off|switch off|stop|deactivate)",
      "(unattended upgrades|unattended-upgrades|automatic updates|automatic security updates|auto updates|auto-updates|automatic upgrades|dnf-automatic|auto upgrades)",
    ],
    {
      does: "Let no updates be installed by themselves",
      run: byManager({
        apt: "systemctl disable --now unattended-upgrades apt-daily-upgrade.timer",
        dnf: "systemctl disable --now dnf-automatic-install.timer",
      }),
      needs,
      may: beside,
    },
  ),
  frame(
    [
      "(patch|upgrade|update|bring|get)",
      "(completely|fully|all the way|to the latest|up to date|up to the latest|entirely|to latest packages|to the newest packages)",
    ],
    (match) =>
      match.on === undefined || /\bagents?\b/i.test(match.source ?? "")
        ? undefined
        : onPackages("upgradeAll", "Upgrade all packages"),
    { may: [...beside, "(patches|packages|with|level|everything|latest|{t})"] },
  ),
  ...(
    [
      ["pip|pip3", "pip3 install NAMES"],
      ["npm", "npm install -g NAMES"],
      ["snap", "snap install NAMES"],
      ["flatpak", "flatpak install -y NAMES"],
    ] as const
  ).map(([tool, run]) =>
    frame(
      ["(install|add|put)", `(via|with|using|through|from|by) (${tool})`, "{name}"],
      (match) => {
        const [name] = openWords(match);
        return name === undefined || !/^[a-z0-9@][\w./@+-]*$/.test(name)
          ? undefined
          : acting(
              `Install ${name} with ${tool.split("|")[0] ?? tool}`,
              (_m, q) => run.replace("NAMES", q(name)),
              tool,
            );
      },
      { may: ["(package|global|globally|the|module)"] },
    ),
  ),
  ...["{svc}", "{word}"].map((name) =>
    frame(
      ["(upgrade|update|bump|patch)", `${name} [package]`, onlyWords],
      (match) => {
        const [only, more] = packageNames(match) ?? [];
        return only === undefined || more !== undefined || /^(?:packages|everything|security|system)$/.test(only)
          ? undefined
          : atOwners(
              match,
              change("package.update", { packages: [only] }, `Upgrade ${only}`) &&
                onPackages("upgrade", `Upgrade ${only}`, [only]),
            );
      },
      { may: [...beside, "(and|but|to|latest|newest|version|the)"] },
    ),
  ),
  ...["{svc}"].map((name) =>
    frame(
      [
        "(upgrade|bump|update|bring)",
        `${name} [package]`,
        "(newest|latest|newer|new|current|most recent|up to date)",
        "[version|release|one|build]",
      ],
      (match) => {
        const [only, more] = packageNames(match) ?? [];
        return only === undefined || more !== undefined
          ? undefined
          : atOwners(match, onPackages("upgrade", `Upgrade ${only}`, [only]));
      },
      { may: [...beside, "(version|release|to|up|date|available|package|one|there is)"] },
    ),
  ),
];

/** Packages that are upgraded for security only, held and released, installed in a version, anew or older, and their sources. */
import { literals, type Match, openWords } from "../intents/match.ts";
import { onPackages, packageNames } from "../intents/packages.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { change } from "./say.ts";
import { acting, act, atOwners, byManager, type Managers } from "./ways.ts";

const needs = "a package manager that can do this";
const one = "({word}|{svc}) [package|packages]";
const some = `${one} [(and|,|plus) ${one}] [(and|,|plus) ${one}]`;
const beside = [
  "(package|packages|the|via apt|with apt|using apt|via dnf|with dnf|using dnf|through apt|all|please|software|system|its|of|for|on|now)",
];

const onNames =
  (does: string, commands: Managers) =>
  (match: Match): Intent | undefined => {
    const names = packageNames(match);
    if (names === undefined || names.length === 0) return undefined;
    return atOwners(
      match,
      acting(
        `${does} ${names.join(" and ")}`,
        (machine, q) => byManager(commands)(machine)?.replaceAll("NAMES", names.map(q).join(" ")),
        needs,
      ),
    );
  };
const security = byManager({
  apt: "unattended-upgrade -v",
  dnf: "dnf upgrade -y --security",
  zypper: "zypper --non-interactive patch --category security",
});
const securityWords =
  "(security updates|security patches|security fixes|security upgrades|security update|security related updates|security-related updates|security ones|security relevant updates|security errata|security)";
const onlyWords =
  "(only|just|nothing else|nothing but|and nothing else|solely|exclusively|but nothing else|leave the rest|and no others|no others|the rest can wait|not the rest|rest can wait|leave everything else alone|leave everything else)";
const applying = "(install|apply|run|do|perform|roll out|pull in|get|bring in|put in|upgrade|update|patch|push|deploy)";

/** Where packages of these makers come from: nothing is taken from a place that is not known here. */
const sources: Record<string, { url: string; key: string; line: string }> = {
  docker: { url: "https://download.docker.com/linux", key: "gpg", line: "stable" },
};
function addSource(match: Match): Intent | undefined {
  const said = (match.source ?? "").toLowerCase();
  const ppa = /\bppa:[\w.+-]+\/[\w.+-]+/.exec(match.source ?? "")?.[0];
  if (ppa !== undefined) return acting(`Add ${ppa}`, byManager({ apt: `add-apt-repository -y ${ppa}` }), "apt");
  const known = Object.keys(sources).find((name) => new RegExp(`\\b${name}\\b`).test(said));
  const source = known === undefined ? undefined : sources[known];
  if (known === undefined || source === undefined) return undefined;
  return acting(
    `Add the package source of ${known}`,
    (machine) => {
      const family = machine.facts.osId === "ubuntu" ? "ubuntu" : "debian";
      const keyring = `/etc/apt/keyrings/${known}.asc`;
      return byManager({
        apt: `install -d -m 0755 /etc/apt/keyrings && curl -fsSL ${source.url}/${family}/${source.key} -o ${keyring} && echo "deb [signed-by=${keyring}] ${source.url}/${family} $(. /etc/os-release && echo $VERSION_CODENAME) ${source.line}" > /etc/apt/sources.list.d/${known}.list && apt-get update`,
        dnf: `dnf config-manager addrepo --from-repofile=${source.url}/${machine.facts.osId === "fedora" ? "fedora" : "rhel"}/docker-ce.repo`,
      })(machine);
    },
    "apt or dnf",
  );
}

const version = /^(?:\d+:)?\d[\w.+~:-]*$/;
/** “install wireguard-tools 1.0.20210914”. */
function inVersion(match: Match): Intent | undefined {
  const slot = match.slots.findLast(({ kind }) => kind === "n");
  const entity = slot && match.entities[Number(slot.value)];
  const words = openWords(match);
  const said = entity?.kind === "n" ? entity.said : words.find((word) => version.test(word));
  const names = packageNames({
    ...match,
    slots: match.slots.filter(({ kind, value }) => kind !== "n" && !(kind === "word" && version.test(value))),
  });
  const [name, more] = names ?? [];
  if (
    said === undefined ||
    name === undefined ||
    more !== undefined ||
    /\b(?:gb|mb|cores|cpus|times|minutes)\b/.test(match.text)
  )
    return undefined;
  // A version that stops short of the package's own is the newest of its kind.
  return acting(
    `Install ${name} ${said}`,
    (machine, q) =>
      byManager({
        apt: `apt-get install -y --allow-downgrades ${q(`${name}=${said}*`)}`,
        dnf: `dnf install -y ${q(`${name}-${said}*`)}`,
        apk: `apk add ${q(`${name}=~${said}`)}`,
      })(machine),
    needs,
  );
}

export const packageActFrames = (): Frame[] => [
  frame([applying, securityWords], () => acting("Install the security updates", security, needs), {
    may: [
      ...beside,
      onlyWords,
      "(only|just|pending|outstanding|available|open|latest|missing|waiting|to|updates|patches|fixes|ones|that are|which are|apt)",
    ],
  }),
  frame(
    [
      "(unhold|un-hold|release|remove|lift|take off|drop|undo|unpin|unlock|unfreeze|clear)",
      "[hold|pin|version lock|versionlock|version pin|lock|freeze|block] [on|of|for|from]",
      one,
    ],
    (match) =>
      /\b(?:hold|unhold|un-hold|pin|unpin|versionlock|version lock|unfreeze|lock on|held)\b/.test(match.text)
        ? onNames("Let go of the version of", { apt: "apt-mark unhold NAMES", dnf: "dnf versionlock delete NAMES" })(
            match,
          )
        : undefined,
    {
      may: [
        ...beside,
        "(hold|pin|version|lock|package|so it|can be|upgraded|updated|again|that|get|gets|from|off|its|it can|held)",
      ],
    },
  ),
  frame(
    ["(let|allow)", one, "(upgrade|upgraded|be upgraded|be updated|get upgraded|update|get updates)", "[again]"],
    (match) =>
      /\b(?:again|hold|held)\b/.test(match.source ?? "")
        ? onNames("Let go of the version of", { apt: "apt-mark unhold NAMES", dnf: "dnf versionlock delete NAMES" })(
            match,
          )
        : undefined,
    { may: [...beside, "(again|to|be|get)"] },
  ),
  frame(
    ["(hold|pin|freeze|hold back|keep back|put on hold|versionlock|version lock|lock)", some],
    (match) =>
      /\b(?:account|user|screen|door|him|her|out|login)\b/.test(match.text) || packageNames(match) === undefined
        ? undefined
        : /\b(?:package|packages|version|hold|pin|freeze|versionlock|upgrade|upgrades)\b/.test(match.text)
          ? onPackages("hold", `Hold ${(packageNames(match) ?? []).join(" and ")} at its version`, packageNames(match))
          : undefined,
    {
      may: [
        ...beside,
        "(at|its|current|version|in|apt|it|installed|present|to|this|their)",
        "(so|so that|that) [it|they] (is not|are not|does not|do not|never|will not|won't) [get] (upgraded|updated|touched|changed|upgrade|update)",
      ],
    },
  ),
  frame(
    ["(put)", some, "(on hold|on apt hold)"],
    (match) =>
      onNames("Hold", { apt: "apt-mark hold NAMES", dnf: "dnf versionlock add NAMES", zypper: "zypper addlock NAMES" })(
        match,
      ),
    { may: beside },
  ),
  frame(
    [
      "(downgrade|roll back|revert|go back|step back|rollback)",
      one,
      "(version|previous|before|older|earlier|package|last|prior|downgrade|one)",
    ],
    onNames("Go back to the version before of", {
      apt: "apt-get install -y --allow-downgrades \"NAMES=$(apt-cache madison NAMES | awk '{print $3}' | sed -n 2p)\"",
      dnf: "dnf downgrade -y NAMES",
    }),
    { may: [...beside, "(to|version|previous|before|one|older|earlier|last|prior|back|the|by|a|it|was|that)"] },
  ),
  frame(
    ["(downgrade)", one],
    onNames("Go back to the version before of", {
      apt: "apt-get install -y --allow-downgrades \"NAMES=$(apt-cache madison NAMES | awk '{print $3}' | sed -n 2p)\"",
      dnf: "dnf downgrade -y NAMES",
    }),
    { may: [...beside, "(by|one|version)"] },
  ),
  frame(
    ["(reinstall|re-install|install again)", some],
    onNames("Install anew", {
      apt: "apt-get install -y --reinstall NAMES",
      dnf: "dnf reinstall -y NAMES",
      apk: "apk fix NAMES",
    }),
    { may: [...beside, "(cleanly|freshly|from|scratch|again|its|keep|keeping|config|configuration)"] },
  ),
  frame(
    [
      "(install|apt install|apt-get install|dnf install|put|set up|get)",
      "({word}|{svc}) [package|version|in version|at version|release|=] ({n}|{word})",
    ],
    inVersion,
    { may: [...beside, "(version|in|at|release|=|exactly|v|onto)"] },
  ),
  frame(
    [
      "(upgrade|update|bump|set|pin|move|bring|take)",
      "({word}|{svc}) [package] (to|to version|to release) ({n}|{word})",
    ],
    inVersion,
    { may: [...beside, "(version|release|exactly|v|from {n})"] },
  ),
  frame(
    [
      "(purge|remove completely|uninstall completely|remove with config|remove|uninstall|delete|get rid of|completely remove|apt purge|throw out|deinstall)",
      some,
      "(config|configs|configuration|config files|settings|purge|completely|configuration files|including its config|data|entirely|leftovers|everything)",
    ],
    (match) =>
      /\b(?:user|account|container|image|volume|file|line|folder|directory|cron)\b/.test(match.text) ||
      literals(match, "path").length > 0
        ? undefined
        : onNames("Remove, with its configuration,", {
            apt: "apt-get purge -y NAMES",
            dnf: "dnf remove -y NAMES",
            apk: "apk del --purge NAMES",
          })(match),
    {
      may: [
        ...beside,
        "(with|including|included|and|its|their|config|configs|configuration|files|settings|too|as well|completely|entirely|all|along|of it|data|left|behind|from|traces)",
      ],
    },
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
        "(the|official|{svc}|docker|for|from|apt|upstream|to|as|a|dnf|deb|ppa|ce|so|new|stable|'s)",
        "{word} [: {path}|: {word} {path}]",
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
    { may: [...beside, "(the|for|apt|from|{word})"] },
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
  ...(
    [
      ["pip|pip3", "pip3 install NAMES"],
      ["npm", "npm install -g NAMES"],
      ["snap", "snap install NAMES"],
      ["flatpak", "flatpak install -y NAMES"],
    ] as const
  ).map(([tool, run]) =>
    frame(
      ["(install|add|put)", `(via|with|using|through|from|by) (${tool})`, one],
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
      { may: [...beside, "(and|but|to|latest|newest|version|the|else)"] },
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

/** Packages that are upgraded for security only, held and released, installed in a version, anew or older, and their sources. */
import { literals, type Match, openWords } from "../intents/match.ts";
import { onPackages, packageNames } from "../intents/packages.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { acting, atOwners, byManager, type Managers } from "./ways.ts";

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
/** Of the others nobody can tell which updates are for security. */
export const security = (): Intent => ({
  kind: "change",
  tool: "package.update",
  input: ({ facts }) => (/^(?:apt|dnf|yum)$/.test(facts.packageManager) ? { security: true } : undefined),
  does: "Install the security updates",
  needs: "apt or dnf",
});
const securityWords =
  "(security updates|security patches|security fixes|security upgrades|security update|security related updates|security-related updates|security ones|security relevant updates|security errata|security)";
const onlyWords =
  "(only|just|nothing else|nothing but|and nothing else|solely|exclusively|but nothing else|leave the rest|and no others|no others|the rest can wait|not the rest|rest can wait|leave everything else alone|leave everything else)";
const applying = "(install|apply|run|do|perform|roll out|pull in|get|bring in|put in|upgrade|update|patch|push|deploy)";

const version = /^(?:\d+:)?\d[\w.+~:-]*$/;
/** “install wireguard-tools 1.0.20210914”. */
export function inVersion(match: Match): Intent | undefined {
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
    // Settings have such names, packages have none.
    name.includes("_") ||
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
  frame(["(apt|apt-get|dnf|apk|yum|zypper)", "(upgrade|update|full-upgrade|dist-upgrade)", securityWords], security, {
    may: [...beside, onlyWords, "(fixes|updates|patches|ones|y|- y)"],
  }),
  frame(
    ["(apt|apt-get|dnf|apk|yum|zypper) (upgrade|full-upgrade|dist-upgrade|up)"],
    (match) =>
      match.on === undefined || / (?:simulate|dry|would|pretend)/.test(match.text)
        ? undefined
        : onPackages("upgradeAll", "Upgrade all packages"),
    { may: [...beside, "(run|do|an|a|full|y|- y|perform|execute)"] },
  ),
  frame(
    ["(dnf|yum|zypper) (update)"],
    (match) => (match.on === undefined ? undefined : onPackages("upgradeAll", "Upgrade all packages")),
    { may: [...beside, "(run|do|an|a|full|y|- y|perform|execute)"] },
  ),
  frame([applying, securityWords], security, {
    may: [
      ...beside,
      onlyWords,
      "(only|just|pending|outstanding|available|open|latest|missing|waiting|to|updates|patches|fixes|ones|that are|which are|apt|but|with)",
    ],
  }),
  frame(
    [
      "(unhold|un-hold|release|remove|lift|take off|drop|undo|unpin|unlock|unfreeze|clear)",
      "[hold|pin|version lock|versionlock|version pin|lock|freeze|block] [on|of|for|from]",
      "{name}",
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
    ["(let|allow)", "{name}", "(upgrade|upgraded|be upgraded|be updated|get upgraded|update|get updates)", "[again]"],
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
      "{name}",
      "(version|previous|before|older|earlier|package|last|prior|downgrade|one)",
    ],
    onNames("Go back to the version before of", {
      apt: "apt-get install -y --allow-downgrades \"NAMES=$(apt-cache madison NAMES | awk '{print $3}' | sed -n 2p)\"",
      dnf: "dnf downgrade -y NAMES",
    }),
    { may: [...beside, "(to|version|previous|before|one|older|earlier|last|prior|back|the|by|a|it|was|that)"] },
  ),
  frame(
    ["(downgrade)", "{name}"],
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
      "{name}",
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
];

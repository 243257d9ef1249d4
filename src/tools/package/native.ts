/** How each package manager is asked, told and understood. What is said of a plan is its own dry run. */
import type { Changed, Manager, Wanted } from "./packages.ts";

export type Verb = "install" | "remove" | "update";
/** `security`: an update of what the manager itself knows to be for security. */
export type Order = { verb: Verb; wanted: readonly Wanted[]; downgrade: boolean; security?: boolean };

/** What a dry run says it would do. */
export type Foreseen = { changed: Changed[] };

export type Native = {
  /** Whole command lines: `[]` of wanted for an update means everything. */
  command: (order: Order) => string[];
  dryRun: (order: Order) => string[];
  /** Undefined where it is not understood. `exitCode`: of some managers a dry run ends with 1. */
  foresees: (said: { stdout: string; stderr: string; exitCode: number | null }) => Foreseen | undefined;
  refresh: string[];
  /** All that is installed, a line each: name, tab, version. */
  installed: string[];
  read: (stdout: string) => Installed;
  /** Which versions the repositories have; absent: that is not known. */
  versions?: { argv: (name: string) => string[]; read: (stdout: string) => string[] };
  env: Record<string, string>;
};

export type Installed = { versions: Map<string, string>; broken: string[] };

const plain = { LC_ALL: "C", LANGUAGE: "C" };
const named =
  (separator: string) =>
  ({ name, version }: Wanted): string =>
    version === undefined ? name : `${name}${separator}${version}`;
const lines = (text: string): string[] => text.split("\n").filter((line) => line.trim() !== "");

function tabbed(stdout: string): Installed {
  const versions = new Map<string, string>();
  const broken: string[] = [];
  for (const line of lines(stdout)) {
    const [name = "", version = "", status] = line.split("\t");
    // dpkg: the second letter is the state. A removed one whose configuration is left is not installed.
    if (status === undefined || status[1] === "i") versions.set(name, version);
    else if (/^.[HUFWt]/.test(status)) broken.push(name);
  }
  return { versions, broken };
}

/** dpkg names the architecture of what may be there for several; it is left out where there is one. */
function withoutArchitecture({ versions, broken }: Installed): Installed {
  const base = (name: string): string => name.replace(/:.*$/, "");
  const times = new Map<string, number>();
  for (const name of versions.keys()) times.set(base(name), (times.get(base(name)) ?? 0) + 1);
  const short = new Map(
    [...versions].map(([name, version]) => [times.get(base(name)) === 1 ? base(name) : name, version]),
  );
  return { versions: short, broken };
}

const aptOptions = [
  "-q",
  "-y",
  // Nobody is there to be asked: a file that somebody changed stays as it is.
  "-o",
  "Dpkg::Options::=--force-confdef",
  "-o",
  "Dpkg::Options::=--force-confold",
  // Another one at work is waited for, and said to be.
  "-o",
  "DPkg::Lock::Timeout=120",
  // Its own dry run is what is approved, so nothing is taken along beside it.
  "-o",
  "APT::Get::AutomaticRemove=false",
];
const aptWords = ({ verb, wanted, downgrade }: Order): string[] => {
  const names = wanted.map(named("="));
  if (verb === "remove") return ["remove", "--", ...names];
  if (verb === "update" && names.length === 0) return ["upgrade"];
  const only = verb === "update" ? ["--only-upgrade"] : [];
  return ["install", ...only, ...(downgrade ? ["--allow-downgrades"] : []), "--", ...names];
};

const apt: Native = {
  command: (order) => ["apt-get", ...aptOptions, ...aptWords(order)],
  dryRun: (order) => [
    "apt-get",
    "-s",
    ...aptOptions,
    "-o",
    "APT::Get::Show-User-Simulation-Note=false",
    ...aptWords(order),
  ],
  // Inst libx [1.0] (1.1 Debian:12/stable [amd64]) · Inst new (1.0 …) · Remv old [1.0]
  foresees: ({ stdout, exitCode }) =>
    exitCode !== 0
      ? undefined
      : {
          changed: [...stdout.matchAll(/^(Inst|Remv) (\S+)(?: \[([^\]]+)\])?(?: \((\S+))?/gm)].map(
            ([, what, name = "", from, to]) => ({
              name,
              ...(from === undefined ? {} : { from }),
              ...(what === "Remv" || to === undefined ? {} : { to }),
            }),
          ),
        },
  refresh: ["apt-get", "-q", "update"],
  installed: ["dpkg-query", "-W", "-f", "${binary:Package}\\t${Version}\\t${db:Status-Abbrev}\\n"],
  read: (stdout) => withoutArchitecture(tabbed(stdout)),
  versions: {
    argv: (name) => ["apt-cache", "madison", "--", name],
    read: (stdout) => lines(stdout).flatMap((line) => line.split("|")[1]?.trim() ?? []),
  },
  env: { ...plain, DEBIAN_FRONTEND: "noninteractive", NEEDRESTART_SUSPEND: "1", APT_LISTCHANGES_FRONTEND: "none" },
};

const rpmInstalled = ["rpm", "-qa", "--qf", "%{NAME}\\t%|EPOCH?{%{EPOCH}:}|%{VERSION}-%{RELEASE}\\n"];

const dnfVerb = ({ verb, downgrade }: Order): string =>
  verb === "update" ? "upgrade" : verb === "install" && downgrade ? "downgrade" : verb;
const dnfWords = (order: Order): string[] => [
  dnfVerb(order),
  ...(order.security ? ["--security"] : []),
  "--",
  ...order.wanted.map(named("-")),
];
const dnf: Native = {
  command: (order) => ["dnf", "-y", ...dnfWords(order)],
  dryRun: (order) => ["dnf", "--assumeno", ...dnfWords(order)],
  foresees: ({ stdout }) => sections(stdout),
  refresh: ["dnf", "-q", "makecache"],
  installed: rpmInstalled,
  read: tabbed,
  env: plain,
};

/** dnf's table: a heading for what becomes of the packages, and a line of columns each. */
function sections(stdout: string): Foreseen | undefined {
  if (/^Nothing to do\.?$/m.test(stdout)) return { changed: [] };
  if (!/^Transaction Summary/m.test(stdout)) return undefined;
  const changed: Changed[] = [];
  let heading = "";
  for (const line of stdout.split("\n")) {
    if (line.startsWith("Transaction Summary")) break;
    const [, next] = /^(Installing|Upgrading|Removing|Downgrading|Reinstalling)\b.*:$/.exec(line) ?? [];
    if (next) heading = next;
    const [, name, version] = /^ (\S+) +(?:x86_64|aarch64|noarch|i686|s390x|ppc64le) +(\S+) /.exec(line) ?? [];
    if (!name || !version || heading === "") continue;
    changed.push(
      heading === "Removing"
        ? { name, from: version }
        : heading === "Installing"
          ? { name, to: version }
          : { name, from: "?", to: version },
    );
  }
  // A line that was broken because its name is long is one that was not read: then nothing is known.
  const counted = [
    ...stdout.matchAll(/^ ?(?:Install|Upgrade|Remove|Downgrade|Upgrad|Remov|Downgrad)(?:ing)?:? +(\d+) [Pp]ackages?/gm),
  ];
  if (counted.reduce((sum, [, count]) => sum + Number(count), 0) !== changed.length) return undefined;
  return { changed };
}

const apkWords = ({ verb, wanted }: Order): string[] => {
  const names = wanted.map(named("="));
  if (verb === "remove") return ["del", "--no-interactive", "--", ...names];
  if (verb === "update") return names.length === 0 ? ["upgrade"] : ["add", "--upgrade", "--", ...names];
  return ["add", "--", ...names];
};
const apk: Native = {
  command: (order) => ["apk", "--no-progress", "--wait", "120", ...apkWords(order)],
  dryRun: (order) => ["apk", "--no-progress", "--simulate", ...apkWords(order)],
  // (1/2) Installing pcre (8.45-r3) · Upgrading a (1 -> 2) · Purging b (1)
  foresees: ({ stdout, exitCode }) =>
    exitCode !== 0
      ? undefined
      : {
          changed: [
            ...stdout.matchAll(
              /^\(\d+\/\d+\) (Installing|Upgrading|Downgrading|Purging) (\S+) \((\S+?)(?: -> (\S+))?\)$/gm,
            ),
          ].map(([, what, name = "", first = "", second]) =>
            what === "Purging"
              ? { name, from: first }
              : second === undefined
                ? { name, to: first }
                : { name, from: first, to: second },
          ),
        },
  refresh: ["apk", "--no-progress", "update"],
  installed: ["apk", "list", "--installed"],
  // nginx-1.24.0-r7 x86_64 {nginx} (BSD-2-Clause) [installed]
  read: (stdout) => ({
    versions: new Map(
      [...stdout.matchAll(/^(\S+?)-(\d\S*-r\d+) /gm)].map(([, name = "", version = ""]) => [name, version]),
    ),
    broken: [],
  }),
  env: plain,
};

const pacmanWords = ({ verb, wanted }: Order): string[] => {
  const names = wanted.map(({ name }) => name);
  if (verb === "remove") return ["-R", "--", ...names];
  return verb === "update" && names.length === 0 ? ["-Su"] : ["-S", "--needed", "--", ...names];
};
const pacman: Native = {
  command: (order) => ["pacman", "--noconfirm", "--noprogressbar", ...pacmanWords(order)],
  dryRun: (order) => ["pacman", "--print", "--print-format", "%n %v", ...pacmanWords(order)],
  // It does not say whether they are there already; that is known from its list.
  foresees: ({ stdout, exitCode }) =>
    exitCode !== 0
      ? undefined
      : {
          changed: [...stdout.matchAll(/^([a-zA-Z0-9@._+-]+) (\d\S*)$/gm)].map(([, name = "", to = ""]) => ({
            name,
            to,
          })),
        },
  refresh: ["pacman", "--noconfirm", "-Sy"],
  installed: ["pacman", "-Q"],
  read: (stdout) => tabbed(stdout.replaceAll(/^(\S+) (\S+)$/gm, "$1\t$2")),
  env: plain,
};

const zypperWords = ({ verb, wanted, downgrade }: Order): string[] => {
  const names = wanted.map(named("="));
  return [verb, ...(downgrade ? ["--oldpackage"] : []), "--", ...names];
};
const zypper: Native = {
  command: (order) => ["zypper", "--non-interactive", "--quiet", ...zypperWords(order)],
  dryRun: (order) => {
    const [verb = "", ...rest] = zypperWords(order);
    return ["zypper", "--non-interactive", verb, "--dry-run", ...rest];
  },
  foresees: ({ stdout, exitCode }) => (exitCode === 0 ? announced(stdout) : undefined),
  refresh: ["zypper", "--non-interactive", "--quiet", "refresh"],
  installed: rpmInstalled,
  read: tabbed,
  env: plain,
};

/** zypper: a sentence, and under it the names, indented and several to a line. */
function announced(stdout: string): Foreseen {
  const changed: Changed[] = [];
  const kinds =
    /^The following (?:\d+ )?(NEW )?packages? (?:is|are) going to be (installed|upgraded|downgraded|REMOVED|removed):\n((?: {2}\S.*\n?)+)/gm;
  for (const [, , what = "", names = ""] of stdout.matchAll(kinds))
    for (const name of names.trim().split(/\s+/))
      changed.push(
        /removed/i.test(what)
          ? { name, from: "?" }
          : what === "installed"
            ? { name, to: "?" }
            : { name, from: "?", to: "?" },
      );
  return { changed };
}

export const natives: Record<Manager, Native> = { apt, dnf, apk, pacman, zypper };

/** How each package manager tells what could be updated, found and understood without changing anything. */
import { statSync, readdirSync } from "node:fs";
import { forLog, untrusted } from "../../domain/untrusted.ts";
import { ToolError, type Spawned, type ToolContext } from "../define.ts";
import { natives, type Installed } from "./native.ts";
import { managers, type Manager } from "./packages.ts";

const lookMs = 120_000;
const maxBytes = 8 << 20;

export type Update = { name: string; from: string; to: string; security: boolean };
export type Updates = { updates: Update[]; securityKnown: boolean };

export function managerOf(ctx: ToolContext): Manager {
  const manager = managers.find((each) => each === ctx.facts().packageManager);
  if (manager) return manager;
  throw new ToolError(
    "not_supported",
    "This machine has none of the package managers apt, dnf, apk, pacman and zypper.",
  );
}

/** Runs one of the manager's looks; an exit status that is not among `ok` is an error. */
export async function look(
  argv: string[],
  { manager, ok = [0] }: { manager: Manager; ok?: number[] },
  ctx: ToolContext,
): Promise<Spawned> {
  const done = await ctx.spawn(argv, { env: natives[manager].env, timeoutMs: lookMs, maxBytes });
  if (done.timedOut) throw new ToolError("timed_out", `\`${argv.slice(0, 3).join(" ")}\` did not come to an end.`);
  if (done.exitCode !== null && ok.includes(done.exitCode)) return done;
  const lines = `${done.stdout}\n${done.stderr}`.split("\n").filter((line) => line.trim() !== "");
  const line = lines.findLast((each) => /^(E:|error|fatal)|unable to|not found|no such/i.test(each)) ?? lines.at(-1);
  throw new ToolError(
    "tool_failed",
    `${manager} cannot say that: ${forLog(untrusted((line ?? "it did not say why").trim().slice(0, 300))).replace(/\.$/, "")}.`,
  );
}

export async function installedHere(manager: Manager, ctx: ToolContext): Promise<Installed> {
  const { installed, read } = natives[manager];
  return read((await look(installed, { manager }, ctx)).stdout);
}

/** By the lists of packages as they are: nothing is fetched. */
export async function updatesHere(manager: Manager, ctx: ToolContext): Promise<Updates> {
  const has = async (): Promise<Installed> => await installedHere(manager, ctx);
  switch (manager) {
    case "apt": {
      const argv = [
        "apt-get",
        "-s",
        "-q",
        "-o",
        "Debug::NoLocking=1",
        "-o",
        "APT::Get::Show-User-Simulation-Note=false",
        "dist-upgrade",
      ];
      return { updates: aptUpdates((await look(argv, { manager }, ctx)).stdout), securityKnown: true };
    }
    case "dnf": {
      const { stdout } = await look(["dnf", "-q", "-C", "check-update"], { manager, ok: [0, 100] }, ctx);
      const secure = await look(["dnf", "-q", "-C", "updateinfo", "list", "--security"], { manager, ok: [0, 1] }, ctx);
      return { updates: dnfUpdates(stdout, secure.stdout, await has()), securityKnown: secure.exitCode === 0 };
    }
    case "apk":
      return {
        updates: apkUpdates((await look(["apk", "version", "-l", "<"], { manager }, ctx)).stdout),
        securityKnown: false,
      };
    case "pacman":
      // 1 says that there are none.
      return {
        updates: pacmanUpdates((await look(["pacman", "-Qu"], { manager, ok: [0, 1] }, ctx)).stdout),
        securityKnown: false,
      };
    case "zypper": {
      const { stdout } = await look(
        ["zypper", "--non-interactive", "--quiet", "--no-refresh", "list-updates"],
        { manager },
        ctx,
      );
      return { updates: zypperUpdates(stdout), securityKnown: false };
    }
  }
}

/** Inst libx [1.0] (1.1 Debian-Security:12/stable-security [amd64]); without a version in brackets it comes new. */
export const aptUpdates = (stdout: string): Update[] =>
  [...stdout.matchAll(/^Inst (\S+) \[([^\]]+)\] \((\S+) ([^)[]*)/gm)].map(
    ([, name = "", from = "", to = "", origin = ""]) => ({
      name,
      from,
      to,
      security: /security|\bESM\b/i.test(origin),
    }),
  );

/** `nginx.x86_64   1:1.26.2-1.fc41   updates`; what it replaces stands further down, under a heading of its own. */
export function dnfUpdates(stdout: string, security: string, { versions }: Installed): Update[] {
  const [wanted = ""] = stdout.split(/^(?:Obsoleting Packages|Obsoleting packages)/m);
  // FEDORA-2026-1 Important/Sec. nginx-1:1.26.2-1.fc41.x86_64
  const secure = new Set(
    [...security.matchAll(/\s(\S+)-(?:\d+:)?[^\s-]+-[^\s-]+\.\w+(?:\s|$)/gm)].map(([, name]) => name),
  );
  return [...wanted.matchAll(/^(\S+)\.(?:x86_64|aarch64|noarch|i686|s390x|ppc64le)\s+(\S+)\s+\S+\s*$/gm)].map(
    ([, name = "", to = ""]) => ({ name, from: versions.get(name) ?? "?", to, security: secure.has(name) }),
  );
}

/** `musl-1.2.3-r4    < 1.2.3-r5` */
export const apkUpdates = (stdout: string): Update[] =>
  [...stdout.matchAll(/^(\S+?)-(\d\S*-r\d+)\s+<\s+(\S+)/gm)].map(([, name = "", from = "", to = ""]) => ({
    name,
    from,
    to,
    security: false,
  }));

/** `linux 6.11.9-1 -> 6.12.1-1`, with `[ignored]` behind it where it is held. */
export const pacmanUpdates = (stdout: string): Update[] =>
  [...stdout.matchAll(/^(\S+) (\S+) -> (\S+)\s*$/gm)].map(([, name = "", from = "", to = ""]) => ({
    name,
    from,
    to,
    security: false,
  }));

/** `v | Main Repository | curl | 8.0.1-1 | 8.6.0-1 | x86_64` */
export const zypperUpdates = (stdout: string): Update[] =>
  [...stdout.matchAll(/^v\s*\|[^|]*\|\s*(\S+)\s*\|\s*(\S+)\s*\|\s*(\S+)\s*\|/gm)].map(
    ([, name = "", from = "", to = ""]) => ({
      name,
      from,
      to,
      security: false,
    }),
  );

const listDirs: Record<Manager, string> = {
  apt: "/var/lib/apt/lists",
  dnf: "/var/cache/dnf",
  apk: "/var/cache/apk",
  pacman: "/var/lib/pacman/sync",
  zypper: "/var/cache/zypp/raw",
};

/** When the lists of packages were fetched last; undefined where there are none, or nobody can tell. */
export function listsAtMs(manager: Manager, dir = listDirs[manager]): number | undefined {
  try {
    const times = readdirSync(dir)
      .filter((name) => !/^(lock|partial|auxfiles)$/.test(name))
      .map((name) => statSync(`${dir}/${name}`).mtimeMs);
    if (times.length === 0) return undefined;
    // A list that had not changed keeps its server's time; the folder has that of the last look.
    return Math.max(...(manager === "apt" ? [statSync(dir).mtimeMs] : []), ...times);
  } catch {
    return undefined;
  }
}

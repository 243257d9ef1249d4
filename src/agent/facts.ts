/** What this machine is: read at each connection, from files and local sockets, without starting a program. */
import { availableParallelism, hostname, networkInterfaces, release, totalmem, uptime, version } from "node:os";
import type { Facts, MachineKind, Platform } from "../domain/machine.ts";
import { parseBootTime } from "../lib/proc/cpu.ts";
import { parseMemory } from "../lib/proc/memory.ts";
import { parseStat, ticksPerSecond } from "../lib/proc/processes.ts";
import { askEngines, type Ask } from "../tools/container/engine.ts";
import { filesBelow, type Files } from "./facts/files.ts";
import { guestsOf } from "./facts/guests.ts";
import { machineKind } from "./facts/kind.ts";
import { accountsOf, repositoriesOf } from "./facts/people.ts";
import { programFinder, programsFound } from "./facts/programs.ts";
import { serviceNames } from "./facts/services.ts";
import { initSystem, packageManager, readOsRelease } from "./facts/system.ts";

/** How long a container engine may take to name its containers. */
const engineMs = 2_000;

/** Other machines can be given by their files; the rest (name, addresses, processors) is always this one's. */
export async function readFacts({
  files = filesBelow(),
  ask = askSocket,
}: { files?: Files; ask?: Ask } = {}): Promise<Facts> {
  const here = {
    ...network(),
    cpus: availableParallelism(),
    hostname: cut(hostname()),
    arch: process.arch,
    kernel: cut(release()),
  };
  return process.platform === "linux" ? { ...here, ...(await linux(files, ask)) } : { ...here, ...elsewhere(files) };
}

type Rest = Omit<Facts, "hostname" | "addresses" | "macs" | "cpus" | "arch" | "kernel">;

async function linux(files: Files, ask: Ask): Promise<Rest> {
  const os = readOsRelease(files);
  const has = programFinder(files);
  const init = initSystem(files);
  const kind = machineKind(files);
  const packages = packageManager(has);
  const guests = guestsOf(files);
  return {
    platform: "linux",
    osId: cut(os.osId),
    osVersion: cut(os.osVersion),
    osName: cut(os.osName),
    kind,
    init,
    packageManager: packages,
    memoryBytes: parseMemory(files.text("/proc/meminfo") ?? "").totalBytes,
    bootedAtMs: bootTime(files, kind),
    services: serviceNames(files, init),
    programs: programsFound(has),
    containers: await containerNames(ask),
    accounts: accountsOf(files),
    repositories: repositoriesOf(files),
    ...(guests ? { guests } : {}),
    ...(packages === "apt" ? { rebootRequired: files.exists("/run/reboot-required") } : {}),
  };
}

/** Of the kernel; in a container, which shares one, of its first process. */
function bootTime(files: Files, kind: MachineKind): number {
  const kernelMs = parseBootTime(files.text("/proc/stat") ?? "") ?? bootedAtMs();
  const first = kind === "lxc" || kind === "container" ? parseStat(files.text("/proc/1/stat") ?? "") : undefined;
  return kernelMs + Math.floor((first?.startedTicks ?? 0) / ticksPerSecond) * 1_000;
}

/** macOS and Windows: what the runtime itself knows. */
function elsewhere(files: Files): Rest {
  const platform: Platform = process.platform === "win32" ? "windows" : "darwin";
  const has = programFinder(files);
  const plist = files.text("/System/Library/CoreServices/SystemVersion.plist") ?? "";
  const osVersion =
    platform === "windows" ? release() : (/ProductVersion<\/key>\s*<string>([^<]+)/.exec(plist)?.[1] ?? "");
  return {
    platform,
    osId: platform === "windows" ? "windows" : "macos",
    osVersion: cut(osVersion),
    osName: cut(platform === "windows" ? version() : `macOS ${osVersion}`.trim()),
    kind: "unknown",
    init: "none",
    packageManager: platform === "darwin" && has("brew") ? "brew" : "none",
    memoryBytes: totalmem(),
    bootedAtMs: bootedAtMs(),
    services: [],
    programs: platform === "darwin" ? programsFound(has) : [],
    containers: [],
  };
}

async function containerNames(ask: Ask): Promise<string[]> {
  const answers = await askEngines(ask, { all: true });
  const names = answers.flatMap((answer) => ("containers" in answer ? answer.containers.map(({ name }) => name) : []));
  return [...new Set(names)].toSorted().slice(0, 1_000);
}

const askSocket: Ask = async (socket, path) => {
  const answer = await fetch(`http://localhost${path}`, { unix: socket, signal: AbortSignal.timeout(engineMs) });
  return { status: answer.status, text: await answer.text() };
};

/** Without loopback, and without link-local IPv6, which means nothing elsewhere. */
function network(): { addresses: string[]; macs: string[] } {
  const all = Object.values(networkInterfaces()).flatMap((entries) => entries ?? []);
  const outer = all.filter(({ internal }) => !internal);
  const known = (values: string[]): string[] => [...new Set(values)].slice(0, 64);
  return {
    addresses: known(
      outer.map(({ address }) => address).filter((address) => !address.toLowerCase().startsWith("fe80:")),
    ),
    macs: known(outer.map(({ mac }) => mac).filter((mac) => mac !== "00:00:00:00:00:00")),
  };
}

const bootedAtMs = (): number => Math.round((Date.now() - uptime() * 1_000) / 1_000) * 1_000;
const cut = (text: string): string => text.slice(0, 256);

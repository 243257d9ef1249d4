/** Reads what systemd, /proc and /etc say of services, and knocks where they listen. Nothing is changed. */
import { untrusted } from "../../domain/untrusted.ts";
import { readPageBytes, readStat, type ProcessStat } from "../../lib/proc/processes.ts";
import { pidsOf, readListening, readOwners, type Listening } from "../../lib/proc/sockets.ts";
import type { ToolContext } from "../define.ts";
import { configsOf, settingsIn } from "./around/configs.ts";
import { filesWritten, sizeOf } from "./around/files.ts";
import { knock, usuallyHttp, wantsNoHttp } from "./around/knock.ts";
import { showAround, type Around } from "./around/systemd.ts";
import type { Explained, ExplainInput, ExplainOutput } from "./explain.ts";

/** Units of the system itself; they are looked at only where they are asked for. */
const plumbing = /^(?:systemd-|dbus|getty|serial-getty|user@|user-runtime-dir|polkit|ailx-agent|ailx-hub|ailx)/;
const mostServices = 60;
const growthMs = 1_000;

export async function run({ service }: ExplainInput, ctx: ToolContext): Promise<ExplainOutput> {
  const all = await showAround(service, ctx);
  const units = (service === undefined ? all.filter(concerns) : all).slice(0, mostServices);
  const stats = pidsOf().flatMap((pid) => readStat(pid) ?? []);
  const listening = readListening().filter(({ protocol }) => protocol === "tcp");
  const owners = readOwners(new Set(listening.map(({ inode }) => inode)));
  const before = units.map((unit) => ownOf(unit, { stats, listening, owners }));
  const startedAtMs = performance.now();
  const [knocked] = await Promise.all([
    Promise.all(
      before.map(({ ports }) => Promise.all(ports.map((port) => tried(port, service !== undefined, ctx.signal)))),
    ),
    Bun.sleep(growthMs),
  ]);
  const measuredMs = Math.round(performance.now() - startedAtMs);
  const pageBytes = readPageBytes();
  return {
    measuredMs,
    services: before.map(({ unit, pids, files }, at) =>
      explained(unit, { pids, files, listens: knocked[at] ?? [], pageBytes }),
    ),
  };
}

/** Also those that do not run but are set up under their own name: somebody meant them to. */
const concerns = (unit: Around): boolean =>
  !plumbing.test(unit.service) &&
  (unit.mainPid !== null ||
    unit.state === "failed" ||
    unit.state === "activating" ||
    configsOf(unit).some(({ path }) => path.startsWith(`/etc/${unit.service}/`)));

type World = { stats: readonly ProcessStat[]; listening: readonly Listening[]; owners: ReadonlyMap<number, number> };
type Own = { unit: Around; pids: ProcessStat[]; ports: Listening[]; files: Map<string, number> };

function ownOf(unit: Around, { stats, listening, owners }: World): Own {
  const pids = unit.mainPid === null ? [] : familyOf(unit.mainPid, stats);
  const ids = new Set(pids.map(({ pid }) => pid));
  const ports = listening.filter(({ inode }) => ids.has(owners.get(inode) ?? 0)).slice(0, 64);
  return { unit, pids, ports, files: filesWritten([...ids]) };
}

/** A process and what descends from it. */
function familyOf(main: number, stats: readonly ProcessStat[]): ProcessStat[] {
  const found = stats.filter(({ pid }) => pid === main);
  for (const each of found) found.push(...stats.filter(({ parent, pid }) => parent === each.pid && pid !== each.pid));
  return found;
}

/** What is not asked for by name is knocked at only where HTTP is usual: a printer would print the question. */
async function tried(socket: Listening, asked: boolean, signal: AbortSignal): Promise<Explained["listens"][number]> {
  const { address, port } = socket;
  if (wantsNoHttp(port) || (!asked && !usuallyHttp(port))) return { address, port };
  return { address, port, ...(await knock({ address, port }, signal)) };
}

type Found = { pids: ProcessStat[]; files: Map<string, number>; listens: Explained["listens"]; pageBytes: number };

function explained(unit: Around, { pids, files, listens, pageBytes }: Found): Explained {
  const configs = configsOf(unit);
  return {
    service: unit.service,
    active: unit.active,
    user: untrusted(unit.user.slice(0, 64)),
    group: untrusted(unit.group.slice(0, 64)),
    mainPid: unit.mainPid,
    memoryBytes: pids.reduce((sum, { residentPages }) => sum + residentPages * pageBytes, 0),
    processes: pids.length,
    unitFile: untrusted(unit.unitFile.slice(0, 4_096)),
    unitChangedAtMs: unit.unitChangedAtMs,
    listens,
    files: [...files].slice(0, 64).map(([path, sizeBytes]) => {
      const now = sizeOf(path) ?? sizeBytes;
      return { path: untrusted(path.slice(0, 4_096)), sizeBytes: now, grewBytes: Math.max(0, now - sizeBytes) };
    }),
    configs: configs.map(({ path, changedAtMs }) => ({ path: untrusted(path), changedAtMs })),
    settings: configs
      .flatMap(({ path, text }) => settingsIn(text).map((each) => ({ path, ...each })))
      .slice(0, 100)
      .map(({ path, line, name, value, text }) => ({
        path: untrusted(path),
        line,
        name: untrusted(name),
        value: untrusted(value),
        text: untrusted(text),
      })),
  };
}

/**
 * Which control groups this agent may make for its calls: version 2 where its own group is its to divide, and the
 * controllers of version 1 beside it or alone. Looked at once, when the first program is started.
 */
import { mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

export type Hierarchy = {
  version: 1 | 2;
  /** What limits and counts here; empty for a bare version 2, which holds processes together and no more. */
  controllers: ReadonlySet<string>;
  /** The agent's folder in it. A group for each program is made below. */
  dir: string;
};

/** Of version 1, memory is not among them: it costs more than all the others, and is joined only where a limit is asked. */
const wanted = ["pids", "freezer", "memory"];
/** systemd hands this group to the agent: `Delegate=yes`. */
const ownUnit = /^ailx-agent.*\.(service|scope)$/;

export function probe({ self = read("/proc/self/cgroup"), mounts = read("/proc/self/mountinfo") } = {}): Hierarchy[] {
  const mounted = mounts.split("\n").flatMap((line) => mountOf(line) ?? []);
  return self.split("\n").flatMap((line) => {
    const [, names = "", path = ""] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
    if (path === "" || path.startsWith("/..")) return [];
    const version = names === "" ? 2 : 1;
    const controllers = names.split(",").filter((name) => wanted.includes(name));
    if (version === 1 && controllers.length === 0) return [];
    const mount = mounted.find(
      (each) => each.version === version && (version === 2 || controllers.every((name) => each.options.includes(name))),
    );
    const own = mount && inside(mount, path);
    return own === undefined ? [] : (opened({ version, own, controllers }) ?? []);
  });
}

type Mount = { root: string; at: string; version: 1 | 2; options: string[] };

function mountOf(line: string): Mount | undefined {
  const [before = "", after = ""] = line.split(" - ");
  const [, , , root = "", at = ""] = before.split(" ");
  const [type, , options = ""] = after.split(" ");
  if (type !== "cgroup" && type !== "cgroup2") return undefined;
  return { root, at, version: type === "cgroup2" ? 2 : 1, options: options.split(",") };
}

// A container may have a part of the tree mounted as if it were all of it.
function inside({ root, at }: Mount, path: string): string | undefined {
  if (root === "/") return join(at, path);
  return path === root || path.startsWith(`${root}/`) ? join(at, path.slice(root.length)) : undefined;
}

function opened({
  version,
  own,
  controllers,
}: {
  version: 1 | 2;
  own: string;
  controllers: string[];
}): Hierarchy | undefined {
  const dir = join(own, `ailx-${process.pid}`);
  try {
    removeStale(own);
    mkdirSync(dir, { recursive: true });
    process.once("exit", () => attempt(() => rmdirSync(dir)));
    const has = version === 1 ? controllers : divided(own, dir);
    // Does it take processes? A read-only mount and a foreign group show it here, and not at the first call.
    const trial = join(dir, "trial");
    mkdirSync(trial, { recursive: true });
    const writable = attempt(() => writeFileSync(join(trial, "cgroup.procs"), ""));
    rmdirSync(trial);
    return writable ? { version, dir, controllers: new Set(has) } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Version 2 lets a group have either processes or children with controllers. So the agent moves into a leaf of its own, where
 * its group is its own: a foreign process is never moved, and what systemd did not delegate is not divided.
 */
function divided(own: string, dir: string): string[] {
  const there = read(join(own, "cgroup.controllers")).trim().split(" ");
  const controllers = ["memory", "pids", "io", "cpu"].filter((name) => there.includes(name));
  if (controllers.length === 0 || !isDelegated(own)) return [];
  const leaf = join(dir, "agent");
  const on = controllers.map((name) => `+${name}`).join(" ");
  const moved: number[] = [];
  try {
    const inside = numbers(read(join(own, "cgroup.procs")));
    if (!inside.every((pid) => pid === process.pid || parentOf(pid) === process.pid)) return [];
    mkdirSync(leaf, { recursive: true });
    for (const pid of inside) {
      writeFileSync(join(leaf, "cgroup.procs"), String(pid));
      moved.push(pid);
    }
    for (const group of [own, dir]) writeFileSync(join(group, "cgroup.subtree_control"), on);
    return controllers;
  } catch {
    // Back where they were: half divided, it would take no processes at all.
    for (const pid of moved) attempt(() => writeFileSync(join(own, "cgroup.procs"), String(pid)));
    attempt(() => rmdirSync(leaf));
    return [];
  }
}

function isDelegated(own: string): boolean {
  const isRoot = process.geteuid?.() === 0;
  // Who is not root can write only what was handed over.
  return !isRoot || ownUnit.test(basename(own)) || read("/proc/1/comm").trim() !== "systemd";
}

/** What an agent left that was killed: empty by now, or still holding what runs. */
function removeStale(own: string): void {
  for (const name of readdirSync(own)) {
    const pid = Number(/^ailx-(\d+)$/.exec(name)?.[1] ?? process.pid);
    if (pid === process.pid || read(`/proc/${pid}/comm`) !== "") continue;
    const dir = join(own, name);
    for (const call of readdirSync(dir)) attempt(() => rmdirSync(join(dir, call)));
    attempt(() => rmdirSync(dir));
  }
}

const parentOf = (pid: number): number => Number(/^PPid:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0);

export const numbers = (text: string): number[] => text.split("\n").filter(Boolean).map(Number);

/** Empty where it cannot be read. */
export function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

export function attempt(act: () => void): boolean {
  try {
    act();
    return true;
  } catch {
    return false;
  }
}

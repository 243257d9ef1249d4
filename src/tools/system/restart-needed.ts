/** Whether a machine wants to be restarted, by what its package manager left behind and by the kernels that lie there. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Sentences without a full stop; empty where nothing asks for it. `root`: where this machine's files begin. */
export function restartReasons({
  kernel,
  contained,
  root = "/",
}: {
  kernel: string;
  contained: boolean;
  root?: string;
}): string[] {
  const reasons: string[] = [];
  const marked = ["run/reboot-required", "var/run/reboot-required"]
    .map((path) => join(root, path))
    .find((path) => existsSync(path));
  if (marked !== undefined) {
    const packages = [
      ...new Set(
        text(`${marked}.pkgs`)
          .split("\n")
          .map((line) => line.trim()),
      ),
    ].filter((name) => name !== "");
    reasons.push(
      packages.length === 0
        ? "its package manager says so"
        : `updated since: ${packages.slice(0, 10).join(", ")}${packages.length > 10 ? ` and ${packages.length - 10} more` : ""}`,
    );
  }
  // A container runs its host's kernel, whatever lies in its own /lib/modules.
  const newer = contained ? undefined : newerKernel(kernel, root);
  if (newer !== undefined) reasons.push(newer);
  return reasons;
}

function newerKernel(running: string, root: string): string | undefined {
  const modules = join(root, "lib/modules");
  const installed = list(modules).filter(
    (version) => existsSync(join(root, "boot", `vmlinuz-${version}`)) || existsSync(join(modules, version, "vmlinuz")),
  );
  const alike = installed.filter((version) => flavour(version) === flavour(running)).toSorted(byVersion);
  const newest = alike.at(-1);
  if (newest !== undefined && byVersion(newest, running) > 0)
    return `kernel ${newest} is installed and ${running} runs`;
  // Arch replaces the kernel: what runs can then load no module any more.
  if (installed.length > 0 && !existsSync(join(modules, running)))
    return `the modules of the running kernel ${running} are gone; ${installed.toSorted(byVersion).at(-1)} is installed`;
  return undefined;
}

/** `6.1.0-37-amd64` is of `amd64`, as is 6.1.0-38-amd64; `-cloud-amd64` is another one. */
const flavour = (version: string): string => version.replace(/^[\d.]+(-[\d.]+)*-?/, "");

export function byVersion(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.match(/\d+/g)?.map(Number) ?? []);
  for (let at = 0; at < Math.max(left?.length ?? 0, right?.length ?? 0); at++) {
    const difference = (left?.[at] ?? -1) - (right?.[at] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}

function text(path: string): string {
  try {
    return readFileSync(path, "utf8").slice(0, 65_536);
  } catch {
    return "";
  }
}

function list(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

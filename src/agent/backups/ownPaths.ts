/** What belongs to ailx on this machine: files and folders that no tool may write, also where they are not there yet. */
import { homedir } from "node:os";
import { join } from "node:path";

const unitDirs = ["/etc/systemd/system", "/usr/lib/systemd/system", "/lib/systemd/system", "/run/systemd/system"];
const units = ["ailx-agent.service", "ailx-hub.service", "ailx.service"];

export function ownPaths({ stateDir, isRoot }: { stateDir: string; isRoot: boolean }): string[] {
  const home = homedir();
  return [
    stateDir,
    "/etc/ailx",
    "/var/lib/ailx",
    "/var/lib/ailx-agent",
    "/var/lib/ailx-hub",
    "/run/ailx-agent",
    "/usr/local/bin/ailx",
    "/usr/bin/ailx",
    ...(isRoot ? ["/root"] : [home]).flatMap((of) =>
      [".config/ailx", ".local/share/ailx", ".local/state/ailx-agent"].map((name) => join(of, name)),
    ),
    ...unitDirs.flatMap((dir) => units.flatMap((unit) => [join(dir, unit), join(dir, `${unit}.d`)])),
    "/etc/init.d/ailx-agent",
    "/etc/conf.d/ailx-agent",
    "/etc/default/ailx-agent",
    // Where it runs from source this is the runtime, which a tool has no business with either.
    process.execPath,
  ];
}

/** Distribution, init system and package manager, from files. */
import type { Files } from "./files.ts";

export type OsRelease = { osId: string; osVersion: string; osName: string; like: string[] };

/** `os-release(5)`. */
export function readOsRelease(files: Files): OsRelease {
  const text = files.text("/etc/os-release") ?? files.text("/usr/lib/os-release") ?? "";
  const field = (name: string): string => {
    const value = new RegExp(`^${name}=(.*)$`, "m").exec(text)?.[1]?.trim() ?? "";
    return value.replace(/^(["'])(.*)\1$/, "$2").replaceAll(/\\(["'$`\\])/g, "$1");
  };
  const osId = field("ID") || "linux";
  return {
    osId,
    osVersion: field("VERSION_ID"),
    osName: field("PRETTY_NAME") || field("NAME") || "Linux",
    like: field("ID_LIKE").split(/\s+/).filter(Boolean),
  };
}

/** systemd and OpenRC each have a folder that exists only while they run. */
export function initSystem(files: Files): string {
  if (files.exists("/run/systemd/system")) return "systemd";
  return files.exists("/run/openrc") ? "openrc" : "none";
}

const managers: readonly (readonly [program: string, name: string])[] = [
  ["apt-get", "apt"],
  ["dnf", "dnf"],
  ["dnf5", "dnf"],
  ["yum", "yum"],
  ["zypper", "zypper"],
  ["apk", "apk"],
  ["pacman", "pacman"],
  ["xbps-install", "xbps"],
  ["emerge", "portage"],
  ["nix-env", "nix"],
  ["opkg", "opkg"],
  ["brew", "brew"],
];

/** The manager of the distribution: more than one may be installed, and the first of this list is the system's own. */
export const packageManager = (has: (program: string) => boolean): string =>
  managers.find(([program]) => has(program))?.[1] ?? "none";

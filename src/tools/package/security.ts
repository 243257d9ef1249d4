/** Which updates are for security, by what the package manager knows of where they come from, and the order to install just these. */
import { readFileSync } from "node:fs";
import { ToolError, type ToolContext } from "../define.ts";
import type { Asked } from "./changing.ts";
import { managerOf, aptUpdates, look, type Update } from "./updating.ts";

/** Tests have their own. */
export type Release = () => string;
const here: Release = () => readFileSync("/etc/os-release", "utf8");

/**
 * The order with what is to be updated for security; undefined where nothing is. Throws `not_supported` for managers that do not
 * tell. The lists of packages are taken as they are.
 */
export async function forSecurity(asked: Asked, ctx: ToolContext, release = here): Promise<Asked | undefined> {
  const manager = managerOf(ctx);
  switch (manager) {
    case "dnf":
      return { ...asked, security: true };
    case "apt": {
      const names = new Set(asked.wanted.map(({ name }) => name));
      const due = (await aptSecurity(ctx, release)).filter(({ name }) => names.size === 0 || names.has(name));
      return due.length === 0 ? undefined : { ...asked, wanted: due.map(({ name, to }) => ({ name, version: to })) };
    }
    default:
      throw new ToolError(
        "not_supported",
        `${manager} does not tell which updates are for security. Nothing was changed.`,
        "Name the packages, or update all of them.",
      );
  }
}

/**
 * A package may have a newer version that is no security update beside the one that is: the archive for security is preferred then,
 * as unattended-upgrades does. Where this system has no such archive by its code name, what comes from another one counts.
 */
async function aptSecurity(ctx: ToolContext, release: Release): Promise<Update[]> {
  const codename = /^VERSION_CODENAME="?([a-z]+)"?$/m.exec(textOf(release))?.[1];
  const argv = (more: string[]): string[] => [
    "apt-get",
    "-s",
    "-q",
    "-o",
    "Debug::NoLocking=1",
    "-o",
    "APT::Get::Show-User-Simulation-Note=false",
    ...more,
    "dist-upgrade",
  ];
  const plain = async () => await look(argv([]), { manager: "apt" }, ctx);
  // 100: no archive of that name.
  const preferred =
    codename === undefined
      ? await plain()
      : await look(argv(["-t", `${codename}-security`]), { manager: "apt", ok: [0, 100] }, ctx);
  const { stdout } = preferred.exitCode === 0 ? preferred : await plain();
  return aptUpdates(stdout).filter(({ security }) => security);
}

function textOf(release: Release): string {
  try {
    return release();
  } catch {
    return "";
  }
}

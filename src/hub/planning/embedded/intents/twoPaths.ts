/** From one path to another: by the tools for files, which keep what was there; folders by a command. */
import { findTool } from "../../../../tools/index.ts";
import type { Intent } from "../types.ts";
import { literals, type Match } from "./match.ts";
import { shell } from "./shell.ts";

/** A name with an ending, or one of the well-known ones without. */
export const looksLikeFile = (path: string): boolean =>
  (/\/[^/]*\.[a-z0-9_-]{1,12}$/i.test(path) && !path.endsWith(".d")) ||
  /^\/etc\/(?:hosts|fstab|passwd|group|hostname|motd|crontab|exports|issue|timezone|sudoers|ssh\/sshd_config)$/.test(
    path,
  );

/** Folders that every system has: what goes “to /tmp” keeps its name there. */
const folders = /\/$|^\/(?:tmp|root|var\/tmp|var\/backups|srv|opt|mnt|media|home\/[^/]+)$/;

export function between(match: Match, verb: "copy" | "move"): Intent | undefined {
  const [from, to] = literals(match, "path");
  if (from === undefined || to === undefined) return undefined;
  const does = `${verb === "copy" ? "Copy" : "Move"} ${from} to ${to}`;
  const target = folders.test(to) ? `${to.replace(/\/$/, "")}/${from.split("/").at(-1) ?? ""}` : to;
  if (looksLikeFile(from) && findTool(`file.${verb}`) && !/[*?]/.test(from) && (target !== to || looksLikeFile(to)))
    return { kind: "change", tool: `file.${verb}`, input: { from, to: target }, does };
  const program = verb === "copy" ? "cp -a --" : "mv -n --";
  return shell({
    command: (_machine, q) => `${program} ${q(from)} ${q(to)}`,
    does,
    reads: false,
    needs: "a POSIX shell",
  });
}

/** /etc/passwd and the files beside it, read as what they are; of a password no more is told than whether it lets in. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { untrusted } from "../../domain/untrusted.ts";
import { adminGroups, type Account } from "./accounts.ts";

/** Where they lie, and who the agent is; tests have their own. */
export type Place = { etc: string; agentUid: number };
export const here: Place = { etc: "/etc", agentUid: process.geteuid?.() ?? 0 };

/** All that decides who may sign in. */
export const accountFiles = ({ etc }: Place): string[] =>
  ["passwd", "shadow", "group", "gshadow", "subuid", "subgid"].map((name) => join(etc, name));

/** `secrets: false`: /etc/shadow is not opened. */
export function accounts({ etc }: Place, { secrets: may = true }: { secrets?: boolean } = {}): Account[] {
  const groups = rows(etc, "group").map(([name = "", , gid, members = ""]) => ({
    name,
    gid,
    members: members.split(","),
  }));
  const secrets = new Map((may ? rows(etc, "shadow") : []).map(([name = "", ...rest]) => [name, rest]));
  return rows(etc, "passwd").flatMap(([name = "", , uid, gid, comment = "", home = "", shell = ""]) => {
    if (!/^[^\s:]{1,256}$/.test(name) || !Number.isInteger(Number(uid))) return [];
    const own = groups.filter((group) => group.gid === gid).map((group) => group.name);
    const more = groups.filter((group) => group.members.includes(name)).map((group) => group.name);
    const secret = secrets.get(name);
    return {
      name,
      uid: Number(uid),
      groups: [...new Set([...own, ...more])].filter((group) => /^[^\s:]{1,256}$/.test(group)).slice(0, 256),
      home: untrusted(home.slice(0, 4_096)),
      shell: untrusted(shell.slice(0, 1_024)),
      comment: untrusted(comment.slice(0, 1_024)),
      ...(secret ? { locked: isExpired(secret[6]) } : {}),
    };
  });
}

export const accountOf = (name: string, place: Place): Account | null =>
  accounts(place).find((each) => each.name === name) ?? null;

export const groupNames = ({ etc }: Place): string[] => rows(etc, "group").map(([name = ""]) => name);

/** Whether a password stands behind the mark that locks it; without one there is nothing to unlock. */
export const hasLockedPassword = (name: string, { etc }: Place): boolean =>
  rows(etc, "shadow").some(([of, secret = ""]) => of === name && /^![^!*]/.test(secret));

/** Day 1 of 1970 is how usermod writes “never again”; a date of its own is somebody's. */
const isExpired = (days: string | undefined): boolean => days !== undefined && days !== "" && Number(days) <= 1;
export const ownExpiry = (name: string, { etc }: Place): boolean =>
  rows(etc, "shadow").some(([of, , , , , , , days = ""]) => of === name && Number(days) > 1);

/** Who may become root by a group and is not locked. */
export const admins = (place: Place): string[] =>
  accounts(place)
    .filter(({ uid, groups, locked }) => uid !== 0 && !locked && adminGroups.some((group) => groups.includes(group)))
    .map(({ name }) => name);

function rows(etc: string, name: string): string[][] {
  try {
    return readFileSync(join(etc, name), "utf8")
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"))
      .map((line) => line.split(":"));
  } catch {
    return [];
  }
}

/** Turns what the kernel says of a place into what is told of it. */
import { readlinkSync, type Stats } from "node:fs";
import { untrusted } from "../../domain/untrusted.ts";
import { kindOf } from "./looking.ts";
import { modeText } from "./shown.ts";
import { nameOfOwner } from "./target.ts";

export type Owner = (stats: Pick<Stats, "uid" | "gid">) => string;

/** Names of owners; each is looked up once. */
export function makeOwner(): Owner {
  const known = new Map<string, string>();
  return ({ uid, gid }) => {
    const key = `${uid}:${gid}`;
    const name = known.get(key) ?? nameOfOwner({ uid, gid });
    known.set(key, name);
    return name;
  };
}

export function seenAt(path: string, stats: Stats, owner: Owner = nameOfOwner) {
  const kind = kindOf(stats);
  return {
    kind,
    sizeBytes: stats.size,
    modifiedAtMs: Math.round(stats.mtimeMs),
    mode: modeText(stats.mode & 0o7777),
    owner: untrusted(owner(stats).slice(0, 140)),
    ...(kind === "link" ? { link: untrusted(linkOf(path)) } : {}),
  };
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path).slice(0, 4_096);
  } catch {
    // Gone or changed meanwhile.
    return "";
  }
}

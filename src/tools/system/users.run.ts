/** Reads the machine's own records of sign-ins; where it keeps none, the sessions that systemd-logind holds. */
import { closeSync, existsSync, fstatSync, openSync, readdirSync, readFileSync, readSync } from "node:fs";
import { join } from "node:path";
import { untrusted } from "../../domain/untrusted.ts";
import { iso } from "../../lib/clock.ts";
import { ToolError, type ToolContext } from "../define.ts";
import type { UsersOutput } from "./users.ts";
import { parseRecords, type SignIn } from "./utmp.ts";

/** Of each file its end is read: records are some 400 bytes. */
const mostBytes = 8 << 20;
const failedMs = 7 * 86_400_000;
const [booted, signedIn, ended] = [2, 7, 8];

export async function run(_input: object, ctx: ToolContext, root = "/"): Promise<UsersOutput> {
  const now = records(join(root, "run/utmp")) ?? records(join(root, "var/run/utmp"));
  const was = records(join(root, "var/log/wtmp"));
  const failed = records(join(root, "var/log/btmp"));
  const sessions = now === undefined ? logindSessions(join(root, "run/systemd/sessions")) : undefined;
  if (now === undefined && was === undefined && sessions === undefined)
    throw new ToolError(
      "not_supported",
      "This machine notes no sign-ins: it has neither utmp nor wtmp nor sessions of systemd-logind.",
    );
  return {
    signedIn:
      sessions ??
      (now ?? []).flatMap((each) => (each.type === signedIn && lives(each.pid) ? [session(each)] : [])).slice(0, 200),
    last: lastOf(was ?? []),
    ...(failed === undefined ? {} : { failed: failedOf(failed, ctx.nowMs()) }),
  };
}

const session = ({ user, from, atMs }: SignIn): UsersOutput["signedIn"][number] => ({
  user: untrusted(user),
  from: placeOf(from),
  since: iso(atMs).slice(-24),
});

/** `:0` and `tmux(12).%0` are no places. */
const placeOf = (from: string) => untrusted(/^:|^tmux|^screen/.test(from) ? "" : from);

/** A sign-in ends with the next record of its line, or with the machine. */
function lastOf(all: readonly SignIn[]): UsersOutput["last"] {
  const open = new Map<string, UsersOutput["last"][number]>();
  const found: UsersOutput["last"] = [];
  for (const each of all) {
    const until = iso(each.atMs).slice(-24);
    if (each.type === booted) {
      for (const one of open.values()) one.until = until;
      open.clear();
    } else if (each.type === signedIn || each.type === ended) {
      const before = open.get(each.line);
      if (before) before.until = until;
      open.delete(each.line);
    }
    if (each.type !== signedIn || each.user === "") continue;
    const one = { user: untrusted(each.user), from: placeOf(each.from), at: until, until: "" };
    open.set(each.line, one);
    found.push(one);
  }
  return found.slice(-50).toReversed();
}

function failedOf(all: readonly SignIn[], nowMs: number): NonNullable<UsersOutput["failed"]> {
  const recent = all.filter(({ atMs }) => atMs >= nowMs - failedMs);
  const counts = new Map<string, number>();
  for (const { from } of recent) counts.set(from, (counts.get(from) ?? 0) + 1);
  const top = [...counts].toSorted(([, a], [, b]) => b - a).slice(0, 10);
  return { count: recent.length, top: top.map(([from, count]) => ({ from: untrusted(from), count })) };
}

function records(path: string): SignIn[] | undefined {
  let file: number | undefined;
  try {
    file = openSync(path, "r");
    const { size } = fstatSync(file);
    const record = process.arch === "arm64" ? 400 : 384;
    const length = Math.min(size, Math.floor(mostBytes / record) * record);
    const bytes = Buffer.alloc(length);
    const got = readSync(file, bytes, 0, length, Math.floor((size - length) / record) * record);
    return parseRecords(bytes.subarray(0, got));
  } catch {
    // Absent, or not for this user: then nothing is said of it.
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

const lives = (pid: number): boolean => existsSync(`/proc/${pid}`);

/** Each session is a file of NAME=value lines. */
function logindSessions(dir: string): UsersOutput["signedIn"] | undefined {
  if (!existsSync(dir)) return undefined;
  return readdirSync(dir)
    .filter((name) => !name.includes("."))
    .flatMap((name) => {
      const text = readText(join(dir, name));
      const field = (key: string): string => new RegExp(`^${key}=(.*)$`, "m").exec(text)?.[1] ?? "";
      if (field("CLASS") !== "user" || field("STATE") === "closing") return [];
      const atMs = Math.floor(Number(field("REALTIME")) / 1_000) || 0;
      return [
        {
          user: untrusted(field("USER").slice(0, 64)),
          from: untrusted(field("REMOTE_HOST").slice(0, 256)),
          since: iso(Math.min(atMs, 253_402_300_799_999)).slice(-24),
        },
      ];
    })
    .slice(0, 200);
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

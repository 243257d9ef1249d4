/** Who this machine is to its hub: a key pair that never leaves it, an instance id, and the hub it joined. */
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createHash, type KeyObject } from "node:crypto";
import { join } from "node:path";
import * as z from "zod/mini";
import { AppError } from "../domain/error.ts";
import { writeDurably } from "../lib/durableFile.ts";
import { newPrivateKey, privateKeyPem, publicKeyOf, readPrivateKey } from "../lib/ed25519.ts";
import { once } from "../lib/once.ts";

/** The hub that this machine joined, as it is kept in `hub.json`. */
const joinedSchema = once(() =>
  z.object({
    machineId: z.string().check(z.minLength(1)),
    name: z.string(),
    /** The hub's Ed25519 key, SPKI in base64: whoever cannot use its private half is not our hub. */
    hubKey: z.string().check(z.minLength(1)),
    /** Pin of a self-made certificate. */
    tlsPin: z.optional(z.string()),
    url: z.string().check(z.minLength(1)),
  }),
);
export type Joined = z.infer<ReturnType<typeof joinedSchema>>;

export type Identity = {
  stateDir: string;
  key: KeyObject;
  /** SPKI in base64. */
  publicKey: string;
  /** Random per state directory: tells a copy of the key from a restart. */
  instanceId: string;
  /** Absent until the machine has joined a hub. */
  joined?: Joined;
};

/** Reads the state directory, or fills a new one. Throws `storage_failed` with what to do where it cannot be used. */
export function openIdentity(stateDir: string): Identity {
  prepare(stateDir);
  const key = readKey(stateDir) ?? makeKey(stateDir);
  const joined = readJoined(stateDir);
  return {
    stateDir,
    key,
    publicKey: publicKeyOf(key),
    instanceId: readInstance(stateDir),
    ...(joined ? { joined } : {}),
  };
}

/** Keeps the hub that this machine now belongs to. */
export function keepJoined(identity: Identity, joined: Joined): Identity {
  save(identity.stateDir, "hub.json", `${JSON.stringify(joined, null, 2)}\n`);
  return { ...identity, joined };
}

/** Forgets key and hub, so that the machine can join as a new one; its old key stays dead or becomes so on the hub. */
export function forgetIdentity(stateDir: string): void {
  for (const file of ["hub.json", "agent.key", "instance"]) rmSync(join(stateDir, file), { force: true });
}

/** SHA-256 of the machine's id in hex; empty where it has none. The id itself is not told to anyone. */
export function machineIdHash(files: readonly string[] = ["/etc/machine-id", "/var/lib/dbus/machine-id"]): string {
  for (const file of files) {
    const id = existsSync(file) ? readFileSync(file, "utf8").trim() : "";
    if (id !== "") return createHash("sha256").update(id).digest("hex");
  }
  return "";
}

function prepare(stateDir: string): void {
  try {
    mkdirSync(stateDir, { recursive: true, mode: 0o700 });
    if (process.platform === "win32") return;
    const { uid, mode } = statSync(stateDir);
    if (uid !== process.geteuid?.())
      throw new AppError("storage_failed", `The state directory ${stateDir} belongs to another user.`, {
        hint: "Start the agent as the user who installed it, or choose another directory with --state.",
      });
    if ((mode & 0o077) !== 0) chmodSync(stateDir, 0o700);
  } catch (cause) {
    throw broken(`The state directory ${stateDir} cannot be used`, cause);
  }
}

function readKey(stateDir: string): KeyObject | undefined {
  const path = join(stateDir, "agent.key");
  const text = readOwn(path);
  if (text === undefined) return undefined;
  if (process.platform !== "win32" && (statSync(path).mode & 0o077) !== 0)
    throw new AppError("storage_failed", `${path} can be read by other users of this machine.`, {
      hint: `If nobody took a copy: chmod 600 ${path}. Otherwise revoke this machine on the hub and join it again.`,
    });
  try {
    return readPrivateKey(text);
  } catch (cause) {
    throw new AppError("storage_failed", `${path} is damaged: it holds no Ed25519 key.`, {
      cause,
      hint: "Delete it, revoke this machine on the hub, and join it again with a new token.",
    });
  }
}

function makeKey(stateDir: string): KeyObject {
  const key = newPrivateKey();
  save(stateDir, "agent.key", privateKeyPem(key));
  return key;
}

function readInstance(stateDir: string): string {
  const known = readOwn(join(stateDir, "instance"))?.trim();
  if (known !== undefined && /^[0-9a-f-]{36}$/.test(known)) return known;
  const made = crypto.randomUUID();
  save(stateDir, "instance", `${made}\n`);
  return made;
}

function readJoined(stateDir: string): Joined | undefined {
  const path = join(stateDir, "hub.json");
  const text = readOwn(path);
  if (text === undefined) return undefined;
  const read = joinedSchema().safeParse(jsonOr(text));
  if (read.success) return read.data;
  throw new AppError("storage_failed", `${path} is damaged.`, {
    hint: "Delete it and join this machine again with a new token.",
  });
}

function readOwn(path: string): string | undefined {
  try {
    return existsSync(path) ? readFileSync(path, "utf8") : undefined;
  } catch (cause) {
    throw broken(`${path} cannot be read`, cause);
  }
}

function save(stateDir: string, file: string, text: string): void {
  try {
    writeDurably({ path: join(stateDir, file), data: text, mode: 0o600 });
  } catch (cause) {
    throw broken(`${join(stateDir, file)} cannot be written`, cause);
  }
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const hints: Record<string, { why: string; hint: string }> = {
  ENOSPC: { why: "the disk is full", hint: "Free some space; the agent needs less than 1 MiB for this." },
  EDQUOT: { why: "the disk quota is used up", hint: "Free some space, or choose another directory with --state." },
  EROFS: { why: "the file system is read-only", hint: "Mount it writable, or choose another directory with --state." },
  EACCES: { why: "permission is denied", hint: "Run the agent as root, or choose another directory with --state." },
  EPERM: { why: "permission is denied", hint: "Run the agent as root, or choose another directory with --state." },
  ENOTDIR: { why: "a part of the path is a file", hint: "Choose another directory with --state." },
  EEXIST: { why: "a file stands in its place", hint: "Choose another directory with --state." },
};

function broken(what: string, cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  const known = hints[code];
  const why = known?.why ?? (cause instanceof Error ? cause.message : String(cause));
  return new AppError("storage_failed", `${what}: ${why}.`, { cause, ...(known ? { hint: known.hint } : {}) });
}

import { describe, expect, test } from "bun:test";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testWhere } from "../../test/support/skip.ts";
import { forgetIdentity, keepJoined, machineIdHash, openIdentity } from "./identity.ts";

const newDir = () => mkdtempSync(join(tmpdir(), "agent-"));
const joined = { machineId: "machine-a", name: "web-1", hubKey: "key", tlsPin: "pin", url: "https://10.0.0.1:2459" };
const mode = (path: string) => statSync(path).mode & 0o777;

describe("an agent's identity", () => {
  test("is made once and stays", () => {
    const dir = newDir();
    const first = openIdentity(dir);
    const again = openIdentity(dir);
    expect([again.publicKey, again.instanceId, again.joined]).toEqual([first.publicKey, first.instanceId, undefined]);
  });

  test("differs from directory to directory", () => {
    const [a, b] = [openIdentity(newDir()), openIdentity(newDir())];
    expect(a.publicKey).not.toBe(b.publicKey);
    expect(a.instanceId).not.toBe(b.instanceId);
  });

  test("is private, also in a directory that was open before", () => {
    const dir = newDir();
    chmodSync(dir, 0o755);
    keepJoined(openIdentity(dir), joined);
    expect([mode(dir), ...readdirSync(dir).map((file) => mode(join(dir, file)))]).toEqual([0o700, 0o600, 0o600, 0o600]);
  });

  test("remembers the hub that it joined", () => {
    const dir = newDir();
    expect(keepJoined(openIdentity(dir), joined).joined).toEqual(joined);
    expect(openIdentity(dir).joined).toEqual(joined);
  });

  test("is another one after it was forgotten", () => {
    const dir = newDir();
    const before = keepJoined(openIdentity(dir), joined);
    forgetIdentity(dir);
    const after = openIdentity(dir);
    expect([after.joined, after.publicKey === before.publicKey, after.instanceId === before.instanceId]).toEqual([
      undefined,
      false,
      false,
    ]);
  });

  test("with a key that others can read is not used", () => {
    const dir = newDir();
    openIdentity(dir);
    chmodSync(join(dir, "agent.key"), 0o644);
    expect(() => openIdentity(dir)).toThrow("can be read by other users");
  });

  test("with a damaged file says which, and replaces nothing", () => {
    for (const file of ["agent.key", "hub.json"]) {
      const dir = newDir();
      keepJoined(openIdentity(dir), joined);
      writeFileSync(join(dir, file), "{");
      expect(() => openIdentity(dir)).toThrow(`${file} is damaged`);
      expect(readFileSync(join(dir, file), "utf8")).toBe("{");
    }
  });

  test("says why a directory cannot be used", () => {
    const dir = newDir();
    writeFileSync(join(dir, "file"), "");
    expect(() => openIdentity(join(dir, "file"))).toThrow("a file stands in its place");
    expect(() => openIdentity(join(dir, "file", "below"))).toThrow("a part of the path is a file");
  });
});

// A file system of 8 KiB needs the right to mount one.
const small = mkdtempSync(join(tmpdir(), "agent-small-"));
const mountTest = testWhere(
  Bun.spawnSync(["mount", "-t", "tmpfs", "-o", "size=8k", "tmpfs", small]).exitCode === 0,
  "the right to mount",
);

describe("on a disk", () => {
  mountTest("that is full it says so, and works once there is room", () => {
    try {
      writeFileSync(join(small, "filler"), new Uint8Array(8_192));
      mkdirSync(join(small, "state"));
      expect(() => openIdentity(join(small, "state"))).toThrow("the disk is full");
      expect(readdirSync(join(small, "state"))).toEqual([]);
      writeFileSync(join(small, "filler"), "");
      expect(openIdentity(join(small, "state")).publicKey).not.toBe("");
    } finally {
      Bun.spawnSync(["umount", small]);
    }
  });

  mountTest("that is read-only it says so", () => {
    Bun.spawnSync(["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", small]);
    try {
      expect(() => openIdentity(join(small, "state"))).toThrow("the file system is read-only");
    } finally {
      Bun.spawnSync(["umount", small]);
    }
  });
});

describe("the machine's id", () => {
  test("leaves as a hash, and empty where there is none", () => {
    const file = join(newDir(), "machine-id");
    expect(machineIdHash([file])).toBe("");
    writeFileSync(file, "0123456789abcdef0123456789abcdef\n");
    expect(machineIdHash([`${file}.missing`, file])).toMatch(/^[0-9a-f]{64}$/);
    expect(existsSync(file)).toBe(true);
  });
});

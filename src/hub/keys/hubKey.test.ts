import { describe, expect, test } from "bun:test";
import { chmodSync, mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fingerprintOf, readPublicKey, verifyBytes } from "../../lib/ed25519.ts";
import { openHubKey } from "./hubKey.ts";

const newDir = () => mkdtempSync(join(tmpdir(), "hub-key-"));
const bytes = new TextEncoder().encode("a call");

describe("the hub's key", () => {
  test("is made once and stays", () => {
    const dir = newDir();
    const first = openHubKey(dir);
    expect(openHubKey(dir).publicKeySpki).toBe(first.publicKeySpki);
    expect(first.fingerprint).toBe(fingerprintOf(first.publicKeySpki));
  });

  test("signs so that its public half verifies", () => {
    const dir = newDir();
    const signature = openHubKey(dir).sign(bytes);
    expect(verifyBytes(readPublicKey(openHubKey(dir).publicKeySpki), bytes, signature)).toBe(true);
  });

  test("lies in a private directory, readable by its owner alone", () => {
    const dir = newDir();
    openHubKey(dir);
    expect(statSync(join(dir, "keys")).mode & 0o777).toBe(0o700);
    expect(statSync(join(dir, "keys", "hub.key")).mode & 0o777).toBe(0o600);
  });

  test("that others can read is not used", () => {
    const dir = newDir();
    openHubKey(dir);
    chmodSync(join(dir, "keys", "hub.key"), 0o640);
    expect(() => openHubKey(dir)).toThrow("can be read by other users");
  });

  test("that is damaged is told, and never replaced", () => {
    const dir = newDir();
    openHubKey(dir);
    const path = join(dir, "keys", "hub.key");
    writeFileSync(path, "");
    expect(() => openHubKey(dir)).toThrow("is damaged");
    expect(readFileSync(path, "utf8")).toBe("");
  });

  test("needs a directory that can be made", () => {
    const file = join(newDir(), "file");
    writeFileSync(file, "");
    expect(() => openHubKey(file)).toThrow("cannot be made");
  });
});

import { describe, expect, test } from "bun:test";
import { mkdtempSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSeal } from "./seal.ts";

const newDir = () => mkdtempSync(join(tmpdir(), "ailx-seal-"));

describe("a seal", () => {
  test("opens what it sealed, also after the hub came back", () => {
    const dir = newDir();
    const sealed = openSeal(dir).seal("JBSWY3DPEHPK3PXP", "p1");
    expect(sealed).not.toContain("JBSWY3DP");
    expect(openSeal(dir).open(sealed, "p1")).toBe("JBSWY3DPEHPK3PXP");
    expect(statSync(join(dir, "keys/seal.key")).mode & 0o777).toBe(0o600);
  });

  test("opens nothing for another person, of another hub, or altered", () => {
    const seal = openSeal(newDir());
    const sealed = seal.seal("secret", "p1");
    const altered = Buffer.from(sealed, "base64");
    altered[30] = (altered[30] ?? 0) ^ 1;
    expect(() => seal.open(sealed, "p2")).toThrow("cannot be opened");
    expect(() => openSeal(newDir()).open(sealed, "p1")).toThrow("cannot be opened");
    expect(() => seal.open(altered.toString("base64"), "p1")).toThrow("cannot be opened");
    expect(() => seal.open("", "p1")).toThrow("cannot be opened");
  });

  test("a damaged key file is never replaced", () => {
    const dir = newDir();
    openSeal(dir);
    writeFileSync(join(dir, "keys/seal.key"), "short");
    expect(() => openSeal(dir)).toThrow("is damaged");
  });
});

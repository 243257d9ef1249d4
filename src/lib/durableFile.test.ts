import { describe, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeDurably } from "./durableFile.ts";

const newDir = () => mkdtempSync(join(tmpdir(), "durable-"));

describe("a durable file", () => {
  test("has its content and mode, whatever the umask", () => {
    const path = join(newDir(), "a");
    const before = process.umask(0o077);
    writeDurably({ path, data: "text", mode: 0o644 });
    process.umask(before);
    expect([readFileSync(path, "utf8"), statSync(path).mode & 0o777]).toEqual(["text", 0o644]);
  });

  test("replaces the one before and leaves nothing else", () => {
    const dir = newDir();
    writeDurably({ path: join(dir, "a"), data: "one", mode: 0o600 });
    writeDurably({ path: join(dir, "a"), data: new Uint8Array([116, 119, 111]), mode: 0o600 });
    expect(readFileSync(join(dir, "a"), "utf8")).toBe("two");
    expect(readdirSync(dir)).toEqual(["a"]);
  });

  test("that cannot be put in place leaves the directory as it was", () => {
    const dir = newDir();
    mkdirSync(join(dir, "a"));
    expect(() => writeDurably({ path: join(dir, "a"), data: "x", mode: 0o600 })).toThrow();
    expect(readdirSync(dir)).toEqual(["a"]);
  });
});

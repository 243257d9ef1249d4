/** What is sealed to a key is opened by it alone, and only where it belongs. */
import { describe, expect, test } from "bun:test";
import { createPublicKey } from "node:crypto";
import { newPrivateKey } from "./ed25519.ts";
import { openSealed, sealTo } from "./seal.ts";

describe("sealed bytes", () => {
  const key = newPrivateKey();
  const bytes = Buffer.from("hunter2 \0\xff");

  test("are opened by the key that they were sealed to, for any of a hundred keys", () => {
    for (let n = 0; n < 100; n++) {
      const own = newPrivateKey();
      expect(openSealed(own, sealTo(createPublicKey(own), bytes, "a"), "a").equals(bytes)).toBe(true);
    }
  });

  test("are not opened by another key, in another context, or where a bit was changed", () => {
    const sealed = sealTo(createPublicKey(key), bytes, "masked\0call-1");
    expect(() => openSealed(newPrivateKey(), sealed, "masked\0call-1")).toThrow();
    expect(() => openSealed(key, sealed, "masked\0call-2")).toThrow();
    const raw = Buffer.from(sealed, "base64");
    for (const at of [0, 31, 33, raw.length - 1]) {
      const changed = Buffer.from(raw);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => openSealed(key, changed.toString("base64"), "masked\0call-1")).toThrow();
    }
    expect(() => openSealed(key, "", "masked\0call-1")).toThrow("not sealed");
  });

  test("are other bytes each time, and as long as they are plus 48", () => {
    const [one, two] = [1, 2].map(() => sealTo(createPublicKey(key), bytes, "a"));
    expect(one).not.toBe(two);
    expect(Buffer.from(one ?? "", "base64")).toHaveLength(bytes.length + 48);
  });
});

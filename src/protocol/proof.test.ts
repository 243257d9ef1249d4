import { describe, expect, test } from "bun:test";
import { createPrivateKey, type KeyObject } from "node:crypto";
import golden from "./golden/identity.json" with { type: "json" };
import { readJoinToken, writeJoinToken } from "./joinToken.ts";
import { makeProof } from "./proof.ts";

const pkcs8Head = "302e020100300506032b657004220420";
const key: KeyObject = createPrivateKey({
  key: Buffer.from(pkcs8Head + golden.seedHex, "hex"),
  format: "der",
  type: "pkcs8",
});

describe("an agent's proof", () => {
  test("has the form that hubs in the field know", () => {
    const { jwt, ...about } = golden.proof;
    expect(makeProof({ key, ...about })).toBe(jwt);
  });
});

describe("a join token", () => {
  test("has the form that agents in the field know", () => {
    for (const { token, text } of golden.joinTokens) {
      expect(writeJoinToken(token)).toBe(text);
      expect(readJoinToken(text)).toEqual(token);
    }
  });

  test("fits in one shell word and the request", () => {
    for (const { text } of golden.joinTokens) {
      expect(text).toMatch(/^[A-Za-z0-9._-]+$/);
      expect(text.length).toBeLessThan(512);
    }
  });

  test("that was cut off or altered in form is refused", () => {
    const whole = golden.joinTokens[1]?.text ?? "";
    const wrong = [
      "",
      "ailx1.",
      whole.slice(0, -9),
      `${whole} `,
      `'${whole}'`,
      whole.replace("ailx1", "ailx2"),
      "ailx1.e30",
      `ailx1.${"A".repeat(100_000)}`,
    ];
    for (const text of wrong) expect(() => readJoinToken(text)).toThrow("invalid_token");
  });
});

import { describe, expect, test } from "bun:test";
import { newTotpSecret, stepAt, stepOfCode, totpCode, totpUri } from "./totp.ts";

/** "12345678901234567890" in base32: the secret of RFC 6238, appendix B. */
const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

describe("a code", () => {
  test.each([
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_111_111_111, "050471"],
    [1_234_567_890, "005924"],
    [2_000_000_000, "279037"],
    [20_000_000_000, "353130"],
  ])("at second %d is the one of RFC 6238", (second, code) => {
    expect(totpCode(secret, stepAt(second * 1_000))).toBe(code);
  });

  test("of the step before or after is taken, one further off is not", () => {
    const atMs = 1_700_000_000_000;
    const taken = [-2, -1, 0, 1, 2].map(
      (off) => stepOfCode(totpCode(secret, stepAt(atMs) + off), { secret, atMs, after: null }) !== undefined,
    );
    expect(taken).toEqual([false, true, true, true, false]);
  });

  test("is taken once, and none that is older than one that was", () => {
    const atMs = 1_700_000_000_000;
    const now = stepAt(atMs);
    expect(stepOfCode(totpCode(secret, now), { secret, atMs, after: now })).toBeUndefined();
    expect(stepOfCode(totpCode(secret, now - 1), { secret, atMs, after: now })).toBeUndefined();
    expect(stepOfCode(totpCode(secret, now + 1), { secret, atMs, after: now })).toBe(now + 1);
  });

  test("may be typed with a space; anything but six digits is none", () => {
    const atMs = 1_700_000_000_000;
    const code = totpCode(secret, stepAt(atMs));
    expect(stepOfCode(`${code.slice(0, 3)} ${code.slice(3)}`, { secret, atMs, after: null })).toBe(stepAt(atMs));
    for (const typed of ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦"])
      expect(stepOfCode(typed, { secret, atMs, after: null })).toBeUndefined();
  });
});

test("a secret has 160 bits in base32 and is never the same", () => {
  const made = Array.from({ length: 20 }, newTotpSecret);
  for (const one of made) expect(one).toMatch(/^[A-Z2-7]{32}$/);
  expect(new Set(made).size).toBe(20);
});

test("a uri quotes what a name may hold", () => {
  expect(totpUri({ secret, username: "anna+x@example", issuer: "ailx hub.lan" })).toBe(
    `otpauth://totp/ailx%20hub.lan:anna%2Bx%40example?secret=${secret}&issuer=ailx%20hub.lan`,
  );
});

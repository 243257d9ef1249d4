import { describe, expect, test } from "bun:test";
import { createHash } from "node:crypto";
import { qrModules, qrSvg } from "./qr.ts";

const drawn = (text: string): string =>
  qrModules(text)
    .map((row) => row.map((dark) => (dark ? "#" : " ")).join(""))
    .join("\n");

describe("a QR code", () => {
  test("of a short text is version 1, with a finder in three corners", () => {
    const modules = qrModules("ailx");
    expect(modules.length).toBe(21);
    const finder = (x: number, y: number): string =>
      [0, 1, 2, 3, 4, 5, 6].map((n) => (modules[y + 3]?.[x + n] === true ? "#" : " ")).join("");
    expect([finder(0, 0), finder(14, 0), finder(0, 14)]).toEqual(["# ### #", "# ### #", "# ### #"]);
  });

  // Each of these was read by another program (jsQR 1.4.0), as were all lengths from 1 to 213 bytes.
  test.each([
    ["ailx", 21, "bf47d8e9c8570dc9"],
    [
      "otpauth://totp/ailx%20hub.lan:anna?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=ailx%20hub.lan",
      41,
      "1a83e400418ececa",
    ],
    ["x".repeat(213), 57, "30ad3fc10b649817"],
  ])("of %j is drawn as it was when another program read it", (text, size, hash) => {
    expect(qrModules(text).length).toBe(size);
    expect(createHash("sha256").update(drawn(text)).digest("hex").slice(0, 16)).toBe(hash);
  });

  test("holds no more than 213 bytes", () => {
    expect(() => qrModules("x".repeat(214))).toThrow(RangeError);
  });

  test("is an image without anything of the text in it", () => {
    expect(qrSvg("<script>")).toMatch(
      /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" [^<>]+><path [^<>]+\/><path [^<>]+\/><\/svg>$/,
    );
  });
});

import { describe, expect, test } from "bun:test";
import { hostEntry, webRight, type WebAccess } from "./webAccess.ts";

const may = (url: string, access: Partial<WebAccess>) =>
  webRight(new URL(url), { mode: "listed", hosts: [], ...access });
const right = (url: string, ...hosts: string[]) => may(url, { hosts }).ok;

describe("a right to the web", () => {
  test("is for the host that is listed, on the usual ports or the one that is named", () => {
    expect([right("https://a.example/", "a.example"), right("http://A.example./x", "a.example")]).toEqual([true, true]);
    expect([right("https://a.example:8443/", "a.example"), right("https://a.example:8443/", "a.example:8443")]).toEqual(
      [false, true],
    );
    expect([right("https://a.example/", "a.example:8443"), right("https://b.example/", "a.example")]).toEqual([
      false,
      false,
    ]);
    expect([right("https://a.example.evil.test/", "a.example"), right("https://xa.example/", "a.example")]).toEqual([
      false,
      false,
    ]);
  });

  test("of a pattern is for what lies below it, and not for private networks", () => {
    expect(may("https://a.b.example/", { hosts: ["*.b.example"] })).toEqual({ ok: true, own: false });
    expect([right("https://b.example/", "*.b.example"), right("https://evilb.example/", "*.b.example")]).toEqual([
      false,
      false,
    ]);
  });

  test("is none where it is off", () => {
    expect(may("https://a.example/", { mode: "off", hosts: ["a.example"], searchUrl: "https://a.example/" }).ok).toBe(
      false,
    );
  });

  test("takes only what is a host", () => {
    const takes = (text: string): boolean => hostEntry.test(text);
    expect(
      ["a.example", "*.a.example", "wiki.lan:8080", "10.0.0.5", "[fd00::1]:8080", "localhost"].map(takes),
    ).not.toContain(false);
    expect(
      ["http://a", "a/b", "*", "*.", "a.*.b", "a b", "A.example", "-a", "a:99999999", ""].map(takes),
    ).not.toContain(true);
  });
});

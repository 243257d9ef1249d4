import { describe, expect, test } from "bun:test";
import { refuseForeign, type Asked } from "./origin.ts";

const page: Asked = {
  method: "POST",
  upgrade: false,
  origin: "https://hub.example:2459",
  secFetchSite: "same-origin",
  host: "hub.example:2459",
  scheme: "https",
  byCookie: true,
};
const refused = (change: Partial<Asked>, own: string[] = []) => {
  try {
    refuseForeign({ ...page, ...change }, own);
    return false;
  } catch (error) {
    expect(error).toMatchObject({ code: "foreign_origin" });
    return true;
  }
};

describe("a request of the hub's own page", () => {
  test("passes", () => expect(refused({})).toBe(false));
  test("passes where the browser sends no Sec-Fetch-Site", () =>
    expect(refused({ secFetchSite: undefined })).toBe(false));
  test("passes at a configured address", () =>
    expect(
      refused({ origin: "https://ailx.example", host: "127.0.0.1:2459", scheme: "http" }, ["https://ailx.example"]),
    ).toBe(false));
});

describe("a request of another site", () => {
  for (const origin of [
    "https://evil.example",
    "null",
    "https://hub.example",
    "http://hub.example:2459",
    "https://hub.example:2459.evil.example",
  ])
    test(`is refused from ${origin}`, () => expect(refused({ origin })).toBe(true));
  for (const secFetchSite of ["cross-site", "same-site", "none", "SAME-ORIGIN"])
    test(`is refused as ${secFetchSite}`, () => expect(refused({ secFetchSite })).toBe(true));
  test("is refused without a cookie too", () =>
    expect(refused({ byCookie: false, origin: "https://evil.example" })).toBe(true));
  test("is refused when it opens a socket", () =>
    expect(refused({ method: "GET", upgrade: true, origin: "https://evil.example" })).toBe(true));
  test("may read, which shows it nothing", () =>
    expect(refused({ method: "GET", origin: "https://evil.example", secFetchSite: "cross-site" })).toBe(false));
});

describe("a request without an Origin", () => {
  test("is refused where a cookie would count", () => expect(refused({ origin: undefined })).toBe(true));
  test("is refused on a socket where a cookie would count", () =>
    expect(refused({ method: "GET", upgrade: true, origin: undefined })).toBe(true));
  test("passes for a program", () =>
    expect(refused({ origin: undefined, secFetchSite: undefined, byCookie: false })).toBe(false));
});

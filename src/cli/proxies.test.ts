import { describe, expect, test } from "bun:test";
import { proxiesFrom } from "./proxies.ts";

describe("the agent's way out", () => {
  test("is what the environment says, in any of its spellings", () => {
    expect(proxiesFrom(undefined, { HTTPS_PROXY: "http://a:3128", NO_PROXY: "localhost, .lan" })).toEqual({
      https: "http://a:3128",
      except: ["localhost", ".lan"],
    });
    expect(proxiesFrom(undefined, { https_proxy: "b:3128", HTTPS_PROXY: "http://a:3128" })?.https).toBe(
      "http://b:3128",
    );
    expect(proxiesFrom(undefined, { ALL_PROXY: "http://c:3128" })).toMatchObject({
      https: "http://c:3128",
      http: "http://c:3128",
    });
  });

  test("is what was given, whatever the environment says", () => {
    const env = { HTTPS_PROXY: "http://a:3128", NO_PROXY: "*" };
    expect(proxiesFrom("http://d:3128", env)).toEqual({ https: "http://d:3128", http: "http://d:3128", except: [] });
    expect(proxiesFrom("none", env)).toBeUndefined();
  });

  test("is direct where nothing names one", () => {
    expect(proxiesFrom(undefined, { NO_PROXY: "x", https_proxy: "" })).toBeUndefined();
  });

  test.each(["socks5://a:1080", "https://a:3128", "http://a:3128/path", "http://"])(
    "cannot be %s, and the sentence names the variable",
    (value) => {
      expect(() => proxiesFrom(undefined, { HTTPS_PROXY: value })).toThrow("HTTPS_PROXY must be an HTTP proxy");
    },
  );
});

import { describe, expect, test } from "bun:test";
import { isHost, isLoopback, splitHostPort, urlHost } from "./hostName.ts";

describe("a host", () => {
  test("is a DNS name or an address", () => {
    for (const host of ["hub", "hub.example.org", "a_b.lan", "10.0.0.1", "::1", "[fd00::1]"])
      expect(isHost(host)).toBe(true);
  });

  test("is never anything a shell or a page would act on", () => {
    for (const host of [
      "",
      "a b",
      "a;b",
      "$(id)",
      "`id`",
      "a'b",
      'a"b',
      "a\nb",
      "a/b",
      "a@b",
      "-a",
      "..",
      "a..b",
      "[::1",
      "x".repeat(300),
    ])
      expect(isHost(host)).toBe(false);
  });

  test("is loopback only where no other computer reaches it", () => {
    for (const host of ["127.0.0.1", "127.9.9.9", "::1", "[::1]", "localhost", "LOCALHOST"])
      expect(isLoopback(host)).toBe(true);
    for (const host of ["0.0.0.0", "::", "10.0.0.1", "127.example.org", "localhost.example.org"])
      expect(isLoopback(host)).toBe(false);
  });

  test("stands in brackets in a URL where it is IPv6", () => {
    expect([urlHost("FD00::1"), urlHost("[::1]"), urlHost("Hub.lan")]).toEqual(["[fd00::1]", "[::1]", "hub.lan"]);
  });

  test("comes apart from its port", () => {
    expect(splitHostPort("hub.lan:2459")).toEqual({ host: "hub.lan", port: 2459 });
    expect(splitHostPort("[::1]:80")).toEqual({ host: "::1", port: 80 });
    expect(splitHostPort("10.0.0.1")).toEqual({ host: "10.0.0.1" });
    for (const text of ["", ":80", "a:b", "a:0", "a:99999", "a:1:2", "::1", "a\n:80", "$(id):80"])
      expect(splitHostPort(text)).toBeUndefined();
  });
});

import { describe, expect, test } from "bun:test";
import { proxyAuthorization, proxyFor, shownProxy } from "./proxy.ts";

const proxies = { https: "http://secure:3128", http: "http://plain:3128" };

describe("the way to an address", () => {
  test.each([
    ["https://hub.example.com", "http://secure:3128"],
    ["wss://hub.example.com", "http://secure:3128"],
    ["http://hub.example.com", "http://plain:3128"],
    ["ws://hub.example.com", "http://plain:3128"],
  ])("for %s leads through %s", (url, proxy) => {
    expect(proxyFor(url, { ...proxies, except: [] })).toBe(proxy);
  });

  test.each([
    ["*", true],
    ["example.com", true],
    [".example.com", true],
    ["*.example.com", true],
    [" HUB.example.com ", true],
    ["hub.example.com:2459", true],
    ["hub.example.com:443", false],
    ["ample.com", false],
    ["other.com", false],
    ["", false],
  ])("where NO_PROXY says %p is direct: %p", (entry, direct) => {
    expect(proxyFor("https://hub.example.com:2459", { ...proxies, except: [entry] }) === undefined).toBe(direct);
  });

  test.each([
    ["https://10.1.2.3", "10.0.0.0/8", true],
    ["https://11.1.2.3", "10.0.0.0/8", false],
    ["https://10.1.2.3", "10.1.2.3", true],
    ["https://[fd00::1]:2459", "fd00::/8", true],
    ["https://[fd00::1]:2459", "[fd00::1]:2459", true],
    ["https://[fd00::1]:2459", "fd00::1", true],
    ["https://[fd00::1]:2459", "10.0.0.0/8", false],
    ["https://10.1.2.3", "10.0.0.0/99", false],
  ])("to %s where NO_PROXY says %p is direct: %p", (url, entry, direct) => {
    expect(proxyFor(url, { ...proxies, except: [entry] }) === undefined).toBe(direct);
  });
});

describe("a proxy with a password", () => {
  test("is shown without it, and told it decoded", () => {
    expect(shownProxy("http://ann:s%40cret@proxy:3128")).toBe("http://proxy:3128");
    expect(proxyAuthorization(new URL("http://ann:s%40cret@proxy:3128"))).toBe(`Basic ${btoa("ann:s@cret")}`);
    expect(proxyAuthorization(new URL("http://proxy:3128"))).toBeUndefined();
  });
});

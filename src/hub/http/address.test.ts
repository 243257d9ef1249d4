import { describe, expect, test } from "bun:test";
import { addressReader, networkOf } from "./address.ts";

describe("the client's address", () => {
  const read = addressReader(["10.0.0.0/8", "::1"]);

  test("is the peer where nobody is trusted", () => {
    expect(addressReader([])({ peer: "192.0.2.1", forwardedFor: "1.1.1.1" })).toBe("192.0.2.1");
  });
  test("is the peer where the peer is not a trusted proxy", () => {
    expect(read({ peer: "192.0.2.1", forwardedFor: "1.1.1.1" })).toBe("192.0.2.1");
  });
  test("is what a trusted proxy saw", () => {
    expect(read({ peer: "10.1.1.1", forwardedFor: "198.51.100.7" })).toBe("198.51.100.7");
    expect(read({ peer: "::ffff:10.1.1.1", forwardedFor: "198.51.100.7" })).toBe("198.51.100.7");
  });
  test("ignores what the client itself wrote before the proxy", () => {
    expect(read({ peer: "10.1.1.1", forwardedFor: "1.1.1.1, 198.51.100.7" })).toBe("198.51.100.7");
  });
  test("passes through a row of trusted proxies", () => {
    expect(read({ peer: "10.1.1.1", forwardedFor: "198.51.100.7, 10.2.2.2" })).toBe("198.51.100.7");
  });
  test("stops at what is no address", () => {
    expect(read({ peer: "10.1.1.1", forwardedFor: "<script>" })).toBe("10.1.1.1");
  });
  test("refuses a proxy that is no address", () => {
    expect(() => addressReader(["proxy.example"])).toThrow("not an address");
  });
});

describe("the network of an address", () => {
  test("is the /64 of an IPv6 address", () => {
    expect(networkOf("2001:db8:1:2:3:4:5:6")).toBe("2001:db8:1:2");
    expect(networkOf("2001:db8::9")).toBe("2001:db8:0:0");
  });
  test("is the address itself for IPv4 and sockets", () => {
    expect(networkOf("192.0.2.1")).toBe("192.0.2.1");
    expect(networkOf("hub.sock")).toBe("hub.sock");
  });
});

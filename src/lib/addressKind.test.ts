import { describe, expect, test } from "bun:test";
import { addressKind, type AddressKind } from "./addressKind.ts";

const known: Record<AddressKind, string[]> = {
  public: ["1.1.1.1", "93.184.216.34", "172.15.0.1", "172.32.0.1", "100.63.0.1", "2606:4700::1111", "2a00:1450::1"],
  loopback: ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1", "::ffff:7f00:1", "64:ff9b::7f00:1", "2002:7f00:1::"],
  own: [
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "fd12::1",
    "fc00::1",
    "::ffff:10.0.0.1",
    "64:ff9b::10.0.0.1",
  ],
  linkLocal: ["169.254.1.1", "fe80::1", "fe80::1%eth0", "::ffff:169.254.1.1"],
  metadata: ["169.254.169.254", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "fd00:ec2::254", "100.100.100.200"],
  special: [
    "0.0.0.0",
    "0.1.2.3",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "ff02::1",
    "2001:db8::1",
    "4000::1",
    "no",
    "1.2.3",
  ],
};

describe("an address", () => {
  test.each(Object.entries(known))("is %s", (kind, addresses) => {
    expect(addresses.map((address) => [address, addressKind(address)])).toEqual(
      addresses.map((address) => [address, kind as AddressKind]),
    );
  });

  test("of Teredo is the one that is hidden in it", () => {
    // 127.0.0.1 with every bit turned round.
    expect(addressKind("2001:0:4136:e378:8000:63bf:80ff:fffe")).toBe("loopback");
    expect(addressKind("2001::f5ff:fffe")).toBe("own");
  });
});

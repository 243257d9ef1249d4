import { describe, expect, test } from "bun:test";
import { readIptables, readNft, replacing } from "./nft.ts";

const faultIn = (text: string): string | undefined => {
  const read = readNft(text);
  return "fault" in read ? read.fault : undefined;
};

describe("a text of nft", () => {
  test("says which tables it makes, whatever stands in them", () => {
    const text = `#!/usr/sbin/nft -f
# flush ruleset
define ports = { 22, 443 }
table inet filter {
  comment "a } in quotes, and include \\"x\\""
  set here { type ipv4_addr; elements = { 10.0.0.1 } }
  chain input { tcp dport $ports accept; }
}
table nat { } ; table ip6 six {
}`;
    expect(readNft(text)).toEqual({ tables: ["inet filter", "ip nat", "ip6 six"] });
  });

  test("may do nothing beside whole tables", () => {
    for (const text of [
      "flush ruleset\ntable inet a { }",
      "table inet a { }\ndelete table inet b",
      "add rule inet filter input accept",
      "add table inet a { }",
      "destroy table inet a",
      "reset rules",
      "table inet a { } flush ruleset",
      "table inet a; { }",
      "{ }",
    ])
      expect(faultIn(text), text).toContain("whole tables only");
  });

  test("reads no other file, inside of a table neither", () => {
    expect(faultIn('include "/etc/shadow"\ntable inet a { }')).toContain("include");
    expect(faultIn('table inet a {\n  include "/tmp/x"\n}')).toContain("include");
  });

  test("is whole", () => {
    expect(faultIn("table inet a { chain b {")).toContain("within braces");
    expect(faultIn("table inet a { } }")).toContain("brace too many");
    expect(faultIn('table inet a { comment "x }')).toContain("quotation mark");
    expect(faultIn("table inet a { }\ntable inet a { }")).toContain("twice");
  });

  test("is given to nft with what it replaces, all or nothing", () => {
    expect(replacing(["inet a"], "table inet a { }")).toBe("table inet a\ndelete table inet a\ntable inet a { }\n");
  });
});

describe("a text of iptables", () => {
  test("says which tables it makes", () => {
    expect(readIptables("*nat\n:PREROUTING ACCEPT [0:0]\nCOMMIT\n*filter\nCOMMIT\n")).toEqual({
      tables: ["nat", "filter"],
    });
    expect(readIptables("*wrong\nCOMMIT\n")).toMatchObject({ fault: expect.stringContaining("wrong") });
  });
});

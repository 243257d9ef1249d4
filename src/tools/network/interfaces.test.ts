import { describe, expect, test } from "bun:test";
import { testWhere } from "../../../test/support/skip.ts";
import { forHtml } from "../../domain/untrusted.ts";
import { toolNamed } from "../index.ts";
import { interfacesTable } from "./interfaces.ts";
import { parseCounters, parseRoutes, parseRoutes6, run } from "./interfaces.run.ts";
import { parseResolv } from "./resolv.ts";

const tool = toolNamed("network.interfaces");

describe("network.interfaces", () => {
  testWhere(process.platform === "linux", "Linux")("finds the loopback of this machine, with its address", async () => {
    const output = await run();
    expect(tool.output().safeParse(output).success).toBe(true);
    const lo = output.interfaces.find(({ name }) => forHtml(name) === "lo");
    expect(lo?.addresses.map(forHtml)).toContain("127.0.0.1/8");
    expect(interfacesTable(output).rows.find(([name]) => name === "lo")?.[1]).toBe("up");
  });
});

describe("the kernel's tables", () => {
  test("have counters, also without a space after the name", () => {
    const text = `Inter-|   Receive  |  Transmit
 face |bytes packets errs drop fifo frame compressed multicast|bytes packets errs drop fifo colls carrier compressed
  eth0:1000 10 1 2 0 0 0 0 2000 20 3 4 0 0 0 0
`;
    expect(parseCounters(text).get("eth0")).toEqual({ receivedBytes: 1_000, sentBytes: 2_000, errors: 4, dropped: 6 });
  });

  test("have the way out", () => {
    const text = `Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT
eth0 00000000 010200C0 0003 0 0 0 00000000 0 0 0
eth0 000200C0 00000000 0001 0 0 0 00FFFFFF 0 0 0
wg0 00000000 00000000 0001 0 0 50 00000000 0 0 0`;
    expect(parseRoutes(text)).toEqual(["192.0.2.1 by eth0", "by wg0"]);
    const zero = "0".repeat(32);
    const six = `${zero} 00 ${zero} 00 fd000000000000000000000000000001 00000400 00000001 00000000 00000003 eth0
${zero} 00 ${zero} 00 ${zero} ffffffff 00000001 00000000 00200200 lo`;
    expect(parseRoutes6(six)).toEqual(["fd00::1 by eth0"]);
  });

  test("of name servers have the last search list", () => {
    const text =
      "# made by somebody\nnameserver 10.0.0.2\nnameserver fd00::2\ndomain a.example\nsearch b.example c.example\n";
    expect(parseResolv(text)).toEqual({ nameServers: ["10.0.0.2", "fd00::2"], search: ["b.example", "c.example"] });
  });
});

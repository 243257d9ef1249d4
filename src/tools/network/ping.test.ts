import { describe, expect, test } from "bun:test";
import { scripted } from "../../../test/support/scripted-context.ts";
import { forHtml, untrusted } from "../../domain/untrusted.ts";
import { toolNamed } from "../index.ts";
import { pingText } from "./ping.ts";
import { parsePing, run } from "./ping.run.ts";

const tool = toolNamed("network.ping");
const told = (stdout: string, stderr = "") => {
  const seen = parsePing({ stdout, stderr }, 3);
  return seen && pingText({ host: untrusted("a"), address: untrusted("10.0.0.9"), ...seen });
};
/** As iputils 20221126 prints. */
const iputils = `PING 10.77.0.1 (10.77.0.1) 56(84) bytes of data.
64 bytes from 10.77.0.1: icmp_seq=1 ttl=64 time=0.110 ms
64 bytes from 10.77.0.1: icmp_seq=3 ttl=64 time=0.050 ms

--- 10.77.0.1 ping statistics ---
3 packets transmitted, 2 received, 33.3333% packet loss, time 2042ms
rtt min/avg/max/mdev = 0.050/0.080/0.110/0.030 ms
`;
/** As busybox 1.35 prints. */
const busybox = `PING 127.0.0.1 (127.0.0.1): 56 data bytes
64 bytes from 127.0.0.1: seq=0 ttl=64 time=0.039 ms

--- 127.0.0.1 ping statistics ---
1 packets transmitted, 1 packets received, 0% packet loss
round-trip min/avg/max = 0.039/0.039/0.039 ms
`;
const unreachable = `PING 10.77.0.9 (10.77.0.9) 56(84) bytes of data.
From 10.77.0.1 icmp_seq=1 Destination Host Unreachable

--- 10.77.0.9 ping statistics ---
3 packets transmitted, 0 received, +1 errors, 100% packet loss, time 2036ms
`;

describe("network.ping", () => {
  test("reads what the programs of several systems print", () => {
    expect(told(iputils)).toBe("answers in 0.08 ms (0.05 to 0.11), 2 of 3 came back");
    expect(told(busybox)).toBe("answers in 0.04 ms (0.04 to 0.04)");
    expect(told(unreachable)).toBe("Destination Host Unreachable");
    expect(told("", "ping: sendmsg: Network is unreachable\n")).toBe("ping: sendmsg: Network is unreachable");
    expect(told("", "ping: socket: Operation not permitted\n")).toBeUndefined();
  });

  test("gets an answer of this machine, by the program or by TCP", async () => {
    const stdout = iputils.replaceAll("10.77.0.1", "127.0.0.1");
    const output = await run(
      { host: "127.0.0.1", count: 2 },
      scripted([[/ping -n -c 2 -W 2 127\.0\.0\.1$/, { stdout }]]),
    );
    expect(tool.output().safeParse(output).success).toBe(true);
    expect(output.received).toBeGreaterThan(0);
  });

  test("takes the time of connections where the program may not send", async () => {
    const stderr = "ping: socket: Operation not permitted\n";
    const output = await run({ host: "127.0.0.1" }, scripted([[/ping/, { exitCode: 2, stderr }]]));
    expect(output).toMatchObject({ method: "tcp", sent: 3, received: 3, lossRatio: 0 });
    expect(tool.line(output)).toContain(", by TCP to port ");
  });

  test("says that a name has no address, and asks nobody then", async () => {
    const output = await run({ host: "nope.invalid" }, scripted());
    expect([output.sent, tool.line(output)]).toEqual([0, "The name nope.invalid has no address."]);
    expect(forHtml(output.address)).toBe("");
  });

  test("takes no option for a host", () => {
    for (const host of ["-f", "-c 100000 10.0.0.1", "a b", "$(id)", "a\n", "--help"])
      expect(tool.input().safeParse({ host }).success).toBe(false);
  });
});

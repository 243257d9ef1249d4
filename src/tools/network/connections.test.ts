import { connect, createServer } from "node:net";
import { describe, expect, test } from "bun:test";
import { testWhere } from "../../../test/support/skip.ts";
import { forHtml } from "../../domain/untrusted.ts";
import { parseConnections, tcpStates } from "../../lib/proc/connections.ts";
import { toolNamed } from "../index.ts";
import { connectionsTable, states } from "./connections.ts";
import { run } from "./connections.run.ts";

const tool = toolNamed("network.connections");

describe("network.connections", () => {
  testWhere(process.platform === "linux", "Linux")("finds both ends of a connection of this machine", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" ? (address?.port ?? 0) : 0;
    const arrived = new Promise<void>((resolve) => server.once("connection", () => resolve()));
    const client = connect(port, "127.0.0.1");
    await arrived;
    const output = await run({ port, state: "established" });
    expect(tool.output().safeParse(output).success).toBe(true);
    expect(output).toMatchObject({ total: 2, byState: [{ state: "established", count: 2 }] });
    expect(output.connections.every(({ pid }) => pid === process.pid)).toBe(true);
    const [name] = output.connections.map((each) => each.process);
    expect((await run({ port, process: forHtml(name ?? ("" as never)) })).total).toBe(2);
    expect((await run({ port, process: "no-such-process" })).total).toBe(0);
    client.destroy();
    server.close();
  });

  test("reads the kernel's table, IPv6 too, without what listens", () => {
    const text = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1538 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 11 1
   1: 0700000A:1538 0900000A:C350 08 00000000:00000000 00:00000000 00000000     0        0 12 1
   2: 0000000000000000FFFF00000700000A:0050 0000000000000000FFFF00000900000A:C351 06 00000000:00000000 00:00000000 00000000 0 0 0 1`;
    expect(parseConnections(text, "tcp")).toEqual([
      {
        protocol: "tcp",
        local: "10.0.0.7",
        localPort: 5432,
        remote: "10.0.0.9",
        remotePort: 50_000,
        state: "close-wait",
        inode: 12,
      },
      {
        protocol: "tcp",
        local: "10.0.0.7",
        localPort: 80,
        remote: "10.0.0.9",
        remotePort: 50_001,
        state: "time-wait",
        inode: 0,
      },
    ]);
  });

  test("shows an IPv6 end so that its port can be told from it", () => {
    const one = {
      protocol: "tcp" as const,
      localPort: 1,
      remotePort: 443,
      state: "time-wait" as const,
      pid: null,
      process: null,
    };
    const output = { connections: [{ ...one, local: "::1", remote: "fd00::2" }], total: 1, byState: [], byRemote: [] };
    expect(connectionsTable(output).rows).toEqual([["time-wait", "[::1]:1", "[fd00::2]:443", "", ""]]);
  });

  test("knows the states that the kernel has", () => expect([...states]).toEqual([...tcpStates]));
});

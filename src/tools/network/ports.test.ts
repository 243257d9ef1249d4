import { describe, expect, test } from "bun:test";
import { forHtml, untrusted } from "../../domain/untrusted.ts";
import { toolNamed } from "../index.ts";
import { portsTable } from "./ports.ts";
import { run } from "./ports.run.ts";

const tool = toolNamed("network.ports");

describe("network.ports", () => {
  test.if(process.platform === "linux")("finds who listens on a port of this machine", async () => {
    const server = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: () => new Response() });
    const { ports } = await run({ port: server.port ?? 0 });
    expect(ports).toHaveLength(1);
    expect(ports[0]).toMatchObject({ protocol: "tcp", address: "127.0.0.1", port: server.port, pid: process.pid });
    // The runtime is `bun` or `bun.exe` after the way it was installed.
    expect(forHtml(ports[0]?.process ?? untrusted(""))).toBe((await Bun.file("/proc/self/comm").text()).trim());
    expect(tool.output().safeParse({ ports }).success).toBe(true);
    await server.stop(true);
    expect((await run({ port: server.port ?? 0 })).ports).toEqual([]);
  });

  test("says where a process is not to be seen", () => {
    const ports = [{ protocol: "tcp" as const, address: "::", port: 22, pid: null, process: null }];
    expect(portsTable({ ports }).rows).toEqual([["22", "tcp", "::", "not visible", ""]]);
  });

  test("refuses what is no port", () => {
    for (const port of [0, 65_536, -1, 1.5, "22"]) expect(tool.input().safeParse({ port }).success).toBe(false);
  });
});

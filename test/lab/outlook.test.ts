/** What a real host sees of the network and of its own disk, by the tools that ask it. */
import { afterAll, beforeAll, describe, expect } from "bun:test";
import type { TaskView } from "../../src/api/task.ts";
import type { JsonObject } from "../../src/lib/json.ts";
import { until } from "../support/program.ts";
import { labTest, labTimeoutMs, startLab, type Lab } from "./lab.ts";

let here: Lab | undefined;
const lab = (): Lab => {
  if (!here) throw new Error("there is no lab");
  return here;
};
beforeAll(async () => {
  here = await startLab("web-1", "web-2", "--systemd");
  if (!here) return;
  const joined = await here.tryOn("web-1", await here.joinLine("--level", "3"));
  if (joined.status !== 0) throw new Error(joined.err);
}, labTimeoutMs);
afterAll(async () => await here?.end(), 60_000);

async function tool(name: string, input: JsonObject = {}) {
  const asked = { on: "web-1", input, waitMs: 60_000 };
  const task = (await (await lab().request("POST", `/api/tools/${name}`, asked)).json()) as TaskView;
  const [run] = task.runs;
  return { state: run?.state, line: run?.line ?? "", output: run?.output ?? {}, error: run?.error };
}

describe("a host's outlook", () => {
  labTest("pings by the machine's own program, and tells one that does not answer", async () => {
    const there = await tool("network.ping", { host: "web-2.lab", count: 2 });
    expect(there).toMatchObject({ state: "ok", output: { method: "icmp", sent: 2, received: 2 } });
    await lab().lab("cut", "web-2");
    expect(await tool("network.ping", { host: "web-2.lab", count: 1 })).toMatchObject({ output: { received: 0 } });
    await lab().lab("heal", "web-2");
  });

  labTest("asks a site of the network, and says what is wrong with its certificate", async () => {
    const { output } = await tool("network.http", { url: "https://web-2.lab/" });
    expect(output).toMatchObject({ status: 200, tls: { problems: [] } });
    const other = await tool("network.certificate", { host: "web-2.lab", name: "shop.example" });
    expect(other).toMatchObject({ output: { problems: ["it is not for shop.example"] } });
    expect((await tool("network.http", { url: "http://web-2.lab:81/" })).line).toBe(
      "Nobody listens on port 81 of web-2.lab.",
    );
  });

  labTest("resolves names by its name server, and tells one that is not there", async () => {
    expect((await tool("network.dns", { name: "web-2.lab" })).output).toMatchObject({ answer: "found" });
    expect((await tool("network.dns", { name: "nope.lab" })).output).toMatchObject({ answer: "nxdomain" });
  });

  labTest("knows its interfaces and who it speaks with", async () => {
    expect((await tool("network.interfaces")).line).toContain("10.77.");
    const { output } = await tool("network.connections", { state: "established", port: 2459 });
    expect(output).toMatchObject({ connections: [{ remote: "10.77.0.1", remotePort: 2459 }] });
  });

  labTest("finds what fills its disk, and a log that was removed and is still held open", async () => {
    await lab().on("web-1", "mkdir -p /srv/spool && head -c 60000000 /dev/urandom > /srv/spool/queue.bin");
    const writes = "exec 3>/srv/gone.log; head -c 20000000 /dev/urandom >&3; rm /srv/gone.log";
    await lab().on("web-1", `${writes}; sleep 300 </dev/null >/dev/null 2>&1 &`);
    const { output } = await tool("file.search", { path: "/srv", largest: true });
    const text = JSON.stringify(output);
    expect(text).toContain("/srv/spool/queue.bin");
    const held = expect.arrayContaining([expect.objectContaining({ path: "/srv/gone.log", process: "sleep" })]);
    expect(output).toMatchObject({ whole: true, held });
    expect((await tool("file.list", { path: "/srv/spool" })).line).toStartWith("1 entry");
    expect((await tool("file.stat", { path: "/srv/spool/queue.bin" })).line).toContain("57.2M");
  });

  labTest("passes over what the machine's own policy denies", async () => {
    await lab().on(
      "web-1",
      "mkdir -p /srv/denied && echo needle > /srv/denied/a && echo needle > /srv/open && chmod 644 /srv/open",
    );
    await lab().on("web-1", "printf 'maxLevel: 3\\npaths:\\n  deny: [/srv/denied]\\n' > /etc/ailx/policy.yaml");
    const denied = async (): Promise<boolean> =>
      (await tool("file.list", { path: "/srv/denied" })).error?.code === "refused_by_policy";
    await until("the policy to count", denied, 20_000);
    const { output } = await tool("file.search", { path: "/srv", text: "needle" });
    expect(output).toMatchObject({ matches: [{ path: "/srv/open" }], skipped: 1 });
  });
});

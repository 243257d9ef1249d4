/** Tools that look, and the one that ends a process, on a real host with systemd: through hub, wire and agent, as people use them. */
import { afterAll, beforeAll, describe, expect } from "bun:test";
import type { TaskView } from "../../src/api/task.ts";
import { labTest, labTimeoutMs, startLab, type Lab } from "./lab.ts";

let here: Lab | undefined;
const lab = (): Lab => {
  if (!here) throw new Error("there is no lab");
  return here;
};
beforeAll(async () => {
  here = await startLab("web:1", "--systemd");
  if (!here) return;
  const line = await here.joinLine("--uses", "1", "--tag", "web", "--level", "3");
  await here.on("web-1", line);
}, labTimeoutMs);
afterAll(async () => await here?.end(), 60_000);

async function tool(name: string, input: object = {}) {
  const asked = { on: "web-1", input, approveUpTo: "high", waitMs: 60_000 };
  const task = (await (await lab().request("POST", `/api/tools/${name}`, asked)).json()) as TaskView;
  const [run] = task.runs;
  return { state: run?.state, line: run?.line ?? "", error: run?.error, output: JSON.stringify(run?.output ?? {}) };
}

describe("the log", () => {
  labTest("is searched by text, service and priority", async () => {
    await lab().on("web-1", "logger -t shop -p daemon.err 'payment 4711 failed: gateway timeout'; sleep 0.3");
    const found = await tool("log.search", { text: "GATEWAY timeout", since: "10m", priority: "warning" });
    expect([found.state, found.line]).toEqual(["ok", expect.stringContaining("payment 4711 failed")]);
    const nginx = await tool("log.search", { service: "nginx" });
    expect([nginx.state, nginx.line]).toEqual(["ok", expect.stringContaining("last ")]);
    expect((await tool("log.search", { service: "nope" })).error?.code).toBe("no_such_unit");
  });

  labTest("has a file of nginx searched, and no secret read", async () => {
    await lab().on("web-1", "curl -s http://127.0.0.1/nothing-here > /dev/null; ls /var/log/nginx");
    const found = await tool("log.search", { path: "/var/log/nginx/access.log", text: "nothing-here" });
    expect([found.state, found.line]).toEqual(["ok", expect.stringContaining("nothing-here")]);
    expect((await tool("log.search", { path: "/etc/shadow" })).state).not.toBe("ok");
  });

  labTest("tells errors that say the same as one", async () => {
    await lab().on(
      "web-1",
      'for n in 1 2 3; do logger -t shop -p daemon.err "payment $n failed after ${n}0 ms"; done; sleep 0.3',
    );
    const found = await tool("log.errors", { since: "10m" });
    expect(found.state).toBe("ok");
    expect(found.output).toContain('"text":"payment <n> failed after <n> ms","unit":"shop","count":3');
  });

  labTest("is followed for as long as was asked", async () => {
    const following = tool("log.follow", { text: "follow me", forMs: 4_000 });
    for (let n = 0; n < 6; n++) {
      await Bun.sleep(500);
      await lab().on("web-1", `logger -t shop 'follow me ${n}'`);
    }
    const { state, line, output } = await following;
    expect([state, line]).toEqual(["ok", expect.stringMatching(/^[1-6] lines? in 4 s$/)]);
    expect(output).toContain('"stoppedBy":"time"');
  });
});

describe("the system", () => {
  labTest("says since when it runs, who is signed in and what could be updated", async () => {
    expect(await tool("system.uptime")).toMatchObject({ state: "ok", line: expect.stringMatching(/^up \d/) });
    expect((await tool("system.users")).state).toBe("ok");
    expect((await tool("system.updates")).state).toBe("ok");
  });

  labTest("lists its packages", async () => {
    const found = await tool("package.list", { name: "nginx*" });
    expect([found.state, found.output]).toEqual(["ok", expect.stringContaining('"name":"nginx')]);
    expect((await tool("package.search", { text: "nginx" })).state).toBe("ok");
    expect((await tool("git.status", { path: "/srv" })).error?.code).toMatch(/^(not_supported|not_found)$/);
  });
});

describe("a process", () => {
  labTest("is ended by name, with its number shown before, and does not come back", async () => {
    await lab().on("web-1", "cp /bin/sleep /usr/local/bin/report-gen; setsid report-gen 600 > /dev/null 2>&1 &");
    expect((await tool("process.tree")).output).toContain("report-gen 600");
    const killed = await tool("process.kill", { name: "report-gen" });
    expect([killed.state, killed.line]).toEqual(["ok", expect.stringMatching(/^ended report-gen 600 \(\d+\)$/)]);
    expect((await lab().tryOn("web-1", "pgrep report-gen")).out).toBe("");
  });

  labTest("that its service starts again is told as such", async () => {
    await lab().on("web-1", "systemd-run --unit keeper -p Restart=always -p RestartSec=0 report-gen 700");
    const killed = await tool("process.kill", { name: "report-gen" });
    expect([killed.state, killed.line]).toEqual(["failed", expect.stringContaining("it was started again")]);
    await lab().on("web-1", "systemctl stop keeper");
  });

  labTest("that ailx or the machine hangs on is left alone", async () => {
    const agent = (await lab().on("web-1", "systemctl show ailx-agent --property MainPID --value")).trim();
    expect((await tool("process.kill", { pid: Number(agent) })).error?.code).toBe("refused_by_policy");
    // Rated critical, so nobody's blanket yes is enough.
    expect((await tool("process.kill", { name: "ailx" })).state).not.toBe("ok");
    expect((await tool("process.kill", { name: "systemd-journald", signal: "KILL" })).state).not.toBe("ok");
  });
});

describe("the hub", () => {
  labTest("knows the busiest machine, one machine, and in what they differ", async () => {
    for (const [name, input, line] of [
      ["metrics.top", { by: "load" }, /^web-1 load /],
      ["fleet.describe", { machine: "web-1" }, /^web-1: online, Debian/],
      ["fleet.compare", {}, /^1 machine, nothing to compare with$/],
    ] as const) {
      const answer = await lab().request("POST", `/api/tools/${name}`, { input, waitMs: 20_000 });
      const [run] = ((await answer.json()) as TaskView).runs;
      expect([name, run?.state, run?.line]).toEqual([name, "ok", expect.stringMatching(line)]);
    }
  });
});

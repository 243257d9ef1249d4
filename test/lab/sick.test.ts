/** A host that is sick: no room on its disks, no memory. Its agent connects, works, cleans up, and is well again. */
import { afterAll, beforeAll, describe, expect } from "bun:test";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "../support/program.ts";
import { testWhere } from "../support/skip.ts";
import { labTest, labTimeoutMs, startLab, type Lab } from "./lab.ts";

let here: Lab | undefined;
const lab = (): Lab => {
  if (!here) throw new Error("there is no lab");
  return here;
};
beforeAll(async () => {
  here = await startLab("web:1", "--systemd");
  if (!here) return;
  await here.on("web-1", await here.joinLine("--level", "4"));
}, labTimeoutMs);
afterAll(async () => await here?.end(), 60_000);

const online = async (): Promise<void> =>
  await until("web-1 to be online", async () => (await lab().states()).includes("web-1 online"), 20_000);
const exec = async (command: string) =>
  await lab().ailx("exec", "web-1", "--root", "--approve", "high", "--", "sh", "-c", command);

/** What an agent writes to, each on a disk of its own size that is then filled to the last byte. */
const disks = ["/var/lib/ailx-agent", "/var/log", "/tmp", "/var/tmp"];
const fillAll = disks
  .map(
    (dir) =>
      `mkdir -p /root/keep && rm -rf /root/keep/* && cp -a ${dir}/. /root/keep/ && mount -t tmpfs -o size=2m,mode=755 none ${dir} && cp -a /root/keep/. ${dir}/ 2>/dev/null; dd if=/dev/zero of=${dir}/fill bs=1k 2>/dev/null; dd if=/dev/zero of=${dir}/fill2 bs=1 count=4096 2>/dev/null; true`,
  )
  .join("; ");

describe("with every disk full to the last byte", () => {
  labTest("an agent that starts connects, runs commands, cleans up and recovers", async () => {
    await lab().on("web-1", `systemctl stop ailx-agent; ${fillAll}; systemctl start ailx-agent`);
    expect(await lab().on("web-1", "df --output=avail /var/lib/ailx-agent | tail -1")).toBe("0");
    await online();
    const hello = await exec("echo still here");
    expect([hello.status, hello.out]).toEqual([0, expect.stringContaining("still here")]);

    const much = await exec("seq 1 300000");
    expect(much.status).toBe(0);
    expect(much.out.trimEnd().split("\n")).toHaveLength(300_000);

    // What lies in the agent's own folder nobody touches through it: that is root's, on the host itself.
    const [own, ...others] = disks.map((dir) => `rm -f ${dir}/fill ${dir}/fill2`);
    expect((await exec(own ?? "")).status).toBe(3);
    const free = await exec(others.join("; "));
    expect(free.status).toBe(0);
    expect(Number(await lab().on("web-1", "df --output=avail /var/tmp | tail -1"))).toBeGreaterThan(1_000);
    await lab().on("web-1", own ?? "");
    expect(Number(await lab().on("web-1", "df --output=avail /var/lib/ailx-agent | tail -1"))).toBeGreaterThan(1_000);
    expect((await exec("echo well > /var/tmp/probe && cat /var/tmp/probe")).out).toContain("well");
    await lab().on("web-1", "systemctl restart ailx-agent");
    await online();
    expect((await exec("echo again")).out).toContain("again");
  });
});

const memory = "/sys/fs/cgroup/memory";
const inMemoryGroups = testWhere(
  existsSync(join(memory, "memory.limit_in_bytes")) && process.getuid?.() === 0,
  "root and a memory controller of cgroup v1 outside of the lab",
);

/** The agent's process as this machine sees it: a host's processes are its own, told apart by their host's machine-id. */
async function agentPid(): Promise<number> {
  const host = (await lab().on("web-1", "cat /etc/machine-id")).trim();
  const pid = readdirSync("/proc")
    .map(Number)
    .find((each) => Number.isInteger(each) && argvOf(each)[1] === "agent" && machineIdOf(each) === host);
  if (pid === undefined) throw new Error("no agent runs on web-1");
  return pid;
}

function machineIdOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/root/etc/machine-id`, "utf8").trim();
  } catch {
    return "";
  }
}

function argvOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
  } catch {
    return [];
  }
}

describe("with no memory left", () => {
  inMemoryGroups(
    "a command that wants more dies, and its agent goes on",
    async () => {
      if (!here) return;
      await online();
      const group = join(memory, `ailx-test-${process.pid}`);
      mkdirSync(group);
      const pid = await agentPid();
      try {
        writeFileSync(join(group, "cgroup.procs"), String(pid));
        const rss = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) * 1024;
        writeFileSync(join(group, "memory.limit_in_bytes"), String(rss + (24 << 20)));
        const hungry = await exec("head -c 400M /dev/zero | tail -c 400M > /dev/null");
        expect(hungry.status).toBe(1);
        expect((await lab().lastTask()).runs[0]?.line).toMatch(/137|SIGKILL/);
        expect((await exec("echo still here")).out).toContain("still here");
        expect(await agentPid()).toBe(pid);
      } finally {
        for (const each of readFileSync(join(group, "cgroup.procs"), "utf8").trim().split("\n"))
          if (each !== "") writeFileSync(join(memory, "cgroup.procs"), each);
        rmdirSync(group);
      }
    },
    60_000,
  );
});

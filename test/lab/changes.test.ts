/** Changes of services at boot, of cron's jobs and of users on a real host, each with its way back. */
import { afterAll, beforeAll, describe, expect } from "bun:test";
import type { RunView, TaskView } from "../../src/api/task.ts";
import { until } from "../support/program.ts";
import { labTest, labTimeoutMs, startLab, type Lab } from "./lab.ts";

const host = "web-1";
let here: Lab | undefined;
const lab = (): Lab => {
  if (!here) throw new Error("there is no lab");
  return here;
};
beforeAll(async () => {
  here = await startLab("web:1", "--systemd");
  if (!here) return;
  const line = await lab().joinLine("--tag", "web", "--level", "4");
  expect((await lab().tryOn(host, line)).out).toContain(`connected as ${host}`);
}, labTimeoutMs);
afterAll(async () => await here?.end(), 60_000);

const approve = (task: TaskView) => lab().ailx("approve", task.shortId, "--type-name", host);
async function changed(tool: string, input: object): Promise<{ task: TaskView; run: RunView | undefined }> {
  const answer = await lab().request("POST", `/api/tools/${tool}`, { on: host, input });
  const task = (await answer.json()) as TaskView;
  expect([tool, answer.status, task.state]).toEqual([tool, 202, "needs_approval"]);
  await approve(task);
  const run = (await lab().task(task.id)).runs[0];
  return { task, run };
}
async function undone(task: TaskView): Promise<string | undefined> {
  await lab().ailx("undo", task.shortId);
  const back = await lab().lastTask();
  expect(back.id).not.toBe(task.id);
  if (back.state === "needs_approval") await approve(back);
  return (await lab().task(back.id)).state;
}

describe("a service at boot", () => {
  const state = (): Promise<string> =>
    lab()
      .on(host, "systemctl is-enabled nginx; systemctl is-active nginx")
      .catch((error: unknown) => String(error));

  labTest("is kept from starting and let start again, and runs on meanwhile", async () => {
    const { task, run } = await changed("service.disable", { service: "nginx" });
    expect([run?.state, run?.line]).toEqual(["ok", "disabled, was enabled; it runs now"]);
    expect(await undone(task)).toBe("succeeded");
    expect(await state()).toBe("enabled\nactive");
  });

  labTest("is masked and unmasked, and reloads", async () => {
    const { task, run } = await changed("service.mask", { service: "nginx" });
    expect(run?.state).toBe("ok");
    expect(await undone(task)).toBe("succeeded");
    expect(await state()).toBe("enabled\nactive");
    const reloaded = await changed("service.reload", { service: "nginx" });
    expect([reloaded.run?.state, reloaded.run?.evidence.every(({ ok }) => ok)]).toEqual(["ok", true]);
  });
});

describe("a job of cron", () => {
  labTest(
    "is really run, and is gone with the undo",
    async () => {
      const command = "date +%Y > /run/ailx-cron-ran";
      const { task, run } = await changed("cron.add", { name: "try", schedule: "* * * * *", command });
      expect(run?.state, run?.line).toBe("ok");
      const ran = async () => (await lab().tryOn(host, "cat /run/ailx-cron-ran")).out;
      await until("cron to run it", async () => /^\d{4}\s*$/.test(await ran()), 90_000);
      expect(await undone(task)).toBe("succeeded");
      expect((await lab().tryOn(host, "ls /etc/cron.d/ailx-try")).status).not.toBe(0);
    },
    150_000,
  );
});

describe("a user", () => {
  const files = (): Promise<string> => lab().on(host, "sha256sum /etc/passwd /etc/shadow /etc/group /etc/gshadow");

  labTest("is made, put into a group, locked and removed, and each is undone byte for byte", async () => {
    await changed("user.add", { user: "eve", comment: "Eve" });
    await lab().on(host, "echo eve:some-password | chpasswd");
    const before = await files();
    for (const [tool, input] of [
      ["user.groups", { user: "eve", add: ["adm"] }],
      ["user.lock", { user: "eve" }],
      ["user.remove", { user: "eve" }],
    ] as const) {
      const { task, run } = await changed(tool, input);
      expect([tool, run?.state]).toEqual([tool, "ok"]);
      expect(await files()).not.toBe(before);
      expect([tool, await undone(task)]).toEqual([tool, "succeeded"]);
      expect([tool, await files()]).toEqual([tool, before]);
    }
    expect(await lab().on(host, "stat -c %U /home/eve")).toBe("eve");
  });

  labTest("who is the last to become root stays", async () => {
    await lab().on(host, "usermod -aG sudo eve");
    const { run } = await changed("user.lock", { user: "eve" });
    expect([run?.state, run?.error?.code]).toEqual(["failed", "refused_by_policy"]);
  });
});

describe("settings of the machine itself", () => {
  const shown = (command: string): Promise<string> =>
    lab()
      .on(host, command)
      .then((text) => text.trim());

  labTest("set its host name and its time zone, and set the ones from before again", async () => {
    for (const [tool, input, look] of [
      ["setting.hostname", { name: "renamed" }, "hostname; cat /etc/hostname"],
      ["setting.timezone", { zone: "Europe/Berlin" }, "readlink -f /etc/localtime; timedatectl show -p Timezone"],
    ] as const) {
      const before = await shown(look);
      const { task, run } = await changed(tool, input);
      expect([tool, run?.state, run?.evidence.every(({ ok }) => ok)]).toEqual([tool, "ok", true]);
      expect(await shown(look)).not.toBe(before);
      expect([tool, await undone(task)]).toEqual([tool, "succeeded"]);
      expect([tool, await shown(look)]).toEqual([tool, before]);
    }
  });

  // A value of the host's own network: the lab's hosts share everything else of the kernel.
  labTest("set a value of the kernel now and for the boots, and take back both", async () => {
    const look = "cat /proc/sys/net/core/somaxconn; cat /etc/sysctl.d/99-z-ailx.conf || true";
    const before = await shown(look);
    const { task, run } = await changed("setting.sysctl", { key: "net.core.somaxconn", value: "3999" });
    expect([run?.state, run?.line]).toEqual(["ok", `${before.split("\n")[0] ?? ""} → 3999`]);
    expect(await shown(look)).toMatch(/^3999\n[^]*\nnet\.core\.somaxconn = 3999$/);
    expect(await undone(task)).toBe("succeeded");
    expect(await shown(look)).toBe(before);
  });
});

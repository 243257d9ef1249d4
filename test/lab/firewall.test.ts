/** Changes of the firewall and of sshd that cut the way in off, on a real host: they come back by themselves, and the run says so. */
import { afterAll, beforeAll, describe, expect } from "bun:test";
import type { RunView, TaskView } from "../../src/api/task.ts";
import { until } from "../support/program.ts";
import { testWhere } from "../support/skip.ts";
import { labTest, labTimeoutMs, sh, startLab, type Lab } from "./lab.ts";

const host = "web-1";
const nft = Bun.which("nft");

let here: Lab | undefined;
const lab = (): Lab => {
  if (!here) throw new Error("there is no lab");
  return here;
};
const withNft = (name: string, body: () => Promise<void>): void =>
  nft === null ? testWhere(false, "nft, which is lent to the host")(name, body) : labTest(name, body, 180_000);

beforeAll(async () => {
  if (nft === null) return;
  here = await startLab("web:1", "--systemd");
  if (!here) return;
  await lab().lab("push", host, nft, "/usr/sbin/nft");
  // The image has none: the libraries that it lacks are lent too, as the loader here names them.
  const libraries = (await sh(["ldd", nft])).out.matchAll(/=> (\/\S+)/g);
  for (const [, path = ""] of libraries)
    if ((await lab().tryOn(host, `test -e ${path}`)).status !== 0) await lab().lab("push", host, path, path);
  const line = await lab().joinLine("--tag", "web", "--level", "4");
  expect((await lab().tryOn(host, line)).out).toContain(`connected as ${host}`);
}, labTimeoutMs);
afterAll(async () => await here?.end(), 60_000);

const keepsOut = `table inet guard {
  chain input { type filter hook input priority filter; policy drop; iif "lo" accept; }
}
`;
const lets = (port: number): string => `table inet guard {
  chain input { type filter hook input priority filter; policy accept; tcp dport ${port} counter drop; }
}
`;
const dropIn = "/run/systemd/system/ailx-agent.service.d";
const tables = (): Promise<string> => lab().on(host, "nft list tables");
const ruleset = (): Promise<string> => lab().on(host, "nft -s list ruleset");

/** As a person does it: asked by the API, approved on the command line with the machine's name typed. */
async function asked(input: object, tool = "firewall.apply"): Promise<TaskView> {
  const answer = await lab().request("POST", `/api/tools/${tool}`, { on: host, input });
  const task = (await answer.json()) as TaskView;
  expect([answer.status, task.state, task.plan?.risk]).toEqual([202, "needs_approval", "critical"]);
  return task;
}
const approve = (task: TaskView) => lab().ailx("approve", task.shortId, "--type-name", host);
const runOf = async (task: TaskView): Promise<RunView> => {
  const [run] = (await lab().task(task.id)).runs;
  if (!run) throw new Error("it has no run");
  return run;
};

describe("a change of the firewall", () => {
  withNft("that lets the hub be reached stays, and is undone by its undo", async () => {
    const task = await asked({ rules: lets(8_081), confirmWithinS: 30 });
    const done = await approve(task);
    expect(done.status, done.out + done.err).toBe(0);
    const run = await runOf(task);
    expect([run.state, run.output?.["outcome"], run.output?.["armedBy"]]).toEqual(["ok", "confirmed", "systemd"]);
    expect(run.evidence.map(({ ok }) => ok)).toEqual([true, true]);
    expect(await ruleset()).toContain("tcp dport 8081");
    expect(await lab().on(host, "systemctl list-timers --all | grep -c ailx-revert || true")).toBe("0");

    await lab().ailx("undo", task.shortId);
    const back = await lab().lastTask();
    expect([back.id === task.id, back.state]).toEqual([false, "needs_approval"]);
    expect((await approve(back)).status).toBe(0);
    expect(await tables()).toBe("");
  });

  withNft("that cuts the agent off comes back by itself, and the run says so", async () => {
    const before = await ruleset();
    const task = await asked({ rules: keepsOut, confirmWithinS: 15 });
    const approved = approve(task);
    await until("the rules to be in force", async () => (await tables()).includes("guard"), 20_000);
    await until("the rules to be gone", async () => !(await tables()).includes("guard"), 40_000);
    expect((await approved).status).toBe(1);
    const run = await runOf(task);
    expect([run.state, run.output?.["outcome"]]).toEqual(["failed", "reverted"]);
    expect(run.line).toMatch(
      /the firewall's rules came back by themselves at .*: the hub was not reached anew within 15 s/,
    );
    expect(await ruleset()).toBe(before);
    expect(await lab().states()).toEqual([`${host} online`]);
  });

  withNft("comes back also where the agent is killed and stays so, and a late hub learns of it", async () => {
    await lab().on(
      host,
      `mkdir -p ${dropIn} && printf '[Service]\\nRestart=no\\n' > ${dropIn}/stays.conf && systemctl daemon-reload`,
    );
    const task = await asked({ rules: keepsOut, confirmWithinS: 20 });
    const approved = approve(task);
    await until("the rules to be in force", async () => (await tables()).includes("guard"), 20_000);
    await lab().on(host, "systemctl kill -s KILL ailx-agent");
    await until("the rules to be gone", async () => !(await tables()).includes("guard"), 40_000);
    expect((await lab().tryOn(host, "systemctl is-active ailx-agent")).out.trim()).toBe("failed");
    await lab().on(host, `rm -r ${dropIn} && systemctl daemon-reload && systemctl start ailx-agent`);
    await approved;
    expect((await runOf(task)).line).toContain("The firewall's rules of this machine came back by itself");
  });

  withNft("comes back at once where the agent is killed and starts again", async () => {
    const task = await asked({ rules: keepsOut, confirmWithinS: 180 });
    const approved = approve(task);
    await until("the rules to be in force", async () => (await tables()).includes("guard"), 20_000);
    await lab().on(host, "systemctl kill -s KILL ailx-agent");
    await until("the rules to be gone", async () => !(await tables()).includes("guard"), 60_000);
    await approved;
    expect((await runOf(task)).line).toContain("came back by itself");
    expect(await lab().on(host, "systemctl list-timers --all | grep -c ailx-revert || true")).toBe("0");
  });

  withNft("is gone after a power cut while it is armed, and the run says that it came back", async () => {
    const task = await asked({ rules: keepsOut, confirmWithinS: 180 });
    const approved = approve(task);
    await until("the rules to be in force", async () => (await tables()).includes("guard"), 20_000);
    const boot = await lab().on(host, "cat /proc/sys/kernel/random/boot_id");
    await lab().lab("reboot", "--hard", host);
    await approved;
    expect(await lab().on(host, "cat /proc/sys/kernel/random/boot_id")).not.toBe(boot);
    expect((await runOf(task)).line).toContain("came back by itself");
    expect(await tables()).toBe("");
  });

  withNft("that its program does not take changes nothing", async () => {
    const before = await ruleset();
    const task = await asked({ rules: "table inet guard { chain input { policy drip; } }\n" });
    expect((await approve(task)).status).toBe(1);
    expect((await runOf(task)).error?.code).toBe("config_invalid");
    expect(await ruleset()).toBe(before);
  });
});

describe("a change of sshd's configuration", () => {
  const path = "/etc/ssh/sshd_config";
  const banner = (): Promise<string> =>
    lab().on(host, "timeout 5 bash -c 'exec 3<>/dev/tcp/127.0.0.1/22; head -c 7 <&3'");
  const edits = (to: string) => ({ path, edits: [{ line: "^#?ListenAddress 0.0.0.0", to }], reload: true });

  withNft("with which it does not come up again comes back by itself, and sshd answers as before", async () => {
    const before = await lab().on(host, `sha256sum ${path}; stat -c '%U %a' ${path}`);
    // Its own test finds no error in an address that this machine does not have.
    const task = await asked(edits("ListenAddress 192.0.2.1"), "config.edit");
    expect((await approve(task)).status).toBe(1);
    expect((await runOf(task)).state).toBe("failed");
    expect(await lab().on(host, `sha256sum ${path}; stat -c '%U %a' ${path}`)).toBe(before);
    await until("sshd to answer", async () => (await banner()) === "SSH-2.0", 20_000);
  });

  withNft("with which it answers stays, and so does its undo", async () => {
    const before = await lab().on(host, `sha256sum ${path}; stat -c '%U %a' ${path}`);
    const task = await asked(edits("ListenAddress 0.0.0.0"), "config.edit");
    const done = await approve(task);
    expect(done.status, done.out + done.err).toBe(0);
    expect((await runOf(task)).evidence.map(({ found }) => found).join()).toContain("answers on 0.0.0.0:22");
    await lab().ailx("undo", task.shortId);
    const back = await lab().lastTask();
    expect((await approve(back)).status).toBe(0);
    expect((await runOf(back)).evidence.map(({ found }) => found).join()).toContain("answers on");
    expect(await lab().on(host, `sha256sum ${path}; stat -c '%U %a' ${path}`)).toBe(before);
    expect(await banner()).toBe("SSH-2.0");
  });
});

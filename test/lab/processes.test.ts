/** Commands on a host with systemd and its agent as a service: whatever they start is ended with them, or named. */
import { afterAll, beforeAll, describe, expect } from "bun:test";
import { until } from "../support/program.ts";
import { labTest, labTimeoutMs, startLab, type Lab } from "./lab.ts";

let here: Lab | undefined;
const lab = (): Lab => {
  if (!here) throw new Error("there is no lab");
  return here;
};
beforeAll(async () => {
  here = await startLab("box-1", "--systemd");
  if (!here) return;
  const joined = await here.tryOn("box-1", await here.joinLine("--level", "4"));
  if (joined.status !== 0) throw new Error(joined.err);
}, labTimeoutMs);
afterAll(async () => await here?.end(), 60_000);

/** Each puts a process to sleep for as many seconds as its number says, which is how it is found again. */
const matrix: Record<string, (seconds: number) => string> = {
  "a child in the background": (n) => `sleep ${n} & wait`,
  "a child in another session": (n) => `setsid sleep ${n} & wait`,
  "what ignores a hang-up": (n) => `nohup sleep ${n} >/dev/null 2>&1 & wait`,
  "a double fork": (n) => `(setsid sh -c 'sleep ${n}; :' &); sleep ${n}`,
  "what ignores INT and TERM": (n) => `trap '' INT TERM; (sleep ${n}; sleep ${n}) & wait; sleep ${n}`,
  "a double fork with its environment wiped": (n) => `(env -i setsid sh -c 'sleep ${n}; :' &); sleep ${n}`,
  "what stopped itself": (n) => `sleep ${n} & sleep 0.3; kill -STOP $!; wait`,
};

const exec = async (line: string, ...words: string[]): ReturnType<Lab["ailx"]> =>
  await lab().ailx("exec", "box-1", "--approve", "high", ...words, "--", line);
const sleepers = async (seconds: number): Promise<string[]> =>
  (await lab().tryOn("box-1", `pgrep -xf 'sleep ${seconds}'`)).out.split("\n").filter(Boolean);

describe("a command on a host with systemd", () => {
  labTest("runs in a control group below the agent's own", async () => {
    const { out, status } = await exec("cat /proc/self/cgroup");
    expect([status, out]).toEqual([0, expect.stringMatching(/ailx-agent\.service\/ailx-\d+\/\d+$/m)]);
    expect(await lab().on("box-1", "systemctl show ailx-agent -p Delegate --value")).toBe("yes");
  });

  for (const [index, [name, line]] of Object.entries(matrix).entries())
    labTest(`that reaches its time limit takes along ${name}`, async () => {
      const seconds = 7_000 + index;
      const ended = exec(line(seconds), "--timeout", "2s");
      await until("it to sleep", async () => (await sleepers(seconds)).length > 0);
      expect((await ended).status).not.toBe(0);
      expect(await sleepers(seconds)).toEqual([]);
    });

  labTest("that leaves something running on purpose has it named", async () => {
    await exec("setsid nohup sleep 7100 >/dev/null 2>&1 & sleep 0.2");
    const [pid] = await sleepers(7_100);
    const [run] = (await lab().lastTask()).runs;
    expect(run).toMatchObject({ containedBy: "cgroup2", survivors: [{ pid: Number(pid), command: "sleep 7100" }] });
    await lab().on("box-1", `kill ${pid}`);
  });

  labTest("leaves the agent a service that can be restarted, with nothing of it left", async () => {
    await exec("setsid nohup sleep 7200 >/dev/null 2>&1 & sleep 0.2");
    await lab().on("box-1", "systemctl kill -s KILL ailx-agent; sleep 1; systemctl restart ailx-agent");
    await until("the agent to be back", async () => (await lab().states())[0] === "box-1 online", 30_000);
    expect((await exec("touch /tmp/back")).status).toBe(0);
    expect(await lab().on("box-1", "ls -d /sys/fs/cgroup/system.slice/ailx-agent.service/ailx-* | wc -l")).toBe("1");
  });
});

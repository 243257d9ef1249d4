/** One command on thirty hosts, with three of them cut off: who did it, who did not, and nothing twice. */
import { afterAll, beforeAll, describe, expect } from "bun:test";
import type { TaskView } from "../../src/api/task.ts";
import { until } from "../support/program.ts";
import { labTest, labTimeoutMs, startLab, type Lab } from "./lab.ts";

const hosts = Array.from({ length: 30 }, (_, index) => `web-${index + 1}`);
const cut = ["web-7", "web-13", "web-30"];
const others = hosts.filter((host) => !cut.includes(host));
/** A call is acknowledged within 5 s; the rest is the way there and back on a machine that is busy. */
const cutOffMs = 5_000 + 4_000;

let here: Lab | undefined;
const lab = (): Lab => {
  if (!here) throw new Error("there is no lab");
  return here;
};
beforeAll(async () => {
  here = await startLab("web:30");
  await here?.spawnAgents(hosts, 4);
}, labTimeoutMs);
afterAll(async () => await here?.end(), 60_000);

const sayers = (out: string): string[] => [
  ...new Set(
    out
      .trim()
      .split("\n")
      .map((line) => line.split(" ")[0] ?? ""),
  ),
];
const allOnline = async (): Promise<boolean> => (await lab().states("status:online")).length === hosts.length;
const comeBack = async (): Promise<void> => {
  await lab().lab("heal", ...cut);
  await until("the machines to be back", allOnline, 40_000);
};
const namesIn = ({ runs }: TaskView, state: string): string[] =>
  runs.flatMap((run) => (run.state === state ? [run.machineName] : []));

describe("a command on thirty machines", () => {
  labTest("brings all results and one exit status", async () => {
    const { status, out, err } = await lab().ailx("exec", "tag:web", "--approve", "high", "--", "uptime");
    expect([status, err]).toEqual([0, "30 of 30 ok\n"]);
    expect(sayers(out).toSorted()).toEqual(hosts.toSorted());
    expect(out.match(/load average/g)).toHaveLength(30);
  });

  labTest(
    "names the three that are cut off, within the time for an acknowledgement",
    async () => {
      await lab().lab("cut", ...cut);
      const { status, out, err, ms } = await lab().ailx("exec", "tag:web", "--approve", "high", "--", "uptime");
      expect(status).toBe(1);
      expect(sayers(out).toSorted()).toEqual(others.toSorted());
      expect(err).toStartWith("27 of 30 ok; ");
      for (const name of cut) expect(err).toContain(name);
      expect(ms).toBeLessThan(cutOffMs);

      // They are known to be away by now, so nobody waits for them again.
      const again = await lab().ailx("exec", "tag:web", "--approve", "high", "--", "uptime");
      expect([again.status, again.err]).toEqual([1, "27 of 30 ok; unreachable: web-13, web-30, web-7\n"]);
      expect(again.ms).toBeLessThan(3_000);
      await comeBack();
    },
    90_000,
  );

  labTest(
    "runs nowhere twice, and what was not known is found out once they are back",
    async () => {
      const marks = "/root/marks";
      const asked = await lab().ailx("exec", "tag:web", "--root", "--approve", "low", "--", `echo once >> ${marks}`);
      expect(asked.status).toBe(3);
      await lab().lab("cut", ...cut);
      const { shortId, id } = await lab().lastTask();
      const done = await lab().ailx("approve", shortId, "--yes");
      expect(done.status).toBe(1);
      const first = await lab().task(id);
      expect(namesIn(first, "ok").toSorted()).toEqual(others.toSorted());
      expect(namesIn(first, "unknown").toSorted()).toEqual(cut.toSorted());

      await comeBack();
      await until("each run to be settled", async () => namesIn(await lab().task(id), "unknown").length === 0);
      const settled = await lab().task(id);
      const ran = namesIn(settled, "ok");
      for (const host of hosts)
        expect(`${host} ${await lab().on(host, `cat ${marks} 2>/dev/null | wc -l`)}`).toBe(
          `${host} ${ran.includes(host) ? 1 : 0}`,
        );
    },
    120_000,
  );
});

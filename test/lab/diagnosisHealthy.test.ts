/** A healthy host that is asked about in twenty ways: nothing is changed, and nothing is found. */
import { afterAll, beforeAll, describe, expect } from "bun:test";
import { labTest, labTimeoutMs, startLab, type Lab } from "./lab.ts";

let here: Lab | undefined;
const lab = (): Lab => {
  if (!here) throw new Error("there is no lab");
  return here;
};
beforeAll(async () => {
  here = await startLab("web-1", "--systemd");
  if (!here) return;
  const joined = await here.tryOn("web-1", await here.joinLine("--tag", "web", "--level", "4"));
  if (joined.status !== 0) throw new Error(joined.err);
}, labTimeoutMs);
afterAll(async () => await here?.end(), 60_000);

const requests: readonly string[] = [
  "check nginx",
  "why is nginx down on web-1?",
  "why is demo-api so slow on web-1?",
  "demo-api does not respond on web-1",
  "what is wrong with web-1?",
  "what is wrong with nginx on web-1?",
  "why is web-1 slow?",
  "is everything ok on web-1?",
  "why is the disk of web-1 full?",
  "why is the memory of web-1 so full?",
  "the web site is down on web-1",
  "why does name resolution fail on web-1?",
  "check the network on web-1",
  "browsers warn of the certificate of web-1",
  "why do the cron jobs fail on web-1?",
  "why is there no backup on web-1?",
  "why are there so many zombies on web-1?",
  "why does the log of demo-api grow so fast on web-1?",
  "the web site on web-1 returns 502 errors",
  "troubleshoot demo-api on web-1",
];

/** What a change would show in: processes of services, packages, and what lies in the folders that hold settings and data. */
const stateOf = async (): Promise<string> =>
  await lab().on(
    "web-1",
    "systemctl show nginx demo-api ssh cron -p Id,MainPID,ActiveState,UnitFileState,NRestarts; dpkg -l | sha256sum; " +
      "find /etc /usr/local /srv -xdev -type f -printf '%p %s %T@ %m %u\\n' | sort | sha256sum; crontab -l 2>&1; ls /var/lib /root",
  );

describe("a healthy host", () => {
  for (const request of requests)
    labTest(
      `“${request}” finds nothing and changes nothing`,
      async () => {
        const before = await stateOf();
        const { out, err } = await lab().ailx("ask", request);
        const task = await lab().lastTask();
        expect(task.request, `${out}${err}`).toBe(request);
        expect([task.state, task.summary?.findings ?? []]).toEqual(["succeeded", []]);
        expect(task.plan?.steps.map(({ access }) => access)).not.toContain("change");
        if (request !== "check nginx")
          expect(task.summary?.headline).toMatch(
            /^(?:Nothing wrong|No single cause) was found on web-1 in \d+ looks?[.:]/,
          );
        expect(await stateOf()).toBe(before);
      },
      60_000,
    );
});

/** Requests that were once taken for another one: nothing is better than the wrong thing. */
import { describe, expect, test } from "bun:test";
import { ask } from "./testing.ts";

describe("a request is not taken for another", () => {
  test.each([
    ["a file that is renamed for a branch", "move /etc/nginx/conf.d/old.conf to old.conf.disabled on web-2"],
    ["an order for a package", "update the ubuntu servers, ci-1 eventually"],
    ["a rotation for a ping", "get web-1 out of the load balancer"],
    ["a program on a machine for all of it", "upgrade the main database on db-1"],
    ["what may be a service for its machine", "kick the ci box"],
    [
      "what is forbidden for a reason",
      "avoid this: the auditor complained about telnet on db-1, get rid of that package",
    ],
    ["a question for a reason", "nginx is silent on port 80 of web-1? restart it"],
    ["a command for a reason", "restart cron on web-1, docker compose up and show me the api logs"],
    ["units of a part of the fleet for a complaint about all of it", "display failed units on everything in rank a"],
  ])("%s", async (_what, text) => {
    expect((await ask(text)).kind).not.toBe("plan");
  });

  test.each([
    [
      "a port closed from outside for one closed for all",
      "close port 21 on web-1 for everyone outside the lan",
      "10.20.0.0/24",
    ],
    ["the system of a phone for a package", "install iOS 18 on web-1", "no package"],
    ["an update of Windows for a package", "install kb5031364 on web-1", "no package"],
  ])("%s", async (_what, text, why) => {
    const outcome = await ask(text);
    expect(outcome.kind).toBe("decline");
    expect(JSON.stringify(outcome)).toContain(why);
  });

  test.each(["the agent on web-1 is outdated, update it", "restart all agents"])(
    "an agent for its machine or its packages: %s",
    async (text) => {
      const outcome = await ask(text);
      expect(outcome).toMatchObject({ kind: "decline" });
      expect(outcome.kind === "decline" && outcome.reason).toMatch(/[Aa]gents/);
    },
  );

  test("the time of a schedule for a part of the command", async () => {
    const outcome = await ask("run apt update nightly at 1:15 on web-1");
    expect(outcome).toMatchObject({
      kind: "plan",
      plan: { schedule: { cron: "15 1 * * *" }, steps: [{ input: { command: "apt update" } }] },
    });
    const plain = await ask("run df -h in 20 minutes on web-1");
    expect(plain).toMatchObject({ kind: "plan", plan: { steps: [{ input: { command: "df -h" } }] } });
  });

  test("a time that was taken back for one that is meant", async () => {
    expect((await ask("reboot web-1 tonight? no, now")).kind).toBe("decline");
  });

  test.each([
    "check the certificate on web-1 and frobnicate it",
    "check the certificate on web-1 and renew it if fewer than 20 days are left",
    "restart nginx on web-1, it hangs again and frobnicate it",
    "why does nginx fail on web-1 and frobnicate it",
    "mtu of every interface on web-1 and frobnicate it",
    "clear old journal entries on web-1, zorbly keep 7 days",
  ])("what is not understood for nothing: %s", async (text) => {
    expect((await ask(text)).kind).not.toBe("plan");
  });

  test.each(["create a directory /opt/exports on web-1 owned by www-data", "who logged in to web-1 over the weekend"])(
    "what is to be done, or was, for a look at it later: %s",
    async (text) => {
      const outcome = await ask(text);
      if (outcome.kind !== "plan") return;
      expect(outcome.plan.schedule).toBeUndefined();
      expect(JSON.stringify(outcome.plan.steps)).not.toContain("find ");
    },
  );

  test.each([
    "test the nginx config on web-1 and, if it is fine, reload",
    "validate the nginx configuration on web-1 and if it's ok reload it",
  ])("a condition for small talk: %s", async (text) => {
    const outcome = await ask(text);
    const steps = outcome.kind === "plan" ? outcome.plan.steps : [];
    expect(steps.at(-1)).toMatchObject({
      tool: "service.reload",
      condition: { kind: "compare", field: "valid", value: true },
    });
  });

  test.each(["I am about to reboot web-1", "show the uptime of web-1, I am about to reboot it"])(
    "what somebody is about to do for what is wanted: %s",
    async (text) => {
      const outcome = await ask(text);
      expect(outcome.kind === "plan" ? outcome.plan.steps.filter(({ access }) => access !== "read") : []).toEqual([]);
    },
  );

  test.each([
    "do not stop nginx on web-1, empty /var/cache/nginx on web-1 and start it again",
    "never stop postgresql on db-1, install htop on db-1, then start postgresql again",
    "do not enable gzip in nginx on web-1 and reload",
    "I don't want you to install fail2ban on web-1 and enable it",
    "avoid this: get the latest commits of /srv/shop on web-1",
  ])("what follows what is forbidden for what is wanted: %s", async (text) => {
    const outcome = await ask(text);
    expect(outcome.kind === "plan" ? outcome.plan.steps.filter(({ access }) => access !== "read") : []).toEqual([]);
  });

  test("a zombie for what can be killed", async () => {
    const outcome = await ask("kill every defunct chromium on ci-1");
    expect(outcome).toMatchObject({ kind: "decline" });
    expect(JSON.stringify(outcome)).toContain("zombie");
  });
});

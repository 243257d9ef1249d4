/** Names that are not known: of kinds of machines, of packages that are slips, of services that nobody has. */
import { describe, expect, test } from "bun:test";
import { machineOf } from "../../../domain/target-testing.ts";
import { embeddedPlanner } from "./planner.ts";
import { ask, shortly } from "./testing.ts";

const fleet = [
  machineOf({ name: "web-1", tags: ["web"], services: ["nginx", "ssh"] }),
  machineOf({ name: "nas", services: ["smbd", "ssh"] }),
  machineOf({ name: "box-7", services: ["ssh"] }),
];

describe("a kind of machine that nothing is known as", () => {
  test.each([
    ["The download server isn't working, can you check it?", "nas isn't working, can you check it?"],
    ["restart the download server", "restart nas"],
    ["what is wrong with the game server", "what is wrong with nas"],
    ["restart nginx on the game server", "restart nginx on nas"],
    ["is the mail server up?", "is nas up?"],
    ["check the backup box", "check nas"],
  ])("is asked, with the machines that it could be: %s", async (text, value) => {
    const outcome = await embeddedPlanner({ text, fleet, nowMs: 0 });
    expect(outcome).toMatchObject({ kind: "clarify", about: "target" });
    expect(outcome.kind === "clarify" ? outcome.options[1] : outcome).toEqual({ label: "nas", value });
  });

  test.each(["the server is slow", "The web server is slow", "show disk usage on the whole server"])(
    "is none where the word says nothing of that, or is known: %s",
    async (text) => {
      expect((await embeddedPlanner({ text, fleet, nowMs: 0 })).kind).not.toBe("clarify");
    },
  );
});

describe("a package that is a slip for something known", () => {
  test.each([
    ["hold the potsgresql package on db-1", "hold the postgresql package on db-1"],
    ["install ngnix on web-1", "install nginx on web-1"],
    ["remove the ngixn package from web-1", "remove the nginx package from web-1"],
  ])("is asked before it is changed: %s", async (text, value) => {
    const outcome = await ask(text);
    expect(outcome.kind === "clarify" ? outcome.options.map((option) => option.value) : outcome).toEqual([value]);
  });

  test.each([
    ["install ansible on web-1", 'package.install {"packages":["ansible"]} @web-1'],
    ["install nmap on web-1", 'package.install {"packages":["nmap"]} @web-1'],
    ["run `apt-get install -y ngnix` on web-1", 'shell.run {"command":"apt-get install -y ngnix"} @web-1'],
  ])("is none where it is called so: %s", async (text, step) => {
    const outcome = await ask(text);
    expect(outcome.kind === "plan" ? shortly(outcome.plan) : outcome).toEqual([step]);
  });
});

describe("what cannot be done", () => {
  test.each([
    ["restart foo on web-1", "web-1 has no foo that is known. It has: cron, nginx, php8.1-fpm, ssh."],
    ["restart foo on web", "web-1, web-2 and web-3 have no foo that is known."],
    ["update all packages except the kernel", /^An upgrade takes all packages or those that are named/],
    ["update all packages on web-1 except the kernel", /^An upgrade takes all packages or those that are named/],
    ["install htop without recommends on web-1", /^Packages are installed with what they recommend/],
  ])("says why: %s", async (text, reason) => {
    const outcome = await ask(text);
    if (outcome.kind !== "decline") throw new Error(outcome.kind);
    if (typeof reason === "string") expect(outcome.reason).toBe(reason);
    else expect(outcome.reason).toMatch(reason);
  });
});

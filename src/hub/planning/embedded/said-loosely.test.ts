/** How people talk: corrections of what they just said, complaints in words of their own, small talk, conditions without commas. */
import { describe, expect, test } from "bun:test";
import { onlyLooks } from "../../../tools/assess.ts";
import { ask, shortly } from "./testing.ts";

const planned = async (text: string): Promise<string[]> => {
  const outcome = await ask(text);
  if (outcome.kind !== "plan") throw new Error(JSON.stringify(outcome));
  return shortly(outcome.plan);
};

describe("what is corrected in a request", () => {
  test.each([
    ["restart nginx on web-1, I mean web-2", 'service.restart {"service":"nginx"} @web-2'],
    ["restart nginx on web-1... no wait, web-2", 'service.restart {"service":"nginx"} @web-2'],
    ["restart nginx on web-1, sorry, web-2", 'service.restart {"service":"nginx"} @web-2'],
    ["restart postfix, I mean dovecot, on mail-1", 'service.restart {"service":"dovecot"} @mail-1'],
    ["restart nginx, no, php8.1-fpm on web-1", 'service.restart {"service":"php8.1-fpm"} @web-1'],
    ["reboot web-1 -- correction: web-2", "system.reboot {} @web-2"],
  ])("takes the place of what was said: %s", async (text, step) => {
    expect(await planned(text)).toEqual([step]);
  });
  test.each(["restart nginx on web-1. No, web-2 is fine", "restart nginx on web-1, no restart on web-2"])(
    "and nothing else does: %s",
    async (text) => {
      const outcome = await ask(text);
      expect(outcome.kind === "plan" && shortly(outcome.plan).some((step) => step.endsWith("@web-2"))).toBe(false);
    },
  );
});

describe("a complaint in words of its own is looked into", () => {
  test.each([
    ["why can't app-2 keep its api container alive", "app-2"],
    ["ssh to db-2 takes 30 seconds to give a prompt", "db-2"],
    ["pages on web-2 load like molasses", "web-2"],
    ["web-2 answers every third request with a 502", "web-2"],
    ["something is fishy on mail-1, too many logins", "mail-1"],
    ["postfix clients drop out after a minute", "mail-1"],
    ["cpu steal on web-1 is 20 percent, why", "web-1"],
    ["redis eats a core constantly, which queries", "cache-1"],
    ["something is off with haproxy on lb-1", "lb-1"],
    ["mails stay in the queue for hours", "mail-1"],
  ])("%s", async (text, machine) => {
    const outcome = await ask(text);
    if (outcome.kind !== "plan") throw new Error(JSON.stringify(outcome));
    expect(outcome.plan.steps.every(onlyLooks)).toBe(true);
    expect(shortly(outcome.plan)[0]).toEndWith(`@${machine}`);
  });
});

describe("a condition as it is said", () => {
  test.each([
    ["if / on dl-1 is above 95% stop vsftpd", 'service.stop {"service":"vsftpd"} @dl-1 if'],
    ["if db-1 doesn't answer on 5432 restart postgresql there", 'service.restart {"service":"postgresql"} @db-1 if'],
    [
      "if postgresql doesn't answer on 5432 within 5 s on db-1, restart it",
      'service.restart {"service":"postgresql"} @db-1 if',
    ],
    ["if less than 5% of / is free on dl-1, stop vsftpd", 'service.stop {"service":"vsftpd"} @dl-1 if'],
    [
      "restart nginx on web-1 if localhost:8080 gives anything but 200",
      'service.restart {"service":"nginx"} @web-1 if',
    ],
    ["start vsftpd on dl-1 if there is enough room on /, say 20 GB", 'service.start {"service":"vsftpd"} @dl-1 if'],
    [
      "if postfix isn't up on mail-1, start it, and tell me either way",
      'service.start {"service":"postfix"} @mail-1 if',
    ],
    ["check if nginx is enabled on web-1, enable it otherwise", 'service.enable {"service":"nginx"} @web-1 if'],
  ])("%s", async (text, last) => {
    expect((await planned(text)).at(-1)).toBe(last);
  });
  test("that says how old something is, is none of how far a replica is behind", async () => {
    expect((await ask("restart nginx on web-1 if it's older than a week")).kind).toBe("decline");
  });
});

describe("small talk in front", () => {
  test.each([
    ["kinda scared to ask but how full is dl-1", "system.disk {} @dl-1"],
    ["can u bump the api container on app-1", 'container.restart {"container":"api"} @app-1'],
  ])("%s", async (text, step) => {
    expect((await planned(text))[0]).toBe(step);
  });
});

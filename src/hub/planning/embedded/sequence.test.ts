/** What is said of several things in one request, of one thing in slang, or of what is wrong: the steps that come of it. */
import { describe, expect, test } from "bun:test";
import { onlyLooks } from "../../../tools/assess.ts";
import { ask, shortly } from "./testing.ts";

const steps = async (text: string): Promise<string[]> => {
  const outcome = await ask(text);
  if (outcome.kind !== "plan") throw new Error(`${outcome.kind}: ${JSON.stringify(outcome)}`);
  return shortly(outcome.plan).map((line) => line.replace(/ \{"(?:service|container)":"([^"]+)"\}/, " $1"));
};

describe("one after the other", () => {
  test.each<[string, string[]]>([
    [
      "update web-3, reboot it, wait until it is back and check that nginx is running",
      ["package.update {} @web-3", "system.reboot {} @web-3", "service.status nginx @web-3"],
    ],
    [
      "reboot web-3 and once it is back check that nginx is running",
      ["system.reboot {} @web-3", "service.status nginx @web-3"],
    ],
    [
      "restart nginx on web-1 and do the same on web-2",
      ["service.restart nginx @web-1", "service.restart nginx @web-2"],
    ],
    [
      "restart haproxy on lb-2, if that works do the same on lb-1",
      ["service.restart haproxy @lb-2", "service.restart haproxy @lb-1"],
    ],
    [
      "restart nginx on web-1, but check its config first",
      ['shell.run {"command":"nginx -t"} @web-1', "service.restart nginx @web-1"],
    ],
    [
      "stop the worker on app-1, restart postfix on mail-1, then start the worker again",
      ["container.stop worker @app-1", "service.restart postfix @mail-1", "container.start worker @app-1"],
    ],
    [
      "first restart redis, then php-fpm on web-1, finally show its status",
      [
        "service.restart redis-server @cache-1",
        "service.restart php8.1-fpm @web-1",
        "service.status php8.1-fpm @web-1",
      ],
    ],
    [
      "create the user lena on web-1 and add her to the sudo group",
      ['user.add {"user":"lena"} @web-1', 'user.groups {"user":"lena","add":["sudo"]} @web-1'],
    ],
    [
      "stop postfix and dovecot on mail-1, show the disk usage and start both again",
      [
        "service.stop postfix @mail-1",
        "service.stop dovecot @mail-1",
        "system.disk {} @mail-1",
        "service.start postfix @mail-1",
        "service.start dovecot @mail-1",
      ],
    ],
    [
      "disable and stop nginx on dl-1, then remove the package",
      ["service.disable nginx @dl-1", "service.stop nginx @dl-1", 'package.remove {"packages":["nginx"]} @dl-1'],
    ],
    ["update web-3 followed by a restart of nginx", ["package.update {} @web-3", "service.restart nginx @web-3"]],
  ])("%s", async (text, expected) => expect(await steps(text)).toEqual(expected));

  test.each(["stop cron on db-1 when the backup is done", "update web-1, wait for the all-clear, then update web-2"])(
    "what would have to be waited for is never left out: %s",
    async (text) => expect((await ask(text)).kind).not.toBe("plan"),
  );
});

describe("what stands behind a condition in its sentence", () => {
  test.each<[string, string[]]>([
    [
      "if nobody is logged in on web-3, update it and reboot it",
      ["system.users {} @web-3", "package.update {} @web-3 if", "system.reboot {} @web-3 if"],
    ],
    [
      "if nginx on web-1 is down start it, then restart php-fpm there",
      ["service.status nginx @web-1", "service.start nginx @web-1 if", "service.restart php8.1-fpm @web-1 if"],
    ],
    [
      "if /data on dl-1 is over 95% full, stop vsftpd and restart nginx",
      ['system.disk {"path":"/data"} @dl-1', "service.stop vsftpd @dl-1 if", "service.restart nginx @dl-1 if"],
    ],
  ])("hangs on it too: %s", async (text, expected) => expect(await steps(text)).toEqual(expected));
  test("a new sentence does not", async () =>
    expect(await steps("if nginx is down on web-1, start it. then restart php-fpm on web-1")).toEqual([
      "service.status nginx @web-1",
      "service.start nginx @web-1 if",
      "service.restart php8.1-fpm @web-1",
    ]));
});

describe("what is said not to be done", () => {
  test.each<[string, string[]]>([
    ["reload nginx on web-3, under no circumstances restart it", ["service.reload nginx @web-3"]],
    ["don't restart nginx on web-2, just test the config", ['shell.run {"command":"nginx -t"} @web-2']],
    ["show me what's in /etc/hosts on web-1 without changing anything", ['file.read {"path":"/etc/hosts"} @web-1']],
    ["upgrade openssl on lb-2 but leave everything else as it is", ['package.update {"packages":["openssl"]} @lb-2']],
    ["shut down web-3 cleanly, dont pull the plug", ['shell.run {"command":"systemctl poweroff"} @web-3']],
  ])("is not done, and the rest is: %s", async (text, expected) => expect(await steps(text)).toEqual(expected));
});

describe("slang", () => {
  test.each<[string, string[]]>([
    ["chuck htop on the redis box real quick", ['package.install {"packages":["htop"]} @cache-1']],
    ["give redis a good kick lol", ["service.restart redis-server @cache-1"]],
    ["postfix could do with a kick", ["service.restart postfix @mail-1"]],
    ["turn the dovecot thing off and on again", ["service.restart dovecot @mail-1"]],
    ["revive the registry-cache container pls", ["container.start registry-cache @app-2"]],
    ["would be lovely if someone could start vsftpd again, ta", ["service.start vsftpd @dl-1"]],
    ["wheres all my ram gone on cache-1", ['process.list {"sort":"memory","limit":15} @cache-1']],
  ])("%s", async (text, expected) => expect(await steps(text)).toEqual(expected));
});

describe("a complaint in words of its own", () => {
  test.each([
    "postfix takes ten seconds per mail, where does the time go?",
    "find the cause of the high load on ci-1",
    "health check on db-1 please, cpu looks bad",
    "vsftpd stutters while people upload, is it the cpu?",
    "can sb plz look at db-1, fans are screaming",
    "something resets connections to cache-1 every few minutes",
    "logins to mail-1 take forever, why",
  ])("is looked into, and nothing is changed: %s", async (text) => {
    const outcome = await ask(text);
    expect(outcome.kind === "plan" && outcome.plan.steps.length > 2 && outcome.plan.steps.every(onlyLooks)).toBe(true);
  });
  test.each([
    "don't touch db-1, it is slow enough",
    "restart exchange on mail-1, it is slow",
    "tell tom that web-1 is down",
    "leave web-1 alone, it is broken",
  ])("is none where something else is wanted: %s", async (text) => expect((await ask(text)).kind).not.toBe("plan"));
});

test("what will be is not known", async () =>
  expect((await ask("what will the cpu load of db-1 be next tuesday at noon")).kind).toBe("decline"));

/** Conditions in the words that people use: the look that decides, and the step that waits for it. */
import { describe, expect, test } from "bun:test";
import { ask, shortly } from "../testing.ts";

const steps = async (text: string): Promise<string[]> => {
  const outcome = await ask(text);
  if (outcome.kind !== "plan") throw new Error(`${outcome.kind}: ${JSON.stringify(outcome)}`);
  return shortly(outcome.plan).map((line) =>
    line
      .replace(/ \{"service":"([^"]+)"\}/, " $1")
      .replace(/ \{"command":"(.+)","asks":true\} @/, " $1 @")
      .replaceAll("\\", ""),
  );
};
const restart = "service.restart nginx @web-1 if";

describe("what decides", () => {
  test.each<[string, string]>([
    ["if less than 5 GB are free", 'system.disk {"path":"/"} @web-1'],
    ["if free space drops below 10%", "system.disk {} @web-1"],
    ["if /var has less than 2 gigs left", 'system.disk {"path":"/var"} @web-1'],
    ["when the root disk is over 90% full", 'system.disk {"path":"/"} @web-1'],
    ["if less than 500 MB of memory is free", "system.memory {} @web-1"],
    ["provided swap use exceeds half", "metrics.now {} @web-1"],
    ["if /run/maintenance does not exist", "shell.run test ! -e /run/maintenance @web-1"],
    ["if the file /srv/lock is missing", "shell.run test ! -e /srv/lock @web-1"],
    [
      "if /var/log/nginx is larger than 10 gigs",
      'shell.run [ "$(du -sb -- /var/log/nginx | cut -f1)" -gt 10000000000 ] @web-1',
    ],
    ["if /srv/flag is older than 2 hours", "shell.run find /srv/flag -maxdepth 0 -mmin +120 | grep -q . @web-1"],
    ["unless /mnt/media is mounted", "shell.run mountpoint -q /mnt/media @web-1"],
    ["if more than 20 updates are pending", "system.updates {} @web-1"],
    ["if no service has failed", 'service.list {"state":"failed"} @web-1'],
    ["if the certificate expires in less than 14 days", 'network.certificate {"host":"localhost","port":443} @web-1'],
    ["if anna is logged in", "shell.run who | grep -q '^anna ' @web-1"],
    ["if the user lena does not exist", "shell.run ! id -u lena @web-1"],
    ["if htop is installed", 'package.list {"name":"htop"} @web-1'],
    ["if docker is not installed", "shell.run ! command -v docker @web-1"],
    ["if resolving example.org fails", 'network.dns {"name":"example.org"} @web-1'],
    ["if it does not resolve example.org any more", 'network.dns {"name":"example.org"} @web-1'],
    ["if the site returns 502", 'network.http {"url":"http://localhost/"} @web-1'],
    ["if http://localhost:8080/health does not answer", 'network.http {"url":"http://localhost:8080/health"} @web-1'],
    [
      "if the log contains 'worker_connections are not enough'",
      'log.search {"text":"worker_connections are not enough","service":"nginx","since":"1h"} @web-1',
    ],
    ["if the clock is not in sync", "shell.run ! timedatectl show -p NTPSynchronized --value | grep -q yes @web-1"],
    [
      "if nginx uses more than 50% memory",
      "shell.run ps -eo pmem=,args= | awk -v p=nginx 'index($0, p) && !/awk/ { sum += $1 } END { exit !(sum > 50) }' @web-1",
    ],
  ])("restart nginx on web-1 %s", async (given, look) =>
    expect(await steps(`restart nginx on web-1 ${given}`)).toEqual([look, restart]),
  );

  test.each<[string, string[]]>([
    ["reboot web-3 if it really needs one", ["system.uptime {} @web-3", "system.reboot {} @web-3 if"]],
    ["reboot web-3 if an update requires it", ["system.uptime {} @web-3", "system.reboot {} @web-3 if"]],
    [
      "install htop on web-1 unless it's there already",
      ['package.list {"name":"htop"} @web-1', 'package.install {"packages":["htop"]} @web-1 if'],
    ],
    [
      "start nginx on web-2 as long as the network to db-1 works",
      ['network.ping {"host":"10.0.0.1","count":3} @web-2', "service.start nginx @web-2 if"],
    ],
    [
      "if web-2 can't reach db-1 restart nginx on web-2",
      ['network.ping {"host":"10.0.0.1","count":3} @web-2', "service.restart nginx @web-2 if"],
    ],
  ])("%s", async (text, expected) =>
    expect((await steps(text)).map((line) => line.replace(/"host":"[^"]+"/, '"host":"10.0.0.1"'))).toEqual(expected),
  );
});

describe("the words for “if”", () => {
  const start = ["service.status nginx @web-1", "service.start nginx @web-1 if"];
  test.each([
    "should nginx on web-1 be down, start it",
    "should nginx on web-1 turn out to be inactive, start it; if it is active, leave it alone",
    "start nginx on web-1 in case it is down",
    "start nginx on web-1, but only in case it isn't running",
    "assuming nginx on web-1 is down, start it",
    "in the event that nginx is stopped on web-1, start it",
    "is nginx down on web-1? then start it",
    "nginx down on web-1? start it",
    "look whether nginx is running on web-1 and if it isn't, start it",
    "check whether nginx on web-1 is down; if so start it",
    "please check if nginx on web-1 is stopped and, should that be the case, start it again",
    "if nginx is down on web-1, start it, otherwise hands off",
    "start nginx on web-1 unless it is already running",
  ])("%s", async (text) => expect(await steps(text)).toEqual(start));

  test.each<[string, string[]]>([
    ["if nginx is down on web-1, tell me", ["service.status nginx @web-1"]],
    ["reboot web-3, but not if anyone is logged in", ["system.users {} @web-3", "system.reboot {} @web-3 if"]],
    [
      "if load on ci-1 is below 4, run apt upgrade, else leave it",
      ["metrics.now {} @ci-1", "package.update {} @ci-1 if"],
    ],
    [
      "should /data on dl-1 be over 95%, stop vsftpd",
      ['system.disk {"path":"/data"} @dl-1', "service.stop vsftpd @dl-1 if"],
    ],
    [
      "if /data on the download server is over 95 percent full, stop vsftpd",
      ['system.disk {"path":"/data"} @dl-1', "service.stop vsftpd @dl-1 if"],
    ],
  ])("%s", async (text, expected) => expect(await steps(text)).toEqual(expected));
});

describe("a condition that nothing can look at", () => {
  test.each([
    "restart nginx on web-1 if the moon is full of cheese",
    "back up db-1 only if the boss agrees",
    "update nginx on web-1 only when web-3 works with the new version",
  ])("is said, and nothing is planned: %s", async (text) => expect((await ask(text)).kind).toBe("decline"));
});

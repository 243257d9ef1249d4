import { describe, expect, test } from "bun:test";
import { ask, shortly } from "./testing.ts";

const nginx = '{"service":"nginx"}';
const steps = async (text: string): Promise<string[]> => {
  const outcome = await ask(text);
  if (outcome.kind !== "plan") throw new Error(`${outcome.kind}: ${JSON.stringify(outcome)}`);
  return shortly(outcome.plan);
};

describe("what is installed only where it is missing", () => {
  const onlyMissing = ['package.list {"name":"htop"} @web-1', 'package.install {"packages":["htop"]} @web-1 if'];
  test.each([
    "check if htop is installed on web-1 and install it if not",
    "check whether htop is installed on web-1 and install it if it is missing",
    "see if htop is already installed on web-1, if not, install it",
    "is htop installed on web-1? install it if it isn't",
    "make sure htop is installed on web-1",
    "ensure that htop is installed on web-1 please",
    "install htop on web-1 if it is missing",
  ])("%s", async (text) => {
    expect(await steps(text)).toEqual(onlyMissing);
  });
});

describe("a condition over what any tool reads", () => {
  test.each<[string, string[]]>([
    [
      "reload nginx on web-2 if its config passes the test",
      ['config.validate {"path":"/etc/nginx/nginx.conf"} @web-2', `service.reload ${nginx} @web-2 if`],
    ],
    [
      "restart nginx on web-2 only if the configuration passes its syntax check",
      ['config.validate {"path":"/etc/nginx/nginx.conf"} @web-2', `service.restart ${nginx} @web-2 if`],
    ],
    [
      "start nginx on web-2 but only if the config test passes",
      ['config.validate {"path":"/etc/nginx/nginx.conf"} @web-2', `service.start ${nginx} @web-2 if`],
    ],
    ["reboot ci-1 unless somebody is logged in", ["system.users {} @ci-1", "system.reboot {} @ci-1 if"]],
    [
      "restart nginx on web-1 if port 80 is not open",
      ['network.ports {"port":80} @web-1', `service.restart ${nginx} @web-1 if`],
    ],
    [
      "stop vsftpd on dl-1 if /data is more than 95 % full",
      ['system.disk {"path":"/data"} @dl-1', 'service.stop {"service":"vsftpd"} @dl-1 if'],
    ],
    [
      "if the api container on app-2 is not running, start it",
      ['container.inspect {"container":"api"} @app-2', 'container.start {"container":"api"} @app-2 if'],
    ],
    [
      "restart php on web-1 if load is above 5 or memory is above 90 %",
      ["metrics.now {} @web-1", 'service.restart {"service":"php8.1-fpm"} @web-1 if'],
    ],
    [
      "restart postgresql on db-2 if db-1 is up",
      ['network.ping {"host":"db-1","count":3} @db-2', 'service.restart {"service":"postgresql"} @db-2 if'],
    ],
    [
      "check nginx on all web servers and restart whichever is down",
      [`service.status ${nginx} @web-1,web-2,web-3`, `service.restart ${nginx} @web-1,web-2,web-3 if`],
    ],
    [
      "restart whichever load balancer has haproxy down and tell me",
      ['service.status {"service":"haproxy"} @lb-1,lb-2', 'service.restart {"service":"haproxy"} @lb-1,lb-2 if'],
    ],
    [
      "only restart nginx on web-1 if the config is ok",
      ['config.validate {"path":"/etc/nginx/nginx.conf"} @web-1', `service.restart ${nginx} @web-1 if`],
    ],
  ])("%s", async (text, expected) => expect(await steps(text)).toEqual(expected));
});

describe("what is said of each of several machines", () => {
  test.each([
    "whichever of the web servers has nginx down, start it there",
    "the web servers have nginx down, start it there",
  ])("is a condition: “%s”", async (said) => {
    const outcome = await ask(said);
    if (outcome.kind !== "plan") throw new Error(JSON.stringify(outcome));
    const changes = outcome.plan.steps.filter(({ access }) => access === "change");
    expect(changes.map(({ tool }) => tool)).toEqual(["service.start"]);
    expect(changes.every(({ condition }) => condition !== undefined)).toBe(true);
  });

  test("is no wish: a need is one only where a person begins with it, and for a package", async () => {
    for (const said of ["reboot the machines that need it", "reboot every machine that needs a reboot"]) {
      const outcome = await ask(said);
      expect(outcome.kind === "plan" && outcome.plan.steps.some(({ tool }) => tool === "package.install")).toBe(false);
    }
  });
});

/** What requests are about: each with its steps, the machines and whether it is guarded. */
import { describe, expect, test } from "bun:test";
import type { Machine } from "../../../domain/machine.ts";
import { ask, fleet as small, shortly } from "./testing.ts";

const repositories: Record<string, string[]> = {
  "web-1": ["/srv/shop"],
  "web-2": ["/srv/shop"],
  "web-3": ["/srv/shop"],
  "app-1": ["/opt/shop-api"],
  "ci-1": ["/home/mira/src/shop", "/home/mira/src/infra"],
};
const fleet = small.map((machine): Machine => {
  const held = repositories[machine.name];
  return held ? { ...machine, facts: { ...machine.facts, repositories: held } } : machine;
});

const planned = (rows: readonly [string, string[]][]): void => {
  test.each([...rows])("%s", async (text, steps) => {
    const outcome = await ask(text, { fleet });
    if (outcome.kind !== "plan") throw new Error(JSON.stringify(outcome));
    expect(shortly(outcome.plan)).toEqual(steps);
  });
};

describe("processes are ended by what they are called", () => {
  planned([
    ["kill the hung ffmpeg on ci-1", ['process.kill {"name":"ffmpeg"} @ci-1']],
    ["kill all stuck rsync processes on db-2", ['process.kill {"name":"rsync","all":true} @db-2']],
    ["terminate the runaway python3 process on ci-1", ['process.kill {"name":"python3"} @ci-1']],
    ["end process 8812 on web-1", ['process.kill {"pid":8812} @web-1']],
  ]);
  test.each([
    "kill everything on web-1",
    "kill nginx on web-1",
    "kill the container on app-1",
    "don't kill ffmpeg on ci-1",
  ])("and nothing else is: %s", async (text) => {
    const outcome = await ask(text, { fleet });
    expect(outcome.kind === "plan" && outcome.plan.steps.some(({ tool }) => tool === "process.kill")).toBe(false);
  });
});

describe("accounts and groups", () => {
  planned([
    ["put mira in the docker group on ci-1", ['user.groups {"user":"mira","add":["docker"]} @ci-1']],
    ["add tom to the sudo group on mail-1", ['user.groups {"user":"tom","add":["sudo"]} @mail-1']],
    ["make anna a member of the www-data group on web-1", ['user.groups {"user":"anna","add":["www-data"]} @web-1']],
    ["remove tom from the docker group on ci-1", ['user.groups {"user":"tom","remove":["docker"]} @ci-1']],
    ["give tom sudo rights on web-1", ['user.groups {"user":"tom","add":["sudo"]} @web-1']],
    ["lock his account tom on mail-1", ['user.lock {"user":"tom"} @mail-1']],
    ["lock tom out of mail-1", ['user.lock {"user":"tom"} @mail-1']],
    ["unlock the account of mira on ci-1", ['user.unlock {"user":"mira"} @ci-1']],
  ]);
});

describe("repositories and compose projects", () => {
  planned([
    [
      "app-1: git pull in /opt/shop-api, docker compose build, then docker compose up -d",
      [
        'git.pull {"path":"/opt/shop-api"} @app-1',
        'shell.run {"command":"cd /opt/shop-api && docker compose build"} @app-1',
        'shell.run {"command":"cd /opt/shop-api && docker compose up -d"} @app-1',
      ],
    ],
    ["on web-3, switch the shop repo over to main", ['shell.run {"command":"git -C /srv/shop switch main"} @web-3']],
    ["put the shop checkout on web-3 back to main", ['shell.run {"command":"git -C /srv/shop switch main"} @web-3']],
    ["what branch is the shop checkout on, web-1 vs web-2", ['git.status {"path":"/srv/shop"} @web-1,web-2']],
    ["pull shop-api on app-1", ['git.pull {"path":"/opt/shop-api"} @app-1']],
    ["get the latest code in /opt/shop-api on app-1", ['git.pull {"path":"/opt/shop-api"} @app-1']],
    [
      "has anyone got uncommitted changes in the infra repo on ci-1",
      ['git.status {"path":"/home/mira/src/infra"} @ci-1'],
    ],
  ]);
  test("that are not named are asked for", async () => {
    expect(await ask("update the repo on app-1", { fleet })).toMatchObject({ kind: "clarify", about: "argument" });
  });
});

describe("sizes and times as people write them", () => {
  planned([
    ["vacuum the journal on db-1 down to 500M", ['shell.run {"command":"journalctl --vacuum-size=500M"} @db-1']],
    ["trim journald on web-1 to 1 GB", ['shell.run {"command":"journalctl --vacuum-size=1G"} @web-1']],
    ["any OOM kills on cache-1 in the last 24h?", ['log.errors {"since":"24h"} @cache-1']],
    ["check io wait on db-1", ['shell.run {"command":"cat /proc/pressure/io; vmstat 1 5"} @db-1']],
    [
      "create directory /data/in on dl-1, owner uploads",
      ['shell.run {"command":"install -d -o uploads -- /data/in"} @dl-1'],
    ],
  ]);
});

describe("settings by what they mean", () => {
  const php = (value: string): string =>
    `config.edit {"path":"/etc/php/8.1/fpm/php.ini","edits":[{"line":"^\\\\s*memory_limit\\\\s*=","to":"memory_limit = ${value}"}],"reload":true}`;
  planned([
    ["Update PHP memory limit to 512M on all web servers", [`${php("512M")} @web-1,web-2,web-3`]],
    ["raise the PHP memory limit on web-1 to 256 MB", [`${php("256M")} @web-1`]],
    [
      "add the server name shop.example.com next to www.example.com in /etc/nginx/sites-available/shop on web-1",
      [
        'config.edit {"path":"/etc/nginx/sites-available/shop","edits":[{"find":"server_name www.example.com","replace":"server_name www.example.com shop.example.com"}],"reload":true} @web-1',
      ],
    ],
  ]);
  test("are left where the program is not there", async () => {
    const outcome = await ask("Update PHP memory limit to 512M on all app servers", { fleet });
    expect(outcome.kind === "decline" && outcome.reason).toBe(
      "This cannot be done on app-1 and app-2: it has not PHP-FPM.",
    );
  });
});

describe("jobs of a machine's own cron", () => {
  planned([
    [
      "add a cron job on db-1 that runs /usr/local/bin/backup.sh every night at 3",
      ['cron.add {"name":"backup","schedule":"0 3 * * *","command":"/usr/local/bin/backup.sh"} @db-1'],
    ],
    [
      "set up a cronjob on web-1 to run `php /srv/shop/artisan schedule:run` every 5 minutes",
      ['cron.add {"name":"artisan","schedule":"*/5 * * * *","command":"php /srv/shop/artisan schedule:run"} @web-1'],
    ],
    [
      'add "0 4 * * * /usr/local/bin/clean.sh" to cron on web-1',
      ['cron.add {"name":"clean","schedule":"0 4 * * *","command":"/usr/local/bin/clean.sh"} @web-1'],
    ],
    ["remove the cron job backup on db-1", ['cron.remove {"name":"backup"} @db-1']],
  ]);
  test("are none without a time", async () => {
    const outcome = await ask("add a cron job on db-1 that runs /usr/local/bin/backup.sh", { fleet });
    expect(outcome.kind).toBe("decline");
  });
});

describe("what is named is not lost and not taken for something else", () => {
  planned([
    ["upgrade openssl on web-1", ['package.update {"packages":["openssl"]} @web-1']],
    ["open port 8443 on lb-1", ['shell.run {"command":"ufw allow 8443/tcp"} @lb-1']],
    ["what's listening on 8080 on app-1", ['network.ports {"port":8080} @app-1']],
    ["what is in /etc/cron.d on db-1", ['file.list {"path":"/etc/cron.d"} @db-1']],
    ["kill -9 4711 on ci-1", ['process.kill {"pid":4711,"signal":"KILL"} @ci-1']],
    ["make /opt/tool/run.sh executable on ci-1", ['shell.run {"command":"chmod +x /opt/tool/run.sh"} @ci-1']],
    [
      "container logs of api on app-2 from the last hour",
      ['container.logs {"container":"api","lines":500,"since":"1h"} @app-2'],
    ],
    ["which nameservers does web-1 use", ['file.read {"path":"/etc/resolv.conf"} @web-1']],
  ]);
  test("the other end of a connection is not where it is tried", async () => {
    const outcome = await ask("can web-1 talk to cache-1 on port 6379", { fleet });
    expect(outcome.kind === "plan" && outcome.plan.steps.map(({ machineIds }) => machineIds.join())).toEqual([
      "id-web-1",
    ]);
  });
  test("a second place does not make it all machines", async () => {
    const outcome = await ask("show me everything about db-1", { fleet });
    expect(outcome.kind === "plan" && outcome.plan.steps.some(({ machineIds }) => machineIds.length > 1)).toBe(false);
  });
});

describe("questions about the fleet", () => {
  test.each<[string, RegExp]>([
    ["which hosts still have an agent older than 1.2", /^1 of 16 .* older than 1\.2: edge-1\.$/],
    ["what's got memory above 80%?", /^2 of 16 machines use more than 80 % of their memory: db-1, cache-1\.$/],
    ["who's over 90% cpu", /^2 of 16 .*: web-2, ci-1\.$/],
    ["do we still have anything on Debian 12?", /^5 of 16 .*: lb-1, lb-2, cache-1, dl-1, mail-1\.$/],
    ["how many of our machines are vms?", /^12 of 16 machines fit kind:vm: web-3, lb-1/],
    ["anything on alpine?", /^1 of 16 .*: vpn-1\.$/],
    ["how many cores do we have in total", /CPUs on 16 machines/],
  ])("%s", async (text, said) => {
    const outcome = await ask(text, { fleet });
    expect(outcome.kind === "answer" && outcome.text).toMatch(said);
  });
});

describe("what has no tool yet", () => {
  test.each([
    ["update the agent on db-1 to current", /updating agents yet/],
    ["bring all agents up to date", /updating agents yet/],
    ["scaffold a new django project on ci-1", /making projects yet/],
  ])("is said: %s", async (text, reason) => {
    const outcome = await ask(text, { fleet });
    expect(outcome.kind === "decline" && outcome.reason).toMatch(reason);
  });
});

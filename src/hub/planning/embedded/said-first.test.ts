/** What is named before it is said what is wanted of it, and what is meant by a word beside others. */
import { describe, expect, test } from "bun:test";
import { ask, shortly } from "./testing.ts";

const steps = async (text: string): Promise<string[]> => {
  const outcome = await ask(text);
  if (outcome.kind !== "plan") throw new Error(`${outcome.kind}: ${JSON.stringify(outcome)}`);
  return shortly(outcome.plan);
};

describe("a thing that is named first", () => {
  test.each<[string, string[]]>([
    [
      "haproxy restart: lb-2 first, lb-1 afterwards",
      ['service.restart {"service":"haproxy"} @lb-2', 'service.restart {"service":"haproxy"} @lb-1'],
    ],
    [
      "haproxy: restart lb-2 first and lb-1 afterwards",
      ['service.restart {"service":"haproxy"} @lb-2', 'service.restart {"service":"haproxy"} @lb-1'],
    ],
    [
      "gitlab-runner: errors since this morning",
      ['service.logs {"service":"gitlab-runner","lines":500,"since":"24h","errorsOnly":true} @ci-1'],
    ],
    ["vsftpd, is it enabled?", ['service.status {"service":"vsftpd"} @dl-1']],
    ["dovecot: stop it", ['service.stop {"service":"dovecot"} @mail-1']],
    ["haproxy on lb-1: reload the config, no restart", ['service.reload {"service":"haproxy"} @lb-1']],
    ["bring postfix down and up again on mail-1", ['service.restart {"service":"postfix"} @mail-1']],
    [
      "in /etc/ssh/sshd_config on web-1, switch PasswordAuthentication to no",
      [
        'config.edit {"path":"/etc/ssh/sshd_config","edits":[{"line":"^\\\\s*#?\\\\s*PasswordAuthentication\\\\s+\\\\S+\\\\s*$","to":"PasswordAuthentication no"}],"reload":true} @web-1',
      ],
    ],
    [
      "last 200 lines of /var/log/vsftpd.log",
      ['file.read {"path":"/var/log/vsftpd.log","lines":200,"from":"end"} @dl-1'],
    ],
  ])("%s", async (text, planned) => expect(await steps(text)).toEqual(planned));
});

describe("a folder that is made", () => {
  test.each<[string, string[]]>([
    [
      "create /srv/incoming on dl-1, owned by uploads, mode 2775",
      ['shell.run {"command":"install -d -o uploads -m 2775 -- /srv/incoming"} @dl-1'],
    ],
    [
      "mkdir /opt/x on web-1, owner deploy:www-data, mode 750",
      ['shell.run {"command":"install -d -o deploy -g www-data -m 750 -- /opt/x"} @web-1'],
    ],
    [
      "create the directory /opt/scripts on db-2 and make deploy its owner",
      [
        'shell.run {"command":"mkdir -p -- /opt/scripts"} @db-2',
        'shell.run {"command":"chown deploy -- /opt/scripts"} @db-2',
      ],
    ],
    [
      "make a folder /srv/in on dl-1 and give it to tom",
      ['shell.run {"command":"mkdir -p -- /srv/in"} @dl-1', 'shell.run {"command":"chown tom -- /srv/in"} @dl-1'],
    ],
  ])("%s", async (text, planned) => expect(await steps(text)).toEqual(planned));
});

describe("lines of a log", () => {
  test.each<[string, string[]]>([
    [
      "every haproxy line with a 503 from the last two hours on lb-1",
      ['log.search {"text":" 503 ","service":"haproxy","since":"2h"} @lb-1'],
    ],
    [
      "all nginx lines with status 502 from the last 3 hours on web-1",
      ['log.search {"text":" 502 ","since":"3h","path":"/var/log/nginx/access.log"} @web-1'],
    ],
    [
      "look for 'oom' in the kernel log of web-1, last 24h",
      ['shell.run {"command":"journalctl -k --no-pager --since -24h | grep -i -F -e oom | tail -n 200"} @web-1'],
    ],
    [
      "any i/o errors in dmesg on db-1?",
      [
        `shell.run {"command":"journalctl -k --no-pager | grep -iE 'I/O error|ata[0-9.]+: |medium error|critical target|blk_update_request|nvme.*error' | tail -n 200"} @db-1`,
      ],
    ],
  ])("%s", async (text, planned) => expect(await steps(text)).toEqual(planned));
});

describe("a command line", () => {
  test("is an order and no question after what it names", async () => {
    expect(await steps("app-1: git pull in /opt/shop-api, docker compose up, then the last 50 lines from api")).toEqual(
      [
        'git.pull {"path":"/opt/shop-api"} @app-1',
        'shell.run {"command":"cd /opt/shop-api && docker compose up -d"} @app-1',
        'container.logs {"container":"api","lines":50} @app-1',
      ],
    );
  });
  test("that is dead before it is thrown away is not ended", async () => {
    expect(await steps("bin that dead registry-cache container")).toEqual([
      'shell.run {"command":"docker rm registry-cache"} @app-2',
    ]);
  });
});

describe("what goes before", () => {
  test("is what is to be deleted, where it is to be shown", async () => {
    expect(await steps("delete unused volumes on app-1, but show them first")).toEqual([
      'shell.run {"command":"docker volume ls --filter dangling=true"} @app-1',
      'shell.run {"command":"docker volume prune -f"} @app-1',
    ]);
  });
  test("is no machine where it is something that nobody knows", async () => {
    expect((await ask("zorbd seems frozen on web-3, restart it")).kind).toBe("decline");
  });
  test("is looked into by what it does for people", async () => {
    const outcome = await ask("builds are stuck since this morning, take a peek");
    expect(outcome.kind === "plan" && outcome.plan.steps[0]).toMatchObject({
      tool: "service.status",
      input: { service: "gitlab-runner" },
    });
  });
  test.each([
    "if haproxy gives no answer on port 443 on lb-1, restart it",
    "restart haproxy on lb-1 if it has stopped answering on port 443",
  ])("is asked by its port: %s", async (text) => {
    const outcome = await ask(text);
    expect(outcome.kind === "plan" && outcome.plan.steps.at(-1)).toMatchObject({
      tool: "service.restart",
      condition: { kind: "compare", field: "ports.length", value: 0 },
    });
  });
});

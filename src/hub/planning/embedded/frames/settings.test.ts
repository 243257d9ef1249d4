/** Settings, units, containers and processes: a table of what is understood, and the exact commands of what matters most. */
import { describe, expect, test } from "bun:test";
import { ask, shortly } from "../testing.ts";
import { lineOf } from "../testing/outcomes.ts";
import { settingsAndUnits } from "../testing/settings-and-units.ts";

describe("a question about a setting, a unit, a container or a process", () => {
  test.each(settingsAndUnits.trim().split("\n"))("%s", async (line) => {
    const sentence = line.split(" | ")[0] ?? "";
    expect(lineOf(sentence, await ask(sentence))).toBe(line);
  });
});

describe("the step of", () => {
  test.each([
    ["set vm.swappiness to 10 on db-1", 'setting.sysctl {"key":"vm.swappiness","value":"10"} @db-1'],
    ["set the time zone of db-1 to europe/berlin", 'setting.timezone {"zone":"Europe/Berlin"} @db-1'],
    [
      "maxmemory of redis should be 6gb",
      'shell.run {"command":"redis-cli CONFIG SET maxmemory 6gb && redis-cli CONFIG REWRITE"} @cache-1',
    ],
    [
      "raise the message size limit of postfix to 50 MB",
      'shell.run {"command":"postconf -e message_size_limit=52428800 && postfix reload"} @mail-1',
    ],
    ["pause process 9001 on ci-1 and don't kill it", 'shell.run {"command":"kill -STOP 9001"} @ci-1'],
    ["mask vsftpd on dl-1", 'service.mask {"service":"vsftpd"} @dl-1'],
    ["how many php-fpm workers are there on web-1", 'process.list {"limit":100,"match":"php-fpm"} @web-1'],
    [
      "set the memory limit of worker on app-1 to 2 GB",
      'shell.run {"command":"docker update --memory 2g --memory-swap 2g worker"} @app-1',
    ],
  ])("%s", async (text, step) => {
    const outcome = await ask(text);
    expect(outcome.kind === "plan" ? shortly(outcome.plan) : outcome).toEqual([step]);
  });
});

describe("what changes something is not taken for a question about it", () => {
  test.each([
    "bring the compose stack up again on app-1",
    "create a new swap partition on /dev/sdb on db-1",
    "set the hostname of web-1 to something else",
    "kill all processes of root on web-1",
    "limit the worker container unless it is busy",
    "set vm.swappiness to 10 on db-1 without touching anything",
  ])("%s", async (text) => {
    const outcome = await ask(text);
    expect(outcome.kind).not.toBe("plan");
  });
});

describe("agents", () => {
  test.each([
    ["ping all agents", /15 of 16 agents are connected; not edge-1/],
    ["is there an agent update available?", /older than the newest/],
    ["how many agents are on 1.1.0?", /1 of 16 agents/],
    ["which agents are not on 1.1.0 yet", /15 of 16 agents are not on/],
  ])("%s", async (text, said) => {
    const outcome = await ask(text);
    expect(outcome.kind === "answer" ? outcome.text : JSON.stringify(outcome)).toMatch(said);
  });
  test("are not updated by packages", async () => {
    expect(await ask("the agent of web-1 is ancient, bring it up to date")).toMatchObject({ kind: "decline" });
  });
});

describe("what is not meant", () => {
  test.each([
    ["restart nginx but not php8.1-fpm on web-1", ['service.restart {"service":"nginx"} @web-1']],
    ["restart nginx on web-1; do not reload it", ['service.restart {"service":"nginx"} @web-1']],
    ["take vsftpd down for ten minutes", ['service.stop {"service":"vsftpd"} @dl-1']],
    ["some ffmpeg is going wild on ci-1, kill it", ['process.kill {"name":"ffmpeg"} @ci-1']],
  ])("%s", async (text, steps) => {
    const outcome = await ask(text);
    expect(outcome.kind === "plan" ? shortly(outcome.plan) : outcome).toEqual(steps);
  });
  test("a question about a container restarts none", async () => {
    const outcome = await ask("is worker on app-1 restarting all the time");
    expect(JSON.stringify(outcome)).not.toContain("container.restart");
  });
});

/** What people say of a machine's own settings. */
import { describe, expect, test } from "bun:test";
import { ask, shortly } from "./testing.ts";

const planned = (rows: readonly [string, string[]][]): void => {
  test.each([...rows])("%s", async (text, steps) => {
    const outcome = await ask(text);
    if (outcome.kind !== "plan") throw new Error(JSON.stringify(outcome));
    expect(shortly(outcome.plan)).toEqual(steps);
  });
};
const berlin = 'setting.timezone {"zone":"Europe/Berlin"}';

describe("a host name", () => {
  planned([
    ["set the hostname of web-3 to web-x", ['setting.hostname {"name":"web-x"} @web-3']],
    ["the hostname of web-3 should be web-x please", ['setting.hostname {"name":"web-x"} @web-3']],
  ]);

  test("is for one machine: of several it is asked which", async () => {
    expect(await ask("set the hostname of all web servers to web-x")).toMatchObject({ kind: "clarify" });
  });
});

describe("a time zone", () => {
  planned([
    ["set the timezone of web-1 to Europe/Berlin", [`${berlin} @web-1`]],
    ["set the time zone on web-1 to berlin", [`${berlin} @web-1`]],
    ["the time zone of db-1 should be UTC", ['setting.timezone {"zone":"UTC"} @db-1']],
    ["change timezone to america/new_york on db-1", ['setting.timezone {"zone":"America/New_York"} @db-1']],
  ]);

  test("that nobody knows is none", async () => {
    const outcome = await ask("set the timezone of web-1 to atlantis");
    expect(outcome.kind).not.toBe("plan");
  });
});

describe("a value of the kernel", () => {
  planned([
    ["set vm.swappiness to 10 on db-1", ['setting.sysctl {"key":"vm.swappiness","value":"10"} @db-1']],
    ["lower the swappiness to 10 on db-1", ['setting.sysctl {"key":"vm.swappiness","value":"10"} @db-1']],
    ["raise max_map_count to 262144 on db-1", ['setting.sysctl {"key":"vm.max_map_count","value":"262144"} @db-1']],
    [
      "increase the inotify watches to 524288 on ci-1",
      ['setting.sysctl {"key":"fs.inotify.max_user_watches","value":"524288"} @ci-1'],
    ],
    ["enable ip forwarding on lb-1", ['setting.sysctl {"key":"net.ipv4.ip_forward","value":"1"} @lb-1']],
    ["turn off ip forwarding on lb-1", ['setting.sysctl {"key":"net.ipv4.ip_forward","value":"0"} @lb-1']],
    [
      "temporarily set vm.swappiness to 10 on db-1",
      ['setting.sysctl {"key":"vm.swappiness","value":"10","boot":"unchanged"} @db-1'],
    ],
    ["what is the value of vm.swappiness on db-1", ['shell.run {"command":"sysctl vm.swappiness"} @db-1']],
  ]);

  test.each(["set frobnicate to 10 on db-1", "don't set vm.swappiness to 10 on db-1", "enable forwarding on lb-1"])(
    "is set by no other words: %s",
    async (text) => {
      const outcome = await ask(text);
      expect(outcome.kind === "plan" && outcome.plan.steps.some(({ tool }) => tool === "setting.sysctl")).toBe(false);
    },
  );
});

describe("updates for security alone", () => {
  const only = 'package.update {"security":true}';
  planned([
    ["install only the security updates on web-1", [`${only} @web-1`]],
    ["update web-1 but only security updates", [`${only} @web-1`]],
    ["patch web-1, security only", [`${only} @web-1`]],
    ["every night at 3 install only security updates on web-1", [`${only} @web-1`]],
    ["spiel nur die Sicherheitsupdates auf web-1 ein", [`${only} @web-1`]],
    ["update all packages on web-1", ["package.update {} @web-1"]],
  ]);
});

describe("the newer image of a container", () => {
  const newer = 'container.update {"container":"api"} @app-1';
  planned([
    ["update the api container on app-1", [newer]],
    ["pull the newest image for api on app-1 and recreate it", [newer]],
  ]);
});

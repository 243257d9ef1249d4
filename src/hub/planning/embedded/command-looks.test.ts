import { describe, expect, test } from "bun:test";
import { onlyLooks } from "../../../tools/assess.ts";
import { ask } from "./testing.ts";

const planned = async (text: string) => {
  const outcome = await ask(text);
  if (outcome.kind !== "plan") throw new Error(JSON.stringify(outcome));
  return outcome.plan;
};

describe("a look by a command", () => {
  test.each([
    "show the kernel messages on app-1, app-2 and web-1",
    "list the routes on web-1, web-2 and web-3",
    "grep the kernel log for segfault on app-1 and app-2",
  ])("goes to all machines at once and past one that fails: %s", async (text) => {
    const { steps } = await planned(text);
    const looks = steps.filter(({ tool }) => tool === "shell.run");
    expect(looks.length).toBeGreaterThan(0);
    expect(looks.every(onlyLooks)).toBe(true);
    for (const { rollout, onFailure } of looks)
      expect([rollout, onFailure]).toEqual([{ mode: "parallel" }, "continue"]);
  });

  test("stops a change that comes after it where it fails", async () => {
    const { steps } = await planned("test the nginx config on web-1 and then restart nginx on web-1");
    const [look, change] = [steps[0], steps.at(-1)];
    expect([look?.tool, look?.onFailure, look && onlyLooks(look)]).toEqual(["shell.run", "stop", true]);
    expect(change?.tool).toBe("service.restart");
  });

  test("takes nothing from the care of a change by a command", async () => {
    const { steps } = await planned("run `apt-get clean` on web-1, web-2 and web-3");
    expect(steps.map(({ rollout, onFailure }) => [rollout.mode, onFailure])).toEqual([["rolling", "stop"]]);
  });
});

describe("a look into the kernel's log", () => {
  test.each([
    "did the oom killer hit on app-1",
    "grep the kernel log for segfault on app-1",
    "any kernel messages about usb on app-1",
    "any kernel errors on app-1",
    "what does the kernel complain about on app-1",
    "did the kernel log any oops on app-1",
  ])("is one into the journal, where there is one: %s", async (text) => {
    const commands = (await planned(text)).steps.map(({ input }) => JSON.stringify(input));
    expect(commands.join()).not.toContain("dmesg");
    const [there] = (await planned(text.replace("app-1", "vpn-1"))).steps;
    if (there?.tool === "shell.run") expect(JSON.stringify(there.input)).toContain("dmesg");
  });

  test("fails where its first program does", async () => {
    const [step] = (await planned("did the oom killer hit on app-1")).steps;
    expect(step?.input["command"]).toMatch(/^set -o pipefail; journalctl -k --no-pager \| grep /);
    expect(step && onlyLooks(step)).toBe(true);
  });
});

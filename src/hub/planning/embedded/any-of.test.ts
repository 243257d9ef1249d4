/** “any of the web servers”: for a look all of them, for a change one that must be said. */
import { describe, expect, test } from "bun:test";
import { ask, shortly } from "./testing.ts";

describe("any of several machines", () => {
  test.each([
    ["reboot any of the web servers", ["web-1", "web-2", "web-3"]],
    ["stop nginx on any web server", ["web-1", "web-2", "web-3", "all 3"]],
    ["restart any web server", ["web-1", "web-2", "web-3"]],
    ["reload haproxy on either load balancer", ["lb-1", "lb-2", "all 2"]],
    ["reload haproxy on either of the lbs", ["lb-1", "lb-2", "all 2"]],
    ["install htop on any web server", ["web-1", "web-2", "web-3"]],
    ["stop docker on any app server", ["app-1", "app-2", "all 2"]],
  ])("is asked before a change: %s", async (text, labels) => {
    const outcome = await ask(text);
    expect(outcome.kind === "clarify" ? outcome.options.map(({ label }) => label) : outcome).toEqual(labels);
  });

  test.each([
    ["is nginx running on any web server?", ['service.status {"service":"nginx"} @web-1,web-2,web-3']],
    ["restart nginx on any web server that is over 80 % cpu", ['service.restart {"service":"nginx"} @web-2']],
    [
      "restart nginx on any web server if it is not running",
      [
        'service.status {"service":"nginx"} @web-1,web-2,web-3',
        'service.restart {"service":"nginx"} @web-1,web-2,web-3 if',
      ],
    ],
  ])("is all of them for a look, or where it is said of which: %s", async (text, steps) => {
    const outcome = await ask(text);
    expect(outcome.kind === "plan" ? shortly(outcome.plan) : outcome).toEqual(steps);
  });

  test("is nobody where none of them has what it is about", async () => {
    expect(await ask("restart nginx on any of the lbs")).toMatchObject({
      kind: "decline",
      reason: "lb-1 and lb-2 have no nginx.",
    });
  });
});

describe("the most room", () => {
  test.each([
    ["which one has the most free space?", /^vpn-1 has the highest free disk space: 90/],
    ["which machine has the most free disk space?", /^vpn-1 has the highest free disk space: 90/],
    ["which machine has the least free disk space?", /^dl-1 has the lowest free disk space: 4/],
    ["which machine has the lowest disk usage?", /^vpn-1 has the lowest disk use: 10%/],
  ])("is told as what is free: %s", async (text, said) => {
    const outcome = await ask(text);
    expect(outcome.kind === "answer" ? outcome.text : JSON.stringify(outcome)).toMatch(said);
  });
});

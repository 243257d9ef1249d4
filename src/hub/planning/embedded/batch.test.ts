/** Changes to several machines: what is left out, which come first, how many at a time, and when it ends. */
import { describe, expect, test } from "bun:test";
import type { Rollout } from "../../../domain/plan.ts";
import { ask, shortly } from "./testing.ts";

const planned = (rows: readonly [string, string[]][]): void => {
  test.each([...rows])("%s", async (text, steps) => {
    const outcome = await ask(text);
    if (outcome.kind !== "plan") throw new Error(JSON.stringify(outcome));
    expect(shortly(outcome.plan)).toEqual(steps);
  });
};
const nginx = (on: string): string => `service.restart {"service":"nginx"} @${on}`;
const haproxy = (on: string): string => `service.reload {"service":"haproxy"} @${on}`;

describe("what is left out", () => {
  planned([
    ["restart nginx on all web servers except the staging one", [nginx("web-1,web-2")]],
    ["restart nginx on all web servers but web-2", [nginx("web-1,web-3")]],
    ["restart nginx on every web server, not on staging", [nginx("web-1,web-2")]],
    ["restart nginx on the web servers, web-3 excluded", [nginx("web-1,web-2")]],
    ["restart nginx on the web servers, but leave web-2 alone", [nginx("web-1,web-3")]],
    ["restart nginx on the web servers, skip web-2", [nginx("web-1,web-3")]],
    ["restart nginx on the web servers, don't touch web-1 and web-2", [nginx("web-3")]],
    ["restart nginx on the web servers, web-2 left alone please", [nginx("web-1,web-3")]],
    ["restart nginx on everything that is not staging", [nginx("web-1,web-2,dl-1")]],
    ["restart nginx wherever it is installed", [nginx("web-1,web-2,web-3,dl-1")]],
    ["restart nginx on all machines that have it except dl-1", [nginx("web-1,web-2,web-3")]],
    ["restart ssh on the lb and mail servers", ['service.restart {"service":"ssh"} @lb-1,lb-2,mail-1']],
    ["restart nginx on the prod web and app servers", [nginx("web-1,web-2")]],
    ["df -h on the load balancers", ['shell.run {"command":"df -h"} @lb-1,lb-2']],
    ["collect 'uname -r' from the load balancers", ['shell.run {"command":"uname -r"} @lb-1,lb-2']],
    ["restart haproxy on lb-1, leave keepalived alone", ['service.restart {"service":"haproxy"} @lb-1']],
    ["restart postgresql on the databases, not the primary though", ['service.restart {"service":"postgresql"} @db-2']],
  ]);
  test.each([
    "restart haproxy and keepalived on lb-1, but leave keepalived alone",
    "restart nginx on web-1, leave web-1 alone",
  ])("%s: is no plan", async (text) => {
    expect((await ask(text)).kind).not.toBe("plan");
  });
});

describe("which come first", () => {
  planned([
    ["restart nginx on all web servers, web-3 first", [nginx("web-3"), nginx("web-1,web-2")]],
    ["restart nginx on all web servers, staging first", [nginx("web-3"), nginx("web-1,web-2")]],
    ["restart nginx on the web servers, starting with the staging one", [nginx("web-3"), nginx("web-1,web-2")]],
    ["restart nginx on the web servers, web-1 last", [nginx("web-2,web-3"), nginx("web-1")]],
    ["restart nginx on web-1 to web-3", [nginx("web-1,web-2,web-3")]],
    ["restart nginx, web-3 first", [nginx("web-3"), nginx("web-1,web-2,dl-1")]],
    ["restart nginx everywhere, the staging one first", [nginx("web-3"), nginx("web-1,web-2,dl-1")]],
    ["reload haproxy on lb-2 before lb-1", [haproxy("lb-2"), haproxy("lb-1")]],
    ["reload haproxy on lb-2 first, then on lb-1", [haproxy("lb-2"), haproxy("lb-1")]],
    ["reload haproxy on lb-2 and once that is done on lb-1", [haproxy("lb-2"), haproxy("lb-1")]],
    ["reboot lb-2 first and once it is back do lb-1", ["system.reboot {} @lb-2", "system.reboot {} @lb-1"]],
    ["reboot lb-2, and when it's up again lb-1", ["system.reboot {} @lb-2", "system.reboot {} @lb-1"]],
    [
      "reboot web-3, web-1 and web-2 in that order",
      ["system.reboot {} @web-3", "system.reboot {} @web-1", "system.reboot {} @web-2"],
    ],
    ["restart nginx on web-3 as canary, then on the other web servers", [nginx("web-3"), nginx("web-1,web-2")]],
    ["restart nginx on web-3 first, then the rest of the web servers", [nginx("web-3"), nginx("web-1,web-2")]],
  ]);
});

describe("how many at a time, and when it ends", () => {
  const one: Rollout = { mode: "rolling", batch: 1, stopAfterFailures: 1 };
  const rows: [string, Rollout][] = [
    ["restart nginx on all web servers, at most two at once", { ...one, batch: 2 }],
    ["restart nginx on all web servers in pairs", { ...one, batch: 2 }],
    ["restart nginx on all web servers with a batch size of 2", { ...one, batch: 2 }],
    ["restart nginx on all web servers, no more than 2 at a time, abort if one fails", { ...one, batch: 2 }],
    ["restart nginx on all web servers one by one, stop at the first failure", one],
    ["restart nginx on all web servers one after another and wait for each to be healthy", one],
    ["restart nginx on all web servers in turn, making sure each is back before the next", one],
    ["restart nginx on all web servers one by one so that one is always up", one],
    ["restart nginx on all web servers one at a time, abort after two failures", { ...one, stopAfterFailures: 2 }],
    ["restart nginx on all web servers one at a time, stop if more than 2 fail", { ...one, stopAfterFailures: 3 }],
  ];
  test.each(rows)("%s", async (text, rollout) => {
    const outcome = await ask(text);
    if (outcome.kind !== "plan") throw new Error(JSON.stringify(outcome));
    expect(outcome.plan.steps.map((step) => [step.tool, step.rollout])).toEqual([["service.restart", rollout]]);
  });
  test.each([
    "restart nginx on all web servers one by one, five minutes in between",
    "restart nginx on all web servers, wait 10 minutes between each",
  ])("%s: a pause cannot be kept, so it is no plan", async (text) => {
    expect((await ask(text)).kind).not.toBe("plan");
  });
});

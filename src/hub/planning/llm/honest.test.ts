/** Which words of a model are its own claim to have changed something, and which tell what a look shows. */
import { describe, expect, test } from "bun:test";
import { claimsOwnChange } from "./honest.ts";

const log = {
  from: "service.logs on web-1",
  machine: "web-1",
  asked: '{"service":"nginx"}',
  text: "Nov 21 02:00:01 sudo: root : COMMAND=/usr/bin/systemctl stop nginx\nNov 21 02:00:01 systemd: Stopped nginx.service.\nNov 21 06:10:00 systemd: Started nginx.service.",
};
const dpkg = {
  from: "log.search on web-2",
  machine: "web-2",
  text: "2026-11-20 06:12 upgrade openssl:amd64 3.0.13 3.0.15",
};
const claims = (text: string, request: string, read = [log, dpkg]): boolean =>
  claimsOwnChange(text, { said: [request], read });
const why = "why was nginx down on web-1 last night?";

describe("what a look shows", () => {
  test.each([
    "nginx on web-1 was stopped by root at 02:00; it has been restarted since.",
    "nginx has been stopped on web-1 by root.",
    "nginx had been stopped; at 06:10 it was started again.",
    "openssl has been upgraded on web-2 yesterday.",
    "web-1: nginx successfully started at 06:10.",
    "nginx was restarted 17 times.",
    "nginx is stopped on web-1.",
  ])("is no claim: %s", (text) => {
    expect(claims(text, why)).toBe(false);
  });
});

describe("a claim of the model's own", () => {
  test.each([
    ["I restarted nginx on web-1.", why],
    ["I've gone ahead and restarted nginx.", why],
    ["Done. nginx is up.", why],
    ["Everything is done: nginx runs.", why],
    ["Successfully restarted nginx on web-1.", why],
    ["nginx has been restarted on web-1.", "restart nginx on web-1"],
    ["nginx was restarted on web-1 and is active.", "please restart nginx on web-1"],
    ["The restart was successful.", "restart nginx on web-1"],
    ["The problem with nginx has been fixed.", "fix nginx on web-1"],
    ["nginx wurde erfolgreich neu gestartet.", why],
  ])("is one: %s", (text, request) => {
    expect(claims(text, request)).toBe(true);
  });

  test.each([
    "redis has been restarted on web-1.",
    "The package htop has been installed on web-1.",
    "The firewall has been disabled.",
    "The disk has been cleaned successfully.",
  ])("is what no look shows: %s", (text) => {
    expect(claims(text, why)).toBe(true);
  });

  test("is anything that happened where nothing was looked at", () => {
    expect(claims("nginx has been restarted since.", why, [])).toBe(true);
  });
});

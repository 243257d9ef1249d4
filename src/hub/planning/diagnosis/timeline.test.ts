import { describe, expect, test } from "bun:test";
import { forHtml } from "../../../domain/untrusted.ts";
import { machineId } from "../../../domain/machine.ts";
import { diagnose } from "./diagnose.ts";
import type { Earlier } from "./looked.ts";
import { ago, around, at, log, looked, looping, services, type Look } from "./testing/looks.ts";

const dpkg = (...lines: [seconds: number, text: string][]): Look => ({
  tool: "log.search",
  input: { path: "/var/log/dpkg.log" },
  output: {
    entries: lines.map(([seconds, text]) => ({ at: at(seconds), unit: "", priority: "info", text })),
    matched: lines.length,
    scanned: lines.length,
    truncated: false,
    source: "/var/log/dpkg.log",
  },
});
const changed = (secondsAgo: number): Look =>
  around("shop", {
    active: false,
    mainPid: null,
    configs: [{ path: "/etc/shop/shop.conf", changedAtMs: ago(secondsAgo) }],
    unitChangedAtMs: ago(9e6),
  });
const booted = (secondsAgo: number): Look => ({
  tool: "system.uptime",
  output: {
    bootedAtMs: ago(secondsAgo),
    uptimeMs: secondsAgo * 1_000,
    load: [0, 0, 0],
    cpus: 2,
    rebootRequired: false,
    why: [],
  },
});
const fault = [services(looping("shop")), log("shop", "shop: fatal: it broke")];

const told = (...looks: Look[]): [string, number][] => {
  const { plan, runs } = looked([...fault, ...looks]);
  return diagnose(plan, runs).flatMap(({ evidence }) =>
    evidence.map(({ text, atMs }): [string, number] => [forHtml(text), atMs]),
  );
};

describe("what ailx did before a fault", () => {
  const earlier = (secondsAgo: number, tool: string, input: Earlier["input"]): Earlier => ({
    id: "r-before",
    stepId: "s1",
    machineId: machineId("m1"),
    machineName: "web-1",
    state: "ok",
    atMs: ago(secondsAgo),
    title: tool,
    tool,
    input,
    by: "ann",
  });
  const shown = (...before: Earlier[]): string[] => {
    const { plan, runs } = looked([...fault, changed(9e6)]);
    return diagnose(plan, runs, before).flatMap(({ evidence }) =>
      evidence.filter(({ runId }) => runId === "r-before").map(({ text }) => forHtml(text)),
    );
  };
  test("is shown with the service that it was about, or that is set by the file", () => {
    const day = 20 * 3_600;
    expect(shown(earlier(day, "service.restart", { service: "shop" }))).toEqual(["ailx for ann: service.restart"]);
    expect(shown(earlier(day, "config.edit", { path: "/etc/shop/shop.conf" }))).toEqual(["ailx for ann: config.edit"]);
    expect(shown(earlier(day, "package.install", { packages: ["shop"] }))).toEqual(["ailx for ann: package.install"]);
    expect(shown(earlier(day, "service.restart", { service: "nginx" }))).toEqual([]);
    expect(shown(earlier(600, "container.stop", { container: "shop" }))).toEqual([]);
  });
  test("is shown with any fault of the next hour where it was about nothing by name", () => {
    expect(shown(earlier(600, "shell.run", { command: "true" }))).toEqual(["ailx for ann: shell.run"]);
    expect(shown(earlier(7_200, "shell.run", { command: "true" }))).toEqual([]);
  });
});

describe("the timeline of a fault", () => {
  test("has the settings that were changed before it, with when", () => {
    expect(told(changed(120), booted(9_000_000))).toContainEqual(["/etc/shop/shop.conf was changed", ago(120)]);
  });
  test("has the package that became another", () => {
    expect(told(dpkg([300, "upgrade shop:amd64 1.0-1 1.1-1"], [200, "upgrade other:amd64 3 4"]))).toContainEqual([
      "package shop 1.0-1 became 1.1-1",
      ago(300),
    ]);
  });
  test("has a restart of the machine", () => {
    expect(told(booted(600))).toContainEqual(["web-1 was started", ago(600)]);
  });
  test("has nothing of days ago, and nothing that came with the start of a fresh machine", () => {
    const texts = told(changed(3 * 86_400), booted(4 * 86_400)).map(([text]) => text);
    expect(texts.filter((text) => /was (?:changed|started)/.test(text))).toEqual([]);
    expect(told(changed(700), booted(600)).map(([text]) => text)).not.toContain("/etc/shop/shop.conf was changed");
  });
});

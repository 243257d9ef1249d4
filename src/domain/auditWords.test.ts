import { describe, expect, test } from "bun:test";
import { auditWords } from "./auditWords.ts";

describe("an entry in words", () => {
  test.each([
    [
      { action: "run.dispatched", data: { tool: "shell.run", input: { command: "uptime" } }, machine: "web-1" },
      "sent shell.run uptime on web-1",
    ],
    [
      { action: "run.ended", data: { state: "failed", exitCode: 1, line: "exit 1" }, machine: "web-1" },
      "the run ended failed, exit status 1 on web-1: exit 1",
    ],
    [
      { action: "approval.given", data: { risk: "high", reason: "as agreed" } },
      "approved the plan, risk high: as agreed",
    ],
    [
      { action: "approval.given", data: { request: "reboot db-1", risk: "high", given: 1, needed: 2 } },
      "approved “reboot db-1”, risk high, 1 of 2",
    ],
    [{ action: "approval.refused", data: { request: "reboot db-1", reason: "" } }, "rejected “reboot db-1”"],
    [
      { action: "run.dispatched", data: { tool: "change.preview", input: { tool: "file.edit" } }, machine: "web-1" },
      "looked what would change on web-1",
    ],
    [
      { action: "policy.read_only_on", data: { scope: "db-1", reason: "migration" } },
      "switched db-1 to read-only: migration",
    ],
    [{ action: "policy.read_only_off", data: { scope: "hub" } }, "let the hub be changed again"],
    [{ action: "policy.created", data: { rule: { id: "db-two", then: "two" } } }, "made the rule db-two"],
    [{ action: "policy.removed", data: {} }, "removed the rule"],
    [{ action: "machine.joined", data: {}, machine: "web-1" }, "a machine joined: web-1"],
    [{ action: "weather.turned_bad", data: { much: 1 }, machine: "web-1" }, "weather: turned bad on web-1"],
    [{ action: "constructor", data: {} }, "constructor"],
    [
      { action: "task.planned", data: { request: { odd: [1] }, risk: 7 } },
      'asked: {"odd":[1]}. Planned, risk 7; decided',
    ],
  ])("%j", (told, words) => {
    expect(auditWords(told)).toBe(words);
  });
});

import { describe, expect, test } from "bun:test";
import { toolNamed } from "../index.ts";

const stop = toolNamed("service.stop");

describe("service.stop", () => {
  test("is high for an ordinary service", () => {
    expect(stop.risk({ service: "nginx" })).toMatchObject({ risk: "high" });
    expect(stop.level({ service: "nginx" })).toBe(3);
  });

  test("is critical where it cuts the way in or weakens the machine", () => {
    for (const service of [
      "ssh",
      "sshd.service",
      "ssh.socket",
      "ailx-agent",
      "NetworkManager",
      "systemd-networkd",
      "ufw",
      "auditd",
    ]) {
      expect(stop.risk({ service }).risk, service).toBe("critical");
    }
  });

  test("is undone by a start", () => {
    expect(stop.undo({ service: "nginx" })).toMatchObject({
      kind: "tool",
      tool: "service.start",
      input: { service: "nginx" },
    });
  });

  test("refuses names that are options, commands or units that take others along", () => {
    const bad = [
      "-H evil",
      "--now",
      "a b",
      "a;b",
      "$(x)",
      "a\nb",
      "a\0",
      "",
      "../x",
      "multi-user.target",
      "home.mount",
      "user.slice",
      "é",
    ];
    for (const service of bad) expect(stop.input().safeParse({ service }).success, service).toBe(false);
  });

  test("takes instances and escaped names", () => {
    for (const service of [
      "getty@tty1",
      "postgresql@15-main.service",
      "systemd-fsck@dev-disk-by\\x2duuid.service",
      "apt-daily.timer",
    ]) {
      expect(stop.input().safeParse({ service }).success, service).toBe(true);
    }
  });
});

import { describe, expect, test } from "bun:test";
import { isOwn, writeClass } from "./classes.ts";

describe("writing a file is", () => {
  test.each([
    ["/etc/nginx/nginx.conf", "medium", 3],
    ["/srv/app/config.yaml", "medium", 3],
    ["/home/a/notes.txt", "medium", 2],
    ["/etc/cron.d/x", "high", 4],
    ["/etc/systemd/system/app.service", "high", 4],
    ["/usr/local/bin/x", "high", 4],
    ["/etc/resolv.conf", "high", 4],
    ["/etc/shadow", "critical", 4],
    ["/etc/pam.d/common-auth", "critical", 4],
    ["/boot/grub/grub.cfg", "critical", 4],
    ["/etc/../etc/shadow", "critical", 4],
  ] as const)("in %s %s at level %i", (path, risk, level) => {
    expect(writeClass(path)).toMatchObject({ risk, level });
  });
});

describe("what is ailx's own", () => {
  test.each([
    "/etc/ailx/policy.yaml",
    "/var/lib/ailx-agent/x",
    "/var/lib/ailx",
    "/usr/local/bin/ailx",
    "/etc/systemd/system/ailx-agent.service.d/a.conf",
    "/root/.local/share/ailx/hub.db",
    "/etc/init.d/ailx-agent",
    "/etc//ailx/../ailx/x",
  ])("is %s", (path) => {
    expect(isOwn(path)).toBe(true);
  });
  test.each(["/etc/ailxx/a", "/srv/ailx/notes", "/etc/nginx/ailx.conf"])("is not %s", (path) => {
    expect(isOwn(path)).toBe(false);
  });
});

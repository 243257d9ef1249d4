import { describe, expect, test } from "bun:test";
import { toolNamed } from "../index.ts";

const restart = toolNamed("service.restart");

describe("service.restart", () => {
  test("announces the test of a configuration before it", () => {
    expect(restart.precheck?.({ service: "nginx" })).toContain("nginx -t");
    expect(restart.precheck?.({ service: "php8.2-fpm" })).toContain("php-fpm8.2 -t");
    expect(restart.precheck?.({ service: "demo-api" })).toBeUndefined();
  });

  test("is medium at level 3 for an ordinary service", () => {
    expect(restart.risk({ service: "nginx" }).risk).toBe("medium");
    expect(restart.level({ service: "nginx" })).toBe(3);
  });

  test("is high where it may cut the way in or what runs inside", () => {
    for (const service of ["ssh", "networking", "docker", "dbus", "ailx-agent", "ssh.socket"]) {
      expect(restart.risk({ service }).risk, service).toBe("high");
    }
  });

  test("shows the exact command", () => {
    expect(restart.preview({ service: "nginx" }).exact).toBe("systemctl restart nginx.service");
  });

  test("cannot be taken back", () => {
    expect(restart.undo({ service: "nginx" }).kind).toBe("impossible");
  });
});

import { describe, expect, test } from "bun:test";
import { toolNamed } from "../index.ts";

const start = toolNamed("service.start");

describe("service.start", () => {
  test("is medium for an ordinary service", () => {
    expect(start.risk({ service: "nginx" })).toMatchObject({ risk: "medium" });
  });

  test("is critical where the unit takes the machine down", () => {
    for (const service of ["systemd-poweroff", "systemd-reboot.service", "rescue", "emergency"]) {
      expect(start.risk({ service }).risk, service).toBe("critical");
      expect(start.level({ service }), service).toBe(4);
    }
  });

  test("is high where a firewall may close the way in", () => {
    expect(start.risk({ service: "ufw" }).risk).toBe("high");
  });

  test("is undone by a stop", () => {
    expect(start.undo({ service: "nginx" })).toMatchObject({ kind: "tool", tool: "service.stop" });
  });
});

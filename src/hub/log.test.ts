import { describe, expect, test } from "bun:test";
import { hubLog } from "./log.ts";

function logged(run: (log: ReturnType<typeof hubLog>) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  run(hubLog({ to: { write: (line: string) => void lines.push(line) } }));
  return lines.map((line): Record<string, unknown> => JSON.parse(line));
}

describe("the hub's log", () => {
  test("writes the event and its fields on one line", () => {
    const [line] = logged((log) => log.warn("link.lost", { machineId: "m1", quietMs: 5 }));
    expect(line).toMatchObject({ level: "warn", event: "link.lost", machineId: "m1", quietMs: 5 });
    expect(typeof line?.["time"]).toBe("string");
  });

  test("keeps quiet below its level", () => {
    expect(logged((log) => log.debug("noise"))).toEqual([]);
  });

  test("hides fields that hold secrets", () => {
    const [line] = logged((log) => log.info("x", { password: "hunter2", token: "abc", kept: "yes" }));
    expect(JSON.stringify(line)).not.toMatch(/hunter2|abc/);
    expect(line?.["kept"]).toBe("yes");
  });
});

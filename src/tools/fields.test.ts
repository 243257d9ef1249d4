import { describe, expect, test } from "bun:test";
import { readCondition } from "../domain/expression.ts";
import { fieldsOf } from "./fields.ts";
import { toolNamed, tools } from "./index.ts";

describe("the fields of a tool's output", () => {
  test.each([
    ["service.status", "look.active == false and look.state in (failed, inactive)"],
    ["system.disk", "look.fullestRatio > 90% or look.disks.0.usedRatio > 0.9 and look.disks.length > 1"],
    ["metrics.now", "any(look.cpuRatio > 80%)"],
    ["shell.run", "look.exitCode == 0"],
  ])("of %s can be looked at by “%s”", (tool, text) => {
    expect(readCondition(text, new Map([["look", fieldsOf(toolNamed(tool))]]))).toBeDefined();
  });

  test("refuse what is not among them", () => {
    const known = new Map([["look", fieldsOf(toolNamed("service.status"))]]);
    expect(() => readCondition("look.activ", known)).toThrow("look has no field “activ”");
  });

  test.each(tools.map((tool) => [tool.name, tool] as const))("of %s are known by name and kind", (_name, tool) => {
    const fields = fieldsOf(tool);
    expect(fields.length).toBeGreaterThan(0);
    expect(fields.every(({ path }) => path !== "")).toBe(true);
  });
});

import { describe, expect, test } from "bun:test";
import { noLonger, restsOn } from "./rests.ts";
import { machineOf } from "./target-testing.ts";

const restart = { tool: "service.restart", input: { service: "nginx" } };
const web = machineOf({ name: "web-1", services: ["nginx", "ssh"] });
const was = restsOn(restart, web);
const now = (facts: Partial<typeof web.facts>) => noLonger(restart, { ...web, facts: { ...web.facts, ...facts } }, was);

describe("what a step rests on", () => {
  test("is the service it is about, and what runs the machine", () => {
    expect(Object.keys(was)).toEqual([`os@${web.id}`, `packageManager@${web.id}`, `service nginx@${web.id}`]);
  });

  test("still holds where other things have changed", () => {
    expect(now({ services: ["nginx"], kernel: "9.9" })).toBeUndefined();
    expect(noLonger(restart, { ...web, name: "renamed" }, was)).toBeUndefined();
  });

  test("no longer holds where the service is gone or the system is another", () => {
    expect(now({ services: ["ssh"] })).toBe("web-1 no longer has nginx");
    expect(now({ osId: "alpine" })).toBe("web-1 runs alpine now");
    expect(now({ packageManager: "apk" })).toBe("web-1 has apk now");
  });

  test("is not compared where it can no longer be read", () => {
    expect(now({ services: [], osId: "" })).toBeUndefined();
  });

  test("is not compared with what another step is about", () => {
    expect(noLonger({ tool: "service.stop", input: { service: "caddy" } }, web, was)).toBeUndefined();
  });
});

import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ratedHere, really, refuseRiskier } from "./rated.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rated-"));
  symlinkSync("/etc/shadow", join(folder, "notes"));
  symlinkSync("/etc", join(folder, "dir"));
  writeFileSync(join(folder, "ls"), "#!/bin/sh\n");
  chmodSync(join(folder, "ls"), 0o777);
});
afterAll(() => rmSync(folder, { recursive: true }));

const refused = (command: string, allowed: "low" | "medium" | "high" | undefined): unknown => {
  try {
    refuseRiskier({ command }, ratedHere("shell.run", { command }), allowed);
    return undefined;
  } catch (error) {
    return error;
  }
};

describe("a command on its machine", () => {
  test("is refused where a link leads to what was not allowed", () => {
    expect(refused(`cat ${folder}/notes`, "low")).toMatchObject({ code: "stale_plan" });
    expect(refused(`echo x > ${folder}/dir/sudoers`, "medium")).toMatchObject({ code: "stale_plan" });
    expect(refused(`cat ${folder}/notes`, "high")).toBeUndefined();
  });

  test("is refused where the program at the path is anybody's", () => {
    expect(refused(`${folder}/ls`, "low")).toMatchObject({ code: "stale_plan" });
    expect(refused("/bin/ls -l /", "low")).toBeUndefined();
  });

  test("runs where it is no worse than allowed, and from a hub that says nothing of risk", () => {
    expect(refused("cat /etc/hostname", "low")).toBeUndefined();
    expect(refused("rm -rf /etc", undefined)).toBeUndefined();
  });

  test("keeps the part of a path that is not there", () => {
    expect(really(`${folder}/dir/no/such`)).toEqual({ path: "/etc/no/such", trusted: false });
    expect(really("a/b")).toBeUndefined();
  });
});

import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { scripted } from "../../../test/support/scripted-context.ts";
import { testWhere } from "../../../test/support/skip.ts";
import { toolNamed } from "../index.ts";
import { refusal } from "../file/testing/real.ts";
import { globFits, run } from "./list.run.ts";
import { aptRoot, canHave } from "./testing/aptRoot.ts";

const tool = toolNamed("package.list");
const withApt = testWhere(canHave, "root and apt");
let apt: ReturnType<typeof aptRoot> | undefined;
beforeEach(() => {
  if (canHave) apt = aptRoot();
});
afterEach(() => apt?.end());

describe("package.list", () => {
  withApt("lists what apt has installed, by a pattern, and what is newer", async () => {
    if (!apt) throw new Error("there is no apt");
    apt.publish(
      { name: "lib", version: "1.0" },
      { name: "lib-extra", version: "1.0" },
      { name: "app", version: "1.0" },
    );
    await apt.context().spawn(["apt-get", "-q", "-y", "install", "lib", "lib-extra", "app"]);
    apt.publish({ name: "lib", version: "2.0" });
    const some = await run({ name: "lib*" }, apt.context());
    expect(tool.output().safeParse(some).success).toBe(true);
    expect([some.packages.map(({ name }) => name), tool.line(some)]).toEqual([["lib", "lib-extra"], "2 of 3 packages"]);
    const newer = await run({ upgradable: true }, apt.context());
    expect(newer.packages).toEqual([{ name: "lib", version: "1.0", to: "2.0" }]);
    expect(tool.line(newer)).toBe("lib 1.0, 2.0 is newer");
  });

  test("is said to be impossible where there is no package manager", async () => {
    const ctx = scripted([], { facts: { packageManager: "none" } });
    expect((await refusal(run({}, ctx))).code).toBe("not_supported");
  });

  test("takes patterns that are neither options nor paths", () => {
    const takes = (name: string): boolean => tool.input().safeParse({ name }).success;
    expect(["nginx", "lib*", "*ssl*", "g++", "python3.??"].every(takes)).toBe(true);
    expect(["-x", "", "a b", "/etc", "$(x)", "a\n"].some(takes)).toBe(false);
  });

  test.each([
    ["nginx", "nginx", true],
    ["nginx", "nginx-full", false],
    ["lib*", "libc6:i386", true],
    ["*ssl*", "libssl3", true],
    ["a?c", "abc", true],
    ["a?c", "ac", false],
    ["*a*a*a*a*b", "a".repeat(5_000), false],
  ] as const)("%s and %s: %p", (glob, name, fits) => expect(globFits(glob, name)).toBe(fits));
});

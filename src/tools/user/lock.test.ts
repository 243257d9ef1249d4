import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { testWhere } from "../../../test/support/skip.ts";
import { refusal } from "../file/testing/real.ts";
import { toolNamed } from "../index.ts";
import { canHave, people } from "./testing/people.ts";
import { run } from "./lock.run.ts";

const real = testWhere(canHave, "root, useradd and usermod");
let here: ReturnType<typeof people>;
beforeEach(() => void (here = people()));
afterEach(() => here.end());
const tool = toolNamed("user.lock");
const lock = (user: string) => here.call((ctx) => run({ user }, ctx, here.place));

describe("user.lock", () => {
  test("is critical", () => expect(tool.risk({ user: "bob" }).risk).toBe("critical"));

  real("keeps out by password and by key, and its undo lets in as before", async () => {
    const before = here.read("shadow");
    const output = await lock("bob");
    expect(tool.judge({ user: "bob" }, output).kind).toBe("ok");
    expect(here.read("shadow")).toMatch(/^bob:!\$y\$j9T\$bob:.*:1:$/m);
    await here.back();
    expect(here.read("shadow")).toBe(before);
  });

  real("never locks the last that may become root", async () => {
    expect(await refusal(lock("ann"))).toMatchObject({ code: "refused_by_policy" });
  });
});

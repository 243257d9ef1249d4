import { writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { testWhere } from "../../../test/support/skip.ts";
import { refusal } from "../file/testing/real.ts";
import { toolNamed } from "../index.ts";
import { canHave, people } from "./testing/people.ts";
import { run as lock } from "./lock.run.ts";
import { run } from "./unlock.run.ts";

const real = testWhere(canHave, "root, useradd and usermod");
let here: ReturnType<typeof people>;
beforeEach(() => void (here = people()));
afterEach(() => here.end());
const tool = toolNamed("user.unlock");

describe("user.unlock", () => {
  test("is critical", () => expect(tool.risk({ user: "bob" }).risk).toBe("critical"));

  real("takes back a lock, of one without a password too", async () => {
    const before = here.read("shadow");
    await here.call((ctx) => lock({ user: "bob" }, ctx, here.place));
    const output = await here.call((ctx) => run({ user: "bob" }, ctx, here.place));
    expect([tool.judge({ user: "bob" }, output).kind, here.read("shadow")]).toEqual(["ok", before]);
    expect(tool.wayBack?.({ user: "bob" }, output)).toMatchObject({ tool: "file.restore" });
  });

  real("leaves a date that somebody else set", async () => {
    const dated = here.read("shadow").replace(/^(bob:.*:7:):.*$/m, (_all, start: string) => `${start}:20500:`);
    writeFileSync(`${here.place.etc}/shadow`, dated);
    expect(await refusal(here.call((ctx) => run({ user: "bob" }, ctx, here.place)))).toMatchObject({
      code: "wrong_state",
    });
  });
});

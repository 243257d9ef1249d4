import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { testWhere } from "../../../test/support/skip.ts";
import { refusal } from "../file/testing/real.ts";
import { toolNamed } from "../index.ts";
import { canHave, people } from "./testing/people.ts";
import type { AddInput } from "./add.ts";
import { run } from "./add.run.ts";
import { run as remove } from "./remove.run.ts";

const real = testWhere(canHave, "root, useradd and usermod");
let here: ReturnType<typeof people>;
beforeEach(() => void (here = people()));
afterEach(() => here.end());
const tool = toolNamed("user.add");
const add = (input: AddInput) => here.call((ctx) => run(input, ctx, here.place));

describe("user.add", () => {
  test("is critical, and names what makes somebody root", () => {
    expect([tool.risk({ user: "eve" }).risk, tool.level({ user: "eve" })]).toEqual(["critical", 4]);
    expect(tool.risk({ user: "eve", groups: ["docker"] }).reasons.join()).toContain("become root, by docker");
  });

  test("takes names that are no options, fields or more than one", () => {
    const takes = (input: object): boolean => tool.input().safeParse(input).success;
    for (const user of ["", "-r", "a:b", "a b", "A", "a\nb", "../x"]) expect(takes({ user }), user).toBe(false);
    expect([takes({ user: "eve", comment: "a:0:0" }), takes({ user: "eve", comment: "a\nroot2:x:0:0" })]).toEqual([
      false,
      false,
    ]);
    expect(takes({ user: "eve", shell: "/bin/sh; id" })).toBe(false);
  });

  real("makes a user nobody can sign in as by a password, and is undone by removing it", async () => {
    const output = await add({ user: "eve", groups: ["adm"], comment: "Eve", shell: "/bin/bash" });
    expect(tool.judge({ user: "eve", groups: ["adm"] }, output)).toMatchObject({ kind: "ok" });
    expect(output.after).toMatchObject({ uid: 1002, groups: ["eve", "adm"], locked: false });
    expect(here.read("shadow")).toMatch(/^eve:!:/m);
    expect(tool.wayBack?.({ user: "eve" }, output)).toMatchObject({ tool: "user.remove", input: { user: "eve" } });
    await here.call((ctx) => remove({ user: "eve" }, ctx, here.place));
    expect(here.read("passwd")).not.toContain("eve");
  });

  real("changes nothing where the name is taken or a group is not there", async () => {
    const before = here.read("passwd");
    expect(await refusal(add({ user: "ann" }))).toMatchObject({ code: "conflict" });
    expect(await refusal(add({ user: "eve", groups: ["nosuch"] }))).toMatchObject({ code: "bad_input" });
    expect([here.read("passwd"), here.ran]).toEqual([before, []]);
  });
});

import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { testWhere } from "../../../test/support/skip.ts";
import { refusal } from "../file/testing/real.ts";
import { toolNamed } from "../index.ts";
import { canHave, people } from "./testing/people.ts";
import type { GroupsInput } from "./groups.ts";
import { run } from "./groups.run.ts";

const real = testWhere(canHave, "root, useradd and usermod");
let here: ReturnType<typeof people>;
beforeEach(() => void (here = people()));
afterEach(() => here.end());
const tool = toolNamed("user.groups");
const change = (input: GroupsInput) => here.call((ctx) => run(input, ctx, here.place));

describe("user.groups", () => {
  test("is critical, and says where root is one step away", () => {
    expect(tool.risk({ user: "bob", add: ["sudo"] })).toMatchObject({
      risk: "critical",
      reasons: ["may become root by sudo"],
    });
  });

  test("takes no empty change and none that contradicts itself", () => {
    const takes = (input: object): boolean => tool.input().safeParse(input).success;
    expect([takes({ user: "bob" }), takes({ user: "bob", add: ["adm"], remove: ["adm"] })]).toEqual([false, false]);
  });

  real("adds and removes, and its way back does the reverse of what it did", async () => {
    const before = here.read("group");
    const input = { user: "bob", add: ["sudo", "adm"], remove: ["docker"] };
    const output = await change(input);
    expect([output.after?.groups.toSorted(), tool.judge(input, output).kind]).toEqual([["adm", "bob", "sudo"], "ok"]);
    const back = tool.wayBack?.(input, output);
    if (back?.kind !== "tool") throw new Error("there is no way back");
    expect(back.input).toEqual({ user: "bob", remove: ["sudo"] });
    await change(back.input as GroupsInput);
    expect(here.read("group")).toBe(before);
  });

  real("never takes the last one out of what makes root, nor anybody out of its own group", async () => {
    expect(await refusal(change({ user: "ann", remove: ["sudo"] }))).toMatchObject({ code: "refused_by_policy" });
    expect(await refusal(change({ user: "bob", remove: ["bob"] }))).toMatchObject({ code: "bad_input" });
    expect(await refusal(change({ user: "bob", add: ["nosuch"] }))).toMatchObject({ code: "bad_input" });
  });
});

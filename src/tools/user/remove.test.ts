import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { testWhere } from "../../../test/support/skip.ts";
import { refusal } from "../file/testing/real.ts";
import { toolNamed } from "../index.ts";
import { canHave, people } from "./testing/people.ts";
import { run } from "./remove.run.ts";

const real = testWhere(canHave, "root, useradd and usermod");
let here: ReturnType<typeof people>;
beforeEach(() => void (here = people()));
afterEach(() => here.end());
const tool = toolNamed("user.remove");
const remove = (user: string, place = here.place) => here.call((ctx) => run({ user }, ctx, place));

describe("user.remove", () => {
  test("is critical", () => expect(tool.risk({ user: "bob" }).risk).toBe("critical"));

  real("takes the user out of every file, and its undo brings all of them back with the password", async () => {
    const files = ["passwd", "shadow", "group", "gshadow"];
    const before = files.map(here.read);
    const output = await remove("bob");
    expect(tool.judge({ user: "bob" }, output).kind).toBe("ok");
    expect(files.map(here.read).join()).not.toContain("bob");
    expect(tool.wayBack?.({ user: "bob" }, output)).toMatchObject({
      tool: "file.restore",
      input: { paths: expect.arrayContaining([`${here.place.etc}/shadow`]) },
    });
    await here.back();
    expect(files.map(here.read)).toEqual(before);
  });

  real("never takes root, the user of the agent, or the last that may become root", async () => {
    for (const [user, place] of [
      ["root", here.place],
      ["bob", { ...here.place, agentUid: 1001 }],
      ["ann", here.place],
    ] as const)
      expect(await refusal(remove(user, place)), user).toMatchObject({ code: "refused_by_policy" });
    expect(await refusal(remove("nobody2"))).toMatchObject({ code: "bad_input" });
    expect(here.ran).toEqual([]);
  });
});

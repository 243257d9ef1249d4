import { describe, expect, test } from "bun:test";
import { refusal } from "../file/testing/real.ts";
import { toolNamed } from "../index.ts";
import { run } from "./revert.run.ts";
import { engine, id } from "./testing/engine.ts";

const tool = toolNamed("container.revert");

// Going back by the engine and by compose: update.test.ts.
describe("container.revert", () => {
  test("takes only what an update has kept", () => {
    const takes = (kept: string): boolean => tool.input().safeParse({ container: "web", kept, by: "engine" }).success;
    expect([takes("966e06ff20fe"), takes("web-old"), takes("../x")]).toEqual([true, false, false]);
  });

  test("changes nothing where the container from before is gone, or is the one that runs", async () => {
    const { ctx, asked } = engine({});
    expect(await refusal(run({ container: "shop-web", kept: "b".repeat(12), by: "engine" }, ctx))).toMatchObject({
      code: "no_backup",
    });
    expect(await refusal(run({ container: "shop-web", kept: id, by: "engine" }, ctx))).toMatchObject({
      code: "wrong_state",
    });
    expect(asked.filter((each) => !each.startsWith("GET"))).toEqual([]);
  });
});

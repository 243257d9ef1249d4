import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { scripted, type Scripted } from "../../../test/support/scripted-context.ts";
import { refusal } from "../file/testing/real.ts";
import { toolNamed } from "../index.ts";
import { run } from "./reload.run.ts";

const recorded = (name: string): string => readFileSync(join(import.meta.dir, "recorded", name), "utf8");
const shown = (name: string): Scripted => [/^systemctl show /, { stdout: recorded(name) }];
const tested: Scripted = [/^nginx -t$/, {}];
const reloaded: Scripted = [/^systemctl reload --no-ask-password -- nginx\.service$/, {}];
const tool = toolNamed("service.reload");
const input = { service: "nginx" };

describe("service.reload", () => {
  test("is the same run afterwards", async () => {
    const script = [shown("nginx-active.txt"), tested, reloaded, shown("nginx-active.txt"), shown("nginx-active.txt")];
    const output = await run(input, scripted(script));
    expect(tool.judge(input, output)).toMatchObject({ kind: "ok" });
    expect([tool.risk(input).risk, tool.risk({ service: "nftables" }).risk]).toEqual(["medium", "high"]);
  });

  test("has failed where it was started anew", async () => {
    const script = [
      shown("nginx-active.txt"),
      tested,
      reloaded,
      shown("nginx-restarted.txt"),
      shown("nginx-restarted.txt"),
    ];
    expect(tool.judge(input, await run(input, scripted(script)))).toMatchObject({ kind: "failed" });
  });

  test("touches nothing where the configuration has an error, or it does not run", async () => {
    const broken: Scripted = [/^nginx -t$/, { exitCode: 1, stderr: recorded("nginx-test-broken.txt") }];
    expect(await refusal(run(input, scripted([shown("nginx-active.txt"), broken])))).toMatchObject({
      code: "config_invalid",
    });
    expect(await refusal(run(input, scripted([shown("nginx-stopped.txt")])))).toMatchObject({ code: "wrong_state" });
  });
});

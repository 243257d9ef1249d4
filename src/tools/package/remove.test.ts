import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { testWhere } from "../../../test/support/skip.ts";
import { forHtml } from "../../domain/untrusted.ts";
import { refusal } from "../file/testing/real.ts";
import { toolNamed } from "../index.ts";
import type { InstallInput } from "./install.ts";
import { run as install } from "./install.run.ts";
import { preview, run } from "./remove.run.ts";
import { aptRoot, canHave } from "./testing/aptRoot.ts";

const tool = toolNamed("package.remove");
const withApt = testWhere(canHave, "root and apt");
let apt: ReturnType<typeof aptRoot> | undefined;
beforeEach(async () => {
  if (!canHave) return;
  apt = aptRoot();
  apt.publish({ name: "lib", version: "1.0" }, { name: "app", version: "1.0", more: "Depends: lib\n" });
  await install({ packages: ["app"] }, apt.context());
});
afterEach(() => apt?.end());
const here = () => {
  if (!apt) throw new Error("there is no apt");
  return apt;
};

describe("package.remove", () => {
  test("is high, and critical where the machine hangs on it", () => {
    expect(tool.risk({ packages: ["nginx"] }).risk).toBe("high");
    for (const name of ["openssh-server", "linux-image-amd64", "sudo", "libc6:amd64", "NetworkManager", "systemd"])
      expect([name, tool.risk({ packages: [name] }).risk, tool.level({ packages: [name] })]).toEqual([
        name,
        "critical",
        4,
      ]);
  });

  withApt("refuses where others would go along, and takes them where they are named", async () => {
    expect(await refusal(run({ packages: ["lib"] }, here().context()))).toMatchObject({ code: "conflict" });
    expect((await preview({ packages: ["lib"] }, here().context())).problems.map(forHtml)).toEqual([
      "It would also remove app.",
    ]);
    expect(here().installed()).toEqual(["app 1.0", "lib 1.0"]);
    await run({ packages: ["lib"], alsoRemoves: ["app"] }, here().context());
    expect(here().installed()).toEqual([]);
  });

  withApt("is taken back by the same version", async () => {
    const output = await run({ packages: ["app"] }, here().context());
    expect([here().installed(), tool.judge({}, output).kind]).toEqual([["lib 1.0"], "ok"]);
    const back = tool.wayBack?.({}, output);
    if (back?.kind !== "tool") throw new Error("there is no way back");
    await install(back.input as InstallInput, here().context());
    expect(here().installed()).toEqual(["app 1.0", "lib 1.0"]);
  });
});

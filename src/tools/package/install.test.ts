import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { testWhere } from "../../../test/support/skip.ts";
import { forHtml } from "../../domain/untrusted.ts";
import { refusal } from "../file/testing/real.ts";
import { scripted } from "../../../test/support/scripted-context.ts";
import { toolNamed } from "../index.ts";
import type { InstallInput } from "./install.ts";
import { preview, run } from "./install.run.ts";
import { run as remove } from "./remove.run.ts";
import { aptRoot, canHave } from "./testing/aptRoot.ts";

const tool = toolNamed("package.install");
const withApt = testWhere(canHave, "root and apt");
let apt: ReturnType<typeof aptRoot> | undefined;
beforeEach(() => {
  if (!canHave) return;
  apt = aptRoot();
  apt.publish(
    { name: "lib", version: "1.0" },
    { name: "app", version: "1.0", more: "Depends: lib\n" },
    { name: "rival", version: "1.0", more: "Conflicts: app\n" },
    { name: "broken", version: "1.0", postinst: "echo no space for it >&2; exit 3" },
  );
});
afterEach(() => apt?.end());
const here = () => {
  if (!apt) throw new Error("there is no apt");
  return apt;
};
const install = (input: InstallInput) => run(input, here().context());

describe("package.install", () => {
  test("is medium for new packages, high where a version is replaced or something goes", () => {
    const risk = (input: object) => tool.risk(input as InstallInput).risk;
    expect(risk({ packages: ["nginx"] })).toBe("medium");
    expect(risk({ packages: ["nginx=1.0"] })).toBe("high");
    expect(risk({ packages: ["nginx"], alsoRemoves: ["apache2"] })).toBe("high");
    expect(risk({ packages: ["nginx"], alsoRemoves: ["openssh-server"] })).toBe("critical");
  });

  test("takes names and versions, and nothing that is a file, an option or more than one word", () => {
    const takes = (name: string): boolean => tool.input().safeParse({ packages: [name] }).success;
    for (const name of ["nginx", "g++", "libc6:i386", "nginx=1.22.1-9+deb12u1", "python3.11", "a=1:2~rc1"])
      expect(takes(name), name).toBe(true);
    for (const name of [
      "",
      "-y",
      "./x.deb",
      "/tmp/x.deb",
      "a b",
      "a;b",
      "a=",
      "a=-1",
      "$(x)",
      "nginx\n",
      "https://x/y.rpm",
      "@group",
    ])
      expect(takes(name), name).toBe(false);
  });

  withApt("installs with what it needs, and its way back removes exactly what came new", async () => {
    const output = await install({ packages: ["app"] });
    expect(here().installed()).toEqual(["app 1.0", "lib 1.0"]);
    expect([tool.judge({}, output).kind, tool.line(output)]).toEqual(["ok", "app 1.0, lib 1.0 installed"]);
    const back = tool.wayBack?.({}, output);
    expect(back).toMatchObject({ tool: "package.remove", input: { packages: ["app", "lib"] } });
    await remove({ packages: ["app", "lib"] }, here().context());
    expect(here().installed()).toEqual([]);
  });

  withApt("says before what would be installed, and installs nothing", async () => {
    const { notes, problems } = await preview({ packages: ["app"] }, here().context());
    expect([notes.map(forHtml)[0], problems]).toEqual(["Installed (2): lib 1.0, app 1.0", []]);
    expect(here().installed()).toEqual([]);
  });

  withApt("changes nothing where it is installed already", async () => {
    await install({ packages: ["lib"] });
    const output = await install({ packages: ["lib"] });
    expect([tool.line(output), tool.wayBack?.({}, output)]).toEqual(["nothing had to be changed", { kind: "nothing" }]);
  });

  withApt("refuses where another package would go that was not named, and does it where it was", async () => {
    await install({ packages: ["app"] });
    expect(await refusal(install({ packages: ["rival"] }))).toMatchObject({
      code: "conflict",
      detail: expect.stringContaining("remove app"),
    });
    expect((await preview({ packages: ["rival"] }, here().context())).problems.map(forHtml)).toEqual([
      "It would also remove app.",
    ]);
    expect(here().installed()).toEqual(["app 1.0", "lib 1.0"]);
    const output = await install({ packages: ["rival"], alsoRemoves: ["app"] });
    expect(here().installed()).toEqual(["lib 1.0", "rival 1.0"]);
    expect(tool.wayBack?.({}, output)).toMatchObject({ input: { packages: ["app=1.0"], alsoRemoves: ["rival"] } });
  });

  withApt("takes the version that is asked for, older ones only where that is said", async () => {
    here().publish({ name: "lib", version: "2.0" });
    await install({ packages: ["lib"] });
    expect((await refusal(install({ packages: ["lib=1.0"] }))).code).toBe("tool_failed");
    await install({ packages: ["lib=1.0"], downgrade: true });
    expect(here().installed()).toEqual(["lib 1.0"]);
  });

  withApt("has failed where a package is left half done, and says which", async () => {
    const output = await install({ packages: ["broken"] });
    const verdict = tool.judge({}, output);
    expect([output.exitCode, output.broken]).toEqual([100, ["broken"]]);
    expect(verdict.kind === "failed" && verdict.reason).toContain("Sub-process");
    expect(forHtml(output.said)).toContain("no space for it");
  });

  withApt("refuses a name that no repository has", async () => {
    expect(await refusal(install({ packages: ["nosuch"] }))).toMatchObject({
      code: "tool_failed",
      detail: expect.stringContaining("Unable to locate package nosuch"),
    });
  });

  withApt("asks nobody, waits for another one at work, and keeps changed configuration", async () => {
    await install({ packages: ["lib"] });
    const line = here().ran.find((each) => each.startsWith("apt-get -q -y")) ?? "";
    for (const word of ["--force-confold", "DPkg::Lock::Timeout=120", "install -- lib"]) expect(line).toContain(word);
  });

  test("is not there where no known package manager is", async () => {
    expect(await refusal(run({ packages: ["x"] }, scripted([], { facts: { packageManager: "nix" } })))).toMatchObject({
      code: "not_supported",
    });
  });
});

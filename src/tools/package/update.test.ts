import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { testWhere } from "../../../test/support/skip.ts";
import { scripted } from "../../../test/support/scripted-context.ts";
import { forHtml } from "../../domain/untrusted.ts";
import { toolNamed } from "../index.ts";
import type { InstallInput } from "./install.ts";
import { run as install } from "./install.run.ts";
import { aptRoot, canHave } from "./testing/aptRoot.ts";
import { preview, run } from "./update.run.ts";

const tool = toolNamed("package.update");
const withApt = testWhere(canHave, "root and apt");
let apt: ReturnType<typeof aptRoot> | undefined;
beforeEach(async () => {
  if (!canHave) return;
  apt = aptRoot();
  apt.publish({ name: "a", version: "1.0" }, { name: "b", version: "1.0" });
  await install({ packages: ["a", "b"] }, apt.context());
  apt.publish({ name: "a", version: "2.0" }, { name: "b", version: "2.0" }, { name: "c", version: "1.0" });
});
afterEach(() => apt?.end());
const bookworm = (): string => "VERSION_CODENAME=bookworm\n";
const here = () => {
  if (!apt) throw new Error("there is no apt");
  return apt;
};

describe("package.update", () => {
  test("is high", () => expect([tool.risk({}).risk, tool.level({})]).toEqual(["high", 3]));

  withApt("takes the newest version of what is named, and its way back brings back the one from before", async () => {
    const output = await run({ packages: ["a"] }, here().context());
    expect([here().installed(), tool.line(output)]).toEqual([["a 2.0", "b 1.0"], "a 1.0 → 2.0 changed"]);
    const back = tool.wayBack?.({}, output);
    if (back?.kind !== "tool") throw new Error("there is no way back");
    expect(toolNamed(back.tool).input().safeParse(back.input).success).toBe(true);
    await install(back.input as InstallInput, here().context());
    expect(here().installed()).toEqual(["a 1.0", "b 1.0"]);
  });

  withApt("of everything installs nothing new", async () => {
    const { notes } = await preview({}, here().context());
    expect(notes.map(forHtml)[0]).toBe("Changed (2): a 1.0 → 2.0, b 1.0 → 2.0");
    await run({}, here().context());
    expect(here().installed()).toEqual(["a 2.0", "b 2.0"]);
  });

  withApt("has no way back once the repository has the version from before no more, and says so", async () => {
    here().withdraw("a", "1.0");
    const output = await run({ packages: ["a"] }, here().context());
    expect(tool.wayBack?.({}, output)).toEqual({
      kind: "impossible",
      why: "the repository does not have a 1.0 any more",
    });
  });

  withApt("does not install what is not there", async () => {
    const output = await run({ packages: ["c"] }, here().context());
    expect([here().installed(), tool.judge({}, output).kind]).toEqual([["a 1.0", "b 1.0"], "failed"]);
  });

  withApt("for security alone takes the version of that archive, and nothing else", async () => {
    here().publishSecure({ name: "a", version: "1.5" });
    const { notes } = await preview({ security: true }, here().context(), bookworm);
    expect(notes.map(forHtml)[0]).toBe("Changed (1): a 1.0 → 1.5");
    const output = await run({ security: true }, here().context(), bookworm);
    expect([here().installed(), tool.judge({ security: true }, output).kind]).toEqual([["a 1.5", "b 1.0"], "ok"]);
    expect(tool.wayBack?.({ security: true }, output)).toMatchObject({ input: { packages: ["a=1.0"] } });
  });

  withApt("for security changes nothing where there is no such update, and says so", async () => {
    const { notes } = await preview({ security: true }, here().context(), bookworm);
    expect(notes.map(forHtml).join()).toContain("no security update");
    const output = await run({ security: true }, here().context(), bookworm);
    expect([here().installed(), tool.line(output)]).toEqual([["a 1.0", "b 1.0"], "nothing had to be changed"]);
    here().publishSecure({ name: "a", version: "1.5" });
    await run({ security: true, packages: ["b"] }, here().context(), bookworm);
    expect(here().installed()).toEqual(["a 1.0", "b 1.0"]);
  });

  test("for security says so to dnf, and is not done by who does not tell", async () => {
    const dnf = scripted(
      [
        [/^dnf -q makecache$/, {}],
        [/^rpm -qa/, { stdout: "nginx\t1\n" }],
        [/^dnf --assumeno upgrade --security --$/, { stdout: "Nothing to do.\n" }],
        [/^dnf -y upgrade --security --$/, {}],
        [/^rpm -qa/, { stdout: "nginx\t1\n" }],
      ],
      { facts: { packageManager: "dnf" } },
    );
    expect([tool.line(await run({ security: true }, dnf)), dnf.left()]).toEqual(["nothing had to be changed", 0]);
    const apk = scripted([[/^apk .*update$/, {}]], { facts: { packageManager: "apk" } });
    expect(run({ security: true }, apk)).rejects.toMatchObject({ code: "not_supported" });
    expect(tool.preview({ security: true }).title).toBe("Update all packages, for security only");
  });
});

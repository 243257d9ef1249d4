import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { scripted } from "../../../test/support/scripted-context.ts";
import { testWhere } from "../../../test/support/skip.ts";
import { forHtml } from "../../domain/untrusted.ts";
import { refusal } from "../file/testing/real.ts";
import { toolNamed } from "../index.ts";
import { parseStatus } from "./repository.ts";
import { run } from "./status.run.ts";
import { canHave, trees } from "./testing/trees.ts";

const tool = toolNamed("git.status");
const withGit = testWhere(canHave, "git");
const asRoot = testWhere(canHave && process.getuid?.() === 0 && Bun.which("setpriv") !== null, "root, git and setpriv");
let here: ReturnType<typeof trees> | undefined;
beforeEach(() => {
  if (canHave) here = trees();
});
afterEach(() => here?.end());
const lab = () => {
  if (!here) throw new Error("there is no git");
  return here;
};
const line = async (path = lab().path): Promise<string> => tool.line(await run({ path }, lab().context()));

describe("git.status", () => {
  withGit("tells branch, commit and how it stands to its upstream as of the last fetch", async () => {
    const output = await run({ path: lab().path }, lab().context());
    expect(tool.output().safeParse(output).success).toBe(true);
    expect([forHtml(output.root), forHtml(output.subject), output.clean]).toEqual([lab().path, "app says one", true]);
    expect(tool.line(output)).toBe("main, as origin/main; clean");
    lab().publish("two");
    lab().git("tree", "fetch", "-q");
    lab().commit("tree", "own", "x");
    expect(await line()).toBe("main, 1 ahead of and 1 behind origin/main; clean");
  });

  withGit("tells what is changed, staged and new, with any name", async () => {
    writeFileSync(lab().at("tree", "app"), "changed");
    writeFileSync(lab().at("tree", "new file\n\u202e"), "");
    writeFileSync(lab().at("tree", "staged"), "");
    lab().git("tree", "add", "staged");
    const output = await run({ path: lab().path }, lab().context());
    expect(output.files.map(({ path, state }) => [forHtml(path), state])).toEqual([
      ["app", "changed"],
      ["staged", "staged"],
      ["new file\n\\u{202e}", "untracked"],
    ]);
    expect(tool.line(output)).toBe("main, as origin/main; 2 changed, 1 new");
  });

  withGit("knows a tree without a branch, without an upstream and without a commit", async () => {
    lab().git("tree", "checkout", "-q", "--detach");
    expect(await line()).toMatch(/^detached at [0-9a-f]{10}, follows nothing; clean$/);
    lab().git("tree", "checkout", "-q", "-b", "side");
    expect(await line()).toBe("side, follows nothing; clean");
    lab().git("", "init", "-q", "-b", "main", "empty");
    expect(await line(lab().at("empty"))).toBe("main, follows nothing; clean");
  });

  withGit("is of a folder in the tree too, and an error elsewhere", async () => {
    expect(await refusal(run({ path: lab().at("nope") }, lab().context()))).toMatchObject({ code: "no_such_file" });
    expect(await refusal(run({ path: lab().at() }, lab().context()))).toMatchObject({ code: "not_found" });
    expect(await refusal(run({ path: lab().path }, scripted([[/git/, new Error("ENOENT")]])))).toMatchObject({
      code: "not_supported",
    });
  });

  asRoot("runs as the owner of the tree, so what its configuration starts is not root", async () => {
    lab().git("tree", "config", "core.fsmonitor", "id -u > /tmp/never");
    lab().git("tree", "config", "filter.x.clean", `sh -c 'id -u > ${lab().at("tree", "who")}; cat'`);
    writeFileSync(lab().at("tree", ".gitattributes"), "app filter=x\n");
    writeFileSync(lab().at("tree", "app"), "two");
    lab().give(65_534);
    await run({ path: lab().path }, lab().context());
    expect(await Bun.file(lab().at("tree", "who")).text()).toBe("65534\n");
    expect(lab().ran.every((each) => each.startsWith("setpriv --reuid=65534 "))).toBe(true);
  });
});

describe("what git says of a tree", () => {
  test("has an entry of a renamed file once, and counts conflicts", () => {
    const oid = "a".repeat(40);
    const status = parseStatus(
      [
        `# branch.oid ${oid}`,
        "# branch.head main",
        `2 R. N... 100644 100644 100644 ${oid} ${oid} R100 new name`,
        "old name",
        `u UU N... 100644 100644 100644 100644 ${oid} ${oid} ${oid} both`,
        "",
      ].join("\0"),
    );
    expect(status.files.map(({ path, state }) => [forHtml(path), state])).toEqual([
      ["new name", "staged"],
      ["both", "conflict"],
    ]);
    expect([status.clean, status.conflicts, status.changed]).toEqual([false, 1, 1]);
  });
});

import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { chmodSync, writeFileSync } from "node:fs";
import { testWhere } from "../../../test/support/skip.ts";
import { forHtml } from "../../domain/untrusted.ts";
import { refusal } from "../file/testing/real.ts";
import { toolNamed } from "../index.ts";
import type { PullInput } from "./pull.ts";
import { preview, run } from "./pull.run.ts";
import { canHave, trees } from "./testing/trees.ts";

const tool = toolNamed("git.pull");
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
const pull = (more: Partial<PullInput> = {}) => run({ path: lab().path, ...more }, lab().context());
const head = (): string => lab().git("tree", "rev-parse", "HEAD");
const text = (name: string): Promise<string> => Bun.file(lab().at("tree", name)).text();

describe("git.pull", () => {
  withGit("brings what was pushed, and its way back is the commit from before", async () => {
    const before = head();
    lab().publish("two");
    const newest = lab().publish("three");
    const output = await pull();
    expect(tool.output().safeParse(output).success).toBe(true);
    expect([head(), await text("app"), output.commits, output.files]).toEqual([newest, "three", 2, 1]);
    expect(output.subjects.map(forHtml)).toEqual(["app says three", "app says two"]);
    expect(tool.judge({}, output).kind).toBe("ok");
    const way = tool.wayBack?.({ path: lab().path }, output);
    expect(way).toMatchObject({ kind: "tool", tool: "git.pull", input: { to: before, from: newest } });
    await pull({ to: before, from: newest });
    expect([head(), await text("app")]).toEqual([before, "one"]);
  });

  withGit("changes nothing where there is nothing new, or the tree has gone on by itself", async () => {
    const output = await pull();
    expect([tool.line(output), tool.wayBack?.({ path: lab().path }, output)]).toEqual([
      `was already at ${head().slice(0, 10)} of main`,
      { kind: "nothing" },
    ]);
    lab().commit("tree", "own", "x");
    expect((await pull()).commits).toBe(0);
  });

  withGit("refuses a tree with changes, and touches nothing", async () => {
    lab().publish("two");
    writeFileSync(lab().at("tree", "app"), "mine");
    expect(await refusal(pull())).toMatchObject({ code: "conflict", detail: expect.stringContaining("app") });
    expect(await text("app")).toBe("mine");
    expect((await preview({ path: lab().path }, lab().context())).problems).toHaveLength(1);
  });

  withGit("refuses where both have gone on, and where a new file is in the way", async () => {
    const before = lab().commit("tree", "own", "x");
    lab().publish("two");
    expect(await refusal(pull())).toMatchObject({ code: "conflict", detail: expect.stringContaining("both gone on") });
    expect(head()).toBe(before);
    lab().git("tree", "reset", "-q", "--hard", "HEAD~1");
    lab().commit("theirs", "later", "theirs");
    lab().git("theirs", "push", "-q");
    writeFileSync(lab().at("tree", "later"), "mine");
    expect((await refusal(pull())).code).toBe("tool_failed");
    expect([await text("later"), await text("app")]).toEqual(["mine", "one"]);
  });

  withGit("refuses a tree that follows nothing, and one whose remote is gone", async () => {
    lab().git("tree", "checkout", "-q", "-b", "side");
    expect(await refusal(pull())).toMatchObject({ code: "wrong_state" });
    lab().git("tree", "checkout", "-q", "main");
    lab().git("tree", "remote", "set-url", "origin", lab().at("nowhere.git"));
    expect((await refusal(pull())).code).toBe("tool_failed");
  });

  withGit("goes back only from the commit that it was undone from, and keeps what was changed since", async () => {
    const before = head();
    const newest = lab().publish("two");
    await pull();
    expect((await refusal(pull({ to: before, from: before }))).code).toBe("changed_since");
    expect((await refusal(pull({ to: "f".repeat(40), from: newest }))).code).toBe("not_found");
    writeFileSync(lab().at("tree", "app"), "mine");
    expect((await refusal(pull({ to: before, from: newest }))).code).toBe("conflict");
    expect([head(), await text("app")]).toEqual([newest, "mine"]);
  });

  withGit("says before what would come", async () => {
    const note = async (): Promise<string | undefined> =>
      (await preview({ path: lab().path }, lab().context())).notes.map(forHtml)[1];
    expect(await note()).toStartWith("Nothing new");
    const newest = lab().publish("two");
    expect(await note()).toContain(`origin/main is at ${newest.slice(0, 10)}`);
    expect(head()).not.toBe(newest);
  });

  asRoot("runs as the owner of the tree, its hooks as well", async () => {
    const hook = lab().at("tree", ".git", "hooks", "post-merge");
    writeFileSync(hook, `#!/bin/sh\nid -u > ${lab().at("tree", ".git", "who")}\n`);
    chmodSync(hook, 0o755);
    lab().publish("two");
    lab().give(65_534);
    expect((await pull()).files).toBe(1);
    expect(await text(".git/who")).toBe("65534\n");
  });

  asRoot("runs no hook in a tree that is root's, be it one that was pulled", async () => {
    lab().git("tree", "config", "core.hooksPath", lab().path);
    writeFileSync(lab().at("tree", "post-merge"), `#!/bin/sh\nid -u > ${lab().at("tree", ".git", "who")}\n`, {
      mode: 0o755,
    });
    lab().publish("two");
    expect((await pull()).files).toBe(1);
    expect(await Bun.file(lab().at("tree", ".git", "who")).exists()).toBe(false);
  });

  test("is rated by where the tree lies", () => {
    const rated = (path: string) => [tool.risk({ path }).risk, tool.level({ path })];
    expect(rated("/srv/app")).toEqual(["medium", 2]);
    expect(rated("/etc/ssh/keys")[0]).not.toBe("medium");
  });

  test("takes whole commits alone, and a way back only with where it begins", () => {
    const takes = (input: object): boolean => tool.input().safeParse({ path: "/srv/app", ...input }).success;
    expect(takes({ to: "a".repeat(40), from: "b".repeat(40) })).toBe(true);
    for (const input of [
      { to: "a".repeat(40) },
      { to: "HEAD~1", from: "b".repeat(40) },
      { to: "--hard", from: "x" },
      { path: "app" },
      { path: "-C" },
    ])
      expect(takes(input), JSON.stringify(input)).toBe(false);
  });
});

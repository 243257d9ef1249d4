import { describe, expect, test } from "bun:test";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cli } from "./testing/double.ts";

const home = mkdtempSync(join(tmpdir(), "ailx-completion-"));

/** What bash offers for the last of these words. */
async function offered(...words: string[]): Promise<string[]> {
  const path = join(home, "ailx.bash");
  writeFileSync(path, (await cli(["completion", "bash"], { home })).out);
  const ask = `source "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _ailx; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const child = Bun.spawn(["bash", "--norc", "-c", ask, path, ...words], { stdout: "pipe" });
  return (await new Response(child.stdout).text()).split("\n").filter(Boolean);
}

describe("completion in bash", () => {
  test.each([
    [["ailx", "to"], ["token"]],
    [
      ["ailx", "token", ""],
      ["create", "list", "revoke"],
    ],
    [["ailx", "token", "create", "--la"], ["--label"]],
    [
      ["ailx", "user", ""],
      ["list", "add", "set", "password", "remove"],
    ],
    [["ailx", "user", "add", "bert", "--sc"], ["--scope"]],
    [
      ["ailx", "key", ""],
      ["create", "list", "revoke"],
    ],
    [["ailx", "machine", "a"], ["approve"]],
    [["ailx", "agent", "un"], ["uninstall"]],
    [["ailx", "agent", "--to"], ["--token"]],
    [["ailx", "exec", "web-1", "--app"], ["--approve"]],
    [["ailx", "exec", "web-1", "--", "--app"], []],
  ])("of %j offers %j", async (words, wanted) => {
    expect(await offered(...words)).toEqual(wanted);
  });
});

test("a shell that is not known is wrong usage", async () => {
  expect(await cli(["completion", "tcsh"], { home })).toMatchObject({ status: 2, out: "" });
});

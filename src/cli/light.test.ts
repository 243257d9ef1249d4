import { describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const cli = import.meta.dir;
const transpiler = new Bun.Transpiler({ loader: "ts" });

/** Everything that is evaluated with a file: what it imports at its top, and so on. Type imports are gone by then. */
function loadedWith(...files: string[]): string[] {
  const reached = new Set<string>();
  const open = files.map((file) => join(cli, file));
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    if (!existsSync(file)) continue;
    const imports = transpiler.scanImports(readFileSync(file)).filter(({ kind }) => kind === "import-statement");
    open.push(...imports.map(({ path }) => (path.startsWith(".") ? resolve(dirname(file ?? ""), path) : path)));
  }
  return [...reached];
}

describe("what a command loads at its start", () => {
  test("has neither hub nor agent in it", () => {
    for (const file of new Bun.Glob("*.ts").scanSync(cli)) {
      if (file.endsWith(".test.ts")) continue;
      expect(loadedWith(file).filter((path) => /\/src\/(hub|agent)\//.test(path))).toEqual([]);
    }
  });

  test("has no package in it, so that exec is quick", () => {
    const packages = loadedWith("run.ts", "exec.ts").filter(
      (path) => !path.startsWith("/") && !path.startsWith("node:"),
    );
    expect(packages).toEqual([]);
  });

  test("of the entry is nothing", () => {
    expect(loadedWith("../main.ts")).toEqual([resolve(cli, "../main.ts")]);
  });
});

describe("the program", () => {
  const run = async (...words: string[]) => {
    const child = Bun.spawn([process.execPath, join(cli, "../main.ts"), ...words], {
      stdin: "ignore",
      stdout: "pipe",
      stderr: "pipe",
      env: { HOME: "/nowhere" },
    });
    const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
    return { status: await child.exited, out, err };
  };

  test.each([["version"], ["--version"], ["-V"]])("says its version at %s", async (word) => {
    expect(await run(word)).toEqual({ status: 0, out: "0.1.0-dev\n", err: "" });
  });

  test("says it as JSON", async () => {
    expect(JSON.parse((await run("version", "--json")).out)).toMatchObject({ version: "0.1.0-dev" });
  });

  test("ends with 2 at wrong usage and writes nothing to standard output", async () => {
    expect(await run("verzion")).toEqual({
      status: 2,
      out: "",
      err: "ailx: There is no command `verzion`.\n  Did you mean `ailx version`?\n",
    });
  });

  test("is not hurt by a reader that goes away", async () => {
    const child = Bun.spawn(
      ["bash", "-c", `"$0" "$1" --help | true; echo "\${PIPESTATUS[0]}"`, process.execPath, join(cli, "../main.ts")],
      { stdout: "pipe", stderr: "pipe" },
    );
    expect([await new Response(child.stdout).text(), await new Response(child.stderr).text()]).toEqual(["0\n", ""]);
  });
});

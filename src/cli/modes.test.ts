import { describe, expect, test } from "bun:test";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { modes } from "./modes.ts";
import { cli } from "./testing/double.ts";

const home = mkdtempSync(join(tmpdir(), "ailx-cli-"));

describe("every command", () => {
  test.each(modes.map((mode) => [mode.name, mode] as const))(
    "%s explains itself, with examples that it would take",
    async (name, mode) => {
      const { status, out } = await cli([...name.split(" "), "--help"], { home });
      expect(status).toBe(0);
      expect(out).toStartWith(mode.summary);
      expect(out).toContain(`Usage: ailx ${name}`);
      for (const option of Object.keys(mode.options)) expect(out).toContain(`--${option}`);
      expect(mode.examples.length).toBeGreaterThan(0);
      for (const [line] of mode.examples) expect(out).toContain(line);
    },
  );

  test.each(modes.map(({ name }) => [name]))("%s refuses an option that it does not have", async (name) => {
    const { status, err, out } = await cli([...name.split(" "), "--no-such-option"], { home });
    expect([status, out]).toEqual([2, ""]);
    expect(err).toContain(`\`ailx ${name}\` has no option --no-such-option`);
  });

  test.each(modes.map((mode) => [mode.name, mode] as const))("%s has code that loads", async (_name, mode) => {
    expect(typeof (await mode.load()).run).toBe("function");
  });

  test("that prints an answer prints it as JSON too", () => {
    const silent = ["up", "hub", "agent", "agent install", "agent uninstall", "completion"];
    const without = modes.filter((mode) => !Object.hasOwn(mode.options, "json")).map(({ name }) => name);
    expect(without.toSorted()).toEqual(silent.toSorted());
  });

  test("has a name of its own", () => {
    expect(new Set(modes.map(({ name }) => name)).size).toBe(modes.length);
  });
});

describe("examples", () => {
  const lines = modes.flatMap((mode) => mode.examples.map(([line]) => [line, mode.name] as const));

  test.each(lines)("%s is what the command takes", async (line, name) => {
    const { readArgs } = await import("./args.ts");
    const { findMode } = await import("./run.ts");
    const words = await shellWords(line);
    const { mode, rest } = findMode(words.slice(words.indexOf("ailx") + 1));
    expect(mode.name).toBe(name);
    expect(() => readArgs(mode, rest)).not.toThrow();
  });
});

/** The words that bash makes of a line, redirections left out. */
async function shellWords(line: string): Promise<string[]> {
  const child = Bun.spawn(["bash", "-c", `printf '%s\\0' ${line.replace(/ [<>] \S+$/, "")}`], { stdout: "pipe" });
  return (await new Response(child.stdout).text()).split("\0").slice(0, -1);
}

describe("what was mistyped", () => {
  test.each([
    [["exce"], "Did you mean `ailx exec`?"],
    [["machnes"], "Did you mean `ailx machines`?"],
    [["exec", "--timout", "3s", "a", "--", "b"], "Did you mean --timeout?"],
    [["token", "lst"], "Try `ailx token list --help`."],
    [["tasks", "--state", "runing"], "Did you mean running?"],
  ])("%j gets a suggestion", async (words, suggestion) => {
    const { status, err } = await cli(words, { home });
    expect([status, err.includes(suggestion)]).toEqual([2, true]);
  });

  test.each([
    [["exec", "web-1", "uptime"], "Put -- before it."],
    [["exec", "web-1", "--timeout", "soon", "--", "x"], "--timeout soon is not a length of time."],
    [["exec", "web-1", "--approve", "critical", "--", "x"], "Critical steps cannot be approved beforehand."],
    [["exec", "web-1", "--timeout"], "--timeout needs a value: --timeout TIME."],
    [["tasks", "--json=yes"], "--json takes no value."],
    [["ask", "two", "words"], "`words` is one word too many."],
    [["ask"], "`ailx ask` needs more."],
    [["whoami", "--", "x"], "takes nothing after --"],
  ])("%j says what is wrong", async (words, sentence) => {
    const seen = await cli(words, { home });
    expect([seen.status, (seen.err + seen.out).includes(sentence)]).toEqual([2, true]);
  });
});

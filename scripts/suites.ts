/**
 * Runs the gates and every suite, then says what each took and `N passed, N failed, N skipped` as the last line.
 * A suite is a folder: tests beside the code are `unit` (`browser` where they drive one), test/*.test.ts are `whole`, and
 * each folder under test/ is its own.
 * test/long/ and test/lab/ run with --full only. `--only NAME` runs one suite without the gates.
 */
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Counts, runGates } from "./check.ts";

const root = join(import.meta.dir, "..");
const withFullOnly = ["long", "lab"];

type Suite = { name: string; run: () => Promise<Counts> };
type Row = Counts & { name: string; seconds: number };

if (import.meta.main) process.exit(await main(process.argv.slice(2)));

async function main(args: string[]): Promise<number> {
  const only = args.includes("--only") ? args[args.indexOf("--only") + 1] : undefined;
  const suites = [
    { name: "gates", run: runGates },
    { name: "build", run: () => build(args.includes("--full")) },
    ...testSuites(),
  ];
  const wanted = suites.filter(({ name }) =>
    only === undefined ? args.includes("--full") || !withFullOnly.includes(name) : name === only,
  );
  if (wanted.length === 0) {
    console.error(`There is no suite ${only}. There are: ${suites.map(({ name }) => name).join(", ")}.`);
    return 2;
  }
  const rows: Row[] = [];
  for (const suite of wanted) {
    console.log(`\n== ${suite.name}`);
    const startedAtMs = performance.now();
    const counts = await suite.run();
    rows.push({ name: suite.name, ...counts, seconds: (performance.now() - startedAtMs) / 1000 });
  }
  return report(rows);
}

function report(rows: Row[]): number {
  const total = { passed: 0, failed: 0, skipped: 0 };
  console.log(
    `\n${"suite".padEnd(12)} ${"passed".padStart(7)} ${"failed".padStart(7)} ${"skipped".padStart(8)} ${"seconds".padStart(8)}`,
  );
  for (const { name, passed, failed, skipped, seconds } of rows) {
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
    const cells = [String(passed).padStart(7), String(failed).padStart(7), String(skipped).padStart(8)];
    console.log(`${name.padEnd(12)} ${cells.join(" ")} ${seconds.toFixed(1).padStart(8)}`);
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  return total.failed > 0 ? 1 : 0;
}

/** The journeys spawn the built program, so a build that fails is a failure of its own. `all`: for every platform. */
async function build(all: boolean): Promise<Counts> {
  const child = Bun.spawn([process.execPath, "build.ts", ...(all ? ["--all"] : [])], {
    cwd: root,
    stdin: "ignore",
    stdout: "inherit",
    stderr: "inherit",
  });
  const ok = (await child.exited) === 0;
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
}

function testSuites(): Suite[] {
  const files = [...new Bun.Glob("{src,web,scripts,bench,test}/**/*.test.{ts,tsx}").scanSync({ cwd: root })].toSorted();
  const bySuite = new Map<string, string[]>([
    ["unit", []],
    ["whole", []],
  ]);
  for (const file of files) {
    const name = suiteOf(file);
    if (name !== undefined) bySuite.set(name, [...(bySuite.get(name) ?? []), file]);
  }
  return [...bySuite]
    .filter(([, its]) => its.length > 0)
    .map(([name, its]) => ({ name, run: () => bunTest(name, its) }));
}

function suiteOf(file: string): string | undefined {
  const [top, folder = "", ...rest] = file.split("/");
  if (top !== "test") return drivesBrowser(file) ? "browser" : "unit";
  if (rest.length > 0 && folder !== "support") return folder;
  // A gate already.
  return folder === "architecture.test.ts" ? undefined : "whole";
}

/** Those take minutes where the others take seconds. */
function drivesBrowser(file: string): boolean {
  return /from "[^"]*\/(chromium|browser)\.ts"/.test(readFileSync(join(root, file), "utf8"));
}

/** The whole output goes to .cache/test/NAME.log; what passed is left out on the screen. */
async function bunTest(name: string, files: string[]): Promise<Counts> {
  // Passwords are slow to check on purpose, and the gate's machine is shared.
  const argv = [process.execPath, "test", "--timeout", "30000", ...files.map((file) => `./${file}`)];
  const child = Bun.spawn(argv, { cwd: root, stdin: "ignore", stdout: "pipe", stderr: "pipe" });
  const [said, written] = await Promise.all([show(child.stderr), show(child.stdout)]);
  const status = await child.exited;
  const log = join(root, ".cache", "test");
  mkdirSync(log, { recursive: true });
  await Bun.write(join(log, `${name}.log`), written + said);
  return countsOf(said, status);
}

/** Passes lines on as they come, without those of tests that passed. */
async function show(stream: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let all = "";
  let open = "";
  for await (const bytes of stream) {
    const text = decoder.decode(bytes, { stream: true });
    all += text;
    const lines = (open + text).split("\n");
    open = lines.pop() ?? "";
    for (const line of lines) if (!line.startsWith("(pass)") && line.trim() !== "") console.log(line);
  }
  if (open.trim() !== "") console.log(open);
  return all;
}

/** Reads the summary that `bun test` ends with. Without one (it died), or with a bad status and no failure, one failed. */
export function countsOf(said: string, status: number): Counts {
  const count = (word: string) => Number([...said.matchAll(new RegExp(`^ *(\\d+) ${word}$`, "gm"))].at(-1)?.[1] ?? 0);
  const failed = count("fail");
  return {
    passed: count("pass"),
    skipped: count("skip") + count("todo"),
    failed: failed === 0 && status !== 0 ? 1 : failed,
  };
}

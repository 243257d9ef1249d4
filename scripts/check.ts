/** The one list of gates. `bun scripts/check.ts` runs them all; scripts/test runs them before the tests. */
import { join } from "node:path";
import { findHygieneFaults } from "./hygiene.ts";

const root = join(import.meta.dir, "..");
const bin = (name: string) => join("node_modules", ".bin", name);

type Gate = { name: string; run: () => Promise<Outcome> };
type Outcome = { ok: boolean; said: string };
export type Counts = { passed: number; failed: number; skipped: number };

const gates: Gate[] = [
  { name: "format", run: () => command(bin("oxfmt"), "--check") },
  { name: "lint", run: () => command(bin("oxlint")) },
  { name: "types", run: () => command(bin("tsc"), "-p", ".") },
  { name: "unused files, exports, packages", run: () => command(bin("knip")) },
  { name: "architecture", run: () => command(process.execPath, "test", "./test/architecture.test.ts") },
  { name: "tree", run: hygiene },
  ...generatedDocs(),
];

if (import.meta.main) {
  const { failed } = await runGates();
  process.exit(failed > 0 ? 1 : 0);
}

/** Runs them in order, each to its end, so that one run tells everything that is wrong. */
export async function runGates(): Promise<Counts> {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const gate of gates) {
    const startedAtMs = performance.now();
    const { ok, said } = await gate.run();
    counts[ok ? "passed" : "failed"]++;
    if (!ok) console.log(said.trim());
    const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1);
    console.log(`${ok ? "ok    " : "FAILED"} ${gate.name} (${seconds} s)`);
  }
  return counts;
}

/** Every scripts/docs-*.ts writes a page from the code, and with --check says whether the page in the tree is that one. */
function generatedDocs(): Gate[] {
  const scripts = [...new Bun.Glob("docs-*.ts").scanSync(import.meta.dir)].toSorted();
  return scripts.map((file) => ({
    name: `generated: ${file}`,
    run: () => command(process.execPath, `scripts/${file}`, "--check"),
  }));
}

async function hygiene(): Promise<Outcome> {
  const faults = await findHygieneFaults(root);
  return { ok: faults.length === 0, said: faults.join("\n") };
}

async function command(...argv: string[]): Promise<Outcome> {
  const child = Bun.spawn(argv, { cwd: root, stdin: "ignore", stdout: "pipe", stderr: "pipe" });
  const said = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  return { ok: (await child.exited) === 0, said: said.join("\n") };
}

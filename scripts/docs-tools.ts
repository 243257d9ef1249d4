/**
 * Writes docs/tools.md from the registry: what each tool does, takes, gives, may do, checks and undoes.
 * `bun scripts/docs-tools.ts` writes it; `--check` only says whether it is up to date (exit status 1 if not).
 */
import { join } from "node:path";
import { describeTools } from "./docs/tools.ts";

const path = join(import.meta.dir, "../docs/tools.md");
const wanted = describeTools();

if (process.argv.includes("--check")) {
  const held = await Bun.file(path)
    .text()
    .catch(() => "");
  if (held !== wanted) {
    console.error("docs/tools.md is not what the registry says. Write it anew: bun scripts/docs-tools.ts");
    process.exit(1);
  }
} else {
  await Bun.write(path, wanted);
}

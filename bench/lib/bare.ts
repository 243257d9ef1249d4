/** Compiles the bare program that ailx is compared with, by the flags that ailx itself is built with. */
import { join } from "node:path";

const source = new URL("../bare/program.ts", import.meta.url).pathname;

/** The path of the executable, made in `dir`. */
export async function compileBare(dir: string): Promise<string> {
  const out = join(dir, "bare");
  const child = Bun.spawn(
    [
      [process.execPath, "build", "--compile", "--minify", "--bytecode", "--format=esm"],
      ["--no-compile-autoload-dotenv", "--no-compile-autoload-bunfig"],
      ["--compile-exec-argv=--disallow-code-generation-from-strings=strict"],
      [source, "--outfile", out],
    ].flat(),
    { cwd: dir, stdin: "ignore", stdout: "ignore", stderr: "pipe" },
  );
  const said = await new Response(child.stderr).text();
  if ((await child.exited) !== 0) throw new Error(`the bare program does not compile: ${said.trim()}`);
  return out;
}

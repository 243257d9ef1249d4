/** The project's own source files with their imports, as the architecture test sees them. */
import { readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

export const root = join(import.meta.dir, "../..");

export type Import = {
  /** Path from the project's folder, or a package's name as it is written. */
  to: string;
  /** Loaded by `import()`. */
  lazy: boolean;
  /** Gone at run time. */
  typeOnly: boolean;
};

export type Source = {
  path: string;
  text: string;
  /** The text without comments, so that a rule does not trip over prose. */
  code: string;
  imports: Import[];
};

export function readSources(pattern = "{src,web,scripts,bench,test}/**/*.{ts,tsx}"): Source[] {
  const paths = [...new Bun.Glob(pattern).scanSync({ cwd: root })].filter((path) => !path.startsWith("web/public/"));
  return paths.toSorted().map((path) => readSource(path, readFileSync(join(root, path), "utf8")));
}

export function readSource(path: string, text: string): Source {
  const code = withoutComments(text);
  return { path, text, code, imports: importsOf(path, code) };
}

const withoutComments = (text: string): string =>
  text.replace(/(^|[\s({,;])\/\*[\s\S]*?\*\//g, "$1").replace(/(^|\s)\/\/[^\n]*/g, "$1");

function importsOf(path: string, code: string): Import[] {
  const found: Import[] = [];
  const add = (specifier: string | undefined, how: Omit<Import, "to">) => {
    if (specifier === undefined) return;
    found.push({ to: specifier.startsWith(".") ? normalize(join(dirname(path), specifier)) : specifier, ...how });
  };
  for (const [, type, specifier] of code.matchAll(/^\s*(?:import|export)\s+(type\s)?[^"';]*?\sfrom\s+"([^"]+)"/gm))
    add(specifier, { lazy: false, typeOnly: type !== undefined });
  for (const [, specifier] of code.matchAll(/^\s*import\s+"([^"]+)"/gm))
    add(specifier, { lazy: false, typeOnly: false });
  for (const [, before, specifier] of code.matchAll(/(typeof\s+)?\bimport\(\s*"([^"]+)"/g))
    add(specifier, { lazy: true, typeOnly: before !== undefined });
  return found;
}

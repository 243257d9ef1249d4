/** Where a service's configuration usually lies, and the lines of it that a diagnosis can use. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { secretIn } from "../../file/paths.ts";
import type { Around } from "./systemd.ts";

export type Config = { path: string; changedAtMs: number; text: string };
/** `text`: the line without what is in front of it. */
export type Setting = { line: number; name: string; value: string; text: string };

const mostFiles = 16;
const mostBytes = 65_536;

/** Files under /etc that its command line names, and those that are called as it is. */
export function configsOf({ service, starts }: Pick<Around, "service" | "starts">): Config[] {
  const own = service.replace(/@.*$/, "");
  const named = [...starts.matchAll(/(?<=[\s=])\/etc\/[^\s;"']+/g)].map(([path]) => path);
  const paths = [...named, `/etc/${own}.conf`, `/etc/default/${own}`, ...filesIn(`/etc/${own}`)];
  return [...new Set(paths)].slice(0, mostFiles).flatMap((path) => configAt(path) ?? []);
}

const filesIn = (dir: string): string[] => {
  try {
    return readdirSync(dir)
      .filter((name) => /\.(?:conf|cfg|ini|ya?ml|toml|json|properties|env)$/.test(name))
      .toSorted()
      .map((name) => join(dir, name));
  } catch {
    return [];
  }
};

function configAt(path: string): Config | undefined {
  if (secretIn(path) !== undefined) return undefined;
  try {
    const found = statSync(path);
    if (!found.isFile()) return undefined;
    return { path, changedAtMs: found.mtimeMs, text: found.size > mostBytes ? "" : readFileSync(path, "utf8") };
  } catch {
    return undefined;
  }
}

const telling = /level|verbos|debug|limit|max|workers|threads|listen|port|dir|path|log|cache|interval|timeout/i;
const secret = /pass|secret|token|key|credential|auth|user|dsn|url|uri/i;

/** `name = value`, `name: value`, `name value;` of names that say how much, how loud and where. */
export function settingsIn(text: string): Setting[] {
  return text.split("\n").flatMap((line, at) => {
    const [, name = "", value = ""] =
      /^\s*([A-Za-z][\w.-]{0,99})(?:\s*[=:]\s*|\s+)("?[^\s#;"][^#;"]{0,298}"?)\s*;?\s*$/.exec(line) ?? [];
    if (name === "" || !telling.test(name) || secret.test(name)) return [];
    return [{ line: at + 1, name, value: value.trim(), text: line.trimStart().slice(0, 500) }];
  });
}

/** Tools that only read run with the agent's own rights. So each was looked at, and stands here; what is new is looked at first. */
import { describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { tools } from "./index.ts";

/** They read files and /proc by their own code, and change nothing. */
const inProcess = [
  "cron.list",
  "file.list",
  "file.read",
  "file.search",
  "file.stat",
  "metrics.now",
  "network.connections",
  "network.interfaces",
  "network.ports",
  "process.list",
  "process.tree",
  "system.disk",
  "system.info",
  "system.memory",
  "system.uptime",
  "system.users",
  "user.list",
];
/** They ask a daemon or the kernel, and send only what reads: over a socket, or by a program of its own with fixed words. */
const asks = [
  "change.preview",
  "config.show",
  "config.validate",
  "container.inspect",
  "container.list",
  "container.logs",
  "firewall.show",
  "service.explain",
  "git.status",
  "log.errors",
  "log.follow",
  "log.search",
  "network.certificate",
  "network.dns",
  "network.http",
  "network.ping",
  "package.list",
  "package.search",
  "system.updates",
  "service.list",
  "service.logs",
  "service.status",
];

const readers = tools.filter(({ access, where }) => access === "read" && where === "agent").map(({ name }) => name);
const here = import.meta.dir;

/** Its executor, and what of the tools that imports. */
function sourcesOf(name: string): string[] {
  const open = [join(here, `${name.replace(".", "/")}.run.ts`)];
  const found = new Map<string, string>();
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (found.has(path) || !existsSync(path) || !path.startsWith(here)) continue;
    const text = readFileSync(path, "utf8");
    found.set(path, text);
    for (const [, to = ""] of text.matchAll(/^import (?!type)[^;]*from "(\.[^"]+)"/gm))
      open.push(normalize(join(dirname(path), to)));
  }
  return [...found.values()];
}

describe("the tools that only read", () => {
  test("were each looked at", () => {
    expect(readers.toSorted(), "look at what it may change, then give it a line above").toEqual(
      [...inProcess, ...asks].toSorted(),
    );
  });

  test.each(inProcess.map((name) => [name] as const))("%s starts nothing, asks nobody and writes nothing", (name) => {
    const sources = sourcesOf(name);
    expect(sources.length).toBeGreaterThan(0);
    const acts =
      /\bspawn\(|unixHttp\(|\bfetch\(|\b(writeFile|appendFile|truncate|unlink|rename|mkdir|rmdir|chmod|chown|utimes|symlink|link|copyFile)(Sync)?\(|\brm(Sync)?\(|O_(WRONLY|RDWR|CREAT|TRUNC)|process\.kill/;
    expect(sources.filter((text) => acts.test(text))).toEqual([]);
  });
});

import {
  chmodSync,
  closeSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  realpathSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, test } from "bun:test";
import { scripted } from "../../../test/support/scripted-context.ts";
import { testWhere } from "../../../test/support/skip.ts";
import { forHtml } from "../../domain/untrusted.ts";
import { toolNamed } from "../index.ts";
import { refuseNotWalked, placesNotWalked } from "./looking.ts";
import { missingText, searchTable, type SearchInput } from "./search.ts";
import { globFits, run } from "./search.run.ts";
import { walk } from "./walk.ts";

const tool = toolNamed("file.search");
const ctx = scripted([], { nowMs: Date.now() });
/** A tree of its own with these files; names are paths in it. */
function tree(files: Record<string, string>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "search-")));
  chmodSync(root, 0o755);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content);
  }
  return root;
}
const search = async (input: SearchInput) => {
  const output = await run(input, ctx);
  expect(tool.output().safeParse(output).success).toBe(true);
  return output;
};
const names = async (input: SearchInput) =>
  (await search(input)).matches.map(({ path }) => forHtml(path).slice(input.path.length + 1)).toSorted();

describe("file.search", () => {
  test("finds by name, with stars and question marks, folders too", async () => {
    const path = tree({ "a/x.log": "", "a/b/y.log": "", "a/b/y.log.1": "", "x.logs/c": "" });
    expect(await names({ path, name: "*.log" })).toEqual(["a/b/y.log", "a/x.log"]);
    expect(await names({ path, name: "y.log.?" })).toEqual(["a/b/y.log.1"]);
    expect(await names({ path, name: "b" })).toEqual(["a/b"]);
  });

  test("finds by size and by age", async () => {
    const path = tree({ big: "x".repeat(2_000), small: "x", old: "x".repeat(2_000) });
    utimesSync(join(path, "old"), new Date(0), new Date(0));
    expect(await names({ path, overBytes: 1_000 })).toEqual(["big", "old"]);
    expect(await names({ path, overBytes: 1_000, newerThan: "1h" })).toEqual(["big"]);
    expect(run({ path, newerThan: "2026-13-45" }, ctx)).rejects.toMatchObject({ code: "bad_input" });
  });

  test("finds lines with a text, whatever its capitals", async () => {
    const path = tree({ "nginx.conf": "a\nb\n  Listen 80;\n", "other.txt": "listen 80", "image.png": "\0listen 80" });
    const output = await search({ path, name: "*.conf", text: "listen 80" });
    expect(searchTable(output).rows).toEqual([[join(path, "nginx.conf"), "3", "Listen 80;"]]);
    expect((await search({ path, text: "LISTEN 80" })).matches).toHaveLength(2);
  });

  test("tells a few lines of each file, and a long one around what was looked for", async () => {
    const path = tree({ many: "needle\n".repeat(50), long: `${"x".repeat(5_000)} needle ${"y".repeat(5_000)}` });
    const { matches } = await search({ path, text: "needle" });
    expect(matches).toHaveLength(6);
    const long = matches.find(({ path: at }) => forHtml(at).endsWith("long"));
    expect([forHtml(long?.text ?? matches[0]?.path ?? ("" as never)).includes("needle"), long?.line]).toEqual([
      true,
      1,
    ]);
  });

  test("reads no secrets, and no file that is private, and says how many it passed over", async () => {
    const path = tree({
      ".env": "password=1",
      id_rsa: "password",
      "tls.key": "password",
      notes: "password",
      "closed/a": "password",
      private: "password",
    });
    chmodSync(join(path, "closed"), 0o700);
    chmodSync(join(path, "private"), 0o600);
    const output = await search({ path, text: "password" });
    expect(output.matches.map(({ path: at }) => forHtml(at))).toEqual([join(path, "notes")]);
    expect([output.skipped, missingText(output)]).toEqual([5, "5 private entries were passed over"]);
  });

  test("tells nothing of what the machine's own policy is against", async () => {
    const path = tree({ "open/a": "needle", "denied/b": "needle" });
    const denies = (at: string): boolean => at.startsWith(join(path, "denied"));
    for (const how of [{ text: "needle" }, { name: "*" }, { largest: true }]) {
      const output = await run({ path, ...how }, { ...ctx, denies });
      expect(JSON.stringify(output.matches)).not.toContain("denied");
      expect([output.matches.length > 0, output.skipped]).toEqual([true, 1]);
    }
  });

  test("follows no link, and reads no pipe", async () => {
    const path = tree({ "a/real": "needle" });
    symlinkSync(path, join(path, "a", "loop"));
    symlinkSync("/etc/passwd", join(path, "passwd"));
    Bun.spawnSync(["mkfifo", join(path, "pipe")]);
    expect(await names({ path, text: "needle" })).toEqual(["a/real"]);
    expect((await search({ path, text: "root" })).matches).toEqual([]);
  });

  test("says that there are more than it was asked for", async () => {
    const path = tree(Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`f${at}`, ""])));
    const output = await search({ path, name: "f*", limit: 5 });
    expect([output.matches.length, output.truncated]).toEqual([5, true]);
    expect(tool.line(output)).toBe("more than 5 matches");
    expect((await search({ path, name: "f*", limit: 20 })).truncated).toBe(false);
  });

  test("never goes into what the kernel makes, nor to other machines", async () => {
    expect(run({ path: "/proc/self" }, ctx)).rejects.toMatchObject({ code: "not_supported" });
    expect([...placesNotWalked()]).toEqual(expect.arrayContaining(["/proc", "/sys"]));
    expect(() => refuseNotWalked("/mnt/nfs/a/b", new Set(["/mnt/nfs"]))).toThrow("on another machine");
  });

  test("needs a folder, and not both kinds of search", async () => {
    const path = tree({ a: "" });
    expect(run({ path: join(path, "a") }, ctx)).rejects.toMatchObject({ code: "not_supported" });
    expect(tool.input().safeParse({ path, text: "ab", largest: true }).success).toBe(false);
    for (const name of ["a/b", "a\0", "", "\u202ex"])
      expect(tool.input().safeParse({ path, name }).success).toBe(false);
  });
});

describe("the largest of a folder", () => {
  test("are its folders with all that is in them, and its files", async () => {
    const path = tree({ "var/log/app.log": "x".repeat(300_000), "var/small": "x", "opt/b": "x".repeat(100_000) });
    linkSync(join(path, "opt/b"), join(path, "opt/same"));
    const output = await search({ path, largest: true, limit: 4 });
    const told = output.matches.map(({ path: at }) => forHtml(at).slice(path.length + 1));
    expect(told).toEqual(["var", "var/log", "var/log/app.log", "opt"]);
    const [bytes = "0"] = Bun.spawnSync(["du", "-s", "-B1", path]).stdout.toString().split("\t");
    expect(output.totalBytes).toBe(Number(bytes));
    expect(tool.line(output)).toContain(`most of it in ${path}/var (`);
  });

  test("count what is private and tell no names in it", async () => {
    const path = tree({ "ann/letters/secret.txt": "x".repeat(300_000), open: "x" });
    chmodSync(join(path, "ann"), 0o700);
    const output = await search({ path, largest: true });
    expect(output.matches.map(({ path: at }) => forHtml(at).slice(path.length + 1))).toEqual(["ann", "open"]);
    expect(output.matches[0]?.sizeBytes).toBeGreaterThanOrEqual(300_000);
    expect(tool.level({ path: "/home", largest: true })).toBe(1);
  });

  testWhere(process.platform === "linux", "Linux")("come with removed files that a program still holds", async () => {
    const path = tree({ a: "" });
    const log = join(path, "gone.log");
    const file = openSync(log, "w");
    // Only the largest are told, and other tests of this process may hold removed files as well.
    writeSync(file, "x".repeat(48_000_000));
    unlinkSync(log);
    const { held = [] } = await search({ path, largest: true });
    closeSync(file);
    expect(held.find(({ path: at }) => forHtml(at) === log)).toMatchObject({ pid: process.pid });
  });
});

describe("a walk", () => {
  test("ends at its time and says that it is not whole", async () => {
    const path = tree(Object.fromEntries(Array.from({ length: 3_000 }, (_, at) => [`d${at % 30}/f${at}`, ""])));
    const limits = { untilMs: performance.now() - 1, signal: ctx.signal, mayPrivate: true };
    let seen = 0;
    const slow = () => {
      const untilMs = performance.now() + 1;
      while (performance.now() < untilMs);
      return ++seen > 0;
    };
    const walked = await walk(path, limits, { seen: slow });
    expect([walked.whole, walked.scanned === seen, seen < 3_000]).toEqual([false, true, true]);
  });

  test("that is cancelled stops", async () => {
    const path = tree(Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`f${at}`, ""])));
    const limits = { untilMs: Number.POSITIVE_INFINITY, signal: AbortSignal.abort(), mayPrivate: true };
    const slow = () => {
      const untilMs = performance.now() + 1;
      while (performance.now() < untilMs);
      return true;
    };
    expect(walk(path, limits, { seen: slow })).rejects.toThrow();
  });
});

test("a name with many stars is compared in no time", () => {
  expect(globFits("*a".repeat(120), "a".repeat(254))).toBe(true);
  expect(globFits(`${"*a".repeat(100)}b`, "a".repeat(255))).toBe(false);
  expect([globFits("*.log", "a.log.1"), globFits("?", "ab"), globFits("*", "")]).toEqual([false, false, true]);
});

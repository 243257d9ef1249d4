/** Assets over HTTP: names, encodings, caching. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeAssets } from "./assets.ts";

const dir = mkdtempSync(join(tmpdir(), "ailx-assets-"));
beforeAll(() => {
  for (const [name, text] of Object.entries({
    "app.1.css": "plain",
    "app.1.css.zst": "Z",
    "app.1.css.br": "B",
    "app.1.css.gz": "G",
    "f.2.woff2": "font",
  })) {
    writeFileSync(join(dir, name), text);
  }
});
afterAll(() => rmSync(dir, { recursive: true }));

const assets = makeAssets({
  dir,
  files: {
    "app.css": { file: "app.1.css", type: "text/css;charset=utf-8", encodings: ["zst", "br", "gz"] },
    "f.woff2": { file: "f.2.woff2", type: "font/woff2", encodings: [] },
  },
});
const get = (file: string, headers: Record<string, string> = {}) =>
  assets.answer(new Request(`http://hub/assets/${file}`, { headers }), file);

describe("an asset", () => {
  test("comes as zstd before brotli before gzip", async () => {
    const said = async (accepts: string) => await get("app.1.css", { "accept-encoding": accepts }).text();
    expect(await Promise.all(["gzip, br, zstd", "gzip, deflate, br", "gzip", "identity", ""].map(said))).toEqual([
      "Z",
      "B",
      "G",
      "plain",
      "plain",
    ]);
  });

  test("respects a refused encoding", async () => {
    expect(await get("app.1.css", { "accept-encoding": "zstd;q=0, br;q=0.5" }).text()).toBe("B");
  });

  test("names its encoding, type and cache life", () => {
    const { headers } = get("app.1.css", { "accept-encoding": "br" });
    expect(Object.fromEntries(headers)).toEqual({
      "content-encoding": "br",
      "content-type": "text/css;charset=utf-8",
      "cache-control": "public, max-age=31536000, immutable",
      etag: '"app.1.css.br"',
      vary: "Accept-Encoding",
      "x-content-type-options": "nosniff",
    });
  });

  test("is not sent again when unchanged", async () => {
    const again = get("app.1.css", { "accept-encoding": "br", "if-none-match": '"other", W/"app.1.css.br"' });
    expect([again.status, await again.text()]).toEqual([304, ""]);
  });

  test("that is compressed already goes as it is", async () => {
    const font = get("f.2.woff2", { "accept-encoding": "zstd, br" });
    expect([font.headers.get("content-encoding"), await font.text()]).toEqual([null, "font"]);
  });

  test("that was not built is not found, whatever its name", () => {
    for (const file of ["app.css", "../secret", "manifest.json", "app.1.css.br"]) {
      expect(() => get(file)).toThrow("no such file");
    }
  });
});

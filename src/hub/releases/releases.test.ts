import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { createHash } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Hono } from "hono";
import { AppError } from "../../domain/error.ts";
import type { HubEnv, Route } from "../http/route.ts";
import { makeReleases } from "./releases.ts";
import { releaseRoutes } from "./routes.ts";

const dir = mkdtempSync(join(tmpdir(), "releases-"));
const program = crypto.getRandomValues(new Uint8Array(60_000));
const sha256 = createHash("sha256").update(program).digest("hex");
writeFileSync(join(dir, "ailx-linux-x64"), program);
writeFileSync(join(dir, "secret"), "secret");

let server: Bun.Server<unknown>;
let url = "";
beforeAll(() => {
  const app = new Hono<HubEnv>();
  const route: Route = (key, handler) => void app.get(key.slice(4), handler);
  app.onError((error) => Response.json({}, { status: error instanceof AppError ? error.status : 500 }));
  releaseRoutes({
    route,
    releases: makeReleases({ dirs: [dir] }),
    version: "1.2.3",
    hubUrl: () => "https://hub.example.org",
  });
  server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: (request) => app.fetch(request) });
  url = `http://127.0.0.1:${server.port}`;
});
afterAll(() => server.stop(true));

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${url}${path}`, { headers });
const bytesOf = async (answer: Response) => new Uint8Array(await answer.arrayBuffer());

describe("the program for download", () => {
  test("comes whole, under its checksum", async () => {
    const answer = await get("/download/ailx-linux-x64");
    expect([answer.status, answer.headers.get("etag")]).toEqual([200, `"${sha256}"`]);
    expect(await bytesOf(answer)).toEqual(program);
  });

  test("is not sent again to one who has it", async () => {
    expect((await get("/download/ailx-linux-x64", { "if-none-match": `"x", "${sha256}"` })).status).toBe(304);
  });

  test("goes on where a download broke off", async () => {
    const rest = await get("/download/ailx-linux-x64", { range: "bytes=59000-", "if-range": `"${sha256}"` });
    expect([rest.status, rest.headers.get("content-range")]).toEqual([206, "bytes 59000-59999/60000"]);
    expect(await bytesOf(rest)).toEqual(program.subarray(59_000));
    expect(await bytesOf(await get("/download/ailx-linux-x64", { range: "bytes=-10" }))).toEqual(program.subarray(-10));
    expect(await bytesOf(await get("/download/ailx-linux-x64", { range: "bytes=1-2" }))).toEqual(
      program.subarray(1, 3),
    );
  });

  test("comes whole where it changed meanwhile or the range is odd", async () => {
    for (const headers of [
      { range: "bytes=5-", "if-range": '"old"' },
      { range: "bytes=0-1,4-5" },
      { range: "lines=1-2" },
      { range: "bytes=-" },
    ])
      expect((await get("/download/ailx-linux-x64", headers as Record<string, string>)).status).toBe(200);
    expect((await get("/download/ailx-linux-x64", { range: "bytes=60000-" })).status).toBe(416);
  });

  test("is the only thing that can be had", async () => {
    const wanted = [
      "secret",
      "..%2fsecret",
      "%2e%2e/secret",
      "..",
      ".",
      "%2fetc%2fpasswd",
      "ailx-linux-x64%00",
      "ailx-linux-x64%2f..%2fsecret",
      "a".repeat(9_000),
    ];
    for (const path of wanted) expect((await get(`/download/${path}`)).status).toBe(404);
  });

  test("of a platform that is not there is told", async () => {
    expect((await get("/download/ailx-linux-arm64")).status).toBe(404);
  });

  test("has another checksum once the file was replaced", async () => {
    const releases = makeReleases({ dirs: [dir] });
    writeFileSync(join(dir, "ailx-darwin-x64"), "one");
    const before = await releases.find("ailx-darwin-x64");
    writeFileSync(join(dir, "ailx-darwin-x64"), "two!");
    expect((await releases.find("ailx-darwin-x64"))?.sha256).not.toBe(before?.sha256);
  });
});

describe("the installer", () => {
  test("is served with this hub's address, version and checksums", async () => {
    const script = await (await get("/install.sh")).text();
    expect(script).toContain("hub=https://hub.example.org\n");
    expect(script).toContain("version=1.2.3\n");
    expect(script).toContain(`ailx-linux-x64 ${sha256}`);
    expect(script).not.toMatch(/@[A-Z]+@/);
  });
});

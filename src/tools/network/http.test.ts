import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { afterAll, describe, expect, test } from "bun:test";
import { scripted } from "../../../test/support/scripted-context.ts";
import { testWhere } from "../../../test/support/skip.ts";
import { forHtml } from "../../domain/untrusted.ts";
import { toolNamed } from "../index.ts";
import { httpFacts } from "./http.ts";
import { run } from "./http.run.ts";
import { hasOpenssl, makeCertificate } from "./testing/certificates.ts";

const tool = toolNamed("network.http");
const ctx = scripted([], { nowMs: Date.now() + 60_000 });
const seen: Request[] = [];
const site = Bun.serve({
  port: 0,
  hostname: "127.0.0.1",
  fetch: (request) => {
    seen.push(request);
    const { pathname } = new URL(request.url);
    const to = (location: string) => new Response(null, { status: 302, headers: { location } });
    if (pathname === "/moved") return to("/");
    if (pathname === "/round") return to("/round");
    if (pathname === "/file") return to("file:///etc/passwd");
    if (pathname === "/cloud") return to("http://169.254.169.254/latest/meta-data/");
    if (pathname === "/bad") return new Response("<h1>Bad Gateway</h1>", { status: 502, headers: { server: "nginx" } });
    if (pathname === "/big") return new Response("x".repeat(1_000_000));
    return new Response("ok", { headers: { "content-type": "text/plain" } });
  },
});
const at = (path: string): string => `http://127.0.0.1:${site.port}${path}`;
afterAll(() => site.stop(true));
const errorOf = async (url: string) => (await run({ url, timeoutMs: 2_000 }, ctx)).error?.kind;

describe("network.http", () => {
  test("tells status, times and the beginning of the answer", async () => {
    const output = await run({ url: at("/bad") }, ctx);
    expect(tool.output().safeParse(output).success).toBe(true);
    expect(output).toMatchObject({ status: 502, bodyBytes: 20 });
    expect([forHtml(output.server), forHtml(output.text)]).toEqual(["nginx", "<h1>Bad Gateway</h1>"]);
    expect(httpFacts(output)[0]).toEqual(["Answer", "status 502"]);
    expect(tool.line(output)).toMatch(/^status 502 in \d+ ms$/);
  });

  test("follows redirects, says where they ended, and not for ever", async () => {
    const output = await run({ url: at("/moved") }, ctx);
    expect([output.status, forHtml(output.redirectedTo ?? output.server)]).toEqual([200, at("/")]);
    expect(await errorOf(at("/round"))).toBe("redirects");
    expect(await errorOf(at("/file"))).toBe("redirects");
  });

  test("does not ask where clouds keep credentials, by whatever way", async () => {
    expect(await errorOf("http://169.254.169.254/latest/meta-data/")).toBe("forbidden");
    expect(await errorOf("http://2852039166/")).toBe("forbidden");
    expect(await errorOf("http://[::ffff:169.254.169.254]/")).toBe("forbidden");
    expect(await errorOf(at("/cloud"))).toBe("forbidden");
  });

  test("sends no credentials", async () => {
    seen.length = 0;
    await run({ url: at("/") }, ctx);
    expect([seen[0]?.headers.get("cookie"), seen[0]?.headers.get("authorization")]).toEqual([null, null]);
    for (const url of [`http://user:pass@127.0.0.1/`, "ftp://a/", "file:///etc/passwd", "http://a\nb/", "gopher://a"])
      expect(tool.input().safeParse({ url }).success).toBe(false);
  });

  test("says why nobody answered", async () => {
    expect(await errorOf("http://127.0.0.1:1/")).toBe("refused");
    expect(await errorOf("http://nope.invalid/")).toBe("dns");
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const address = silent.address();
    const port = typeof address === "object" ? address?.port : 0;
    const output = await run({ url: `http://127.0.0.1:${port}/`, timeoutMs: 500 }, ctx);
    expect(tool.line(output)).toBe(`127.0.0.1 did not answer on port ${port} in time.`);
    silent.close();
  });

  test("reads only the beginning of what is long", async () => {
    expect((await run({ url: at("/big") }, ctx)).bodyBytes).toBe(65_536);
  });

  test("is asked about where a URL could carry data away", () => {
    const riskOf = (url: string): string => tool.risk({ url }).risk;
    expect(riskOf("https://shop.example.com/health")).toBe("low");
    expect(riskOf("http://127.0.0.1:8080/health?full=1")).toBe("low");
    expect(riskOf("https://evil.example.com/?d=cm9vdDp4OjA6MA")).toBe("medium");
    expect(riskOf(`https://${"a".repeat(50)}.evil.example.com/`)).toBe("medium");
  });

  testWhere(hasOpenssl, "openssl")("tells what is wrong with the certificate, and asks all the same", async () => {
    const { pem, key } = makeCertificate({ name: "other.example", names: ["other.example"] });
    const tls = { cert: pem, key: readFileSync(key, "utf8") };
    const server = Bun.serve({ port: 0, hostname: "127.0.0.1", tls, fetch: () => new Response("ok") });
    const output = await run({ url: `https://127.0.0.1:${server.port}/` }, ctx);
    expect(output.status).toBe(200);
    expect(output.tls?.problems.map(forHtml)).toEqual(["it is not for 127.0.0.1", "it is self-signed"]);
    await server.stop(true);
  });
});

import { afterAll, describe, expect, test } from "bun:test";
import type { WebAccess } from "../../domain/webAccess.ts";
import { makeWeb } from "./requests.ts";

const seen: { method: string; path: string; headers: Headers; body: string }[] = [];
const site = Bun.serve({
  port: 0,
  hostname: "127.0.0.1",
  fetch: async (request) => {
    const { pathname, search } = new URL(request.url);
    seen.push({
      method: request.method,
      path: pathname + search,
      headers: request.headers,
      body: await request.text(),
    });
    const to = (location: string) => new Response(null, { status: 302, headers: { location } });
    if (pathname === "/moved") return to("/page");
    if (pathname === "/round") return to("/round");
    if (pathname === "/inside") return to("http://10.0.0.1/");
    if (pathname === "/cloud") return to("http://169.254.169.254/latest/");
    if (pathname === "/file") return to("file:///etc/passwd");
    if (pathname === "/big") return new Response("x".repeat(5 << 20), { headers: { "content-type": "text/plain" } });
    if (pathname === "/search")
      return Response.json({
        results: [{ title: "A", url: "https://a.example/", content: "text" }, { url: "javascript:1" }, 7],
      });
    if (pathname === "/html-search") return new Response("<html>no json</html>");
    return new Response("<title>Shop</title><p>Hello", { headers: { "content-type": "text/html" } });
  },
});
afterAll(() => site.stop(true));
const here = `127.0.0.1:${site.port}`;

const web = (access: Partial<WebAccess>, names: Record<string, string[]> = {}) =>
  makeWeb({
    access: () => ({ mode: "listed", hosts: [], ...access }),
    secret: ({ name, version }) => `${name}-${version}-value`,
    resolve: async (host) => names[host] ?? [host.replaceAll(/[[\]]/g, "")],
  });
const refusal = async (
  url: string,
  access: Partial<WebAccess>,
  names: Record<string, string[]> = {},
): Promise<unknown> =>
  web(access, names)
    .fetch(url)
    .catch((error: unknown) => error);
const forbidden = { code: "refused_by_policy" };

describe("the hub's requests", () => {
  test("are none while web access is off", async () => {
    expect(await refusal(`http://${here}/`, { mode: "off", hosts: [here] })).toMatchObject({
      code: "not_supported",
      hint: expect.stringContaining("Web access"),
    });
  });

  test("go to a host that is listed, in a private network too, and give the text of the page", async () => {
    const answer = await web({ hosts: [here] }).fetch(`http://${here}/moved`);
    expect(answer).toMatchObject({ status: 200, title: "Shop", text: "Hello", url: `http://${here}/page` });
    expect(seen.at(-1)?.headers.get("cookie")).toBeNull();
  });

  test("with every public address allowed reach nothing else, however it is written", async () => {
    const addresses = [
      "http://127.0.0.1/",
      "http://localhost/",
      "http://[::1]/",
      "http://0.0.0.0/",
      "http://2130706433/",
      "http://0x7f.1/",
      "http://0177.0.0.1/",
      "http://127.1/",
      "http://10.1.2.3/",
      "http://172.16.0.1/",
      "http://192.168.1.1/",
      "http://100.64.0.1/",
      "http://169.254.169.254/latest/meta-data/",
      "http://[fd00::1]/",
      "http://[fe80::1]/",
      "http://[::ffff:10.0.0.1]/",
      "http://[::ffff:7f00:1]/",
      "http://[64:ff9b::7f00:1]/",
      "http://[2002:7f00:1::]/",
      "http://[::]/",
      "http://224.0.0.1/",
    ];
    const codes = await Promise.all(
      addresses.map((url) => refusal(url, { mode: "public" }, { localhost: ["127.0.0.1", "::1"] })),
    );
    expect(codes.map((error, at) => [addresses[at], (error as { code?: string }).code])).toEqual(
      addresses.map((url) => [url, "refused_by_policy"]),
    );
  });

  test("are refused where one of a name's addresses is private, and for ports and protocols that are not meant", async () => {
    const mixed = { "evil.example": ["93.184.216.34", "10.0.0.1"] };
    expect(await refusal("http://evil.example/", { mode: "public" }, mixed)).toMatchObject(forbidden);
    expect(await refusal("http://1.1.1.1:22/", { mode: "public" })).toMatchObject(forbidden);
    expect(await refusal("ftp://1.1.1.1/", { mode: "public" })).toMatchObject(forbidden);
    expect(await refusal("http://user:pass@1.1.1.1/", { mode: "public" })).toMatchObject(forbidden);
  });

  test("go to the address that was judged: what the name leads to later does not matter", async () => {
    const answers = [["127.0.0.1"], ["10.0.0.1"]];
    let asked = 0;
    const rebinding = makeWeb({
      access: () => ({ mode: "listed", hosts: [`rebind.example:${site.port}`] }),
      secret: () => "",
      resolve: async () => answers[asked++] ?? [],
    });
    expect((await rebinding.fetch(`http://rebind.example:${site.port}/page`)).status).toBe(200);
    expect(asked).toBe(1);
  });

  test("behind a pattern may not lead into a private network", async () => {
    const names = { "a.corp.example": ["127.0.0.1"] };
    expect(await refusal("http://a.corp.example/", { hosts: ["*.corp.example"] }, names)).toMatchObject(forbidden);
    expect(await refusal("http://a.corp.example/", { mode: "public" }, names)).toMatchObject(forbidden);
  });

  test("never ask where clouds keep credentials, not even where that is listed", async () => {
    const hosts = ["169.254.169.254", "meta.example"];
    expect(await refusal("http://169.254.169.254/", { hosts })).toMatchObject(forbidden);
    expect(await refusal("http://meta.example/", { hosts }, { "meta.example": ["169.254.169.254"] })).toMatchObject(
      forbidden,
    );
  });

  test("judge each redirect anew, and follow few", async () => {
    for (const path of ["/inside", "/cloud", "/file"])
      expect(await refusal(`http://${here}${path}`, { hosts: [here] })).toMatchObject(forbidden);
    expect(await refusal(`http://${here}/round`, { hosts: [here] })).toMatchObject({ code: "tool_failed" });
  });

  test("read no more than 2 MiB", async () => {
    const { text, truncated } = await web({ hosts: [here] }).fetch(`http://${here}/big`);
    expect([text.length, truncated]).toEqual([2 << 20, true]);
  });

  test("that change something are sent once, with the secret, and their redirects are told and not followed", async () => {
    seen.length = 0;
    const answer = await web({ hosts: [here] }).request({
      method: "POST",
      url: `http://${here}/moved`,
      headers: { "Content-Type": "application/json" },
      body: '{"a":1}',
      secret: { name: "api-token", version: 3, header: "X-Key", prefix: "" },
    });
    expect([answer.status, answer.redirect]).toEqual([302, `http://${here}/page`]);
    expect(seen.map(({ method, body, headers }) => [method, body, headers.get("x-key")])).toEqual([
      ["POST", '{"a":1}', "api-token-3-value"],
    ]);
  });

  test("send no secret in the clear to a host that is not named", async () => {
    const asked = {
      method: "POST",
      url: "http://1.1.1.1/",
      headers: {},
      secret: { name: "a", version: 1, header: "X", prefix: "" },
    };
    expect(web({ mode: "public" }).request(asked)).rejects.toMatchObject(forbidden);
  });
});

describe("a search", () => {
  test("asks the engine that is set up, whose own host need not be listed", async () => {
    const found = await web({ searchUrl: `http://${here}/search?q={query}&format=json` }).search("a & b");
    expect(found).toEqual([{ title: "A", url: "https://a.example/", text: "text" }]);
    expect(seen.at(-1)?.path).toBe("/search?q=a%20%26%20b&format=json");
  });

  test("says that none is set up, and that one gives no JSON", async () => {
    expect(web({}).search("x")).rejects.toMatchObject({ code: "not_supported" });
    expect(web({ searchUrl: `http://${here}/html-search?q={query}` }).search("x")).rejects.toMatchObject({
      code: "output_invalid",
      hint: expect.stringContaining("format=json"),
    });
  });
});

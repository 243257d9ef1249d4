import { createServer, type Server } from "node:net";
import { afterAll, describe, expect, test } from "bun:test";
import { exchange, type Exchange } from "./httpExchange.ts";

const servers: Server[] = [];
afterAll(() => servers.forEach((server) => server.close()));

/** Says exactly these pieces to whoever connects, and leaves the connection open unless told otherwise. */
async function says(pieces: readonly string[], { closes = false } = {}): Promise<URL> {
  const server = createServer((socket) => {
    const speak = async () => {
      for (const piece of pieces) {
        socket.write(Buffer.from(piece, "latin1"));
        await Bun.sleep(5);
      }
      if (closes) socket.end();
    };
    socket.once("data", () => void speak());
    socket.on("error", () => {});
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return new URL(`http://shop.example:${typeof address === "object" ? address?.port : 0}/a?b=c`);
}
const ask = (url: URL, more: Partial<Exchange> = {}) =>
  exchange({ url, address: "127.0.0.1", timeoutMs: 2_000, maxBytes: 1_000, verify: true, ...more });
const bodyOf = async (pieces: readonly string[], more: Partial<Exchange> = {}) => {
  const { body, cut } = await ask(await says(pieces), more);
  return [Buffer.from(body).toString(), cut];
};

describe("an HTTP exchange", () => {
  test("speaks to the address that was chosen, in the name of the URL", async () => {
    const seen: string[] = [];
    const server = Bun.serve({
      port: 0,
      hostname: "127.0.0.1",
      fetch: async (request) => {
        seen.push(
          request.method,
          request.headers.get("host") ?? "",
          request.headers.get("x-a") ?? "",
          await request.text(),
        );
        return new Response("ok", { headers: { "content-type": "text/plain" } });
      },
    });
    const url = new URL(`http://shop.example:${server.port}/a?b=c`);
    const answer = await ask(url, {
      method: "POST",
      body: Buffer.from("größe"),
      headers: { "X-A": "1", Host: "other" },
    });
    expect([answer.status, answer.headers.get("content-type"), Buffer.from(answer.body).toString()]).toEqual([
      200,
      "text/plain",
      "ok",
    ]);
    expect(seen).toEqual(["POST", url.host, "1", "größe"]);
    await server.stop(true);
  });

  test("puts pieces together, whatever their bounds", async () => {
    const head = "HTTP/1.1 200 OK\r\n";
    expect(await bodyOf([head.slice(0, 9), `${head.slice(9)}Content-Le`, "ngth: 5\r\n\r", "\nhel", "lo"])).toEqual([
      "hello",
      false,
    ]);
    const chunked = `${head}Transfer-Encoding: chunked\r\n\r\n`;
    expect(await bodyOf([chunked, "3\r\nhel\r", "\n2;x=y\r\nlo\r\n0\r\n\r\n"])).toEqual(["hello", false]);
    expect(await bodyOf(["HTTP/1.1 100 Continue\r\n\r\n", `${head}Content-Length: 0\r\n\r\n`])).toEqual(["", false]);
    expect(await bodyOf([`${head}Content-Length: 9\r\n\r\n`], { method: "HEAD" })).toEqual(["", false]);
  });

  test("takes what came before the connection was closed", async () => {
    const { body, cut } = await ask(await says(["HTTP/1.0 200 OK\r\n\r\nhello"], { closes: true }));
    expect([Buffer.from(body).toString(), cut]).toEqual(["hello", false]);
    const short = await ask(await says(["HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello"], { closes: true }));
    expect(short.cut).toBe(true);
  });

  test("reads no more than it was told, and does not wait for the rest", async () => {
    const head = "HTTP/1.1 200 OK\r\n";
    expect(await bodyOf([`${head}\r\n`, "x".repeat(1_500)], { maxBytes: 10 })).toEqual(["xxxxxxxxxx", true]);
    expect(
      await bodyOf([`${head}Transfer-Encoding: chunked\r\n\r\nffffff\r\n${"x".repeat(20)}`], { maxBytes: 10 }),
    ).toEqual(["xxxxxxxxxx", true]);
  });

  test("refuses what is no HTTP, and waits for nobody for ever", async () => {
    expect(ask(await says(["SSH-2.0-OpenSSH_9.2\r\n\r\n"]))).rejects.toMatchObject({ code: "EPROTO" });
    expect(ask(await says(["x".repeat(70_000)]))).rejects.toMatchObject({ code: "EPROTO" });
    expect(ask(await says(["HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"]))).rejects.toMatchObject({
      code: "EPROTO",
    });
    expect(ask(await says([], { closes: true }))).rejects.toMatchObject({ code: "EPROTO" });
    expect(ask(await says([]), { timeoutMs: 50 })).rejects.toMatchObject({ code: "ETIMEDOUT" });
    expect(ask(await says([]), { signal: AbortSignal.timeout(20) })).rejects.toMatchObject({ code: "ABORT_ERR" });
  });

  test("sends no header that would become two", async () => {
    const url = await says([]);
    for (const [name, value] of [
      ["X-A", "1\r\nX-B: 2"],
      ["X-A\r\nX-B", "1"],
      ["X A", "1"],
    ] as const)
      expect(ask(url, { headers: { [name]: value } })).rejects.toThrow("is no header");
  });
});

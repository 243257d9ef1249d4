import { afterAll, describe, expect, test } from "bun:test";
import { createHash, createPublicKey } from "node:crypto";
import { connect, createServer } from "node:net";
import { makeCertificate, newTlsKey } from "../../hub/keys/selfMade.ts";
import { startProxy } from "../../../test/support/proxy.ts";
import { pinnedTls, type PinnedTls } from "./pin.ts";

const servers: Bun.Server<undefined>[] = [];
afterAll(() => Promise.all(servers.map((server) => server.stop(true))));

/** A hub with a certificate of its own, in a name that nobody uses to reach it. */
async function hub({ key = newTlsKey(), nowMs = Date.now(), port = 0 } = {}) {
  const cert = await makeCertificate({ key, names: ["hub.example.org"], nowMs });
  const seen = { requests: 0 };
  const server = Bun.serve({
    port,
    hostname: "127.0.0.1",
    tls: { cert, key: key.export({ type: "pkcs8", format: "pem" }) },
    fetch: (request, self) => {
      seen.requests += 1;
      return self.upgrade(request, { data: undefined }) ? undefined : new Response("hello");
    },
    websocket: { open: (socket) => void socket.send("hello"), message: () => {} },
  });
  servers.push(server);
  const tlsPin = createHash("sha256")
    .update(createPublicKey(key).export({ type: "spki", format: "der" }))
    .digest("base64");
  return { url: `https://127.0.0.1:${server.port}`, tlsPin, key, seen, server };
}

type Tls = { ca: string; checkServerIdentity?: PinnedTls["checkServerIdentity"] };

// The DOM's type of WebSocket hides what Bun's takes as its second argument.
const Client = WebSocket as unknown as new (url: string, options: { tls: Tls; proxy?: string }) => WebSocket;

const overSocket = (url: string, tls: Tls, proxy?: string) =>
  new Promise<string>((resolve) => {
    const socket = new Client(url.replace("https:", "wss:"), { tls, ...(proxy === undefined ? {} : { proxy }) });
    socket.addEventListener("message", ({ data }) => {
      resolve(String(data));
      socket.close();
    });
    socket.addEventListener("error", () => resolve("refused"));
  });
const overHttp = (url: string, tls: Tls) =>
  fetch(url, { tls }).then(
    (answer) => answer.text(),
    () => "refused",
  );
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => "trusted",
    (error: Error) => error.message,
  );

describe("a pinned hub", () => {
  test("is trusted by any name or address, for requests and sockets", async () => {
    const { url, tlsPin } = await hub();
    for (const host of ["127.0.0.1", "localhost"]) {
      const at = url.replace("127.0.0.1", host);
      const tls = await pinnedTls({ url: at, tlsPin });
      expect([await overHttp(at, tls), await overSocket(at, tls)]).toEqual(["hello", "hello"]);
    }
  });

  test("with another key is refused before anything is sent", async () => {
    const [real, rogue] = [await hub(), await hub()];
    expect(await refusal(pinnedTls({ url: rogue.url, tlsPin: real.tlsPin }))).toStartWith("wrong_pin");
    expect(rogue.seen.requests).toBe(0);
  });

  test("that is replaced between the look and the request is refused", async () => {
    const [real, rogue] = [await hub(), await hub()];
    const tls = await pinnedTls({ url: real.url, tlsPin: real.tlsPin });
    expect([await overHttp(rogue.url, tls), await overSocket(rogue.url, tls)]).toEqual(["refused", "refused"]);
    expect(rogue.seen.requests).toBe(0);
  });

  test("is trusted with a renewed certificate of the same key", async () => {
    const first = await hub();
    const renewed = await hub({ key: first.key, nowMs: Date.now() - 60_000 });
    const tls = await pinnedTls({ url: renewed.url, tlsPin: first.tlsPin });
    expect(await overHttp(renewed.url, tls)).toBe("hello");
  });

  test("is not replaced by a hub that every authority vouches for", async () => {
    // As with a public certificate: the system trusts it, and the pin still decides.
    const rogue = await hub();
    const vouched = { ca: (await pinnedTls({ url: rogue.url, tlsPin: rogue.tlsPin })).ca };
    const real = await hub();
    const { checkServerIdentity } = await pinnedTls({ url: real.url, tlsPin: real.tlsPin });
    expect(await overHttp(rogue.url, { ...vouched, checkServerIdentity })).toBe("refused");
    expect(await overSocket(rogue.url, { ...vouched, checkServerIdentity })).toBe("refused");
    expect(rogue.seen.requests).toBe(0);
  });

  test("with a pin of the wrong length is refused", async () => {
    const { url } = await hub();
    for (const tlsPin of ["", "AAAA"]) expect(await refusal(pinnedTls({ url, tlsPin }))).toStartWith("wrong_pin");
  });
});

describe("where no hub is", () => {
  test("a closed port is told in a sentence", async () => {
    const { url, tlsPin, server } = await hub();
    await server.stop(true);
    expect(await refusal(pinnedTls({ url, tlsPin }))).toStartWith("hub_unreachable");
  });

  test("a port that speaks something else is told", async () => {
    const plain = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response("plain") });
    servers.push(plain);
    expect(await refusal(pinnedTls({ url: `https://127.0.0.1:${plain.port}`, tlsPin: "AAAA" }))).toStartWith(
      "hub_unreachable",
    );
  });

  test("a port that says nothing is given up in time", async () => {
    const mute = createServer(() => {}).listen(0, "127.0.0.1");
    await new Promise((resolve) => mute.once("listening", resolve));
    const address = mute.address();
    const port = address !== null && typeof address === "object" ? address.port : 0;
    const held = connect(port, "127.0.0.1");
    expect(await refusal(pinnedTls({ url: `https://127.0.0.1:${port}`, tlsPin: "AAAA", timeoutMs: 200 }))).toContain(
      "no answer within 0.2 s",
    );
    held.destroy();
    mute.close();
  });
});

describe("a pinned hub behind a proxy", () => {
  const proxies: { close: () => void }[] = [];
  afterAll(() => proxies.forEach((proxy) => proxy.close()));
  const proxied = async () => {
    const proxy = await startProxy();
    proxies.push(proxy);
    return proxy;
  };

  test("is looked at, asked and connected to through it, with its password", async () => {
    const [{ url, tlsPin }, proxy] = [await hub(), await proxied()];
    const tls = await pinnedTls({ url, tlsPin, proxy: proxy.url });
    expect(await fetch(url, { tls, proxy: proxy.url }).then((answer) => answer.text())).toBe("hello");
    expect(await overSocket(url, { ...tls }, proxy.url)).toBe("hello");
    expect(proxy.asked).toEqual(Array.from({ length: 3 }, () => `CONNECT ${new URL(url).host} HTTP/1.1`));
  });

  test("with another key is refused there too", async () => {
    const [real, rogue, proxy] = [await hub(), await hub(), await proxied()];
    const look = pinnedTls({ url: rogue.url, tlsPin: real.tlsPin, proxy: proxy.url });
    expect(await refusal(look)).toStartWith("wrong_pin");
    expect(rogue.seen.requests).toBe(0);
  });

  test("that does not let us through is told by its address, without the password", async () => {
    const [{ url, tlsPin }, proxy] = [await hub(), await proxied()];
    const said = await refusal(pinnedTls({ url, tlsPin, proxy: proxy.bare.replace("//", "//ann:wrong@") }));
    expect(said).toContain(`through the proxy ${proxy.bare}, it said "HTTP/1.1 407`);
    expect(said).not.toContain("wrong@");
    proxy.close();
    expect(await refusal(pinnedTls({ url, tlsPin, proxy: proxy.bare }))).toContain(proxy.bare);
  });
});

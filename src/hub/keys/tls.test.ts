import { describe, expect, test } from "bun:test";
import { createHash, X509Certificate } from "node:crypto";
import { mkdtempSync, statSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { makeCertificate, newTlsKey } from "./selfMade.ts";
import { tlsFor, type HubTls } from "./tls.ts";

const dayMs = 86_400_000;
const nowMs = Date.parse("2026-11-21T00:00:00Z");
const clock = () => nowMs;
const newDir = () => mkdtempSync(join(tmpdir(), "hub-tls-"));
const open = (dataDir = newDir()) => ({
  dataDir,
  listen: { host: "0.0.0.0", port: 0 },
  insecureHttp: false,
  publicUrl: "https://ailx.example.org",
});

async function made(settings = open(), at = clock): Promise<HubTls> {
  const tls = await tlsFor(settings, at);
  if (!tls) throw new Error("no certificate");
  return tls;
}

async function files(names: string[], at = nowMs) {
  const dir = newDir();
  const key = newTlsKey();
  const certFile = join(dir, "a.crt");
  const keyFile = join(dir, "a.key");
  writeFileSync(certFile, await makeCertificate({ key, names, nowMs: at }));
  writeFileSync(keyFile, key.export({ type: "pkcs8", format: "pem" }));
  return { certFile, keyFile };
}

describe("the hub's certificate", () => {
  test("is none on loopback and with plain HTTP asked for", async () => {
    for (const host of ["127.0.0.1", "::1", "localhost"])
      expect(await tlsFor({ ...open(), listen: { host, port: 0 } }, clock)).toBeUndefined();
    expect(await tlsFor({ ...open(), insecureHttp: true }, clock)).toBeUndefined();
  });

  test("is self-made elsewhere, for every name of this computer", async () => {
    const tls = await made();
    for (const host of ["ailx.example.org", hostname(), "localhost", "127.0.0.1", "::1", "[::1]"])
      expect(tls.covers(host)).toBe(true);
    expect(tls.covers("elsewhere.example.org")).toBe(false);
  });

  test("has the pin that curl computes", async () => {
    const tls = await made();
    const spki = new X509Certificate(tls.cert).publicKey.export({ type: "spki", format: "der" });
    expect(tls.tlsPin).toBe(createHash("sha256").update(spki).digest("base64"));
  });

  test("is kept, with its key readable by its owner alone", async () => {
    const settings = open();
    const tls = await made(settings);
    expect((await made(settings)).cert).toBe(tls.cert);
    expect(statSync(join(settings.dataDir, "keys", "tls.key")).mode & 0o777).toBe(0o600);
  });

  test("is renewed 30 days before its end under the same pin", async () => {
    const settings = open();
    const first = await made(settings);
    const before = await made(settings, () => first.renewAtMs - dayMs);
    const after = await made(settings, () => first.renewAtMs + 1);
    expect(before.cert).toBe(first.cert);
    expect(after.cert).not.toBe(first.cert);
    expect(after.tlsPin).toBe(first.tlsPin);
    expect(after.renewAtMs).toBeGreaterThan(first.renewAtMs + 365 * dayMs);
  });

  test("is made anew, under the same pin, once the hub has another name", async () => {
    const settings = open();
    const first = await made(settings);
    const second = await made({ ...settings, publicUrl: "https://new.example.org" });
    expect([first.covers("new.example.org"), second.covers("new.example.org")]).toEqual([false, true]);
    expect(second.tlsPin).toBe(first.tlsPin);
  });

  test("is made anew where the file is damaged", async () => {
    const settings = open();
    const { tlsPin } = await made(settings);
    writeFileSync(join(settings.dataDir, "keys", "tls.crt"), "cut off");
    expect((await made(settings)).tlsPin).toBe(tlsPin);
  });

  test("is served", async () => {
    const tls = await made();
    const server = Bun.serve({
      port: 0,
      hostname: "127.0.0.1",
      tls: { cert: tls.cert, key: tls.key },
      fetch: () => new Response("ok"),
    });
    const answer = await fetch(`https://127.0.0.1:${server.port}/`, { tls: { ca: tls.cert } });
    expect(await answer.text()).toBe("ok");
    await server.stop(true);
  });
});

describe("a given certificate", () => {
  test("is served without a pin, on loopback too", async () => {
    const tls = await made({
      ...open(),
      listen: { host: "127.0.0.1", port: 0 },
      tls: await files(["hub.lan"]),
    } as ReturnType<typeof open>);
    expect([tls.tlsPin, tls.covers("hub.lan"), tls.covers("other.lan")]).toEqual([undefined, true, false]);
  });

  test("that cannot be used is told in a sentence", async () => {
    const a = await files(["hub.lan"]);
    const b = await files(["hub.lan"]);
    const old = await files(["hub.lan"], nowMs - 900 * dayMs);
    const refusal = (tls: typeof a) =>
      tlsFor({ ...open(), tls }, clock).then(
        () => "served",
        (error: Error) => error.message,
      );
    expect(await refusal({ ...a, keyFile: b.keyFile })).toContain("does not belong to the key");
    expect(await refusal(old)).toContain("ended on");
    expect(await refusal({ ...a, certFile: a.keyFile })).toContain("no certificate");
    expect(await refusal({ ...a, keyFile: a.certFile })).toContain("no private key");
    expect(await refusal({ ...a, certFile: "/nowhere" })).toContain("cannot be read");
  });
});

import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect } from "bun:test";
import { scripted } from "../../../test/support/scripted-context.ts";
import { testWhere } from "../../../test/support/skip.ts";
import { forHtml } from "../../domain/untrusted.ts";
import { toolNamed } from "../index.ts";
import { certificateFacts } from "./certificate.ts";
import { run } from "./certificate.run.ts";
import { hasOpenssl, makeCertificate, type Made } from "./testing/certificates.ts";

const tool = toolNamed("network.certificate");
const test = testWhere(hasOpenssl, "openssl");
const ctx = scripted([], { nowMs: Date.now() + 60_000 });
const stops: (() => void)[] = [];
afterAll(() => stops.forEach((stop) => stop()));

function serve(certificate: Made, ...more: Made[]): number {
  const cert = [certificate, ...more].map(({ pem }) => pem).join("");
  const key = readFileSync(certificate.key, "utf8");
  const server = Bun.serve({ port: 0, hostname: "127.0.0.1", tls: { cert, key }, fetch: () => new Response("ok") });
  stops.push(() => void server.stop(true));
  return server.port ?? 0;
}
const problems = async (input: Parameters<typeof run>[0]) => (await run(input, ctx)).problems.map(forHtml);
const refused = (path: string): Promise<unknown> => run({ path }, ctx).catch((error: unknown) => error);

describe("network.certificate", () => {
  test("tells names, days left and the chain that a server shows", async () => {
    const authority = makeCertificate({ name: "Example Root", days: 3_000 });
    const shop = makeCertificate({ name: "shop.example", names: ["shop.example", "*.shop.example"], of: authority });
    const output = await run({ host: "127.0.0.1", port: serve(shop, authority), name: "eu.shop.example" }, ctx);
    expect(tool.output().safeParse(output).success).toBe(true);
    expect(output.names.map(forHtml)).toEqual(["shop.example", "*.shop.example"]);
    expect([output.daysLeft, output.chain.map(({ subject }) => forHtml(subject))]).toEqual([89, ["CN=Example Root"]]);
    expect(output.problems.map(forHtml)).toEqual(["it is signed by an authority that this machine does not trust"]);
    expect(certificateFacts(output)).toContainEqual(["Signed by", "CN=Example Root"]);
  });

  test("says what is wrong: another name, few days, self-signed, a weak key", async () => {
    const old = makeCertificate({ name: "old.example", names: ["old.example"], days: 3, bits: 1_024 });
    const found = await problems({ host: "127.0.0.1", port: serve(old), name: "new.example" });
    expect(found[0]).toStartWith("it expires on ");
    expect(found.slice(1)).toEqual([
      "it has an RSA key of only 1024 bits",
      "it is not for new.example",
      "it is self-signed",
    ]);
  });

  test("says that one has expired", async () => {
    const { path } = makeCertificate({ name: "past.example", names: ["past.example"], days: 10 });
    const later = scripted([], { nowMs: Date.now() + 12 * 86_400_000 });
    const output = await run({ path }, later);
    expect(output.daysLeft).toBe(-3);
    expect(tool.line(output)).toStartWith("CN=past.example; expired 3 days ago; it expired on ");
  });

  test("reads a file with several, and notices a wrong order", async () => {
    const authority = makeCertificate({ name: "Example Root" });
    const shop = makeCertificate({ name: "shop.example", names: ["shop.example"], of: authority });
    const path = join(mkdtempSync(join(tmpdir(), "pem-")), "full.pem");
    writeFileSync(path, shop.pem + authority.pem);
    expect(await problems({ path, name: "shop.example" })).toEqual([]);
    writeFileSync(path, shop.pem + makeCertificate({ name: "Other Root" }).pem);
    expect(await problems({ path })).toEqual([
      "the chain is out of order: a certificate is not signed by the one after it",
    ]);
  });

  test("tells nothing of a file that is a key, a folder or not there", async () => {
    const { key } = makeCertificate({ name: "a.example" });
    expect(await refused(key)).toMatchObject({ code: "not_supported" });
    expect(String(await refused(key))).not.toContain("PRIVATE");
    expect(await refused("/tmp")).toMatchObject({ code: "not_supported" });
    expect(await refused("/tmp/no/such.pem")).toMatchObject({ code: "no_such_file" });
  });

  test("says why there is none: nobody listens, no TLS, no such name", async () => {
    const plain = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response("ok") });
    stops.push(() => void plain.stop(true));
    const error = (host: string, port: number): Promise<unknown> =>
      run({ host, port }, ctx).catch((cause: unknown) => cause);
    expect(await error("127.0.0.1", 1)).toMatchObject({ detail: "Nobody listens on port 1 of 127.0.0.1." });
    expect(await error("127.0.0.1", plain.port ?? 0)).toMatchObject({
      detail: expect.stringContaining("speaks no TLS"),
    });
    expect(await error("nope.invalid", 443)).toMatchObject({ detail: "The name nope.invalid has no address." });
    expect(await error("169.254.169.254", 443)).toMatchObject({ code: "refused_by_policy" });
  });

  test("takes a host or a path, and not both", () => {
    const takes = (input: object): boolean => tool.input().safeParse(input).success;
    expect([
      takes({}),
      takes({ host: "a", path: "/x" }),
      takes({ host: "-servername" }),
      takes({ path: "x.pem" }),
    ]).toEqual([false, false, false, false]);
  });
});

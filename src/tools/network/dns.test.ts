import { createSocket } from "node:dgram";
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { scripted } from "../../../test/support/scripted-context.ts";
import { forHtml } from "../../domain/untrusted.ts";
import { toolNamed } from "../index.ts";
import { dnsText } from "./dns.ts";
import { resolved, run } from "./dns.run.ts";

const tool = toolNamed("network.dns");
const ctx = scripted();
const server = createSocket("udp4");
let at = { address: "127.0.0.1", port: 0 };

/** Knows shop.example with two addresses and one mail server; no.example is there without any; the rest is not. */
function answerTo(query: Buffer): Buffer {
  const end = query.indexOf(0, 12);
  const labels: string[] = [];
  for (let from = 12; from < end; from += (query[from] ?? 0) + 1)
    labels.push(query.subarray(from + 1, from + 1 + (query[from] ?? 0)).toString());
  const name = labels.join(".");
  const type = query.readUInt16BE(end + 1);
  const question = query.subarray(12, end + 5);
  const record = (data: Buffer): Buffer =>
    Buffer.concat([Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 60, 0, data.length]), data]);
  const known: Record<string, Buffer[]> = {
    "shop.example 1": [Buffer.from([10, 0, 0, 7]), Buffer.from([10, 0, 0, 8])],
    "shop.example 15": [Buffer.from([0, 10, 4, 109, 97, 105, 108, 0xc0, 12])],
    "shop.example 16": [Buffer.from([9, ...Buffer.from("v=spf1 -a")])],
  };
  const records = (known[`${name} ${type}`] ?? []).map(record);
  const status = name === "fails.example" ? 2 : name === "shop.example" || name === "no.example" ? 0 : 3;
  const head = Buffer.from([query[0] ?? 0, query[1] ?? 0, 0x81, 0x80 | status, 0, 1, 0, records.length, 0, 0, 0, 0]);
  return Buffer.concat([head, question, ...records]);
}
beforeAll(async () => {
  server.on("message", (query, { port, address }) => server.send(answerTo(query), port, address));
  await new Promise<void>((resolve) => server.bind(0, "127.0.0.1", () => resolve()));
  at = { address: "127.0.0.1", port: server.address().port };
});
afterAll(() => server.close());
const ask = (name: string, type?: "A" | "MX" | "TXT" | "AAAA") =>
  resolved({ name, ...(type ? { type } : {}) }, ctx, [at]);

describe("network.dns", () => {
  test("asks the next server where one does not answer", async () => {
    const output = await resolved({ name: "shop.example" }, ctx, [{ address: "127.0.0.1", port: 1 }, at]);
    expect(output.answer).toBe("found");
  });

  test("tells records with their time to live", async () => {
    const output = await ask("shop.example");
    expect(tool.output().safeParse(output).success).toBe(true);
    expect(tool.table?.(output).rows).toEqual([
      ["shop.example", "A", "10.0.0.7", "60 s"],
      ["shop.example", "A", "10.0.0.8", "60 s"],
    ]);
    expect(dnsText(output)).toBe("10.0.0.7, 10.0.0.8");
    expect(forHtml((await ask("shop.example", "MX")).records[0]?.value ?? output.name)).toBe("10 mail.shop.example");
    expect(forHtml((await ask("shop.example", "TXT")).records[0]?.value ?? output.name)).toBe("v=spf1 -a");
  });

  test("tells a name that is not there from one without such a record, and from a server that fails", async () => {
    const answers = [ask("nope.example"), ask("no.example"), ask("fails.example")];
    expect((await Promise.all(answers)).map(({ answer }) => answer)).toEqual(["nxdomain", "none", "servfail"]);
    expect((await resolved({ name: "shop.example" }, ctx, [{ address: "127.0.0.1", port: 1 }])).answer).toBe(
      "unreachable",
    );
  });

  test("tells what programs of the machine get, from its hosts file too", async () => {
    const { local, servers } = await run({ name: "localhost" }, ctx);
    expect(local.map(forHtml)).toContain("127.0.0.1");
    expect(servers.length).toBeGreaterThanOrEqual(0);
  });

  test("takes an address for PTR, and no option for a name", async () => {
    expect(run({ name: "shop.example", type: "PTR" }, ctx)).rejects.toMatchObject({ code: "bad_input" });
    for (const name of ["-x", "a b", "a;b", "", "a\n"]) expect(tool.input().safeParse({ name }).success).toBe(false);
  });

  test("is asked about where a name could carry data away", () => {
    expect(tool.risk({ name: "shop.example.com" }).risk).toBe("low");
    expect(tool.risk({ name: `${"deadbeef".repeat(4)}.evil.example` }).risk).toBe("medium");
  });
});

import { afterEach, describe, expect, test } from "bun:test";
import { csvCell, exportStream } from "./export.ts";
import { filterFrom, timeIn } from "./filter.ts";
import { auditTrail, hub, work, type Trail } from "./testing/trail.ts";

let trail: Trail | undefined;
afterEach(async () => {
  await trail?.close();
  trail = undefined;
});

describe("a cell of the CSV", () => {
  test.each([
    ["=1+1", `"'=1+1"`],
    ["+cmd|' /C calc'!A0", `"'+cmd|' /C calc'!A0"`],
    ["-2", `"'-2"`],
    ["@SUM(A1)", `"'@SUM(A1)"`],
    ["  =1", `"'  =1"`],
    ["\t=1", `"'\t=1"`],
    ["\r=1", `"'\r=1"`],
    ["\0=1", `"'\0=1"`],
    ['say "hi", then\nleave', '"say ""hi"", then\nleave"'],
    ["plain", '"plain"'],
    ["", '""'],
  ])("%j is text to a spreadsheet", (text, cell) => {
    expect(csvCell(text)).toBe(cell);
  });
});

describe("the export", () => {
  test("is streamed in stretches, in the order of the trail", async () => {
    trail = await auditTrail();
    for (let from = 1; from <= 2_000; from += 250) await trail.write(work(from, 250));
    const stream = exportStream({
      store: trail.store,
      filter: {},
      kind: "csv",
      nameOf: (id) => id,
      publicKey: hub.publicKeySpki,
    });
    let chunks = 0;
    let text = "";
    for await (const chunk of stream) {
      chunks++;
      text += new TextDecoder().decode(chunk);
    }
    expect(chunks).toBe(5);
    expect(text.trimEnd().split("\r\n")).toHaveLength(2_001);
    expect(text.split("\r\n")[2_000]).toStartWith('"2000",');
  });
  test("of a part holds no checkpoints, for it cannot be verified", async () => {
    trail = await auditTrail();
    await trail.write(work(1, 10));
    await trail.keeper.checkpoint();
    const asked = {
      store: trail.store,
      kind: "jsonl",
      nameOf: (id: string) => id,
      publicKey: hub.publicKeySpki,
    } as const;
    const part = await new Response(exportStream({ ...asked, filter: { machineId: "m1" } })).text();
    expect(
      new Set(
        part
          .trim()
          .split("\n")
          .map((line) => /"kind":"(\w+)"/.exec(line)?.[1]),
      ),
    ).toEqual(new Set(["entry"]));
    const whole = await new Response(exportStream({ ...asked, filter: {} })).text();
    expect(whole).toContain('"kind":"checkpoint"');
  });
});

describe("a filter", () => {
  const none = (): string => "";
  test.each([
    ["2026-11-21", false, "2026-11-21T00:00:00.000Z"],
    ["2026-11-21", true, "2026-11-21T23:59:59.999Z"],
    ["2026-11-21T14:05", false, "2026-11-21T14:05:00.000Z"],
    ["2026-11-21T14:05+02:00", false, "2026-11-21T12:05:00.000Z"],
  ])("reads %s (end: %p)", (text, end, expected) => {
    expect(new Date(timeIn("from", text, { end }) ?? 0).toISOString()).toBe(expected);
  });
  test.each<Record<string, string>>([
    { from: "yesterday" },
    { from: "2026-13-40" },
    { cursor: "-1" },
    { cursor: "1e99" },
    { action: "'; DROP TABLE audit; --" },
    { text: "x".repeat(201) },
  ])("refuses %j", (query) => {
    expect(() => filterFrom(query, none)).toThrow(expect.objectContaining({ code: "validation" }));
  });
});

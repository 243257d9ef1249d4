/** Secrets of some two hundred shapes, collected apart from the patterns; and the same whatever pieces output comes in. */
import { describe, expect, test } from "bun:test";
import { knownForms } from "./known.ts";
import { Redactor } from "./redactor.ts";
import { benignText, randomFrom, type Random } from "./testing/benign.ts";
import { fieldSamples } from "./testing/field.ts";
import { seeded } from "./testing/seeded.ts";

const key = Buffer.from("a key of this test");
const around = (text: string): string =>
  `web-1 systemd[1]: Started session 41.\n${text}\n/dev/sda1  40G  11G  28G  29% /\n`;

function masked(text: string, sizes: () => number, known: string[] = []): string {
  const redactor = new Redactor({ key, known: knownForms(known) });
  const bytes = Buffer.from(text);
  const out: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const size = sizes();
    out.push(Buffer.from(redactor.push(bytes.subarray(at, at + size))));
    at += size;
  }
  return Buffer.concat([...out, redactor.end()]).toString();
}
const whole = (text: string, known?: string[]): string => masked(text, () => 1 << 30, known);

describe("a secret of the field", () => {
  test.each([1, 2, 3])("is masked, of 97 in 100 shapes and with what is around it left alone: seed %d", (seed) => {
    const samples = fieldSamples(randomFrom(seed));
    const missed = samples.filter(({ text, secrets }) => {
      const out = whole(around(text));
      return (
        !out.includes("Started session 41.\n") || !out.endsWith("29% /\n") || secrets.some((each) => out.includes(each))
      );
    });
    expect(missed.map(({ text }) => text).slice(Math.floor(samples.length * 0.03))).toEqual([]);
  });
});

const cuts = (r: Random): [string, () => number][] => [
  ...[1, 3, 7, 64, 255, 1_024, 4_096].map((size): [string, () => number] => [`of ${size}`, () => size]),
  ["of any size up to 40", () => 1 + r.int(40)],
  ["of any size up to 3,000", () => 1 + r.int(3_000)],
];

describe("output in pieces", () => {
  const r = randomFrom(20_261_122);
  const samples = [...fieldSamples(r), ...seeded(r, 5)].map(({ text }) => text);

  test.each(cuts(r))("%s is masked as it is whole, each sample by itself", (_name, sizes) => {
    for (const text of samples) expect(masked(around(text), sizes)).toBe(whole(around(text)));
  });

  test.each(cuts(r))(
    "%s is masked as it is whole, samples and other output mixed, also in long lines",
    (_name, sizes) => {
      const lines = benignText(20_000, 9).split("\n");
      for (let round = 0; round < 12; round++) {
        const glue = [["\n"], ["\n", " ", "\r\n"], [" ", ", ", ""], ["", "\t", String.raw`\n`]][round % 4] ?? ["\n"];
        const text = Array.from(
          { length: 60 },
          () => `${r.pick(r.int(2) === 0 ? samples : lines)}${r.pick(glue)}`,
        ).join("");
        const known = [r.hex(12), r.pick(samples).slice(0, 40)];
        expect(masked(text, sizes, known)).toBe(whole(text, known));
      }
    },
  );

  test.each(cuts(r))("%s is masked as it is whole, where values are longer than what is held", (_name, sizes) => {
    for (const [begin, end] of [
      ["DB_PASSWORD=", " x\nPASSWORD=hunter2\n"],
      ['"token": "', '", "b": 1}\n'],
      ["-----BEGIN PRIVATE KEY-----\n", "-----END PRIVATE KEY-----\nok\n"],
      ["etag ", " done password=hunter2x\n"],
    ] as const) {
      const text = `${begin}${r.hex(40_000)}${end}`;
      expect(masked(text, sizes)).toBe(whole(text));
    }
  });
});

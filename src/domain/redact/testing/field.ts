/** Secrets that nobody has, of the shapes of the field: one of each at least, and the same of the same seed. */
import type { Random } from "./benign.ts";
import { shapes } from "./fieldShapes.ts";

/** `secrets`: the lines of it, where it has several. */
export type Sample = { format: string; text: string; secrets: string[] };

const upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const lower = "abcdefghijklmnopqrstuvwxyz";
const digits = "0123456789";
const plain = upper + lower + digits;
const alphabets: Readonly<Record<string, string>> = {
  up: upper,
  lo: lower,
  dg: digits,
  nz: "123456789",
  an: plain,
  hex: "0123456789abcdef",
  HEX: "0123456789ABCDEF",
  b64: `${plain}+/`,
  url: `${plain}-_`,
  crypt: `${plain}./`,
  b32: `${upper}234567`,
  lodg: lower + digits,
  updg: upper + digits,
  bech: "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L",
};
const names = [
  "Kranich",
  "lantern",
  "Moss",
  "copper",
  "Tundra",
  "velvet",
  "Otter",
  "harbor",
  "quartz",
  "Falke",
] as const;

const of = (r: Random, alphabet: string, length: number): string =>
  Array.from({ length }, () => alphabet.charAt(r.int(alphabet.length))).join("");
const bytesOf = (r: Random, count: number): string =>
  Buffer.from(Array.from({ length: count }, () => r.int(256))).toString("base64");
const encoded = (text: string): string => Buffer.from(text).toString("base64url");

const passwords: readonly ((r: Random) => string)[] = [
  (r) => of(r, plain, 16),
  (r) => `${r.pick(names)}-${r.pick(names)}-${10 + r.int(89)}`,
  (r) => `${of(r, plain, 12)}${r.pick(["!", "*", "+", "."])}${of(r, plain, 5)}`,
  (r) => r.hex(32),
  (r) => `${r.pick(names)}${2019 + r.int(8)}!`,
  (r) => of(r, `${plain}-_`, 22),
];

/** What stands for `{name a b}`. */
const made: Readonly<Record<string, (r: Random, a: string, b: string, c: string) => string>> = {
  pw: (r) => r.pick(passwords)(r),
  word: (r) => (r.int(2) === 0 ? of(r, plain, 18) : `${r.pick(names)}_${r.pick(names)}${r.int(999)}`),
  bytes: (r, count) => bytesOf(r, Number(count)),
  uuid: (r) => `${r.hex(8)}-${r.hex(4)}-4${r.hex(3)}-a${r.hex(3)}-${r.hex(12)}`,
  pair: (r, user) => Buffer.from(`${user}${r.pick(passwords)(r)}`).toString("base64"),
  jwt: (r) =>
    [
      encoded('{"alg":"HS256","typ":"JWT"}'),
      encoded(JSON.stringify({ sub: "app", iat: 1_790_000_000 + r.int(9e6), jti: r.hex(12) })),
      of(r, `${plain}-_`, 43),
    ].join("."),
  key: (r, count, way) =>
    (bytesOf(r, Number(count)).match(/.{1,64}/g) ?? []).join(
      way === "escaped" ? String.raw`\n` : way === "indented" ? "\n    " : "\n",
    ),
  card: (r, first, length, mark) => {
    const body = first + of(r, digits, Number(length) - 1 - first.length);
    const sum = body
      .split("")
      .toReversed()
      .reduce((all, digit, at) => {
        const value = Number(digit) * (at % 2 === 0 ? 2 : 1);
        return all + (value > 9 ? value - 9 : value);
      }, 0);
    const number = `${body}${(10 - (sum % 10)) % 10}`;
    return mark ? number.replaceAll(/(.{4})(?=.)/g, `$1${mark === "+" ? " " : mark}`) : number;
  },
};

const hole = new RegExp(
  String.raw`\{(${[...Object.keys(alphabets), ...Object.keys(made)].join("|")})(?: ([^ {}"]+))?(?: ([^ {}"]+))?(?: ([^ {}"]+))?\}`,
  "g",
);

function sampleOf(r: Random, format: string, shape: string): Sample {
  const full = shape.replaceAll(hole, (_all, name: string, a?: string, b?: string, c?: string) => {
    const alphabet = alphabets[name];
    return alphabet ? of(r, alphabet, Number(a)) : (made[name]?.(r, a ?? "", b ?? "", c ?? "") ?? "");
  });
  const secrets = [...full.matchAll(/«([^»]*)»/g)].flatMap(([, secret = ""]) => secret.split(/\n\s*|\\n/));
  // The last line of a key may be too short to tell anything.
  const told = secrets.length > 3 ? secrets.filter((secret) => secret.length >= 12) : secrets;
  return { format, text: full.replaceAll(/[«»]/g, ""), secrets: told };
}

/** One of each shape. */
export const fieldSamples = (r: Random): Sample[] =>
  Object.entries(shapes).flatMap(([format, each]) => each.map((shape) => sampleOf(r, format, shape)));

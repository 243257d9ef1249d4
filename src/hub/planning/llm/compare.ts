/** Whether a number that somebody says is one that was read: rounded, cut, in other units, or worked out from two on one line. */
import { quantitiesIn, type Kind, type Quantity } from "./quantities.ts";

export type Numbers = { all: Quantity[]; low: string; shares: number[]; sizes: number[] };
export type When = { nowMs: number; timeZone?: string };

/** More of one source is not read for this. */
const mostChars = 100_000;

export function numbersIn(text: string): Numbers {
  const some = text.slice(0, mostChars);
  const shares: number[] = [];
  const sizes: number[] = [];
  for (const together of belonging(some)) {
    const each = quantitiesIn(together).flatMap(({ kind, value }) => (kind === "bytes" ? [value] : []));
    if (each.length < 2 || each.length > 12) continue;
    for (const a of each)
      for (const b of each) {
        if (a <= b && b > 0) shares.push((a / b) * 100);
        if (a > b) sizes.push(a - b);
      }
  }
  return { all: quantitiesIn(some), low: some.toLowerCase(), shares, sizes };
}

/** Each item of a list by itself, and the single fields of a result together: they are of one thing. */
function belonging(text: string): string[] {
  const lines = text.split("\n").filter((line) => line.length <= 2_000);
  const fields = lines.filter((line) => /^[A-Za-z_]\w*: /.test(line)).slice(0, 40);
  return [...lines.filter((line) => line.includes("=")), fields.join("\n")];
}

/** `roughly`: the words say that it is no exact number. */
export function isSeen(claim: Quantity, seen: Numbers, { when, roughly }: { when: When; roughly: boolean }): boolean {
  if (stands(claim.text, seen.low)) return true;
  if (/^\d{1,3}(?:\.\d{3})+$/.test(claim.text) && stands(claim.text.replaceAll(".", ""), seen.low)) return true;
  const { kind } = claim;
  if (kind === "version" || kind === "address") return false;
  // Rounded to the nearest, or cut.
  const near = (said: number, read: number, unit = claim.unit): boolean => {
    const more = read - said;
    const most = Math.abs(read) * (roughly ? 0.15 : 1e-9);
    return Math.abs(more) <= most || (more >= -0.500_001 * unit && more < 0.999_999 * unit);
  };
  const fits = (read: Quantity): boolean => (like[kind] ?? plainly)(claim, read, { near, when });
  if (seen.all.some(fits)) return true;
  if (kind === "percent") return seen.shares.some((share) => near(claim.value, share));
  return (
    kind === "bytes" && sizesOf(claim).some(({ value, unit }) => seen.sizes.some((size) => near(value, size, unit)))
  );
}

type Near = (said: number, read: number, unit?: number) => boolean;
type Like = (claim: Quantity, read: Quantity, how: { near: Near; when: When }) => boolean;

/** The number in front, whatever it counts. */
const face = ({ text }: Quantity): number => Number(/\d+(?:[.,]\d+)?/.exec(text)?.[0].replace(",", ".") ?? Number.NaN);

const plainly: Like = (claim, read, { near }) =>
  (read.kind === "plain" && isOfSignal(claim.value, read.value)) ||
  (read.kind === "plain" ? near(claim.value, read.value) : timeless.has(read.kind) && near(claim.value, face(read)));
/** An exit status above 128 is a signal, as everybody explains. */
const isOfSignal = (said: number, read: number): boolean =>
  read > 128 && read < 193 && (said === 128 || said === read - 128);
const timeless = new Set<Kind>(["percent", "bytes", "ms"]);

const like: Partial<Record<Kind, Like>> = {
  percent: (claim, read, { near }) => {
    if (read.kind === "percent") return near(claim.value, read.value) || near(claim.value, 100 - read.value);
    // A share is often written without saying so.
    return (
      read.kind === "plain" &&
      (near(claim.value, read.value) || (read.value <= 1 && read.unit < 1 && near(claim.value, read.value * 100)))
    );
  },
  bytes: (claim, read, { near }) => {
    const exactly = /[kmgtp]i/i.test(read.text) || read.key !== undefined;
    const sizes =
      read.kind === "bytes"
        ? sizesOf(read).slice(0, exactly ? 1 : 2)
        : read.kind === "plain"
          ? asSizes(read.value)
          : [];
    return sizesOf(claim).some(({ value, unit }) => sizes.some((size) => near(value, size.value, unit)));
  },
  ms: (claim, read, { near, when: { nowMs } }) => {
    if (read.kind === "ms") return near(claim.value, read.value);
    if (read.kind === "moment") return near(claim.value, nowMs - read.value);
    return read.kind === "plain" && (near(claim.value, read.value) || near(claim.value, read.value * 1_000));
  },
  moment: (claim, read, { when }) =>
    read.kind === "moment" &&
    [0, offsetMs(read.value, when)].some((offset) => Math.abs(claim.value - offset - read.value) <= claim.unit),
  clock: (claim, read, { when }) =>
    minutesOf(read, when).some(
      (minutes) => Math.abs(((claim.value - minutes + 720 + 1_440) % 1_440) - 720) <= claim.unit,
    ),
  day: (claim, read, { when }) =>
    daysOf(read, when).some((day) =>
      claim.value < 10_000 || day < 10_000 ? claim.value % 10_000 === day % 10_000 : claim.value === day,
    ),
};

/** 4 GB is 4 GiB to many people, and 4,000 million bytes to others. */
function sizesOf({ value, unit, text }: Quantity): { value: number; unit: number }[] {
  const power = Math.round(Math.log(Math.max(1, value / Math.max(face({ text } as Quantity), 1e-9))) / Math.log(1_024));
  const decimal = (1_000 / 1_024) ** power;
  return [
    { value, unit },
    { value: value * decimal, unit: unit * decimal },
  ];
}
/** Columns of df and of /proc count in KiB. */
const asSizes = (value: number) => [1, 1_024, 1_024 ** 2].map((unit) => ({ value: value * unit }));

const minutesOf = (read: Quantity, when: When): number[] => {
  if (read.kind === "moment")
    return [0, offsetMs(read.value, when)].map((offset) => Math.floor((read.value + offset) / 60_000) % 1_440);
  return read.kind === "clock" ? [read.value, read.value + offsetMs(when.nowMs, when) / 60_000] : [];
};

const daysOf = (read: Quantity, when: When): number[] => {
  if (read.kind === "day") return [read.value];
  if (read.kind !== "moment") return [];
  return [0, offsetMs(read.value, when)].map((offset) => {
    const at = new Date(read.value + offset);
    return at.getUTCFullYear() * 10_000 + (at.getUTCMonth() + 1) * 100 + at.getUTCDate();
  });
};

/** How far the person's clocks are ahead of UTC then. */
function offsetMs(atMs: number, { timeZone }: When): number {
  if (timeZone === undefined || Math.abs(atMs) > 1e14) return 0;
  const name = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" })
    .formatToParts(atMs)
    .find(({ type }) => type === "timeZoneName")?.value;
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(name ?? "") ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours ?? 0) * 3_600_000 + Number(minutes ?? 0) * 60_000);
}

/** As it is written, and no part of a longer number. */
export const stands = (text: string, low: string): boolean => {
  const wanted = text
    .toLowerCase()
    .replace(/^v(?=\d)/, "")
    .replace(/[.,:;]+$/, "");
  // Two digits alone are a part of every time of day.
  if (/^\d{1,3}$/.test(wanted)) return false;
  for (let at = low.indexOf(wanted); at >= 0; at = low.indexOf(wanted, at + 1)) {
    const before = low.slice(Math.max(0, at - 2), at);
    const after = low.slice(at + wanted.length, at + wanted.length + 2);
    if (!/\d[.,]?$/.test(before) && !/^\d/.test(after)) return true;
  }
  return false;
};

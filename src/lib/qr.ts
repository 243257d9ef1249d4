/**
 * A QR code of a short text: bytes, error correction M, versions 1 to 10 (213 bytes), the mask with the fewest
 * penalties. Written by ISO/IEC 18004; a package would be fifty times the size of what one page needs.
 */

/** Rows of dark (true) and light modules. Throws `RangeError` where the text is too long. */
export function qrModules(text: string): boolean[][] {
  const bytes = new TextEncoder().encode(text);
  const version = eccPerBlock.findIndex((_, at) => at > 0 && dataCodewords(at) - (at < 10 ? 2 : 3) >= bytes.length);
  if (version < 1) throw new RangeError(`${bytes.length} bytes are too many for a QR code of version 10`);
  const codewords = withCorrection(dataOf(bytes, version), version);
  const drawn = Array.from({ length: 8 }, (_, mask) => draw({ version, codewords, mask }));
  return drawn.reduce((best, each) => (penalty(each) < penalty(best) ? each : best));
}

/** An SVG with a quiet zone, dark on white whatever the page looks like. */
export function qrSvg(text: string): string {
  const modules = qrModules(text);
  const size = modules.length + 8;
  const path = modules.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + 4} ${y + 4}h1v1h-1z` : ""))).join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path fill="#000" d="${path}"/></svg>`;
}

// By version; the first entry stands for none.
const eccPerBlock = [0, 10, 16, 26, 18, 24, 16, 18, 22, 22, 26];
const blocksOf = [0, 1, 1, 1, 2, 2, 4, 4, 4, 5, 5];
const levelBits = 0b00; // M

const alignAt = (version: number): number[] => {
  if (version === 1) return [];
  const last = version * 4 + 10;
  return version < 7 ? [6, last] : [6, (6 + last) / 2, last];
};

function rawCodewords(version: number): number {
  const aligns = alignAt(version).length;
  const fixed = version === 1 ? 0 : (25 * aligns - 10) * aligns - 55;
  return Math.floor(((16 * version + 128) * version + 64 - fixed - (version >= 7 ? 36 : 0)) / 8);
}
const dataCodewords = (version: number): number =>
  rawCodewords(version) - (eccPerBlock[version] ?? 0) * (blocksOf[version] ?? 0);

function dataOf(bytes: Uint8Array, version: number): number[] {
  const room = dataCodewords(version);
  let bits = "0100" + bytes.length.toString(2).padStart(version < 10 ? 8 : 16, "0");
  for (const byte of bytes) bits += byte.toString(2).padStart(8, "0");
  bits += "0".repeat(Math.min(4, room * 8 - bits.length));
  bits = bits.padEnd(Math.ceil(bits.length / 8) * 8, "0");
  const words = (bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2));
  for (let pad = 0xec; words.length < room; pad ^= 0xec ^ 0x11) words.push(pad);
  return words;
}

/** Split into blocks, each with its Reed-Solomon remainder, and woven together. */
function withCorrection(data: readonly number[], version: number): number[] {
  const blocks = blocksOf[version] ?? 1;
  const ecc = eccPerBlock[version] ?? 0;
  const short = Math.floor(rawCodewords(version) / blocks) - ecc;
  const longFrom = blocks - (rawCodewords(version) % blocks);
  const divisor = divisorOf(ecc);
  let at = 0;
  const parts = Array.from({ length: blocks }, (_, index) => {
    const words = data.slice(at, (at += short + (index < longFrom ? 0 : 1)));
    return { words, rest: remainderOf(words, divisor) };
  });
  const woven: number[] = [];
  for (let n = 0; n <= short; n++) for (const { words } of parts) if (n < words.length) woven.push(words[n] ?? 0);
  for (let n = 0; n < ecc; n++) for (const { rest } of parts) woven.push(rest[n] ?? 0);
  return woven;
}

/** In GF(2^8) by x^8 + x^4 + x^3 + x^2 + 1. */
function times(x: number, y: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d);
    product ^= ((y >>> bit) & 1) * x;
  }
  return product;
}

function divisorOf(degree: number): number[] {
  const divisor = [...Array.from({ length: degree - 1 }, () => 0), 1];
  let root = 1;
  for (let n = 0; n < degree; n++) {
    for (let i = 0; i < degree; i++) divisor[i] = times(divisor[i] ?? 0, root) ^ (divisor[i + 1] ?? 0);
    root = times(root, 2);
  }
  return divisor;
}

function remainderOf(words: readonly number[], divisor: readonly number[]): number[] {
  const rest = divisor.map(() => 0);
  for (const word of words) {
    const factor = word ^ (rest.shift() ?? 0);
    rest.push(0);
    divisor.forEach((part, at) => (rest[at] = (rest[at] ?? 0) ^ times(part, factor)));
  }
  return rest;
}

type Canvas = {
  size: number;
  dark: boolean[][];
  fixed: boolean[][];
  set: (x: number, y: number, dark: boolean) => void;
};

function canvasOf(version: number): Canvas {
  const size = version * 4 + 17;
  const grid = () => Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  const [dark, fixed] = [grid(), grid()];
  const set = (x: number, y: number, on: boolean): void => {
    const [row, held] = [dark[y], fixed[y]];
    if (!row || !held || x < 0 || x >= size) return;
    row[x] = on;
    held[x] = true;
  };
  return { size, dark, fixed, set };
}

function draw({ version, codewords, mask }: { version: number; codewords: number[]; mask: number }): boolean[][] {
  const canvas = canvasOf(version);
  drawPatterns(canvas, version);
  drawFormat(canvas, mask);
  drawWords(canvas, codewords, mask);
  return canvas.dark;
}

function drawPatterns({ size, set }: Canvas, version: number): void {
  for (let n = 0; n < size; n++) {
    set(6, n, n % 2 === 0);
    set(n, 6, n % 2 === 0);
  }
  for (const [x, y] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const)
    for (let dy = -4; dy <= 4; dy++)
      for (let dx = -4; dx <= 4; dx++) {
        const ring = Math.max(Math.abs(dx), Math.abs(dy));
        set(x + dx, y + dy, ring !== 2 && ring !== 4);
      }
  const aligns = alignAt(version);
  for (const x of aligns)
    for (const y of aligns) {
      // The three corners belong to the finders.
      if ((x === 6 && (y === 6 || y === size - 7)) || (x === size - 7 && y === 6)) continue;
      for (let dy = -2; dy <= 2; dy++)
        for (let dx = -2; dx <= 2; dx++) set(x + dx, y + dy, Math.max(Math.abs(dx), Math.abs(dy)) !== 1);
    }
  if (version < 7) return;
  let rest = version;
  for (let n = 0; n < 12; n++) rest = (rest << 1) ^ ((rest >>> 11) * 0x1f25);
  const bits = (version << 12) | rest;
  for (let n = 0; n < 18; n++) {
    const on = ((bits >>> n) & 1) !== 0;
    const [a, b] = [size - 11 + (n % 3), Math.floor(n / 3)];
    set(a, b, on);
    set(b, a, on);
  }
}

function drawFormat({ size, set }: Canvas, mask: number): void {
  const data = (levelBits << 3) | mask;
  let rest = data;
  for (let n = 0; n < 10; n++) rest = (rest << 1) ^ ((rest >>> 9) * 0x537);
  const bits = ((data << 10) | rest) ^ 0x5412;
  const on = (n: number): boolean => ((bits >>> n) & 1) !== 0;
  for (let n = 0; n <= 5; n++) set(8, n, on(n));
  set(8, 7, on(6));
  set(8, 8, on(7));
  set(7, 8, on(8));
  for (let n = 9; n < 15; n++) set(14 - n, 8, on(n));
  for (let n = 0; n < 8; n++) set(size - 1 - n, 8, on(n));
  for (let n = 8; n < 15; n++) set(8, size - 15 + n, on(n));
  set(8, size - 8, true);
}

const masks: ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_x, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/** In pairs of columns from the right, up and down in turn, around what is fixed; masked on the way. */
function drawWords({ size, dark, fixed }: Canvas, words: readonly number[], mask: number): void {
  const flips = masks[mask] ?? (() => false);
  let bit = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step++)
      for (const x of [right, right - 1]) {
        const y = ((right + 1) & 2) === 0 ? size - 1 - step : step;
        const row = dark[y];
        if (!row || fixed[y]?.[x] === true) continue;
        const on = (((words[bit >>> 3] ?? 0) >>> (7 - (bit & 7))) & 1) !== 0;
        row[x] = on !== flips(x, y);
        bit++;
      }
  }
}

/** Long runs, squares, what looks like a finder, and more of one colour than of the other. */
function penalty(modules: readonly boolean[][]): number {
  const columns = modules.map((_, x) => modules.map((row) => row[x] === true));
  let sum = 0;
  for (const line of [...modules, ...columns]) {
    const text = line.map((dark) => (dark ? "1" : "0")).join("");
    for (const run of text.match(/0{5,}|1{5,}/g) ?? []) sum += run.length - 2;
    for (let at = 0; at + 11 <= text.length; at++)
      if (["10111010000", "00001011101"].includes(text.slice(at, at + 11))) sum += 40;
  }
  let dark = 0;
  modules.forEach((row, y) =>
    row.forEach((on, x) => {
      if (on) dark++;
      const next = modules[y + 1];
      if (next && x + 1 < row.length && row[x + 1] === on && next[x] === on && next[x + 1] === on) sum += 3;
    }),
  );
  return sum + Math.floor(Math.abs((dark * 20) / modules.length ** 2 - 10)) * 10;
}

/** How fast output is looked through for secrets, by processor time, beside looking for one word in it; and that nothing benign is hit. */
import { join } from "node:path";
import { Redactor } from "../src/domain/redact/redactor.ts";
import { benignText } from "../src/domain/redact/testing/benign.ts";
import type { Bench } from "./lib/kit.ts";

const rounds = 5;
const chunkBytes = 64 << 10;
const bytes = 8 << 20;
const key = Buffer.from("a key of the bench");

const texts = {
  "logs and lists, dense with words like password": () => Buffer.from(benignText(bytes, 7)),
  "lines of numbers": () => Buffer.from(Array.from({ length: 900_000 }, (_, n) => n + 1_000_000).join("\n")),
} as const;

export const redactBench: Bench = {
  name: "redact",
  about: "looking for secrets in output without any, with the compiler and as agents run, beside a search for one word",
  run: async (kit) => {
    for (const [name, text] of Object.entries(texts)) {
      const about = { n: 1, metric: "rate", unit: "MB/s" };
      const floor = kit.figure({ ...about, subject: `floor one word, ${name}` }, rates(text(), oneWord));
      kit.row({
        name: `secrets looked for in ${name}`,
        ours: kit.figure({ ...about, subject: `ailx, ${name}` }, rates(text(), redacted)),
        floor,
        goal: { kind: "reach", atLeast: 50 },
      });
      kit.row({
        name: "… without a compiler",
        ours: kit.figure({ ...about, subject: `ailx without a compiler, ${name}` }, interpreted(name)),
        floor,
      });
    }
  },
};

const oneWord = (text: Buffer): void => {
  for (let at = 0; at < text.length; at += chunkBytes)
    text.subarray(at, at + chunkBytes).includes("password for nobody");
};

function redacted(text: Buffer): void {
  let masked = 0;
  const redactor = new Redactor({ key, onMasked: () => masked++ });
  for (let at = 0; at < text.length; at += chunkBytes) redactor.push(text.subarray(at, at + chunkBytes));
  redactor.end();
  if (masked > 0) throw new Error(`${masked} false hits`);
}

/** MB a second of processor time: on a busy machine the clock says nothing. */
function rates(text: Buffer, work: (text: Buffer) => void): number[] {
  work(text);
  return Array.from({ length: rounds }, () => {
    const before = process.cpuUsage();
    work(text);
    const { user, system } = process.cpuUsage(before);
    return text.length / Math.max(1, user + system);
  });
}

function interpreted(name: string): number[] {
  const child = Bun.spawnSync(["bun", join(import.meta.dir, "redact.ts"), name], {
    env: { ...process.env, BUN_JSC_useJIT: "0" },
  });
  return JSON.parse(child.stdout.toString()) as number[];
}

if (import.meta.main) {
  const text = Object.entries(texts).find(([name]) => name === process.argv[2])?.[1];
  console.log(JSON.stringify(text ? rates(text(), redacted) : []));
}

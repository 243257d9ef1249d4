/** Real commands that hang, through the real watcher with a short patience: what it says of each, and how many are right. */
import { afterAll, beforeAll, describe, expect } from "bun:test";
import type { Stall } from "../../src/domain/stall.ts";
import { watchStallsEvery } from "../../src/agent/stalls/watch.ts";
import { testWhere } from "../support/skip.ts";
import { surroundings, type Around } from "./around.ts";
import { corpus, lacks, type Hanging } from "./corpus.ts";
import { launched } from "./launched.ts";

const times = { everyMs: 100, gapMs: 300 };
const idleMs = 1_500;
const atOnce = 6;
const patienceMs = 40_000;

type Found = { stall: Stall | undefined; alive: boolean };

let around: Around | undefined;
const found = new Map<string, Promise<Found>>();

async function tried(hanging: Hanging, place: Around): Promise<Found> {
  const { program, end } = await launched(hanging.command(place), { terminal: hanging.terminal ?? false });
  const heard = Promise.withResolvers<Stall | undefined>();
  const watching = watchStallsEvery(times)({
    programs: () => [program],
    idleMs: () => idleMs,
    tell: (stall) => stall && heard.resolve(stall),
  });
  const limit = setTimeout(() => heard.resolve(undefined), patienceMs);
  const stall = await heard.promise;
  clearTimeout(limit);
  watching.stop();
  const alive = Bun.spawnSync(["kill", "-0", String(program.pid)]).exitCode === 0;
  await end();
  return { stall, alive };
}

const isRight = ({ kind, says }: Hanging, { stall }: Found): boolean => stall?.kind === kind && says.test(stall.words);

beforeAll(async () => {
  const place = (around = await surroundings());
  const here = corpus.filter((hanging) => lacks(hanging) === undefined);
  // A few at a time, for their looks at the processor's use would disturb one another.
  const queue = here.map((hanging) => {
    const done = Promise.withResolvers<Found>();
    found.set(hanging.name, done.promise);
    return async () => done.resolve(await tried(hanging, place));
  });
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) await next();
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}, 300_000);
afterAll(async () => {
  await score();
  await around?.end();
});

async function score(): Promise<void> {
  const rows: string[] = [];
  let right = 0;
  for (const hanging of corpus) {
    const result = await found.get(hanging.name);
    if (result && isRight(hanging, result)) right++;
    const mark = result ? (isRight(hanging, result) ? "right" : "WRONG") : "skipped";
    const words = result ? (result.stall?.words ?? "nothing was said") : `needs ${lacks(hanging) ?? ""}`;
    rows.push(`${mark.padEnd(8)}${hanging.kind.padEnd(10)}${hanging.name.padEnd(46)}${words}`);
  }
  console.log(`${rows.join("\n")}\n${right} of ${found.size} right, ${corpus.length - found.size} skipped`);
}

describe("a hanging command:", () => {
  for (const hanging of corpus) {
    const lacking = lacks(hanging);
    testWhere(lacking === undefined, lacking ?? "")(
      hanging.name,
      async () => {
        const { stall, alive } = (await found.get(hanging.name)) ?? {};
        expect({ kind: stall?.kind, words: stall?.words ?? "" }).toEqual({
          kind: hanging.kind,
          words: expect.stringMatching(hanging.says),
        });
        // To look is all that was done: it hangs as before.
        expect(alive).toBe(true);
        expect(stall?.evidence.length).toBeGreaterThan(3);
      },
      patienceMs,
    );
  }
});

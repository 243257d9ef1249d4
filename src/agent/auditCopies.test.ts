import { afterEach, describe, expect, test } from "bun:test";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Checkpoint } from "../domain/auditCheckpoint.ts";
import type { Log } from "../lib/log.ts";
import { AuditCopies } from "./auditCopies.ts";

const dirs: string[] = [];
afterEach(() => dirs.splice(0).forEach((dir) => rmSync(dir, { recursive: true, force: true })));

const checkpoint = (number: number, seq = number * 10, by = "hub"): Checkpoint => ({
  number,
  seq,
  hash: seq.toString(16).padStart(64, "0"),
  atMs: 1_000 + number,
  signature: `${by} ${number} ${seq}`,
});
function copies(stateDir = mkdtempSync(join(tmpdir(), "ailx-copies-"))) {
  dirs.push(stateDir);
  const warned: string[] = [];
  const note = (event: string): void => void warned.push(event);
  const log: Log = { debug: note, info: note, warn: note, error: note };
  const isSigned = ({ signature }: Checkpoint): boolean => signature.startsWith("hub");
  return {
    kept: new AuditCopies({ stateDir, isSigned, log }),
    stateDir,
    warned,
    path: join(stateDir, "audit-checkpoints.jsonl"),
  };
}
const numbers = (list: Checkpoint[]): number[] => list.map(({ number }) => number).toSorted((a, b) => a - b);

describe("a machine's copies of its hub's checkpoints", () => {
  test("are told again after a restart, and a torn line is passed over", () => {
    const { kept, stateDir, path } = copies();
    for (const number of [1, 2, 3]) kept.keep(checkpoint(number));
    appendFileSync(path, '{"number":4,"se');
    expect(numbers(copies(stateDir).kept.tell())).toEqual([1, 2, 3]);
  });
  test("are its owner's alone, and each is kept once", () => {
    const { kept, path } = copies();
    for (const number of [1, 1, 1]) kept.keep(checkpoint(number));
    expect(readFileSync(path, "utf8").trim().split("\n")).toHaveLength(1);
    expect(statSync(path).mode & 0o077).toBe(0);
  });
  test("are none that the hub did not sign", () => {
    const { kept, warned } = copies();
    kept.keep(checkpoint(1, 10, "thief"));
    expect([kept.tell(), warned]).toEqual([[], ["audit.checkpoint_not_signed"]]);
  });
  test("outlive a hub that goes back: the old ones are told beside the new", () => {
    const { kept, warned } = copies();
    for (let number = 1; number <= 20; number++) kept.keep(checkpoint(number));
    for (let number = 6; number <= 15; number++) kept.keep(checkpoint(number, number * 10 + 1));
    expect(kept.tell().some(({ number, seq }) => number === 20 && seq === 200)).toBe(true);
    expect(warned).toContain("audit.hub_went_back");
  });
  test("are told in so many that a hello stays small, from the first to the last", () => {
    const { kept } = copies();
    for (let number = 1; number <= 5_000; number++) kept.keep(checkpoint(number));
    const told = numbers(kept.tell());
    expect([told.length <= 32, told[0], told.at(-1)]).toEqual([true, 1, 5_000]);
  });
  test("take a bounded file, and the oldest stays", () => {
    const { kept, path, stateDir } = copies();
    for (let number = 1; number <= 12_000; number++) kept.keep(checkpoint(number));
    expect(statSync(path).size).toBeLessThan(1.1 * 2 ** 20);
    expect(numbers(copies(stateDir).kept.tell())[0]).toBe(1);
  });
});

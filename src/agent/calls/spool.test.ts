import { afterEach, describe, expect, test } from "bun:test";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testWhere } from "../../../test/support/skip.ts";
import { limits } from "../../protocol/limits.ts";
import { Spool } from "./spool.ts";
import { fakeHub, outputTo, text } from "./testing/fakeHub.ts";

const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), "ailx-spool-"));
  ends.push(() => rmSync(dir, { recursive: true, force: true }));
  return join(dir, "spool");
}

const spoolIn = (dir: string, more: object = {}): Spool => new Spool({ dir, nowMs: Date.now, ...more });
const files = (dir: string): string[] => {
  try {
    return readdirSync(dir);
  } catch {
    return [];
  }
};
const lines = (count: number): string => Array.from({ length: count }, (_, at) => `line ${at}\n`).join("");
/** As a pipe brings it, waiting wherever there is no room. */
async function pour(output: ReturnType<typeof outputTo>, words: string, chunk = 50_000): Promise<void> {
  for (let at = 0; at < words.length; at += chunk) await output.add("stdout", text(words.slice(at, at + chunk)));
}

describe("the spool", () => {
  test("is not touched by a short call while its hub listens", () => {
    const dir = folder();
    const hub = fakeHub();
    const output = outputTo(hub, { spool: spoolIn(dir) });
    hub.connect(output);
    void output.add("stdout", text("web-1\n"));
    output.end();
    output.forget();
    expect(files(dir)).toEqual([]);
  });

  test("takes what a hub that is away cannot, hands it out in order, and is empty when all is stored", async () => {
    const dir = folder();
    const spool = spoolIn(dir, { fileBytes: 1 << 20 });
    const hub = fakeHub();
    const output = outputTo(hub, { spool });
    const all = lines(800_000);
    await pour(output, all);
    output.end();
    expect(spool.inMemory).toBeLessThan(2 << 20);
    expect(spool.onDisk).toBeGreaterThan(7 << 20);
    hub.connect(output);
    for (let rounds = 0; rounds < 40; rounds++) hub.ack();
    expect(hub.stored()).toBe(all);
    expect(hub.most).toBeLessThanOrEqual(limits.windowBytes);
    expect(files(dir)).toEqual([]);
    expect([spool.onDisk, spool.inMemory]).toEqual([0, 0]);
  });

  test("keeps folder and files to its own user", async () => {
    const dir = folder();
    const output = outputTo(fakeHub(), { spool: spoolIn(dir) });
    await pour(output, lines(10));
    output.save({ forNow: false });
    expect(statSync(dir).mode & 0o777).toBe(0o700);
    expect(files(dir).map((name) => statSync(join(dir, name)).mode & 0o777)).toEqual([0o600]);
  });

  test("makes the program wait when it is full, and lets it go on when the hub is back", async () => {
    const dir = folder();
    const spool = spoolIn(dir, { diskBytes: 3 << 20, fileBytes: 1 << 20 });
    const hub = fakeHub({ ackEvery: limits.ackEveryBytes });
    const output = outputTo(hub, { spool });
    const all = lines(1_000_000);
    let poured = false;
    const pouring = pour(output, all).then(() => (poured = true));
    while (spool.onDisk < 2.9 * (1 << 20)) await Bun.sleep(1);
    await Bun.sleep(50);
    expect(poured).toBe(false);
    expect(spool.onDisk).toBeLessThanOrEqual(3 << 20);
    expect(spool.inMemory).toBeLessThan(2 << 20);
    hub.connect(output);
    await pouring;
    output.end();
    const told = Promise.withResolvers<void>();
    output.afterAll(told.resolve);
    await told.promise;
    expect(hub.stored()).toBe(all);
  });

  test("outlives the agent: what was not stored is told by the next one, from wherever the hub's copy ends", async () => {
    const all = lines(100_000);
    for (const from of [0, 3, 17]) {
      const dir = folder();
      const before = outputTo(fakeHub(), { spool: spoolIn(dir, { fileBytes: 200_000 }) });
      await pour(before, all);
      before.end();
      before.save({ forNow: true });
      const hub = fakeHub();
      const after = outputTo(hub, { spool: spoolIn(dir), restored: true });
      hub.connect(after, from);
      hub.ack();
      expect([before.frames, after.frames]).toEqual([17, 17]);
      expect(hub.numbers()).toEqual(Array.from({ length: 17 - from }, (_, at) => at + from));
      if (from === 0) expect(hub.stored() === all).toBe(true);
    }
  });

  test("has everything up to where a kill cut a file off", async () => {
    const dir = folder();
    const before = outputTo(fakeHub(), { spool: spoolIn(dir) });
    await pour(before, lines(30_000));
    before.end();
    before.save({ forNow: false });
    const [name = ""] = files(dir);
    truncateSync(join(dir, name), statSync(join(dir, name)).size - 5);
    const hub = fakeHub();
    const after = outputTo(hub, { spool: spoolIn(dir), restored: true });
    hub.connect(after);
    expect(after.frames).toBe(before.frames - 1);
    expect(lines(30_000).startsWith(hub.stored())).toBe(true);
  });

  test("hands out no byte that is not as it was written", async () => {
    const dir = folder();
    const before = outputTo(fakeHub(), { spool: spoolIn(dir) });
    await pour(before, lines(30_000));
    before.end();
    before.save({ forNow: false });
    const path = join(dir, files(dir)[0] ?? "");
    const bytes = readFileSync(path);
    bytes.fill(0, 70_000, 150_000);
    writeFileSync(path, bytes);
    const hub = fakeHub();
    hub.connect(outputTo(hub, { spool: spoolIn(dir), restored: true }));
    expect(hub.stored().length).toBeGreaterThan(60_000);
    expect(lines(30_000).startsWith(hub.stored())).toBe(true);
  });

  test("is swept at the start of what nobody asks for, and names no file outside its folder", async () => {
    const dir = folder();
    const ids = ["call-1", "../../../etc/x", "%2e%2e"];
    for (const id of ids) {
      const output = outputTo(fakeHub(), { id, spool: spoolIn(dir) });
      await pour(output, id);
      output.save({ forNow: false });
    }
    expect(files(dir).length).toBe(3);
    const spool = spoolIn(dir);
    const hub = fakeHub();
    hub.connect(outputTo(hub, { id: ids[1] ?? "", spool, restored: true }));
    expect(hub.stored()).toBe(ids[1] ?? "");
    spool.sweep((id) => id === ids[0]);
    expect(files(dir).map((name) => name.split(".")[0])).toEqual(["call-1"]);
  });

  const mounts = process.getuid?.() === 0 && Bun.which("mount") !== null;
  testWhere(mounts, "root and mount")(
    "goes on in memory where the disk is full, says so, and uses it again",
    async () => {
      const dir = folder();
      await Bun.$`mkdir -p ${dir} && mount -t tmpfs -o size=1m tmpfs ${dir}`.quiet();
      ends.unshift(() => void Bun.spawnSync(["umount", "-l", dir]));
      let nowMs = 1_000_000;
      const spool = spoolIn(dir, { nowMs: () => nowMs });
      const hub = fakeHub();
      const output = outputTo(hub, { spool });
      const all = lines(500_000);
      await pour(output, all.slice(0, 4 << 20));
      expect(output.heldInMemory).toBe(true);
      expect(spool.onDisk).toBeGreaterThan(0);
      hub.connect(output);
      for (let rounds = 0; rounds < 40; rounds++) hub.ack();
      expect(spool.onDisk).toBe(0);
      nowMs += 60_000;
      hub.disconnect(output, true);
      await pour(output, all.slice(4 << 20, (4 << 20) + 300_000));
      output.end();
      output.save({ forNow: false });
      expect(spool.onDisk).toBeGreaterThan(300_000);
      hub.connect(output);
      expect(hub.stored()).toBe(all.slice(0, (4 << 20) + 300_000));
    },
  );

  test("goes on in memory where its folder cannot be made", async () => {
    const hub = fakeHub();
    const output = outputTo(hub, { spool: spoolIn("/proc/none/spool") });
    await pour(output, lines(400_000));
    output.end();
    output.save({ forNow: true });
    expect(output.heldInMemory).toBe(true);
    hub.connect(output);
    for (let rounds = 0; rounds < 40; rounds++) hub.ack();
    expect(hub.stored()).toBe(lines(400_000));
  });

  test("loses and doubles nothing, whatever comes in between", async () => {
    let seed = 11;
    const random = (below: number): number => ((seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0) >>> 8) % below;
    for (let round = 0; round < 60; round++) {
      const dir = folder();
      const spool = spoolIn(dir, { fileBytes: 150_000, diskBytes: 64 << 20 });
      const hub = fakeHub();
      const output = outputTo(hub, { spool });
      const written: string[] = [];
      let connected = false;
      const stored = (): number => new Set(hub.numbers()).size;
      for (let step = 0; step < 60; step++) {
        const what = random(10);
        if (what < 5) {
          const words = String.fromCharCode(97 + random(26)).repeat(random(3) === 0 ? random(200_000) : random(50));
          void output.add(random(4) === 0 ? "stderr" : "stdout", text(words));
          written.push(words);
        } else if (what === 5 && connected) hub.ack();
        else if (what === 6 && connected) output.acked(random(hub.frames.length + 1));
        else if (what === 7) {
          hub.disconnect(output, random(2) === 0);
          connected = false;
        } else if (what === 8 && !connected) {
          hub.connect(output, stored(), random(100) + 1);
          connected = true;
        } else if (what === 9) await Bun.sleep(0);
      }
      output.end();
      output.save({ forNow: connected });
      hub.disconnect(output);
      hub.connect(output, stored());
      for (let rounds = 0; rounds < 100 && stored() < output.frames; rounds++) hub.ack();
      expect(hub.stored() === written.join("")).toBe(true);
      hub.ack();
      expect([spool.onDisk, spool.inMemory, files(dir).length]).toEqual([0, 0, 0]);
    }
  });
});

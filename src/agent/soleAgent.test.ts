import { afterEach, describe, expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { statOf } from "./calls/strays.ts";
import { soleAgent } from "./soleAgent.ts";

const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

/** A state directory with the word of another process that runs. */
function besideAnother() {
  const dir = mkdtempSync(join(tmpdir(), "ailx-sole-"));
  const other = Bun.spawn(["sleep", "60"]);
  ends.push(() => (other.kill("SIGKILL"), rmSync(dir, { recursive: true, force: true })));
  const word = (ticks = statOf(other.pid)?.startedTicks): void =>
    writeFileSync(join(dir, "agent.pid"), `${other.pid} ${ticks}\n`);
  word();
  return { dir, other, word };
}

describe("a state directory", () => {
  test("has one agent", async () => {
    const { dir, other } = besideAnother();
    expect(soleAgent(dir, { patienceMs: 0 })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining(`process ${other.pid}`),
    });
  });

  test("is free once that one was killed", async () => {
    const { dir, other } = besideAnother();
    const taken = soleAgent(dir, { patienceMs: 20_000 });
    other.kill("SIGKILL");
    await taken;
    expect(readFileSync(join(dir, "agent.pid"), "utf8")).toStartWith(`${process.pid} `);
  });

  test("is free where the number was given to somebody else, or its file says nothing", async () => {
    const { dir, word } = besideAnother();
    if (process.platform === "linux") word("1");
    else writeFileSync(join(dir, "agent.pid"), "");
    await soleAgent(dir, { patienceMs: 0 });
    writeFileSync(join(dir, "agent.pid"), "nonsense");
    await soleAgent(dir, { patienceMs: 0 });
    expect(readFileSync(join(dir, "agent.pid"), "utf8")).toStartWith(`${process.pid} `);
  });
});
